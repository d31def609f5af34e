import { expect, it } from "vitest";
import { rootBetween } from "../../src/numeric/root-between.ts";

it("finds the root of a falling function, whichever end is nearer to it", () => {
  expect(rootBetween((x) => 2 - x * x, 0, 2)).toBeCloseTo(Math.SQRT2, 12);
  expect(rootBetween((x) => 2 - x * x, 1.41, 50)).toBeCloseTo(Math.SQRT2, 12);
  expect(rootBetween((x) => Math.cos(x), 0, 3)).toBeCloseTo(Math.PI / 2, 12);
});

it("takes few calls, and halves where false position has no answer", () => {
  let calls = 0;
  const root = rootBetween(
    (x) => {
      calls += 1;
      return x === 0 ? Number.POSITIVE_INFINITY : Math.exp(-x) - 0.1;
    },
    0,
    40,
  );
  expect(root).toBeCloseTo(Math.log(10), 12);
  expect(calls).toBeLessThan(30);
});

it("gives the end itself where the root lies there", () => {
  expect(rootBetween((x) => -x, 0, 1)).toBeCloseTo(0, 12);
});
