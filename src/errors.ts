/**
 * What goes wrong: {@link ScalingError} where the caller is wrong, a {@link Warning} on the result where the data are hard,
 * and the codes of both.
 *
 * Pages: [Warnings and errors](../docs/concepts/results.md#warnings-and-errors).
 *
 * @module
 */

/**
 * Why a call was refused.
 *
 * - `EMPTY_INPUT`, `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NO_SPREAD`: the data cannot carry the question;
 * - `NOT_FINITE`, `NOT_POSITIVE`, `OUT_OF_RANGE`, `UNSUPPORTED_TYPE`: a value is not what its place needs;
 * - `INVALID_OPTION`, `INVALID_DATE`: an option or a date that means nothing;
 * - `MALFORMED_TEXT`, `MISSING_COLUMN`: a table that cannot be read;
 * - `INVALID_LAW`, `WRONG_KIND`: a stored law that is broken, or is another law.
 */
export type ErrorCode =
  | "EMPTY_INPUT"
  | "TOO_FEW_POINTS"
  | "LENGTH_MISMATCH"
  | "NO_SPREAD"
  | "NOT_FINITE"
  | "NOT_POSITIVE"
  | "OUT_OF_RANGE"
  | "UNSUPPORTED_TYPE"
  | "INVALID_OPTION"
  | "INVALID_DATE"
  | "MALFORMED_TEXT"
  | "MISSING_COLUMN"
  | "INVALID_LAW"
  | "WRONG_KIND";

/** What makes a result weaker than it looks. The message of each {@link Warning} says how, in numbers. */
export type WarningCode =
  | "NOT_CONVERGED"
  | "COEFFICIENT_AT_BOUND"
  | "NOT_IDENTIFIED"
  | "SEVERAL_OPTIMA"
  | "EXTRAPOLATION"
  | "NOT_REACHED"
  | "UNBOUNDED"
  | "NO_COVARIANCE"
  | "CORRELATED_COEFFICIENTS"
  | "EXACT_FIT"
  | "BREAK_AT_EDGE"
  | "GROWTH_SIGN_UNCERTAIN"
  | "NO_GROWTH"
  | "RECORDS_SELECTED"
  | "RESAMPLES_DROPPED"
  | "FEW_CLUSTERS"
  | "FEW_POINTS"
  | "TIES_DROPPED"
  | "ROWS_REJECTED"
  | "SCALED_COLUMN"
  | "COLUMN_IGNORED"
  | "DUPLICATE_NAMES"
  | "TIED_VALUES"
  | "ONE_ORGANIZATION"
  | "HEAPED_ENDS"
  | "POST_HOC_RANGE"
  | "DEPENDENT_POINTS"
  | "SKEW_SENSITIVE"
  | "MIXED_UNITS";

/**
 * A remark that travels with a result: the data are hard, but there is an answer.
 *
 * `path` names the part of the result or input it speaks of, for example `coefficients.slopeOomPerYear`, or is null.
 */
export interface Warning {
  /** What kind of warning it is, for programs. */
  code: WarningCode;
  /** The warning in a sentence, with numbers. */
  message: string;
  /** The field it speaks of; null for the whole. */
  path: string | null;
}

/**
 * The one error this library throws: the caller asked for something that cannot be answered.
 *
 * `message` says what was expected and what came, `code` is for programs, `path` names the place.
 *
 * @example
 * ```ts
 * import { ScalingError } from "scaling-laws/errors";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * let caught: unknown;
 * try {
 *   fitTrend({ year: [2020, 2021], value: [1e20, 1e21] });
 * } catch (error) {
 *   caught = error;
 * }
 * console.log(caught instanceof ScalingError && caught.code); // => "TOO_FEW_POINTS"
 * ```
 */
export class ScalingError extends Error {
  /** What kind of mistake it is, for programs. */
  readonly code: ErrorCode;
  /** The argument it is about; null where it is about none. */
  readonly path: string | null;

  constructor(code: ErrorCode, message: string, path: string | null = null) {
    super(path === null ? message : `${message} (at ${path})`);
    this.name = "ScalingError";
    this.code = code;
    this.path = path;
  }
}
