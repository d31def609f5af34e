import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { invertScore, predictScore } from "../../src/densing/predict-score.ts";
import { fitScoreLaw } from "../../src/densing/score-law.ts";
import type { SizeReference } from "../../src/densing/size-reference.ts";
import { ScalingError } from "../../src/errors.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { bareLaw } from "../densing/laws.ts";
import { number, runs } from "./drawn-curves.ts";

const curveValues = fc.record({ c: number(20, 90), gamma: number(-80, -3), l: number(0.1, 0.5), d: number(0, 30) });

const lossValues = fc.record({
  A: number(0.5, 500),
  B: number(1, 5000),
  alpha: number(0.05, 0.6),
  beta: number(0.1, 0.6),
});

describe("a performance curve", () => {
  it("is found again from its own points, wherever they show all of it", () => {
    fc.assert(
      fc.property(curveValues, fc.integer({ min: 8, max: 40 }), (values, n) => {
        const width = 6 / -values.gamma;
        const offset = values.l + 2 * width;
        const loss = Array.from({ length: n }, (_, i) => offset + width * ((2 * i) / (n - 1) - 1));
        const moved = { ...values, l: offset };
        const score = loss.map((at) => moved.d + moved.c / (1 + Math.exp(-moved.gamma * (at - moved.l))));
        const { coefficients } = fitPerformanceCurve({ loss, score });
        for (const term of ["c", "gamma", "l", "d"] as const) {
          expect(Math.abs(coefficients[term].estimate - moved[term])).toBeLessThan(1e-7 * (1 + Math.abs(moved[term])));
        }
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it("is inverted to where it was predicted", () => {
    fc.assert(
      fc.property(curveValues, number(0.02, 0.98), (values, share) => {
        const curve = bareLaw("performance-curve", values);
        const score = values.d + share * values.c;
        const loss = invertScore(curve, score).estimate ?? Number.NaN;
        expect(predictScore(curve, loss).estimate).toBeCloseTo(score, 8);
      }),
      runs,
    );
  });

  it("answers or refuses, and never throws anything else, on any columns", () => {
    const column = fc.array(fc.oneof(number(1e-3, 3), number(-1e9, 1e9)), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(column, column, (loss, score) => {
        try {
          expectPlainJson(
            fitPerformanceCurve({ loss: loss.slice(0, score.length), score: score.slice(0, loss.length) }),
          );
        } catch (error) {
          if (!(error instanceof ScalingError)) throw error;
        }
      }),
      { ...runs, numRuns: 150 },
    );
  });
});

describe("a score law", () => {
  it("answers or refuses on any columns, with any asymptotes", () => {
    const size = fc.array(fc.oneof(number(1e6, 1e12), number(-1, 1e300)), { minLength: 2, maxLength: 8 });
    const score = fc.array(number(0, 1), { minLength: 2, maxLength: 8 });
    const asymptote = fc.option(fc.oneof(number(-0.5, 1.5), fc.constant("fitted" as const)), { nil: undefined });
    fc.assert(
      fc.property(size, score, asymptote, asymptote, (sizes, scores, floor, ceiling) => {
        const n = Math.min(sizes.length, scores.length);
        try {
          const law = fitScoreLaw(
            { size: sizes.slice(0, n), score: scores.slice(0, n) },
            { ...(floor === undefined ? {} : { floor }), ...(ceiling === undefined ? {} : { ceiling }) },
          );
          expectPlainJson(law);
          expectPlainJson(effectiveParameterSize({ scoreLaw: law }, 0.6, { resamples: 20 }));
        } catch (error) {
          if (!(error instanceof ScalingError)) throw error;
        }
      }),
      { ...runs, numRuns: 150 },
    );
  });
});

describe("the effective parameter size", () => {
  it("is plain JSON with one of four outcomes for any reference and score", () => {
    fc.assert(
      fc.property(curveValues, lossValues, number(-50, 150), number(1e8, 1e14), (curve, loss, score, tokens) => {
        const reference: SizeReference = {
          lossLaw: bareLaw("loss-law", loss),
          curve: bareLaw("performance-curve", curve),
        };
        const size = effectiveParameterSize(reference, score, { referenceTokens: tokens });
        expectPlainJson(size);
        expect(["ok", "at-or-below-floor", "at-or-above-ceiling", "beyond-data-limit"]).toContain(size.status);
        if (size.status === "ok") expect(size.parameters).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it("rises with the score", () => {
    fc.assert(
      fc.property(curveValues, lossValues, number(0.05, 0.9), (curve, loss, share) => {
        const reference: SizeReference = {
          lossLaw: bareLaw("loss-law", loss),
          curve: bareLaw("performance-curve", curve),
        };
        const at = (each: number) => effectiveParameterSize(reference, curve.d + each * curve.c).parameters ?? Infinity;
        expect(at(share + 0.05)).toBeGreaterThanOrEqual(at(share));
      }),
      runs,
    );
  });
});
