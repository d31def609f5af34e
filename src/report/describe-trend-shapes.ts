import type { BacktestRow } from "../trends/backtest.ts";
import type { PooledBacktest } from "../trends/backtest-pool.ts";
import type { MeasurementWeights } from "../trends/measurement-error.ts";
import type { TrendMixture } from "../trends/trend-mixture-result.ts";
import type { VersusOneLine } from "../trends/trend-mixture-test.ts";
import type { TrendShape, TrendShapeRow } from "../trends/trend-shapes.ts";
import { powerText, yearText } from "./describe-law.ts";
import { formatEstimate, formatLevel } from "./interval-format.ts";
import { formatNumber, formatPValue, formatShare } from "./number-format.ts";
import { field, tableLines, warningLines } from "./text-lines.ts";

const OOM_PER_YEAR = { unit: "orders of magnitude a year" };

/** A share whose interval may reach a little beyond 0 or 1. */
function shareText(share: number): string {
  return formatShare(Math.min(1, Math.max(0, share)));
}

function versusText({ statistic, pValue, resamples, seed }: VersusOneLine): string {
  if (statistic === null) return "no test: the points leave no residual";
  const likelihood = `twice the gain in log-likelihood ${formatNumber(statistic)}`;
  return pValue === null
    ? `${likelihood}; not tested`
    : `${likelihood}; ${formatPValue(pValue)}, ${resamples} resamples, seed ${seed}`;
}

/** Lines living side by side: shares, slopes and levels, the scatter, and the test against one line. */
export function describeMixture(mixture: TrendMixture): string[] {
  const { components, membership, referenceYear, scatterDex, versusOneLine, goodness } = mixture;
  const lines = components.flatMap((line, k) => {
    const own = membership.filter((shares) => shares.every((share) => share <= (shares[k] ?? 0))).length;
    return [
      field(`line ${k + 1}`, `${formatEstimate(line.share, { number: shareText })} of the points`),
      field("  slope", formatEstimate(line.slopeOomPerYear, OOM_PER_YEAR)),
      field(`  at ${yearText(referenceYear)}`, formatEstimate(line.log10AtReference, { number: powerText })),
      field("  most likely here", `${own} of ${membership.length} points`),
    ];
  });
  return [
    `Mixture of trends: ${components.length} lines through log10(value), side by side`,
    ...lines,
    field("scatter", `${formatNumber(scatterDex)} orders of magnitude about each line`),
    field("against one line", versusText(versusOneLine)),
    ...(goodness.bic === null ? [] : [field("BIC", goodness.bic.toFixed(1))]),
    ...warningLines(mixture.warnings),
  ];
}

const SHAPES: Readonly<Record<TrendShape, string>> = {
  line: "one line",
  kink: "a kink",
  jump: "a jump",
  mixture: "two lines side by side",
  "parallel-mixture": "two parallel lines",
};

/** The shapes in one table by BIC. */
export function describeShapes(rows: readonly TrendShapeRow[]): string[] {
  const number = (value: number | null): string => (value === null ? "none" : value.toFixed(1));
  const table = rows.map(({ shape, estimated, bic, aboveLeast, weight }) => [
    SHAPES[shape],
    String(estimated),
    number(bic),
    number(aboveLeast),
    weight === null ? "none" : shareText(weight),
  ]);
  return [
    "Shapes of growth by BIC: less is better, and a difference below 2 says nothing",
    ...tableLines([["shape", "estimated", "BIC", "above the least", "weight"], ...table]),
    ...rows.flatMap(({ shape, note }) => (note === null ? [] : [`  Note: ${SHAPES[shape]}: ${note}`])),
  ];
}

type Scores = Pick<BacktestRow, "n" | "coverage" | "meanError" | "rootMeanSquareError">;

function scoreCells({ n, coverage, meanError, rootMeanSquareError }: Scores): string[] {
  const number = (value: number | null): string => (value === null ? "none" : formatNumber(value));
  return [String(n), coverage === null ? "none" : shareText(coverage), number(meanError), number(rootMeanSquareError)];
}

const ERRORS = "  Errors are log10 of observed over forecast, in orders of magnitude.";

/** Each origin and horizon of a back-test. */
export function describeBacktest(rows: readonly BacktestRow[]): string[] {
  const level = formatLevel(rows[0]?.level ?? 0.95);
  const head = ["up to", "years ahead", "fitted", "scored", `in ${level}`, "mean error", "root mean square"];
  const table = rows.map((row) => [
    String(row.origin),
    formatNumber(row.horizonYears),
    String(row.fitted),
    ...scoreCells(row),
  ]);
  return [
    "Back-test: what came after each date, against what was forecast on it",
    ...tableLines([head, ...table]),
    ERRORS,
    ...rows.flatMap(({ origin, horizonYears, note }) =>
      note === null ? [] : [`  Note: ${origin}, ${formatNumber(horizonYears)} years ahead: ${note}`],
    ),
  ];
}

/** A back-test, all origins of one horizon together. */
export function describePooledBacktest(rows: readonly PooledBacktest[]): string[] {
  const level = formatLevel(rows[0]?.level ?? 0.95);
  const head = ["years ahead", "origins", "apart", "scored", `in ${level}`, "mean error", "root mean square"];
  const table = rows.map((row) => [
    formatNumber(row.horizonYears),
    String(row.origins),
    String(row.effectiveOrigins),
    ...scoreCells(row),
  ]);
  return [
    "Back-test, all origins of a horizon together",
    ...tableLines([head, ...table]),
    ERRORS,
    "  Origins that lie a horizon apart are the tests there really were, at most.",
  ];
}

/** What measurement errors do to a line. */
export function describeMeasurement(result: MeasurementWeights): string[] {
  const { weights, scatterDex, measurementShare } = result;
  const [least, largest] = [Math.min(...weights), Math.max(...weights)];
  return [
    "Weights for points that are not measured equally well",
    field("true scatter", `${formatNumber(scatterDex)} orders of magnitude about the line`),
    field("measurement", `${shareText(measurementShare)} of the variance, on average`),
    field("weights", `${formatNumber(least)} to ${formatNumber(largest)}, ${weights.length} points, of mean 1`),
    ...warningLines(result.warnings),
  ];
}
