import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";
import { searchGrid } from "../numeric/separable-least-squares-grid.ts";
import { axisValues, type SeparableProblem } from "../numeric/separable-least-squares-problem.ts";
import { projectionOf, solveLinear } from "../numeric/separable-least-squares-projection.ts";
import type { PowerData } from "./power-law-data.ts";

/** Places of the coefficients of the search: ln of the coefficient at the centre of ln x, the exponent, the offset. */
export const COEFFICIENT = 0;
export const EXPONENT = 1;
export const OFFSET = 2;

const PLACES = 24;
const SMALLEST = 0.01;
const LARGEST = 5;

/** The law as a sum of squares of ln y or of y; `offset` is free, or held at a value. */
export function powerProblem(data: PowerData, onLog: boolean, offset: "free" | number): NonlinearProblem {
  const { n, y, logX, weights } = data;
  const target = onLog ? y.map(Math.log) : y;
  const roots = weights?.map(Math.sqrt) ?? null;
  const isFree = offset === "free";
  return {
    rows: n,
    coefficients: isFree ? 3 : 2,
    evaluate(coefficients, residuals, jacobian) {
      const level = isFree ? coefficients[OFFSET]! : offset;
      for (let i = 0; i < n; i++) {
        const root = roots === null ? 1 : roots[i]!;
        const term = Math.exp(coefficients[COEFFICIENT]! + coefficients[EXPONENT]! * logX[i]!);
        const value = level + term;
        if (!(value > 0) || !Number.isFinite(value)) return false;
        residuals[i] = root * (target[i]! - (onLog ? Math.log(value) : value));
        if (jacobian === null) continue;
        const slope = -root / (onLog ? value : 1);
        jacobian[i] = slope * term;
        jacobian[n + i] = slope * term * logX[i]!;
        if (isFree) jacobian[2 * n + i] = slope;
      }
      return true;
    },
  };
}

/** Exponents of either sign; at 0 the term would be one with the offset. */
function exponentAxis(): Float64Array {
  const rising = axisValues(SMALLEST, LARGEST, PLACES, "log");
  return Float64Array.from([...rising.map((each) => -each).reverse(), ...rising]);
}

/**
 * Starts from every local minimum of the law as a separable problem on a grid of exponents; for ln y weighted by 1/y^2,
 * its residuals to first order.
 */
export function powerStarts(data: PowerData, onLog: boolean, withOffset: boolean): Float64Array[] {
  const { n, y, logX, weights } = data;
  const columns = withOffset ? 2 : 1;
  const problem: SeparableProblem = {
    rows: n,
    columns,
    shapes: 1,
    target: y,
    weights: y.map((each, i) => (weights === null ? 1 : weights[i]!) / (onLog ? each * each : 1)),
    lower: new Float64Array(columns),
    fillColumns(shape, into) {
      for (let i = 0; i < n; i++) {
        into[i] = Math.exp(shape[0]! * logX[i]!);
        if (withOffset) into[n + i] = 1;
      }
      return true;
    },
    fillDerivatives(shape, into) {
      into.fill(0);
      for (let i = 0; i < n; i++) into[i] = logX[i]! * Math.exp(shape[0]! * logX[i]!);
      return true;
    },
  };
  const projection = projectionOf(problem);
  const smallest = y.reduce((a, b) => Math.min(a, b));
  return searchGrid(projection, [{ values: exponentAxis() }]).starts.map((shape) => {
    solveLinear(projection, shape);
    const [coefficient = 0, offset = 0] = projection.linear;
    const start = [Math.log(Math.max(1e-3 * smallest, coefficient)), shape[0]!];
    if (withOffset) start.push(Math.max(0, Math.min(offset, 0.999 * smallest)));
    return Float64Array.from(start);
  });
}
