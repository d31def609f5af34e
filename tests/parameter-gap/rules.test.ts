import { describe, expect, it } from "vitest";
import {
  binSensitivity,
  contrastEras,
  findParameterGaps,
  gapOccupancy,
  parameterDensity,
  parameterHistogram,
  shiftedSizeHistogram,
  spreadTies,
  testParameterGap,
} from "../../src/parameter-gap/index.ts";
import { clusterRepresentatives, sampleWarnings, tiedShare } from "../../src/parameter-gap/sample.ts";
import { clusterIndex } from "../../src/statistics/clusters.ts";
import { call, refused } from "../answers.ts";

const codes = (warnings: { code: string }[]): string[] => warnings.map(({ code }) => code);

describe("a range and its flanks", () => {
  it("counts sizes strictly inside the far ends of the flanks, 1 and 8 for 2 to 4", () => {
    const test = testParameterGap([1, 1.5, 2, 3, 4, 6, 8], [2, 4], { endpoints: "open" });
    expect(test).toMatchObject({ countInside: 1, countLeft: 2, countRight: 2, atLower: 1, atUpper: 1 });
    expect(testParameterGap([1, 1.5, 3, 6, 8], [2, 4])).toMatchObject({ countInside: 1, countLeft: 1, countRight: 1 });
    expect(testParameterGap([1, 1.5, 3, 6, 8], [2, 4])).toMatchObject({ options: { preregistered: false } });
  });

  it("says nothing of heaped ends where no rule for them changes the answer at 5 %", () => {
    const spread = [3, 3, 3, 1.5, 1.5, 1.5, 6, 6, 6];
    expect(codes(testParameterGap([...spread, 2], [2, 4], { preregistered: true }).warnings)).toEqual([]);
    expect(codes(testParameterGap(spread, [2, 4], { preregistered: true }).warnings)).toEqual([]);
  });
});

describe("eras of a range", () => {
  const dated = (before: number[], after: number[]) => ({
    year: [...before.map(() => 2020), ...after.map(() => 2022)],
    size: [...before, ...after],
  });

  it("differ by Fisher's test in either direction, or not at all", () => {
    // Three of three against none of three: 1 of the 20 tables with these margins.
    const more = contrastEras(dated([1, 1, 1], [3, 3, 3]), [2, 4], 2022).insideVersusAll;
    expect(more).toMatchObject({ direction: "more after", before: { inside: 0, outside: 3 } });
    expect(more.pValue).toBeCloseTo(1 / 20, 12);
    const fewer = contrastEras(dated([3, 3, 3], [1, 1, 1]), [2, 4], 2022).insideVersusAll;
    expect(fewer.direction).toBe("fewer after");
    expect(fewer.pValue).toBeCloseTo(1 / 20, 12);
    const same = contrastEras(dated([3, 1], [3, 1]), [2, 4], 2022).insideVersusAll;
    expect(same).toMatchObject({ direction: "same", pValue: 1 });
  });

  it("count sizes on the ends as outside or not at all, by the rule", () => {
    const sizes = dated([1, 2, 3, 4, 9], [1, 2, 3, 4, 4, 9]);
    const outside = (endpoints: "open" | "drop" | "closed" | "halfOpen"): number[] => {
      const { before, after } = contrastEras(sizes, [2, 4], 2022, { endpoints }).insideVersusAll;
      return [before.inside, before.outside, after.inside, after.outside];
    };
    expect(outside("open")).toEqual([1, 4, 1, 5]);
    expect(outside("drop")).toEqual([1, 2, 1, 2]);
    expect(outside("closed")).toEqual([3, 2, 4, 2]);
    expect(outside("halfOpen")).toEqual([2, 3, 2, 4]);
  });

  it("and years are given in order, each with its parts", () => {
    const rows = gapOccupancy({ year: [2022.1, 2020.9, 2020.2, 2021.5], size: [3, 1, 9, 2] }, [2, 4]);
    expect(rows.map(({ year, n, below, inside, above, atLower }) => [year, n, below, inside, above, atLower])).toEqual([
      [2020, 2, 1, 0, 1, 0],
      [2021, 1, 0, 0, 0, 1],
      [2022, 1, 0, 1, 0, 0],
    ]);
  });

  it("refuse what is no table, no year and no option", () => {
    const table = dated([1], [3]);
    for (const ask of [gapOccupancy, contrastEras]) {
      const rest = ask === contrastEras ? [2022] : [];
      expect(call(ask, null, [2, 4], ...rest)).toThrow(refused("INVALID_OPTION", "dated"));
      expect(call(ask, table, null, ...rest)).toThrow(refused("INVALID_OPTION", "range"));
      expect(call(ask, table, [2, 4], ...rest, null)).toThrow(refused("INVALID_OPTION", "options"));
      expect(call(ask, { ...table, size: [1] }, [2, 4], ...rest)).toThrow(refused("LENGTH_MISMATCH", "dated.size"));
      expect(call(ask, { year: [], size: [] }, [2, 4], ...rest)).toThrow(refused("EMPTY_INPUT", "dated.year"));
    }
    expect(call(contrastEras, table, [2, 4], Number.NaN)).toThrow(refused("NOT_FINITE", "atYear"));
    expect(call(testParameterGap, [1, 3], [2, 4], null)).toThrow(refused("INVALID_OPTION", "options"));
  });
});

describe("a sample of sizes", () => {
  it("has the median, the lower of two, for each cluster", () => {
    const labels = ["a", "b", "a", "b", "a", "c"];
    const middle = clusterRepresentatives(Float64Array.of(5, 9, 1, 7, 3, 2), clusterIndex(labels, 6));
    expect(Array.from(middle)).toEqual([3, 7, 2]);
  });

  it("is tied by the share of sizes that occur more than once", () => {
    expect(tiedShare(Float64Array.of(3, 1, 3, 2, 5, 3))).toBeCloseTo(0.5, 14);
    expect(tiedShare(Float64Array.of(3, 1, 2))).toBe(0);
  });

  it("is warned of only beyond the limits: 30 sizes, 30 % tied, 20 % of one, 12 clusters", () => {
    const warned = (sizes: number[], clusters: number | null, organizations: string[] | null): string[] =>
      codes(
        sampleWarnings(
          Float64Array.from(sizes),
          clusters === null
            ? null
            : clusterIndex(
                sizes.map((_, i) => i % clusters),
                sizes.length,
              ),
          organizations,
          30,
        ),
      );
    const even = Array.from({ length: 30 }, (_, i) => i + 1);
    expect(
      warned(
        even,
        12,
        even.map((i) => `lab ${i % 5}`),
      ),
    ).toEqual([]);
    expect(warned(even.slice(1), null, null)).toEqual(["FEW_POINTS"]);
    const tied = (copies: number): number[] => even.map((each, i) => (i < copies ? 1 : each));
    expect(warned(tied(9), null, null)).toEqual([]);
    expect(warned(tied(10), null, null)).toEqual(["TIED_VALUES"]);
    expect(
      warned(
        even,
        null,
        even.map((i) => (i <= 7 ? "one" : `lab ${i}`)),
      ),
    ).toEqual(["ONE_ORGANIZATION"]);
    expect(warned(even, 11, null)).toEqual(["FEW_CLUSTERS"]);
  });

  it("spreads ties within half a unit of the last digit stated, two digits at least", () => {
    for (const [size, half] of [
      [7e9, 0.05e9],
      [1.25e9, 0.005e9],
      [3.456e7, 0.0005e7],
    ] as const) {
      const [low, high] = spreadTies([size, size]).map((each) => 10 ** each) as [number, number];
      const [from, to] = [Math.log10(size - half), Math.log10(size + half)];
      expect(Math.log10(low)).toBeCloseTo(from + 0.25 * (to - from), 10);
      expect(Math.log10(high)).toBeCloseTo(from + 0.75 * (to - from), 10);
    }
  });
});

describe("bins of every width and offset", () => {
  it("set the mean count inside against the smaller mean of the flanks", () => {
    // Bins of 0.4 from 0: in the range 2.0 to 3.2 those centred 2.2, 2.6, 3.0; flanks 0.8 to 2.0 and 3.2 to 4.4.
    const at = (log: number, count: number): number[] =>
      Array.from({ length: count }, (_, i) => 10 ** (log + i / 1000));
    const sizes = [
      ...at(0.9, 4),
      ...at(1.3, 5),
      ...at(1.7, 9),
      ...at(2.5, 2),
      ...at(2.9, 1),
      ...at(3.3, 6),
      ...at(4.1, 3),
    ];
    const row = binSensitivity(sizes, [10 ** 2, 10 ** 3.2]).find(({ width, offset }) => width === 0.4 && offset === 0);
    expect(row?.deficitRatio).toBeCloseTo(1 / 3, 10);
    expect(binSensitivity([1], [10 ** 2, 10 ** 3.2])[0]?.deficitRatio).toBeNull();
    const offsets = binSensitivity(sizes, [100, 1000]).filter(({ width }) => width === 0.4);
    expect(offsets.map(({ offset }) => offset)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((o) => expect.closeTo(o / 20, 12)),
    );
  });
});

describe("options of gaps, densities and histograms", () => {
  const sizes = Array.from({ length: 40 }, (_, i) => 10 ** (8 + i / 20));

  it("are refused by name", () => {
    const cases: [object, string, string][] = [
      [{ minRatio: 0.9 }, "INVALID_OPTION", "options.minRatio"],
      [{ alpha: 0 }, "INVALID_OPTION", "options.alpha"],
      [{ alpha: 1 }, "INVALID_OPTION", "options.alpha"],
      [{ alpha: Number.NaN }, "NOT_FINITE", "options.alpha"],
      [{ maxGaps: 0 }, "INVALID_OPTION", "options.maxGaps"],
      [{ resamples: -1 }, "INVALID_OPTION", "options.resamples"],
      [{ seed: 0.5 }, "INVALID_OPTION", "options.seed"],
      [{ earlyStop: "yes" }, "INVALID_OPTION", "options.earlyStop"],
    ];
    for (const [options, code, path] of cases) {
      expect(call(findParameterGaps, sizes, options)).toThrow(refused(code, path));
    }
    for (const ask of [findParameterGaps, parameterHistogram, shiftedSizeHistogram, parameterDensity]) {
      expect(call(ask, sizes, null)).toThrow(refused("INVALID_OPTION", "options"));
      expect(call(ask, [])).toThrow(refused("EMPTY_INPUT", "sizes"));
    }
    expect(call(parameterDensity, sizes, { bandwidth: "wide" })).toThrow(
      refused("INVALID_OPTION", "options.bandwidth"),
    );
    expect(call(parameterHistogram, sizes, { binsPerDecade: 1e6 })).toThrow(
      refused("INVALID_OPTION", "options.binsPerDecade"),
    );
  });

  it("leave a gap without p-values where nothing is drawn, and without the table's for a low floor", () => {
    const gapped = sizes.filter((_, i) => i < 15 || i > 22).concat(sizes.map((size) => size * 1.01));
    const without = findParameterGaps(gapped, { resamples: 0 });
    expect(without.resamplesUsed).toBe(0);
    for (const gap of without.gaps) expect(gap).toMatchObject({ pValue: null, verdict: "none" });
    const low = findParameterGaps(gapped, { resamples: 19, floor: 0.25, minRatio: 1 });
    expect(low.gaps.length).toBeGreaterThan(0);
    for (const gap of low.gaps) {
      expect(gap.pUniform).toBeNull();
      expect(gap.verdict).not.toBe("strong");
    }
  });

  it("give bins of a quarter decade, densities of kernels, and averages of shifted bins", () => {
    expect(parameterHistogram([1, 3, 30]).counts).toEqual([1, 1, 0, 0, 0, 1]);
    const { density } = parameterDensity([1, 100], { bandwidth: 0.5, grid: [0, 1, 2] });
    const bell = (x: number): number => Math.exp(-0.5 * (x / 0.5) ** 2) / (0.5 * Math.sqrt(2 * Math.PI));
    [0, 1, 2].forEach((at, q) => {
      expect(density[q]).toBeCloseTo((bell(at) + bell(at - 2)) / 2, 6);
    });
    const shifted = shiftedSizeHistogram(sizes, { width: 0.5, shifts: 4 });
    const cell = shifted.log10Size[1]! - shifted.log10Size[0]!;
    expect(cell).toBeCloseTo(0.125, 10);
    expect(shifted.density.reduce((sum, each) => sum + each * cell, 0)).toBeCloseTo(1, 10);
    expect(shifted.bandwidth).toBe(0.5);
    expect(parameterDensity(sizes, { bandwidth: "scott" }).bandwidth).toBeGreaterThan(
      parameterDensity(sizes, { bandwidth: "silverman" }).bandwidth,
    );
  });
});
