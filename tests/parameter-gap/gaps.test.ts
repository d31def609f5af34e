import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import {
  bandwidths,
  binSensitivity,
  contrastEras,
  criticalBandwidth,
  dipTest,
  findParameterGaps,
  gapOccupancy,
  gapSensitivity,
  parameterDensity,
  parameterHistogram,
  scanGaps,
  spreadTies,
  testParameterGap,
} from "../../src/parameter-gap/index.ts";

/** Two even runs of sizes, 40 from 1e8 and 40 from 1e11 up, nothing between 2.0e9 and 1e11. */
const twoRuns = Array.from({ length: 80 }, (_, i) => (i < 40 ? 10 ** (8 + i / 30) : 10 ** (11 + (i - 40) / 30)));

function codeOf(call: () => unknown): string | null {
  try {
    call();
    return null;
  } catch (error) {
    return error instanceof ScalingError ? error.code : "not a ScalingError";
  }
}

describe("spreading ties", () => {
  it("leaves a size that occurs once where it is", () => {
    expect(spreadTies([1e9, 3e9])).toEqual([9, Math.log10(3e9)]);
  });

  it("keeps copies of a two-digit size inside half a unit of its second digit", () => {
    const [first, second, third] = spreadTies([1.3e10, 1.3e10, 1.3e10]);
    expect(10 ** first!).toBeGreaterThan(1.25e10);
    expect(10 ** third!).toBeLessThan(1.35e10);
    expect(10 ** second!).toBeCloseTo(Math.sqrt(1.25e10 * 1.35e10), -3);
  });
});

describe("finding gaps", () => {
  it("finds the empty range between two runs of sizes and calls it strong", () => {
    const { gaps, n, clusters } = findParameterGaps(twoRuns);
    expect([n, clusters]).toEqual([80, null]);
    expect(gaps[0]).toMatchObject({ countInside: 0, verdict: "strong", pValue: 0.001, clustered: null });
    expect(gaps[0]!.lower).toBeCloseTo(10 ** (8 + 39 / 30), -3);
    expect(gaps[0]!.upper).toBeCloseTo(1e11, -3);
    expect(gaps[0]!.depth).toBeGreaterThan(0.9);
  });

  it("depends on ratios alone: other units move the ends and nothing else", () => {
    const scaled = findParameterGaps(twoRuns.map((size) => 8 * size));
    const { gaps } = findParameterGaps(twoRuns);
    expect(scaled.gaps.map((gap) => gap.countInside)).toEqual(gaps.map((gap) => gap.countInside));
    expect(scaled.gaps[0]!.statistic).toBeCloseTo(gaps[0]!.statistic, 9);
    expect(scaled.gaps[0]!.upper / 8).toBeCloseTo(gaps[0]!.upper, -3);
  });

  it("does not depend on the order of the sizes, and leaves them alone", () => {
    const reversed = [...twoRuns].reverse();
    const kept = [...reversed];
    expect(findParameterGaps(reversed)).toEqual(findParameterGaps(twoRuns));
    expect(reversed).toEqual(kept);
  });

  it("gives plain JSON and echoes its options", () => {
    const found = findParameterGaps(twoRuns, { resamples: 99, seed: 5 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found.options).toMatchObject({ resamples: 99, seed: 5, alpha: 0.05, minRatio: 2, earlyStop: false });
  });

  it("stops early on an unremarkable gap, with p = exceedances / resamples used", () => {
    const even = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 20 + 0.3 * Math.sin(i * i)));
    const full = findParameterGaps(even, { resamples: 999 });
    const stopped = findParameterGaps(even, { resamples: 999, earlyStop: true });
    expect(full.resamplesUsed).toBe(999);
    expect(stopped.resamplesUsed).toBeLessThan(999);
    expect(stopped.gaps[0]!.pValue).toBeCloseTo(20 / stopped.resamplesUsed, 12);
  });

  it("refuses a p-value below 30 sizes and says why", () => {
    const few = findParameterGaps(twoRuns.filter((_, i) => i % 4 === 0));
    expect(few.gaps[0]).toMatchObject({ pValue: null, pUniform: null, pGuaranteed: null, verdict: "none" });
    expect(few.warnings.map((warning) => warning.code)).toContain("FEW_POINTS");
  });

  it("warns of ties, of one organisation, and of too few clusters", () => {
    const sizes = twoRuns.map((size) => Number(size.toPrecision(1)));
    const organizations = twoRuns.map((_, i) => (i % 2 === 0 ? "A" : `B${i}`));
    const clusters = twoRuns.map((_, i) => i % 3);
    const { warnings, gaps } = findParameterGaps(sizes, { organizations, clusters, resamples: 99 });
    expect(warnings.map((warning) => warning.code)).toEqual(["TIED_VALUES", "ONE_ORGANIZATION", "FEW_CLUSTERS"]);
    expect(gaps.every((gap) => gap.verdict === "none" && gap.clustered === null)).toBe(true);
  });

  it("refuses input that carries no answer", () => {
    expect(codeOf(() => findParameterGaps([]))).toBe("EMPTY_INPUT");
    expect(codeOf(() => findParameterGaps(twoRuns.slice(0, 11)))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => findParameterGaps(twoRuns.map(() => 7e9)))).toBe("NO_SPREAD");
    expect(codeOf(() => findParameterGaps([...twoRuns, 0]))).toBe("NOT_POSITIVE");
    expect(codeOf(() => findParameterGaps([...twoRuns, Number.NaN]))).toBe("NOT_FINITE");
    expect(codeOf(() => findParameterGaps(twoRuns, { alpha: 2 }))).toBe("INVALID_OPTION");
    expect(codeOf(() => findParameterGaps(twoRuns, { minRatio: 0.5 }))).toBe("INVALID_OPTION");
    expect(codeOf(() => findParameterGaps(twoRuns, { clusters: ["a"] }))).toBe("LENGTH_MISMATCH");
    expect(codeOf(() => scanGaps([1, 2, 3]))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => scanGaps(twoRuns, { floor: -1 }))).toBe("INVALID_OPTION");
  });

  it("survives sizes of which almost all coincide", () => {
    const heaped = twoRuns.map((_, i) => (i < 70 ? 7e9 : 7e9 * (i - 60)));
    expect(JSON.stringify(findParameterGaps(heaped, { resamples: 99 }))).not.toMatch(/null.*null.*NaN/);
  });
});

describe("testing a named range", () => {
  const sizes = [7e9, 20e9, 20e9, 30e9, 70e9, 70e9, 70e9, 100e9, 130e9];

  it("counts ends by every rule, closed by default", () => {
    const test = testParameterGap(sizes, [20e9, 70e9]);
    const counts = (rule: keyof typeof test.byEndpoints) => {
      const { countInside, countLeft, countRight } = test.byEndpoints[rule];
      return [countInside, countLeft, countRight];
    };
    expect(test.options.endpoints).toBe("closed");
    expect([test.countInside, test.countLeft, test.countRight]).toEqual([6, 1, 2]);
    expect([counts("closed"), counts("open"), counts("halfOpen"), counts("drop")]).toEqual([
      [6, 1, 2],
      [1, 3, 5],
      [3, 1, 5],
      [1, 1, 2],
    ]);
  });

  it("is the exact binomial against the less convincing flank", () => {
    const { byEndpoints } = testParameterGap(sizes, [20e9, 70e9]);
    expect(byEndpoints.open.pLeft).toBeCloseTo(5 / 16, 14);
    expect(byEndpoints.open.pRight).toBeCloseTo(7 / 64, 14);
    expect(byEndpoints.open.pValue).toBe(byEndpoints.open.pLeft);
  });

  it("says that a range chosen after looking is not confirmatory", () => {
    const codes = (preregistered: boolean) =>
      testParameterGap(sizes, [20e9, 70e9], { preregistered }).warnings.map((warning) => warning.code);
    expect(codes(false)).toContain("POST_HOC_RANGE");
    expect(codes(true)).not.toContain("POST_HOC_RANGE");
  });

  it("warns when sizes heaped on the ends decide", () => {
    const heaped = [...Array(12).fill(1e10), ...Array(12).fill(1e11), ...Array(6).fill(2e10), ...Array(6).fill(7e10)];
    const { warnings } = testParameterGap(heaped, [20e9, 70e9], { preregistered: true });
    expect(warnings.map((warning) => warning.code)).toEqual(["HEAPED_ENDS"]);
  });

  it("refuses a range that is none", () => {
    expect(codeOf(() => testParameterGap(sizes, [70e9, 20e9]))).toBe("OUT_OF_RANGE");
    expect(codeOf(() => testParameterGap(sizes, [20e9, 20e9]))).toBe("OUT_OF_RANGE");
    expect(codeOf(() => testParameterGap(sizes, [0, 20e9]))).toBe("NOT_POSITIVE");
    expect(codeOf(() => testParameterGap([], [20e9, 70e9]))).toBe("EMPTY_INPUT");
  });
});

describe("occupancy and eras", () => {
  it("gives Wilson's interval for each year", () => {
    const year = Array.from({ length: 70 }, () => 2022.5);
    const size = year.map((_, i) => (i < 3 ? 4e10 : 1e9));
    const [row] = gapOccupancy({ year, size }, [20e9, 70e9]);
    // The paper file's table for 2022: 3 of 70, share 0.043, Wilson [0.015, 0.119].
    expect(row).toMatchObject({ year: 2022, n: 70, inside: 3, below: 67 });
    expect([row!.share.toFixed(3), row!.lower.toFixed(3), row!.upper.toFixed(3)]).toEqual(["0.043", "0.015", "0.119"]);
  });

  it("compares two eras by Fisher's exact test, with direction", () => {
    // Counts and one-sided p-values of the language models before and from August 2022, printed in the same file.
    const era = (year: number, inside: number, flanks: number, others: number) =>
      [...Array(inside).fill(4e10), ...Array(flanks).fill(1e10), ...Array(others).fill(1e8)].map((size) => ({
        year,
        size,
      }));
    const rows = [...era(2021, 2, 41, 111), ...era(2023, 77, 306, 180)];
    const dated = { year: rows.map((row) => row.year), size: rows.map((row) => row.size) };
    const { insideVersusAll, insideVersusFlanks } = contrastEras(dated, [20e9, 70e9], 2022.6, { endpoints: "open" });
    expect(insideVersusAll.direction).toBe("more after");
    expect(insideVersusAll.pValue.toExponential(1)).toBe("4.7e-7");
    expect(insideVersusFlanks.pValue.toPrecision(3)).toBe("0.00629");
    expect(insideVersusFlanks).toMatchObject({
      before: { inside: 2, outside: 41 },
      after: { inside: 77, outside: 306 },
    });
  });
});

describe("densities and histograms of sizes", () => {
  it("counts a size on an edge in the bin above it, and on the last edge in the last bin", () => {
    expect(parameterHistogram([1e8, 1e9, 1e10], { edges: [1e8, 1e9, 1e10] }).counts).toEqual([1, 2]);
  });

  it("says how many sizes lie outside given edges", () => {
    expect(parameterHistogram([1, 10, 1000], { edges: [5, 50] })).toMatchObject({ counts: [1], below: 1, above: 1 });
  });

  it("integrates to one", () => {
    const { log10Size, density } = parameterDensity(twoRuns);
    const step = log10Size[1]! - log10Size[0]!;
    expect(density.reduce((total, height) => total + height * step, 0)).toBeCloseTo(1, 3);
  });

  it("refuses edges that do not increase and bandwidths that are none", () => {
    expect(codeOf(() => parameterHistogram([1, 2], { edges: [2, 1] }))).toBe("INVALID_OPTION");
    expect(codeOf(() => parameterDensity(twoRuns, { bandwidth: 0 }))).toBe("NOT_POSITIVE");
    expect(codeOf(() => bandwidths([1, 1, 1, 1]))).toBe("NO_SPREAD");
    expect(codeOf(() => criticalBandwidth([1, 1], 1))).toBe("NO_SPREAD");
    expect(codeOf(() => dipTest([1, 2, 3]))).toBe("TOO_FEW_POINTS");
  });

  it("keeps the diffusion bandwidth off the ties of heaped sizes", () => {
    const heaped = Array.from({ length: 400 }, (_, i) => (i < 250 ? Math.round(i % 25) / 10 : i / 160));
    const steps = [...new Set(heaped)].sort((a, b) => a - b).flatMap((x, i, all) => (i > 0 ? [x - all[i - 1]!] : []));
    const median = steps.sort((a, b) => a - b)[steps.length >> 1]!;
    expect(bandwidths(heaped).isj).toBeGreaterThanOrEqual(median);
  });

  it("refuses values whose distances are no ordinary numbers", () => {
    const tiny = Array.from({ length: 12 }, (_, i) => 5e-324 * (i + 1));
    const huge = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 1e308 : -1e308));
    expect(() => dipTest(tiny)).toThrow("ordinary distance");
    expect(() => bandwidths(huge)).toThrow("ordinary distance");
  });

  it("gives the dip of points in two clumps its upper limit of a quarter", () => {
    expect(dipTest([...Array(50).fill(0), ...Array(50).fill(1)]).statistic).toBeCloseTo(0.25, 2);
  });
});

describe("sensitivity of a gap", () => {
  const year = twoRuns.map((_, i) => 2020 + (i % 6) / 2);

  it("follows the gap over end years, subsets and bins", () => {
    const organization = twoRuns.map((_, i) => `lab ${i % 7}`);
    const fineTune = twoRuns.map((_, i) => i % 5 === 0);
    const notable = twoRuns.map((_, i) => i % 2 === 0);
    const found = gapSensitivity({ size: twoRuns, year, organization, notable, fineTune }, { resamples: 99 });
    const settings = found.rows.filter((row) => row.choice !== "bins").map((row) => row.setting);
    expect(settings).toContain("notable");
    expect(settings).toContain("no fine-tunes");
    expect(settings).toContain("one per organisation and size");
    expect(found.rows[0]).toMatchObject({ choice: "all", n: 80 });
    expect(found.runs).toBe(settings.length);
    expect(found.rows.filter((row) => row.choice === "bins")).toHaveLength(48);
  });

  it("reports no gap, not an error, where a cut leaves too few sizes", () => {
    const { rows } = gapSensitivity({ size: twoRuns, year }, { resamples: 99, endYears: [2019] });
    expect(rows[1]).toMatchObject({ choice: "end year", n: 0, lower: null, upper: null, pValue: null });
  });

  it("measures bins by ratios alone", () => {
    expect(binSensitivity(twoRuns, [1e9, 1e11])).toHaveLength(48);
  });
});
