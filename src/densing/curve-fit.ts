import { ScalingError, type Warning } from "../errors.ts";
import { positiveColumn, requireSameLength } from "../numeric/checks.ts";
import { mean, sum } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex, fewClustersWarnings } from "../statistics/clusters.ts";
import { convergenceOf } from "../statistics/curve-fit-parts.ts";
import type { FitOptions, ResolvedFitOptions } from "../statistics/fit-options.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Convergence, Fit, Goodness } from "../statistics/law.ts";
import { bootstrapLogistic } from "./logistic-bootstrap.ts";
import { fitLogistic, type LogisticOptimum } from "./logistic-fit.ts";
import type { CurveInterval } from "./logistic-options.ts";
import type { LogisticData, LogisticForm } from "./logistic-problem.ts";
import { drawnView, formulaView, type LogisticView, type ViewedUncertainty, viewed } from "./logistic-result.ts";

/** A logistic to fit, rising in x; the first `observed` points are data, a last one may be an anchor. */
export interface CurveProblem {
  data: LogisticData;
  observed: number;
  form: LogisticForm;
  clusters: ClusterIndex | null;
  options: ResolvedFitOptions & { interval: CurveInterval };
  /** Which logistic coefficients each term is made of; `held` is filled in by the fit. */
  view: Omit<LogisticView, "held">;
}

export interface FittedCurve extends Omit<ViewedUncertainty, "draws"> {
  optimum: LogisticOptimum;
  draws: number[][];
  intervalDegreesOfFreedom: number | null;
  goodness: Goodness;
  convergence: Convergence;
}

/** The columns of weights and clusters, checked. */
export function curveColumns(
  options: FitOptions,
  n: number,
): { weights: Float64Array | null; clusters: ClusterIndex | null } {
  const weights = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights?.length ?? n, n, "options.weights");
  return { weights, clusters: options.clusters === undefined ? null : clusterIndex(options.clusters, n) };
}

function goodnessOf({ data, view }: CurveProblem, optimum: LogisticOptimum): Goodness {
  const { y, weights } = data;
  const centre = weights === null ? mean(y) : sum(y.map((each, i) => weights[i]! * each)) / sum(weights);
  const squares = y.map((each, i) => (weights?.[i] ?? 1) * (each - centre) ** 2);
  return gaussianGoodness({
    n: y.length,
    sumOfSquaredResiduals: optimum.sumOfSquaredResiduals,
    totalSumOfSquares: sum(squares),
    coefficients: view.given.filter((given) => !given).length,
    sumLogWeights: weights === null ? 0 : sum(weights.map(Math.log)),
  });
}

function searchWarnings(problem: CurveProblem, optima: readonly LogisticOptimum[]): Warning[] {
  const warnings: Warning[] = [];
  const best = optima[0]!;
  if (!best.converged) {
    const message = `The search stopped where the gradient is ${best.gradientNorm.toExponential(1)} of what it could be, not 0.`;
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  if (optima.length > 1) {
    // Exact fits have a sum of 0, and so has what competes with them.
    const ratio = best.sumOfSquaredResiduals === 0 ? 1 : optima[1]!.sumOfSquaredResiduals / best.sumOfSquaredResiduals;
    const message = `Another curve has ${ratio.toPrecision(3)} times the least sum of squares: see convergence.localOptima.`;
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  const spread = problem.data.y.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (best.sumOfSquaredResiduals <= problem.data.y.length * (8 * Number.EPSILON * spread) ** 2) {
    warnings.push({
      code: "EXACT_FIT",
      message: "The points lie on the curve: its intervals measure rounding",
      path: "goodness",
    });
  }
  return [...warnings, ...fewClustersWarnings(problem.clusters)];
}

/** Fits the curve of a problem and everything about it that does not depend on what its terms are called. */
export function fitCurve(problem: CurveProblem): FittedCurve {
  const { data, form, options } = problem;
  const optima = fitLogistic(data, form);
  const optimum = optima[0]!;
  if (!(optimum.ceiling > optimum.floor)) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      "Expected scores that improve along the curve but found none that do",
      "score",
    );
  }
  const places = ["steepness", "midpoint", "floor", "ceiling"] as const;
  const held = problem.view.matrix.map((row) =>
    row.some(
      (each, k) =>
        each !== 0 && optimum.atBound.includes(places[k]!) && row.filter((other) => other !== 0).length === 1,
    ),
  );
  const view: LogisticView = { ...problem.view, held };
  const goodness = goodnessOf(problem, optimum);
  const degrees = goodness.degreesOfFreedom!;
  const { interval, level } = options;
  const uncertainty =
    interval === "t"
      ? formulaView(view, optimum, degrees, level)
      : drawnView(
          view,
          optimum,
          bootstrapLogistic(
            { ...options, data, form, clusters: problem.clusters, resampled: problem.observed, scheme: interval },
            optimum,
          ),
          level,
        );
  return {
    ...uncertainty,
    optimum,
    draws:
      uncertainty.draws === null
        ? []
        : Array.from(uncertainty.draws[0]!, (_, b) => uncertainty.draws!.map((column) => column[b]!)),
    intervalDegreesOfFreedom: interval === "t" && degrees > 0 ? degrees : null,
    goodness,
    convergence: convergenceOf(
      optimum,
      view.terms,
      optima.map((each) => ({ coefficients: viewed(view, each), objective: each.sumOfSquaredResiduals })),
    ),
    warnings: [...searchWarnings(problem, optima), ...uncertainty.warnings],
  };
}

/** What the law of a fitted curve has beside its terms and options. */
export function curveParts(
  { covariance, draws, intervalDegreesOfFreedom, goodness, convergence }: FittedCurve,
  { keepDraws }: FitOptions,
): Omit<Fit, "kind" | "version" | "terms" | "coefficients" | "support" | "options" | "warnings"> & {
  intervalDegreesOfFreedom: number | null;
} {
  const kept = keepDraws === true ? draws : null;
  return { covariance, draws: kept, source: null, intervalDegreesOfFreedom, goodness, convergence };
}
