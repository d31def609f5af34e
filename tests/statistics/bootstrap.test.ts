import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomSource } from "../../src/numeric/random.ts";
import {
  bcaInterval,
  collectResamples,
  drawRows,
  drawsCovariance,
  droppedWarnings,
  fillSigns,
  percentileEstimate,
  percentileInterval,
  quantileSorted,
  resampleClusters,
  resamplePairs,
  resampleResiduals,
  standardDeviation,
} from "../../src/statistics/bootstrap.ts";
import { clusterIndex } from "../../src/statistics/clusters.ts";

interface Fixture {
  column: number[];
  probabilities: number[];
  quantiles: number[];
  cases: {
    name: string;
    level: number;
    estimate: number;
    draws: number[];
    jackknife: number[];
    bca: [number, number];
    percentile: [number, number];
  }[];
}

const fixture: Fixture = JSON.parse(readFileSync(new URL("fixtures/bootstrap.json", import.meta.url), "utf8"));
const plan = { seed: 3, resamples: 400, coefficients: 1 };
const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, each) => sum + each, 0);

describe("quantiles and intervals of draws", () => {
  it("interpolate as numpy does", () => {
    const sorted = Float64Array.from(fixture.column).sort();
    for (const [i, probability] of fixture.probabilities.entries()) {
      expect(quantileSorted(sorted, probability)).toBeCloseTo(fixture.quantiles[i] ?? NaN, 13);
    }
    expect(quantileSorted([7], 0.3)).toBe(7);
  });

  it.each(fixture.cases)("agree with scipy: $name at $level", ({ level, estimate, draws, jackknife, ...expected }) => {
    const percentile = percentileInterval(draws, level);
    expect(percentile.lower).toBeCloseTo(expected.percentile[0], 12);
    expect(percentile.upper).toBeCloseTo(expected.percentile[1], 12);
    const bca = bcaInterval(draws, estimate, jackknife, level);
    expect(bca.lower).toBeCloseTo(expected.bca[0], 10);
    expect(bca.upper).toBeCloseTo(expected.bca[1], 10);
  });

  it("of BCa do not depend on the scale of the jackknife, only on its shape", () => {
    const { draws, estimate, jackknife, level } = fixture.cases[0]!;
    const scaled = jackknife.map((each) => 5 - 100 * (1 - each));
    const bca = bcaInterval(draws, estimate, scaled, level);
    expect(bca.lower).toBeCloseTo(bcaInterval(draws, estimate, jackknife, level).lower ?? NaN, 12);
  });

  it("are null where there is nothing to say, never NaN", () => {
    const none = { lower: null, upper: null };
    expect(percentileInterval([], 0.95)).toEqual(none);
    expect(bcaInterval([], 1, [1, 2], 0.95)).toEqual(none);
    expect(bcaInterval([2, 3, 4], 1, [1, 2, 4], 0.95)).toEqual(none);
    expect(bcaInterval([2, 3, 4], 9, [1, 2, 4], 0.95)).toEqual(none);
    expect(bcaInterval([1, 1, 1], 1, [1, 1, 1], 0.95)).toEqual({ lower: 1, upper: 1 });
    expect(standardDeviation(Float64Array.of(3))).toBeNull();
    expect(drawsCovariance([])).toBeNull();
    expect(percentileEstimate(3, new Float64Array(0), 0.9)).toEqual({
      estimate: 3,
      standardError: null,
      ...none,
      level: 0.9,
    });
  });

  it("of BCa have no bound where the acceleration takes the corrected quantile past its pole", () => {
    // One odd point of 1000 makes the acceleration 0.166, 999 of 1000 draws below make the bias 3.09: at a tail of 5e-5
    // (z = 3.89) the divisor 1 - 0.166 (3.09 + 3.89) is below 0, at the other tail it is above 1.
    const draws = Array.from({ length: 1000 }, (_, b) => b);
    const jackknife = Array.from({ length: 1000 }, (_, i) => (i === 0 ? -1 : 0));
    const { lower, upper } = bcaInterval(draws, 998.5, jackknife, 0.9999);
    expect(upper).toBeNull();
    expect(lower).toBeGreaterThan(0);
  });

  it("have a standard deviation from two draws on", () => {
    expect(standardDeviation(Float64Array.of(1, 3))).toBeCloseTo(Math.SQRT2, 15);
    expect(drawsCovariance([Float64Array.of(1, 3), Float64Array.of(5, 2)])).toEqual([
      [2, -3],
      [-3, 4.5],
    ]);
  });

  it("do not change the draws", () => {
    const draws = [3, 1, 2];
    percentileInterval(draws, 0.9);
    bcaInterval(draws, 2, draws, 0.9);
    expect(draws).toEqual([3, 1, 2]);
  });
});

describe("a resampling", () => {
  it("keeps the draws of every coefficient in a column, counts the dropped, and says so", () => {
    let call = 0;
    const resampling = collectResamples(
      { seed: 1, resamples: 5, coefficients: 2 },
      () => ++call,
      (k) => (k === 2 ? null : [k, 10 * k]),
    );
    expect(resampling.draws.map((column) => [...column])).toEqual([
      [1, 3, 4, 5],
      [10, 30, 40, 50],
    ]);
    expect(resampling).toMatchObject({ kept: 4, dropped: 1 });
    expect(drawRows(resampling)).toEqual([
      [1, 10],
      [3, 30],
      [4, 40],
      [5, 50],
    ]);
    expect(droppedWarnings(resampling, "why")[0]).toMatchObject({ code: "RESAMPLES_DROPPED", path: null });
    expect(droppedWarnings(resampling, "why")[0]?.message).toBe("1 of 5 resamples were dropped: why");
    expect(droppedWarnings({ draws: [], kept: 3, dropped: 0 }, "why")).toEqual([]);
  });

  it("is the same for the same seed and another for another", () => {
    const means = (seed: number): number[] => [
      ...resamplePairs({ ...plan, seed }, 9, (rows) => [total(rows)]).draws[0]!,
    ];
    expect(means(1)).toEqual(means(1));
    expect(means(1)).not.toEqual(means(2));
  });

  it("of nothing is empty, not undefined", () => {
    expect(resamplePairs({ ...plan, resamples: 0 }, 4, () => [1])).toEqual({
      draws: [new Float64Array(0)],
      kept: 0,
      dropped: 0,
    });
  });

  it("of pairs draws n of n with the variance of the mean over n", () => {
    const values = Array.from({ length: 30 }, (_, i) => (i % 7) ** 2);
    const mean = total(values) / 30;
    const variance = total(values.map((value) => (value - mean) ** 2)) / 30;
    const { draws } = resamplePairs({ ...plan, resamples: 20_000 }, 30, (rows) => {
      expect(rows.length).toBe(30);
      return [total(Array.from(rows, (row) => values[row]!)) / 30];
    });
    expect((standardDeviation(draws[0]!) ?? NaN) ** 2 / (variance / 30)).toBeCloseTo(1, 1);
  });

  it("of clusters draws whole clusters, as many as there are", () => {
    const labels = ["b", "a", "b", "c", "b", "a"];
    const sizes = { a: 2, b: 3, c: 1 };
    resampleClusters(plan, clusterIndex(labels, 6), (rows) => {
      const counts = { a: 0, b: 0, c: 0 };
      for (const row of rows) counts[labels[row] as "a" | "b" | "c"]++;
      const drawn = (["a", "b", "c"] as const).map((label) => counts[label] / sizes[label]);
      for (const times of drawn) expect(Number.isInteger(times)).toBe(true);
      expect(total(drawn)).toBe(3);
      const row1 = Array.from(rows).filter((row) => row === 1).length;
      expect(row1 * 2).toBe(counts.a);
      return [rows.length];
    });
  });

  it("of clusters of very unequal size may draw the largest again and again", () => {
    const labels = ["big", "b", "c", "d", ...new Array<string>(20).fill("big")];
    let most = 0;
    resampleClusters(plan, clusterIndex(labels, 24), (rows) => {
      const times = new Array<number>(24).fill(0);
      for (const row of rows) times[row]!++;
      expect(times.slice(4)).toEqual(new Array(20).fill(times[0]));
      expect(times[0]! + times[1]! + times[2]! + times[3]!).toBe(4);
      most = Math.max(most, times[0]!);
      return [0];
    });
    expect(most).toBe(4);
  });

  it("of residuals adds a residual of any point to every fitted value", () => {
    const fitted = [10, 20, 30];
    const residuals = [1, -1, 0.5];
    const seen = new Set<number>();
    resampleResiduals(plan, fitted, residuals, (y) => {
      for (let i = 0; i < 3; i++) {
        expect(residuals).toContain(y[i]! - fitted[i]!);
        seen.add(3 * i + residuals.indexOf(y[i]! - fitted[i]!));
      }
      return [y[0]!];
    });
    expect(seen.size).toBe(9);
  });

  it("draws signs that are 1 and -1 equally often", () => {
    const signs = new Int8Array(100_001);
    fillSigns(randomSource(1), signs);
    expect(new Set(signs)).toEqual(new Set([1, -1]));
    expect(Math.abs(total(signs))).toBeLessThan(1500);
  });
});
