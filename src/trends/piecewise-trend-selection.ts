import type { Warning } from "../errors.ts";
import { refuse } from "../numeric/checks.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Convergence, Goodness } from "../statistics/law.ts";
import { coefficientCount } from "../statistics/segmented-line.ts";
import { bestBreaks, bestPartitions, isAdmissible } from "../statistics/segmented-regression-breaks.ts";
import type { BreakOptimum, FoundBreaks } from "../statistics/segmented-regression-search.ts";
import type { PiecewiseData } from "./piecewise-trend-data.ts";
import type { BreakSelection } from "./piecewise-trend-law.ts";

/** What the search for breaks came to. */
export interface SelectedBreaks {
  /** Relative to the origin of the points, as the profile needs it. */
  optimum: BreakOptimum;
  years: number[];
  selection: BreakSelection[];
  convergence: Convergence;
  warnings: Warning[];
}

/** Optima whose breaks all lie within this share of the years of each other tell the same story. */
const SAME_STORY = 0.1;

/** The goodness of a piecewise line, a sum of squares that is nothing but rounding taken as 0. */
export function piecewiseGoodness(
  { y, negligible, totalSumOfSquares, sumLogWeights }: PiecewiseData,
  residual: number,
  continuous: boolean,
  breaks: number,
  estimatedBreaks: number,
): Goodness {
  return gaussianGoodness({
    n: y.length,
    sumOfSquaredResiduals: residual <= negligible ? 0 : residual,
    totalSumOfSquares,
    coefficients: coefficientCount(continuous, breaks),
    estimatedBreaks,
    sumLogWeights,
  });
}

export function selectionRow(goodness: Goodness, breaks: number): BreakSelection {
  const { bic, aicc, sumOfSquaredResiduals } = goodness;
  return { breaks, bic, aicc, sumOfSquaredResiduals: sumOfSquaredResiduals ?? 0 };
}

/** The best breaks for every number asked for, and the number that BIC chooses among them. */
export function selectBreaks(
  data: PiecewiseData,
  { least, most }: { least: number; most: number },
  continuous: boolean,
  minPoints: number,
): SelectedBreaks {
  const { points, originX } = data;
  const found: (FoundBreaks | null)[] = continuous
    ? bestBreaks(points, most, minPoints, Math.expm1(1 / data.y.length))
    : bestPartitions(points, most, minPoints);
  const possible = found.slice(least).filter((each) => each !== null);
  const last = possible.at(-1);
  if (!last) {
    return refuse("TOO_FEW_POINTS", `points for ${least + 1} segments of ${minPoints}`, data.y.length, "series.year");
  }
  const selection = possible.map(({ breaks: { length }, residual }) =>
    selectionRow(piecewiseGoodness(data, residual + points.within, continuous, length, length), length),
  );
  const chosen = possible[chosenRow(selection)]!;
  const yearsOf = ({ breaks }: BreakOptimum): number[] => breaks.map((at) => at + originX);
  const years = yearsOf(chosen);
  const told = stories(chosen, SAME_STORY * (data.lastYear - data.firstYear));
  const warnings: Warning[] = breaksAtEdge(data, chosen.breaks, continuous, minPoints).map((j) => ({
    code: "BREAK_AT_EDGE",
    message: `minPoints holds ${years[j]!.toFixed(1)} on one side.`,
    path: `breaks[${j}]`,
  }));
  if (last.breaks.length < most) {
    const message = `Room for ${last.breaks.length} breaks only.`;
    warnings.unshift({ code: "FEW_POINTS", message, path: "selection" });
  }
  if (told.length > 1) {
    const message = "Other breaks fit within 1 unit of BIC.";
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  const localOptima = told.map((each) => ({
    coefficients: Object.fromEntries(yearsOf(each).map((year, j) => [`break${j + 1}`, year])),
    objective: each.residual + points.within,
  }));
  // The search goes through every cell: it has neither steps nor a gradient left.
  const convergence = { converged: true, iterations: 0, gradientNorm: 0, localOptima };
  return { optimum: chosen, years, selection, convergence, warnings };
}

/** The fewest breaks that fit exactly; else the least BIC, of equal ones the fewer breaks. */
function chosenRow(selection: readonly BreakSelection[]): number {
  const exact = selection.findIndex((row) => row.sumOfSquaredResiduals === 0);
  const bic = selection.map((row) => row.bic ?? Infinity);
  return exact < 0 ? bic.indexOf(Math.min(...bic)) : exact;
}

/** The best, and the rivals that differ from it, and from each other, in some break by more than `apart`. */
function stories(best: FoundBreaks, apart: number): BreakOptimum[] {
  const told: BreakOptimum[] = [];
  for (const rival of best.rivals ?? [best]) {
    const differs = (other: BreakOptimum): boolean =>
      rival.breaks.some((at, j) => Math.abs(at - other.breaks[j]!) > apart);
    if (told.every(differs)) told.push(rival);
  }
  return told;
}

/**
 * The breaks on a datum that cannot move to the data on both sides, a cut between separate segments taken as just before
 * its datum. There the rule of least points may hold them, and not the data.
 */
function breaksAtEdge(
  { points }: PiecewiseData,
  breaks: readonly number[],
  continuous: boolean,
  minPoints: number,
): number[] {
  const { x } = points;
  return [...breaks.keys()].filter((j) => {
    const g = x.indexOf(breaks[j]!);
    const admits = (to: number): boolean =>
      isAdmissible(
        points,
        breaks.map((at, i) => (i === j ? x[to]! : at)),
        minPoints,
        continuous,
      );
    return g >= 0 && !(admits(g - 1) && admits(g + 1));
  });
}
