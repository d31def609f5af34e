import { describe, expect, it } from "vitest";
import { toColumns } from "../../src/dataset/index.ts";
import { crossValidate, fitUtilizationLaw, predictUtilizationLoss, type RoutingForm } from "../../src/routing/index.ts";
import { runExample } from "../examples/run-example.ts";
import { absent, oracle, type Run, runs, selection, sweep, sweepPath } from "./routed-sweep.ts";

/** Every run of a router and the dense ones, by FLOP and utilization in the reference's units. */
function utilizationOf(keep: (run: Run) => boolean) {
  const chosen = runs.filter(keep);
  return toColumns(chosen, {
    flop: (run) => (run.flopPerStep ?? Number.NaN) / 1e12,
    utilization: (run) => (run.totalParameters ?? Number.NaN) / ((run.flopPerStep ?? Number.NaN) / 1e12),
    loss: (run) => run.losses["validation"],
    sweepId: "sweepId",
    parameters: "parameters",
  }).columns;
}

describe.skipIf(absent)("cross-validation on the published sweep", () => {
  const cases: [RoutingForm, string][] = [
    ["separable", "separable"],
    ["bilinear", "bilinear_unsaturated"],
    ["saturating", "bilinear_saturated"],
  ];
  for (const [form, key] of cases) {
    it(`has the held-out errors of the reference, ${form}`, () => {
      const columns = sweep(selection("S-Base"));
      const { leave_one_size_out, leave_one_E_out, leave_one_point_out } = oracle.fits["S-Base"];
      for (const [leaveOut, reference] of [
        ["size", leave_one_size_out],
        ["experts", leave_one_E_out],
        ["row", leave_one_point_out],
      ] as const) {
        const held = crossValidate(columns, { leaveOut, form });
        expect(held.n).toBe(58);
        expect((held.rootMeanSquareError ?? 0) / reference[key].overall.log10, leaveOut).toBeCloseTo(1, 4);
        if (leaveOut === "row") continue;
        const expected = Object.entries<{ n: number; log10: number }>(reference[key]).filter(
          ([name]) => name !== "overall",
        );
        expected.forEach(([, { n, log10 }], i) => {
          expect(held.groups[i]?.n).toBe(n);
          expect((held.groups[i]?.rootMeanSquareError ?? 0) / log10, `${leaveOut} ${i}`).toBeCloseTo(1, 3);
        });
      }
    });
  }
});

describe.skipIf(absent)("the law in FLOP and utilization", () => {
  const names = [
    "S-Base_k1_R0.5",
    "RL-R_k1_R0.5",
    "Hash_k1_R0.5",
    "S-Base_all_k_R",
    "Hash_all_R",
    "all_routers_all_k_R",
  ];
  for (const name of names) {
    it(`has the reference optimum for ${name}, in both readings of the dense utilization`, () => {
      const { hyper_ids, n, bmin_global, bmin_perN, unsaturated } = oracle.fb_law.fits[name];
      const ids = new Set<number>(hyper_ids);
      const columns = utilizationOf((run) => ids.has(run.sweepId));
      expect(columns.flop.length).toBe(n);
      const dense: Record<string, number> = oracle.fb_law.dense_B_by_N;
      const denseUtilization = columns.parameters.map((size) => dense[String(size)] ?? Number.NaN);
      for (const [reference, options] of [
        [bmin_global, { denseUtilization: bmin_global.B_min }],
        [bmin_perN, { denseUtilization }],
      ] as const) {
        const fit = fitUtilizationLaw(columns, options);
        const { B_start, B_max, ...rest } = reference.coef;
        expect(Math.abs((fit.goodness.sumOfSquaredResiduals ?? 0) / reference.sse_log10 - 1)).toBeLessThan(1e-9);
        const found: Record<string, { estimate: number }> = fit.coefficients;
        const expected: Record<string, number> = { ...rest, utilizationStart: B_start, utilizationMax: B_max };
        for (const [term, value] of Object.entries(expected)) {
          expect((found[term]?.estimate ?? 0) / value, term).toBeCloseTo(1, 5);
        }
        const cutoff = 10 ** (fit.log10Cutoff?.estimate ?? 0);
        expect(cutoff / reference.F_cutoff_TFLOP_per_step).toBeCloseTo(1, 4);
      }
      for (const form of ["separable", "bilinear"] as const) {
        const fit = fitUtilizationLaw(columns, { form });
        Object.values(fit.coefficients).forEach((entry, k) => {
          expect(entry.estimate / unsaturated[form].coef[k]).toBeCloseTo(1, 8);
          expect((entry.standardError ?? 0) / unsaturated[form].se[k]).toBeCloseTo(1, 6);
        });
      }
    });
  }

  it("predicts experts per token and routing frequencies that it was not fitted to", () => {
    const { hyper_ids } = oracle.fb_law.fits["S-Base_k1_R0.5"];
    const tested: Record<string, number> = oracle.fb_law["FB_trained_on_k1_R0.5_tested_on_variants_SBase"].by_id;
    const ids = new Set<number>(hyper_ids);
    const fit = fitUtilizationLaw(utilizationOf((run) => ids.has(run.sweepId)));
    const variants = utilizationOf((run) => String(run.sweepId) in tested);
    expect(variants.loss.length).toBe(39);
    variants.loss.forEach((loss, i) => {
      const model = { flop: variants.flop[i] ?? 0, utilization: variants.utilization[i] ?? 0 };
      const { estimate } = predictUtilizationLoss(fit, model);
      const error = Math.log10(loss / (estimate ?? Number.NaN));
      expect(error).toBeCloseTo(tested[String(variants.sweepId[i])] ?? Number.NaN, 5);
    });
  });
});

describe.skipIf(absent)("the example of table 3", () => {
  it("sets ours beside the paper's, with what survives the intervals", () => {
    const { status, output } = runExample("routing", sweepPath ?? "");
    expect(status).toBe(0);
    for (const words of ["S-Base, 58 runs", "783B", "[161B; 8.70T]", "937B", "54.4M", "739B", "684B", "survive"]) {
      expect(output).toContain(words);
    }
  });

  it("ends with one sentence for what is no sweep", () => {
    const { status, errors } = runExample("routing", "package.json");
    expect(status).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
