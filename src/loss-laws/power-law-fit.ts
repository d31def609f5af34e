import type { Warning } from "../errors.ts";
import { refuse, requireOneOf, requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { guardedLeastSquares, type NonlinearSolution } from "../numeric/nonlinear-least-squares-guarded.ts";
import { clusterIndex, fewClustersWarnings } from "../statistics/clusters.ts";
import { convergenceOf, covarianceEstimates, curveGoodness, searchWarnings } from "../statistics/curve-fit-parts.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import { jacobianCondition, linearizedCovariance, transformCovariance } from "../statistics/jacobian-covariance.ts";
import type { Fit } from "../statistics/law.ts";
import { profileInterval } from "../statistics/profile.ts";
import type { PowerLawTerm } from "./power-law.ts";
import { type PowerColumns, type PowerData, powerData } from "./power-law-data.ts";
import { EXPONENT, OFFSET, powerProblem } from "./power-law-problem.ts";
import { COMPETING, naturalCoefficients, offsetBounds, powerOptima } from "./power-law-search.ts";

/** How to fit a power law. */
export interface PowerLawOptions extends FitOptions {
  /** Whether y tends to a level other than 0; default `none`. */
  offset?: "none" | "fitted";
  /** Residuals of ln y (default) or of y itself. */
  on?: "log" | "raw";
}

/** The options as used. */
export interface ResolvedPowerLawOptions extends ResolvedFitOptions {
  /** Whether an offset, the level that y tends to, was fitted. */
  offset: "none" | "fitted";
  /** Scale of the residuals. */
  on: "log" | "raw";
}

interface PowerFitParts {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedPowerLawOptions;
}

/** A fitted power law through the origin of logarithms, y = coefficient x^exponent. */
export interface PowerLaw extends Fit<"power-law", "coefficient" | "exponent">, PowerFitParts {
  /** The options as they were resolved, defaults included. */
  options: ResolvedPowerLawOptions;
}

/** A fitted power law with a level it tends to, y = offset + coefficient x^exponent. */
export interface PowerLawWithOffset extends Fit<"power-law", PowerLawTerm>, PowerFitParts {
  /** The options as they were resolved, defaults included. */
  options: ResolvedPowerLawOptions;
}

const TERMS = ["offset", "coefficient", "exponent"] as const;
const ILL_CONDITIONED = 3e3;
/** Points times steps of one fit at a given offset, and the steps that it has with any number of points. */
const PROFILE_POINT_STEPS = 1.2e5;
const LEAST_PROFILE_STEPS = 60;

/**
 * Fits a power law y = offset + coefficient x^exponent by least squares of ln y (default) or of y.
 *
 * Linear in offset and coefficient once the exponent is fixed, so the search starts from every optimum of that problem,
 * and from the law without an offset: it never fits worse than that.
 * Intervals are s^2 (J'J)^-1 with Student's t (with clusters: CR1), but for the offset, whose interval is the profile's:
 * it is skewed, and often reaches 0. Take the exponent's interval with care where it does: offset and exponent trade
 * against each other.
 *
 * @param columns - `x` and `y`, above zero; at least one point more than coefficients.
 * @param options - `offset`: `none` (default) or `fitted` (then at least 0); `on`: `log` or `raw`; `level`, `weights`,
 * `clusters`. `seed` and `resamples` are echoed and not used.
 * @returns Plain JSON. Warnings: `COEFFICIENT_AT_BOUND` (offset 0, or an exponent that one point alone asks for),
 * `NOT_IDENTIFIED`, `SEVERAL_OPTIMA`, `NOT_CONVERGED`, `FEW_CLUSTERS`, `EXACT_FIT`.
 * @throws ScalingError `EMPTY_INPUT`, `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`,
 * `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitPowerLaw } from "scaling-laws/loss-laws";
 *
 * const x = [1e6, 1e7, 1e8, 1e9, 1e10];
 * const y = [5.04, 3.64, 2.71, 2.28, 1.95];
 * const plain = fitPowerLaw({ x, y });
 * console.log(plain.coefficients.exponent.estimate.toFixed(3)); // => "-0.103"
 * const bent = fitPowerLaw({ x, y }, { offset: "fitted" });
 * console.log(bent.coefficients.offset.estimate.toFixed(2)); // => "1.54"
 * ```
 */
export function fitPowerLaw(columns: PowerColumns, options: PowerLawOptions & { offset: "fitted" }): PowerLawWithOffset;
export function fitPowerLaw(columns: PowerColumns, options?: PowerLawOptions & { offset?: "none" }): PowerLaw;
export function fitPowerLaw(columns: PowerColumns, options: PowerLawOptions): PowerLaw | PowerLawWithOffset;
export function fitPowerLaw(columns: PowerColumns, options: PowerLawOptions = {}): PowerLaw | PowerLawWithOffset {
  requireOptions(options);
  const offset = requireOneOf(options.offset ?? "none", ["none", "fitted"], "options.offset");
  const on = requireOneOf(options.on ?? "log", ["log", "raw"], "options.on");
  const data = powerData(columns, offset === "none" ? 3 : 4, options);
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, data.n);
  const resolved = { ...resolveFitOptions(options, clusters?.count ?? null), offset, on };
  const optima = powerOptima(data, on === "log", offset === "fitted");
  const best = optima[0] ?? refuse("OUT_OF_RANGE", "values of ordinary size", "ones that no law is near", "columns");
  const { level } = resolved;
  const { columns: jacobian, residuals } = linearize(data, resolved, best);
  const held = best.held.map((each) => each !== null);
  const linearized = linearizedCovariance({ columns: jacobian, residuals, weights: null, clusters, held });
  const natural = naturalCoefficients(best.coefficients, data);
  const covariance =
    linearized === null ? null : transformCovariance(naturalDerivatives(natural, data), linearized.covariance);
  const degreesOfFreedom = linearized?.degreesOfFreedom ?? null;
  const estimates = covarianceEstimates(natural, covariance, degreesOfFreedom ?? 1, level);
  const target = on === "log" ? data.y.map(Math.log) : data.y;
  const common = {
    kind: "power-law",
    version: 1,
    covariance,
    draws: null,
    source: null,
    intervalDegreesOfFreedom: degreesOfFreedom,
    goodness: curveGoodness(target, data.weights, best.sumOfSquaredResiduals, natural.length),
    convergence: convergenceOf(
      best,
      TERMS.slice(-natural.length),
      optima.map((each) => ({
        coefficients: naturalCoefficients(each.coefficients, data),
        objective: each.sumOfSquaredResiduals,
      })),
    ),
    support: data.support,
    options: resolved,
  } as const;
  const warnings = [...powerWarnings(optima, jacobian, target), ...fewClustersWarnings(clusters)];
  const [coefficient, exponent] = estimates.slice(-2) as [Estimate, Estimate];
  if (offset === "none") {
    return requireHeld(
      { ...common, terms: ["coefficient", "exponent"], coefficients: { coefficient, exponent }, warnings },
      "law",
    );
  }
  const level0 = offsetEstimate(data, resolved, best, estimates[0]!);
  const coefficients = { offset: level0, coefficient, exponent };
  return requireHeld({ ...common, terms: [...TERMS], coefficients, warnings }, "law");
}

/** d(natural) by d(found): dcoefficient = coefficient (dlog - centre dexponent). */
function naturalDerivatives(natural: readonly number[], { centre }: PowerData): number[][] {
  const [coefficient] = natural.slice(-2) as [number, number];
  const rows = [
    [coefficient, -centre * coefficient, 0],
    [0, 1, 0],
  ];
  return natural.length > 2 ? [[0, 0, 1], ...rows] : rows.map((row) => row.slice(0, 2));
}

/** Jacobian of the fitted values and residuals, both whitened. */
function linearize(
  data: PowerData,
  options: ResolvedPowerLawOptions,
  best: NonlinearSolution,
): { columns: Float64Array[]; residuals: Float64Array } {
  const { n } = data;
  const p = best.coefficients.length;
  const residuals = new Float64Array(n);
  const jacobian = new Float64Array(n * p);
  powerProblem(data, options.on === "log", options.offset === "fitted" ? "free" : 0).evaluate(
    Float64Array.from(best.coefficients),
    residuals,
    jacobian,
  );
  const columns = best.coefficients.map((_, k) => jacobian.subarray(k * n, (k + 1) * n).map((each) => -each));
  return { columns, residuals };
}

function offsetEstimate(
  data: PowerData,
  options: ResolvedPowerLawOptions,
  best: NonlinearSolution,
  estimate: Estimate,
): Estimate {
  if (!(best.sumOfSquaredResiduals > 0)) return estimate;
  const maxIterations = Math.max(LEAST_PROFILE_STEPS, Math.floor(PROFILE_POINT_STEPS / data.n));
  const how = { ...offsetBounds(data, best.coefficients[EXPONENT]!), maxIterations };
  const { lower, upper } = profileInterval({
    fitAt: (value, near) => {
      const solved = guardedLeastSquares(powerProblem(data, options.on === "log", value), near, how);
      return { sumOfSquaredResiduals: solved.sumOfSquaredResiduals, others: solved.coefficients };
    },
    others: best.coefficients.slice(0, OFFSET),
    estimate: estimate.estimate,
    sumOfSquaredResiduals: best.sumOfSquaredResiduals,
    degreesOfFreedom: data.n - 3,
    level: options.level,
    step: estimate.standardError ?? 0.01 * data.y.reduce((a, b) => Math.min(a, b)),
    lower: 0,
  });
  return { ...estimate, lower: lower ?? 0, upper };
}

function powerWarnings(
  optima: readonly NonlinearSolution[],
  columns: readonly Float64Array[],
  target: Float64Array,
): Warning[] {
  const best = optima[0]!;
  const warnings = searchWarnings({ optima, competing: COMPETING }, target);
  const warn = (code: Warning["code"], message: string, path: string): void => {
    warnings.push({ code, message, path });
  };
  if (best.held[OFFSET] === "lower")
    warn("COEFFICIENT_AT_BOUND", "The offset is at its bound 0: the values call for none.", "coefficients.offset");
  if (best.held[EXPONENT] === "lower" || best.held[EXPONENT] === "upper") {
    const message = "The exponent is at the end of the range searched: one point alone is away from the offset.";
    warn("COEFFICIENT_AT_BOUND", message, "coefficients.exponent");
  }
  const condition = jacobianCondition(columns.filter((_, k) => best.held[k] === null));
  if (condition > ILL_CONDITIONED) {
    const message = `The data hardly tell the coefficients apart (condition number ${Number.isFinite(condition) ? condition.toPrecision(2) : "beyond what can be held"}).`;
    warn("NOT_IDENTIFIED", message, "coefficients");
  }
  return warnings;
}
