import { describe, expectTypeOf, it } from "vitest";
import { augment } from "../../src/report/augment.ts";
import { glance, type TidyRow, tidy } from "../../src/report/tidy.ts";
import type { RoutingFit, RoutingTerm } from "../../src/routing/routing-law.ts";
import type { Estimate } from "../../src/statistics/estimate.ts";
import type { FitOptions } from "../../src/statistics/fit-options.ts";
import type { Fit, Law } from "../../src/statistics/law.ts";
import { isLaw, parseFit } from "../../src/statistics/saved-law.ts";
import { doublingTime } from "../../src/trends/doubling-time.ts";
import { isTrend } from "../../src/trends/is-trend.ts";
import type { predictPiecewiseTrend } from "../../src/trends/piecewise-trend-prediction.ts";
import type { predictTrend } from "../../src/trends/trend-prediction.ts";

describe("laws of several kinds in one variable", () => {
  type PowerLaw = Law<"power-law", "exponent">;
  type WithFloor = Law<"loss-law", "E" | "A" | "alpha">;
  type WithoutFloor = Law<"loss-law", "A" | "alpha">;

  it("are narrowed by their kind", () => {
    const law = {} as PowerLaw | WithFloor;
    if (law.kind === "power-law") expectTypeOf(law.coefficients).toEqualTypeOf<Record<"exponent", Estimate>>();
    else expectTypeOf(law.coefficients.alpha).toEqualTypeOf<Estimate>();
  });

  it("are narrowed by a coefficient that one of them lacks", () => {
    const { coefficients } = {} as WithFloor | WithoutFloor;
    if ("E" in coefficients) expectTypeOf(coefficients.E).toEqualTypeOf<Estimate>();
    // @ts-expect-error a law without floor has no E, so it is not there to read before it is looked for
    coefficients.E;
  });
});

describe("a reloaded law", () => {
  it("has the kind that was asked for", () => {
    const saved = parseFit("{}", "power-law");
    expectTypeOf(saved.kind).toEqualTypeOf<"power-law">();
    expectTypeOf(saved).toExtend<Law<"power-law">>();
  });

  it("has goodness, and all of a fit, once goodness was looked for", () => {
    const saved = parseFit("{}", "power-law");
    // @ts-expect-error a law that was never fitted has no goodness
    saved.goodness.n;
    if (saved.goodness) expectTypeOf(saved).toExtend<Fit<"power-law">>();
  });

  it("goes straight into the questions of its domain", () => {
    const trend = parseFit("{}", "trend");
    expectTypeOf(trend.coefficients.slopeOomPerYear).toEqualTypeOf<Estimate>();
    expectTypeOf(trend.referenceYear).toEqualTypeOf<number>();
    expectTypeOf(trend).toExtend<Parameters<typeof predictTrend>[0]>();
    expectTypeOf(trend).toExtend<Parameters<typeof doublingTime>[0]>();
    expectTypeOf(parseFit("{}", "piecewise-trend")).toExtend<Parameters<typeof predictPiecewiseTrend>[0]>();
    // @ts-expect-error a piecewise trend has no single slope
    doublingTime(parseFit("{}", "piecewise-trend"));
  });

  it("has the same type after its domain's guard", () => {
    const value: unknown = {};
    if (isTrend(value)) expectTypeOf(value.coefficients.slopeOomPerYear).toEqualTypeOf<Estimate>();
  });

  it("is refused at compile time for a kind that does not exist", () => {
    // @ts-expect-error no such kind
    parseFit("{}", "power-rule");
  });

  it("is what isLaw narrows to", () => {
    const value: unknown = {};
    if (isLaw(value, "loss-law")) expectTypeOf(value.kind).toEqualTypeOf<"loss-law">();
  });
});

describe("rows of a law", () => {
  const fit = {} as Fit<"trend", "slope" | "start">;

  it("carry the kind and the terms", () => {
    expectTypeOf(tidy(fit)).toEqualTypeOf<TidyRow<"trend", "slope" | "start">[]>();
    expectTypeOf(glance(fit).kind).toEqualTypeOf<"trend">();
    expectTypeOf(glance(parseFit("{}", "power-law")).n).toEqualTypeOf<number | null>();
  });

  it("are there for a law of one of several forms, with the terms of any of them", () => {
    const fit = {} as RoutingFit;
    expectTypeOf(tidy(fit)).toEqualTypeOf<TidyRow<"routing-law", RoutingTerm>[]>();
    expectTypeOf(glance(fit).kind).toEqualTypeOf<"routing-law">();
    expectTypeOf(tidy({} as Fit<"trend", "slope"> | Fit<"loss-law", "E">)[0]?.term).toEqualTypeOf<
      "slope" | "E" | undefined
    >();
    // @ts-expect-error rows are of a law, not of its coefficients
    tidy(fit.coefficients);
  });

  it("keep the columns they had", () => {
    const [row] = augment(fit, [{ name: "A", value: 1 }], (_law, { value }) => value);
    expectTypeOf(row).toEqualTypeOf<
      ({ name: string; value: number } & { fitted: number | null; residual: number | null }) | undefined
    >();
  });
});

describe("options of a fit", () => {
  it("are all optional, and of a known name and type", () => {
    expectTypeOf<Record<never, never>>().toExtend<FitOptions>();
    // @ts-expect-error confidence is called level
    const misnamed: FitOptions = { confidence: 0.9 };
    // @ts-expect-error a level is a number
    const text: FitOptions = { level: "95%" };
    // @ts-expect-error an option is given or left out
    const given: FitOptions = { seed: undefined };
    expectTypeOf([misnamed, text, given]).toEqualTypeOf<FitOptions[]>();
    expectTypeOf<Float64Array>().toExtend<NonNullable<FitOptions["weights"]>>();
  });
});
