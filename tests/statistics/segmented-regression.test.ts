import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { gradientAt, type SegmentedLine, valueAt } from "../../src/statistics/segmented-line.ts";
import { growRun, LINE, lineAt, linesOf, RESIDUAL, SLOPE } from "../../src/statistics/segmented-regression-lines.ts";
import { fitPieces } from "../../src/statistics/segmented-regression-pieces.ts";
import { fillPoints, groupPoints, type OrderedRows } from "../../src/statistics/segmented-regression-points.ts";
import { sweepLines } from "../../src/statistics/segmented-regression-sweep.ts";

/** Rows over ten years about the origin, two kinks and noise; some of them of one x. */
function someRows(n: number, tied = false): OrderedRows {
  const random = randomSource(n);
  const x = Float64Array.from({ length: n }, () => 10 * uniform(random) - 5).map((at) => (tied ? Math.round(at) : at));
  x.sort();
  return {
    x,
    y: x.map((at) => 20 + 0.4 * at + Math.max(0, at + 2) - Math.max(0, at - 1.5) + 0.2 * standardNormal(random)),
    weights: x.map(() => 0.5 + uniform(random)),
  };
}

const pointsOf = (rows: OrderedRows): ReturnType<typeof groupPoints> =>
  groupPoints(rows, new Uint32Array(rows.x.length));

/** The straight line of rows from .. to by QR. */
function straight({ x, y, weights }: OrderedRows, from: number, to: number): { slope: number; residual: number } {
  const own = x.slice(from, to);
  const fit = leastSquares([own.map(() => 1), own], y.slice(from, to), weights.slice(from, to));
  return { slope: fit.coefficients[1]!, residual: fit.sumOfSquaredResiduals };
}

describe("a run of rows", () => {
  it.each([[[1, 1, 1, 2, 3, 3]], [[1, 2, 2, 3, 3, 3]], [[3, 1, 3, 2, 1, 3]]])(
    "has the residual of the line through all of them, equal x among them: %j",
    (at) => {
      const rows = {
        x: Float64Array.from(at),
        y: Float64Array.of(2, 5, 3, 8, 1, 4),
        weights: Float64Array.of(1, 2, 1, 3, 1, 2),
      };
      const run = linesOf(2);
      growRun(rows, 0, 1, at.length, run);
      const { slope, residual } = straight(rows, 0, at.length);
      expect(run[SLOPE]).toBeCloseTo(slope, 12);
      expect(run[RESIDUAL]).toBeCloseTo(residual, 12);
    },
  );
});

describe("a sweep over points", () => {
  it.each([1, 2, 3, 7, 16, 17, 50])("meets every point of %i with the lines up to it and after it", (n) => {
    const rows = someRows(n);
    const visited: number[] = [];
    sweepLines(pointsOf(rows), (i, prefix, suffixes, o) => {
      visited.push(i);
      for (const [lines, at, from, to] of [
        [prefix, 0, 0, i + 1],
        [suffixes, o, i + 1, n],
      ] as const) {
        expect(lines[at]).toBeCloseTo(
          rows.weights.slice(from, to).reduce((a, b) => a + b, 0),
          12,
        );
        if (to - from < 2) continue;
        const { slope, residual } = straight(rows, from, to);
        expect(lines[at + SLOPE]).toBeCloseTo(slope, 9);
        expect(lines[at + RESIDUAL]).toBeCloseTo(residual, 10);
      }
    });
    expect(visited).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  it("keeps the value of a line wherever it is read", () => {
    const rows = { x: Float64Array.of(-1, 0, 2), y: Float64Array.of(1, 3, 7), weights: Float64Array.of(1, 2, 1) };
    sweepLines(pointsOf(rows), (i, prefix) => {
      if (i === 2)
        expect([lineAt(prefix, 0, -1), lineAt(prefix, 0, 10)].map((y) => Number(y.toFixed(12)))).toEqual([1, 23]);
    });
    expect(LINE).toBe(6);
  });
});

describe("a line of pieces with its breaks given", () => {
  const breaks = [-2, 1.5];

  it.each([false, true])("is that of least squares on hinges (rows of one x: %s)", (tied) => {
    const rows = someRows(40, tied);
    const points = pointsOf(rows);
    const line = { continuous: true, reference: 0.7, breaks, coefficients: [] };
    const fit = fitPieces(points, line, 4)!;
    const hinge = (at: number): Float64Array => rows.x.map((x) => Math.max(0, x - at));
    const columns = [rows.x.map(() => 1), rows.x, ...breaks.map(hinge)];
    const other = leastSquares(columns, rows.y, rows.weights);
    const [, slope, first, second] = other.coefficients;
    expect(fit.residual + points.within).toBeCloseTo(other.sumOfSquaredResiduals, 11);
    const slopes = [slope!, slope! + first!, slope! + first! + second!];
    for (const [s, own] of slopes.entries()) expect(fit.coefficients[s + 1]).toBeCloseTo(own, 10);
    const reading = { ...line, coefficients: fit.coefficients };
    for (const at of [-4, -2, 0, 3]) {
      const hinges = [1, at, Math.max(0, at + 2), Math.max(0, at - 1.5)];
      expect(valueAt(reading, at)).toBeCloseTo(
        hinges.reduce((sum, each, k) => sum + each * other.coefficients[k]!, 0),
        10,
      );
    }
    expect(fit.bread[1]![1]).toBeCloseTo(other.unscaledCovariance![1]![1]!, 10);
  });

  it("is separate straight lines, each with the data from its break on, where the pieces need not meet", () => {
    const rows = someRows(40, true);
    const points = pointsOf(rows);
    const fit = fitPieces(points, { continuous: false, reference: -5, breaks: [-2, 1], coefficients: [] }, 6)!;
    const places = [0, rows.x.findIndex((at) => at >= -2), rows.x.findIndex((at) => at >= 1), 40];
    let residual = 0;
    for (let s = 0; s < 3; s++) {
      const own = straight(rows, places[s]!, places[s + 1]!);
      expect(fit.coefficients[2 * s + 1]).toBeCloseTo(own.slope, 11);
      residual += own.residual;
    }
    expect(fit.residual + points.within).toBeCloseTo(residual, 11);
  });

  it("is refused where a piece has one x only", () => {
    const rows = someRows(20);
    const line = { continuous: false, reference: -5, breaks: [rows.x[19]!], coefficients: [] };
    expect(fitPieces(pointsOf(rows), line, 4)).toBeNull();
  });
});

describe("the gradient of a line of pieces", () => {
  it.each<[boolean, number[]]>([
    [true, [3, 0.2, 1.1, -0.4, -2, 1.5]],
    [false, [3, 0.2, 5, 1.1, 4, -0.4, -2, 1.5]],
  ])("is the difference quotient of its value by every term (continuous: %s)", (continuous, terms) => {
    const linear = terms.length - 2;
    const lineOf = (values: readonly number[]): SegmentedLine => ({
      continuous,
      reference: 0.3,
      breaks: values.slice(linear),
      coefficients: values.slice(0, linear),
    });
    for (const x of [-4, -1, 0.3, 3]) {
      const gradient = gradientAt(lineOf(terms), x, terms.length);
      for (let k = 0; k < terms.length; k++) {
        const moved = (by: number): number => valueAt(lineOf(terms.map((each, i) => each + (i === k ? by : 0))), x);
        expect(gradient[k]).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 7);
      }
      expect(gradientAt(lineOf(terms), x, linear)).toEqual(gradient.slice(0, linear));
    }
  });
});

describe("points of rows", () => {
  it("are the rows themselves where no two share their x", () => {
    const rows = someRows(9);
    const points = pointsOf(rows);
    expect(points.x).toBe(rows.x);
    expect(points.y).toEqual(someRows(9).y);
    expect(Array.from(points.seen)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(points.within).toBe(0);
  });

  it("are weighted means with the squares about them, and leave out what does not count", () => {
    const rows = {
      x: Float64Array.of(0, 0, 1, 2, 2, 2),
      y: Float64Array.of(1, 4, 7, 1, 2, 6),
      weights: Float64Array.of(2, 1, 5, 1, 1, 2),
    };
    const points = pointsOf(rows);
    expect(points.size).toBe(3);
    expect(Array.from(points.y.subarray(0, 3))).toEqual([2, 7, 3.75]);
    expect(Array.from(points.weights.subarray(0, 3))).toEqual([3, 5, 4]);
    expect(Array.from(points.seen.subarray(0, 3))).toEqual([2, 3, 6]);
    // 2 (1 - 2)^2 + (4 - 2)^2, and (1 - 3.75)^2 + (2 - 3.75)^2 + 2 (6 - 3.75)^2.
    expect(points.within).toBeCloseTo(6 + 20.75, 12);
    expect(Array.from(rows.y)).toEqual([1, 4, 7, 1, 2, 6]);
    fillPoints(points, rows, [0, 0, 1, 3, 0, 1]);
    expect(points.size).toBe(2);
    expect(Array.from(points.x.subarray(0, 2))).toEqual([1, 2]);
    expect(Array.from(points.weights.subarray(0, 2))).toEqual([5, 5]);
    expect(points.y[1]).toBeCloseTo((3 * 1 + 2 * 6) / 5, 12);
    expect(Array.from(points.seen.subarray(0, 2))).toEqual([1, 5]);
    // The first row of an x may be the one that does not count.
    fillPoints(points, rows, [0, 2, 0, 0, 3, 1]);
    expect(Array.from(points.x.subarray(0, points.size))).toEqual([0, 2]);
    expect(Array.from(points.weights.subarray(0, 2))).toEqual([2, 5]);
    expect(points.y[0]).toBe(4);
    expect(points.y[1]).toBeCloseTo((3 * 2 + 2 * 6) / 5, 12);
    expect(points.within).toBeCloseTo(3 * 1.6 ** 2 + 2 * 2.4 ** 2, 12);
  });
});
