export * from "../errors.ts";
export type { Estimate, Prediction } from "./estimate.ts";
export type { FitOptions, ResolvedFitOptions } from "./fit-options.ts";
export type { Convergence, Fit, Goodness, Law, LawKind, Source } from "./law.ts";
export type { FitOf, LawOf, LawTypes } from "./law-types.ts";
export { isLaw, parseFit, type SavedLaw } from "./saved-law.ts";
