import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { isLaw, parseFit } from "../../src/statistics/saved-law.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { predictPiecewiseTrend } from "../../src/trends/piecewise-trend-prediction.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";

const runs = { numRuns: 400, seed: 5 };
const series = {
  year: [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021],
  value: [1e15, 3e15, 2e15, 9e15, 2e16, 1e17, 3e18, 2e18, 4e19, 9e20, 4e21, 1e23],
};

/** Runs `read`; a ScalingError is an answer too, anything else is thrown on. */
function answered(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScalingError) return null;
    throw error;
  }
}

/** Puts `value` in place of one leaf or branch of a copy of `law`, chosen by the numbers of `way`. */
function damaged(law: object, way: readonly number[], value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(law));
  let at = copy as Record<string, unknown>;
  for (const step of way) {
    const keys = Object.keys(at);
    const key = keys[step % keys.length];
    if (key === undefined) break;
    const next = at[key];
    const last = way.indexOf(step) === way.length - 1 || typeof next !== "object" || next === null;
    if (last || Object.keys(next).length === 0) {
      at[key] = value;
      break;
    }
    at = next as Record<string, unknown>;
  }
  return copy;
}

const way = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 5 });
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, undefined, 1e308, -1e308, 0),
);

describe("parseFit, whatever it is given", () => {
  it("takes no JSON that is not a law, and throws nothing but a ScalingError", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.json(), fc.string()), (json) => {
        expect(answered(() => parseFit(json, "trend"))).toBeNull();
        expect(isLaw(json, "trend")).toBe(false);
      }),
      runs,
    );
  });

  it("refuses a damaged trend, or reads one that answers without NaN", () => {
    const fit = fitTrend(series);
    fc.assert(
      fc.property(way, value, (steps, put) => {
        expectPlainJson(answered(() => predictTrend(parseFit(damaged(fit, steps, put), "trend"), [2013, 2030])));
      }),
      runs,
    );
  });

  it("refuses a damaged piecewise trend, or reads one that answers without NaN", () => {
    const options = { breaks: { count: 1 }, continuous: true, resamples: 20, keepDraws: true };
    const fit = fitPiecewiseTrend(series, options);
    fc.assert(
      fc.property(way, value, (steps, put) => {
        const read = () => parseFit(damaged(fit, steps, put), "piecewise-trend");
        expectPlainJson(answered(() => predictPiecewiseTrend(read(), [2013, 2030])));
      }),
      runs,
    );
  });
});
