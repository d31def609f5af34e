import {
  EXACT_SIGMA,
  expectation,
  type LineMixture,
  type MixtureProblem,
  maximization,
  sameLines,
} from "./line-mixture.ts";
import { mixtureInformation, type NewtonStep, newtonStep } from "./line-mixture-newton.ts";

/** A mixture and how likely it makes the points. */
export interface MixtureOptimum {
  mixture: LineMixture;
  logLikelihood: number;
  iterations: number;
  converged: boolean;
}

/** More lines among more points than these get fewer starts and steps. */
const FEW_LINES = 4;
const FEW_POINTS = 500;

/** How far to take each optimum. */
export interface SearchEffort {
  /** Steps from every start, before the best are told from the rest. */
  first: number;
  /** How many of the best are taken on. */
  kept: number;
  /** Steps for those, each of EM and of Newton's method. */
  most: number;
  /** A step that gains less log-likelihood, and promises no more, ends the search. */
  tolerance: number;
  /** How fast starts and steps fall with more than a few lines: the power of the share that is left. */
  thrift: number;
}

/** Of the damping of Newton's steps. */
const LEAST_DAMPING = 1e-9;
const MOST_DAMPING = 1e3;

/** Mixtures whose log-likelihoods, and lines in units of the scatter, differ by less lead to one optimum. */
const SAME = 0.01;

/** For the test, on the data as on every resample. */
export const TEST_EFFORT: SearchEffort = { first: 8, kept: 2, most: 20, tolerance: 1e-3, thrift: 2 };

/** For what is reported. */
export const FULL_EFFORT: SearchEffort = { first: 40, kept: 12, most: 500, tolerance: 1e-10, thrift: 1 };

/**
 * Maximises the likelihood of a mixture of lines by EM (Dempster, Laird and Rubin 1977; for lines De Veaux 1989) from the
 * same starts every time, the best of them with Newton's method, since EM crawls along ridges: there each gain may be a
 * thousandth of what is left.
 *
 * One spread for all lines bounds the likelihood: there is no spike on a single point (Hathaway 1985).
 *
 * @param problem - x and y about 0, with a standard deviation of about 1; `membership` is overwritten.
 * @returns The optima that were taken to the end, the most likely first.
 */
export function searchMixture(problem: MixtureProblem, effort: SearchEffort): MixtureOptimum[] {
  const { first, kept, most } = boundedEffort(effort, problem);
  const begun = mixtureStarts(problem).map((start) => {
    let mixture = start;
    let logLikelihood = 0;
    for (let step = 0; step < first; step++) {
      logLikelihood = expectation(problem, mixture);
      mixture = maximization(problem);
    }
    return { mixture, logLikelihood };
  });
  begun.sort((a, b) => b.logLikelihood - a.logLikelihood);
  const optima: MixtureOptimum[] = [];
  for (const { mixture } of begun.slice(0, kept)) {
    const optimum = climb(problem, mixture, { ...effort, most }, optima);
    if (optimum !== null) optima.push(optimum);
  }
  return optima.sort((a, b) => b.logLikelihood - a.logLikelihood);
}

/** The effort that many points and more than a few lines leave time for. */
function boundedEffort(effort: SearchEffort, { components, x }: MixtureProblem): SearchEffort {
  const share = Math.min(1, Math.max(FEW_LINES / components, FEW_POINTS / x.length)) ** effort.thrift;
  const { first, kept, most } = effort;
  return {
    ...effort,
    first: Math.ceil(first * share),
    kept: Math.ceil(kept * share),
    most: Math.ceil(most * share),
  };
}

/**
 * Groups to begin with: the points cut at quantiles of y tilted along x, so that groups lie above each other, or cross;
 * for two lines of different slopes, the points on which x and y have one sign against the rest; for more than two, small
 * groups far out.
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
    const cutAt = (cuts: readonly number[]): void => begin((i) => cuts.filter((cut) => rank[i]! >= n * cut).length);
    const equal = Array.from({ length: components - 1 }, (_, k) => (k + 1) / components);
    // The share of the points below the first cut, of those left below the second, and so on.
    for (const lean of parallel ? [0.1, 0.25, 0.5, 0.75, 0.9] : [0.2, 0.5, 0.8]) {
      cutAt(equal.map((cut) => cut ** leanPower(lean, components)));
    }
    if (tilt !== 0 || components === 2) continue;
    // Outer lines for what lies far out on either side: a fraction of an equal share, or one point.
    const outer = [0.25 / components, 1 / n];
    for (const below of outer) {
      for (const above of outer) cutAt(equal.map((_, k) => below + ((1 - above - below) * k) / (components - 2)));
    }
  }
  if (components === 2 && !parallel) begin((i) => (x[i]! * y[i]! > 0 ? 1 : 0));
  return starts;
}

/** The power that takes the first of equal cuts, 1 / components, to the share `lean` of two groups, scaled. */
function leanPower(lean: number, components: number): number {
  return Math.log((lean * 2) / components) / Math.log(1 / components);
}

/**
 * EM steps, each with a step of Newton's method from where it leads. EM holds shares at the least, and lets them go;
 * Newton makes the pace. The search is over when both gain, and promise, next to nothing; null when it comes to an optimum
 * that was found before.
 */
function climb(
  problem: MixtureProblem,
  start: LineMixture,
  effort: SearchEffort,
  found: readonly MixtureOptimum[],
): MixtureOptimum | null {
  let mixture = start;
  let logLikelihood = expectation(problem, mixture);
  let damping = 1;
  for (let iterations = 1; iterations <= effort.most; iterations++) {
    const stepped = maximization(problem);
    const leapt = leap(problem, stepped, damping, effort.tolerance);
    const gain = leapt.logLikelihood - logLikelihood;
    ({ mixture, logLikelihood, damping } = leapt);
    const still = gain < effort.tolerance && leapt.promised < effort.tolerance;
    if (
      found.some(
        (each) => Math.abs(each.logLikelihood - logLikelihood) < SAME && sameLines(each.mixture, mixture, SAME),
      )
    )
      return null;
    if (still || mixture.sigma <= EXACT_SIGMA) return { mixture, logLikelihood, iterations, converged: true };
  }
  return { mixture, logLikelihood, iterations: effort.most, converged: false };
}

/** A mixture that is no less likely than the one before, what Newton's method promised, and its damping next time. */
interface Leap extends NewtonStep {
  logLikelihood: number;
  damping: number;
}

/** The least damped step that does not lose likelihood, as far as it was sought; `membership` is that of the result. */
function leap(problem: MixtureProblem, from: LineMixture, damping: number, tolerance: number): Leap {
  const reached = expectation(problem, from);
  const information = mixtureInformation(problem, from);
  let promised = Number.POSITIVE_INFINITY;
  let tried = damping;
  for (; tried < MOST_DAMPING && promised >= tolerance; tried *= 8) {
    const step = newtonStep(from, information, tried, problem.leastShare);
    if (step === null) continue;
    promised = step.promised;
    const logLikelihood = expectation(problem, step.mixture);
    if (!(logLikelihood >= reached)) continue;
    return { ...step, logLikelihood, damping: tried === damping ? Math.max(LEAST_DAMPING, damping / 16) : tried };
  }
  expectation(problem, from);
  return { mixture: from, promised, logLikelihood: reached, damping: Math.min(tried, MOST_DAMPING / 8) };
}
