import { describe, expect, it } from "vitest";
import { fitBrokenPowerLaw } from "../../src/loss-laws/broken-power-law.ts";
import { fitIsoFlop } from "../../src/loss-laws/iso-flop.ts";
import { leaveLargestOut } from "../../src/loss-laws/leave-largest-out.ts";
import { invertPowerLaw, predictPowerLaw } from "../../src/loss-laws/power-law.ts";
import { fitPowerLaw } from "../../src/loss-laws/power-law-fit.ts";
import { predictBrokenPowerLaw } from "../../src/loss-laws/predict-broken-power-law.ts";
import { predictLoss } from "../../src/loss-laws/predict-loss.ts";
import { effectiveTokens, predictRepeatedLoss } from "../../src/loss-laws/repeated-data.ts";
import { besiroglu2024, kaplan2020, muennighoff2023 } from "../../src/published/index.ts";
import { crossedRuns, lossOf, scatter } from "./runs.ts";

const decades = Array.from({ length: 25 }, (_, i) => 10 ** (2 + i / 4));

describe("a power law", () => {
  it("without offset is the line through the logarithms", () => {
    const y = decades.map((x, i) => 3 * x ** -0.2 * Math.exp(0.05 * scatter(i + 1)));
    const law = fitPowerLaw({ x: decades, y });
    const logs = decades.map(Math.log);
    const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
    const [mx, my] = [mean(logs), mean(y.map(Math.log))];
    const xx = logs.reduce((sum, each) => sum + (each - mx) ** 2, 0);
    const slope = logs.reduce((sum, each, i) => sum + (each - mx) * (Math.log(y[i]!) - my), 0) / xx;
    const sse = logs.reduce((sum, each, i) => sum + (Math.log(y[i]!) - my - slope * (each - mx)) ** 2, 0);
    expect(law.coefficients.exponent.estimate).toBeCloseTo(slope, 12);
    expect(law.coefficients.exponent.standardError).toBeCloseTo(Math.sqrt(sse / 23 / xx), 12);
    expect(Math.log(law.coefficients.coefficient.estimate)).toBeCloseTo(my - slope * mx, 11);
    expect(law.goodness.sumOfSquaredResiduals).toBeCloseTo(sse, 13);
  });

  it.each(["log", "raw"] as const)("with offset is found on exact values (%s), falling or rising", (on) => {
    for (const exponent of [-0.3, 0.4]) {
      const y = decades.map((x) => 1.5 + 4 * x ** exponent);
      const { coefficients, warnings } = fitPowerLaw({ x: decades, y }, { offset: "fitted", on });
      expect(coefficients.offset.estimate).toBeCloseTo(1.5, 6);
      expect(coefficients.exponent.estimate).toBeCloseTo(exponent, 6);
      expect(warnings.map((warning) => warning.code)).toEqual(["EXACT_FIT"]);
    }
  });

  it("has an offset whose interval is where the profile crosses F(1, n - 3)", () => {
    const y = decades.map((x, i) => (1.5 + 4 * x ** -0.3) * Math.exp(0.02 * scatter(i + 1)));
    const law = fitPowerLaw({ x: decades, y }, { offset: "fitted" });
    const { lower, upper } = law.coefficients.offset;
    const best = law.goodness.sumOfSquaredResiduals ?? 0;
    // 0.95 quantile of F(1, 22), from tables: 4.3009.
    const threshold = best * (1 + 4.30095 / 22);
    for (const offset of [lower ?? 0, upper ?? 0]) {
      // With the offset held, the rest is a power law through y - offset on the scale of ln y: search it by hand.
      let least = Number.POSITIVE_INFINITY;
      for (let exponent = -0.6; exponent < -0.1; exponent += 0.00025) {
        const shape = decades.map((x) => x ** exponent);
        let from = 0.5;
        let to = 20;
        const sse = (scale: number): number =>
          y.reduce((sum, each, i) => sum + Math.log(each / (offset + scale * shape[i]!)) ** 2, 0);
        for (let round = 0; round < 60; round++) {
          const [a, b] = [from + (to - from) * 0.382, from + (to - from) * 0.618];
          if (sse(a) < sse(b)) to = b;
          else from = a;
        }
        least = Math.min(least, sse((from + to) / 2));
      }
      expect(least / threshold).toBeCloseTo(1, 3);
    }
  });

  it("says that the offset is at its bound where the values call for none", () => {
    const y = decades.map((x) => 4 * x ** -0.3 - 0.01);
    const law = fitPowerLaw({ x: decades, y }, { offset: "fitted", on: "raw" });
    expect(law.coefficients.offset).toMatchObject({ estimate: 0, lower: 0 });
    expect(law.warnings.map((warning) => warning.code)).toContain("COEFFICIENT_AT_BOUND");
  });

  it("is turned around by its inverse, and does not reach beyond its offset", () => {
    const y = decades.map((x, i) => (1.5 + 4 * x ** -0.3) * Math.exp(0.01 * scatter(i + 1)));
    const law = fitPowerLaw({ x: decades, y }, { offset: "fitted" });
    const there = predictPowerLaw(law, 1e5);
    expect((invertPowerLaw(law, there.estimate ?? 0).estimate ?? 0) / 1e5).toBeCloseTo(1, 9);
    expect(there.lower).toBeLessThan(there.estimate ?? 0);
    expect(invertPowerLaw(law, 1).warnings.map((warning) => warning.code)).toEqual(["NOT_REACHED"]);
    expect(invertPowerLaw(kaplan2020.lossOfTokens, 3).estimate).toBeGreaterThan(0);
  });
});

describe("isoFLOP parabolas", () => {
  /** Sizes about the optimum of the replication's law, from 1/half to half times, at exact losses. */
  function exactRuns(half: number): { parameters: number[]; flop: number[]; loss: number[] } {
    const { E, A, B, alpha, beta } = besiroglu2024.absolute.coefficients;
    const law = { E: E.estimate, A: A.estimate, B: B.estimate, alpha: alpha.estimate, beta: beta.estimate };
    const g = ((law.alpha * law.A) / (law.beta * law.B)) ** (1 / (law.alpha + law.beta));
    const runs = [1e19, 1e20, 1e21, 1e22].flatMap((flop) =>
      [-1, -0.5, 0, 0.5, 1].map((step) => {
        const best = g * (flop / 6) ** (law.beta / (law.alpha + law.beta));
        const size = best * half ** step;
        return { size, flop, loss: lossOf(size, flop / 6 / size, law) };
      }),
    );
    return {
      parameters: runs.map((run) => run.size),
      flop: runs.map((run) => run.flop),
      loss: runs.map((run) => run.loss),
    };
  }

  it.each([
    [2, -0.00043],
    [16, -0.0068],
  ])("on sizes up to %s times off the optimum recover the exponent, with a bias of N* near %s dex", (half, bias) => {
    const fit = fitIsoFlop(exactRuns(half));
    expect(fit.parameterExponent.estimate).toBeCloseTo(0.365854164326 / (0.347813070128 + 0.365854164326), 8);
    const runs = exactRuns(half);
    // The bias depends on how many sizes there are: it was recorded for a finer grid than five.
    fit.optima.forEach((optimum, i) => {
      const best = runs.parameters[5 * i + 2]!;
      expect(Math.abs(Math.log10(optimum.parameters / best) / bias - 1)).toBeLessThan(0.3);
    });
  });

  it("that open downward or have their bottom outside are left out, and said", () => {
    const runs = exactRuns(2);
    const loss = runs.loss.map((each, i) =>
      i < 5 ? 8 - each : i < 10 ? each - 0.2 * Math.log(runs.parameters[i]!) + 5 : each,
    );
    const more = exactRuns(3);
    const fit = fitIsoFlop({
      parameters: [...runs.parameters, ...more.parameters.slice(0, 5)],
      flop: [...runs.flop, ...more.flop.slice(0, 5).map((each) => each * 1e4)],
      loss: [...loss, ...more.loss.slice(0, 5)],
    });
    expect(fit.rejected.map((each) => each.reason)).toEqual([
      "the parabola has no bottom",
      "the bottom of the parabola lies outside the sizes",
    ]);
    expect(fit.warnings.filter((warning) => warning.code === "ROWS_REJECTED")).toHaveLength(2);
    expect(fit.optima).toHaveLength(3);
  });

  it("need three budgets, and a compute", () => {
    const { parameters, flop, loss } = exactRuns(2);
    const two = { parameters: parameters.slice(0, 10), flop: flop.slice(0, 10), loss: loss.slice(0, 10) };
    expect(() => fitIsoFlop(two)).toThrow(expect.objectContaining({ code: "TOO_FEW_POINTS" }));
    expect(() => fitIsoFlop({ parameters, loss })).toThrow(expect.objectContaining({ code: "MISSING_COLUMN" }));
  });
});

describe("a broken power law", () => {
  const smooth = (x: number): number => 0.3 + 5 * x ** -0.15 * (1 + (x / 2e4) ** 2) ** -0.2;

  it("is found on exact values", () => {
    const law = fitBrokenPowerLaw({ x: decades, y: decades.map(smooth) });
    expect(law.coefficients["a"]?.estimate).toBeCloseTo(0.3, 5);
    expect((law.coefficients["d1"]?.estimate ?? 0) / 2e4).toBeCloseTo(1, 4);
    expect(law.coefficients["f1"]?.estimate).toBeCloseTo(0.5, 4);
    expect(predictBrokenPowerLaw(law, 1e10).estimate).toBeCloseTo(smooth(1e10), 5);
    expect(law.warnings.map((warning) => warning.code)).toEqual(["EXACT_FIT"]);
  });

  it("with two breaks keeps them in order, and warns below 3 n + 13 points", () => {
    const x = decades.slice(0, 18);
    const y = x.map((at, i) => {
      const first = (1 + (at / 1e3) ** 2) ** -0.2;
      const second = (1 + (at / 5e4) ** 4) ** 0.05;
      return (0.3 + 5 * at ** -0.1 * first * second) * Math.exp(0.001 * scatter(i));
    });
    const law = fitBrokenPowerLaw({ x, y }, { breaks: 2 });
    expect(law.terms).toEqual(["a", "b", "c0", "c1", "d1", "f1", "c2", "d2", "f2"]);
    expect(law.coefficients["d1"]?.estimate).toBeLessThan(law.coefficients["d2"]?.estimate ?? 0);
    expect(law.warnings.map((warning) => warning.code)).toContain("FEW_POINTS");
    expect(law.goodness.sumOfSquaredResiduals).toBeLessThan(1e-5);
  });

  it("without breaks is a power law with offset", () => {
    const y = decades.map((x, i) => (1.5 + 4 * x ** -0.3) * Math.exp(0.01 * scatter(i + 1)));
    const broken = fitBrokenPowerLaw({ x: decades, y }, { breaks: 0, on: "log" });
    const plain = fitPowerLaw({ x: decades, y }, { offset: "fitted" });
    expect(broken.coefficients["a"]?.estimate).toBeCloseTo(plain.coefficients.offset.estimate, 7);
    expect(broken.coefficients["c0"]?.standardError).toBeCloseTo(plain.coefficients.exponent.standardError ?? 0, 7);
  });
});

describe("repeated data", () => {
  it("is worth what it says, and no more than 1 + R* passes", () => {
    expect(effectiveTokens({ tokens: 5, uniqueTokens: 5 })).toBe(5);
    expect(effectiveTokens({ tokens: 1e9, uniqueTokens: 1 })).toBeCloseTo(16.387756, 9);
    expect(effectiveTokens({ tokens: 2, uniqueTokens: 1 }, { tokenRepetitions: 1e9 })).toBeCloseTo(2, 8);
    expect(() => effectiveTokens({ tokens: 1, uniqueTokens: 2 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });

  it("gives the law itself where nothing is repeated and no size is beyond the data", () => {
    const run = { parameters: 1e8, tokens: 1e11 };
    const repeated = predictRepeatedLoss(muennighoff2023, { ...run, uniqueTokens: 1e11 }).estimate;
    expect(repeated).toBeCloseTo(predictLoss(muennighoff2023, run).estimate ?? 0, 12);
    expect(predictRepeatedLoss(muennighoff2023, { ...run, uniqueTokens: 1e10 }).estimate).toBeGreaterThan(
      repeated ?? 9,
    );
  });
});

describe("leaving the largest runs out", () => {
  it("sees a law that bends at the top, which the fit inside does not", () => {
    const runs = crossedRuns(0.001);
    const fine = leaveLargestOut(runs);
    expect(fine.fitted + fine.heldOut).toBe(20);
    expect(fine.heldOutError).toBeLessThan(0.01);
    const flop = runs.parameters.map((each, i) => each * runs.tokens[i]!);
    const bent = { ...runs, loss: runs.loss.map((each, i) => (flop[i]! > fine.threshold ? each * 1.05 : each)) };
    const check = leaveLargestOut(bent);
    expect(check.inSampleError).toBeCloseTo(fine.inSampleError, 12);
    expect(check.heldOutBias).toBeCloseTo(fine.heldOutBias + Math.log(1.05), 12);
    expect(check.ratio).toBeGreaterThan(10);
  });

  it("refuses a share that leaves nothing to fit", () => {
    expect(() => leaveLargestOut(crossedRuns(0.001), { share: 0.9 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });
});
