import { describe, expect, test } from "vitest";
import { computeOptimal, fitIsoFlop } from "../../src/loss-laws/index.ts";
import { hoffmann2022, porian2024 } from "../../src/published/index.ts";
import { compareWithPublished } from "../../src/report/compare.ts";
import { row } from "./compared-laws.ts";

describe("exponents of compute-optimal training beside published ones", () => {
  const flop = [1e19, 1e20, 1e21, 1e22];
  const iso = flop.flatMap((budget, i) =>
    [0.25, 0.5, 1, 2, 4].map((times) => {
      const best = 0.1 * budget ** (0.5 + 0.001 * Math.cos(3 * i));
      return { flop: budget, parameters: times * best, loss: 2 + 0.1 * Math.log10(times) ** 2 };
    }),
  );
  const fit = fitIsoFlop({
    flop: iso.map((each) => each.flop),
    parameters: iso.map((each) => each.parameters),
    loss: iso.map((each) => each.loss),
  });

  test("has both, with the printed brackets", () => {
    const approach2 = hoffmann2022.exponents[1];
    if (approach2 === undefined) throw new Error("three approaches are printed");
    const comparison = compareWithPublished(fit, approach2);
    expect(comparison.kind).toBe("allocation");
    expect(row(comparison, "parameterExponent")).toMatchObject({
      ours: fit.parameterExponent.estimate,
      published: 0.49,
      rounding: 0.005,
      publishedLower: 0.462,
      publishedUpper: 0.534,
    });
    expect(row(comparison, "tokenExponent").published).toBe(0.51);
  });

  test("takes the answer of computeOptimal, whose tokens grow by the rest", () => {
    const approach3 = hoffmann2022.exponents[2];
    if (approach3 === undefined) throw new Error("three approaches are printed");
    const comparison = compareWithPublished(computeOptimal(hoffmann2022, { flop: 1e21 }), approach3);
    expect(row(comparison, "parameterExponent").ours).toBeCloseTo(0.28 / 0.62, 12);
    expect(row(comparison, "tokenExponent").ours).toBeCloseTo(0.34 / 0.62, 12);
    const [kaplanReproduction] = porian2024;
    if (kaplanReproduction === undefined) throw new Error("five rows are printed");
    expect(compareWithPublished(fit, kaplanReproduction).rows).toHaveLength(1);
  });

  test("keeps the interval that is printed of an exponent alone", () => {
    const last = porian2024.at(-1);
    if (last === undefined) throw new Error("five rows are printed");
    const printed = row(compareWithPublished(fit, last), "parameterExponent");
    expect(printed).toMatchObject({ published: 0.497, publishedLower: 0.49, publishedUpper: 0.5 });
  });
});
