import { requireFinite } from "../numeric/checks.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import {
  bcaInterval,
  drawRows,
  drawsCovariance,
  droppedWarnings,
  percentileInterval,
} from "../statistics/bootstrap.ts";
import { type Estimate, symmetricEstimate } from "../statistics/estimate.ts";
import { bootstrapLine } from "../statistics/line-bootstrap.ts";
import {
  type LineAt,
  type LineSample,
  lineClusterCovariance,
  lineCovariance,
  linePulls,
  unleveredResiduals,
} from "../statistics/linear-regression.ts";
import type { Trend } from "./trend.ts";
import type { ResolvedTrendOptions } from "./trend-options.ts";

/** The coefficients of a trend at its reference year, and all that is known of their uncertainty. */
export type TrendUncertainty = Pick<
  Trend,
  "coefficients" | "covariance" | "draws" | "intervalDegreesOfFreedom" | "warnings"
>;

/** Intervals from a covariance in closed form: independent errors, or errors independent between clusters. */
export function formulaUncertainty(
  sample: LineSample | (LineAt & { clusters: null }),
  level: number,
): TrendUncertainty {
  const { line } = sample;
  const degreesOfFreedom = sample.clusters === null ? line.n - 2 : sample.clusters.count - 1;
  const covariance =
    sample.clusters === null
      ? lineCovariance(sample, line.sumOfSquaredResiduals / degreesOfFreedom)
      : lineClusterCovariance(sample);
  const multiplier = studentTQuantile((1 + level) / 2, degreesOfFreedom);
  return {
    coefficients: named(sample, (value, k) =>
      symmetricEstimate(value, Math.sqrt(covariance[k]![k]!), multiplier, level),
    ),
    covariance,
    draws: null,
    intervalDegreesOfFreedom: degreesOfFreedom,
    warnings: [],
  };
}

/** Intervals from resampling; the covariance is that of the draws. */
export function bootstrapUncertainty(
  sample: LineSample,
  options: ResolvedTrendOptions,
  noise: Float64Array | null,
): TrendUncertainty {
  const { level, interval } = options;
  const resampling = bootstrapLine(sample, { ...options, residual: interval === "residual", noise });
  const warnings = droppedWarnings(resampling, "too few points or years");
  // Leaving a point out moves a coefficient by the pull of its residual about the line without it (exact for rows).
  const pulls = interval === "bca" ? linePulls(sample, unleveredResiduals(sample, 1)) : null;
  const covariance = drawsCovariance(resampling.draws);
  const coefficients = named(sample, (estimate, k) => {
    const draws = resampling.draws[k]!;
    return {
      estimate,
      standardError: covariance && Math.sqrt(covariance[k]![k]!),
      ...(pulls === null
        ? percentileInterval(draws, level)
        : bcaInterval(
            draws,
            estimate,
            pulls[k].map((pull) => -pull),
            level,
          )),
      level,
    };
  });
  return { coefficients, covariance, draws: drawRows(resampling), intervalDegreesOfFreedom: null, warnings };
}

function named({ line, distance }: LineAt, at: (value: number, k: 0 | 1) => Estimate): Trend["coefficients"] {
  const level = at(line.meanY + line.slope * distance, 0);
  // A reference year so far off that the level there, or its uncertainty, cannot be held.
  requireFinite(level.estimate + (level.standardError ?? 0), "options.referenceYear");
  return { log10AtReference: level, slopeOomPerYear: at(line.slope, 1) };
}
