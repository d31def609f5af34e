import { describe, expect, it } from "vitest";
import { guardedLeastSquares } from "../../src/numeric/nonlinear-least-squares-guarded.ts";

interface Standard {
  name: string;
  rows: number;
  residual: (b: ArrayLike<number>, i: number) => number;
  start: number[];
  /** The least sum of squares, as More, Garbow and Hillstrom print it (ACM TOMS 7, 1981). */
  least: number;
  /** Evaluations of MINPACK's lmder by scipy.optimize.leastsq at tolerances of 1e-13, derivatives not counted. */
  minpack: number;
}

const BARD = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
const ENZYME = [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
const SUBSTRATE = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
const MEYER = [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872];

const rosenbrock: Standard = {
  name: "Rosenbrock",
  rows: 2,
  residual: (b, i) => (i === 0 ? 10 * (b[1]! - b[0]! ** 2) : 1 - b[0]!),
  start: [-1.2, 1],
  least: 0,
  minpack: 22,
};

const brownDennis: Standard = {
  name: "Brown and Dennis",
  rows: 20,
  residual: (b, i) => {
    const t = (i + 1) / 5;
    return (b[0]! + t * b[1]! - Math.exp(t)) ** 2 + (b[2]! + b[3]! * Math.sin(t) - Math.cos(t)) ** 2;
  },
  start: [25, 5, -5, -1],
  least: 85822.2,
  minpack: 377,
};

const problems: Standard[] = [
  rosenbrock,
  { ...rosenbrock, name: "Rosenbrock from afar", start: [-12, 10], minpack: 8 },
  {
    name: "Freudenstein and Roth",
    rows: 2,
    residual: (b, i) =>
      i === 0 ? -13 + b[0]! + ((5 - b[1]!) * b[1]! - 2) * b[1]! : -29 + b[0]! + ((b[1]! + 1) * b[1]! - 14) * b[1]!,
    start: [0.5, -2],
    least: 48.9842,
    minpack: 23,
  },
  {
    name: "Powell, badly scaled",
    rows: 2,
    residual: (b, i) => (i === 0 ? 1e4 * b[0]! * b[1]! - 1 : Math.exp(-b[0]!) + Math.exp(-b[1]!) - 1.0001),
    start: [0, 1],
    least: 0,
    minpack: 19,
  },
  {
    name: "Jennrich and Sampson",
    rows: 10,
    residual: (b, i) => 4 + 2 * i - (Math.exp((i + 1) * b[0]!) + Math.exp((i + 1) * b[1]!)),
    start: [0.3, 0.4],
    least: 124.362,
    minpack: 30,
  },
  {
    name: "Bard",
    rows: 15,
    residual: (b, i) => {
      const [u, v] = [i + 1, 15 - i];
      return BARD[i]! - (b[0]! + u / (v * b[1]! + Math.min(u, v) * b[2]!));
    },
    start: [1, 1, 1],
    least: 8.21487e-3,
    minpack: 10,
  },
  {
    name: "Kowalik and Osborne",
    rows: 11,
    residual: (b, i) => {
      const u = SUBSTRATE[i]!;
      return ENZYME[i]! - (b[0]! * (u * u + u * b[1]!)) / (u * u + u * b[2]! + b[3]!);
    },
    start: [0.25, 0.39, 0.415, 0.39],
    least: 3.07505e-4,
    minpack: 31,
  },
  brownDennis,
  { ...brownDennis, name: "Brown and Dennis from afar", start: [250, 50, -50, -10], minpack: 90 },
  {
    name: "Meyer",
    rows: 16,
    residual: (b, i) => b[0]! * Math.exp(b[1]! / (50 + 5 * i + b[2]!)) - MEYER[i]!,
    start: [0.02, 4000, 250],
    least: 87.9458,
    minpack: 133,
  },
];

describe("the standard problems of MINPACK", () => {
  it.each(problems)("$name: the printed least, in no more than four times its evaluations", (each) => {
    const { rows, residual, start, least, minpack } = each;
    const solved = guardedLeastSquares(
      {
        rows,
        coefficients: start.length,
        derivatives: "differences",
        evaluate(b, residuals) {
          for (let i = 0; i < rows; i++) residuals[i] = residual(b, i);
          return true;
        },
      },
      start,
    );
    if (least === 0) expect(solved.sumOfSquaredResiduals).toBeLessThan(1e-16);
    else expect(Math.abs(solved.sumOfSquaredResiduals / least - 1)).toBeLessThan(1e-5);
    expect(solved.iterations).toBeLessThanOrEqual(4 * minpack);
  });
});
