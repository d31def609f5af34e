import { ScalingError } from "../errors.ts";
import { refuse, requireList, requireOneOf, requireOptions, requirePoints } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { Goodness } from "../statistics/law.ts";
import { fitPiecewiseTrend } from "./piecewise-trend.ts";
import type { Series } from "./series.ts";
import { fitTrend } from "./trend.ts";
import { fitTrendMixture } from "./trend-mixture.ts";

/**
 * - `line`: one line;
 * - `kink`: one line with a change of slope at an estimated year;
 * - `jump`: two separate lines, split at an estimated year;
 * - `mixture`: two lines side by side, one slope each;
 * - `parallel-mixture`: two lines side by side of one slope.
 */
export type TrendShape = "line" | "kink" | "jump" | "mixture" | "parallel-mixture";

/** One shape of growth, and how it compares with the others. */
export interface TrendShapeRow {
  /** The shape. */
  shape: TrendShape;
  /** How many numbers were estimated: coefficients, breaks, shares and the spread. */
  estimated: number;
  /** Log likelihood; null where undefined. */
  logLikelihood: number | null;
  /** Bayesian criterion; less is better. Null where undefined. */
  bic: number | null;
  /** BIC less the least of all rows. */
  aboveLeast: number | null;
  /** exp(-aboveLeast / 2), of all rows together 1. */
  weight: number | null;
  /** Why a number is null. */
  note: string | null;
}

const SHAPES: readonly TrendShape[] = ["line", "kink", "jump", "mixture", "parallel-mixture"];

/** Coefficients, breaks, shares and the spread. */
const ESTIMATED: Readonly<Record<TrendShape, number>> = {
  line: 3,
  kink: 5,
  jump: 6,
  mixture: 6,
  "parallel-mixture": 5,
};

/**
 * One line, one kink, one jump and two lines side by side through the same points, in one table by BIC.
 *
 * BIC = -2 logLikelihood + k ln n, Gaussian; an estimated break counts as one, which is too little for a break whose year
 * was searched for, and for mixtures, whose likelihood is not regular, BIC is a rule of thumb. Differences below 2 say
 * nothing. Every shape takes the scatter as normal: a mixture also gains from skewed or heavy-tailed scatter.
 *
 * @param series - Decimal years and positive values, in any order; at least 3 points.
 * @param options - `shapes`, each once, default all five; `minPoints` on each side of a break, default 5.
 * @returns A row for each shape, in the order asked for; null, with a note, where the points cannot carry it or leave no
 * residual.
 * @throws ScalingError as {@link fitTrend}; `INVALID_OPTION`.
 *
 * BIC: Schwarz 1978; its weights as probabilities of the shapes: Kass and Raftery 1995.
 *
 * @example
 * ```ts
 * import { compareTrendShapes } from "scaling-laws/trends";
 *
 * const year = Array.from({ length: 60 }, (_, i) => 2000 + i / 3);
 * const value = year.map((at, i) => 10 ** (0.2 * (at - 2000) + 0.6 * Math.max(0, at - 2010) + 0.3 * Math.sin(9 * i)));
 * const rows = compareTrendShapes({ year, value }, { shapes: ["line", "kink", "jump"] });
 * console.log(rows.map((row) => row.estimated)); // => [3, 5, 6]
 * console.log(rows.find((row) => row.aboveLeast === 0)?.shape); // => "kink"
 * ```
 */
export function compareTrendShapes(
  series: Series,
  options: { shapes?: readonly TrendShape[]; minPoints?: number } = {},
): TrendShapeRow[] {
  requireOptions(options);
  const shapes = options.shapes ?? SHAPES;
  requireList(shapes, "options.shapes");
  requirePoints(shapes.length, 1, "options.shapes");
  for (const [i, shape] of shapes.entries()) {
    requireOneOf(shape, SHAPES, `options.shapes[${i}]`);
    if (shapes.indexOf(shape) !== i) refuse("INVALID_OPTION", "shapes that differ", shape, `options.shapes[${i}]`);
  }
  const line = fitTrend(series);
  const goodnessOf = (shape: TrendShape): Goodness => {
    if (shape === "line") return line.goodness;
    if (shape === "kink" || shape === "jump") {
      const minPoints = options.minPoints === undefined ? {} : { minPoints: options.minPoints };
      const breaks = { breaks: { count: 1 }, continuous: shape === "kink", resamples: 0, ...minPoints };
      return fitPiecewiseTrend(series, breaks).goodness;
    }
    return fitTrendMixture(series, { parallel: shape === "parallel-mixture", resamples: 0 }).goodness;
  };
  const rows = shapes.map((shape): TrendShapeRow => {
    const row = { shape, estimated: ESTIMATED[shape], aboveLeast: null, weight: null };
    try {
      const { logLikelihood, bic } = goodnessOf(shape);
      const note = bic === null ? "the points leave no residual, or are too few for BIC" : null;
      return { ...row, logLikelihood, bic, note };
    } catch (error) {
      if (!(error instanceof ScalingError && (error.code === "TOO_FEW_POINTS" || error.code === "NO_SPREAD")))
        throw error;
      return { ...row, logLikelihood: null, bic: null, note: error.message };
    }
  });
  return requireHeld(withWeights(rows), "result");
}

function withWeights(rows: readonly TrendShapeRow[]): TrendShapeRow[] {
  const least = rows.reduce(
    (lowest, { bic }) => (bic === null ? lowest : Math.min(lowest, bic)),
    Number.POSITIVE_INFINITY,
  );
  const relative = (bic: number): number => Math.exp(-(bic - least) / 2);
  const total = rows.reduce((sum, { bic }) => sum + (bic === null ? 0 : relative(bic)), 0);
  return rows.map((row) =>
    row.bic === null ? row : { ...row, aboveLeast: row.bic - least, weight: relative(row.bic) / total },
  );
}
