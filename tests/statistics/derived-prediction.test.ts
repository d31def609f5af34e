import { describe, expect, it } from "vitest";
import {
  type AskableLaw,
  askLaw,
  extrapolationWarnings,
  givenPrediction,
  type LawQuestion,
} from "../../src/statistics/derived-prediction.ts";

// 0.975 quantiles from tables.
const NORMAL = 1.959963984540054;
const T_3 = 3.182446305284263;

function lawOf(a: number, b: number, more: Partial<AskableLaw> = {}): AskableLaw {
  const of = (estimate: number) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });
  return {
    kind: "moe-law",
    version: 1,
    terms: ["a", "b"],
    coefficients: { a: of(a), b: of(b) },
    covariance: [
      [4, 1],
      [1, 9],
    ],
    draws: null,
    source: null,
    ...more,
  };
}

const sum: LawQuestion = { answer: (c) => c[0]! + 2 * c[1]!, scale: "identity", level: 0.95 };

describe("the answer of a law", () => {
  it("has the standard error of the delta method, and normal bounds without degrees of freedom", () => {
    // 4 + 2 * 2 * 1 + 4 * 9.
    const error = Math.sqrt(44);
    const found = askLaw(lawOf(1, 3), sum);
    expect(found.estimate).toBe(7);
    expect(found.standardError).toBeCloseTo(error, 8);
    expect(found.lower).toBeCloseTo(7 - NORMAL * error, 7);
    expect(found.upper).toBeCloseTo(7 + NORMAL * error, 7);
    expect(found).toMatchObject({ level: 0.95, warnings: [] });
    const few = askLaw(lawOf(1, 3, { intervalDegreesOfFreedom: 3 }), sum);
    expect(few.upper).toBeCloseTo(7 + T_3 * error, 7);
    expect(askLaw(lawOf(1, 3, { intervalDegreesOfFreedom: null }), sum).upper).toBe(found.upper);
  });

  it("has derivatives at coefficients of any size, 0 among them", () => {
    for (const a of [0, 1e-12, 5, -1e12]) {
      const question: LawQuestion = { answer: (c) => 3 * c[0]!, scale: "identity", level: 0.95 };
      expect(askLaw(lawOf(a, 1), question).standardError! / 6).toBeCloseTo(1, 6);
    }
    // d (a^2 b) = 2 a b da + a^2 db at (2, 0.5): 2 da + 4 db.
    const curved: LawQuestion = { answer: (c) => c[0]! ** 2 * c[1]!, scale: "identity", level: 0.95 };
    expect(askLaw(lawOf(2, 0.5), curved).standardError).toBeCloseTo(Math.sqrt(4 * 4 + 16 + 16 * 9), 6);
  });

  it("on a logarithmic scale has bounds by ratio, and estimate times the error of the logarithm", () => {
    const question: LawQuestion = { answer: (c) => c[0]!, scale: "log", level: 0.95 };
    const found = askLaw(
      lawOf(1, 0, {
        covariance: [
          [0.04, 0],
          [0, 1],
        ],
      }),
      question,
    );
    expect(found.estimate).toBeCloseTo(Math.E, 14);
    expect(found.standardError).toBeCloseTo(0.2 * Math.E, 9);
    expect(found.lower).toBeCloseTo(Math.exp(1 - 0.2 * NORMAL), 9);
    expect(found.upper).toBeCloseTo(Math.exp(1 + 0.2 * NORMAL), 9);
  });

  it("does not move a coefficient that has no variance", () => {
    const fixed = lawOf(1, 3, {
      covariance: [
        [4, 0],
        [0, 0],
      ],
    });
    const question: LawQuestion = { ...sum, answer: (c) => (c[1] === 3 ? 2 * c[0]! : Number.NaN) };
    expect(askLaw(fixed, question)).toMatchObject({ standardError: expect.closeTo(4, 8), warnings: [] });
  });

  it("has the percentiles and the deviation of two draws or more, those without an answer left out", () => {
    const draws = [
      [1, 0],
      [2, 0],
      [4, 0],
      [9, 0],
    ];
    const law = lawOf(3, 0, { draws });
    const question: LawQuestion = { answer: (c) => c[0]!, scale: "identity", level: 0.5 };
    // Quartiles of 1, 2, 4, 9 by type 7, and squares 9 + 4 + 0 + 25 about 4 over 3.
    const expected = { lower: 1.75, upper: 5.25, standardError: expect.closeTo(Math.sqrt(38 / 3), 12) };
    expect(askLaw(law, question)).toMatchObject(expected);
    const holed: LawQuestion = { ...question, answer: (c) => (c[1] === 7 ? Number.NaN : c[0]!) };
    expect(askLaw({ ...law, draws: [...law.draws!, [5, 7]] }, holed)).toMatchObject(expected);
    const single = askLaw(lawOf(1, 3, { draws: [[1, 3]] }), sum);
    expect(single.standardError).toBeCloseTo(Math.sqrt(44), 8);
    const alone = askLaw(
      {
        ...law,
        draws: [
          [1, 0],
          [5, 7],
        ],
      },
      holed,
    );
    expect(alone).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(alone.warnings[0]).toMatchObject({ code: "UNBOUNDED", path: "lower" });
  });

  it("has no bounds without covariance and draws, and says so", () => {
    const found = askLaw(lawOf(1, 3, { covariance: null }), sum);
    expect(found).toMatchObject({ estimate: 7, standardError: null, lower: null, upper: null });
    expect(found.warnings.map(({ code }) => code)).toEqual(["NO_COVARIANCE"]);
  });

  it("is null with a warning where it is not finite, and names the first that is not", () => {
    const never = askLaw(lawOf(1, 3), { ...sum, scale: "log", answer: () => Infinity });
    expect(never).toMatchObject({ estimate: null, standardError: null });
    expect(never.warnings).toEqual([
      { code: "UNBOUNDED", message: "The answer is not a finite number: there is no limit to it.", path: "estimate" },
    ]);
    const wide = lawOf(700, 0, {
      covariance: [
        [1e4, 0],
        [0, 0],
      ],
    });
    const upper = askLaw(wide, { answer: (c) => c[0]!, scale: "log", level: 0.95 });
    expect(upper.upper).toBeNull();
    expect(Math.log(upper.lower!)).toBeCloseTo(700 - 100 * NORMAL, 4);
    expect(upper.warnings[0]).toMatchObject({ code: "UNBOUNDED", path: "upper" });
    expect(upper.warnings[0]!.message).toMatch(/^The upper bound is not/);
    const draws = [
      [-Infinity, 0],
      [1, 0],
      [2, 0],
    ];
    const lower = askLaw(lawOf(1, 0, { draws }), { answer: (c) => c[0]!, scale: "identity", level: 0.9 });
    expect(lower.warnings[0]).toMatchObject({ code: "UNBOUNDED", path: "lower" });
    expect(lower.upper).toBeCloseTo(1.9, 12);
  });

  it("that is given is known exactly", () => {
    const known = { estimate: 5, standardError: 0, lower: 5, upper: 5, level: 0.9, warnings: [] };
    expect(givenPrediction(5, 0.9)).toEqual(known);
  });
});

describe("the warning of an extrapolation", () => {
  const law = lawOf(1, 1, { support: { x: { lower: 10, upper: 1000 } } });
  const messageAt = (value: number): string | undefined => extrapolationWarnings(law, "x", value, "at")[0]?.message;

  it("is given beyond the range seen, and says how far", () => {
    expect(messageAt(5000)).toBe("5.00e+3 x lies 5.0 times above the range the law was fitted on, 10.0 to 1.00e+3.");
    expect(messageAt(4)).toBe("4.00 x lies 2.5 times below the range the law was fitted on, 10.0 to 1.00e+3.");
    expect(messageAt(-4)).toBe("-4.00 x lies below the range the law was fitted on, 10.0 to 1.00e+3.");
    expect(messageAt(0)).toBe("0.00 x lies below the range the law was fitted on, 10.0 to 1.00e+3.");
    expect(messageAt(Infinity)).toMatch(/^More than can be held of x lies above the range/);
    expect(extrapolationWarnings(law, "x", 5, "at")[0]).toMatchObject({ code: "EXTRAPOLATION", path: "at" });
  });

  it("is not given within it, at its ends, or for what was never seen", () => {
    for (const value of [10, 50, 1000, null]) expect(extrapolationWarnings(law, "x", value, null)).toEqual([]);
    expect(extrapolationWarnings(law, "y", 1e9, null)).toEqual([]);
    expect(extrapolationWarnings(lawOf(1, 1), "x", 1e9, null)).toEqual([]);
  });
});
