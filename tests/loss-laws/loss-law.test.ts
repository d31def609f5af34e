import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import type { LossLawOptions } from "../../src/loss-laws/loss-law-options.ts";
import { crossedRuns, LAW, lossOf, scatter } from "./runs.ts";

interface ReferenceFit {
  options: LossLawOptions;
  objective: number;
  coefficients: Record<string, number>;
}

interface ReferenceSet {
  columns: [number[], number[], number[]];
  weights?: number[];
  fits: ReferenceFit[];
  weighted?: ReferenceFit[];
}

const reference: Record<"calm" | "rough", ReferenceSet> = JSON.parse(
  readFileSync(new URL("fixtures/loss-law.json", import.meta.url), "utf8"),
);

const narrow: { columns: [number[], number[], number[]]; objective: number }[] = JSON.parse(
  readFileSync(new URL("fixtures/loss-law-narrow.json", import.meta.url), "utf8"),
);

function codes(fit: { warnings: { code: string }[] }): string[] {
  return fit.warnings.map((warning) => warning.code);
}

describe("the optimum", () => {
  const cases = Object.entries(reference).flatMap(([name, { columns, fits, weighted = [], weights = [] }]) => [
    ...fits.map((fit) => ({ name, columns, fit, weights: undefined })),
    ...weighted.map((fit) => ({ name: `${name}, weighted`, columns, fit, weights })),
  ]);

  it.each(narrow)("of runs that hardly vary is the least of a fine grid: $objective", ({ columns, objective }) => {
    const [parameters, tokens, loss] = columns;
    const law = fitLossLaw({ parameters, tokens, loss }, { objective: "least-squares", on: "raw", resamples: 0 });
    expect(law.convergence?.converged).toBe(true);
    expect(Math.abs((law.objective ?? 0) / objective - 1)).toBeLessThan(1e-9);
  });

  it("of two-valued losses is no worse than the greater group's own, and says whether it was reached", () => {
    const n = 400;
    const hash = (i: number, k: number): number => Math.abs(Math.sin(12.9898 * (i + 1) * k) * 43758.5453) % 1;
    const column = (f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
    const parameters = column((i) => 10 ** (6 + 6 * (1 - 2 ** (-i / 20))));
    const tokens = column((i) => 10 ** (7 + 6 * hash(i, 1)));
    const loss = column((i) => (hash(i, 2) < 0.5 ? 1.998 : 2.002));
    const law = fitLossLaw({ parameters, tokens, loss }, { objective: "absolute", resamples: 0 });
    const lower = loss.filter((each) => each < 2).length;
    expect(law.objective).toBeLessThan(Math.min(lower, n - lower) * Math.log(2.002 / 1.998) * (1 + 1e-6));
    expect(codes(law).includes("NOT_CONVERGED")).toBe(law.convergence?.converged === false);
  });

  it.each(cases)("of $name runs is scipy's best or lower: $fit.options", ({ columns, fit, weights }) => {
    const [parameters, tokens, loss] = columns;
    const options = { ...fit.options, resamples: 0, ...(weights === undefined ? {} : { weights }) };
    const law = fitLossLaw({ parameters, tokens, loss }, options);
    expect(law.convergence?.converged).toBe(true);
    expect(law.objective).toBeLessThan(fit.objective * (1 + 1e-10));
    expect(law.objective).toBeGreaterThan(fit.objective * (1 - 1e-4));
    for (const [term, value] of Object.entries(fit.coefficients)) {
      const { estimate } = Object.entries(law.coefficients).find(([key]) => key === term)?.[1] ?? { estimate: 0 };
      expect(Math.abs(estimate / value - 1), term).toBeLessThan(
        fit.options.objective === "least-squares" ? 1e-5 : 2e-2,
      );
    }
  });

  it.each(["huber", "absolute", "least-squares"] as const)("of exact losses is the law itself (%s)", (objective) => {
    for (const on of ["log", "raw"] as const) {
      const law = fitLossLaw(crossedRuns(), { objective, on, resamples: 0 });
      for (const term of ["E", "A", "B", "alpha", "beta"] as const) {
        expect(law.coefficients[term].estimate / LAW[term], `${on} ${term}`).toBeCloseTo(1, 7);
      }
      expect(codes(law)).toContain("EXACT_FIT");
      expect(law.convergence?.converged).toBe(true);
    }
  });

  it("is a vertex for absolute residuals: as many points on the law as coefficients", () => {
    const runs = crossedRuns(0.01);
    const law = fitLossLaw(runs, { objective: "absolute", resamples: 0 });
    const { E, A, B, alpha, beta } = law.coefficients;
    const through = { E: E.estimate, A: A.estimate, B: B.estimate, alpha: alpha.estimate, beta: beta.estimate };
    const residuals = runs.loss.map((loss, i) =>
      Math.log(loss / lossOf(runs.parameters[i] ?? 1, runs.tokens[i] ?? 1, through)),
    );
    expect(residuals.filter((each) => Math.abs(each) < 1e-12)).toHaveLength(5);
    expect(law.objective).toBeCloseTo(
      residuals.reduce((sum, each) => sum + Math.abs(each), 0),
      12,
    );
  });

  it("does not depend on the unit of the parameters, but for A", () => {
    const runs = crossedRuns(0.01);
    const one = fitLossLaw(runs, { resamples: 0 });
    const other = fitLossLaw({ ...runs, parameters: runs.parameters.map((each) => each / 1e6) }, { resamples: 0 });
    expect(other.coefficients.alpha.estimate).toBeCloseTo(one.coefficients.alpha.estimate, 10);
    const factor = other.coefficients.A.estimate / one.coefficients.A.estimate;
    expect(factor * 1e6 ** one.coefficients.alpha.estimate).toBeCloseTo(1, 8);
  });

  it("with a corner beyond every residual is that of least squares", () => {
    const runs = crossedRuns(0.01);
    const huber = fitLossLaw(runs, { huberDelta: 10, resamples: 0 });
    const squares = fitLossLaw(runs, { objective: "least-squares" });
    expect(2 * huber.objective).toBeCloseTo(squares.objective, 14);
    expect(huber.coefficients.B.estimate / squares.coefficients.B.estimate).toBeCloseTo(1, 8);
  });

  it("counts a point of weight 2 as one given twice", () => {
    const { parameters, tokens, loss } = crossedRuns(0.01);
    const weights = loss.map((_, i) => (i === 3 ? 2 : 1));
    const twice = {
      parameters: [...parameters, parameters[3]!],
      tokens: [...tokens, tokens[3]!],
      loss: [...loss, loss[3]!],
    };
    const one = fitLossLaw({ parameters, tokens, loss }, { weights, resamples: 0 });
    const other = fitLossLaw(twice, { resamples: 0 });
    expect(one.objective).toBeCloseTo(other.objective, 14);
    expect(one.coefficients.A.estimate / other.coefficients.A.estimate).toBeCloseTo(1, 9);
  });
});

describe("intervals", () => {
  const runs = crossedRuns(0.01);

  it("are absent without resamples, and there in the same place with them", () => {
    const bare = fitLossLaw(runs, { resamples: 0 });
    const full = fitLossLaw(runs, { resamples: 100 });
    for (const term of bare.terms) {
      expect(bare.coefficients[term]).toMatchObject({ standardError: null, lower: null, upper: null });
      expect(full.coefficients[term].estimate).toBe(bare.coefficients[term].estimate);
      expect(full.coefficients[term].lower).toBeLessThan(full.coefficients[term].upper ?? Number.NaN);
    }
    expect(bare.covariance).toBeNull();
    expect(full.covariance).toHaveLength(5);
  });

  it("of clusters draw whole clusters, and are another covariance for least squares", () => {
    const clusters = runs.parameters.map(String);
    const resampled = fitLossLaw(runs, { clusters, resamples: 50, seed: 3 });
    expect(resampled.options).toMatchObject({ clusters: 4, interval: "percentile" });
    expect(codes(resampled)).toContain("FEW_CLUSTERS");
    const robust = fitLossLaw(runs, { clusters: runs.tokens.map(String), objective: "least-squares" });
    expect(robust.options.interval).toBe("cluster");
    expect(robust.intervalDegreesOfFreedom).toBe(4);
    const plain = fitLossLaw(runs, { objective: "least-squares" });
    expect(robust.coefficients.beta.estimate).toBe(plain.coefficients.beta.estimate);
    expect(robust.coefficients.beta.standardError).not.toBe(plain.coefficients.beta.standardError);
  });

  it("of a percentile bootstrap of least squares are near those of the formula", () => {
    const formula = fitLossLaw(runs, { objective: "least-squares" });
    const bootstrap = fitLossLaw(runs, { objective: "least-squares", interval: "percentile", resamples: 400 });
    const ratio = (bootstrap.coefficients.alpha.standardError ?? 0) / (formula.coefficients.alpha.standardError ?? 1);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });
});

describe("warnings", () => {
  it("say that alpha and beta are not identified where tokens are in proportion to parameters", () => {
    const parameters = [1e7, 3e7, 1e8, 3e8, 1e9, 3e9];
    const tokens = parameters.map((each) => 20 * each);
    const loss = parameters.map((each, i) => lossOf(each, 20 * each) * (1 + 0.004 * scatter(i + 1)));
    for (const objective of ["huber", "absolute", "least-squares"] as const) {
      const law = fitLossLaw({ parameters, tokens, loss }, { objective, resamples: 20 });
      const warning = law.warnings.find((each) => each.code === "NOT_IDENTIFIED");
      expect(warning?.message).toContain("alpha and beta");
    }
  });

  it("say so too where all runs have one of two sizes", () => {
    const all = crossedRuns(0.005);
    const keep = all.parameters.map((size) => size === 1e8 || size === 6.4e9);
    const pick = (column: number[]): number[] => column.filter((_, i) => keep[i]);
    const two = { parameters: pick(all.parameters), tokens: pick(all.tokens), loss: pick(all.loss) };
    expect(codes(fitLossLaw(two, { resamples: 0 }))).toContain("NOT_IDENTIFIED");
  });

  it("are absent on a crossed design with little scatter", () => {
    expect(fitLossLaw(crossedRuns(0.003), { resamples: 0 }).warnings).toEqual([]);
  });

  it("say that E is at its bound where the losses call for none", () => {
    const law = fitLossLaw(crossedRuns(0.003, { ...LAW, E: 0, A: 4, alpha: 0.1 }), {
      resamples: 0,
      objective: "least-squares",
    });
    const low = fitLossLaw(crossedRuns(0, { ...LAW, E: -0.05, A: 4, alpha: 0.1 }), {
      objective: "least-squares",
      on: "raw",
    });
    expect(low.coefficients.E).toMatchObject({ estimate: 0, standardError: null });
    expect(codes(low)).toContain("COEFFICIENT_AT_BOUND");
    expect(low.coefficients.alpha.standardError).toBeGreaterThan(0);
    expect(law.coefficients.E.estimate).toBeGreaterThanOrEqual(0);
  });

  it("list two basins, of which basin picks one", () => {
    const options = { irreducible: "none", objective: "least-squares", on: "raw" } as const;
    const runs = crossedRuns(0.01);
    const law = fitLossLaw(runs, options);
    const optima = law.convergence?.localOptima ?? [];
    expect(optima.length).toBeGreaterThan(1);
    expect(codes(law)).toContain("SEVERAL_OPTIMA");
    expect(optima[0]?.objective).toBe(law.objective);
    const { alpha = 0, beta = 0 } = optima[1]?.coefficients ?? {};
    const other = fitLossLaw(runs, { ...options, basin: { alpha, beta } });
    expect(other.objective / (optima[1]?.objective ?? 0)).toBeCloseTo(1, 9);
    expect(other.coefficients.alpha.estimate).toBeCloseTo(alpha, 8);
  });
});

describe("refusals", () => {
  const runs = crossedRuns(0.01);
  it.each<[string, () => unknown]>([
    [
      "TOO_FEW_POINTS",
      () => fitLossLaw({ parameters: [1, 2, 3, 4, 5], tokens: [1, 2, 3, 4, 5], loss: [5, 4, 3, 2, 1] }),
    ],
    ["EMPTY_INPUT", () => fitLossLaw({ parameters: [], tokens: [], loss: [] })],
    ["LENGTH_MISMATCH", () => fitLossLaw({ ...runs, loss: [1, 2] })],
    ["NOT_FINITE", () => fitLossLaw({ ...runs, loss: runs.loss.map((each, i) => (i === 4 ? Number.NaN : each)) })],
    ["NOT_POSITIVE", () => fitLossLaw({ ...runs, tokens: runs.tokens.map((each, i) => (i === 4 ? 0 : each)) })],
    ["NO_SPREAD", () => fitLossLaw({ ...runs, parameters: runs.parameters.map(() => 1e9) })],
    ["INVALID_OPTION", () => fitLossLaw(runs, { objective: "huber", interval: "t" })],
    ["INVALID_OPTION", () => fitLossLaw(runs, { resamples: -1 })],
    ["NOT_POSITIVE", () => fitLossLaw(runs, { huberDelta: 0 })],
    ["NOT_POSITIVE", () => fitLossLaw(runs, { basin: { alpha: -1, beta: 0.3 } })],
  ])("of %s", (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });

  it("name the row of a missing value", () => {
    expect(() => fitLossLaw({ ...runs, loss: runs.loss.map((each, i) => (i === 4 ? Number.NaN : each)) })).toThrow(
      "loss[4]",
    );
  });
});
