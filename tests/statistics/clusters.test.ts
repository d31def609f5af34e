import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { clusterIndex, clusterRobustCovariance, fewClustersWarnings } from "../../src/statistics/clusters.ts";
import fixture from "./fixtures/clusters.json";

describe("clusterIndex", () => {
  it("numbers labels in order of first appearance, and tells 1 from '1'", () => {
    const { index, count } = clusterIndex(["b", "a", "b", 1, "1"], 5);
    expect(Array.from(index)).toEqual([0, 1, 0, 2, 3]);
    expect(count).toBe(4);
  });

  it("takes labels that are names of object members", () => {
    expect(clusterIndex(["__proto__", "constructor", "__proto__"], 3).count).toBe(2);
  });

  it("refuses a column of another length and labels that are no labels", () => {
    expect(() => clusterIndex(["a"], 2)).toThrow("Expected 2 entries but got 1 (at options.clusters)");
    expect(() => clusterIndex(["a", Number.NaN], 2)).toThrow(
      "Expected a finite number but got NaN (at options.clusters[1])",
    );
    expect(() => clusterIndex(["a", null as unknown as string], 2)).toThrow("options.clusters[1]");
  });

  it("refuses what is no column", () => {
    for (const none of ["ab", null, 2, () => "a"] as unknown as string[][]) {
      expect(() => clusterIndex(none, 2)).toThrow(expect.objectContaining({ code: "UNSUPPORTED_TYPE" }));
    }
  });
});

describe("clusterRobustCovariance", () => {
  it.each(fixture.cases)("agrees with the formula in numpy: $name", (expected) => {
    const weights = expected.weights ?? undefined;
    const { residuals, unscaledCovariance } = leastSquares(expected.columns, expected.target, weights);
    const covariance = clusterRobustCovariance({
      columns: expected.columns,
      residuals,
      bread: unscaledCovariance!,
      clusters: clusterIndex(expected.labels, expected.target.length),
      ...(weights === undefined ? {} : { weights }),
    });
    covariance.forEach((row, a) => {
      row.forEach((entry, b) => {
        const scale = Math.sqrt(expected.covariance[a]![a]! * expected.covariance[b]![b]!);
        expect(Math.abs(entry - expected.covariance[a]![b]!)).toBeLessThan(1e-10 * scale);
        expect(entry).toBe(covariance[b]![a]);
      });
    });
  });

  it("is the variance of a mean over cluster totals when the design is a constant", () => {
    // Two clusters of residual totals +2 and -2, n = 4: 2/1 * 3/3 * (1/4)^2 * (4 + 4) = 1.
    const covariance = clusterRobustCovariance({
      columns: [[1, 1, 1, 1]],
      residuals: [1, 1, -1, -1],
      bread: [[0.25]],
      clusters: clusterIndex(["a", "a", "b", "b"], 4),
    });
    expect(covariance).toEqual([[1]]);
  });

  it("refuses as many columns as points, which leave no residuals", () => {
    const saturated = {
      columns: [
        [1, 1],
        [0, 1],
      ],
      residuals: [0, 0],
      bread: [
        [1, -1],
        [-1, 2],
      ],
      clusters: clusterIndex(["a", "b"], 2),
    };
    expect(() => clusterRobustCovariance(saturated)).toThrow(expect.objectContaining({ code: "TOO_FEW_POINTS" }));
  });
});

describe("fewClustersWarnings", () => {
  const clusters = (count: number) => ({ index: new Uint32Array(count), count });

  it("warn below ten clusters only", () => {
    expect(fewClustersWarnings(null)).toEqual([]);
    expect(fewClustersWarnings(clusters(10))).toEqual([]);
    expect(fewClustersWarnings(clusters(9))).toMatchObject([{ code: "FEW_CLUSTERS", path: "options.clusters" }]);
  });
});
