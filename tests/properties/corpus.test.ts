import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  corpusExponents,
  corpusFactor,
  efficientParameters,
  expectedUniqueSequences,
  fitUniqueSequences,
  invertUniqueSequences,
  predictUniqueSequences,
  sequenceGrowth,
  tokensForParameters,
  type UniqueSequences,
} from "../../src/corpus/index.ts";
import { lawOf } from "../corpus/laws.ts";

const runs = { numRuns: 100, seed: 11 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Corpora of 10 to 1e12 tokens with fewer unique sequences, at least three corpora of different size. */
const columns = fc
  .array(fc.tuple(number(1, 12), number(0.05, 0.95)), { minLength: 4, maxLength: 15 })
  .map((rows) => ({
    tokens: rows.map(([log10]) => 10 ** log10),
    unique: rows.map(([log10, share]) => 10 ** (log10 * share)),
  }))
  .filter(({ tokens }) => Math.max(...tokens) > 2 * Math.min(...tokens));

type Columns = typeof columns extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function expectSame(first: UniqueSequences, second: UniqueSequences): void {
  for (const term of ["exponent", "lnUniqueAtReference"] as const) {
    const [a, b] = [first.coefficients[term], second.coefficients[term]];
    expect(a.estimate).toBeCloseTo(b.estimate, 8);
    expect(a.standardError ?? 0).toBeCloseTo(b.standardError ?? 0, 8);
  }
}

const reversed = ({ tokens, unique }: Columns): Columns => ({
  tokens: [...tokens].reverse(),
  unique: [...unique].reverse(),
});

describe("the growth of unique sequences", () => {
  it("is found again from its own points", () => {
    fc.assert(
      fc.property(number(0.1, 0.95), number(0.05, 1), fc.integer({ min: 3, max: 20 }), (exponent, share, n) => {
        const tokens = Array.from({ length: n }, (_, i) => 10 * 3 ** i);
        const { coefficients, referenceTokens } = fitUniqueSequences({
          tokens,
          unique: tokens.map((each) => share * each ** exponent),
        });
        expect(coefficients.exponent.estimate).toBeCloseTo(exponent, 10);
        const level = Math.log(share) + exponent * Math.log(referenceTokens);
        expect(coefficients.lnUniqueAtReference.estimate).toBeCloseTo(level, 9);
      }),
      runs,
    );
  });

  it("does not depend on the order of the rows, nor on the unit of both counts", () => {
    fc.assert(
      fc.property(columns, number(-3, 3), (drawn, exponent) => {
        const fit = fitUniqueSequences(drawn);
        expectSame(fitUniqueSequences(reversed(drawn)), fit);
        const unit = 10 ** exponent;
        const scaled = { tokens: drawn.tokens.map((each) => unit * each), unique: drawn.unique.map((x) => unit * x) };
        const other = fitUniqueSequences(scaled);
        expect(other.coefficients.exponent.estimate).toBeCloseTo(fit.coefficients.exponent.estimate, 8);
        const moved = other.coefficients.lnUniqueAtReference.estimate - Math.log(unit);
        expect(moved).toBeCloseTo(fit.coefficients.lnUniqueAtReference.estimate, 8);
      }),
      runs,
    );
  });

  it("of rows that are all there twice is the same line, with the errors of twice the points", () => {
    fc.assert(
      fc.property(columns, (drawn) => {
        const { tokens, unique } = drawn;
        const once = fitUniqueSequences(drawn).coefficients.exponent;
        const twice = fitUniqueSequences({ tokens: [...tokens, ...tokens], unique: [...unique, ...unique] });
        expect(twice.coefficients.exponent.estimate).toBeCloseTo(once.estimate, 8);
        // SSE and the spread of x double, and the degrees of freedom go from n - 2 to 2 n - 2.
        const ratio = Math.sqrt((tokens.length - 2) / (2 * tokens.length - 2));
        expect(twice.coefficients.exponent.standardError ?? 0).toBeCloseTo(ratio * (once.standardError ?? 0), 8);
      }),
      runs,
    );
  });

  it("is inverted to where it was predicted, with intervals that widen with their level", () => {
    fc.assert(
      fc.property(number(0.1, 0.9), number(2, 15), fc.integer({ min: 1, max: 50 }), (exponent, log10, phase) => {
        const tokens = Array.from({ length: 9 }, (_, i) => 10 ** (2 + i));
        const unique = tokens.map((each, i) => 0.5 * each ** exponent * (1 + 0.1 * Math.sin(phase * (i + 1))));
        const law = fitUniqueSequences({ tokens, unique });
        const narrow = predictUniqueSequences(law, 10 ** log10, { level: 0.5 });
        const wide = predictUniqueSequences(law, 10 ** log10, { level: 0.99 });
        expect(wide.lower).toBeLessThan(narrow.lower ?? 0);
        expect(wide.upper).toBeGreaterThan(narrow.upper ?? Infinity);
        const back = invertUniqueSequences(law, narrow.estimate ?? Number.NaN).estimate ?? Number.NaN;
        expect(Math.log10(back)).toBeCloseTo(log10, 8);
      }),
      runs,
    );
  });
});

describe("what follows for models", () => {
  it("has exponents in order, and factors that multiply", () => {
    fc.assert(
      fc.property(number(0.01, 0.49), number(0.1, 100), number(0.1, 100), (beta, first, second) => {
        const { lower, middle, upper } = corpusExponents(beta);
        expect(lower).toBeLessThan(middle ?? 0);
        expect(middle).toBeLessThan(upper ?? 0);
        const exponent = upper ?? 1;
        const both = corpusFactor(first * second, exponent);
        expect(both / (corpusFactor(first, exponent) * corpusFactor(second, exponent))).toBeCloseTo(1, 9);
        expect(corpusFactor(first, exponent) ** exponent / first).toBeCloseTo(1, 9);
      }),
      runs,
    );
  });

  it("needs more parameters for more tokens, and the tokens of those parameters are the same", () => {
    fc.assert(
      fc.property(number(1, 1000), number(0.2, 0.45), number(9, 15), (B, beta, log10) => {
        const law = lawOf(B, beta);
        const needed = efficientParameters(10 ** log10, law).estimate;
        // Excess losses of a nat and more bound nothing.
        if (needed === null) return;
        expect(efficientParameters(2 * 10 ** log10, law).estimate).toBeGreaterThan(needed);
        expect(Math.log10(tokensForParameters(needed, law).estimate ?? Number.NaN)).toBeCloseTo(log10, 8);
      }),
      runs,
    );
  });
});

describe("counts of sequences", () => {
  const words = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 300 });

  it("never fall, end with the words there are, and do not depend on their names", () => {
    fc.assert(
      fc.property(words, (sequence) => {
        const { tokens, unique } = sequenceGrowth(sequence);
        expect(tokens.at(-1)).toBe(sequence.length);
        expect(unique.at(-1)).toBe(new Set(sequence).size);
        unique.forEach((each, i) => {
          expect(each).toBe(new Set(sequence.slice(0, tokens[i])).size);
        });
        expect(sequenceGrowth(sequence.map((each) => `word ${each}`))).toEqual({ tokens, unique });
      }),
      runs,
    );
  });

  it("are expected to rise with tokens, below the tokens and the words there are, in any order", () => {
    const weights = fc.array(number(0.01, 1), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 1000 }), (drawn, tokens) => {
        const total = drawn.reduce((sum, each) => sum + each, 0);
        const probabilities = drawn.map((each) => each / total);
        const expected = expectedUniqueSequences(tokens, probabilities);
        expect(expected).toBeLessThanOrEqual(Math.min(tokens, drawn.length) * (1 + 1e-9));
        expect(expectedUniqueSequences(tokens + 1, probabilities)).toBeGreaterThanOrEqual(expected);
        expect(expectedUniqueSequences(tokens, [...probabilities].reverse())).toBeCloseTo(expected, 8);
      }),
      runs,
    );
  });
});
