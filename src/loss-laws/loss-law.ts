import { requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { convergenceOf, curveGoodness } from "../statistics/curve-fit-parts.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Fit, Goodness } from "../statistics/law.ts";
import { isLaw, type SavedLaw } from "../statistics/saved-law.ts";
import type { LossTerm, ReducibleLossTerm } from "./loss-formula.ts";
import { type LossColumns, type LossData, lossData } from "./loss-law-data.ts";
import { type LossTask, lossTask } from "./loss-law-descent.ts";
import { type LossLawOptions, type ResolvedLossLawOptions, resolveLossLawOptions } from "./loss-law-options.ts";
import { type LossSearch, searchLossLaw } from "./loss-law-search.ts";
import { bootstrapLossLaw, formulaLossUncertainty, lossJacobian, naturalCoefficients } from "./loss-law-uncertainty.ts";
import { lossLawWarnings } from "./loss-law-warnings.ts";

interface LossFitParts {
  /**
   * What was minimised, at the optimum: sum of w Huber(r) (r^2/2 within delta, delta (|r| - delta/2) beyond), sum of
   * w |r|, or sum of w r^2.
   */
  objective: number;
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedLossLawOptions;
}

/** A fitted loss law with its irreducible loss, L = E + A / N^alpha + B / D^beta. */
export interface LossLaw extends Fit<"loss-law", LossTerm>, LossFitParts {
  /** The options as they were resolved, defaults included. */
  options: ResolvedLossLawOptions;
}

/** A fitted loss law that falls to nothing, L = A / N^alpha + B / D^beta. */
export interface LossLawWithoutIrreducible extends Fit<"loss-law", ReducibleLossTerm>, LossFitParts {
  /** The options as they were resolved, defaults included. */
  options: ResolvedLossLawOptions;
}

const TERMS = ["E", "A", "B", "alpha", "beta"] as const;

/**
 * Fits a loss law to finished training runs, L = E + A / N^alpha + B / D^beta (Hoffmann et al. 2022, approach 3), to
 * the true optimum of its objective and the same every time.
 *
 * The search starts from every optimum of the separable least-squares problem (a grid over alpha and beta, A, B and E
 * solved for exactly), goes on to the objective asked for by damped semismooth Newton steps in centred logarithmic
 * coordinates, and for absolute residuals to the exact vertex, whose optimality conditions are checked. No random starts.
 * All descents share a bounded number of steps, 2800 from 2000 runs up and more for fewer.
 *
 * Objectives: `huber` (default), the plain sum of Huber losses of r = ln L - ln L(N, D) with delta 1e-3 (r^2/2 within
 * delta); `absolute`, the sum of |r|; `least-squares`, the sum of r^2. With `on: "raw"` r = L - L(N, D), and delta is in
 * units of the loss. Intervals of Huber and absolute fits are percentiles of a pairs bootstrap (of clusters, where
 * given), each resample refitted from the optimum; `resamples: 0` gives null bounds in milliseconds. Least squares has
 * s^2 (J'J)^-1 and t.
 *
 * @param columns - `parameters`, `tokens`, `loss`: columns of equal length, above zero; at least one point more than
 * coefficients.
 * @param options - see {@link LossLawOptions}.
 * @returns Plain JSON; `objective` at the optimum; competing optima in `convergence.localOptima`. Warnings:
 * `NOT_IDENTIFIED` (a condition number too high, or tokens in step with parameters), `COEFFICIENT_AT_BOUND`,
 * `SEVERAL_OPTIMA`, `NOT_CONVERGED`, `RESAMPLES_DROPPED`, `FEW_CLUSTERS`, `EXACT_FIT`.
 * @throws ScalingError `EMPTY_INPUT`, `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`,
 * `UNSUPPORTED_TYPE`, `NO_SPREAD`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitLossLaw } from "scaling-laws/loss-laws";
 *
 * const runs = [1e8, 4e8, 1.6e9].flatMap((size) => [2e9, 1e10, 5e10].map((tokens) => [size, tokens]));
 * const parameters = runs.map(([size]) => size);
 * const tokens = runs.map(([, count]) => count);
 * const loss = runs.map(([size, count]) => 1.7 + 400 / size ** 0.34 + 410 / count ** 0.28);
 * const law = fitLossLaw({ parameters, tokens, loss }, { resamples: 0 });
 * console.log(law.coefficients.alpha.estimate.toFixed(6)); // => "0.340000"
 * console.log(law.warnings.map((warning) => warning.code)); // => ["EXACT_FIT"]
 * ```
 */
export function fitLossLaw(
  columns: LossColumns,
  options: LossLawOptions & { irreducible: "none" },
): LossLawWithoutIrreducible;
export function fitLossLaw(columns: LossColumns, options?: LossLawOptions & { irreducible?: "fitted" }): LossLaw;
export function fitLossLaw(columns: LossColumns, options: LossLawOptions): LossLaw | LossLawWithoutIrreducible;
export function fitLossLaw(columns: LossColumns, options: LossLawOptions = {}): LossLaw | LossLawWithoutIrreducible {
  requireOptions(options);
  const irreducible = options.irreducible !== "none";
  const data = lossData(columns, irreducible ? 5 : 4, options.on !== "raw", options);
  const resolved = resolveLossLawOptions(options, data.clusters?.count ?? null);
  const task = lossTask(data, resolved);
  const search = searchLossLaw(data, task);
  const formula = resolved.interval === "t" || resolved.interval === "cluster";
  const uncertainty = (formula ? formulaLossUncertainty : bootstrapLossLaw)(task, data, search.chosen);
  const common = {
    kind: "loss-law",
    version: 1,
    covariance: uncertainty.covariance,
    draws: options.keepDraws === true ? uncertainty.draws : null,
    source: null,
    objective: search.chosen.objective,
    intervalDegreesOfFreedom: uncertainty.intervalDegreesOfFreedom,
    goodness: goodnessOf(task, data, search),
    convergence: convergenceOf(
      search.chosen,
      irreducible ? TERMS : TERMS.slice(1),
      search.competing.map(({ coefficients, objective }) => ({
        coefficients: naturalCoefficients(coefficients, data),
        objective,
      })),
    ),
    support: { parameters: data.support.parameters, tokens: data.support.tokens },
    options: resolved,
  } as const;
  const warnings = [...lossLawWarnings(task, data, search), ...uncertainty.warnings];
  const [A, B, alpha, beta] = uncertainty.estimates.slice(-4) as [Estimate, Estimate, Estimate, Estimate];
  const E = irreducible ? uncertainty.estimates[0] : undefined;
  return E === undefined
    ? requireHeld(
        { ...common, terms: ["A", "B", "alpha", "beta"], coefficients: { A, B, alpha, beta }, warnings },
        "columns",
      )
    : requireHeld({ ...common, terms: [...TERMS], coefficients: { E, A, B, alpha, beta }, warnings }, "columns");
}

function goodnessOf(task: LossTask, { weights, points }: LossData, { chosen }: LossSearch): Goodness {
  const { residuals } = lossJacobian(task, chosen);
  let square = 0;
  for (let i = 0; i < residuals.length; i++) square += (weights === null ? 1 : weights[i]!) * residuals[i]! ** 2;
  const goodness = curveGoodness(points.target, weights, square, chosen.coefficients.length);
  // Criteria of a Gaussian likelihood say nothing about a fit that maximises another.
  return task.options.objective === "least-squares"
    ? goodness
    : { ...goodness, logLikelihood: null, aicc: null, bic: null };
}

/**
 * Whether `value` is a loss law, fitted, published or stored, that can be asked. Never throws.
 *
 * @example
 * ```ts
 * import { isLossLaw } from "scaling-laws/loss-laws";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * console.log(isLossLaw(hoffmann2022)); // => true
 * console.log(isLossLaw({ kind: "loss-law" })); // => false
 * ```
 */
export function isLossLaw(value: unknown): value is SavedLaw<"loss-law"> {
  return isLaw(value, "loss-law");
}
