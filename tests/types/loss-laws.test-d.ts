import { describe, expectTypeOf, it } from "vitest";
import type { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import { fitLossLaw, isLossLaw } from "../../src/loss-laws/loss-law.ts";
import type { predictPowerLaw } from "../../src/loss-laws/power-law.ts";
import { fitPowerLaw } from "../../src/loss-laws/power-law-fit.ts";
import { besiroglu2024, hoffmann2022, kaplan2020 } from "../../src/published/index.ts";
import type { Estimate } from "../../src/statistics/estimate.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";

type Asked = Parameters<typeof computeOptimal>[0];
const columns = { parameters: [1], tokens: [1], loss: [1] };

describe("a loss law", () => {
  it("has an E unless it was left out", () => {
    expectTypeOf(fitLossLaw(columns).coefficients.E).toEqualTypeOf<Estimate>();
    const without = fitLossLaw(columns, { irreducible: "none" });
    // @ts-expect-error a law without irreducible loss has no E
    without.coefficients.E;
    expectTypeOf(without.coefficients.A).toEqualTypeOf<Estimate>();
  });

  it("is narrowed by its E where only the data know", () => {
    const options: { irreducible: "fitted" | "none" } = { irreducible: "fitted" };
    const { coefficients } = fitLossLaw(columns, options);
    if ("E" in coefficients) expectTypeOf(coefficients.E).toEqualTypeOf<Estimate>();
  });

  it("can be asked however it came about", () => {
    expectTypeOf(fitLossLaw(columns)).toExtend<Asked>();
    expectTypeOf(hoffmann2022.tex).toExtend<Asked>();
    expectTypeOf(besiroglu2024).toExtend<Asked>();
    expectTypeOf(parseFit("{}", "loss-law")).toExtend<Asked>();
    const value: unknown = {};
    if (isLossLaw(value)) expectTypeOf(value).toExtend<Asked>();
  });

  it("takes typed arrays", () => {
    const typed = { parameters: new Float64Array(1), tokens: new Float32Array(1), loss: [1] };
    expectTypeOf(typed).toExtend<Parameters<typeof fitLossLaw>[0]>();
  });
});

describe("a power law", () => {
  it("has an offset only where one was fitted", () => {
    expectTypeOf(fitPowerLaw({ x: [1], y: [1] }, { offset: "fitted" }).coefficients.offset).toEqualTypeOf<Estimate>();
    // @ts-expect-error no offset was asked for
    fitPowerLaw({ x: [1], y: [1] }).coefficients.offset;
    expectTypeOf(kaplan2020.lossOfTokens).toExtend<Parameters<typeof predictPowerLaw>[0]>();
    // @ts-expect-error a power law is no loss law
    expectTypeOf(kaplan2020.lossOfTokens).toExtend<Asked>();
  });
});
