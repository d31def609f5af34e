import { ScalingError, type Warning } from "../errors.ts";
import { requireOneOf, requirePoints, requirePositive, requireWhole } from "../numeric/checks.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { type NonlinearSolution, nonlinearLeastSquares } from "../numeric/nonlinear-least-squares.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import { type Estimate, type Prediction, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions, resolveLevel } from "../statistics/fit-options.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import { transformCovariance } from "../statistics/jacobian-covariance.ts";
import type { Fit, Law } from "../statistics/law.ts";
import {
  type BrokenScale,
  brokenPowerAt,
  brokenProblem,
  packBroken,
  scaled,
  unpackBroken,
} from "./broken-power-law-model.ts";
import { brokenStarts } from "./broken-power-law-starts.ts";
import { type PowerColumns, type PowerData, powerData } from "./power-law-data.ts";

export interface BrokenPowerLawOptions extends FitOptions {
  /** How many breaks; default 1. */
  breaks?: number;
  /** Residuals of ln (1 + y) (default, the authors' choice), of ln y, or of y. */
  on?: BrokenScale;
}

export interface ResolvedBrokenPowerLawOptions extends ResolvedFitOptions {
  breaks: number;
  on: BrokenScale;
}

/**
 * y = a + b x^-c0 prod_i (1 + (x / d_i)^(1 / f_i))^(-c_i f_i): terms `a, b, c0`, and for each break `c1, d1, f1` and so
 * on. In logarithms the slope of y - a is -c0 before the first break and falls by c_i at d_i, over a width of about f_i.
 */
export interface BrokenPowerLawCoefficients extends Law<"broken-power-law", string> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/** A fitted broken power law. */
export interface BrokenPowerLaw extends Fit<"broken-power-law", string> {
  intervalDegreesOfFreedom: number | null;
  options: ResolvedBrokenPowerLawOptions;
}

/** ln f stays within these: sharper is a corner, wider no break. */
const SHARPEST = Math.log(1e-4);
const WIDEST = Math.log(30);
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
 * console.log(predictBrokenPowerLaw(law, 1e4).estimate?.toFixed(4)); // => "0.5972"
 * ```
 */
export function fitBrokenPowerLaw(columns: PowerColumns, options: BrokenPowerLawOptions = {}): BrokenPowerLaw {
  const breaks = requireWhole(options.breaks ?? 1, 0, "options.breaks");
  const on = requireOneOf(options.on ?? "log1p", ["log1p", "log", "raw"], "options.on");
  if (options.clusters !== undefined) {
    throw new ScalingError("INVALID_OPTION", "Expected no clusters: this law has no use for them", "options.clusters");
  }
  const data = powerData(columns, 3 * breaks + 4, options);
  const resolved = { ...resolveFitOptions(options, null), breaks, on };
  const optima = search(data, resolved);
  const best = optima[0]!;
  const { n } = data;
  const degreesOfFreedom = n - best.coefficients.length;
  const natural = naturalCoefficients(best.coefficients, data.centre);
  const terms = termsOf(breaks);
  const covariance = covarianceOf(best, natural, data.centre, degreesOfFreedom);
  const multiplier = studentTQuantile((1 + resolved.level) / 2, degreesOfFreedom);
  const estimate = (value: number, k: number): Estimate => {
    const variance = covariance?.[k]![k]! ?? 0;
    return variance > 0
      ? symmetricEstimate(value, Math.sqrt(variance), multiplier, resolved.level)
      : pointEstimate(value, resolved.level);
  };
  return {
    kind: "broken-power-law",
    version: 1,
    terms,
    coefficients: Object.fromEntries(terms.map((term, k) => [term, estimate(natural[k]!, k)])),
    covariance,
    draws: null,
    source: null,
    intervalDegreesOfFreedom: degreesOfFreedom,
    goodness: gaussianGoodness({
      n,
      sumOfSquaredResiduals: best.sumOfSquaredResiduals,
      totalSumOfSquares: totalSumOfSquares(data, on),
      coefficients: best.coefficients.length,
      sumLogWeights: data.weights?.reduce((sum, each) => sum + Math.log(each), 0) ?? 0,
    }),
    convergence: {
      converged: best.converged,
      iterations: best.iterations,
      gradientNorm: best.gradientNorm,
      localOptima: optima.map((each) => {
        const values = naturalCoefficients(each.coefficients, data.centre);
        return {
          coefficients: Object.fromEntries(terms.map((term, k) => [term, values[k]!])),
          objective: each.sumOfSquaredResiduals,
        };
      }),
    },
    support: data.support,
    options: resolved,
    warnings: brokenWarnings(optima, covariance, n, breaks),
  };
}

function termsOf(breaks: number): string[] {
  const own = Array.from({ length: breaks }, (_, k) => [`c${k + 1}`, `d${k + 1}`, `f${k + 1}`]).flat();
  return ["a", "b", "c0", ...own];
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
  const found = brokenStarts(logX, y, breaks, on).map((start) =>
    nonlinearLeastSquares(problem, packBroken(start), { lower, upper }),
  );
  found.sort((a, b) => a.sumOfSquaredResiduals - b.sumOfSquaredResiduals);
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

/** s^2 (J'J)^-1 carried over to the law's own coefficients; null where it is singular. */
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
  return transformCovariance(transform, unscaledCovariance).map((row) => row.map((entry) => entry * variance));
}

function totalSumOfSquares({ y, weights }: PowerData, on: BrokenScale): number {
  const weightOf = (i: number): number => (weights === null ? 1 : weights[i]!);
  let total = 0;
  let centre = 0;
  for (let i = 0; i < y.length; i++) {
    total += weightOf(i);
    centre += weightOf(i) * scaled(y[i]!, on);
  }
  centre /= total;
  let square = 0;
  for (let i = 0; i < y.length; i++) square += weightOf(i) * (scaled(y[i]!, on) - centre) ** 2;
  return square;
}

function brokenWarnings(
  optima: readonly NonlinearSolution[],
  covariance: number[][] | null,
  n: number,
  breaks: number,
): Warning[] {
  const best = optima[0]!;
  const warnings: Warning[] = [];
  const warn = (code: Warning["code"], message: string, path: string): void => {
    warnings.push({ code, message, path });
  };
  const enough = 3 * breaks + 13;
  if (n < enough) warn("FEW_POINTS", `${n} points are few for ${breaks} breaks: at least ${enough} are advised.`, "goodness.n");
  if (!best.converged) warn("NOT_CONVERGED", "The search stopped short of an optimum.", "convergence");
  if (optima.length > 1) {
    const message = `${optima.length - 1} other optima have less than ${COMPETING} times the sum of squares.`;
    warn("SEVERAL_OPTIMA", message, "convergence.localOptima");
  }
  if (best.held.some((each) => each !== null)) {
    warn("COEFFICIENT_AT_BOUND", "A break is as sharp, or as wide, as the search allows.", "coefficients");
  }
  if (covariance === null) warn("NOT_IDENTIFIED", "The data do not tell all coefficients apart.", "coefficients");
  return warnings;
}

/**
 * The value of a broken power law.
 *
 * @param law - a fit of {@link fitBrokenPowerLaw}, or coefficients of your own.
 * @param x - the input, above zero.
 * @param options - `level`; default that of the law.
 * @returns the value; bounds by the delta method on the value itself. Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`,
 * `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`.
 *
 * @example
 * ```ts
 * import { predictBrokenPowerLaw } from "scaling-laws/loss-laws";
 *
 * const number = (estimate) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });
 * const law = {
 *   kind: "broken-power-law",
 *   version: 1,
 *   terms: ["a", "b", "c0"],
 *   coefficients: { a: number(0.5), b: number(2), c0: number(0.5) },
 *   covariance: null,
 *   draws: null,
 *   source: null,
 * };
 * console.log(predictBrokenPowerLaw(law, 100).estimate?.toFixed(4)); // => "0.7000"
 * ```
 */
export function predictBrokenPowerLaw(
  law: BrokenPowerLawCoefficients & Partial<Pick<Fit, "support">>,
  x: number,
  options: { level?: number } = {},
): Prediction {
  if (law.kind !== "broken-power-law") {
    throw new ScalingError("WRONG_KIND", `Expected a broken power law but got "${String(law.kind)}"`, "law.kind");
  }
  const log = Math.log(requirePositive(x, "x"));
  requirePoints(law.terms.length, 3, "law.terms");
  const prediction = askLaw(law, {
    answer: (values) => {
      const packed = Array.from(values);
      // b, and d and f of every break, are searched in logarithms.
      for (let k = 1; k < packed.length; k++) if (k === 1 || (k > 2 && k % 3 !== 0)) packed[k] = Math.log(packed[k]!);
      return brokenPowerAt(unpackBroken(packed), log);
    },
    scale: "identity",
    level: resolveLevel(options.level ?? law.coefficients["c0"]?.level),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "x", x, "x"));
  return prediction;
}
