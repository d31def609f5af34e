import { describe, expect, it } from "vitest";
import { crossValidate } from "../../src/routing/index.ts";
import { expectDefinition, fraction, scattered } from "./left-out-sweep.ts";
import { MADE, madeLoss } from "./made-sweep.ts";

/** Weights over six decades. */
const unequal = (n: number): number[] => Array.from({ length: n }, (_, i) => 10 ** (6 * fraction(11 * i + 2) - 3));

/** Numbers of experts that are no whole numbers differ as often as runs do. */
function manyLevels(n: number, { top = 4096, noise = 0.003, sizes = n } = {}) {
  const sweep = scattered(n, { sizes, noise: 0 });
  const experts = sweep.experts.map((_, i) => (i % 40 === 0 ? 1 : top ** fraction(3 * i + 1)));
  const error = (i: number): number => [1, 2, 3].reduce((sum, k) => sum + fraction(19 * k * i + 7 * k) - 0.5, 0);
  const loss = experts.map((each, i) => {
    return madeLoss(MADE, { parameters: sweep.parameters[i]!, experts: each }) * 10 ** (2 * noise * error(i));
  });
  return { parameters: sweep.parameters, experts, loss };
}

describe("runs left out have the errors of laws fitted to the others, of many different numbers of experts", () => {
  it.each([25, 60, 150, 400])("as many as %i", (n) => {
    expectDefinition(manyLevels(n), { leaveOut: "row" }, 10, Math.ceil(n / 8));
  });

  it("where all runs of a number of experts are left out", () => {
    expectDefinition(manyLevels(300), { leaveOut: "experts" }, 10, 43);
  });

  it("where a third of the runs are left out together", () => {
    expectDefinition(manyLevels(300, { sizes: 3 }), { leaveOut: "size" });
  });

  it("where the weights of runs are over six decades", () => {
    expectDefinition(manyLevels(300), { leaveOut: "row", weights: unequal(300) }, 9, 43);
    expectDefinition(manyLevels(120, { sizes: 12 }), { leaveOut: "size", weights: unequal(120) }, 9);
  });

  it("where the numbers go up to a billion, or up to three", () => {
    expectDefinition(manyLevels(200, { top: 1e9 }), { leaveOut: "row" }, 9, 29);
    expectDefinition(manyLevels(200, { top: 3, noise: 1e-4 }), { leaveOut: "row" }, 9, 29);
  });

  it("where scatter hides start and max", () => {
    expectDefinition(manyLevels(200, { noise: 0.05 }), { leaveOut: "row" }, 8, 29);
  });

  it("without scatter, to rounding", () => {
    expectDefinition(manyLevels(100, { noise: 0 }), { leaveOut: "row" }, 9, 15);
  });
});

describe("many different numbers of experts", () => {
  const sweep = manyLevels(700);
  const held = crossValidate(sweep, { leaveOut: "row" });

  it("each have an error near those of the runs that the law is fitted to", () => {
    expect(held.warnings).toEqual([]);
    expect(held.n).toBe(700);
    // Of 700 runs, six coefficients explain 6 / 700 of the mean square more than they do of runs left out, twice.
    expect((held.rootMeanSquareError ?? 0) / held.inSample).toBeCloseTo(1 + 6 / 700, 2);
  });

  it("have the same errors in another order, and with weights that are all the same", () => {
    const turned = {
      parameters: sweep.parameters.toReversed(),
      experts: sweep.experts.toReversed(),
      loss: sweep.loss.toReversed(),
    };
    const again = crossValidate(turned, { leaveOut: "row", weights: sweep.loss.map(() => 1e250) });
    again.groups.reverse().forEach(({ meanError }, i) => {
      expect(meanError).toBeCloseTo(held.groups[i]!.meanError ?? Number.NaN, 11);
    });
  });
});
