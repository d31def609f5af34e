import { choleskyInPlace, choleskySolve } from "../numeric/cholesky.ts";
import { boundedShares, EXACT_SIGMA, type LineMixture, type MixtureProblem } from "./line-mixture.ts";

/**
 * The slope and the curvature of the log-likelihood of a mixture, in the coordinates: log-odds of the open shares against
 * the base, levels / sigma, slopes / sigma (one if parallel), ln sigma. Matrices are row by row, lower triangle.
 */
export interface MixtureInformation {
  /** Shares above the least; the first, the base, is what the others leave. */
  free: number[];
  gradient: Float64Array;
  /** Minus the matrix of second derivatives. */
  observed: Float64Array;
  /** What `observed` would be if it were seen to which line each point belongs. */
  complete: Float64Array;
}

/**
 * Observed information by Louis (1982): complete information, less the variance of the complete score given the point.
 *
 * @param problem - `membership` belongs to `mixture`, as `expectation` leaves it.
 */
export function mixtureInformation(problem: MixtureProblem, mixture: LineMixture): MixtureInformation {
  const { x, y, components, parallel, leastShare, membership } = problem;
  const { shares, levels, slopes, sigma } = mixture;
  const n = x.length;
  const free = Array.from(shares.keys()).filter((k) => shares[k]! > leastShare * (1 + 1e-9));
  const odds = Math.max(0, free.length - 1);
  const slopeAt = odds + components;
  const slopeStep = parallel ? 0 : 1;
  const last = slopeAt + (parallel ? 0 : components - 1) + 1;
  const size = last + 1;
  // Of the free shares together, what each is.
  const parts = boundedShares(
    Float64Array.from(free, (k) => shares[k]!),
    0,
  );
  const gradient = new Float64Array(size);
  const observed = new Float64Array(size * size);
  const complete = new Float64Array(size * size);
  const counts = new Float64Array(components);
  const score = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    const xi = x[i]!;
    let toFree = 0;
    for (let j = 0; j < free.length; j++) toFree += membership[i * components + free[j]!]!;
    for (let j = 0; j < odds; j++) score[j] = membership[i * components + free[j + 1]!]! - parts[j + 1]! * toFree;
    for (let j = slopeAt; j < last; j++) score[j] = 0;
    score[last] = -1;
    for (let k = 0; k < components; k++) {
      const weight = membership[i * components + k]!;
      const distance = (y[i]! - levels[k]! - slopes[k]! * xi) / sigma;
      const square = distance * distance;
      const pull = weight * distance;
      const row = (odds + k) * size;
      const slope = slopeAt + slopeStep * k;
      counts[k]! += weight;
      score[odds + k] = pull;
      score[slope]! += pull * xi;
      score[last]! += pull * distance;
      complete[row + odds + k]! += weight;
      complete[slope * size + odds + k]! += weight * xi;
      complete[slope * size + slope]! += weight * xi * xi;
      const bend = weight * square;
      observed[row + odds + k]! -= bend;
      observed[slope * size + odds + k]! -= bend * xi;
      observed[slope * size + slope]! -= bend * xi * xi;
      const cross = pull * (3 - square);
      observed[last * size + odds + k]! += cross;
      observed[last * size + slope]! += cross * xi;
      observed[last * size + last]! += weight * (2 * square - (square - 1) * (square - 1));
      for (let j = 0; j < odds; j++) {
        const own = free.includes(k) ? weight * ((free[j + 1] === k ? 1 : 0) - parts[j + 1]!) : 0;
        if (own === 0) continue;
        observed[row + j]! -= own * distance;
        observed[slope * size + j]! -= own * distance * xi;
        observed[last * size + j]! -= own * (square - 1);
        for (let l = 0; l <= j; l++) observed[j * size + l]! -= own * ((free[l + 1] === k ? 1 : 0) - parts[l + 1]!);
      }
    }
    for (let a = 0; a < size; a++) {
      const own = score[a]!;
      gradient[a]! += own;
      for (let b = 0; b <= a; b++) observed[a * size + b]! += own * score[b]!;
    }
  }
  const toFree = free.reduce((total, k) => total + counts[k]!, 0);
  for (let j = 0; j < odds; j++) {
    for (let l = 0; l <= j; l++) {
      complete[j * size + l] = toFree * ((j === l ? parts[j + 1]! : 0) - parts[j + 1]! * parts[l + 1]!);
    }
  }
  for (let at = 0; at < size * size; at++) observed[at]! += complete[at]!;
  complete[last * size + last] = 2 * n;
  return { free, gradient, observed, complete };
}

/** A step of {@link newtonStep} and the log-likelihood it gains if the curvature stays. */
export interface NewtonStep {
  mixture: LineMixture;
  promised: number;
}

/**
 * The maximum of the parabola through the slope and curvature at a mixture, of which `damping` times the complete
 * information is taken away (Levenberg 1944); null where that has no maximum.
 */
export function newtonStep(
  mixture: LineMixture,
  { free, gradient, observed, complete }: MixtureInformation,
  damping: number,
  leastShare: number,
): NewtonStep | null {
  const size = gradient.length;
  const factor = observed.map((each, at) => each + damping * complete[at]!);
  if (!choleskyInPlace(factor, size)) return null;
  const step = gradient.slice();
  choleskySolve(factor, size, step);
  if (!step.every(Number.isFinite)) return null;
  const components = mixture.shares.length;
  const odds = Math.max(0, free.length - 1);
  const slopeStep = size === odds + components + 2 ? 0 : 1;
  const weights = Float64Array.from(free, (k, j) => mixture.shares[k]! * Math.exp(j === 0 ? 0 : step[j - 1]!));
  const total = weights.reduce((sum, each) => sum + each, 0);
  const room = 1 - (components - free.length) * leastShare;
  const shares = mixture.shares.slice();
  free.forEach((k, j) => {
    shares[k] = (weights[j]! / total) * room;
  });
  return {
    mixture: {
      shares: boundedShares(shares, leastShare),
      levels: mixture.levels.map((each, k) => each + mixture.sigma * step[odds + k]!),
      slopes: mixture.slopes.map((each, k) => each + mixture.sigma * step[odds + components + slopeStep * k]!),
      sigma: Math.max(EXACT_SIGMA, mixture.sigma * Math.exp(step[size - 1]!)),
    },
    promised: gradient.reduce((sum, each, j) => sum + each * step[j]!, 0) / 2,
  };
}
