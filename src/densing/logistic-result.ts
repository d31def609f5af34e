import type { Warning } from "../errors.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { drawsCovariance, droppedWarnings, percentileEstimate, type Resampling } from "../statistics/bootstrap.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { type LogisticOptimum, transformCovariance } from "./logistic-fit.ts";
import type { LogisticCoefficients } from "./logistic-problem.ts";

/** A law's own coefficients as functions of the logistic's: each a sum of multiples, in LOGISTIC_ORDER. */
export interface LogisticView {
  terms: readonly string[];
  matrix: readonly (readonly number[])[];
  /** Which terms were given by the caller; they have standard error 0. */
  given: readonly boolean[];
  /** Terms that a bound holds; they have no standard error. */
  held: readonly boolean[];
}

export interface ViewedUncertainty {
  coefficients: Record<string, Estimate>;
  covariance: number[][] | null;
  draws: Float64Array[] | null;
  warnings: Warning[];
}

export function viewed(view: LogisticView, at: LogisticCoefficients): number[] {
  const values = [at.steepness, at.midpoint, at.floor, at.ceiling];
  return view.matrix.map((row) => row.reduce((sum, each, k) => (each === 0 ? sum : sum + each * values[k]!), 0));
}

function estimateOf(view: LogisticView, k: number, value: number, level: number, free: () => Estimate): Estimate {
  if (view.given[k]) return { estimate: value, standardError: 0, lower: value, upper: value, level };
  return view.held[k] ? pointEstimate(value, level) : free();
}

/** s^2 (J'J)^-1 and Student's t. */
export function formulaView(
  view: LogisticView,
  optimum: LogisticOptimum,
  degreesOfFreedom: number,
  level: number,
): ViewedUncertainty {
  const { unscaledCovariance, sumOfSquaredResiduals } = optimum;
  const values = viewed(view, optimum);
  const covariance =
    unscaledCovariance === null || degreesOfFreedom <= 0
      ? null
      : transformCovariance(view.matrix as number[][], unscaledCovariance).map((row) =>
          row.map((each) => (each * sumOfSquaredResiduals) / degreesOfFreedom),
        );
  const sound = covariance?.every((row) => row.every(Number.isFinite)) ? covariance : null;
  const multiplier = degreesOfFreedom > 0 ? studentTQuantile((1 + level) / 2, degreesOfFreedom) : 0;
  const entries = view.terms.map((term, k) => [
    term,
    estimateOf(view, k, values[k]!, level, () =>
      sound === null
        ? pointEstimate(values[k]!, level)
        : symmetricEstimate(values[k]!, Math.sqrt(Math.max(0, sound[k]![k]!)), multiplier, level),
    ),
  ]);
  return { coefficients: Object.fromEntries(entries), covariance: sound, draws: null, warnings: [] };
}

/** The draws' covariance and percentiles. */
export function drawnView(
  view: LogisticView,
  optimum: LogisticOptimum,
  resampling: Resampling,
  level: number,
): ViewedUncertainty {
  const values = viewed(view, optimum);
  const draws = view.matrix.map((row) => {
    const column = new Float64Array(resampling.kept);
    row.forEach((each, k) => {
      if (each === 0) return;
      for (let b = 0; b < column.length; b++) column[b] = column[b]! + each * resampling.draws[k]![b]!;
    });
    return column;
  });
  const entries = view.terms.map((term, k) => [
    term,
    estimateOf({ ...view, held: [] }, k, values[k]!, level, () => percentileEstimate(values[k]!, draws[k]!, level)),
  ]);
  return {
    coefficients: Object.fromEntries(entries),
    covariance: drawsCovariance(draws),
    draws,
    warnings: droppedWarnings(resampling, "too few different points, or no curve was found on them"),
  };
}
