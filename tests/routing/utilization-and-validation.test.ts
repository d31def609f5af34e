import { describe, expect, it } from "vitest";
import {
  crossValidate,
  fitRoutingLaw,
  fitUtilizationLaw,
  predictRoutedLoss,
  predictUtilizationLoss,
  routingCutoff,
  type UtilizationFit,
} from "../../src/routing/index.ts";
import { call, refused, said } from "../answers.ts";
import { EXPERTS, MADE, madeSweep, SIZES } from "./made-sweep.ts";

const sweep = madeSweep(MADE, 2e-3);

describe("cross-validation", () => {
  const keys = { size: sweep.parameters, experts: sweep.experts, row: sweep.loss.map((_, i) => i) };

  it.each(["size", "experts", "row"] as const)("by %s has the errors of laws fitted to the other runs", (leaveOut) => {
    const form = "bilinear";
    const found = crossValidate(sweep, { leaveOut, form });
    const groups = [...new Set(keys[leaveOut])].sort((a, b) => a - b);
    const all: number[] = [];
    expect(found.groups.map(({ left }) => left)).toEqual(groups);
    groups.forEach((left, place) => {
      const kept = keys[leaveOut].flatMap((key, i) => (key === left ? [] : [i]));
      const pick = (column: number[]): number[] => kept.map((i) => column[i]!);
      const law = fitRoutingLaw(
        { parameters: pick(sweep.parameters), experts: pick(sweep.experts), loss: pick(sweep.loss) },
        { form },
      );
      const errors = keys[leaveOut].flatMap((key, i) => {
        const model = { parameters: sweep.parameters[i]!, experts: sweep.experts[i]! };
        return key === left ? [Math.log10(sweep.loss[i]! / (predictRoutedLoss(law, model).estimate ?? NaN))] : [];
      });
      all.push(...errors);
      const group = found.groups[place]!;
      expect(group.n).toBe(errors.length);
      expect(group.meanError).toBeCloseTo(errors.reduce((a, b) => a + b) / errors.length, 10);
      expect(group.rootMeanSquareError).toBeCloseTo(Math.hypot(...errors) / Math.sqrt(errors.length), 10);
    });
    expect(found.n).toBe(35);
    expect(found.meanError).toBeCloseTo(all.reduce((a, b) => a + b) / 35, 10);
    expect(found.rootMeanSquareError).toBeCloseTo(Math.hypot(...all) / Math.sqrt(35), 10);
    const fit = fitRoutingLaw(sweep, { form });
    expect(found.inSample).toBeCloseTo(Math.sqrt((fit.goodness.sumOfSquaredResiduals ?? NaN) / 35), 10);
    expect(found.options).toEqual({ leaveOut, form, weighted: false });
    expect(found.warnings).toEqual([]);
  });

  it("does not put a simpler form in the place of one that the other runs do not determine", () => {
    const few = crossValidate(madeSweep(MADE, 1e-3, SIZES, [1, 8, 64, 256, 300]), { leaveOut: "experts" });
    expect(few.groups.every(({ rootMeanSquareError }) => rootMeanSquareError !== null)).toBe(true);
    const two = crossValidate(madeSweep(MADE, 1e-3, [1e8, 1e9], EXPERTS), { leaveOut: "size", form: "bilinear" });
    expect(two).toMatchObject({ n: 0, rootMeanSquareError: null, meanError: null });
    expect(said(two)).toEqual(["NOT_IDENTIFIED groups[0]", "NOT_IDENTIFIED groups[1]"]);
  });

  it("echoes weights, and refuses options that are none", () => {
    const weights = sweep.loss.map(() => 2);
    const weighted = crossValidate(sweep, { leaveOut: "size", form: "separable", weights });
    expect(weighted.options.weighted).toBe(true);
    const plain = crossValidate(sweep, { leaveOut: "size", form: "separable" });
    expect(weighted.rootMeanSquareError).toBeCloseTo(plain.rootMeanSquareError ?? NaN, 12);
    expect(call(crossValidate, sweep, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(crossValidate, sweep, { leaveOut: "loss" })).toThrow(refused("INVALID_OPTION", "options.leaveOut"));
  });
});

describe("a fitted utilization law", () => {
  const run = { flop: sweep.parameters, utilization: sweep.experts.map((each) => each + 2), loss: sweep.loss };
  const fits = (["saturating", "bilinear", "separable"] as const).map((form) => fitUtilizationLaw(run, { form }));

  it("has the terms of its form, and predicts its own runs as well as it says", () => {
    expect(fits.map((fit) => fit.terms)).toEqual([
      ["a", "b", "c", "d", "utilizationStart", "utilizationMax"],
      ["a", "b", "c", "d"],
      ["a", "b", "d"],
    ]);
    for (const fit of fits) {
      const squares = run.loss.reduce((sum, loss, i) => {
        const model = { flop: run.flop[i]!, utilization: run.utilization[i]! };
        return sum + Math.log10(loss / (predictUtilizationLoss(fit, model).estimate ?? NaN)) ** 2;
      }, 0);
      expect((fit.goodness.sumOfSquaredResiduals ?? NaN) / squares).toBeCloseTo(1, 8);
      expect(fit.draws).toBeNull();
      expect(fit.support).toEqual({
        flop: { lower: SIZES[0], upper: SIZES[4] },
        utilization: { lower: 3, upper: 514 },
      });
    }
    expect(fits[0]?.denseUtilization).toBe(3);
    const [, , separable] = fits as [UtilizationFit, UtilizationFit, UtilizationFit];
    expect(separable.log10Cutoff).toBeNull();
    const few = fitUtilizationLaw({
      ...run,
      utilization: run.utilization.map((each) => (each > 30 ? 100 : each > 4 ? 10 : 3)),
    });
    expect(few.terms).toEqual(["a", "b", "c", "d", "utilizationStart"]);
  });

  it("has the cut-off -b / c with the bounds that the routing law of the same runs has", () => {
    const shifted = { flop: sweep.parameters, utilization: sweep.experts, loss: sweep.loss };
    const [law, routed] = [fitUtilizationLaw(shifted), fitRoutingLaw(sweep)];
    const expected = routingCutoff(routed).log10Parameters;
    for (const field of ["estimate", "lower", "upper"] as const) {
      expect(law.log10Cutoff?.[field]).toBeCloseTo(expected?.[field] ?? NaN, 4);
    }
  });

  it("takes runs below a dense model for dense, and says so", () => {
    const low = fitUtilizationLaw(run, { denseUtilization: 3.5 });
    expect(said(low)).toContain("EXTRAPOLATION options.denseUtilization");
    expect(low.warnings[0]?.message).toMatch(/^5 runs/);
    expect(low.denseUtilization).toBe(3.5);
    expect(said(fits[0]!)).not.toContain("EXTRAPOLATION options.denseUtilization");
    expect(said(fitUtilizationLaw(run, { denseUtilization: 3.5, form: "separable" }))).toEqual([]);
    const own = fitUtilizationLaw(run, { denseUtilization: run.utilization.map(() => 3) });
    expect(own.denseUtilization).toBeNull();
    expect(own.coefficients.a.estimate).toBeCloseTo(fits[0]?.coefficients.a.estimate ?? NaN, 10);
  });

  it("keeps draws where asked", () => {
    const drawn = fitUtilizationLaw(run, { form: "bilinear", interval: "percentile", resamples: 50, keepDraws: true });
    expect(drawn.draws?.[0]).toHaveLength(4);
    const without = fitUtilizationLaw(run, { form: "bilinear", interval: "percentile", resamples: 50 });
    expect(without.draws).toBeNull();
  });

  it("refuses columns and options that do not fit, by name", () => {
    expect(call(fitUtilizationLaw, run, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(fitUtilizationLaw, null)).toThrow(refused("INVALID_OPTION", "sweep"));
    expect(call(fitUtilizationLaw, { ...run, utilization: [1] })).toThrow(refused("LENGTH_MISMATCH", "utilization"));
    expect(call(fitUtilizationLaw, { ...run, loss: [1] })).toThrow(refused("LENGTH_MISMATCH", "loss"));
    expect(call(fitUtilizationLaw, run, { weights: [1] })).toThrow(refused("LENGTH_MISMATCH", "options.weights"));
    expect(call(fitUtilizationLaw, run, { denseUtilization: [1] })).toThrow(
      refused("LENGTH_MISMATCH", "options.denseUtilization"),
    );
    expect(call(fitUtilizationLaw, run, { clusters: run.loss.map(() => "a") })).toThrow(
      refused("TOO_FEW_POINTS", "options.clusters"),
    );
    const two = { ...run, utilization: run.utilization.map((each) => (each > 30 ? 100 : 3)) };
    expect(fitUtilizationLaw(two).terms).toEqual(["a", "b", "c", "d"]);
    expect(call(fitUtilizationLaw, two, { denseUtilization: two.utilization.map(() => 3) })).toThrow(
      refused("NO_SPREAD", "utilization"),
    );
  });
});
