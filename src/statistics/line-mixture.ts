/** Lines living side by side: each point belongs to one of them, which is not seen. Points scatter alike about each. */
export interface LineMixture {
  shares: Float64Array;
  levels: Float64Array;
  slopes: Float64Array;
  /** The common standard deviation about the lines. */
  sigma: number;
}

/** What does not change while a mixture is fitted. */
export interface MixtureProblem {
  x: Float64Array;
  y: Float64Array;
  components: number;
  /** Whether all lines have one slope. */
  parallel: boolean;
  /** No share is below this. */
  leastShare: number;
  /** n x components: the probability that point i belongs to component k, at i x components + k. */
  membership: Float64Array;
}

/** Where the logarithms of two densities differ by more, the smaller adds nothing to their sum. */
const NOTHING = 40;

/** Below this common standard deviation the points lie on the lines; the unit is that of y, which should be about 1. */
export const EXACT_SIGMA = 1e-9;

/**
 * Fills `membership` with the probabilities that each point belongs to each line, and returns the log-likelihood,
 * sum over i of ln sum over k of share_k Normal(y_i; level_k + slope_k x_i, sigma).
 */
export function expectation({ x, y, membership, components }: MixtureProblem, mixture: LineMixture): number {
  const { shares, levels, slopes, sigma } = mixture;
  const n = x.length;
  const logShares = shares.map(Math.log);
  let logLikelihood = -n * (Math.log(sigma) + Math.log(2 * Math.PI) / 2);
  // The logarithm of a product, taken before it overflows, costs a hundredth of the logarithms of its factors.
  let product = 1;
  for (let i = 0; i < n; i++) {
    const at = i * components;
    const xi = x[i]!;
    const yi = y[i]!;
    let likeliest = 0;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < components; k++) {
      const distance = (yi - levels[k]! - slopes[k]! * xi) / sigma;
      const logDensity = logShares[k]! - (distance * distance) / 2;
      membership[at + k] = logDensity;
      if (logDensity > largest) {
        likeliest = k;
        largest = logDensity;
      }
    }
    let total = 1;
    for (let k = 0; k < components; k++) {
      if (k === likeliest) continue;
      const below = largest - membership[at + k]!;
      const relative = below > NOTHING ? 0 : Math.exp(-below);
      membership[at + k] = relative;
      total += relative;
    }
    membership[at + likeliest] = 1;
    for (let k = 0; k < components; k++) membership[at + k]! /= total;
    logLikelihood += largest;
    product *= total;
    if (product > 1e200) {
      logLikelihood += Math.log(product);
      product = 1;
    }
  }
  return logLikelihood + Math.log(product);
}

/** The lines, shares and spread that `membership` gives: least squares weighted by the probabilities, one spread. */
export function maximization(problem: MixtureProblem): LineMixture {
  const { x, y, membership, components, parallel } = problem;
  const n = x.length;
  const counts = new Float64Array(components);
  const levels = new Float64Array(components);
  const slopes = new Float64Array(components);
  const meansX = new Float64Array(components);
  const xx = new Float64Array(components);
  const xy = new Float64Array(components);
  for (let k = 0; k < components; k++) {
    let count = 0;
    let sumX = 0;
    let sumY = 0;
    for (let i = 0; i < n; i++) {
      const weight = membership[i * components + k]!;
      count += weight;
      sumX += weight * x[i]!;
      sumY += weight * y[i]!;
    }
    counts[k] = count;
    const meanX = sumX / Math.max(count, Number.MIN_VALUE);
    const meanY = sumY / Math.max(count, Number.MIN_VALUE);
    let squares = 0;
    let products = 0;
    for (let i = 0; i < n; i++) {
      const dx = x[i]! - meanX;
      const weighted = membership[i * components + k]! * dx;
      squares += weighted * dx;
      products += weighted * (y[i]! - meanY);
    }
    meansX[k] = meanX;
    levels[k] = meanY;
    xx[k] = squares;
    xy[k] = products;
  }
  fillSlopes(slopes, xx, xy, parallel);
  let squares = 0;
  for (let k = 0; k < components; k++) {
    const slope = slopes[k]!;
    const level = levels[k]! - slope * meansX[k]!;
    levels[k] = level;
    for (let i = 0; i < n; i++) {
      const distance = y[i]! - level - slope * x[i]!;
      squares += membership[i * components + k]! * distance * distance;
    }
  }
  const sigma = Math.max(EXACT_SIGMA, Math.sqrt(squares / n));
  return { shares: boundedShares(counts, problem.leastShare), levels, slopes, sigma };
}

/** A component without spread in x has no slope of its own: it is level. */
function fillSlopes(slopes: Float64Array, xx: Float64Array, xy: Float64Array, parallel: boolean): void {
  const components = slopes.length;
  if (parallel) {
    let allX = 0;
    let allY = 0;
    for (let k = 0; k < components; k++) {
      allX += xx[k]!;
      allY += xy[k]!;
    }
    slopes.fill(allX > 0 ? allY / allX : 0);
    return;
  }
  for (let k = 0; k < components; k++) slopes[k] = xx[k]! > 1e-10 ? xy[k]! / xx[k]! : 0;
}

/** The shares that maximise sum counts ln share with none below the least: those below are lifted, the rest scaled. */
export function boundedShares(counts: Float64Array, least: number): Float64Array {
  const shares = counts.slice();
  const held = new Array<boolean>(shares.length).fill(false);
  for (let round = 0; round < shares.length; round++) {
    let free = 0;
    let count = 0;
    for (let k = 0; k < shares.length; k++) {
      if (held[k] === true) count++;
      else free += counts[k]!;
    }
    let lifted = false;
    for (let k = 0; k < shares.length; k++) {
      if (held[k] !== true) shares[k] = free > 0 ? (counts[k]! / free) * (1 - count * least) : 1 / shares.length;
      if (held[k] !== true && shares[k]! < least) {
        held[k] = true;
        lifted = true;
      }
      if (held[k] === true) shares[k] = least;
    }
    if (!lifted) break;
  }
  return shares;
}

/** Whether two mixtures have the same lines, in whatever order, to this share of their scatter. */
export function sameLines(a: LineMixture, b: LineMixture, share: number): boolean {
  const near = (j: number, k: number): boolean =>
    Math.abs(a.levels[j]! - b.levels[k]!) + Math.abs(a.slopes[j]! - b.slopes[k]!) < share * b.sigma;
  return Array.from(a.levels.keys()).every((j) => Array.from(b.levels.keys()).some((k) => near(j, k)));
}
