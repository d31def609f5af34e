import { ScalingError, type Warning } from "../errors.ts";
import { refuse, requireOneOf, requireOptions, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import {
  type NonlinearOptions,
  type NonlinearSolution,
  nonlinearLeastSquares,
} from "../numeric/nonlinear-least-squares.ts";
import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";
import { convergenceOf, covarianceEstimates, curveGoodness, searchWarnings } from "../statistics/curve-fit-parts.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import { transformCovariance } from "../statistics/jacobian-covariance.ts";
import type { Fit } from "../statistics/law.ts";
import { type BrokenScale, brokenProblem, packBroken, scaled, unpackBroken } from "./broken-power-law-model.ts";
import { brokenStarts } from "./broken-power-law-starts.ts";
import { type PowerColumns, type PowerData, powerData } from "./power-law-data.ts";

/** How to fit a broken power law. */
export interface BrokenPowerLawOptions extends FitOptions {
  /** How many breaks; default 1. */
  breaks?: number;
  /** Residuals of ln (1 + y) (default, the authors' choice), of ln y, or of y. */
  on?: BrokenScale;
}

/** The options as used. */
export interface ResolvedBrokenPowerLawOptions extends ResolvedFitOptions {
  /** Number of breaks. */
  breaks: number;
  /** Residuals of ln (1 + y), of ln y, or of y. */
  on: BrokenScale;
}

/** A fitted broken power law. */
export interface BrokenPowerLaw extends Fit<"broken-power-law", string> {
  /** Degrees of freedom of the t quantile behind the intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedBrokenPowerLawOptions;
}

/** ln f stays within these: sharper is a corner, wider no break. */
const SHARPEST = Math.log(1e-4);
const WIDEST = Math.log(30);
/** Most steps from a start, and how many of the best go on: a break without data wanders off for thousands of them. */
const MOST_STEPS = 1000;
const CARRIED = 3;
/** Residuals that a start may cost, beyond the fewest steps; what goes on may cost four times as many. */
const RESIDUALS = 200_000;
const FEWEST_STEPS = 50;
/** Optima within this factor of the best sum of squares compete with it. */
const COMPETING = 2;

/**
 * Fits a smoothly broken power law with n breaks by least squares, from a bounded set of starts that is the same every
 * time: the lowest optimum found, without claim to be the lowest there is.
 *
 * With 3 n + 3 coefficients it follows almost any curve: below 3 n + 13 points it warns, and what it says beyond the
 * data is worth little wherever the breaks are not well inside them. Intervals are s^2 (J'J)^-1 with Student's t.
 *
 * @param columns - `x` and `y`, above zero; at least 3 n + 4 points.
 * @param options - `breaks`, default 1; `on`, default `log1p`; `level`, `weights`. `seed` and `resamples` are echoed and
 * not used.
 * @returns Plain JSON. Warnings: `FEW_POINTS`, `SEVERAL_OPTIMA`, `NOT_CONVERGED`, `NOT_IDENTIFIED` (no covariance),
 * `COEFFICIENT_AT_BOUND` (a break as sharp as a corner).
 * @throws ScalingError `TOO_FEW_POINTS`, `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`,
 * `INVALID_OPTION` (clusters are not supported).
 *
 * Source: Caballero et al. 2023, Broken Neural Scaling Laws (arXiv 2210.14891), equation 1.
 *
 * @example
 * ```ts
 * import { fitBrokenPowerLaw, predictBrokenPowerLaw } from "scaling-laws/loss-laws";
 *
 * const x = Array.from({ length: 20 }, (_, i) => 10 ** (i / 4));
 * const y = x.map((each) => 0.5 + 2 * each ** -0.1 * (1 + (each / 300) ** 2) ** -0.3);
 * const law = fitBrokenPowerLaw({ x, y }, { breaks: 1 });
 * console.log(law.coefficients["d1"]?.estimate.toFixed(1)); // => "300.0"
 * console.log(predictBrokenPowerLaw(law, 1e4).estimate?.toFixed(4)); // => "0.5971"
 * ```
 */
export function fitBrokenPowerLaw(columns: PowerColumns, options: BrokenPowerLawOptions = {}): BrokenPowerLaw {
  requireOptions(options);
  const breaks = requireWhole(options.breaks ?? 1, 0, "options.breaks");
  const on = requireOneOf(options.on ?? "log1p", ["log1p", "log", "raw"], "options.on");
  if (options.clusters !== undefined) {
    throw new ScalingError("INVALID_OPTION", "Expected no clusters: this law has no use for them", "options.clusters");
  }
  const data = powerData(columns, 3 * breaks + 4, options);
  const resolved = { ...resolveFitOptions(options, null), breaks, on };
  const optima = search(data, resolved);
  const best = optima[0] ?? refuse("OUT_OF_RANGE", "values of ordinary size", "ones that no law is near", "columns");
  const { n } = data;
  const degreesOfFreedom = n - best.coefficients.length;
  const natural = naturalCoefficients(best.coefficients, data.centre);
  const terms = termsOf(breaks);
  const covariance = covarianceOf(best, natural, data.centre, degreesOfFreedom);
  const estimates = covarianceEstimates(natural, covariance, degreesOfFreedom, resolved.level);
  const target = data.y.map((each) => scaled(each, on));
  return requireHeld(
    {
      kind: "broken-power-law",
      version: 1,
      terms,
      coefficients: Object.fromEntries(terms.map((term, k) => [term, estimates[k]!])),
      covariance,
      draws: null,
      source: null,
      intervalDegreesOfFreedom: degreesOfFreedom,
      goodness: curveGoodness(target, data.weights, best.sumOfSquaredResiduals, natural.length),
      convergence: convergenceOf(
        best,
        terms,
        optima.map((each) => ({
          coefficients: naturalCoefficients(each.coefficients, data.centre),
          objective: each.sumOfSquaredResiduals,
        })),
      ),
      support: data.support,
      options: resolved,
      warnings: brokenWarnings(optima, covariance, target, breaks),
    },
    "result",
  );
}

function termsOf(breaks: number): string[] {
  const own = Array.from({ length: breaks }, (_, k) => [`c${k + 1}`, `d${k + 1}`, `f${k + 1}`]).flat();
  return ["a", "b", "c0", ...own];
}

/** Goes on from where the first steps ended, if they did not end at an optimum. */
function carriedOn(reached: NonlinearSolution, problem: NonlinearProblem, left: NonlinearOptions): NonlinearSolution {
  if (reached.converged || left.maxIterations === 0) return reached;
  const further = nonlinearLeastSquares(problem, reached.coefficients, left);
  return { ...further, iterations: reached.iterations + further.iterations };
}

/** The distinct optima that the starts lead to, the lowest first, breaks in rising order. */
function search(data: PowerData, { breaks, on }: ResolvedBrokenPowerLawOptions): NonlinearSolution[] {
  const { logX, y, weights } = data;
  const problem = brokenProblem(logX, y, breaks, on, weights);
  const lower = new Float64Array(problem.coefficients).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(problem.coefficients).fill(Number.POSITIVE_INFINITY);
  for (let k = 5; k < lower.length; k += 3) {
    lower[k] = SHARPEST;
    upper[k] = WIDEST;
  }
  const affordable = Math.max(FEWEST_STEPS, Math.floor(RESIDUALS / y.length));
  const first = { lower, upper, maxIterations: Math.min(MOST_STEPS, affordable) };
  const found = brokenStarts(logX, y, breaks, on).map((start) =>
    nonlinearLeastSquares(problem, packBroken(start), first),
  );
  const bySquare = (a: NonlinearSolution, b: NonlinearSolution): number =>
    a.sumOfSquaredResiduals - b.sumOfSquaredResiduals;
  found.sort(bySquare);
  const left = { ...first, maxIterations: Math.min(MOST_STEPS - first.maxIterations, 4 * affordable) };
  for (let k = 0; k < Math.min(found.length, CARRIED); k++) found[k] = carriedOn(found[k]!, problem, left);
  found.sort(bySquare);
  const least = found[0]?.sumOfSquaredResiduals ?? 0;
  const distinct: NonlinearSolution[] = [];
  for (const each of found) {
    const square = each.sumOfSquaredResiduals;
    const isKnown = distinct.some((other) => Math.abs(other.sumOfSquaredResiduals - square) <= 1e-6 * square);
    if (!isKnown && (distinct.length === 0 || (each.converged && square <= COMPETING * least))) distinct.push(each);
  }
  return distinct;
}

/** a, b, c0, c1, d1, f1, ... from the coefficients of the search, whose ln x are centred; breaks by their place. */
function naturalCoefficients(packed: ArrayLike<number>, centre: number): number[] {
  const { limit, logScale, exponent, breaks } = unpackBroken(packed);
  return [
    limit,
    Math.exp(logScale + exponent * centre),
    exponent,
    ...[...breaks]
      .sort((a, b) => a.logPlace - b.logPlace)
      .flatMap(({ change, logPlace, width }) => [change, Math.exp(logPlace + centre), width]),
  ];
}

/** s^2 (J'J)^-1 carried over to the law's own coefficients; null where it is singular, or too large to hold. */
function covarianceOf(
  best: NonlinearSolution,
  natural: readonly number[],
  centre: number,
  degreesOfFreedom: number,
): number[][] | null {
  const { unscaledCovariance, sumOfSquaredResiduals, coefficients } = best;
  if (unscaledCovariance === null) return null;
  const variance = sumOfSquaredResiduals / degreesOfFreedom;
  const places = Array.from({ length: (coefficients.length - 3) / 3 }, (_, b) => 3 + 3 * b).sort(
    (a, b) => coefficients[a + 1]! - coefficients[b + 1]!,
  );
  const transform = natural.map(() => new Float64Array(natural.length));
  transform[0]![0] = 1;
  transform[1]![1] = natural[1]!;
  transform[1]![2] = natural[1]! * centre;
  transform[2]![2] = 1;
  places.forEach((from, b) => {
    const to = 3 + 3 * b;
    transform[to]![from] = 1;
    transform[to + 1]![from + 1] = natural[to + 1]!;
    transform[to + 2]![from + 2] = natural[to + 2]!;
  });
  const covariance = transformCovariance(transform, unscaledCovariance).map((row) => row.map((e) => e * variance));
  return covariance.every((row) => row.every(Number.isFinite)) ? covariance : null;
}

function brokenWarnings(
  optima: readonly NonlinearSolution[],
  covariance: number[][] | null,
  target: Float64Array,
  breaks: number,
): Warning[] {
  const best = optima[0]!;
  const n = target.length;
  const warnings = searchWarnings({ optima, competing: COMPETING }, target);
  const warn = (code: Warning["code"], message: string, path: string): void => {
    warnings.push({ code, message, path });
  };
  const enough = 3 * breaks + 13;
  if (n < enough)
    warn("FEW_POINTS", `${n} points are few for ${breaks} breaks: at least ${enough} are advised.`, "goodness.n");
  if (best.held.some((each) => each !== null)) {
    warn("COEFFICIENT_AT_BOUND", "A break is as sharp, or as wide, as the search allows.", "coefficients");
  }
  if (covariance === null) warn("NOT_IDENTIFIED", "The data do not tell all coefficients apart.", "coefficients");
  return warnings;
}
