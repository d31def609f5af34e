import { choleskyInPlace, choleskySolve } from "../numeric/cholesky.ts";
import { addCrossProducts } from "../numeric/cross-products.ts";
import { boundedShares, EXACT_SIGMA, type LineMixture, type MixtureProblem } from "./line-mixture.ts";

/**
 * How the log-likelihood rises and bends at a mixture. Coordinates: ln shares (their sum is scaled away; those at the
 * least are held), levels / sigma, slopes / sigma (one if parallel), ln sigma. Of matrices the lower triangle, row by row.
 */
export interface MixtureInformation {
  gradient: Float64Array;
  /** Minus the second derivatives; for scaling all shares, which changes nothing, what `complete` has. */
  observed: Float64Array;
  /** The same if it were seen to which line each point belongs, or of its size: positive definite. */
  complete: Float64Array;
}

/** Points whose scores are multiplied together: few enough that they stay at hand. */
const AT_A_TIME = 64;

/**
 * The observed information is what is expected of the complete one given the points, less the variance of the complete
 * score given the points (Louis 1982).
 *
 * @param problem - `membership` is that of `mixture`, as `expectation` leaves it.
 */
export function mixtureInformation(problem: MixtureProblem, mixture: LineMixture): MixtureInformation {
  const { components, parallel, leastShare } = problem;
  const slopeAt = Array.from({ length: components }, (_, k) => 2 * components + (parallel ? 0 : k));
  const last = slopeAt[components - 1]! + 1;
  const size = last + 1;
  const complete = new Float64Array(size * size);
  const observed = new Float64Array(size * size);
  const parts = freeParts(mixture.shares, leastShare);
  let freeCount = 0;
  for (let k = 0; k < components; k++) {
    const [level, slope] = [components + k, slopeAt[k]!];
    const sums = powerSums(problem, mixture, k);
    const [count, countX, countXX, pull, pullX, square, squareX, squareXX, cube, cubeX, fourth] = sums;
    complete[level * size + level] = count;
    complete[slope * size + level] = countX;
    // A line whose points have one x has no slope: it is not to stand in the way of the rest.
    complete[slope * size + slope]! += countXX + 1e-6 * count;
    observed[level * size + level] = count - square;
    observed[slope * size + level] = countX - squareX;
    observed[slope * size + slope]! += countXX - squareXX;
    observed[last * size + level] = 3 * pull - cube;
    observed[last * size + slope]! += 3 * pullX - cubeX;
    observed[last * size + last]! += 4 * square - fourth - count;
    if (parts[k] === 0) continue;
    freeCount += count;
    for (let j = 0; j < components; j++) {
      const rise = logShareRise(parts, j, k);
      observed[level * size + j]! -= rise * pull;
      observed[slope * size + j]! -= rise * pullX;
      observed[last * size + j]! -= rise * (square - count);
      for (let l = 0; l <= j; l++) observed[j * size + l]! -= rise * logShareRise(parts, l, k) * count;
    }
  }
  for (let j = 0; j < components; j++) {
    complete[j * size + j] = parts[j] === 0 ? 1 : freeCount * parts[j]!;
    observed[j * size + j]! += complete[j * size + j]!;
  }
  complete[last * size + last] = 2 * problem.x.length;
  return { gradient: addScores(problem, mixture, parts, slopeAt, observed), observed, complete };
}

/** Of the free shares together, what each is; 0 for those held at the least. */
function freeParts(shares: Float64Array, leastShare: number): Float64Array {
  const free = shares.map((share) => (share > leastShare * (1 + 1e-9) ? share : 0));
  const total = free.reduce((sum, share) => sum + share, 0);
  return free.map((share) => share / Math.max(total, Number.MIN_VALUE));
}

/** The derivative of ln share_k, which is free, by coordinate j. */
function logShareRise(parts: Float64Array, j: number, k: number): number {
  return (j === k ? 1 : 0) - parts[j]!;
}

type PowerSums = [number, number, number, number, number, number, number, number, number, number, number];

/** Sums over the points of line k: of 1, x, x^2; u, u x; u^2, u^2 x, u^2 x^2; u^3, u^3 x; u^4, u the distance / sigma. */
function powerSums({ x, y, membership, components }: MixtureProblem, mixture: LineMixture, k: number): PowerSums {
  const [level, slope, sigma] = [mixture.levels[k]!, mixture.slopes[k]!, mixture.sigma];
  let [count, countX, countXX, pull, pullX] = [0, 0, 0, 0, 0];
  let [square, squareX, squareXX, cube, cubeX, fourth] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const at = x[i]!;
    const distance = (y[i]! - level - slope * at) / sigma;
    const zeroth = membership[i * components + k]!;
    const first = zeroth * distance;
    const second = first * distance;
    const third = second * distance;
    count += zeroth;
    countX += zeroth * at;
    countXX += zeroth * at * at;
    pull += first;
    pullX += first * at;
    square += second;
    squareX += second * at;
    squareXX += second * at * at;
    cube += third;
    cubeX += third * at;
    fourth += third * distance;
  }
  return [count, countX, countXX, pull, pullX, square, squareX, squareXX, cube, cubeX, fourth];
}

/** Returns the sum of the scores of the points, and adds their products to `products`. */
function addScores(
  { x, y, components, membership }: MixtureProblem,
  { levels, slopes, sigma }: LineMixture,
  parts: Float64Array,
  slopeAt: readonly number[],
  products: Float64Array,
): Float64Array {
  const last = slopeAt[components - 1]! + 1;
  const size = last + 1;
  const total = new Float64Array(size);
  // Score j of the points at j x AT_A_TIME and after.
  const scores = new Float64Array((size + 1) * AT_A_TIME);
  for (let first = 0; first < x.length; first += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, x.length - first);
    scores.fill(0);
    for (let point = 0; point < count; point++) {
      const i = first + point;
      let toFree = 0;
      let square = -1;
      for (let k = 0; k < components; k++) {
        const weight = membership[i * components + k]!;
        const distance = (y[i]! - levels[k]! - slopes[k]! * x[i]!) / sigma;
        if (parts[k]! > 0) {
          scores[k * AT_A_TIME + point] = weight;
          toFree += weight;
        }
        scores[(components + k) * AT_A_TIME + point] = weight * distance;
        scores[slopeAt[k]! * AT_A_TIME + point]! += weight * distance * x[i]!;
        square += weight * distance * distance;
      }
      for (let k = 0; k < components; k++) scores[k * AT_A_TIME + point]! -= parts[k]! * toFree;
      scores[last * AT_A_TIME + point] = square;
    }
    for (let j = 0; j < size; j++) {
      for (let at = j * AT_A_TIME; at < j * AT_A_TIME + count; at++) total[j] = total[j]! + scores[at]!;
    }
    addCrossProducts(scores, AT_A_TIME, size, products);
  }
  return total;
}

/** A mixture to go to, and the log-likelihood it gains if the curvature does not change on the way. */
export interface NewtonStep {
  mixture: LineMixture;
  promised: number;
}

/**
 * Newton's step, with `damping` times the complete information added to the observed (Levenberg 1944); null where the sum
 * is not positive definite.
 */
export function newtonStep(
  { shares, levels, slopes, sigma }: LineMixture,
  { gradient, observed, complete }: MixtureInformation,
  damping: number,
  leastShare: number,
): NewtonStep | null {
  const size = gradient.length;
  const components = shares.length;
  const factor = observed.map((each, at) => each + damping * complete[at]!);
  if (!choleskyInPlace(factor, size)) return null;
  const step = gradient.slice();
  choleskySolve(factor, size, step);
  if (!step.every((each) => Math.abs(each) < 100)) return null;
  const slopeStep = size < 3 * components + 1 ? 0 : 1;
  return {
    // The mean of the steps in free ln shares, weighted by the shares, is 0: their sum does not fall, and those held do
    // not grow when all are scaled to 1.
    mixture: {
      shares: boundedShares(
        shares.map((each, k) => each * Math.exp(step[k]!)),
        leastShare,
      ),
      levels: levels.map((each, k) => each + sigma * step[components + k]!),
      slopes: slopes.map((each, k) => each + sigma * step[2 * components + slopeStep * k]!),
      sigma: Math.max(EXACT_SIGMA, sigma * Math.exp(step[size - 1]!)),
    },
    promised: gradient.reduce((sum, each, j) => sum + each * step[j]!, 0) / 2,
  };
}
