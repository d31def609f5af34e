import { describe, expect, it } from "vitest";
import { fitIsoFlop, type IsoFlopOptions } from "../../src/loss-laws/iso-flop.ts";
import { budgetGroups, computeOf } from "../../src/loss-laws/iso-flop-budgets.ts";
import { leaveLargestOut } from "../../src/loss-laws/leave-largest-out.ts";
import { call, refused } from "../answers.ts";
import { crossedRuns } from "./runs.ts";

/** Runs on parabolas of known bottoms: loss 2 + 0.1 (log10 N - log10 N*)^2, N* = 1e8 (C / 1e19)^0.5. */
function parabolas(budgets: number[], steps = [-0.8, -0.5, -0.1, 0.2, 0.6]) {
  const runs = budgets.flatMap((flop) =>
    steps.map((step) => ({ flop, parameters: 1e8 * (flop / 1e19) ** 0.5 * 10 ** step, loss: 2 + 0.1 * step ** 2 })),
  );
  return {
    parameters: runs.map((run) => run.parameters),
    flop: runs.map((run) => run.flop),
    loss: runs.map((run) => run.loss),
  };
}

describe("isoFLOP parabolas", () => {
  const budgets = [1e19, 1e20, 1e21];

  it("have the bottoms, losses and curvatures they were made with", () => {
    const fit = fitIsoFlop(parabolas(budgets), { level: 0.8 });
    fit.optima.forEach((optimum, i) => {
      const size = 1e8 * (budgets[i]! / 1e19) ** 0.5;
      expect(optimum.parameters / size).toBeCloseTo(1, 8);
      expect(optimum.tokens / (budgets[i]! / (6 * size))).toBeCloseTo(1, 8);
      expect(optimum.tokensPerParameter / (budgets[i]! / (6 * size * size))).toBeCloseTo(1, 8);
      expect(optimum.loss).toBeCloseTo(2, 10);
      expect(optimum.curvature).toBeCloseTo(0.1, 9);
      expect(optimum.n).toBe(5);
    });
    expect(fit.parameterExponent.estimate).toBeCloseTo(0.5, 9);
    expect(fit.tokenExponent.estimate).toBeCloseTo(0.5, 9);
    expect([fit.parameterExponent.level, fit.tokenExponent.level]).toEqual([0.8, 0.8]);
    expect(fit.options).toEqual({ windowDex: 0.06, flopPerParameterToken: 6, level: 0.8 });
    expect(fit.warnings).toEqual([]);
    const two = fitIsoFlop(parabolas(budgets), { flopPerParameterToken: 2 });
    expect(two.optima[0]!.tokens / fit.optima[0]!.tokens).toBeCloseTo(3, 8);
  });

  it("of windows that overlap are each of all their runs, which count as used once", () => {
    const runs = parabolas([1e20, 1e20, 1e20]);
    const fit = fitIsoFlop(runs, { budgets: [1e19, 1e20, 1e21], windowDex: 2 });
    expect(fit.optima.map(({ n, flop }) => [n, flop])).toEqual([1e19, 1e20, 1e21].map((flop) => [15, flop]));
    // The bottom of all runs together, whatever the budget.
    for (const { parameters } of fit.optima) expect(parameters / (1e8 * 10 ** 0.5)).toBeCloseTo(1, 8);
    expect(fit.warnings).toEqual([]);
  });

  it("need three sizes each, and runs that lie in some budget", () => {
    const even = parabolas(budgets);
    const twin = { flop: [1e22, 1e22, 1e22], parameters: [1e9, 2e9, 1e9], loss: [2, 2.1, 2] };
    const join = (a: typeof even, b: typeof even) => ({
      parameters: [...a.parameters, ...b.parameters],
      flop: [...a.flop, ...b.flop],
      loss: [...a.loss, ...b.loss],
    });
    const fit = fitIsoFlop(join(even, twin));
    expect(fit.rejected).toMatchObject([{ n: 3, reason: "fewer than 3 distinct sizes" }]);
    const three = fitIsoFlop(join(even, { ...twin, parameters: [5e8, 1e9, 2e9], loss: [2.1, 2, 2.1] }));
    expect(three.optima).toHaveLength(4);
    const named = fitIsoFlop(join(even, twin), { budgets });
    expect(named.warnings).toEqual([
      { code: "ROWS_REJECTED", message: expect.stringContaining("3 runs"), path: "columns" },
    ]);
  });

  it("refuse columns and options that are none", () => {
    const runs = parabolas(budgets);
    expect(call(fitIsoFlop, runs, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(fitIsoFlop, null)).toThrow(refused("INVALID_OPTION", "columns"));
    expect(call(fitIsoFlop, { ...runs, loss: [1] })).toThrow(refused("LENGTH_MISMATCH", "loss"));
    expect(call(fitIsoFlop, { ...runs, flop: [1] })).toThrow(refused("LENGTH_MISMATCH", "flop"));
    const { flop: _, ...bare } = runs;
    expect(call(fitIsoFlop, bare)).toThrow(refused("MISSING_COLUMN", "columns"));
    expect(call(fitIsoFlop, { ...bare, tokens: [1] })).toThrow(refused("LENGTH_MISMATCH", "tokens"));
    expect(call(fitIsoFlop, parabolas([1e19], [-1, 0, 1]))).toThrow(refused("TOO_FEW_POINTS", "parameters"));
    expect(call(fitIsoFlop, parabolas(budgets.slice(0, 2)))).toThrow(refused("TOO_FEW_POINTS", "budgets"));
  });
});

describe("budgets of compute", () => {
  const groups = (flop: number[], windowDex: number, options: IsoFlopOptions = {}) =>
    budgetGroups(Float64Array.from(flop), windowDex, options).map(({ flop: at, rows }) => [at, rows]);

  it("are computed from tokens where they are not given", () => {
    const size = Float64Array.of(1, 2, 3);
    expect(Array.from(computeOf({ parameters: size, loss: size, tokens: [10, 10, 20] }, size, 6))).toEqual([
      60, 120, 360,
    ]);
    expect(Array.from(computeOf({ parameters: size, loss: size, flop: [7, 8, 9] }, size, 6))).toEqual([7, 8, 9]);
  });

  it("are the tight groups there are, at their geometric mean, in order", () => {
    // Steps of at most 0.06 join; 1.10 is 0.041 dex above 1.
    expect(groups([1000, 1.1, 1010, 1], 0.06)).toEqual([
      [expect.closeTo(Math.sqrt(1.1), 12), [3, 1]],
      [expect.closeTo(Math.sqrt(1000 * 1010), 8), [0, 2]],
    ]);
  });

  it("are the series 1, 3, 6 of each decade where runs lie in no tight groups, with five runs at least", () => {
    // Twenty runs a decade, 0.05 apart: chains longer than twice the window.
    const flop = Array.from({ length: 41 }, (_, i) => 10 ** (i / 20));
    const found = groups(flop, 0.125);
    expect(found.map(([at]) => at)).toEqual([3, 6, 10, 30, 60]);
    expect(found[0]![1]).toEqual([8, 9, 10, 11, 12]);
    expect(found[2]![1]).toEqual([18, 19, 20, 21, 22]);
  });

  it("are those asked for, in order, with the runs within the window of each", () => {
    expect(groups([1, 1.1, 10, 100], 0.06, { budgets: [10, 1] })).toEqual([
      [1, [0, 1]],
      [10, [2]],
    ]);
  });
});

describe("leaving the largest out", () => {
  const runs = crossedRuns(0.002);
  const top = (values: number[], share: number): number =>
    [...values].sort((a, b) => a - b)[values.length - 1 - Math.floor(share * values.length)]!;

  it("goes by compute, by size or by tokens, whatever the order of rows", () => {
    const flop = runs.parameters.map((each, i) => each * runs.tokens[i]!);
    for (const [by, values] of [
      ["flop", flop],
      ["parameters", runs.parameters],
      ["tokens", runs.tokens],
    ] as const) {
      const found = leaveLargestOut(runs, { by, share: 0.3 });
      const threshold = top([...values], 0.3);
      expect(found).toMatchObject({ by, threshold, heldOut: values.filter((each) => each > threshold).length });
      expect(found.fitted).toBe(values.length - found.heldOut);
      const order = runs.loss.map((_, i) => (7 * i) % runs.loss.length);
      const pick = (column: number[]): number[] => order.map((i) => column[i]!);
      const turned = { parameters: pick(runs.parameters), tokens: pick(runs.tokens), loss: pick(runs.loss) };
      const again = leaveLargestOut(turned, { by, share: 0.3 });
      expect(again.heldOutError).toBeCloseTo(found.heldOutError, 6);
      expect(again.inSampleError).toBeCloseTo(found.inSampleError, 8);
    }
  });

  it("fits with the options it is told, and without resamples", () => {
    const found = leaveLargestOut(runs, { irreducible: "none", objective: "least-squares" });
    expect(found.law.terms).toEqual(["A", "B", "alpha", "beta"]);
    expect(found.law.options).toMatchObject({ objective: "least-squares", resamples: 0 });
    expect(found.ratio).toBeCloseTo(found.heldOutError / found.inSampleError, 12);
  });

  it("needs six runs to fit, five without an irreducible loss, and one to predict", () => {
    const some = (n: number) => ({
      parameters: [1e8, 1e8, 1e9, 1e9, 1e10, 1e10, 3e10, 3e10].slice(0, n),
      tokens: [1e9, 1e10, 1e9, 1e10, 2e9, 1e10, 4e10, 1e11].slice(0, n),
      loss: [3.9, 3.5, 3.3, 2.9, 2.8, 2.55, 2.3, 2.2].slice(0, n),
    });
    const share = 0.2;
    expect(leaveLargestOut(some(7), { share })).toMatchObject({ fitted: 6, heldOut: 1 });
    expect(call(leaveLargestOut, some(6), { share })).toThrow(refused("OUT_OF_RANGE", "options.share"));
    expect(leaveLargestOut(some(6), { share, irreducible: "none" })).toMatchObject({ fitted: 5, heldOut: 1 });
    expect(call(leaveLargestOut, some(7), { share: 0.01 })).toThrow(refused("OUT_OF_RANGE", "options.share"));
  });

  it("refuses a share and an order that are none", () => {
    for (const share of [0, 1, -0.1, "0.2", Number.NaN]) {
      expect(call(leaveLargestOut, runs, { share })).toThrow(refused("INVALID_OPTION", "options.share"));
    }
    expect(call(leaveLargestOut, runs, { by: "loss" })).toThrow(refused("INVALID_OPTION", "options.by"));
    expect(call(leaveLargestOut, runs, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(leaveLargestOut, { ...runs, loss: [-1, ...runs.loss.slice(1)] })).toThrow(
      refused("NOT_POSITIVE", "loss[0]"),
    );
  });
});
