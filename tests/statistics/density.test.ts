import { describe, expect, it } from "vitest";
import { lowerBound } from "../../src/numeric/lower-bound.ts";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { criticalBandwidth } from "../../src/statistics/critical-bandwidth.ts";
import { evenGrid, gaussianDensityAt, gaussianDensityOnGrid, gridPoint } from "../../src/statistics/kernel-density.ts";
import {
  drawUnimodal,
  type UnimodalDensity,
  unimodalCdf,
  unimodalDensity,
  unimodalProjection,
} from "../../src/statistics/unimodal-density.ts";

function densityAt(data: ArrayLike<number>, bandwidth: number, at: number): number {
  const kernels = Array.from(data, (each) => Math.exp(-(((at - each) / bandwidth) ** 2) / 2));
  return kernels.reduce((sum, each) => sum + each, 0) / (data.length * bandwidth * Math.sqrt(2 * Math.PI));
}

describe("a kernel density", () => {
  it("is the sum of its kernels on a grid and at points, for data beyond the grid as well", () => {
    const data = Float64Array.of(-7, -2.2, 0.1, 0.15, 3, 3.9, 11);
    const grid = evenGrid(-3, 5, 33);
    expect([grid.step, gridPoint(grid, 0), gridPoint(grid, 32)]).toEqual([0.25, -3, 5]);
    for (const bandwidth of [0.05, 0.4, 2, 30]) {
      const onGrid = gaussianDensityOnGrid(data, bandwidth, grid);
      const points = Array.from(onGrid, (_, q) => gridPoint(grid, q));
      const atPoints = gaussianDensityAt(data, bandwidth, points);
      for (const [q, point] of points.entries()) {
        const expected = densityAt(data, bandwidth, point);
        expect(Math.abs(onGrid[q]! - expected)).toBeLessThan(1e-13 + 1e-12 * expected);
        expect(Math.abs(atPoints[q]! - expected)).toBeLessThan(1e-13 + 1e-12 * expected);
      }
    }
  });

  it("has a bandwidth above 0 that is finite", () => {
    const data = Float64Array.of(1, 2);
    for (const bandwidth of [0, -1, Number.NaN, Infinity]) {
      const refused = expect.objectContaining({ code: "OUT_OF_RANGE", path: "options.bandwidth" });
      expect(() => gaussianDensityOnGrid(data, bandwidth, evenGrid(0, 1, 3))).toThrow(refused);
      expect(() => gaussianDensityAt(data, bandwidth, [1])).toThrow(refused);
    }
  });

  it("begins its sums at the first value not below a bound", () => {
    const sorted = Float64Array.of(1, 2, 2, 2, 5, 9);
    for (const bound of [0, 1, 1.5, 2, 3, 5, 8, 9, 10]) {
      expect(lowerBound(sorted, bound)).toBe(sorted.filter((each) => each < bound).length);
    }
  });

  it("of two equal kernels has one mode from half their distance on", () => {
    // The sum of two normal densities is unimodal exactly where they are at most two standard deviations apart.
    const found = criticalBandwidth([3, 7], 1);
    expect(found).toBeGreaterThan(2 * (1 - 2e-3));
    expect(found).toBeLessThan(2 * (1 + 2e-3));
    expect(criticalBandwidth([3, 7], 2)).toBeLessThan(0.01);
    expect(criticalBandwidth([7, 3], 1)).toBe(found);
  });

  it("has a critical bandwidth for two different values or more, and a whole number of modes", () => {
    expect(() => criticalBandwidth([3], 1)).toThrow(expect.objectContaining({ code: "TOO_FEW_POINTS" }));
    expect(() => criticalBandwidth([3, 3], 1)).toThrow(expect.objectContaining({ code: "NO_SPREAD" }));
    for (const modes of [0, 1.5]) {
      expect(() => criticalBandwidth([3, 4], modes)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    }
  });
});

describe("a unimodal density", () => {
  /** The least squared error of rising to `mode` and falling after it, by the max-min formula of isotonic regression. */
  function errorAt(values: number[], mode: number): number {
    const rising = (part: number[]): number[] =>
      part.map((_, q) => {
        let most = Number.NEGATIVE_INFINITY;
        for (let a = 0; a <= q; a++) {
          let least = Infinity;
          for (let b = q; b < part.length; b++) {
            least = Math.min(least, part.slice(a, b + 1).reduce((sum, each) => sum + each, 0) / (b - a + 1));
          }
          most = Math.max(most, least);
        }
        return most;
      });
    const fitted = [...rising(values.slice(0, mode + 1)), ...rising(values.slice(mode + 1).reverse()).reverse()];
    return fitted.reduce((sum, each, q) => sum + (each - values[q]!) ** 2, 0);
  }

  it("is nearest to its values among all that rise to a mode and fall after it", () => {
    const random = randomSource(12);
    for (let round = 0; round < 40; round++) {
      const values = Array.from({ length: 1 + (round % 11) }, () => Math.round(3 * standardNormal(random)));
      const { height, modeIndex } = unimodalProjection(Float64Array.from(values));
      const error = height.reduce((sum, each, q) => sum + (each - values[q]!) ** 2, 0);
      const errors = values.map((_, mode) => errorAt(values, mode));
      expect(error).toBeCloseTo(Math.min(...errors), 10);
      expect(errors[modeIndex]).toBeCloseTo(error, 10);
      for (let q = 1; q < height.length; q++) {
        const rise = height[q]! - height[q - 1]!;
        if (q <= modeIndex) expect(rise).toBeGreaterThanOrEqual(0);
        else if (q > modeIndex + 1) expect(rise).toBeLessThanOrEqual(0);
      }
    }
  });

  const stepped: UnimodalDensity = {
    grid: { start: 0, step: 2, count: 3 },
    modeIndex: 1,
    bandwidth: 1,
    height: Float64Array.of(1, 2, 1),
    cumulative: Float64Array.of(0.25, 0.75, 1),
  };

  it("has a distribution that rises evenly within each cell", () => {
    const at = [-5, -1, 0, 1, 2, 2.5, 3, 4, 5, 8];
    const below = [0, 0, 0.125, 0.25, 0.5, 0.625, 0.75, 0.875, 1, 1];
    expect(at.map((each) => unimodalCdf(stepped, each))).toEqual(below);
  });

  it("is drawn from by its distribution, in ascending order", () => {
    const sample = new Float64Array(4000);
    drawUnimodal(stepped, randomSource(3), sample);
    for (let i = 1; i < sample.length; i++) expect(sample[i]).toBeGreaterThanOrEqual(sample[i - 1]!);
    // Kolmogorov's statistic: 1.95 / sqrt(n) is passed once in a thousand.
    const worst = sample.reduce((most, each, i) => Math.max(most, Math.abs(unimodalCdf(stepped, each) - i / 4000)), 0);
    expect(worst).toBeLessThan(1.95 / Math.sqrt(4000));
    expect(sample[0]).toBeLessThan(-0.9);
    expect(sample[3999]).toBeGreaterThan(4.9);
  });

  it("of one clump is its kernel density, over the data and three bandwidths beyond", () => {
    const data = Float64Array.from({ length: 9 }, (_, i) => Math.sign(i - 4) * (i - 4) ** 2);
    const { grid, bandwidth, height, cumulative, modeIndex } = unimodalDensity(data, 101);
    expect(gridPoint(grid, 0)).toBeCloseTo(-16 - 3 * bandwidth, 12);
    expect(gridPoint(grid, 100)).toBeCloseTo(16 + 3 * bandwidth, 10);
    // The first of the modes that the values allow: the falling part may begin with the largest of them.
    expect(modeIndex).toBe(49);
    expect(height[50]).toBeCloseTo(densityAt(data, bandwidth, 0), 12);
    expect(cumulative[100]).toBe(1);
    expect(cumulative[49]! + cumulative[50]!).toBeCloseTo(1, 12);
    expect(unimodalDensity(data).grid.count).toBe(512);
  });
});
