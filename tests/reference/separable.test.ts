import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { separableLeastSquares } from "../../src/numeric/separable-least-squares.ts";
import { axisValues, type SeparableProblem } from "../../src/numeric/separable-least-squares-problem.ts";
import { type Column, one, power, separable } from "../numeric/separable-problems.ts";
import { sharedPath } from "./shared.ts";

const read = (path: string | null): string => (path === null ? "" : readFileSync(path, "utf8"));
const rowsOf = (text: string): Record<string, string>[] => {
  const [header = "", ...lines] = text.trim().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, j) => [names[j]!, cell])));
};
const exponents = [{ values: axisValues(0.02, 2, 30, "log") }, { values: axisValues(0.02, 2, 30, "log") }];

/** E + A N^-alpha + B D^-beta, or without E; N in 1e9 and D in 1e11, so that columns are of the size of 1. */
function lossProblem(
  n: readonly number[],
  d: readonly number[],
  loss: readonly number[],
  withE: boolean,
): SeparableProblem {
  const terms = [
    power(
      n.map((each) => each / 1e9),
      0,
    ),
    power(
      d.map((each) => each / 1e11),
      1,
    ),
  ];
  const columns = withE ? [one, ...terms] : terms;
  return separable(columns, 2, loss, { lower: columns.map(() => 0) });
}

const points = sharedPath("data/chinchilla-points.csv");
describe.skipIf(points === null)("the loss law by least squares on raw loss", () => {
  it("has the optimum of the 240 kept points", () => {
    const rows = rowsOf(read(points)).filter((row) => row["outlier"] === "0");
    const [n, d, loss] = ["params", "tokens", "loss"].map((name) => rows.map((row) => Number(row[name])));
    expect(n).toHaveLength(240);
    const { best, optima } = separableLeastSquares(lossProblem(n!, d!, loss!, true), exponents);
    expect(optima).toHaveLength(1);
    const [alpha = 0, beta = 0] = best.shape;
    const [E = 0, A = 0, B = 0] = best.linear;
    // Printed with these digits in the reference material, section 3.1.
    expect(alpha).toBeCloseTo(0.357615, 6);
    expect(beta).toBeCloseTo(0.427621, 6);
    expect(E).toBeCloseTo(1.882814, 6);
    expect(A * 1e9 ** alpha).toBeCloseTo(567.81, 2);
    expect(B * 1e11 ** beta).toBeCloseTo(7581.85, 2);
  });
});

interface Optimum {
  params: { a: number; alpha: number; b: number; beta: number };
  sse: number;
}
interface Runs {
  N: number[];
  D: number[];
  L: number[];
}

const densing = sharedPath("oracle/densing.json");
describe.skipIf(densing === null)("the loss law of the densing paper's reference runs", () => {
  const oracle = densing === null ? null : JSON.parse(read(densing)).D_paper_digitised;
  const fits: Record<string, { global_lsq: { local_optima: Optimum[] } }> = oracle?.loss_fits ?? {};

  it.each(Object.keys(fits))("has the known optima, and no other, within twice the least: %s", (name) => {
    const { N, D, L }: Runs = oracle.reference_runs[name];
    const known = fits[name]!.global_lsq.local_optima;
    const near = known.filter((each) => each.sse <= 2 * known[0]!.sse);
    const { optima } = separableLeastSquares(lossProblem(N, D, L, false), exponents);
    expect(optima).toHaveLength(near.length);
    optima.forEach((found, k) => {
      expect(found.converged).toBe(true);
      expect(found.sumOfSquaredResiduals / near[k]!.sse).toBeCloseTo(1, 9);
      expect(found.shape[0]! / near[k]!.params.alpha).toBeCloseTo(1, 5);
      expect(found.shape[1]! / near[k]!.params.beta).toBeCloseTo(1, 5);
      expect((found.linear[0]! * 1e9 ** found.shape[0]!) / near[k]!.params.a).toBeCloseTo(1, 4);
      expect((found.linear[1]! * 1e11 ** found.shape[1]!) / near[k]!.params.b).toBeCloseTo(1, 4);
    });
  });
});

/** log10 Ehat with 1 / Ehat = 1 / (E - 1 + 1 / (1 / Estart - 1 / Emax)) + 1 / Emax; the shapes are log10 Estart and log10 Emax. */
function saturation(experts: readonly number[], factor: (i: number) => number): Column {
  return (shape, i) => {
    const start = 10 ** -shape[0]!;
    const end = 10 ** -shape[1]!;
    const offset = 1 / (start - end);
    const inner = 1 / (experts[i]! - 1 + offset);
    const inverse = inner + end;
    const slope = (inner * offset) ** 2;
    const slopes = [(slope * start) / inverse, ((1 - slope) * end) / inverse];
    return { value: -Math.log10(inverse) * factor(i), slopes: slopes.map((each) => each * factor(i)) };
  };
}

const sweep = sharedPath("data/routed-sweep-final.csv");
const routing = sharedPath("oracle/routing.json");
describe.skipIf(sweep === null || routing === null)("the routed law of S-Base", () => {
  it("has the optimum that was verified in fifty digits, and its standard errors", () => {
    const known = JSON.parse(read(routing)).fits["S-Base"];
    const rows = rowsOf(read(sweep)).filter(
      (row) =>
        Number(row["routing_frequency"]) === 0.5 &&
        row["k"] === "1" &&
        row["seed"] === "42" &&
        (row["num_experts"] === "1" || row["router_type"] === "S-Base"),
    );
    expect(rows).toHaveLength(58);
    const experts = rows.map((row) => Number(row["num_experts"]));
    const size = rows.map((row) => Math.log10(Number(row["dense_parameter_count"])));
    const loss = rows.map((row) => Math.log10(Number(row["loss_validation"])));
    const bySize: Column = (_, i) => ({ value: size[i]!, slopes: [0, 0] });
    const columns = [bySize, saturation(experts, () => 1), saturation(experts, (i) => size[i]!), one];
    const problem = separable(columns, 2, loss);
    const fenced: SeparableProblem = {
      ...problem,
      fillColumns: (shape, into) => shape[1]! > shape[0]! && problem.fillColumns(shape, into),
    };
    const axes = [{ values: axisValues(0.001, 2, 30) }, { values: axisValues(1, 6, 30) }];
    const { best, optima } = separableLeastSquares(fenced, axes);
    expect(optima).toHaveLength(1);
    expect(best.converged).toBe(true);
    const { a, b, c, d, E_start, E_max } = known.coef;
    best.linear.forEach((value, k) => {
      expect(value / [a, b, c, d][k]).toBeCloseTo(1, 9);
    });
    expect(10 ** best.shape[0]! / E_start).toBeCloseTo(1, 8);
    expect(10 ** best.shape[1]! / E_max).toBeCloseTo(1, 8);
    expect(best.sumOfSquaredResiduals / known.sse_log10).toBeCloseTo(1, 11);
    // Printed in the reference material: standard errors of a, b, c, d.
    const variance = best.sumOfSquaredResiduals / 52;
    const errors = [2, 3, 4, 5].map((j) => Math.sqrt(variance * best.unscaledCovariance![j]![j]!));
    [0.002, 0.015, 0.00148, 0.02].forEach((value, k) => {
      expect(errors[k]! / value).toBeCloseTo(1, 1);
    });
  });
});
