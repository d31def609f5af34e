import type { Warning } from "../errors.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { quantileSorted, standardDeviation } from "../statistics/bootstrap.ts";
import { intervalMultiplier, noCovarianceWarning, type Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { pieceOf, type SegmentedLine, slopeTerm, valueAt } from "../statistics/segmented-line.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type AnyPiecewiseTrend, lineOf, lineOfDraw } from "./piecewise-trend-law.ts";
import { exponentError, lawLevel } from "./piecewise-trend-prediction.ts";
import { extrapolationWarnings } from "./prediction-at-year.ts";

const SCAN_STEPS = 400;
const SCAN_GROWTH = 1.05;
const BISECTIONS = 80;

/**
 * The year at which a piecewise trend reaches a value. Where several segments reach it, the earliest year within the
 * data is given, or, if there is none, the one nearest to the data, and a warning names the others. A value that a
 * discontinuous trend jumps over is not reached.
 *
 * The bounds are the ends of the years around the estimate at which the line's own interval holds the value; with kept
 * draws, the percentiles of the years at which the draws reach it. The standard error is the delta method's.
 *
 * @param law - A piecewise trend, fitted or stored.
 * @param value - In natural units, above zero.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns A decimal year. Warnings: `NOT_REACHED` (estimate null), `NOT_IDENTIFIED` for more than one year,
 * `UNBOUNDED`, `NO_COVARIANCE`, `EXTRAPOLATION`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `OUT_OF_RANGE` (years that no
 * double holds).
 *
 * @example
 * ```ts
 * import { fitPiecewiseTrend, invertPiecewiseTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2016, 2017, 2018, 2019, 2020, 2021], value: [1e18, 2e18, 4e18, 4e19, 4e20, 5e21] };
 * const fit = fitPiecewiseTrend(series, { breaks: [2018], continuous: true });
 * console.log(invertPiecewiseTrend(fit, 1e21).estimate?.toFixed(2)); // => "2020.35"
 * ```
 */
export function invertPiecewiseTrend(
  law: AnyPiecewiseTrend,
  value: number,
  options: { level?: number } = {},
): Prediction {
  requireUsableLaw(law, "piecewise-trend");
  requireOptions(options);
  const target = Math.log10(requirePositive(value, "value"));
  const level = resolveLevel(options.level ?? lawLevel(law));
  const line = lineOf(law);
  const years = yearsReaching(line, target);
  const none: Prediction = { estimate: null, standardError: null, lower: null, upper: null, level, warnings: [] };
  const estimate = chosenYear(law, years);
  if (estimate === null) {
    const message = `No segment of the line reaches ${value}.`;
    return { ...none, warnings: [{ code: "NOT_REACHED", message, path: "estimate" }] };
  }
  const warnings = extrapolationWarnings(law, estimate, "estimate");
  if (years.length > 1) warnings.push(severalYears(years, estimate, value));
  if (law.draws !== null && law.draws.length > 1)
    return fromDraws(law, law.draws, target, { ...none, estimate, warnings });
  const atEstimate = exponentError(law, line, estimate);
  if (atEstimate === null) return { ...none, estimate, warnings: [...warnings, noCovarianceWarning()] };
  const slope = line.coefficients[slopeTerm(line.continuous, pieceOf(line.breaks, estimate))]!;
  const lower = boundOf(law, line, target, estimate, -1, level);
  const upper = boundOf(law, line, target, estimate, 1, level);
  if (lower === null || upper === null) warnings.push(unbounded(lower, upper));
  const standardError = finite(atEstimate / Math.abs(slope));
  return requireHeld({ estimate, standardError, lower, upper, level, warnings }, "law");
}

/** Every year at which a segment reaches the target, ascending. */
function yearsReaching(line: SegmentedLine, target: number): number[] {
  const { breaks, coefficients, continuous } = line;
  const years: number[] = [];
  for (let s = 0; s <= breaks.length; s++) {
    const from = s === 0 ? Number.NEGATIVE_INFINITY : breaks[s - 1]!;
    const to = s === breaks.length ? Number.POSITIVE_INFINITY : breaks[s]!;
    const slope = coefficients[slopeTerm(continuous, s)]!;
    const anchor = s > 0 ? breaks[s - 1]! : continuous && breaks.length > 0 ? breaks[0]! : line.reference;
    const year = anchor + (target - valueAt(line, anchor)) / slope;
    // A slope of zero gives no finite year.
    if (
      Number.isFinite(year) &&
      year >= from &&
      (continuous ? year <= to : year < to) &&
      year !== years[years.length - 1]
    ) {
      years.push(year);
    }
  }
  return years;
}

function chosenYear(law: AnyPiecewiseTrend, years: readonly number[]): number | null {
  const seen = law.support?.["year"];
  if (years.length === 0) return null;
  if (seen === undefined) return years[0]!;
  const distance = (year: number): number => Math.max(seen.lower - year, year - seen.upper, 0);
  return years.reduce((chosen, year) => (distance(year) < distance(chosen) ? year : chosen));
}

function severalYears(years: readonly number[], estimate: number, value: number): Warning {
  const others = years.filter((year) => year !== estimate).map((year) => year.toFixed(2));
  const message = `The line reaches ${value} more than once: besides ${estimate.toFixed(2)} also at ${others.join(", ")}.`;
  return { code: "NOT_IDENTIFIED", message, path: "estimate" };
}

function fromDraws(
  law: AnyPiecewiseTrend,
  draws: readonly (readonly number[])[],
  target: number,
  answer: Prediction,
): Prediction {
  const reached: number[] = [];
  for (const draw of draws) {
    const year = chosenYear(law, yearsReaching(lineOfDraw(law, draw), target));
    if (year !== null) reached.push(year);
  }
  // A draw that never reaches the value may lie beyond either end: it counts against both bounds.
  const tail = (1 - answer.level) / 2;
  const missing = new Array<number>(draws.length - reached.length);
  reached.sort((a, b) => a - b);
  const lower = finite(quantileSorted([...missing.fill(Number.NEGATIVE_INFINITY), ...reached], tail));
  const upper = finite(quantileSorted([...reached, ...missing.fill(Number.POSITIVE_INFINITY)], 1 - tail));
  const standardError = missing.length > 0 ? null : finite(standardDeviation(Float64Array.from(reached)) ?? Number.NaN);
  if (lower !== null && upper !== null) return { ...answer, standardError, lower, upper };
  const share = ((100 * missing.length) / draws.length).toPrecision(2);
  const message = `${share} % of the draws never reach the value, too many for bounds.`;
  return { ...answer, warnings: [...answer.warnings, { code: "UNBOUNDED", message, path: null }] };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** How far from the estimate the line's interval still holds the target, in one direction; null beyond all years seen. */
function boundOf(
  law: AnyPiecewiseTrend,
  line: SegmentedLine,
  target: number,
  estimate: number,
  direction: 1 | -1,
  level: number,
): number | null {
  const multiplier = intervalMultiplier(level, law.intervalDegreesOfFreedom);
  const holds = (year: number): boolean =>
    Math.abs(valueAt(line, year) - target) <= multiplier * (exponentError(law, line, year) ?? 0);
  let inside = estimate;
  let step = 1 / 64;
  for (let k = 0; k < SCAN_STEPS; k++) {
    const next = inside + direction * step;
    if (!holds(next)) return edge(inside, next, holds);
    inside = next;
    step *= SCAN_GROWTH;
  }
  return null;
}

function edge(inside: number, outside: number, holds: (year: number) => boolean): number {
  let near = inside;
  let far = outside;
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (near + far) / 2;
    if (middle === near || middle === far) break;
    if (holds(middle)) near = middle;
    else far = middle;
  }
  return near;
}

function unbounded(lower: number | null, upper: number | null): Warning {
  const side = lower === null && upper === null ? "either" : lower === null ? "the early" : "the late";
  const message = `No year on ${side} side can be excluded: the slope there cannot be told from zero.`;
  return { code: "UNBOUNDED", message, path: lower === null ? "lower" : "upper" };
}
