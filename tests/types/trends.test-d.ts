import { describe, expectTypeOf, it } from "vitest";
import type { Estimate, Prediction } from "../../src/statistics/estimate.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { convertGrowth, doublingTime } from "../../src/trends/doubling-time.ts";
import { fitTrend, type Trend } from "../../src/trends/trend.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";

const series = { year: [2020, 2021, 2022], value: new Float64Array([1, 2, 3]) };

describe("a trend", () => {
  it("has its two coefficients as estimates and no other", () => {
    expectTypeOf<keyof Trend["coefficients"]>().toEqualTypeOf<"log10AtReference" | "slopeOomPerYear">();
    expectTypeOf(fitTrend(series).coefficients.slopeOomPerYear).toEqualTypeOf<Estimate>();
  });

  it("takes plain and typed columns, and no text", () => {
    expectTypeOf(fitTrend).toBeCallableWith(series);
    // @ts-expect-error dates are no years
    fitTrend({ year: ["2020-01-01"], value: [1] });
    // @ts-expect-error there is no such option
    fitTrend(series, { confidence: 0.9 });
  });

  it("predicts one value for a year and a list for years", () => {
    expectTypeOf(predictTrend(fitTrend(series), 2025)).toEqualTypeOf<Prediction>();
    expectTypeOf(predictTrend(fitTrend(series), [2025, 2026])).toEqualTypeOf<Prediction[]>();
    expectTypeOf(predictTrend(fitTrend(series), new Float64Array(2))).toEqualTypeOf<Prediction[]>();
  });

  it("is still a trend after it was stored", () => {
    expectTypeOf(predictTrend).toBeCallableWith(parseFit("{}", "trend"), 2025);
    // @ts-expect-error another kind of law is no trend
    predictTrend(parseFit("{}", "loss-law"), 2025);
  });
});

describe("a doubling time", () => {
  it("may be none, and says so by null", () => {
    expectTypeOf(doublingTime(fitTrend(series)).doublingTimeMonths).toEqualTypeOf<Prediction | null>();
    expectTypeOf(doublingTime(fitTrend(series)).oomPerYear).toEqualTypeOf<Estimate>();
  });

  it("comes of a law or of a slope", () => {
    expectTypeOf(doublingTime).toBeCallableWith(fitTrend(series).coefficients.slopeOomPerYear);
  });

  it("converts to and from the other ways to write growth", () => {
    expectTypeOf(convertGrowth({ percentPerYear: 10 }).doublingTimeMonths).toEqualTypeOf<number | null>();
    // @ts-expect-error no such unit
    convertGrowth({ doublingTimeYears: 1 });
  });
});
