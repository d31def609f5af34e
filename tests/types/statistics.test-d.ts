import { describe, expectTypeOf, it } from "vitest";
import type { Estimate, Prediction } from "../../src/statistics/estimate.ts";
import type { Fit, Law } from "../../src/statistics/law.ts";

describe("an estimate", () => {
  it("always has a value; a prediction may have none", () => {
    expectTypeOf<Estimate["estimate"]>().toEqualTypeOf<number>();
    expectTypeOf<Prediction["estimate"]>().toEqualTypeOf<number | null>();
    expectTypeOf<Prediction>().not.toExtend<Estimate>();
  });

  it("may have an open interval", () => {
    expectTypeOf<Pick<Estimate, "lower" | "upper" | "standardError">>().toEqualTypeOf<{
      lower: number | null;
      upper: number | null;
      standardError: number | null;
    }>();
  });
});

describe("a law", () => {
  it("is told from another by its kind, and a fit of it is a law too", () => {
    expectTypeOf<Fit<"trend", "slope">>().toExtend<Law<"trend", "slope">>();
    expectTypeOf<Law<"trend">>().not.toExtend<Law<"loss-law">>();
  });

  it("has a coefficient for each of its terms and no other", () => {
    expectTypeOf<keyof Law<"trend", "slope" | "start">["coefficients"]>().toEqualTypeOf<"slope" | "start">();
    expectTypeOf<Law["version"]>().toEqualTypeOf<1>();
  });

  it("has no undefined in its goodness: what cannot be said is null", () => {
    expectTypeOf<undefined>().not.toExtend<Fit["goodness"][keyof Fit["goodness"]]>();
    expectTypeOf<Fit["goodness"]["n"]>().toEqualTypeOf<number>();
  });
});
