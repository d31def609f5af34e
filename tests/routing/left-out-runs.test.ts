import { describe, expect, it } from "vitest";
import { crossValidate, fitRoutingLaw } from "../../src/routing/index.ts";
import { said } from "../answers.ts";
import { expectDefinition, fraction, scattered, weightsOf } from "./left-out-sweep.ts";
import { EXPERTS, MADE, madeLoss, madeSweep, SIZES } from "./made-sweep.ts";

describe("runs left out of many have the errors of laws fitted to the others", () => {
  describe.each(["saturating", "bilinear", "separable"] as const)("of the %s form", (form) => {
    it.each(["row", "size", "experts"] as const)("by %s", (leaveOut) => {
      expectDefinition(scattered(90, { sizes: 45, levels: 40 }), { leaveOut, form });
    });

    it("with weights, and with few numbers of experts", () => {
      const sweep = scattered(70, { levels: 7 });
      expectDefinition(sweep, { leaveOut: "row", form, weights: weightsOf(sweep) });
    });

    it("where one run is far off, and one alone has most experts", () => {
      const sweep = scattered(60, { levels: 8 });
      sweep.loss[13] = sweep.loss[13]! * 1.2;
      sweep.experts[21] = 4096;
      expectDefinition(sweep, { leaveOut: "row", form });
    });
  });

  it("where one dense run alone says what routing starts from", () => {
    const sweep = scattered(60, { levels: 8 });
    sweep.experts = sweep.experts.map((experts, i) => (i === 30 ? 1 : Math.max(8, experts)));
    expectDefinition(sweep, { leaveOut: "row" });
  });

  it("where no max is found, or the max lies near the data's end", () => {
    expectDefinition(scattered(60, { law: { ...MADE, expertsMax: 1e12 }, noise: 1e-3 }), { leaveOut: "row" });
    expectDefinition(scattered(60, { law: { ...MADE, expertsMax: 20 }, noise: 1e-3 }), { leaveOut: "row" });
  });

  it("without scatter, to rounding", () => {
    expectDefinition(scattered(50, { noise: 0 }), { leaveOut: "row" }, 9);
  });

  it("where there are many runs, and scatter hides start and max", () => {
    const sweep = scattered(501, { levels: 8, noise: 0.1 });
    const [, , , , start, max] = Object.values(fitRoutingLaw(sweep).coefficients);
    expect(Math.max(...[start, max].map((each) => each!.standardError! / each!.estimate))).toBeGreaterThan(0.8);
    expectDefinition(sweep, { leaveOut: "row" }, 8, 7);
  });

  it("where there are many runs that follow neither size nor experts", () => {
    const sweep = scattered(510, { levels: 10, noise: 0.05 });
    sweep.loss = sweep.loss.map((_, i) => 2.5 + 0.3 * fraction(29 * i + 7));
    expectDefinition(sweep, { leaveOut: "row" }, 4, 17);
  });

  it("where the losses follow neither size nor experts", () => {
    const sweep = scattered(60, { levels: 10, noise: 0.05 });
    sweep.loss = sweep.loss.map((_, i) => 2.5 + 0.3 * fraction(29 * i + 7));
    // The shapes are then hardly determined, and fits to rows in another order differ as much.
    expectDefinition(sweep, { leaveOut: "row" }, 4);
  });
});

describe("a run without which the others do not determine the law", () => {
  it("has no error and a warning", () => {
    // Sizes and experts rise together but for the last run: 1, log N and log N squared, and one run that tells more.
    const n = 40;
    const experts = Array.from({ length: n }, (_, i) => (i === n - 1 ? 64 : 2 ** (i % 5)));
    const parameters = experts.map((each, i) => (i === n - 1 ? 3e7 : 1e7 * each));
    const loss = parameters.map((each, i) => 3 * each ** -0.05 * experts[i]! ** -0.02 * (1 + 0.01 * fraction(7 * i)));
    for (const form of ["bilinear", "separable"] as const) {
      const found = crossValidate({ parameters, experts, loss }, { leaveOut: "row", form });
      const missing = found.groups.filter((group) => group.rootMeanSquareError === null).map((group) => group.left);
      expect(missing).toEqual([n - 1]);
      expect(said(found)).toEqual([`NOT_IDENTIFIED groups[${n - 1}]`]);
      expect(found.n).toBe(n - 1);
    }
  });

  it("is one that alone makes a fourth number of experts, or alone another loss", () => {
    const sweep = madeSweep(MADE, 1e-3, [...SIZES, 2e9, 3e9, 5e9, 8e9, 1e10, 2e10, 4e10], EXPERTS.slice(0, 3));
    const four = {
      parameters: [...sweep.parameters, 1e8],
      experts: [...sweep.experts, 64],
      loss: [...sweep.loss, madeLoss(MADE, { parameters: 1e8, experts: 64 })],
    };
    const found = crossValidate(four, { leaveOut: "row" });
    expect(said(found)).toEqual(["NOT_IDENTIFIED groups[36]"]);
    const flat = scattered(40, { levels: 6 });
    flat.loss = flat.loss.map((_, i) => (i === 17 ? 2.4 : 2.5));
    expect(said(crossValidate(flat, { leaveOut: "row" }))).toContain("NOT_IDENTIFIED groups[17]");
  });

  it("is every run where the form asked for is not carried by all of them", () => {
    const found = crossValidate(scattered(40, { levels: 2 }), { leaveOut: "row" });
    expect(found).toMatchObject({ n: 0, rootMeanSquareError: null, meanError: null });
    expect(found.groups).toHaveLength(40);
    expect(said(found)[0]).toBe("NOT_IDENTIFIED options.form");
  });
});
