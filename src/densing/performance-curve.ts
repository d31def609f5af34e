import { ScalingError, type Warning } from "../errors.ts";
import {
  finiteColumn,
  positiveColumn,
  requireFinite,
  requireOptions,
  requirePoints,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { columnRange } from "../numeric/range.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import type { Fit } from "../statistics/law.ts";
import { type CurveProblem, curveColumns, curveParts, type FittedCurve, fitCurve } from "./curve-fit.ts";
import { asymptoteWarning, heldFloorWarning, rangeWarnings } from "./curve-warnings.ts";
import { requirePlaces } from "./logistic-fit.ts";
import { type CurveInterval, resolveAsymptote, resolveCurveInterval, resolveFloorMin } from "./logistic-options.ts";
import type { PerformanceLaw, PerformanceTerm } from "./performance-formula.ts";
import { mixedUnitsWarnings, requireScoreUnit, requireUpperScoreUnit, scoreUnit } from "./score-units.ts";

/** Models of one family and vocabulary, as columns of equal length: loss on a benchmark's answers, and the score there. */
export interface PerformanceColumns {
  /** Losses of the reference models, in nats. */
  loss: ArrayLike<number>;
  /** Their scores, in percent or as fractions. */
  score: ArrayLike<number>;
}

/** A point that was never measured, put among the data so that the curve passes near it. */
export interface PerformanceAnchor {
  /** Loss of the point that was never measured. */
  loss: number;
  /** Score of that point. */
  score: number;
  /** Inverse variance; default 1, as a datum. */
  weight?: number;
}

/** What {@link fitPerformanceCurve} may be told. */
export interface PerformanceCurveOptions extends FitOptions {
  /** d: a number, as chance level, or `fitted` (default). */
  floor?: number | "fitted";
  /** The least value of a fitted floor; default none. */
  floorMin?: number;
  /** Default none. Xiao et al. used (0, 100) without saying so. */
  anchor?: PerformanceAnchor;
  /** How the intervals are made; default `t`, or `percentile` where clusters are given. */
  interval?: CurveInterval;
}

/** What a {@link PerformanceCurve} echoes of its options. */
export interface ResolvedPerformanceCurveOptions extends ResolvedFitOptions {
  /** Lower asymptote of the score, given or fitted. */
  floor: number | "fitted";
  /** Least floor allowed; null for none. */
  floorMin: number | null;
  /** The point added to the data; null for none. */
  anchor: {
    /** Loss of the point. */
    loss: number;
    /** Score of the point. */
    score: number;
    /** Weight of the point. */
    weight: number;
  } | null;
  /** How the intervals were made. */
  interval: CurveInterval;
}

/** A fitted performance curve. With an anchor, `goodness` counts it as a point. */
export interface PerformanceCurve extends Fit<"performance-curve", PerformanceTerm>, PerformanceLaw {
  intervalDegreesOfFreedom: number | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedPerformanceCurveOptions;
}

const TERMS: readonly PerformanceTerm[] = ["c", "gamma", "l", "d"];
/** The terms as sums of steepness, midpoint, floor and ceiling of the logistic that rises in -loss. */
const MATRIX = [
  [0, 0, -1, 1],
  [-1, 0, 0, 0],
  [0, -1, 0, 0],
  [0, 0, 1, 0],
] as const;

function resolveAnchor(anchor: PerformanceAnchor | undefined): ResolvedPerformanceCurveOptions["anchor"] {
  if (anchor === undefined) return null;
  requireOptions(anchor, "options.anchor");
  return {
    loss: requireFinite(anchor.loss, "options.anchor.loss"),
    score: requireFinite(anchor.score, "options.anchor.score"),
    weight: requirePositive(anchor.weight ?? 1, "options.anchor.weight"),
  };
}

function problemOf(
  columns: PerformanceColumns,
  options: PerformanceCurveOptions,
): {
  problem: CurveProblem;
  anchor: ResolvedPerformanceCurveOptions["anchor"];
  loss: Float64Array;
  score: Float64Array;
} {
  const loss = positiveColumn(columns?.loss, "loss");
  const score = finiteColumn(columns?.score, "score");
  requireSameLength(score.length, loss.length, "score");
  const n = loss.length;
  const floor = resolveAsymptote(options.floor, "options.floor");
  const least = floor === null ? 4 : 3;
  requirePoints(n, least, "loss");
  const anchor = resolveAnchor(options.anchor);
  requirePlaces(loss, anchor === null ? least : least - 1, "loss");
  const range = columnRange(score);
  if (!(range.upper > range.lower)) {
    throw new ScalingError("NO_SPREAD", `Expected scores that differ but all are ${range.lower}`, "score");
  }
  const unit = scoreUnit(range.upper);
  if (floor !== null && requireScoreUnit(floor, unit, "a floor", "options.floor") >= range.upper) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      `Expected a floor below the largest score, ${range.upper}, but got ${floor}`,
      "options.floor",
    );
  }
  const floorMin = resolveFloorMin(options.floorMin, floor);
  requireScoreUnit(Math.max(0, floorMin), unit, "a floor", "options.floorMin");
  const isTop = anchor !== null && anchor.loss < columnRange(loss).lower;
  if (anchor !== null)
    (isTop ? requireUpperScoreUnit : requireScoreUnit)(anchor.score, unit, "an anchor", "options.anchor.score");
  const { weights, clusters } = curveColumns(options, n);
  const extend = (column: Float64Array, value: number): Float64Array => Float64Array.from([...column, value]);
  const interval = resolveCurveInterval(options.interval, clusters);
  const problem: CurveProblem = {
    data: {
      x: (anchor === null ? loss : extend(loss, anchor.loss)).map((each) => -each),
      y: anchor === null ? score : extend(score, anchor.score),
      weights:
        anchor === null || (weights === null && anchor.weight === 1)
          ? weights && (anchor === null ? weights : extend(weights, anchor.weight))
          : extend(weights ?? new Float64Array(n).fill(1), anchor.weight),
    },
    observed: n,
    form: { floor, ceiling: null, floorMin },
    clusters,
    options: { ...resolveFitOptions(options, clusters?.count ?? null), interval },
    view: { terms: TERMS, matrix: MATRIX, given: [false, false, false, floor !== null] },
  };
  return { problem, anchor, loss, score };
}

function ceilingError({ covariance }: FittedCurve): number | null {
  const variance = covariance === null ? null : covariance[0]![0]! + 2 * covariance[0]![3]! + covariance[3]![3]!;
  return variance === null ? null : Math.sqrt(Math.max(0, variance));
}

function curveWarnings(problem: CurveProblem, fitted: FittedCurve): Warning[] {
  const { optimum, coefficients } = fitted;
  const settled = optimum.atBound.includes("floor") || problem.form.floor !== null;
  return [
    ...asymptoteWarning("ceiling", problem, optimum, ceilingError(fitted), "coefficients.c"),
    ...heldFloorWarning(fitted, "coefficients.d"),
    ...(settled ? [] : asymptoteWarning("floor", problem, optimum, coefficients["d"]!.standardError, "coefficients.d")),
    ...rangeWarnings(fitted, { steepness: "gamma", midpoint: "l" }),
  ];
}

/**
 * Fits how a benchmark's score follows from the loss on its answers: the falling sigmoid
 *
 * score = c / (1 + exp(-gamma (loss - l))) + d, c > 0, gamma < 0,
 *
 * by (weighted) least squares, c and d exactly at each (gamma, l) of a grid, then polished: the best of all local optima
 * in the region searched, the others listed in `convergence.localOptima`.
 *
 * The ceiling c + d is rarely in the data. Nothing holds it unless you do: `anchor` puts one made-up point among the
 * data. The curves drawn by Xiao et al. need `{ anchor: { loss: 0, score: 100 }, floorMin: 0 }`, which their text does
 * not mention; without it their ceilings would lie between 58 and 85.
 *
 * @param columns - `loss` above zero, `score` in percent or as fractions, one entry a model; at least 4 models.
 * @param options - See {@link PerformanceCurveOptions}. An anchor counts as a point in `goodness`; it is not resampled.
 * @returns Plain JSON. Warnings: `NOT_IDENTIFIED` (fewer than three points near a fitted ceiling or floor, or a wide
 * interval), `COEFFICIENT_AT_BOUND`, `SEVERAL_OPTIMA`, `NOT_CONVERGED`, `EXACT_FIT`, `MIXED_UNITS`, `RESAMPLES_DROPPED`,
 * `FEW_CLUSTERS`.
 * @throws ScalingError `TOO_FEW_POINTS`, `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`,
 * `OUT_OF_RANGE` (a floor or anchor in the other unit, or scores that do not improve as the loss falls), `INVALID_OPTION`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), equation 3; the anchor and the bound are recovered from its figures.
 *
 * @example
 * ```ts
 * import { fitPerformanceCurve } from "scaling-laws/densing";
 *
 * const loss = [0.42, 0.34, 0.28, 0.24, 0.2, 0.16];
 * const score = loss.map((each) => 25 + 75 / (1 + Math.exp(25 * (each - 0.2))));
 * const { coefficients, warnings } = fitPerformanceCurve({ loss, score });
 * console.log(coefficients.c.estimate.toFixed(4)); // => "75.0000"
 * console.log(coefficients.gamma.estimate.toFixed(4)); // => "-25.0000"
 * console.log(warnings[0]?.path); // => "goodness"
 * ```
 */
export function fitPerformanceCurve(
  columns: PerformanceColumns,
  options: PerformanceCurveOptions = {},
): PerformanceCurve {
  requireOptions(options);
  const { problem, anchor, loss, score } = problemOf(columns, options);
  const fitted = fitCurve(problem);
  const { form } = problem;
  const { c, gamma, l, d } = fitted.coefficients;
  return requireHeld(
    {
      kind: "performance-curve",
      version: 1,
      terms: TERMS,
      coefficients: { c: c!, gamma: gamma!, l: l!, d: d! },
      ...curveParts(fitted, options),
      support: { loss: columnRange(loss), score: columnRange(score) },
      options: {
        ...problem.options,
        floor: form.floor ?? "fitted",
        floorMin: Number.isFinite(form.floorMin) ? form.floorMin : null,
        anchor,
      },
      warnings: [
        ...fitted.warnings,
        ...curveWarnings(problem, fitted),
        ...mixedUnitsWarnings(
          loss.map((each) => -each),
          score,
          "score",
        ),
      ],
    },
    "result",
  );
}
