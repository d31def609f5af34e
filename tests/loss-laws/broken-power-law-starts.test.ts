import { describe, expect, it } from "vitest";
import { bestAdditions, solverOf } from "../../src/loss-laws/broken-power-law-candidates.ts";
import { breaksOn, shapeOf, stepsOn, WIDTHS } from "../../src/loss-laws/broken-power-law-grid.ts";
import { type BrokenPoints, farthestJumps, groupsOf } from "../../src/loss-laws/broken-power-law-groups.ts";
import { type BrokenScale, scaled } from "../../src/loss-laws/broken-power-law-model.ts";
import { movedBreaks } from "../../src/loss-laws/broken-power-law-moved-breaks.ts";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";

const SCALES: readonly BrokenScale[] = ["log1p", "log", "raw"];
const LIMIT = 0.4;

/** Scatter without a generator, from -1 to 1. */
const scatter = (i: number): number => 2 * ((i * 0.6180339887498949) % 1) - 1;

/** a + exp(ln b - c0 ln x + sum of change x shape), with breaks at 3 and 6 of ln x from 0 to 10. */
function madePoints(n: number, scale: BrokenScale, noise: number, weighted = false): BrokenPoints {
  const logX = Float64Array.from({ length: n }, (_, i) => (10 * i) / (n - 1));
  const shapes = [shapeOf(logX, 3, 0.4), shapeOf(logX, 6, 0.8)];
  const y = logX.map(
    (at, i) =>
      LIMIT + Math.exp(1 - 0.1 * at + 0.3 * shapes[0]!.column[i]! - 0.2 * shapes[1]!.column[i]! + noise * scatter(i)),
  );
  const weights = weighted ? logX.map((_, i) => 1 + (i % 3)) : null;
  return { logX, y, target: y.map((each) => scaled(each, scale)), weights };
}

/** The weights with which errors of ln (y - a) are, to first order, those on the scale. */
function weightsOf({ y, weights }: BrokenPoints, scale: BrokenScale): Float64Array {
  const slope = { log1p: (at: number) => 1 / (1 + at), log: (at: number) => 1 / at, raw: () => 1 }[scale];
  return y.map((at, i) => (weights?.[i] ?? 1) * ((at - LIMIT) * slope(at)) ** 2);
}

describe.each(SCALES)("starts of a broken power law, on %s", (scale) => {
  it("solve for scale, exponent and changes: those that made the data", () => {
    const points = madePoints(50, scale, 0);
    const solved = solverOf(points, 2, scale)(LIMIT, [shapeOf(points.logX, 3, 0.4), shapeOf(points.logX, 6, 0.8)])!;
    expect([...solved.line, ...solved.changes].map((each) => Number(each.toFixed(9)))).toEqual([1, 0.1, 0.3, -0.2]);
    expect(solved.square).toBeLessThan(1e-20);
  });

  it("are least squares of ln (y - a), weighted, and say their sum of squares on the scale", () => {
    const points = madePoints(50, scale, 0.1, true);
    const { logX, y, target, weights } = points;
    const shapes = [shapeOf(logX, 2.5, 0.5), shapeOf(logX, 7, 0.3)];
    const solved = solverOf(points, 2, scale)(LIMIT, shapes)!;
    const columns = [logX.map(() => 1), logX.map((at) => -at), ...shapes.map((each) => each.column)];
    const logs = y.map((at) => Math.log(at - LIMIT));
    const { coefficients } = leastSquares(columns, logs, weightsOf(points, scale));
    [...solved.line, ...solved.changes].forEach((each, k) => {
      expect(each).toBeCloseTo(coefficients[k]!, 9);
    });
    const square = logX.reduce((total, _, i) => {
      const fitted = LIMIT + Math.exp(columns.reduce((sum, column, k) => sum + coefficients[k]! * column[i]!, 0));
      return total + weights![i]! * (target[i]! - scaled(fitted, scale)) ** 2;
    }, 0);
    expect(solved.square / square).toBeCloseTo(1, 8);
  });

  it("add first what takes most off those squares, as fits with each addition say", () => {
    const points = madePoints(60, scale, 0.05, true);
    const { logX, y } = points;
    const shapes = [shapeOf(logX, 3, 0.4)];
    const additions = breaksOn(points, 9, WIDTHS);
    const logs = y.map((at) => Math.log(at - LIMIT));
    const left = additions.map(({ column }) => {
      const columns = [logX.map(() => 1), logX, shapes[0]!.column, column];
      return leastSquares(columns, logs, weightsOf(points, scale)).sumOfSquaredResiduals;
    });
    const expected = [...additions.keys()].sort((a, b) => left[a]! - left[b]!).slice(0, 5);
    const found = bestAdditions(points, { limit: LIMIT, shapes }, additions, scale, 5);
    expect(found.map((each) => additions.indexOf(each))).toEqual(expected);
  });

  it("put a break that is wrong back near where it belongs, and leave the other", () => {
    const points = madePoints(80, scale, 0.01);
    const wrong = [
      { change: 0.3, logPlace: 3, width: 0.4 },
      { change: -0.1, logPlace: 9.5, width: 0.8 },
    ];
    const law = { limit: LIMIT, logScale: 1, exponent: 0.1, breaks: wrong };
    const moved = movedBreaks(points, law, scale).map(({ breaks }) => breaks.map((each) => each.logPlace));
    expect(moved.some((places) => places.includes(3) && places.some((place) => Math.abs(place - 6) < 0.5))).toBe(true);
    expect(moved.every((places) => places.length === 2)).toBe(true);
    expect(moved.filter((places) => places.includes(3)).length).toBeGreaterThan(1);
    expect(moved.filter((places) => places.includes(9.5)).length).toBeGreaterThan(1);
  });

  it("know the gaps over which values jump, and put sharp steps into them", () => {
    const points = madePoints(40, scale, 0);
    for (let i = 17; i < 40; i++) points.target[i] = points.target[i]! - 5;
    const { order, jumps } = farthestJumps(points);
    expect([...order]).toEqual([...points.logX.keys()]);
    expect(jumps[0]!.before).toBe(17);
    expect(jumps[0]!.jump).toBeCloseTo(Math.abs(points.target[17]! - points.target[16]!), 12);
    expect(jumps.map(({ jump }) => jump)).toEqual(jumps.map(({ jump }) => jump).sort((a, b) => b - a));
    const [start, end] = stepsOn(points)[0]!.shapes;
    expect(start!.logPlace).toBeGreaterThan(points.logX[16]!);
    expect(end!.logPlace).toBeGreaterThan(start!.logPlace);
    expect(end!.logPlace).toBeLessThan(points.logX[17]!);
  });

  it("group neighbours into their weighted means, and leave alone what lies beside a jump", () => {
    const points = madePoints(400, scale, 0.02, true);
    const groups = groupsOf(points, scale);
    const total = (values: Float64Array, weights: Float64Array): number =>
      values.reduce((sum, each, i) => sum + weights[i]! * each, 0) / weights.reduce((sum, each) => sum + each, 0);
    expect(groups.logX.length).toBeGreaterThan(100);
    expect(groups.logX.length).toBeLessThan(200);
    expect(total(groups.logX, groups.weights!)).toBeCloseTo(total(points.logX, points.weights!), 10);
    expect(total(groups.target, groups.weights!)).toBeCloseTo(total(points.target, points.weights!), 10);
    for (const [k, at] of groups.target.entries()) expect(scaled(groups.y[k]!, scale)).toBeCloseTo(at, 10);
    const { before } = farthestJumps(points).jumps[0]!;
    expect(groups.logX).toContain(points.logX[before]);
    expect(groups.logX).toContain(points.logX[before - 1]);
    expect(groupsOf(madePoints(160, scale, 0), scale).logX).toHaveLength(160);
  });
});
