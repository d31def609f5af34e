import { ScalingError, type Warning } from "../errors.ts";
import { requireFinite, requireOptions, requirePoints } from "../numeric/checks.ts";
import { resolveFitOptions } from "../statistics/fit-options.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { LineSummary } from "../statistics/linear-regression.ts";
import type { Trend } from "./trend.ts";
import type { TrendMoments } from "./trend-moments.ts";
import { requireMoments } from "./trend-moments-check.ts";
import type { TrendOptions } from "./trend-options.ts";
import { formulaUncertainty } from "./trend-uncertainty.ts";

/** What {@link fitTrendFromMoments} may be told. */
export interface FitTrendFromMomentsOptions extends Pick<TrendOptions, "level" | "referenceYear"> {
  /** `t`, the only interval that moments can give. */
  interval?: "t";
}

/** Below this share of the total, a sum of squared residuals is what the rounding of sums leaves. */
const ROUNDING = 1e-12;

/**
 * Fits the line of {@link fitTrend} from moments alone, of points that are in a database, on several machines, or gone:
 *
 * slope = sumOfProducts / sumOfSquaresYear, SSE = sumOfSquaresLog10Value - sumOfProducts^2 / sumOfSquaresYear.
 *
 * The result is that of `fitTrend` on the same points with interval `t`, to rounding. The residuals are not there, so
 * the SSE is a difference: it has log10(1 / (1 - R^2)) digits less than the moments.
 *
 * @param moments - From {@link trendMoments}, {@link mergeMoments} or an engine; at least 3 points of two years.
 * @param options - `level`, `referenceYear`, and `interval`, which can be `t` only: resampling and clusters need the
 * points, and weights belong to the moments.
 * @returns Plain JSON, of the same shape as {@link fitTrend}'s. Warning: `EXACT_FIT`, where SSE is below 1e-12 of the
 * total and cannot be told from rounding.
 * @throws ScalingError `TOO_FEW_POINTS`, `NO_SPREAD`, `INVALID_OPTION`, and what {@link mergeMoments} throws for numbers
 * that are no moments of any points.
 *
 * @example
 * ```ts
 * import { fitTrendFromMoments, mergeMoments, trendMoments } from "scaling-laws/trends";
 *
 * const early = trendMoments({ year: [2018, 2019], value: [1e20, 3e20] });
 * const late = trendMoments({ year: [2020, 2021], value: [3e21, 1e22] });
 * const trend = fitTrendFromMoments(mergeMoments(early, late));
 * console.log(trend.coefficients.slopeOomPerYear.estimate.toFixed(3)); // => "0.700"
 * console.log(trend.goodness.n); // => 4
 * ```
 */
export function fitTrendFromMoments(moments: TrendMoments, options: FitTrendFromMomentsOptions = {}): Trend {
  refuseWhatNeedsPoints(options);
  const { n, sumLogWeights, sumOfWeights, firstYear, lastYear, ...sums } = requireMoments(moments, "moments");
  requirePoints(n, 3, "moments.n");
  // A quotient below all doubles is 0, without a sign.
  const slope = sums.sumOfProducts / sums.sumOfSquaresYear + 0;
  if (!Number.isFinite(slope)) {
    throw new ScalingError("NO_SPREAD", `Expected years that differ but got ${firstYear}`, "moments.sumOfSquaresYear");
  }
  const line: LineSummary = {
    n,
    sumOfWeights: sumOfWeights ?? n,
    meanX: sums.meanYear,
    meanY: sums.meanLog10Value,
    slope,
    sumOfSquaresX: sums.sumOfSquaresYear,
    totalSumOfSquares: sums.sumOfSquaresLog10Value,
    sumOfSquaredResiduals: Math.max(0, sums.sumOfSquaresLog10Value - slope * sums.sumOfProducts),
  };
  const referenceYear = requireFinite(options.referenceYear ?? line.meanX, "options.referenceYear");
  const resolved: Trend["options"] = {
    ...resolveFitOptions({ ...(options.level === undefined ? {} : { level: options.level }) }, null),
    weighted: sumOfWeights !== undefined,
    interval: "t",
    valueNoiseFactor: null,
    referenceYear,
  };
  const sample = { line, distance: referenceYear - line.meanX, clusters: null };
  const uncertainty = formulaUncertainty(sample, resolved.level);
  return {
    kind: "trend",
    version: 1,
    terms: ["log10AtReference", "slopeOomPerYear"],
    ...uncertainty,
    source: null,
    referenceYear,
    goodness: gaussianGoodness({ ...line, coefficients: 2, sumLogWeights: sumLogWeights ?? 0 }),
    convergence: null,
    support: { year: { lower: firstYear, upper: lastYear } },
    options: resolved,
    warnings: exactFitWarnings(line),
  };
}

const NEEDS_POINTS: Record<string, string> = {
  clusters: "clustered errors need the residual of every point",
  valueNoiseFactor: "noise is drawn anew for every point",
  weights: "weights belong to the moments, in trendMoments",
  keepDraws: "draws come from points drawn again",
};

function refuseWhatNeedsPoints(options: object): void {
  for (const [name, value] of Object.entries(requireOptions(options))) {
    if (name === "interval" && value !== undefined && value !== "t") {
      const message = 'Expected "t", the only interval of moments: the others need the residual of every point';
      throw new ScalingError("INVALID_OPTION", message, "options.interval");
    }
    const why = NEEDS_POINTS[name];
    if (why !== undefined && value !== undefined && value !== false) {
      throw new ScalingError("INVALID_OPTION", `Expected no ${name}: ${why}`, `options.${name}`);
    }
  }
}

function exactFitWarnings({ sumOfSquaredResiduals, totalSumOfSquares }: LineSummary): Warning[] {
  if (sumOfSquaredResiduals > ROUNDING * totalSumOfSquares) return [];
  const message = "The points lie on the line as far as moments can tell: its intervals measure rounding";
  return [{ code: "EXACT_FIT", message, path: "goodness" }];
}
