import { fQuantile } from "../numeric/distributions.ts";

/** The fit with the coordinate held. */
export interface ProfilePoint {
  /** The least sum of squares; NaN or Infinity where there is no fit. */
  sumOfSquaredResiduals: number;
  /** What a fit at a value nearby can start from, as a rule all other coefficients; empty if it needs nothing. */
  others: readonly number[];
}

export interface ProfileProblem {
  /** @param near - The `others` of the nearest value that was within the threshold. */
  fitAt: (value: number, near: readonly number[]) => ProfilePoint;
  /** The coordinate at the least sum of squares, and the others there. */
  estimate: number;
  others: readonly number[];
  sumOfSquaredResiduals: number;
  /** n - p > 0. */
  degreesOfFreedom: number;
  level: number;
  /** A first step of the size of a standard error. */
  step: number;
  /** Where the search ends; infinite or absent where the coordinate may be any number. */
  lower?: number;
  upper?: number;
}

export interface ProfileInterval {
  /** Null where the interval reaches the end of the search. */
  lower: number | null;
  upper: number | null;
  /** SSEmin (1 + F(1, n-p; level) / (n-p)). */
  threshold: number;
  /** The values within the threshold are several pieces, as far as was seen; the interval is their hull. */
  disjoint: boolean;
  /** A value whose sum of squares was below the least one given, with it: the fit was not at its optimum. */
  better: { value: number; sumOfSquaredResiduals: number } | null;
  evaluations: number;
}

/** Doublings of the step without an end in sight after which the interval is unbounded: a million million steps. */
const MAX_DOUBLINGS = 40;
/** Doublings past the last crossing in which another piece is looked for. */
const LOOKAHEAD = 4;
const MAX_ROOT_STEPS = 60;
/** A bound is found to this share of the width between estimate and bound. */
const ROOT_TOLERANCE = 1e-9;

/** An outer height beyond this many inner ones tells nothing of where the crossing is: the bracket is halved. */
const FAR = 1000;

interface Side {
  bound: number | null;
  disjoint: boolean;
}

/** The crossing between an inner place (height <= 0) and an outer one (height > 0), by the Illinois rule. */
function crossing(
  height: (value: number) => number,
  inner: number,
  innerHeight: number,
  outer: number,
  outerHeight: number,
  width: number,
): number {
  let [a, heightA, b, heightB] = [inner, innerHeight, outer, outerHeight];
  let moved = 0;
  for (let round = 0; round < MAX_ROOT_STEPS; round++) {
    if (Math.abs(b - a) <= ROOT_TOLERANCE * width) break;
    // Far out, where a height may be infinite or grow like e^v, chords would creep.
    const share = heightB < -FAR * innerHeight ? heightA / (heightA - heightB) : 0.5;
    let middle = a + share * (b - a);
    if (middle === a || middle === b) middle = a + 0.5 * (b - a);
    if (middle === a || middle === b) break;
    const found = height(middle);
    // The height is nearly straight in the value, so that this is as near.
    if (Math.abs(found) <= ROOT_TOLERANCE * Math.abs(innerHeight)) return middle;
    // An end that stays a second time counts half: else the other would creep up on the crossing from its side alone.
    if (found > 0) {
      b = middle;
      heightB = found;
      if (moved > 0) heightA /= 2;
      moved = 1;
    } else {
      a = middle;
      heightA = found;
      if (moved < 0) heightB /= 2;
      moved = -1;
    }
  }
  return a + 0.5 * (b - a);
}

/** Walks outward in doubling steps: past the first crossing a little further, for another piece. */
function searchSide(height: (value: number) => number, from: number, step: number, end: number): Side {
  const direction = Math.sign(step);
  let inner = from;
  let innerHeight = height(from);
  let bound: number | null = null;
  let pieces = 0;
  let outside = 0;
  for (let k = 0; k < MAX_DOUBLINGS; k++) {
    const reached = from + step * 2 ** k;
    const isLast = direction * (reached - end) >= 0;
    const value = isLast ? end : reached;
    if (!Number.isFinite(value)) break;
    const found = height(value);
    if (found > 0) {
      if (innerHeight <= 0) {
        bound = crossing(height, inner, innerHeight, value, found, Math.abs(value - from));
        pieces += 1;
        outside = 0;
      }
      outside += 1;
      if (outside > LOOKAHEAD) break;
    }
    inner = value;
    innerHeight = found;
    if (isLast) break;
  }
  const isOpen = innerHeight <= 0;
  return { bound: isOpen ? null : bound, disjoint: pieces + (isOpen ? 1 : 0) > 1 };
}

/**
 * The profile-likelihood interval of one coordinate of a least-squares fit, a coefficient or any function of them:
 * { v : SSE(v) <= SSEmin (1 + F(1, n-p; level) / (n-p)) } (Bates and Watts 1988, section 6.1.2; exact for a linear
 * coordinate). Bounds are found by doubling steps and the Illinois rule on the signed root of the excess, which is
 * straight for a linear coordinate. Pieces narrower than the steps between them can be missed.
 */
export function profileInterval(problem: ProfileProblem): ProfileInterval {
  const { fitAt, estimate, sumOfSquaredResiduals: least, degreesOfFreedom, level, step } = problem;
  const quantile = fQuantile(level, 1, degreesOfFreedom);
  const threshold = least * (1 + quantile / degreesOfFreedom);
  const rim = Math.sqrt(threshold - least);
  let better: ProfileInterval["better"] = null;
  let evaluations = 0;
  const inside = [{ value: estimate, others: problem.others }];
  const height = (value: number): number => {
    if (value === estimate) return -rim;
    evaluations += 1;
    const near = inside.reduce((a, b) => (Math.abs(b.value - value) < Math.abs(a.value - value) ? b : a));
    const { sumOfSquaredResiduals: square, others } = fitAt(value, near.others);
    if (!Number.isFinite(square)) return Number.POSITIVE_INFINITY;
    if (square <= threshold) inside.push({ value, others });
    if (square < (better?.sumOfSquaredResiduals ?? least * (1 - 1e-9))) {
      better = { value, sumOfSquaredResiduals: square };
    }
    return Math.sqrt(Math.max(0, square - least)) - rim;
  };
  const below = searchSide(height, estimate, -step, problem.lower ?? Number.NEGATIVE_INFINITY);
  const above = searchSide(height, estimate, step, problem.upper ?? Number.POSITIVE_INFINITY);
  return {
    lower: below.bound,
    upper: above.bound,
    threshold,
    disjoint: below.disjoint || above.disjoint,
    better,
    evaluations,
  };
}
