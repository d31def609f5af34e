import { ScalingError, type Warning } from "../errors.ts";
import { finiteColumn, refuse, requireFinite, requirePositive, requireSameLength } from "../numeric/checks.ts";
import { normalQuantile } from "../numeric/distributions.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { fitLine } from "../statistics/linear-regression.ts";
import { logSeries, type Series } from "./series.ts";
import { requireYearSpread } from "./sorted-series.ts";

/** Weights for points that are not measured equally well. */
export interface MeasurementWeights {
  /** One a point, of mean 1: proportional to 1 / (scatterDex^2 + error_i^2). For `weights` of {@link fitTrend}. */
  weights: number[];
  /** sigma, the scatter of the true values about the line in orders of magnitude. */
  scatterDex: number;
  /** The mean share of error_i^2 in scatterDex^2 + error_i^2. */
  measurementShare: number;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/** Steps of the search over sigma before it is refined. */
const GRID = 64;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Weights for a line through points whose measurement errors are known: log10(value) scatters about the line with
 * variance sigma^2 + error_i^2, where sigma is estimated by restricted maximum likelihood and the weight of a point is
 * 1 / (sigma^2 + error_i^2), scaled to mean 1.
 *
 * Pass them on: `fitTrend(series, { weights: measurementWeights(series, dex).weights })`. It is a function of its own so
 * that a line without measurement errors does not carry the search; the t interval of the weighted line estimates the
 * common factor of the variances again. Equal errors give equal weights: they change nothing, since the scatter about
 * the line holds them already. Errors in the same direction, as of a whole method of estimation, are not seen at all.
 *
 * @param series - Decimal years and positive values; at least 4 points.
 * @param dex - The standard deviation of the measurement error of each log10(value), zero or above, or one for all. See
 * {@link dexOfBounds} and {@link dexOfConfidence}.
 * @returns Plain JSON. Warnings: `COEFFICIENT_AT_BOUND` (sigma is 0: the errors as stated explain all the scatter, or more),
 * `EXACT_FIT`.
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`, `OUT_OF_RANGE`.
 *
 * REML for one variance component: Patterson and Thompson 1971; as in meta-regression, Viechtbauer 2005.
 *
 * @example
 * ```ts
 * import { fitTrend, measurementWeights } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021, 2022, 2023], value: [1e20, 8e20, 2e21, 2e22, 5e22, 9e24] };
 * const { weights } = measurementWeights(series, [0.1, 0.1, 0.1, 0.1, 0.1, 1]);
 * console.log(fitTrend(series).coefficients.slopeOomPerYear.estimate.toFixed(2)); // => "0.89"
 * console.log(fitTrend(series, { weights }).coefficients.slopeOomPerYear.estimate.toFixed(2)); // => "0.69"
 * ```
 */
export function measurementWeights(series: Series, dex: number | ArrayLike<number>): MeasurementWeights {
  const { n, year, log10Value } = logSeries(series, 4);
  const errors = finiteColumn(typeof dex === "number" ? new Float64Array(n).fill(dex) : dex, "dex");
  requireSameLength(errors.length, n, "dex");
  for (let i = 0; i < n; i++) {
    if (errors[i]! >= 0) continue;
    throw new ScalingError(
      "OUT_OF_RANGE",
      `Expected a standard deviation of 0 or above but got ${errors[i]}`,
      `dex[${i}]`,
    );
  }
  requireYearSpread(Math.min(...year), Math.max(...year));
  const line = fitLine(year, log10Value);
  if (line === null) throw new ScalingError("NO_SPREAD", "Expected years that differ", "series.year");
  const spread = Math.sqrt(line.sumOfSquaredResiduals / (n - 2));
  const warnings: Warning[] = [];
  const rounding = 8 * Number.EPSILON * (1 + Math.abs(line.meanY) + Math.abs(line.slope * line.meanX));
  const exact = spread <= rounding;
  if (exact) {
    const message = "The points lie on the line: there is no scatter to be told apart";
    warnings.push({ code: "EXACT_FIT", message, path: "scatterDex" });
  }
  // A point without error has no weight but through sigma, which must then be above 0.
  const least = Math.min(...errors) > 0 ? 0 : 1e-6 * spread;
  const weightsAt = (sigma: number): Float64Array => errors.map((error) => 1 / (sigma * sigma + error * error));
  const sigma = exact
    ? 0
    : likeliestSigma(least, 2 * spread, (each) => restrictedLikelihood(year, log10Value, weightsAt(each)));
  if (sigma <= least && !exact) {
    const message = "The stated errors explain all of the scatter, or more: sigma is 0";
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: "scatterDex" });
  }
  const raw = exact && least === 0 && Math.min(...errors) === 0 ? new Float64Array(n).fill(1) : weightsAt(sigma);
  let total = 0;
  let share = 0;
  for (let i = 0; i < n; i++) {
    total += raw[i]!;
    const variance = sigma * sigma + errors[i]! ** 2;
    share += variance > 0 ? errors[i]! ** 2 / variance / n : 0;
  }
  return requireHeld(
    {
      weights: Array.from(raw, (each) => (each * n) / total),
      scatterDex: sigma <= least ? 0 : sigma,
      measurementShare: share,
      warnings,
    },
    "dex",
  );
}

/** Twice the restricted log-likelihood of a line, up to a constant: sum ln w - ln |X'WX| - r'Wr. */
function restrictedLikelihood(x: Float64Array, y: Float64Array, weights: Float64Array): number {
  const line = fitLine(x, y, weights);
  if (line === null) return Number.NEGATIVE_INFINITY;
  let logs = 0;
  for (let i = 0; i < weights.length; i++) logs += Math.log(weights[i]!);
  return logs - Math.log(line.sumOfWeights) - Math.log(line.sumOfSquaresX) - line.sumOfSquaredResiduals;
}

/** The best of a grid, refined by golden section between its neighbours. */
function likeliestSigma(least: number, most: number, likelihood: (sigma: number) => number): number {
  const at = (step: number): number => least + ((most - least) * step) / GRID;
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let step = 0; step <= GRID; step++) {
    const each = likelihood(at(step));
    if (each > highest) {
      highest = each;
      best = step;
    }
  }
  let low = at(Math.max(0, best - 1));
  let high = at(Math.min(GRID, best + 1));
  let inner = high - GOLDEN * (high - low);
  let outer = low + GOLDEN * (high - low);
  let atInner = likelihood(inner);
  let atOuter = likelihood(outer);
  while (high - low > 1e-9 * most) {
    if (atInner >= atOuter) {
      high = outer;
      outer = inner;
      atOuter = atInner;
      inner = high - GOLDEN * (high - low);
      atInner = likelihood(inner);
    } else {
      low = inner;
      inner = outer;
      atInner = atOuter;
      outer = low + GOLDEN * (high - low);
      atOuter = likelihood(outer);
    }
  }
  const found = (low + high) / 2;
  return likelihood(least) >= likelihood(found) ? least : found;
}

/**
 * The standard deviation of a measurement error, in orders of magnitude, from its bounds:
 * (log10 upper - log10 lower) / (2 z).
 *
 * Few rows of Epoch's tables have both bounds of the compute (1 of 11 with any in the file of November 2024); of a single
 * one the distance to the value, twice, is the natural reading.
 *
 * @param lower - above zero.
 * @param upper - at least `lower`.
 * @param level - how sure it is that the truth lies between them; default 0.9.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `OUT_OF_RANGE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { dexOfBounds } from "scaling-laws/trends";
 *
 * console.log(dexOfBounds(1e22, 1e24).toFixed(3)); // => "0.608"
 * ```
 */
export function dexOfBounds(lower: number, upper: number, level = 0.9): number {
  const low = Math.log10(requirePositive(lower, "lower"));
  const high = Math.log10(requirePositive(upper, "upper"));
  if (high < low) throw new ScalingError("OUT_OF_RANGE", `Expected at least ${lower} but got ${upper}`, "upper");
  return requireFinite((high - low) / (2 * normalQuantile((1 + resolveLevel(level, "level")) / 2)), "level");
}

/**
 * The standard deviation, in orders of magnitude, that Epoch's words of confidence are taken to stand for: "Confident" a
 * 90 % interval of a factor 3 either way, "Likely" of 10 and "Speculative" of 30. That is our reading of how the
 * database describes the column, rounded; give deviations of your own where you know better.
 *
 * @param confidence - the cell as it is in the table; case does not matter.
 * @returns Null for any other word, "Unverified", "Unknown" and "Wrong" among them, and for null: no error is known.
 *
 * @example
 * ```ts
 * import { dexOfConfidence } from "scaling-laws/trends";
 *
 * console.log(["Confident", "Likely", "Speculative"].map((word) => dexOfConfidence(word)?.toFixed(2))); // => ["0.29", "0.61", "0.90"]
 * console.log(dexOfConfidence("Unknown")); // => null
 * ```
 */
export function dexOfConfidence(confidence: string | null): number | null {
  if (confidence !== null && typeof confidence !== "string") {
    return refuse("UNSUPPORTED_TYPE", "a word or null", confidence, "confidence");
  }
  const factor = new Map([
    ["confident", 3],
    ["likely", 10],
    ["speculative", 30],
  ]).get(confidence?.trim().toLowerCase() ?? "");
  return factor === undefined ? null : dexOfBounds(1 / factor, factor);
}
