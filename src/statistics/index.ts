/**
 * What all results share: estimates and predictions with their intervals, laws and fits, and {@link parseFit} for a stored one.
 *
 * Pages: [Reading a result](../../docs/concepts/results.md), [reading intervals](../../docs/guide/intervals.md),
 * [saving and loading fits](../../docs/guide/saved-fits.md).
 *
 * @module
 */

export * from "../errors.ts";
export type { Estimate, Prediction } from "./estimate.ts";
export type { FitOptions, ResolvedFitOptions } from "./fit-options.ts";
export type { Convergence, Fit, Goodness, Law, LawKind, Source } from "./law.ts";
export type { FitOf, LawAndFit, LawOf, LawTypes } from "./law-types.ts";
export { isLaw, parseFit, type SavedLaw } from "./saved-law.ts";
