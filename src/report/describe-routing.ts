import type { RouterComparison, RouterDifference } from "../routing/compare-routers.ts";
import type { CrossValidation } from "../routing/cross-validation.ts";
import type { RoutingCutoff } from "../routing/cutoff.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { formatEstimate, formatInterval, formatLevel } from "./interval-format.ts";
import { formatNumber, formatSi } from "./number-format.ts";
import { field, tableLines, warningLines } from "./text-lines.ts";

/** A size from its log10, which may be too large to be held. */
function sizeText(log10: number): string {
  return Math.abs(log10) < 300 ? formatSi(10 ** log10) : `10^${formatNumber(log10)}`;
}

const HELPS = {
  below: "below the cut-off",
  above: "above the cut-off",
  everywhere: "at every size",
  nowhere: "at no size",
} as const;

function cutoffText({ log10Parameters }: RoutingCutoff): string {
  return log10Parameters === null ? "none" : formatEstimate(log10Parameters, { number: sizeText, unit: "parameters" });
}

/** The size above which more experts no longer lower the loss. */
export function describeCutoff(cutoff: RoutingCutoff): string[] {
  const { extrapolationFactor: factor, routingHelps } = cutoff;
  return [
    "Cut-off of routing: the size at which experts no longer change the loss",
    field("cut-off", cutoffText(cutoff)),
    field("routing helps", HELPS[routingHelps]),
    ...(factor === null ? [] : [field("extrapolation", `${formatNumber(factor)} times the largest size fitted`)]),
    ...warningLines(cutoff.warnings),
  ];
}

const LEFT = { size: "size", experts: "number of experts", row: "run" } as const;

/** How well a law predicts runs that it was not fitted to. */
export function describeCrossValidation(result: CrossValidation): string[] {
  const { options, n, rootMeanSquareError: error, meanError, inSample, groups } = result;
  const number = (value: number | null): string => (value === null ? "none" : formatNumber(value));
  const head = ["left out", "runs", "root mean square", "mean error"];
  const table = groups.map((group) => [
    options.leaveOut === "row" ? `row ${group.left}` : formatNumber(group.left),
    String(group.n),
    number(group.rootMeanSquareError),
    number(group.meanError),
  ]);
  return [
    `Cross-validation of the ${options.form} law, one ${LEFT[options.leaveOut]} at a time left out`,
    field("error, left out", `${number(error)} of log10 loss, root mean square, ${n} runs; mean ${number(meanError)}`),
    field("error, fitted", `${formatNumber(inSample)} with all runs`),
    ...(options.leaveOut === "row" ? [] : tableLines([head, ...table])),
    ...warningLines(result.warnings),
  ];
}

function bounds(prediction: Prediction, number: (value: number) => string): string {
  const { estimate, lower, upper } = prediction;
  const point = estimate === null ? "none" : number(estimate);
  return lower === null && upper === null ? point : `${point} (${formatInterval(prediction, { number })})`;
}

function differenceLine({ first, second, parameters, experts, log10LossRatio, better }: RouterDifference): string {
  const verdict = better === null ? "neither is better for sure" : `${better} is better`;
  const place = `${formatSi(parameters)} parameters, ${formatNumber(experts)} experts`;
  return `  ${first} over ${second}, ${place}: log10 ratio ${formatNumber(log10LossRatio.estimate)}; ${verdict}`;
}

/** Routers held against each other. */
export function describeRouters(comparison: RouterComparison): string[] {
  const head = ["router", "parameters", "experts", "loss", "effective parameters"];
  const table = comparison.rows.map((row) => [
    row.router,
    formatSi(row.parameters),
    formatNumber(row.experts),
    bounds(row.loss, (value) => formatNumber(value, { digits: 4 })),
    bounds(row.effectiveParameters, (value) => formatSi(value)),
  ]);
  return [
    `Routers compared; intervals of ${formatLevel(comparison.level)} in brackets`,
    ...tableLines([head, ...table]),
    ...comparison.differences.map(differenceLine),
    ...Object.entries(comparison.cutoffs).map(([router, cutoff]) => `  cut-off of ${router}: ${cutoffText(cutoff)}`),
    ...warningLines(comparison.warnings),
  ];
}
