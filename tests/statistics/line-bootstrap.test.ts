import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Refit,
  type Resampling,
  resampleClusters,
  resamplePairs,
  resampleResiduals,
  standardDeviation,
} from "../../src/statistics/bootstrap.ts";
import { clusterIndex } from "../../src/statistics/clusters.ts";
import { bootstrapLine } from "../../src/statistics/line-bootstrap.ts";
import { fitLine, type Line, type LineSample } from "../../src/statistics/linear-regression.ts";

interface Case {
  name: string;
  year: number[];
  value: number[];
  weights: number[] | null;
  clusters: number[] | null;
}

const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL("../trends/fixtures/trend.json", import.meta.url), "utf8"),
);

const plan = { seed: 11, resamples: 300 };

function made({ year, value, weights, clusters }: Omit<Case, "name">): { sample: LineSample; y: Float64Array } {
  const x = Float64Array.from(year);
  const y = Float64Array.from(value, Math.log10);
  const w = weights === null ? null : Float64Array.from(weights);
  const line = fitLine(x, y, w) as Line;
  const index = clusters === null ? null : clusterIndex(clusters, x.length);
  return { sample: { line, distance: 1.5, x, weights: w, clusters: index }, y };
}

/** The same resamples, refitted from copies of their rows. */
function refitRows({ line, distance, x, weights }: LineSample, y: Float64Array): Refit<ArrayLike<number>> {
  return (rows) => {
    const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
    const refitted = fitLine(pick(x), pick(y), weights === null ? null : pick(weights));
    if (refitted === null) return null;
    return [refitted.meanY + refitted.slope * (line.meanX + distance - refitted.meanX), refitted.slope];
  };
}

function expectSame(ours: Resampling, theirs: Resampling): void {
  expect(ours.kept).toBe(theirs.kept);
  for (const [k, column] of ours.draws.entries()) {
    for (const [b, draw] of column.entries()) expect(Math.abs(draw - theirs.draws[k]![b]!)).toBeLessThan(1e-9);
  }
}

describe("the bootstrap of a line", () => {
  it.each(cases)("by sums is the refit of the drawn rows or clusters: $name", (each) => {
    const { sample, y } = made(each);
    const ours = bootstrapLine(sample, { ...plan, residual: false, noise: null });
    const refit = refitRows(sample, y);
    const full = { ...plan, coefficients: 2 };
    expectSame(
      ours,
      sample.clusters === null
        ? resamplePairs(full, sample.x.length, refit)
        : resampleClusters(full, sample.clusters, refit),
    );
  });

  it("of residuals is the refit of new values at the same years, from residuals of one variance", () => {
    for (const each of cases) {
      const { sample } = made({ ...each, clusters: null });
      const { line, x } = sample;
      const weights = sample.weights ?? x.map(() => 1);
      const design = Array.from(x, (year) => [1, year - 2016] as const);
      // Leverage from the explicit inverse of X'WX.
      const [a, b, c] = [0, 1, 2].map((power) =>
        x.reduce((sum, year, i) => sum + weights[i]! * (year - 2016) ** power, 0),
      );
      const leverage = design.map(
        ([one, t], i) => (weights[i]! * (c! * one - 2 * b! * t + a! * t * t)) / (a! * c! - b! * b!),
      );
      const standard = Array.from(line.residuals, (e, i) => (Math.sqrt(weights[i]!) * e) / Math.sqrt(1 - leverage[i]!));
      const mean = standard.reduce((sum, each) => sum + each, 0) / standard.length;
      const zero = new Float64Array(x.length);
      const theirs = resampleResiduals(
        { ...plan, coefficients: 2 },
        zero,
        standard.map((each) => each - mean),
        (drawn) => {
          const y = drawn.map(
            (each, i) => line.meanY + line.slope * (x[i]! - line.meanX) + each / Math.sqrt(weights[i]!),
          );
          const refitted = fitLine(x, y, weights) as Line;
          return [refitted.meanY + refitted.slope * 1.5, refitted.slope];
        },
      );
      expectSame(bootstrapLine(sample, { ...plan, residual: true, noise: null }), theirs);
    }
  });

  it("adds noise of the variance of the papers' log-uniform factor", () => {
    const n = 200;
    const exact = made({
      year: Array.from({ length: n }, (_, i) => 2000 + i / 10),
      value: Array.from({ length: n }, (_, i) => 10 ** (i / 20)),
      weights: null,
      clusters: null,
    }).sample;
    const halfWidth = Math.log10(2);
    const expected = Math.sqrt(halfWidth ** 2 / 3 / exact.line.sumOfSquaresX);
    for (const residual of [false, true]) {
      const noise = new Float64Array(n).fill(halfWidth);
      const { draws } = bootstrapLine(exact, { seed: 5, resamples: 4000, residual, noise });
      expect((standardDeviation(draws[1]!) ?? NaN) / expected).toBeCloseTo(1, 1);
    }
    const clusters = clusterIndex(
      Array.from({ length: n }, (_, i) => i % 40),
      n,
    );
    const noise = new Float64Array(n).fill(halfWidth);
    const clustered = bootstrapLine({ ...exact, clusters }, { seed: 5, resamples: 4000, residual: false, noise });
    expect((standardDeviation(clustered.draws[1]!) ?? NaN) / expected).toBeCloseTo(1, 1);
  });

  it("drops resamples of fewer than three distinct points", () => {
    const { sample } = made({ year: [2019, 2020, 2021], value: [1, 20, 100], weights: null, clusters: null });
    const { kept, dropped } = bootstrapLine(sample, { seed: 1, resamples: 3000, residual: false, noise: null });
    expect(kept + dropped).toBe(3000);
    // Of the 27 ways to draw three, six have all three.
    expect(kept / 3000).toBeCloseTo(6 / 27, 1);
  });

  it("keeps and drops the same resamples in any unit of x", () => {
    const { sample, y } = made(cases[0]!);
    const x = sample.x.map((year) => (year - 2000) / 2 ** 30);
    const small = { ...sample, x, line: fitLine(x, y) as Line, distance: sample.distance / 2 ** 30, weights: null };
    const plain = { ...sample, line: fitLine(sample.x, y) as Line, weights: null };
    const run = { ...plan, residual: false, noise: null };
    const [ours, theirs] = [bootstrapLine(small, run), bootstrapLine(plain, run)];
    expect(ours.kept).toBe(theirs.kept);
    for (const [b, slope] of ours.draws[1]!.entries()) expect(slope / 2 ** 30).toBeCloseTo(theirs.draws[1]![b]!, 8);
  });

  it("drops resamples of one year", () => {
    const year = [2000, ...new Array<number>(39).fill(2020)];
    const { sample } = made({ year, value: year.map((_, i) => 1 + (i % 5)), weights: null, clusters: null });
    const { kept, dropped, draws } = bootstrapLine(sample, { seed: 1, resamples: 2000, residual: false, noise: null });
    expect(dropped / 2000).toBeCloseTo((39 / 40) ** 40, 1);
    expect(draws[1]!.length).toBe(kept);
    expect(draws[1]!.every(Number.isFinite)).toBe(true);
  });
});
