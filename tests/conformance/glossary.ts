import type { WarningCode } from "../../src/errors.ts";

/** The columns of every `tidy` row, in order. docs/concepts/results.md explains each. */
export const tidyColumns = ["kind", "term", "estimate", "standardError", "lower", "upper", "level"];

/** The columns of a comparison's `tidy` rows, and of its `glance` row, in order. */
export const comparisonColumns = {
  tidy: ["quantity", "ours", "lower", "upper", "published", "apart", "verdict"],
  glance: ["kind", "compared", "printed", "agree", "bounded", "inside", "farthest"],
};

/** The columns of every `glance` row, in order. */
export const glanceColumns = [
  "kind",
  "n",
  "degreesOfFreedom",
  "sumOfSquaredResiduals",
  "residualStandardError",
  "rSquared",
  "logLikelihood",
  "aicc",
  "bic",
  "converged",
];

/** Every warning code once: a code missing here, or one too many, does not compile. */
const codes: Record<WarningCode, true> = {
  NOT_CONVERGED: true,
  COEFFICIENT_AT_BOUND: true,
  NOT_IDENTIFIED: true,
  SEVERAL_OPTIMA: true,
  EXTRAPOLATION: true,
  NOT_REACHED: true,
  UNBOUNDED: true,
  NO_COVARIANCE: true,
  CORRELATED_COEFFICIENTS: true,
  EXACT_FIT: true,
  BREAK_AT_EDGE: true,
  GROWTH_SIGN_UNCERTAIN: true,
  NO_GROWTH: true,
  RECORDS_SELECTED: true,
  RESAMPLES_DROPPED: true,
  FEW_CLUSTERS: true,
  FEW_POINTS: true,
  TIES_DROPPED: true,
  ROWS_REJECTED: true,
  SCALED_COLUMN: true,
  COLUMN_IGNORED: true,
  DUPLICATE_NAMES: true,
  TIED_VALUES: true,
  ONE_ORGANIZATION: true,
  HEAPED_ENDS: true,
  POST_HOC_RANGE: true,
  DEPENDENT_POINTS: true,
  SKEW_SENSITIVE: true,
  MIXED_UNITS: true,
};

export const warningCodes: readonly string[] = Object.keys(codes);
