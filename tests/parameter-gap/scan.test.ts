import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import { largestOneSided, largestStatistic, scanGaps, scanGrid } from "../../src/parameter-gap/gap-scan.ts";
import { exceedanceP } from "../../src/parameter-gap/unimodal-null.ts";
import { valleyBetween, valleyDensity } from "../../src/parameter-gap/valley.ts";

interface Rules {
  minWidth: number;
  floor: number;
}

const flanksOf = (n: number): number[] => {
  const sizes: number[] = [];
  for (let m = Math.max(4, Math.ceil(n / 20)); 2 * m <= n; m *= 2) sizes.push(m);
  return sizes;
};

/** 0, 1, 2, 3, 4, 5, and from there steps of a fifth, rounded up, to n/4. */
const interiorsOf = (n: number): number[] => {
  const counts = [0, 1, 2, 3, 4, 5].filter((k) => 4 * k <= n);
  for (let k = 6; 4 * k <= n; k = Math.ceil(1.2 * k - 1e-9)) counts.push(k);
  return counts;
};

/** LLR = m ln(m / (N (1 - y))) + k ln(k / (N y)) with y = wG / (wG + wF) and N = k + m, 0 unless k < N y; as documented. */
function evidence(gap: number, flank: number, k: number, m: number): number {
  const y = gap / (gap + flank);
  const N = k + m;
  if (!(k < N * y)) return 0;
  return m * Math.log(m / (N * (1 - y))) + (k > 0 ? k * Math.log(k / (N * y)) : 0);
}

/** The best evidence of any flank that begins at `edge`, with the smallest flank required or 0 without one. */
function side(x: number[], edge: number, step: 1 | -1, gap: number, k: number, floor: number): number {
  return Math.max(
    0,
    ...flanksOf(x.length)
      .filter((m) => x[edge + step * m] !== undefined)
      .map((m) => evidence(gap, Math.max(Math.abs(x[edge + step * m]! - x[edge]!), floor * gap), k, m)),
  );
}

/** Every candidate with two flanks, by the rule as it reads. */
function candidates(x: number[], { minWidth, floor }: Rules): { i: number; j: number; statistic: number }[] {
  const [margin] = flanksOf(x.length) as [number];
  const found: { i: number; j: number; statistic: number }[] = [];
  for (let i = margin; i < x.length; i++) {
    for (const k of interiorsOf(x.length)) {
      const j = i + 1 + k;
      if (j > x.length - 1 - margin) continue;
      const gap = x[j]! - x[i]!;
      if (gap < minWidth || gap <= 0) continue;
      const statistic = Math.min(side(x, i, -1, gap, k, floor), side(x, j, 1, gap, k, floor));
      if (statistic > 0) found.push({ i, j, statistic });
    }
  }
  return found.sort((a, b) => b.statistic - a.statistic || a.i - b.i || a.j - b.j);
}

/** The candidates that share no interior with a better one. */
function chosen(x: number[], rules: Rules): { i: number; j: number; statistic: number }[] {
  const taken: { i: number; j: number; statistic: number }[] = [];
  for (const each of candidates(x, rules)) {
    if (taken.every((other) => each.i >= other.j || each.j <= other.i)) taken.push(each);
  }
  return taken;
}

/** Sizes of which no two are equal, thinner in the middle. */
const sample = fc
  .uniqueArray(fc.integer({ min: 0, max: 40_000 }), { minLength: 12, maxLength: 60 })
  .map((places) => places.map((place) => (place % 3 === 0 ? place + 12_000 : place) / 1e4 + place / 1e7))
  .map((x) => [...new Set(x)].sort((a, b) => a - b))
  .filter((x) => x.length >= 12);
const rules = fc.record({ minWidth: fc.constantFrom(0, 0.05, 0.3), floor: fc.constantFrom(0, 0.5, 2) });

describe("the scan for gaps", () => {
  it("looks at the flanks and interiors that it says", () => {
    for (const n of [12, 16, 24, 80, 100, 400]) {
      expect(Array.from(scanGrid(n).flanks)).toEqual(flanksOf(n));
      expect(Array.from(scanGrid(n).interiors)).toEqual(interiorsOf(n));
    }
  });

  it("finds what trying every interval finds, best first, none overlapping", () => {
    fc.assert(
      fc.property(sample, rules, (x, options) => {
        const expected = chosen(x, options);
        const found = scanGaps(x, { ...options, maxGaps: 30 });
        expect(found.length).toBe(Math.min(30, expected.length));
        found.forEach((gap, place) => {
          expect(gap.statistic).toBeCloseTo(expected[place]!.statistic, 9);
          expect(gap.countInside).toBe(gap.j - gap.i - 1);
          const width = x[gap.j]! - x[gap.i]!;
          expect(gap.left).toBeCloseTo(side(x, gap.i, -1, width, gap.countInside, options.floor), 9);
          expect(gap.right).toBeCloseTo(side(x, gap.j, 1, width, gap.countInside, options.floor), 9);
          expect(gap.statistic).toBe(Math.min(gap.left, gap.right));
          for (const other of found.slice(0, place)) expect(gap.i >= other.j || gap.j <= other.i).toBe(true);
        });
        const column = Float64Array.from(x);
        const largest = largestStatistic(column, scanGrid(x.length), options.minWidth, options.floor);
        expect(largest).toBeCloseTo(expected[0]?.statistic ?? 0, 9);
        expect(scanGaps(x, { ...options, maxGaps: 1 })).toEqual(found.slice(0, 1));
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it("passes over no gap of hundreds of sizes, ties among them, that would have been the most striking", () => {
    const random = randomSource(8);
    for (const tied of [false, true]) {
      for (let run = 0; run < 6; run++) {
        const x = Array.from({ length: 300 }, (_, i) => uniform(random) + uniform(random) + (i % 2) * 0.3 * run)
          .map((at) => (tied ? Math.round(50 * at) / 50 : at))
          .sort((a, b) => a - b);
        const options = { minWidth: run % 2 === 0 ? 0 : 0.2, floor: 0.5 };
        const largest = largestStatistic(Float64Array.from(x), scanGrid(300), options.minWidth, options.floor);
        expect(largest).toBeCloseTo(candidates(x, options)[0]?.statistic ?? 0, 9);
      }
    }
  });

  it("finds the best evidence of one side as trying every interval does", () => {
    fc.assert(
      fc.property(sample, (x) => {
        let expected = 0;
        x.forEach((low, i) => {
          for (const k of interiorsOf(x.length)) {
            const gap = (x[i + 1 + k] ?? low) - low;
            if (gap <= 0) continue;
            expected = Math.max(expected, side(x, i, -1, gap, k, 0), side(x, i + 1 + k, 1, gap, k, 0));
          }
        });
        expect(largestOneSided(Float64Array.from(x), scanGrid(x.length))).toBeCloseTo(expected, 9);
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it("refuses options and sizes that mean nothing, by name", () => {
    const x = Array.from({ length: 20 }, (_, i) => i / 3);
    const call =
      (...args: unknown[]) =>
      (): unknown =>
        Reflect.apply(scanGaps, null, args);
    const refused = (code: string, path: string) => expect.objectContaining({ code, path });
    expect(call(x, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(x, { minWidth: -1 })).toThrow(refused("INVALID_OPTION", "options.minWidth"));
    expect(call(x, { floor: -1 })).toThrow(refused("INVALID_OPTION", "options.floor"));
    expect(call(x, { maxGaps: 0 })).toThrow(refused("INVALID_OPTION", "options.maxGaps"));
    expect(call(x.slice(0, 11))).toThrow(refused("TOO_FEW_POINTS", "log10Sizes"));
    expect(call(x.slice(0, 12), { minWidth: 0, floor: 0 })).not.toThrow();
  });
});

describe("a valley of the density", () => {
  const bell = (x: number): number => Math.exp(-0.5 * x * x);

  it("between two equal points is in their middle", () => {
    // Kernels at 0 and 4: the middle holds 2 e^-2, a peak 1 + e^-8.
    const valley = valleyBetween(valleyDensity(Float64Array.of(0, 4), 1), 0, 4);
    expect(valley.antimode).toBeCloseTo(2, 2);
    expect(valley.depth).toBeCloseTo(1 - (2 * bell(2)) / (1 + bell(4)), 3);
  });

  it("is measured from the lower peak, on whichever side it is", () => {
    for (const points of [
      [0, 0, 0, 4],
      [0, 4, 4, 4],
    ]) {
      const height = (x: number): number => points.reduce((sum, at) => sum + bell(x - at), 0);
      const along = Array.from({ length: 4001 }, (_, q) => q / 1000);
      const antimode = along.reduce((low, x) => (height(x) < height(low) ? x : low), 2);
      const peak = Math.min(height(0), height(4));
      const valley = valleyBetween(valleyDensity(Float64Array.from(points), 1), 0, 4);
      expect(valley.antimode).toBeCloseTo(antimode, 2);
      expect(valley.depth).toBeCloseTo(1 - height(antimode) / peak, 3);
    }
  });

  it("is the same beside others of one density as alone", () => {
    const points = Float64Array.of(0, 0.4, 3, 3.5, 7, 7.2);
    const shared = valleyDensity(points, 0.5);
    for (const [lower, upper] of [
      [0.4, 3],
      [3.5, 7],
      [0, 7.2],
      [0.4, 3],
    ] as const) {
      expect(valleyBetween(shared, lower, upper)).toEqual(valleyBetween(valleyDensity(points, 0.5), lower, upper));
    }
  });

  it("has no depth where the density only falls, and lies inside the range", () => {
    const falling = valleyBetween(valleyDensity(Float64Array.of(0, 0, 0), 1), 1, 2);
    expect(falling.antimode).toBeCloseTo(2, 2);
    expect(falling.depth).toBeCloseTo(0, 12);
    const part = valleyBetween(valleyDensity(Float64Array.of(0, 4), 1), 1, 1.5);
    expect(part.antimode).toBeCloseTo(1.5, 2);
    expect(part.depth).toBeCloseTo(1 - (bell(1.5) + bell(2.5)) / (1 + bell(4)), 2);
  });

  it("of a range between two points of the grid is read at the nearest", () => {
    const narrow = valleyBetween(valleyDensity(Float64Array.of(0, 4), 1), 1.99999, 1.9999900001);
    expect(narrow.antimode).toBeCloseTo(2, 2);
    expect(narrow.depth).toBeCloseTo(1 - (2 * bell(2)) / (1 + bell(4)), 3);
  });
});

describe("the p-value of resamples", () => {
  it("counts the data as one of them, unless resampling stopped", () => {
    const maxima = Float64Array.of(1, 2, 3, 4);
    expect(exceedanceP({ maxima, stoppedEarly: false }, 3)).toBeCloseTo(3 / 5, 14);
    expect(exceedanceP({ maxima, stoppedEarly: true }, 3)).toBeCloseTo(2 / 4, 14);
    expect(exceedanceP({ maxima, stoppedEarly: false }, 5)).toBeCloseTo(1 / 5, 14);
  });
});
