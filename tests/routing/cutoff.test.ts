import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import { type AnyRoutingLaw, type RoutingTerm, routingCutoff } from "../../src/routing/index.ts";
import { MADE } from "./made-sweep.ts";

const z95 = 1.959963984540054;
const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

/** The published form with b and c, and with variances and covariance of the two. */
function law(b: number, c: number, spread?: { bb: number; bc: number; cc: number }): AnyRoutingLaw {
  const made = structuredClone(clark2022.sBase);
  for (const [term, estimate] of Object.entries({ ...MADE, b, c }))
    made.coefficients[term as RoutingTerm].estimate = estimate;
  if (spread === undefined) return made;
  const { bb, bc, cc } = spread;
  const entry = (first: RoutingTerm, second: RoutingTerm): number => {
    if (first === second) return first === "b" ? bb : first === "c" ? cc : 0.01;
    return (first === "b" && second === "c") || (first === "c" && second === "b") ? bc : 0;
  };
  return { ...made, covariance: made.terms.map((first) => made.terms.map((second) => entry(first, second))) };
}

/** How many standard errors b + c x is from zero at x. */
function distance(b: number, c: number, { bb, bc, cc }: { bb: number; bc: number; cc: number }, x: number): number {
  return Math.abs(b + c * x) / Math.sqrt(bb + 2 * x * bc + x * x * cc);
}

/** The law with one draw for each pair of b and c. */
function drawn(b: number, c: number, pairs: [number, number][]): AnyRoutingLaw {
  const made = law(b, c);
  const draws = pairs.map((pair) =>
    made.terms.map((term) => (term === "b" ? pair[0] : term === "c" ? pair[1] : MADE[term])),
  );
  return { ...made, draws };
}

describe("the interval of a cut-off with a covariance", () => {
  const spread = { bb: 1e-5, bc: -6e-7, cc: 1e-7 };

  it("ends where b + c log10 N is the quantile's number of standard errors from zero", () => {
    const cutoff = routingCutoff(law(-0.12, 0.01, spread));
    const { estimate, standardError, lower, upper, level } = cutoff.log10Parameters!;
    expect(estimate).toBeCloseTo(12, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(1e-5 - 24 * 6e-7 + 144e-7) / 0.01, 12);
    expect(lower).toBeLessThan(12);
    expect(upper).toBeGreaterThan(12);
    for (const bound of [lower, upper]) expect(distance(-0.12, 0.01, spread, bound ?? NaN)).toBeCloseTo(z95, 9);
    expect(level).toBe(0.95);
    expect(cutoff.warnings).toEqual([]);
  });

  it("is the side that holds the cut-off where c cannot be told from zero", () => {
    // c is one standard error from zero: every size is possible but those between two.
    const wide = { bb: 1e-8, bc: 0, cc: 1e-4 };
    const right = routingCutoff(law(-0.12, 0.01, wide));
    expect(right.log10Parameters?.upper).toBeNull();
    expect(right.log10Parameters?.lower).toBeGreaterThan(0);
    expect(distance(-0.12, 0.01, wide, right.log10Parameters?.lower ?? NaN)).toBeCloseTo(z95, 9);
    const left = routingCutoff(law(0.12, 0.01, wide));
    expect(left.log10Parameters?.lower).toBeNull();
    expect(left.log10Parameters?.upper).toBeCloseTo(-(right.log10Parameters?.lower ?? NaN), 9);
    for (const cutoff of [right, left]) {
      expect(cutoff.warnings.at(-1)).toMatchObject({ code: "UNBOUNDED", path: "log10Parameters" });
    }
  });

  it("is open on both sides where b cannot be told from zero either", () => {
    const cutoff = routingCutoff(law(-0.12, 0.01, { bb: 1, bc: 0, cc: 1e-4 }));
    expect(cutoff.log10Parameters).toMatchObject({ lower: null, upper: null });
    expect(codes(cutoff)).toEqual(["UNBOUNDED"]);
  });
});

describe("the interval of a cut-off with draws", () => {
  const pairs: [number, number][] = [12, 10, 14, 11, 13].map((size) => [-0.01 * size, 0.01]);

  it("is that of the cut-offs of the draws", () => {
    // The percentiles of 10 .. 14 lie a tenth of a step from their ends; the variance of five in a row is 2.5.
    const cutoff = routingCutoff(drawn(-0.12, 0.01, pairs));
    expect(cutoff.log10Parameters?.standardError).toBeCloseTo(Math.sqrt(2.5), 10);
    expect(cutoff.log10Parameters?.lower).toBeCloseTo(10.1, 10);
    expect(cutoff.log10Parameters?.upper).toBeCloseTo(13.9, 10);
    expect(cutoff.warnings).toEqual([]);
  });

  it("is open above where a draw has an interaction of the other sign, or none", () => {
    for (const other of [[-0.12, -0.01] as const, [-0.12, 0] as const]) {
      const cutoff = routingCutoff(drawn(-0.12, 0.01, [...pairs.slice(0, 4), [...other]]));
      expect(cutoff.log10Parameters).toMatchObject({ standardError: null, upper: null });
      expect(cutoff.log10Parameters?.lower).toBeCloseTo(10.1, 10);
      expect(codes(cutoff)).toEqual(["UNBOUNDED"]);
    }
    const most: [number, number][] = pairs.map(([b, c], i) => [b, i === 0 ? c : -c]);
    expect(routingCutoff(drawn(-0.12, 0.01, most)).log10Parameters).toMatchObject({ lower: null, upper: null });
  });
});

describe("the bound of a cut-off at the last draw that has one", () => {
  it("is that draw's, or open, and never a number that stands for none", () => {
    // The 84 % quantile of 26 draws is the 22nd but for rounding: 0.84 * 25 is 21.000000000000004.
    const pairs = Array.from({ length: 26 }, (_, i): [number, number] => [-0.12, i < 22 ? 0.01 : -0.01]);
    const made = drawn(-0.12, 0.01, pairs);
    const a = { ...made.coefficients.a, level: 0.68 };
    const { upper } = routingCutoff({ ...made, coefficients: { ...made.coefficients, a } } as AnyRoutingLaw)
      .log10Parameters ?? { upper: Infinity };
    if (upper !== null) expect(upper).toBeCloseTo(12, 10);
  });
});

describe("what is said of a cut-off", () => {
  const seen = (b: number, c: number, lower: number, upper: number): AnyRoutingLaw => ({
    ...law(b, c),
    support: { parameters: { lower, upper } },
  });

  it("compares it with the sizes seen", () => {
    const beyond = routingCutoff(seen(-0.12, 0.01, 1e7, 1e9));
    expect(beyond.extrapolationFactor).toBeCloseTo(1000, 7);
    expect(beyond.warnings[0]).toMatchObject({
      code: "EXTRAPOLATION",
      path: "log10Parameters",
      message: expect.stringContaining("1.00e+3 times beyond"),
    });
    const within = routingCutoff(seen(-0.12, 0.01, 1e7, 1e13));
    expect(within.extrapolationFactor).toBeCloseTo(0.1, 10);
    expect(codes(within)).toEqual(["NO_COVARIANCE"]);
    const below = routingCutoff(seen(-0.05, 0.01, 1e7, 1e9));
    expect(below.warnings[0]).toMatchObject({
      code: "EXTRAPOLATION",
      message: expect.stringContaining("below the smallest"),
    });
    expect(codes(routingCutoff(seen(0.05, -0.01, 1e7, 1e9)))).toEqual(["NO_COVARIANCE"]);
  });

  it("counts sizes of other inputs for none", () => {
    const other = { ...law(-0.12, 0.01), support: { experts: { lower: 1, upper: 64 } } };
    expect(routingCutoff(other)).toMatchObject({ extrapolationFactor: null });
    expect(codes(routingCutoff(other))).toEqual(["NO_COVARIANCE"]);
  });

  it("doubts an interaction of less than two standard errors, and no other", () => {
    const withError = (standardError: number | null): AnyRoutingLaw => {
      const made = structuredClone(law(-0.12, 0.01)) as typeof clark2022.sBase;
      made.coefficients.c.standardError = standardError;
      return made;
    };
    expect(codes(routingCutoff(withError(0.0051)))).toContain("NOT_IDENTIFIED");
    for (const error of [null, 0.001, 0.005]) expect(codes(routingCutoff(withError(error)))).toEqual(["NO_COVARIANCE"]);
  });

  it("tells why there is none", () => {
    const said = (b: number, c: number): string | undefined => routingCutoff(law(b, c)).warnings[0]?.message;
    expect(said(0, 0)).toContain("does not depend");
    expect(said(-0.1, 0)).toContain("lowers");
    expect(said(0.1, 0)).toContain("raises");
    expect(said(0, -0.01)).toContain("lowers");
    expect(routingCutoff(law(0, -0.01)).routingHelps).toBe("everywhere");
    expect(routingCutoff(law(0, 0.01)).routingHelps).toBe("nowhere");
  });

  it("refuses a law of another kind", () => {
    expect(() => Reflect.apply(routingCutoff, null, [{ ...law(-0.12, 0.01), kind: "trend" }])).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
  });
});
