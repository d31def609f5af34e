import {
  boundedShares,
  EXACT_SIGMA,
  expectation,
  type LineMixture,
  type MixtureProblem,
  maximization,
} from "./line-mixture.ts";

/** A mixture and how likely it makes the points. */
export interface MixtureOptimum {
  mixture: LineMixture;
  logLikelihood: number;
  iterations: number;
  converged: boolean;
}

/** How far to take each optimum. */
export interface SearchEffort {
  /** Steps from every start, before the best are told from the rest. */
  first: number;
  /** How many of the best are taken on. */
  kept: number;
  /** Accelerated steps (three of the plain ones each) for those. */
  most: number;
  /** An accelerated step that gains less log-likelihood ends the search. */
  tolerance: number;
}

/** For the test, on the data as on every resample. */
export const TEST_EFFORT: SearchEffort = { first: 12, kept: 2, most: 40, tolerance: 1e-3 };

/** For what is reported. */
export const FULL_EFFORT: SearchEffort = { first: 40, kept: 12, most: 2000, tolerance: 1e-11 };

/**
 * Maximises the likelihood of a mixture of lines by EM (Dempster, Laird and Rubin 1977; for lines De Veaux 1989) from the
 * same starts every time, the best of them accelerated by SQUAREM (Varadhan and Roland 2008, scheme S3).
 *
 * One spread for all lines bounds the likelihood: there is no spike on a single point (Hathaway 1985).
 *
 * @param problem - x and y about 0, with a standard deviation of about 1; `membership` is overwritten.
 * @returns The optima that were taken to the end, the most likely first.
 */
export function searchMixture(problem: MixtureProblem, effort: SearchEffort): MixtureOptimum[] {
  const begun = mixtureStarts(problem).map((start) => {
    let mixture = start;
    let logLikelihood = 0;
    for (let step = 0; step < effort.first; step++) {
      logLikelihood = expectation(problem, mixture);
      mixture = maximization(problem);
    }
    return { mixture, logLikelihood };
  });
  begun.sort((a, b) => b.logLikelihood - a.logLikelihood);
  return begun
    .slice(0, effort.kept)
    .map(({ mixture }) => accelerate(problem, mixture, effort))
    .sort((a, b) => b.logLikelihood - a.logLikelihood);
}

/**
 * Groups to begin with: the points cut at quantiles of y tilted along x, so that groups lie above each other, or cross;
 * and, for two lines of different slopes, the points on which x and y have one sign against the rest.
 */
function mixtureStarts(problem: MixtureProblem): LineMixture[] {
  const { x, y, components, parallel, membership } = problem;
  const n = x.length;
  const starts: LineMixture[] = [];
  const begin = (group: (i: number) => number): void => {
    membership.fill(0);
    for (let i = 0; i < n; i++) membership[i * components + group(i)] = 1;
    starts.push(maximization(problem));
  };
  for (const tilt of parallel ? [0] : [-1, 0, 1]) {
    const tilted = y.map((each, i) => each + tilt * x[i]!);
    const rank = new Uint32Array(n);
    Uint32Array.from(tilted.keys())
      .sort((a, b) => tilted[a]! - tilted[b]! || a - b)
      .forEach((point, place) => {
        rank[point] = place;
      });
    // The share of the points below the first cut, of those left below the second, and so on.
    for (const lean of parallel ? [0.1, 0.25, 0.5, 0.75, 0.9] : [0.2, 0.5, 0.8]) {
      const cuts = Array.from(
        { length: components - 1 },
        (_, k) => n * ((k + 1) / components) ** leanPower(lean, components),
      );
      begin((i) => cuts.filter((cut) => rank[i]! >= cut).length);
    }
  }
  if (components === 2 && !parallel) begin((i) => (x[i]! * y[i]! > 0 ? 1 : 0));
  return starts;
}

/** The power that takes the first of equal cuts, 1 / components, to the share `lean` of two groups, scaled. */
function leanPower(lean: number, components: number): number {
  return Math.log((lean * 2) / components) / Math.log(1 / components);
}

function accelerate(problem: MixtureProblem, start: LineMixture, effort: SearchEffort): MixtureOptimum {
  let mixture = start;
  let logLikelihood = expectation(problem, mixture);
  for (let iterations = 1; iterations <= effort.most; iterations++) {
    const first = maximization(problem);
    expectation(problem, first);
    const second = maximization(problem);
    const leapt = leap(mixture, first, second, problem.leastShare);
    let next = second;
    let reached = expectation(problem, second);
    if (leapt !== null) {
      const ahead = expectation(problem, leapt);
      if (ahead >= reached) {
        next = leapt;
        reached = ahead;
      } else expectation(problem, second);
    }
    const gain = reached - logLikelihood;
    mixture = next;
    logLikelihood = reached;
    if (gain < effort.tolerance || mixture.sigma <= EXACT_SIGMA) {
      return { mixture, logLikelihood, iterations, converged: true };
    }
  }
  return { mixture, logLikelihood, iterations: effort.most, converged: false };
}

/** Extrapolates two EM steps; null where they already agree or the leap leaves the ground. */
function leap(from: LineMixture, first: LineMixture, second: LineMixture, leastShare: number): LineMixture | null {
  const [a, b, c] = [from, first, second].map(packed) as [Float64Array, Float64Array, Float64Array];
  let steps = 0;
  let bends = 0;
  for (let j = 0; j < a.length; j++) {
    steps += (b[j]! - a[j]!) ** 2;
    bends += (c[j]! - 2 * b[j]! + a[j]!) ** 2;
  }
  if (!(bends > 0)) return null;
  const length = Math.max(1, Math.sqrt(steps / bends));
  for (let j = 0; j < a.length; j++) {
    a[j] = a[j]! + 2 * length * (b[j]! - a[j]!) + length * length * (c[j]! - 2 * b[j]! + a[j]!);
  }
  const components = from.shares.length;
  const shares = boundedShares(a.subarray(0, components).map(Math.exp), leastShare);
  const sigma = Math.max(EXACT_SIGMA, Math.exp(a[3 * components]!));
  const leapt = { shares, levels: a.slice(components, 2 * components), slopes: a.slice(2 * components, -1), sigma };
  return a.every(Number.isFinite) ? leapt : null;
}

/** ln shares, levels, slopes, ln sigma. */
function packed({ shares, levels, slopes, sigma }: LineMixture): Float64Array {
  return Float64Array.of(...shares.map(Math.log), ...levels, ...slopes, Math.log(sigma));
}
