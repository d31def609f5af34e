import { type Jumps, weightedCrossing } from "../numeric/weighted-crossing.ts";

/** A line intercept + slope x at a minimum of the check loss. */
export interface QuantileLine {
  intercept: number;
  slope: number;
  /** sum w r (tau - [r < 0]) over the residuals r. */
  checkLoss: number;
  /** False where other lines have the same check loss. */
  unique: boolean;
}

/**
 * Fits the data the solver was made for, with the given weights (at or above 0), starting from a line of any slope.
 * Null where fewer than two different x have weight.
 */
export type QuantileLineSolver = (weights: Float64Array, startSlope: number) => QuantileLine | null;

/** A turn of the line about the datum `pivot`, the slope going up (1) or down (-1). */
interface Turn {
  pivot: number;
  sign: number;
  /** How the check loss changes by unit of slope, at the start of the turn. */
  derivative: number;
}

/** Never reached but by rounding. */
const MAX_TURNS = 10_000;
/** Residuals within this share of what they are the difference of are 0; derivatives within it of sum w |x - pivot|. */
const ROUNDING = 1e-13;

/**
 * Linear quantile regression of y on x (Koenker and Bassett 1978), exact: the descent of Barrodale and Roberts (1973)
 * for a line. The line turns about a datum on it, in the direction in which the check loss falls fastest, up to the
 * datum where the derivative changes sign; when no turn lowers the loss, the line is optimal. All data on the line are
 * tried as pivots, so ties and repeated points end at an optimum too. Where several lines are optimal, `unique` is
 * false and the one reached is given, always the same for the same data and start.
 *
 * Give x centred. The work arrays are made once, so that a bootstrap may call the solver for every resample.
 */
export function quantileLineSolver(x: Float64Array, y: Float64Array, tau: number): QuantileLineSolver {
  const n = x.length;
  const residual = new Float64Array(n);
  const onLine = new Uint32Array(n);
  const jumps: Jumps = { at: new Float64Array(n), size: new Float64Array(n), count: 0 };
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  /** A line of that slope with the tau-quantile of y - slope x as intercept: it goes through (0, intercept). */
  function quantileIntercept(weights: Float64Array, slope: number): number {
    let total = 0;
    jumps.count = 0;
    for (let i = 0; i < n; i++) {
      if (weights[i] === 0) continue;
      jumps.at[jumps.count] = y[i]! - slope * x[i]!;
      jumps.size[jumps.count++] = weights[i]!;
      total += weights[i]!;
    }
    return weightedCrossing(jumps, tau * total);
  }

  /** Takes the residuals of the line through (atX, atY); gives the data on it in order of x. */
  function visit(weights: Float64Array, slope: number, atX: number, atY: number): Uint32Array {
    let count = 0;
    for (let i = 0; i < n; i++) {
      const rise = slope * (x[i]! - atX);
      const r = y[i]! - atY - rise;
      residual[i] = Math.abs(r) <= ROUNDING * (largest + Math.abs(rise)) ? 0 : r;
      if (residual[i] === 0 && weights[i]! > 0) onLine[count++] = i;
    }
    return onLine.subarray(0, count).sort((a, b) => x[a]! - x[b]!);
  }

  /** The steepest turn about a datum on the line. Of w (tau - [r < 0]), the sum off the line is `pull`, with x `lever`. */
  function steepestTurn(weights: Float64Array, ordered: Uint32Array): Turn & { tolerance: number } {
    let pull = 0;
    let lever = 0;
    let mass = 0;
    let spread = 0;
    for (let i = 0; i < n; i++) {
      const w = weights[i]!;
      mass += w;
      spread += w * Math.abs(x[i]!);
      if (residual[i] === 0) continue;
      const score = residual[i]! > 0 ? tau * w : (tau - 1) * w;
      pull += score;
      lever += score * x[i]!;
    }
    let rightMass = 0;
    let right = 0;
    for (const i of ordered) {
      rightMass += weights[i]!;
      right += weights[i]! * (x[i]! - x[ordered[0]!]!);
    }
    let leftMass = 0;
    let left = 0;
    let previous = x[ordered[0]!]!;
    const best = { pivot: ordered[0]!, sign: 1, derivative: Infinity, tolerance: 0 };
    for (const i of ordered) {
      const at = x[i]!;
      right -= rightMass * (at - previous);
      left += leftMass * (at - previous);
      previous = at;
      rightMass -= weights[i]!;
      leftMass += weights[i]!;
      const off = lever - at * pull;
      const up = -off + (1 - tau) * right + tau * left;
      const down = off + tau * right + (1 - tau) * left;
      if (Math.min(up, down) < best.derivative) {
        best.pivot = i;
        best.sign = up <= down ? 1 : -1;
        best.derivative = Math.min(up, down);
        best.tolerance = ROUNDING * (spread + mass * Math.abs(at));
      }
    }
    return best;
  }

  /** How far the slope goes in a turn: to the datum at which the derivative is no longer below 0. Null where none is. */
  function turnLength(weights: Float64Array, turn: Turn): number | null {
    jumps.count = 0;
    for (let i = 0; i < n; i++) {
      const arm = x[i]! - x[turn.pivot]!;
      const length = (turn.sign * residual[i]!) / arm;
      if (weights[i] === 0 || !(length > 0 && length < Infinity)) continue;
      jumps.at[jumps.count] = length;
      jumps.size[jumps.count++] = weights[i]! * Math.abs(arm);
    }
    return jumps.count === 0 ? null : weightedCrossing(jumps, Math.max(0, -turn.derivative));
  }

  function checkLoss(weights: Float64Array): number {
    let loss = 0;
    for (let i = 0; i < n; i++) loss += weights[i]! * residual[i]! * (residual[i]! < 0 ? tau - 1 : tau);
    return loss;
  }

  /** The line through two data on it that are farthest apart. */
  function lineThrough(weights: Float64Array, first: number, last: number, unique: boolean): QuantileLine {
    const slope = (y[last]! - y[first]!) / (x[last]! - x[first]!);
    visit(weights, slope, x[first]!, y[first]!);
    return { intercept: y[first]! - slope * x[first]!, slope, checkLoss: checkLoss(weights), unique };
  }

  return (weights, startSlope) => {
    let slope = startSlope;
    let atX = 0;
    let atY = quantileIntercept(weights, slope);
    let least = Infinity;
    for (let turns = 0; turns < MAX_TURNS; turns++) {
      const ordered = visit(weights, slope, atX, atY);
      const turn = steepestTurn(weights, ordered);
      const first = ordered[0]!;
      const last = ordered[ordered.length - 1]!;
      const isVertex = x[first]! < x[last]!;
      // A turn that no longer lowers the loss was one of rounding: without this the walk could circle.
      const loss = isVertex ? checkLoss(weights) : Infinity;
      if (isVertex && (turn.derivative >= -turn.tolerance || loss >= least)) {
        return lineThrough(weights, first, last, turn.derivative > turn.tolerance);
      }
      least = loss;
      let length = turnLength(weights, turn);
      if (length === null && !isVertex) {
        turn.sign = -turn.sign;
        length = turnLength(weights, turn);
      }
      if (length === null) return null;
      slope += turn.sign * length;
      atX = x[turn.pivot]!;
      atY = y[turn.pivot]!;
    }
    return null;
  };
}
