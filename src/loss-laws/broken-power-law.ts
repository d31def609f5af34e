import { ScalingError, type Warning } from "../errors.ts";
import { refuse, requireOneOf, requireOptions, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { NonlinearSolution } from "../numeric/nonlinear-least-squares.ts";
import { convergenceOf, covarianceEstimates, curveGoodness, searchWarnings } from "../statistics/curve-fit-parts.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import { transformCovariance } from "../statistics/jacobian-covariance.ts";
import type { Fit } from "../statistics/law.ts";
import { type BrokenScale, scaled, unpackBroken } from "./broken-power-law-model.ts";
import { brokenOptima, COMPETING } from "./broken-power-law-search.ts";
import { type PowerColumns, powerData } from "./power-law-data.ts";

/** How to fit a broken power law. */
export interface BrokenPowerLawOptions extends FitOptions {
  /** How many breaks, 3 at most; default 1. */
  breaks?: number;
  /** Residuals of ln (1 + y) (default, the authors' choice), of ln y, or of y. */
  on?: BrokenScale;
}

/** With more hardly a search converges, and the law follows anything. */
const MOST_BREAKS = 3;

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
  const breaks = requireWhole(options.breaks ?? 1, 0, "options.breaks", MOST_BREAKS);
  const on = requireOneOf(options.on ?? "log1p", ["log1p", "log", "raw"], "options.on");
  if (options.clusters !== undefined) {
    throw new ScalingError("INVALID_OPTION", "Expected no clusters: this law has no use for them", "options.clusters");
  }
  const data = powerData(columns, 3 * breaks + 4, options);
  const resolved = { ...resolveFitOptions(options, null), breaks, on };
  const target = data.y.map((each) => scaled(each, on));
  const optima = brokenOptima({ ...data, target }, breaks, on, (packed) =>
    naturalCoefficients(packed, data.centre).every(Number.isFinite),
  );
  const best = optima[0] ?? refuse("OUT_OF_RANGE", "values of ordinary size", "ones that no law is near", "columns");
  const { n } = data;
  const degreesOfFreedom = n - best.coefficients.length;
  const natural = naturalCoefficients(best.coefficients, data.centre);
  const terms = termsOf(breaks);
  const covariance = covarianceOf(best, natural, data.centre, degreesOfFreedom);
  const estimates = covarianceEstimates(natural, covariance, degreesOfFreedom, resolved.level);
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
