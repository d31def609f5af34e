import { describe, expect, it } from "vitest";
import { expectedDivergence, expectedUniqueSequences, zipfProbabilities } from "../../src/corpus/expected-counts.ts";
import { sequenceGrowth } from "../../src/corpus/sequence-growth.ts";
import { fitUniqueSequences } from "../../src/corpus/unique-sequences.ts";
import { invertUniqueSequences, predictUniqueSequences } from "../../src/corpus/unique-sequences-prediction.ts";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import { fitTrend } from "../../src/trends/trend.ts";

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

/** `count` draws from a source, by inversion. */
function drawn(probabilities: Float64Array, count: number, seed: number): number[] {
  const random = randomSource(seed);
  const cumulative = probabilities.slice();
  for (let i = 1; i < cumulative.length; i++) cumulative[i]! += cumulative[i - 1]!;
  return Array.from({ length: count }, () => {
    const at = uniform(random);
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

describe("the growth of unique sequences", () => {
  it("counts as a set does at every point", () => {
    const sequences = drawn(zipfProbabilities(0.6, 500), 3000, 5);
    const { tokens, unique } = sequenceGrowth(sequences);
    expect(tokens[0]).toBe(1);
    expect(tokens.at(-1)).toBe(3000);
    tokens.forEach((count, i) => {
      expect(unique[i]).toBe(new Set(sequences.slice(0, count)).size);
      if (i > 0 && i < tokens.length - 1) expect(count / tokens[i - 1]!).toBeGreaterThanOrEqual(10 ** (1 / 8) - 1e-12);
    });
  });

  it("tells text, numbers and lists apart, and reads any iterable", () => {
    function* several(): Generator<string | number | number[]> {
      yield* ["1", 1, [1], [1], "[1]", [1, 2], [12]];
    }
    expect(sequenceGrowth(several(), { step: 100 })).toEqual({ tokens: [1, 7], unique: [1, 6] });
  });

  it("refuses nothing, what is no sequence, and a step that does not grow", () => {
    expect(() => sequenceGrowth([])).toThrow(expect.objectContaining({ code: "EMPTY_INPUT" }));
    expect(() => sequenceGrowth(["a", Number.NaN])).toThrow(expect.objectContaining({ path: "sequences[1]" }));
    expect(() => sequenceGrowth(["a"], { step: 1 })).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    const hostile: unknown = [{ length: 1 }];
    expect(() => sequenceGrowth(hostile as string[])).toThrow(expect.objectContaining({ code: "UNSUPPORTED_TYPE" }));
  });
});

describe("a fit of unique sequences", () => {
  const tokens = [1e3, 4e3, 2e4, 1e5, 7e5];
  const unique = [80, 150, 450, 1000, 3500];

  it("is the line through the logarithms, its interval that of a line", () => {
    const fit = fitUniqueSequences({ tokens, unique });
    const line = fitTrend({ year: tokens.map(Math.log10), value: unique });
    const { exponent, lnUniqueAtReference } = fit.coefficients;
    for (const field of ["estimate", "standardError", "lower", "upper"] as const) {
      expect(exponent[field]).toBeCloseTo(line.coefficients.slopeOomPerYear[field] ?? 0, 10);
    }
    expect(lnUniqueAtReference.estimate).toBeCloseTo(line.coefficients.log10AtReference.estimate * Math.LN10, 10);
    expect(fit.goodness.rSquared).toBeCloseTo(line.goodness.rSquared ?? 0, 10);
    expect(codes(fit)).toEqual(["DEPENDENT_POINTS"]);
  });

  it("takes clusters and resamples them", () => {
    const parts = ["a", "a", "b", "c", "c"];
    const fit = fitUniqueSequences({ tokens, unique }, { clusters: parts });
    const line = fitTrend({ year: tokens.map(Math.log10), value: unique }, { clusters: parts });
    const { exponent } = fit.coefficients;
    expect(exponent.standardError).toBeCloseTo(line.coefficients.slopeOomPerYear.standardError ?? 0, 10);
    expect(codes(fit)).toEqual(["FEW_CLUSTERS"]);
    const drawnFit = fitUniqueSequences({ tokens, unique }, { interval: "percentile", keepDraws: true, resamples: 99 });
    expect(drawnFit.draws?.length).toBeLessThanOrEqual(99);
    expect(drawnFit.intervalDegreesOfFreedom).toBeNull();
  });

  it("predicts on the line and inverts it", () => {
    const exact = fitUniqueSequences({ tokens: [1e2, 1e4, 1e6], unique: [20, 200, 2000] }, { referenceTokens: 1e4 });
    expect(codes(exact)).toContain("EXACT_FIT");
    expect(exact.coefficients.lnUniqueAtReference.estimate).toBeCloseTo(Math.log(200), 12);
    const beyond = predictUniqueSequences(exact, 1e8);
    expect(beyond.estimate).toBeCloseTo(20000, 6);
    expect(codes(beyond)).toEqual(["EXTRAPOLATION"]);
    expect(invertUniqueSequences(exact, 632.4555320336759).estimate).toBeCloseTo(1e5, 4);
    const flat = fitUniqueSequences({ tokens: [1e2, 1e4, 1e6], unique: [9, 9, 9] });
    expect(invertUniqueSequences(flat, 10)).toMatchObject({ estimate: null });
  });

  it("refuses more unique sequences than sequences", () => {
    expect(() => fitUniqueSequences({ tokens: [1, 2, 3], unique: [1, 3, 3] })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE", path: "columns.unique[1]" }),
    );
    expect(() => fitUniqueSequences({ tokens: [5, 5, 5], unique: [1, 2, 3] })).toThrow(
      expect.objectContaining({ code: "NO_SPREAD" }),
    );
    expect(() => fitUniqueSequences({ tokens, unique }, { interval: "cluster" })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION" }),
    );
  });

  it("covers the exponent at its level by parts of a corpus", () => {
    const source = zipfProbabilities(0.6, 3000);
    const sizes = [100, 316, 1000];
    const truth = fitUniqueSequences({
      tokens: sizes,
      unique: sizes.map((size) => expectedUniqueSequences(size, source)),
    }).coefficients.exponent.estimate;
    let covered = 0;
    for (let trial = 0; trial < 100; trial++) {
      const all: { tokens: number[]; unique: number[]; part: number[] } = { tokens: [], unique: [], part: [] };
      for (let part = 0; part < 12; part++) {
        const sequences = drawn(source, 1000, 1000 * trial + part);
        for (const size of sizes) {
          all.tokens.push(size);
          all.unique.push(new Set(sequences.slice(0, size)).size);
          all.part.push(part);
        }
      }
      const { lower, upper } = fitUniqueSequences(all, { clusters: all.part }).coefficients.exponent;
      if (lower !== null && upper !== null && lower <= truth && truth <= upper) covered++;
    }
    // Nominal 95; three standard deviations of a count of 100 are 6.5.
    expect(covered).toBeGreaterThanOrEqual(87);
  });
});

describe("expected counts", () => {
  it("of unique sequences are those of all outcomes, listed", () => {
    // Three draws from (1/2, 1/3, 1/6): 27 outcomes.
    const p = [1 / 2, 1 / 3, 1 / 6];
    let expected = 0;
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++)
        for (let c = 0; c < 3; c++) expected += p[a]! * p[b]! * p[c]! * new Set([a, b, c]).size;
    expect(expectedUniqueSequences(3, p)).toBeCloseTo(expected, 12);
    expect(expectedUniqueSequences(1, p)).toBeCloseTo(1, 14);
    expect(expectedUniqueSequences(1e6, p)).toBe(3);
  });

  it("refuse probabilities that are none", () => {
    expect(() => expectedUniqueSequences(3, [0.5, 0.4])).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    expect(() => expectedUniqueSequences(3, [1.5, -0.5])).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    expect(() => zipfProbabilities(1, 10)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  it("of the divergence are the sum over all counts", () => {
    const logFactorial = (n: number): number => {
      let total = 0;
      for (let k = 2; k <= n; k++) total += Math.log(k);
      return total;
    };
    for (const [u, D] of [
      [2, 1],
      [2, 30],
      [7, 40],
      [50, 20],
    ] as const) {
      let expected = 0;
      for (let n = 0; n <= D; n++) {
        const log =
          logFactorial(D) - logFactorial(n) - logFactorial(D - n) + n * Math.log(1 / u) + (D - n) * Math.log(1 - 1 / u);
        expected += Math.exp(log) * Math.log((D + u) / u / (n + 1));
      }
      expect(expectedDivergence(u, D).exact).toBeCloseTo(expected, 12);
    }
  });

  it("of the divergence are those of sums in 40 digits", () => {
    // mpmath, mp.dps = 40.
    for (const [u, D, expected] of [
      [2, 100, 0.004876961697980641],
      [10, 1000, 0.004447016350842089],
      [100, 1000, 0.04392213255521224],
      [1000, 100000, 0.0049369628193616285],
    ] as const) {
      expect(Math.abs(expectedDivergence(u, D).exact / expected - 1)).toBeLessThan(1e-12);
    }
  });

  it("of the divergence keep their digits and come to the rule for many draws", () => {
    const { exact, asymptotic } = expectedDivergence(10, 1e10);
    expect(exact / asymptotic).toBeCloseTo(1, 7);
    expect(() => expectedDivergence(1, 10)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });
});
