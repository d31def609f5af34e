import { ScalingError, type Warning } from "../errors.ts";
import { finiteColumn, positiveColumn, requireOptions, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { columnRange } from "../numeric/range.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import type { Fit } from "../statistics/law.ts";
import { type CurveProblem, curveColumns, curveParts, type FittedCurve, fitCurve } from "./curve-fit.ts";
import { asymptoteWarning, heldFloorWarning, rangeWarnings } from "./curve-warnings.ts";
import { requirePlaces } from "./logistic-fit.ts";
import { type CurveInterval, resolveAsymptote, resolveCurveInterval, resolveFloorMin } from "./logistic-options.ts";
import type { ScoreLawCoefficients, ScoreTerm } from "./score-formula.ts";
import { mixedUnitsWarnings, requireScoreUnit, requireUpperScoreUnit, scoreUnit } from "./score-units.ts";

/** Models of one family, as columns of equal length: size (parameters, or training compute) and score. */
export interface ScoreColumns {
  /** Sizes, all in parameters or all in FLOP of training. */
  size: ArrayLike<number>;
  /** Scores, in percent or as fractions. */
  score: ArrayLike<number>;
}

/** What {@link fitScoreLaw} may be told. */
export interface ScoreLawOptions extends FitOptions {
  /** A number, as chance level, or `fitted` (default). */
  floor?: number | "fitted";
  /** The least value of a fitted floor, as 0; default none. */
  floorMin?: number;
  /** A number, as 1 or 100, or `fitted` (default). */
  ceiling?: number | "fitted";
  /** How the intervals are made; default `t`, or `percentile` where clusters are given. */
  interval?: CurveInterval;
}

/** What a {@link ScoreLaw} echoes of its options. */
export interface ResolvedScoreLawOptions extends ResolvedFitOptions {
  /** Lower asymptote of the score, given or fitted. */
  floor: number | "fitted";
  /** Least floor allowed; null for none. */
  floorMin: number | null;
  /** Upper asymptote of the score, given or fitted. */
  ceiling: number | "fitted";
  /** How the intervals were made. */
  interval: CurveInterval;
}

/** A fitted score law. */
export interface ScoreLaw extends Fit<"score-law", ScoreTerm>, ScoreLawCoefficients {
  intervalDegreesOfFreedom: number | null;
  /** The options as they were resolved, defaults included. */
  options: ResolvedScoreLawOptions;
}

const TERMS: readonly ScoreTerm[] = ["floor", "ceiling", "slope", "logMidpoint"];
/** The terms as sums of steepness, midpoint, floor and ceiling of the logistic in ln size. */
const MATRIX = [
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [1, 0, 0, 0],
  [0, 1, 0, 0],
] as const;

function asymptotes(options: ScoreLawOptions, score: Float64Array): { floor: number | null; ceiling: number | null } {
  const range = columnRange(score);
  if (!(range.upper > range.lower)) {
    throw new ScalingError("NO_SPREAD", `Expected scores that differ but all are ${range.lower}`, "score");
  }
  const unit = scoreUnit(range.upper);
  const floor = resolveAsymptote(options.floor, "options.floor");
  const ceiling = resolveAsymptote(options.ceiling, "options.ceiling");
  if (ceiling !== null && requireUpperScoreUnit(ceiling, unit, "a ceiling", "options.ceiling") <= range.lower) {
    const message = `Expected a ceiling above the smallest score, ${range.lower}, but got ${ceiling}`;
    throw new ScalingError("OUT_OF_RANGE", message, "options.ceiling");
  }
  if (floor !== null && requireScoreUnit(floor, unit, "a floor", "options.floor") >= range.upper) {
    const message = `Expected a floor below the largest score, ${range.upper}, but got ${floor}`;
    throw new ScalingError("OUT_OF_RANGE", message, "options.floor");
  }
  if (floor !== null && ceiling !== null && floor >= ceiling) {
    throw new ScalingError(
      "INVALID_OPTION",
      `Expected a floor below the ceiling, ${ceiling}, but got ${floor}`,
      "options.floor",
    );
  }
  return { floor, ceiling };
}

function lawWarnings(problem: CurveProblem, fitted: FittedCurve): Warning[] {
  const { optimum, coefficients } = fitted;
  const warnings = heldFloorWarning(fitted, "coefficients.floor");
  for (const side of ["ceiling", "floor"] as const) {
    if (problem.form[side] !== null || optimum.atBound.includes(side)) continue;
    const { standardError } = coefficients[side]!;
    warnings.push(...asymptoteWarning(side, problem, optimum, standardError, `coefficients.${side}`));
  }
  return [...warnings, ...rangeWarnings(fitted, { steepness: "slope", midpoint: "logMidpoint" })];
}

/**
 * Fits how the score of one family rises with its size, in one step, for families whose losses are not known:
 *
 * score = floor + (ceiling - floor) / (1 + exp(-slope (ln size - logMidpoint))),
 *
 * by (weighted) least squares. Give chance level and the highest possible score as `floor` and `ceiling` where they are
 * known: few families reach either, and what is fitted instead decides the sizes of all better models.
 *
 * @param columns - `size` above zero (parameters, or FLOP for a density by compute), `score` in percent or as fractions.
 * At least as many sizes as coefficients are fitted.
 * @param options - See {@link ScoreLawOptions}.
 * @returns Plain JSON. Warnings as of {@link fitPerformanceCurve}.
 * @throws ScalingError `TOO_FEW_POINTS`, `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD` (a
 * family of one size), `OUT_OF_RANGE` (floor or ceiling in the other unit, or beyond all scores), `INVALID_OPTION`.
 *
 * The one-step form is ours; Xiao et al. 2025 (arXiv 2412.04315) go by way of the loss.
 *
 * @example
 * ```ts
 * import { fitScoreLaw } from "scaling-laws/densing";
 *
 * const size = [0.5e9, 1.8e9, 4e9, 7e9, 14e9, 32e9];
 * const score = size.map((each) => 0.25 + 0.75 / (1 + (9e9 / each) ** 0.5));
 * const { coefficients } = fitScoreLaw({ size, score }, { floor: 0.25, ceiling: 1 });
 * console.log(coefficients.slope.estimate.toFixed(4)); // => "0.5000"
 * console.log((Math.exp(coefficients.logMidpoint.estimate) / 1e9).toFixed(4)); // => "9.0000"
 * ```
 */
export function fitScoreLaw(columns: ScoreColumns, options: ScoreLawOptions = {}): ScoreLaw {
  requireOptions(options);
  const size = positiveColumn(columns?.size, "size");
  const score = finiteColumn(columns?.score, "score");
  requireSameLength(score.length, size.length, "score");
  const fittedAsymptotes = [options.floor, options.ceiling].filter(
    (each) => each === undefined || each === "fitted",
  ).length;
  requirePoints(size.length, 2 + fittedAsymptotes, "size");
  requirePlaces(size, 2 + fittedAsymptotes, "size");
  const given = asymptotes(options, score);
  const form = { ...given, floorMin: resolveFloorMin(options.floorMin, given.floor) };
  const { weights, clusters } = curveColumns(options, size.length);
  const problem: CurveProblem = {
    data: { x: size.map(Math.log), y: score, weights },
    observed: size.length,
    form,
    clusters,
    options: {
      ...resolveFitOptions(options, clusters?.count ?? null),
      interval: resolveCurveInterval(options.interval, clusters),
    },
    view: { terms: TERMS, matrix: MATRIX, given: [form.floor !== null, form.ceiling !== null, false, false] },
  };
  const fitted = fitCurve(problem);
  const { floor, ceiling, slope, logMidpoint } = fitted.coefficients;
  return requireHeld(
    {
      kind: "score-law",
      version: 1,
      terms: TERMS,
      coefficients: { floor: floor!, ceiling: ceiling!, slope: slope!, logMidpoint: logMidpoint! },
      ...curveParts(fitted, options),
      support: { size: columnRange(size), score: columnRange(score) },
      options: {
        ...problem.options,
        floor: form.floor ?? "fitted",
        floorMin: Number.isFinite(form.floorMin) ? form.floorMin : null,
        ceiling: form.ceiling ?? "fitted",
      },
      warnings: [...fitted.warnings, ...lawWarnings(problem, fitted), ...mixedUnitsWarnings(size, score, "score")],
    },
    "result",
  );
}
