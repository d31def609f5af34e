import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { excessPlaces } from "../../src/routing/excess-places.ts";
import { interactionData } from "../../src/routing/interaction-data.ts";
import { addRows, interactionMoments, MOMENTS } from "../../src/routing/interaction-moments.ts";
import { lawAt, momentFitter } from "../../src/routing/moment-law.ts";
import { errorsByLaw, numbersOfLaw } from "../../src/routing/moment-prediction.ts";
import { lawValue, log10Saturated } from "../../src/routing/saturation.ts";
import { fraction } from "./left-out-sweep.ts";
import { MADE } from "./made-sweep.ts";

const n = 300;
const rows = Array.from({ length: n }, (_, i) => i);
const excess = Float64Array.from(rows, (i) => (i % 20 === 0 ? 0 : 4096 ** fraction(3 * i + 1) - 0.999));
const size = Float64Array.from(rows, (i) => 7 + 2 * fraction(i + 1));
const weights = Float64Array.from(rows, (i) => 10 ** (4 * fraction(5 * i + 1) - 2));
const y = Float64Array.from(rows, (i) => 0.4 - 0.05 * fraction(7 * i) - 0.02 * Math.log10(1 + excess[i]!));
const data = interactionData(size, excess, y, weights);
const near = { a: -0.08, b: -0.1, c: 0.01, d: 1, start: MADE.expertsStart, inverseMax: 1 / MADE.expertsMax };
const moments = interactionMoments(data, near);
const { fit } = momentFitter(moments);
const sums = new Float64Array(MOMENTS * moments.excess.length + 1);
addRows(sums, moments, rows);

const shapes: [number, number][] = [
  [0, 6],
  [-12, 0.5],
  [14, 24],
  [-12, 20],
  [5, 1],
  [2, Number.POSITIVE_INFINITY],
];

describe("places of the excess", () => {
  it("are few, and give the sums of all saturations and of their squares", () => {
    const { excess: places, first, shares } = excessPlaces(data.levels);
    expect(places.length).toBeLessThan(90);
    const held = new Float64Array(places.length);
    for (const i of rows) {
      const at = first[data.level[i]!]!;
      for (const [k, share] of shares[data.level[i]!]!.entries()) held[at + k] = held[at + k]! + share * weights[i]!;
    }
    for (const [log2Start, log2Ratio] of shapes) {
      for (const power of [0, 1, 2]) {
        const at = (value: number): number =>
          log10Saturated(2 ** log2Start, 2 ** -(log2Start + log2Ratio), value) ** power;
        const all = rows.reduce((sum, i) => sum + weights[i]! * at(excess[i]!), 0);
        const few = held.reduce((sum, weight, k) => sum + weight * at(places[k]!), 0);
        expect(Math.abs(few / all - 1)).toBeLessThan(1e-12);
      }
    }
  });

  it("are finite, up to the largest numbers", () => {
    const levels = Float64Array.from({ length: 2000 }, (_, k) => 10 ** (0.15 * k));
    const { excess: places } = excessPlaces(levels);
    expect(places.every((place) => place >= 0 && place < Number.POSITIVE_INFINITY)).toBe(true);
    expect(places.length).toBeLessThan(1000);
  });

  it("are the levels themselves where these are few, or far apart", () => {
    const levels = Float64Array.of(0, 1, 7, 63, 511, 1e6, 1e12, 1e30, 1e300);
    const { excess: places, shares } = excessPlaces(levels);
    expect(Array.from(places)).toEqual(Array.from(levels));
    expect(shares.every((share) => share.length === 1 && share[0] === 1)).toBe(true);
  });
});

describe("the law of sums at places", () => {
  it.each(shapes)("has the least sum of squares at log2 start %f and log2 (max / start) %f", (log2Start, log2Ratio) => {
    const law = lawAt(log2Start, log2Ratio);
    fit(law, sums, false);
    const v = excess.map((each) => log10Saturated(2 ** log2Start, 2 ** -(log2Start + log2Ratio), each));
    const middle = v.reduce((a, b) => a + b) / n;
    const x = size.map((each) => each - data.centre);
    const columns = [x, v.map((each) => each - middle), v.map((each, i) => (each - middle) * x[i]!), x.map(() => 1)];
    const solved = leastSquares(columns, y, weights);
    const largest = Math.max(...weights);
    expect((law.square * largest) / solved.sumOfSquaredResiduals).toBeCloseTo(1, 9);
  });

  it.each(shapes.filter(([, ratio]) => ratio < 20))("has its derivatives there, %f and %f", (log2Start, log2Ratio) => {
    // At one kappa = start / (1 - start / max), log2 start is log2 kappa + log2 (1 - start / max).
    const log2Kappa = log2Start - Math.log2(1 - 2 ** -log2Ratio);
    const at = (byKappa: number, byRatio: number) => {
      const ratio = log2Ratio + byRatio;
      const law = lawAt(log2Kappa + byKappa + Math.log2(1 - 2 ** -ratio), ratio);
      fit(law, sums, true);
      return law;
    };
    const step = 1e-3;
    const slope = (of: (by: number) => number): number => {
      return (8 * (of(step) - of(-step)) - (of(2 * step) - of(-2 * step))) / (12 * step);
    };
    const { slope: found, bend, square } = at(0, 0);
    expect(found[0]! / square).toBeCloseTo(slope((by) => at(by, 0).square) / square, 8);
    expect(found[1]! / square).toBeCloseTo(slope((by) => at(0, by).square) / square, 8);
    expect(bend[0]! / square).toBeCloseTo(slope((by) => at(by, 0).slope[0]!) / square, 8);
    expect(bend[1]! / square).toBeCloseTo(slope((by) => at(0, by).slope[0]!) / square, 8);
    expect(bend[2]! / square).toBeCloseTo(slope((by) => at(0, by).slope[1]!) / square, 8);
  });

  it("leaves the residuals of the law that it is counted from where that is best", () => {
    const exact = interactionData(
      size,
      excess,
      size.map((each, i) => lawValue(near, each, excess[i]!)),
      null,
    );
    const counted = interactionMoments(exact, near);
    const all = new Float64Array(MOMENTS * counted.excess.length + 1);
    addRows(all, counted, rows);
    const law = lawAt(Math.log2(near.start), -Math.log2(near.start * near.inverseMax));
    momentFitter(counted).fit(law, all, true);
    expect(law.square).toBeLessThan(1e-28);
    expect(Math.max(...law.grown.map(Math.abs))).toBeLessThan(1e-13);
  });
});

describe("a law counted from another", () => {
  it("has the value, run by run, of its numbers in the units of the data", () => {
    for (const [log2Start, log2Ratio] of shapes.slice(3)) {
      const law = lawAt(log2Start, log2Ratio);
      fit(law, sums, false);
      const numbers = numbersOfLaw(moments, law);
      const errors = errorsByLaw(moments, rows, law);
      for (const i of rows) expect(errors[i]).toBeCloseTo(y[i]! - lawValue(numbers, size[i]!, excess[i]!), 9);
    }
  });
});
