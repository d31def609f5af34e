import { searchGrid } from "../numeric/separable-least-squares-grid.ts";
import { axisValues, type SeparableProblem } from "../numeric/separable-least-squares-problem.ts";
import { projectionOf, solveLinear } from "../numeric/separable-least-squares-projection.ts";
import type { LossData } from "./loss-law-data.ts";
import type { ResolvedLossLawOptions } from "./loss-law-options.ts";
import { ALPHA, BETA, LOG_A, LOG_B, LOG_E } from "./loss-surface.ts";

/** The exponents that are searched, evenly in their logarithms. */
const PLACES = 14;
const SMALLEST = 0.02;
const LARGEST = 3;
/** How many of the grid's starts are gone down from, the lowest first. */
const MOST = 12;
/** Exponents from which other objectives are searched besides, in pairs. */
const SCOUTED = [0.07, 0.15, 0.3, 0.5, 0.9];
/** The share of the smallest loss that a term starts from whose best size is zero: in logarithms it needs one. */
const FAINT = 1e-3;

/**
 * The law as a separable problem, in the points' own coordinates: linear in A, B and E once alpha and beta are fixed.
 * For a fit of ln L the points are weighted by 1/L^2, which makes their residuals those of ln L to first order.
 */
function separableLaw(data: LossData, onLog: boolean, irreducible: boolean): SeparableProblem {
  const { loss, weights, n } = data;
  const { x, y } = data.points;
  const columns = irreducible ? 3 : 2;
  return {
    rows: n,
    columns,
    shapes: 2,
    target: loss,
    weights: loss.map((each, i) => (weights === null ? 1 : weights[i]!) / (onLog ? each * each : 1)),
    lower: new Float64Array(columns),
    fillColumns(shape, into) {
      for (let i = 0; i < n; i++) {
        into[i] = Math.exp(-shape[0]! * x[i]!);
        into[n + i] = Math.exp(-shape[1]! * y[i]!);
        if (irreducible) into[2 * n + i] = 1;
      }
      return true;
    },
    fillDerivatives(shape, into) {
      into.fill(0);
      const second = columns * n;
      for (let i = 0; i < n; i++) {
        into[i] = -x[i]! * Math.exp(-shape[0]! * x[i]!);
        into[second + n + i] = -y[i]! * Math.exp(-shape[1]! * y[i]!);
      }
      return true;
    },
  };
}

/** A, B and E of a start in logarithms; a term whose best size is zero needs some size there. */
function startAt(shape: ArrayLike<number>, linear: ArrayLike<number>, faint: number): Float64Array {
  const start = new Float64Array(2 + linear.length);
  start[ALPHA] = shape[0]!;
  start[BETA] = shape[1]!;
  start[LOG_A] = Math.log(Math.max(faint, linear[0]!));
  start[LOG_B] = Math.log(Math.max(faint, linear[1]!));
  if (linear.length > 2) start[LOG_E] = Math.log(Math.max(faint, linear[2]!));
  return start;
}

/** Where a search starts from: the valleys of least squares, and for other objectives places all over the range. */
export interface LossStarts {
  valleys: Float64Array[];
  scouts: Float64Array[];
}

/**
 * Starts for a fit of a loss law: the local minima of its separable least squares on a grid over alpha and beta, A, B
 * and E solved for exactly at every place, the lowest first; the basin that was asked for; and a few places besides,
 * since an objective that heeds outliers less may have an optimum where squares have none.
 */
export function lossLawStarts(data: LossData, options: ResolvedLossLawOptions): LossStarts {
  const projection = projectionOf(separableLaw(data, options.on === "log", options.irreducible === "fitted"));
  const axis = { values: axisValues(SMALLEST, LARGEST, PLACES, "log") };
  const faint = FAINT * data.support.loss.lower;
  const startOf = (shape: Float64Array): Float64Array => {
    solveLinear(projection, shape);
    return startAt(shape, projection.linear, faint);
  };
  const shapes = searchGrid(projection, [axis, axis]).starts.slice(0, MOST);
  const { basin } = options;
  if (basin !== null) shapes.push(Float64Array.of(basin.alpha, basin.beta));
  const scouted = SCOUTED.flatMap((alpha) => SCOUTED.map((beta) => Float64Array.of(alpha, beta)));
  return {
    valleys: shapes.map(startOf),
    scouts: options.objective === "least-squares" ? [] : scouted.map(startOf),
  };
}
