import type { Warning } from "../errors.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { drawRows, drawsCovariance, droppedWarnings, percentileInterval } from "../statistics/bootstrap.ts";
import { type ClusterIndex, clusterRobustCovariance, fewClustersWarnings } from "../statistics/clusters.ts";
import { type Estimate, noCovarianceWarning, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { condenser, type InteractionData } from "./interaction-data.ts";
import type { InteractionFit } from "./interaction-fit.ts";
import { type ProfileBounds, profileShapes } from "./interaction-profile.ts";
import { fittedRows, resampleInteraction } from "./interaction-resampling.ts";
import type { RoutingInterval } from "./routing-law.ts";

/** How the intervals of a fit are to be made. */
export interface InferencePlan {
  level: number;
  seed: number;
  resamples: number;
  interval: RoutingInterval;
  clusters: ClusterIndex | null;
  /** The names of the coefficients, six of them; a form has the first of them, the separable one a, b and d. */
  names: readonly string[];
  /** log10 of the unit in which excess was measured: 0, or log10 of the least utilization. */
  unit: number;
  /** The points lie on the law to rounding. */
  exact: boolean;
}

/** The coefficients of a fit in natural units, in the order of its form, and all that is known of their uncertainty. */
export interface Inference {
  coefficients: Estimate[];
  covariance: number[][] | null;
  draws: number[][] | null;
  intervalDegreesOfFreedom: number | null;
  warnings: Warning[];
  /** The bounds of the cut-off -b/c by its profile; null for other intervals. */
  cutoff: { lower: number | null; upper: number | null } | null;
}

/**
 * In units of 10^unit v becomes v + unit: a and d take up what b and c then add, start and max are multiplied.
 * Changes the values in place.
 */
export function inUnits(values: number[], unit: number): number[] {
  if (unit === 0) return values;
  const separable = values.length === 3;
  const last = separable ? 2 : 3;
  values[last] = values[last]! - unit * values[1]!;
  if (!separable) values[0] = values[0]! - unit * values[2]!;
  for (let k = 4; k < values.length; k++) values[k] = values[k]! * 10 ** unit;
  return values;
}

/** The change of units is linear: its matrix, applied to both sides of a covariance. */
function covarianceInUnits(covariance: number[][] | null, unit: number): number[][] | null {
  if (covariance === null || unit === 0) return covariance;
  const transpose = (matrix: number[][]): number[][] => matrix.map((_, j) => matrix.map((row) => row[j]!));
  const half = transpose(covariance.map((row) => inUnits([...row], unit)));
  const both = half.map((row) => inUnits([...row], unit));
  return both.map((row, j) => row.map((entry, k) => (j <= k ? entry : both[k]![j]!)));
}

/** The covariance, and a warning without one where doubles do not hold it: coefficients near 1e300, say. */
function ordinary(covariance: number[][] | null): [covariance: number[][] | null, warnings: Warning[]] {
  if (covariance === null || covariance.flat().every(Number.isFinite)) return [covariance, []];
  return [null, [noCovarianceWarning("covariance that a double could hold")]];
}

/** The terms of a form with `count` coefficients. */
export function termsOf(names: readonly string[], count: number): string[] {
  return count === 3 ? ["a", "b", "d"] : names.slice(0, count);
}

/** The pairs of coefficients so tied to each other that their single intervals say little. */
function correlationWarning(covariance: number[][] | null, all: readonly string[]): Warning[] {
  if (covariance === null) return [];
  const names = termsOf(all, covariance.length);
  // Root by root: the product of two tiny variances would be 0.
  const spread = covariance.map((row, j) => Math.sqrt(row[j]!));
  const pairs: string[] = [];
  for (let j = 0; j < covariance.length; j++) {
    for (let k = j + 1; k < covariance.length; k++) {
      const correlation = covariance[j]![k]! / spread[j]! / spread[k]!;
      if (Number.isFinite(correlation) && Math.abs(correlation) > 0.99)
        pairs.push(`${names[j]} and ${names[k]} ${correlation.toFixed(4)}`);
    }
  }
  if (pairs.length === 0) return [];
  const message = `Correlations beyond 0.99: ${pairs.join(", ")}. Fitted losses are known better than these coefficients are.`;
  return [{ code: "CORRELATED_COEFFICIENTS", message, path: "covariance" }];
}

/** Intervals by formula: Student's t for a to d; for start and max the profile, or t on a log scale. */
function byFormula(data: InteractionData, fit: InteractionFit, plan: InferencePlan): Inference {
  const { level, clusters, unit } = plan;
  const count = fit.values.length;
  const residualDegrees = data.n - count;
  const bread = fit.unscaledCovariance;
  const clustered = plan.interval === "cluster" && clusters !== null;
  const degrees = clustered ? clusters.count - 1 : residualDegrees;
  let raw: number[][] | null = null;
  if (bread !== null && clustered) {
    raw = clusterRobustCovariance({
      ...fittedRows(data, fit),
      bread,
      clusters,
      ...(data.weights && { weights: data.weights }),
    });
    raw = raw.map((row, j) => row.map((entry, k) => (j <= k ? entry : raw![k]![j]!)));
  } else if (bread !== null) {
    const variance = fit.sumOfSquares / residualDegrees;
    raw = bread.map((row) => row.map((entry) => variance * entry));
  }
  const [covariance, lost] = ordinary(covarianceInUnits(raw, unit));
  const values = inUnits([...fit.values], unit);
  const multiplier = studentTQuantile((1 + level) / 2, degrees);
  const free = fit.held.every((side) => side === null);
  const canProfile = plan.interval === "profile" && !plan.exact && free && count > 4 && fit.converged;
  const profiles =
    canProfile && raw !== null && covariance !== null ? profilesOf(data, fit, plan, raw, residualDegrees) : null;
  const coefficients = values.map((value, k): Estimate => {
    const variance = covariance?.[k]?.[k];
    if (variance === undefined) return pointEstimate(value, level);
    const standardError = Math.sqrt(variance);
    if (k < 4) return symmetricEstimate(value, standardError, multiplier, level);
    if (clustered) {
      const factor = Math.exp((multiplier * standardError) / value);
      const upper = value * factor;
      return {
        estimate: value,
        standardError,
        lower: value / factor,
        upper: Number.isFinite(upper) ? upper : null,
        level,
      };
    }
    const profile = k === 4 ? profiles?.start : profiles?.max;
    const bound = (at: number | null | undefined): number | null => (at == null ? null : at * 10 ** unit);
    return { estimate: value, standardError, lower: bound(profile?.lower), upper: bound(profile?.upper), level };
  });
  return {
    coefficients,
    covariance,
    draws: null,
    intervalDegreesOfFreedom: degrees,
    cutoff: profiles?.cutoff ?? null,
    warnings: [
      ...lost,
      ...correlationWarning(covariance, plan.names),
      ...openWarnings(coefficients, profiles, plan.names),
      ...betterWarnings(profiles),
    ],
  };
}

type Profiles = ReturnType<typeof profileShapes>;

function profilesOf(
  data: InteractionData,
  fit: InteractionFit,
  { level }: InferencePlan,
  covariance: number[][],
  degreesOfFreedom: number,
): Profiles {
  const [, b = 0, c = 0] = fit.values;
  const cutoff = -b / c;
  const [bb, bc, cc] = [covariance[1]![1]!, covariance[1]![2]!, covariance[2]![2]!];
  return profileShapes(condenser(data)(), fit, degreesOfFreedom, level, {
    start: Math.sqrt(covariance[4]![4]!),
    max: Math.sqrt(covariance[5]?.[5] ?? 1),
    cutoff: Math.sqrt(Math.max(0, bb + 2 * cutoff * bc + cutoff * cutoff * cc)) / Math.abs(c),
  });
}

function openWarnings(
  coefficients: readonly Estimate[],
  profiles: Profiles | null,
  names: readonly string[],
): Warning[] {
  if (profiles === null) return [];
  return coefficients.slice(4).flatMap(({ lower, upper }, k): Warning[] => {
    if (lower !== null && upper !== null) return [];
    const name = names[4 + k]!;
    const side = lower === null ? (upper === null ? "either side" : "the lower side") : "the upper side";
    const message = `The profile of ${name} stays within its threshold up to the end of the search on ${side}.`;
    return [{ code: "UNBOUNDED", message, path: `coefficients.${name}` }];
  });
}

function betterWarnings(profiles: Profiles | null): Warning[] {
  const all: (ProfileBounds | null)[] = profiles === null ? [] : [profiles.start, profiles.max, profiles.cutoff];
  if (!all.some((each) => each?.better)) return [];
  const message = "A profile met a lower sum of squares than the fit's: the fit is not at its optimum.";
  return [{ code: "NOT_CONVERGED", message, path: "convergence" }];
}

/** Intervals from resampling; the covariance is that of the draws. */
function byResampling(
  data: InteractionData,
  fit: InteractionFit,
  plan: InferencePlan,
  interval: "percentile" | "residual",
): Inference {
  const { level, unit } = plan;
  const resampling = resampleInteraction(data, fit, fittedRows(data, fit), { ...plan, interval });
  const rows = drawRows(resampling).map((row) => inUnits(row, unit));
  const draws = fit.values.map((_, k) => Float64Array.from(rows, (row) => row[k]!));
  const [covariance, lost] = ordinary(drawsCovariance(draws));
  const values = inUnits([...fit.values], unit);
  const coefficients = values.map((estimate, k): Estimate => {
    const standardError = covariance && Math.sqrt(covariance[k]![k]!);
    return { estimate, standardError, ...percentileInterval(draws[k]!, level), level };
  });
  return {
    coefficients,
    covariance,
    draws: rows,
    intervalDegreesOfFreedom: null,
    cutoff: null,
    warnings: [
      ...droppedWarnings(resampling, "too few sizes or numbers of experts to determine the law"),
      ...lost,
      ...correlationWarning(covariance, plan.names),
    ],
  };
}

export function inferInteraction(data: InteractionData, fit: InteractionFit, plan: InferencePlan): Inference {
  const { interval, clusters } = plan;
  const inference =
    interval === "percentile" || interval === "residual"
      ? byResampling(data, fit, plan, interval)
      : byFormula(data, fit, plan);
  return { ...inference, warnings: [...fewClustersWarnings(clusters), ...inference.warnings] };
}
