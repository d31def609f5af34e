import { ScalingError } from "../errors.ts";
import { positiveColumn, requireOptions, requireSameLength } from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import { sum } from "../numeric/summation.ts";
import { fitLine, type LineSummary } from "../statistics/linear-regression.ts";
import { logSeries, type Series } from "./series.ts";
import { requireMoments } from "./trend-moments-check.ts";

/**
 * All that a line by least squares needs to know of its points, however many: with x = year, y = log10(value) and sums
 * over the points, weighted where there are weights. Plain JSON; a database engine can compute it as well.
 */
export interface TrendMoments {
  /** Number of points. */
  n: number;
  /** sum w x / sum w */
  meanYear: number;
  /** sum w y / sum w */
  meanLog10Value: number;
  /** sum w (x - meanYear)^2: n times the population variance. */
  sumOfSquaresYear: number;
  /** sum w (x - meanYear) (y - meanLog10Value): n times the population covariance. */
  sumOfProducts: number;
  /** sum w (y - meanLog10Value)^2 */
  sumOfSquaresLog10Value: number;
  /** Least decimal year. */
  firstYear: number;
  /** Largest decimal year. */
  lastYear: number;
  /** What rounding took from `meanYear`; left out, it is 0. It matters for years written with a large offset. */
  meanYearRemainder?: number;
  /** sum w, with {@link TrendMoments.sumLogWeights}; left out together where the points have no weights. */
  sumOfWeights?: number;
  /** sum ln w */
  sumLogWeights?: number;
}

/** What {@link trendMoments} may be told. */
export interface TrendMomentsOptions {
  /** Inverse variances of the points; default all equal. */
  weights?: ArrayLike<number>;
}

/**
 * Reduces a series to the moments from which {@link fitTrendFromMoments} fits the same line as {@link fitTrend}: means,
 * then sums of squares about them.
 *
 * @param series - `year`: decimal years; `value`: values in natural units, above zero. One point is enough: parts are
 * joined by {@link mergeMoments}.
 * @throws ScalingError `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `UNSUPPORTED_TYPE`,
 * `OUT_OF_RANGE` (years or weights whose squares are no ordinary numbers).
 *
 * Source: Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", two-pass algorithm.
 *
 * @example
 * ```ts
 * import { trendMoments } from "scaling-laws/trends";
 *
 * const moments = trendMoments({ year: [2018, 2019, 2020, 2021], value: [1e20, 1e21, 1e21, 1e22] });
 * console.log([moments.n, moments.meanYear, moments.meanLog10Value]); // => [4, 2019.5, 21]
 * console.log([moments.sumOfSquaresYear, moments.sumOfProducts]); // => [5, 3]
 * ```
 */
export function trendMoments(series: Series, options: TrendMomentsOptions = {}): TrendMoments {
  requireOptions(options);
  const { n, year, log10Value } = logSeries(series, 1);
  const weights = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights?.length ?? n, n, "options.weights");
  const { lower: firstYear, upper: lastYear } = columnRange(year);
  const line = firstYear < lastYear ? fitLine(year, log10Value, weights) : lineOfOneYear(year, log10Value, weights);
  if (line === null) {
    throw new ScalingError("OUT_OF_RANGE", `Expected years an ordinary time apart but got ${year[0]}`, "series.year");
  }
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    year[i] = weight * (year[i]! - line.meanX);
    if (weights !== null) weights[i] = Math.log(weight);
  }
  return finiteMoments(
    {
      n,
      meanYear: line.meanX,
      meanLog10Value: line.meanY,
      sumOfSquaresYear: line.sumOfSquaresX,
      sumOfProducts: line.slope * line.sumOfSquaresX,
      sumOfSquaresLog10Value: line.totalSumOfSquares,
      firstYear,
      lastYear,
      meanYearRemainder: sum(year) / line.sumOfWeights,
      ...(weights === null ? {} : { sumOfWeights: line.sumOfWeights, sumLogWeights: sum(weights) }),
    },
    "series.year",
  );
}

/** No line runs through the points of one year, but their values have a mean and a spread, whatever x is. */
function lineOfOneYear(year: Float64Array, y: Float64Array, weights: Float64Array | null): LineSummary {
  const alone = { n: 1, sumOfWeights: weights?.[0] ?? 1, meanY: y[0]!, totalSumOfSquares: 0, sumOfSquaredResiduals: 0 };
  const positions = Float64Array.from(year.keys());
  return { ...(fitLine(positions, y, weights) ?? alone), meanX: year[0]!, slope: 0, sumOfSquaresX: 0 };
}

/**
 * The moments of two sets of points together. The order of merging matters to rounding only, so that parts may come
 * from anywhere: partitions of a table, files, machines, days. A point must not be in two parts.
 *
 * With d the distance of the means and W the weights (points, where there are no weights), every sum of squares is
 * S = Sa + Sb + d^2 Wa Wb / W, and the products likewise: sums of terms that are not negative, in which nothing cancels.
 *
 * @param a - Moments, from {@link trendMoments}, an engine, or another merge.
 * @param b - The same; both with weights or both without.
 * @throws ScalingError `UNSUPPORTED_TYPE`, `NOT_FINITE`, `EMPTY_INPUT`, `OUT_OF_RANGE` for numbers that no points have,
 * `INVALID_OPTION` where only one has weights.
 *
 * Source: Chan, Golub and LeVeque 1983, pairwise algorithm; its merging of products as in Bennett et al. 2009.
 *
 * @example
 * ```ts
 * import { mergeMoments, trendMoments } from "scaling-laws/trends";
 *
 * const early = trendMoments({ year: [2018, 2019], value: [1e20, 1e21] });
 * const late = trendMoments({ year: [2020, 2021], value: [1e21, 1e22] });
 * const moments = mergeMoments(early, late);
 * console.log([moments.n, moments.meanYear, moments.sumOfSquaresYear, moments.sumOfProducts]); // => [4, 2019.5, 5, 3]
 * ```
 */
export function mergeMoments(a: TrendMoments, b: TrendMoments): TrendMoments {
  const left = requireMoments(a, "a");
  const right = requireMoments(b, "b");
  if ((left.sumOfWeights === undefined) !== (right.sumOfWeights === undefined)) {
    const message = "Expected two parts with weights, or two without, but got one of each";
    throw new ScalingError("INVALID_OPTION", message, "b.sumOfWeights");
  }
  const leftWeight = left.sumOfWeights ?? left.n;
  const rightWeight = right.sumOfWeights ?? right.n;
  const share = rightWeight / (leftWeight + rightWeight);
  const between = leftWeight * share;
  const remainder = left.meanYearRemainder ?? 0;
  const years = right.meanYear - left.meanYear + ((right.meanYearRemainder ?? 0) - remainder);
  const logs = right.meanLog10Value - left.meanLog10Value;
  const shift = years * share + remainder;
  const meanYear = left.meanYear + shift;
  return finiteMoments(
    {
      n: left.n + right.n,
      meanYear,
      meanLog10Value: left.meanLog10Value + logs * share,
      sumOfSquaresYear: left.sumOfSquaresYear + right.sumOfSquaresYear + years * years * between,
      sumOfProducts: left.sumOfProducts + right.sumOfProducts + years * logs * between,
      sumOfSquaresLog10Value: left.sumOfSquaresLog10Value + right.sumOfSquaresLog10Value + logs * logs * between,
      firstYear: Math.min(left.firstYear, right.firstYear),
      lastYear: Math.max(left.lastYear, right.lastYear),
      meanYearRemainder: left.meanYear - meanYear + shift,
      ...(left.sumOfWeights === undefined
        ? {}
        : {
            sumOfWeights: leftWeight + rightWeight,
            sumLogWeights: (left.sumLogWeights ?? 0) + (right.sumLogWeights ?? 0),
          }),
    },
    "b",
  );
}

function finiteMoments(moments: TrendMoments, path: string): TrendMoments {
  for (const [name, value] of Object.entries(moments)) {
    if (!Number.isFinite(value)) {
      throw new ScalingError("OUT_OF_RANGE", `Expected years and weights of a size that leaves ${name} finite`, path);
    }
  }
  return moments;
}
