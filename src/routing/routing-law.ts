import type { Estimate } from "../statistics/estimate.ts";
import type { FitOptions, ResolvedFitOptions } from "../statistics/fit-options.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { isLaw } from "../statistics/saved-law.ts";

/** The terms of the saturating form. */
export type SaturatingTerm = "a" | "b" | "c" | "d" | "expertsStart" | "expertsMax";
/** The terms of the saturating form without an upper limit: Ehat = E - 1 + expertsStart. */
export type UnlimitedTerm = "a" | "b" | "c" | "d" | "expertsStart";
/** The terms of the bilinear form: Ehat = E. */
export type BilinearTerm = "a" | "b" | "c" | "d";
/** The terms of the separable form: Ehat = E and c = 0. */
export type SeparableTerm = "a" | "b" | "d";
/** Every term that a routing law may have. */
export type RoutingTerm = SaturatingTerm;

/** The form of a routing law that is asked for. */
export type RoutingForm = "saturating" | "bilinear" | "separable";

/** A model of a sweep: the parameters that one token sees, and the experts to choose from (1: a dense model). */
export interface RoutedModel {
  /** Parameters that a token sees. */
  parameters: number;
  /** Experts of a routed layer; 1 is a dense model. */
  experts: number;
}

/** What a routing law of any form has beside its terms. */
export interface RoutingLawOf<Term extends RoutingTerm> extends Law<"routing-law", Term> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom?: number | null;
}

/**
 * log10 L = a log10 N + b log10 Ehat + c log10 N log10 Ehat + d, with N the parameters that a token sees and Ehat the
 * saturated number of experts, 1/Ehat = 1/(E - 1 + (1/expertsStart - 1/expertsMax)^-1) + 1/expertsMax.
 *
 * A form without a term lacks it; `"expertsMax" in law.coefficients` tells them apart. Without `expertsMax` it is
 * infinite, without `expertsStart` Ehat is E, without `c` it is zero.
 */
export type RoutingLaw =
  | RoutingLawOf<SaturatingTerm>
  | RoutingLawOf<UnlimitedTerm>
  | RoutingLawOf<BilinearTerm>
  | RoutingLawOf<SeparableTerm>;

/**
 * How the intervals of a fit are made:
 * - `profile`: of expertsStart, expertsMax and the cut-off by the inverted F test, of the others by Student's t;
 * - `cluster`: from the CR1 covariance and Student's t with one degree less than clusters, the shapes on a log scale;
 * - `percentile`: whole rows (or whole clusters, where given) drawn again and fitted again;
 * - `residual`: residuals drawn again at the same sizes and experts.
 */
export type RoutingInterval = "profile" | "cluster" | "percentile" | "residual";

/** The options of `fitRoutingLaw`. */
export interface RoutingOptions extends FitOptions {
  /** Default `saturating`. */
  form?: RoutingForm;
  /** Default `profile`, or `cluster` where clusters are given. */
  interval?: RoutingInterval;
}

/** The options of a routing fit as they were used; `form` is the one asked for. */
export interface ResolvedRoutingOptions extends ResolvedFitOptions {
  /** Form of the law. */
  form: RoutingForm;
  /** How the intervals were made. */
  interval: RoutingInterval;
}

/** A routing law of one form with its fit. */
export interface RoutingFitOf<Term extends RoutingTerm> extends Fit<"routing-law", Term> {
  /** Degrees of freedom of the t quantile behind the intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
  /** log10 of the size at which routing stops to matter, with the interval of the fit; null where c is zero or absent. */
  log10Cutoff: Estimate | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedRoutingOptions;
}

/** A {@link RoutingLaw} estimated from a sweep. */
export type RoutingFit =
  | RoutingFitOf<SaturatingTerm>
  | RoutingFitOf<UnlimitedTerm>
  | RoutingFitOf<BilinearTerm>
  | RoutingFitOf<SeparableTerm>;

/** What a question takes: a law as published, or a fit, which also knows the range that it saw. */
export type AnyRoutingLaw = RoutingLaw &
  Partial<Pick<Fit, "goodness" | "support">> & {
    /** log10 of the cut-off; null without one. */
    log10Cutoff?: Estimate | null;
  };

/** Whether 0 < start < max, as far as a law has them. */
export function saturates(start: Estimate | undefined, max: Estimate | undefined): boolean {
  if (start === undefined) return true;
  return start.estimate > 0 && (max === undefined || max.estimate > start.estimate);
}

/**
 * Whether `value` is a routing law, fitted or stored, that can be predicted from: sound in every field, the terms of one
 * of the forms, and 0 < expertsStart < expertsMax. Never throws.
 *
 * @example
 * ```ts
 * import { isRoutingLaw } from "scaling-laws/routing";
 * import { clark2022 } from "scaling-laws/published";
 *
 * console.log(isRoutingLaw(JSON.parse(JSON.stringify(clark2022.sBase)))); // => true
 * console.log(isRoutingLaw({ kind: "routing-law" })); // => false
 * ```
 */
export function isRoutingLaw(value: unknown): value is AnyRoutingLaw {
  if (!isLaw(value, "routing-law")) return false;
  const coefficients: Readonly<Record<string, Estimate | undefined>> = value.coefficients;
  return saturates(coefficients["expertsStart"], coefficients["expertsMax"]);
}
