import { requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { powerPrediction } from "../statistics/power-prediction.ts";
import { isLaw } from "../statistics/saved-law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { routingLawOf } from "./routing-fit-parts.ts";
import {
  type BilinearTerm,
  type ResolvedRoutingOptions,
  type RoutingLaw,
  type SeparableTerm,
  saturates,
} from "./routing-law.ts";
import { lossExponents } from "./routing-prediction.ts";
import { extrapolationWarnings } from "./routing-spread.ts";

/** The terms of the saturating form. */
export type UtilizationTerm = "a" | "b" | "c" | "d" | "utilizationStart" | "utilizationMax";
/** The terms of the saturating form without an upper limit. */
export type UnlimitedUtilizationTerm = "a" | "b" | "c" | "d" | "utilizationStart";

/** What a utilization law of any form has beside its terms. */
export interface UtilizationLawOf<Term extends UtilizationTerm> extends Law<"utilization-law", Term> {
  /** The utilization of a dense model; null where each run has its own, which a prediction then asks for. */
  denseUtilization: number | null;
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom?: number | null;
}

/**
 * log10 L = a log10 F + b log10 Bhat + c log10 F log10 Bhat + d, with F the FLOP of a forward pass and Bhat the saturated
 * utilization, 1/Bhat = 1/(B - denseUtilization + (1/utilizationStart - 1/utilizationMax)^-1) + 1/utilizationMax, where B is
 * the number of all parameters over F. Forms without saturation have Bhat = B.
 */
export type UtilizationLaw =
  | UtilizationLawOf<UtilizationTerm>
  | UtilizationLawOf<UnlimitedUtilizationTerm>
  | UtilizationLawOf<BilinearTerm>
  | UtilizationLawOf<SeparableTerm>;

/** A utilization law of one form with its fit. */
export interface UtilizationFitOf<Term extends UtilizationTerm> extends Fit<"utilization-law", Term> {
  /** Utilization of a dense model; null where it differs by run. */
  denseUtilization: number | null;
  /** Degrees of freedom of the t quantile behind the intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
  /** log10 of the FLOP at which utilization stops to matter, -b / c; null where c is zero or absent. */
  log10Cutoff: Estimate | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedRoutingOptions;
}

/** A {@link UtilizationLaw} estimated from a sweep. */
export type UtilizationFit =
  | UtilizationFitOf<UtilizationTerm>
  | UtilizationFitOf<UnlimitedUtilizationTerm>
  | UtilizationFitOf<BilinearTerm>
  | UtilizationFitOf<SeparableTerm>;

/** What a prediction takes: a law, or a fit, which also knows the range that it saw. */
export type AnyUtilizationLaw = UtilizationLaw & Partial<Pick<Fit, "support">>;

/** The routing law of the same numbers, in which B - denseUtilization has the place of E - 1. */
export function asRoutingLaw(law: AnyUtilizationLaw): RoutingLaw {
  const { covariance, draws, source, intervalDegreesOfFreedom = null } = law;
  const of: Readonly<Record<string, Estimate | undefined>> = law.coefficients;
  const terms: readonly string[] = law.terms;
  const found = terms.flatMap((term) => of[term] ?? []);
  return routingLawOf(found, { covariance, draws, source, intervalDegreesOfFreedom });
}

/** A run in the terms of {@link UtilizationLaw}; `denseUtilization` only where the law has none of its own. */
export interface UtilizedModel {
  /** FLOP of a forward pass, in the unit of the law's data. */
  flop: number;
  /** All parameters over that FLOP. */
  utilization: number;
  /** Utilization of a dense model of that FLOP. */
  denseUtilization?: number;
}

/**
 * The loss by FLOP of a forward pass and utilization: log10 L = a log10 F + b log10 Bhat + c log10 F log10 Bhat + d.
 *
 * @param law - A utilization law.
 * @param model - In the units of the law's own data. Less utilization than a dense model's counts as a dense model's.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns A loss in nats; bounds are those of the law itself. Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws {ScalingError} `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 2; the bounds are ours.
 *
 * @example
 * ```ts
 * import { fitUtilizationLaw, predictUtilizationLoss } from "scaling-laws/routing";
 *
 * const flop = [1, 1, 1, 1, 1, 9, 9, 9, 9, 9];
 * const utilization = [1, 3, 9, 27, 81, 1, 3, 9, 27, 81];
 * const loss = [3.1, 2.9, 2.75, 2.66, 2.62, 2.6, 2.48, 2.39, 2.33, 2.31];
 * const fit = fitUtilizationLaw({ flop, utilization, loss });
 * console.log(predictUtilizationLoss(fit, { flop: 3, utilization: 9 }).estimate?.toFixed(2)); // => "2.56"
 * ```
 */
export function predictUtilizationLoss(
  law: AnyUtilizationLaw,
  model: UtilizedModel,
  options: { level?: number } = {},
): Prediction {
  requireUsableLaw(law, "utilization-law");
  requireOptions(model, "model");
  requireOptions(options);
  const flop = requirePositive(model.flop, "flop");
  const utilization = requirePositive(model.utilization, "utilization");
  const level = resolveLevel(options.level ?? law.coefficients.a.level);
  const plain = !("utilizationStart" in law.coefficients);
  const dense = plain
    ? 1
    : requireFinite(law.denseUtilization ?? model.denseUtilization ?? Number.NaN, "denseUtilization");
  const excess = plain ? utilization - 1 : Math.max(0, utilization - dense);
  const view = asRoutingLaw(law);
  const warnings = extrapolationWarnings(law, { flop, utilization });
  const { exponent, spread } = lossExponents(view, level)(Math.log10(flop), excess);
  return powerPrediction(exponent, spread, level, warnings);
}

/**
 * Whether `value` is a utilization law, fitted or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { isUtilizationLaw } from "scaling-laws/routing";
 *
 * console.log(isUtilizationLaw({ kind: "utilization-law" })); // => false
 * ```
 */
export function isUtilizationLaw(value: unknown): value is AnyUtilizationLaw {
  if (!isLaw(value, "utilization-law")) return false;
  const coefficients: Readonly<Record<string, Estimate | undefined>> = value.coefficients;
  return saturates(coefficients["utilizationStart"], coefficients["utilizationMax"]);
}
