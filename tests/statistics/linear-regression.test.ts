import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ClusterIndex } from "../../src/statistics/clusters.ts";
import { clusterIndex, clusterRobustCovariance } from "../../src/statistics/clusters.ts";
import {
  fitLine,
  type Line,
  type LineSample,
  lineClusterCovariance,
  lineCovariance,
  linePulls,
  unleveredResiduals,
} from "../../src/statistics/linear-regression.ts";

interface Case {
  name: string;
  year: number[];
  value: number[];
  weights: number[] | null;
  clusters: number[] | null;
  referenceYear: number;
  coefficients: [number, number];
  covariance: [[number, number], [number, number]];
  degreesOfFreedom: number;
  sumOfSquaredResiduals: number;
  leaveOneOut: [number, number][];
}

const fixture: { cases: Case[] } = JSON.parse(
  readFileSync(new URL("../trends/fixtures/trend.json", import.meta.url), "utf8"),
);

function sampleOf({
  year,
  value,
  weights,
  clusters,
  referenceYear,
}: Case): LineSample & { clusters: ClusterIndex | null } {
  const x = Float64Array.from(year);
  const w = weights === null ? null : Float64Array.from(weights);
  const line = fitLine(x, Float64Array.from(value, Math.log10), w) as Line;
  const index = clusters === null ? null : clusterIndex(clusters, x.length);
  return { line, distance: referenceYear - line.meanX, x, weights: w, clusters: index };
}

const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe("a line by least squares", () => {
  it.each(fixture.cases)("agrees with numpy's least squares: $name", (each) => {
    const { line, distance } = sampleOf(each);
    expect(relative(line.slope, each.coefficients[1])).toBeLessThan(1e-12);
    expect(relative(line.meanY + line.slope * distance, each.coefficients[0])).toBeLessThan(1e-13);
    expect(relative(line.sumOfSquaredResiduals, each.sumOfSquaredResiduals)).toBeLessThan(1e-12);
  });

  it.each(fixture.cases)("has the covariance that matrices give: $name", (each) => {
    const sample = sampleOf(each);
    const covariance =
      sample.clusters === null
        ? lineCovariance(sample, each.sumOfSquaredResiduals / each.degreesOfFreedom)
        : lineClusterCovariance(sample);
    for (const [j, k] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      expect(relative(covariance[j]?.[k] ?? NaN, each.covariance[j][k])).toBeLessThan(1e-11);
    }
    expect(covariance[0]?.[1]).toBe(covariance[1]?.[0]);
  });

  it.each(fixture.cases)("tells what leaving out each point would do: $name", (each) => {
    const sample = { ...sampleOf(each), clusters: null };
    const [levels, slopes] = linePulls(sample, unleveredResiduals(sample, 1));
    for (const [i, [level, slope]] of each.leaveOneOut.entries()) {
      expect(Math.abs((levels[i] ?? NaN) - (each.coefficients[0] - level))).toBeLessThan(1e-10);
      expect(Math.abs((slopes[i] ?? NaN) - (each.coefficients[1] - slope))).toBeLessThan(1e-10);
    }
  });

  it("clusters as the general clustered covariance does", () => {
    const sample = sampleOf(fixture.cases[3]!);
    const { line, x, weights, clusters } = sample;
    const general = clusterRobustCovariance({
      columns: [new Float64Array(line.n).fill(1), x.map((each) => each - line.meanX - sample.distance)],
      residuals: line.residuals,
      bread: lineCovariance(sample, 1),
      clusters: clusters!,
      weights: weights!,
    });
    for (const [j, row] of lineClusterCovariance(sample).entries()) {
      for (const [k, entry] of row.entries()) expect(relative(entry, general[j]?.[k] ?? NaN)).toBeLessThan(1e-11);
    }
  });

  it("keeps its digits at an offset of 1e8", () => {
    const near = Float64Array.from({ length: 50 }, (_, i) => i / 8);
    const y = near.map((x, i) => 0.375 * x + ((i * 7) % 5) / 16);
    const far = near.map((x) => x + 1e8);
    const [a, b] = [fitLine(near, y), fitLine(far, y)] as [Line, Line];
    expect(relative(b.slope, a.slope)).toBeLessThan(1e-13);
    expect(relative(b.sumOfSquaredResiduals, a.sumOfSquaredResiduals)).toBeLessThan(1e-12);
    const high = fitLine(
      far,
      y.map((each) => each + 1e6),
    ) as Line;
    expect(relative(high.slope, a.slope)).toBeLessThan(1e-9);
  });

  it("is null without spread of x, or with one that overflows", () => {
    const y = Float64Array.of(1, 2, 3);
    expect(fitLine(Float64Array.of(2020.1, 2020.1, 2020.1), y)).toBeNull();
    expect(fitLine(Float64Array.of(1e200, 2e200, 3e200), y)).toBeNull();
    expect(fitLine(Float64Array.of(1, 2, 3), y, Float64Array.of(1e308, 1e308, 1e308))).toBeNull();
  });

  it("weighs a point of weight two as two points", () => {
    const once = fitLine(Float64Array.of(1, 2, 4), Float64Array.of(3, 1, 5), Float64Array.of(1, 2, 1)) as Line;
    const twice = fitLine(Float64Array.of(1, 2, 2, 4), Float64Array.of(3, 1, 1, 5)) as Line;
    expect(once.slope).toBeCloseTo(twice.slope, 14);
    expect(once.meanY).toBeCloseTo(twice.meanY, 14);
    expect(once.sumOfSquaredResiduals).toBeCloseTo(twice.sumOfSquaredResiduals, 13);
  });

  it("gives a point that carries the line alone no residual of its own", () => {
    const x = Float64Array.of(0, 0, 0, 10);
    const y = Float64Array.of(1, 2, 4, 7);
    const sample = { line: fitLine(x, y) as Line, distance: 0, x, weights: null, clusters: null };
    const residuals = unleveredResiduals(sample, 1);
    expect(residuals[3]).toBe(0);
    expect(residuals[0]).toBeCloseTo(1 - (2 + 4) / 2, 12);
  });
});
