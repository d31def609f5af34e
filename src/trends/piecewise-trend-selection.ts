import { ScalingError, type Warning } from "../errors.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Goodness } from "../statistics/law.ts";
import { bestBreaks, isAdmissible } from "../statistics/segmented-regression-breaks.ts";
import { partitionSearch, partitionStarts, searchPartitions } from "../statistics/segmented-regression-partition.ts";
import type { BreakOptimum } from "../statistics/segmented-regression-search.ts";
import type { PiecewiseData } from "./piecewise-trend-data.ts";
import type { BreakSelection } from "./piecewise-trend-law.ts";

/** What the search for breaks came to. */
export interface SelectedBreaks extends BreakOptimum {
  years: number[];
  selection: BreakSelection[];
  localOptima: { coefficients: Record<string, number>; objective: number }[];
  warnings: Warning[];
}

/** How the breaks are to be looked for. */
export interface BreakQuestion {
  continuous: boolean;
  least: number;
  most: number;
  minPoints: number;
}

/** Optima whose breaks all lie within this share of the years of each other tell the same story. */
const SAME_STORY = 0.1;
const OPTIMA_LISTED = 5;

/** The goodness of a piecewise line, a sum of squares that is nothing but rounding taken as 0. */
export function piecewiseGoodness(
  data: PiecewiseData,
  sumOfSquaredResiduals: number,
  continuous: boolean,
  breaks: number,
  estimated: boolean,
): Goodness {
  return gaussianGoodness({
    n: data.n,
    sumOfSquaredResiduals: sumOfSquaredResiduals <= data.negligible ? 0 : sumOfSquaredResiduals,
    totalSumOfSquares: data.totalSumOfSquares,
    coefficients: continuous ? breaks + 2 : 2 * breaks + 2,
    estimatedBreaks: estimated ? breaks : 0,
    sumLogWeights: data.sumLogWeights,
  });
}

export function selectionRow({ bic, aicc, sumOfSquaredResiduals }: Goodness, breaks: number): BreakSelection {
  return { breaks, bic, aicc, sumOfSquaredResiduals: sumOfSquaredResiduals ?? 0 };
}

/** The best breaks for every number asked for, and the number that BIC chooses among them. */
export function selectBreaks(data: PiecewiseData, question: BreakQuestion): SelectedBreaks {
  const { continuous, least, most, minPoints } = question;
  const { points, originX, distinctX } = data.grouping;
  const found = continuous ? bestBreaks(points, most, minPoints, Math.expm1(2 / data.n)) : partitions(data, question);
  const possible = found.filter(({ best }) => best.breaks.length >= least);
  const reached = (possible[possible.length - 1]?.best ?? { breaks: [] }).breaks.length;
  if (possible.length === 0) {
    throw new ScalingError(
      "TOO_FEW_POINTS",
      `Expected points for ${least + 1} segments of at least ${minPoints} points and two years each but got ${data.n}`,
      "series.year",
    );
  }
  const selection = possible.map(({ best }) => {
    const total = best.residual + points.within;
    return selectionRow(piecewiseGoodness(data, total, continuous, best.breaks.length, true), best.breaks.length);
  });
  const { best, rivals } = possible[chosenRow(selection)]!;
  const yearsOf = ({ breaks }: BreakOptimum): number[] =>
    breaks.map((at) => distinctX[points.x.indexOf(at)] ?? at + originX);
  const years = yearsOf(best);
  const warnings: Warning[] = [];
  if (reached < most) {
    const message = `The points have room for ${reached} breaks only: more were not tried.`;
    warnings.push({ code: "FEW_POINTS", message, path: "selection" });
  }
  for (const j of breaksAtEdge(data, question, best)) {
    const message = `The break ${years[j]} lies at the edge of what minPoints ${minPoints} allows.`;
    warnings.push({ code: "BREAK_AT_EDGE", message, path: `breaks[${j}]` });
  }
  const told = [best];
  const apart = SAME_STORY * (points.x[points.size - 1]! - points.x[0]!);
  for (const rival of rivals) {
    const differs = (other: BreakOptimum): boolean =>
      rival.breaks.some((at, j) => Math.abs(at - other.breaks[j]!) > apart);
    if (told.length < OPTIMA_LISTED && told.every(differs)) told.push(rival);
  }
  if (told.length > 1) {
    const others = told.slice(1).map((each) =>
      yearsOf(each)
        .map((year) => year.toFixed(2))
        .join(" and "),
    );
    const message = `Breaks at ${others.join("; ")} fit within 2 units of BIC of the best.`;
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  return {
    ...best,
    years,
    selection,
    localOptima: told.map((each) => ({
      coefficients: Object.fromEntries(yearsOf(each).map((year, j) => [`break${j + 1}`, year])),
      objective: each.residual + points.within,
    })),
    warnings,
  };
}

function partitions(
  { grouping }: PiecewiseData,
  { most, minPoints }: BreakQuestion,
): { best: BreakOptimum; rivals: BreakOptimum[] }[] {
  const { points } = grouping;
  const search = partitionSearch(points, minPoints, Math.min(most, points.size >> 1));
  searchPartitions(search);
  return search.best.flatMap((column, count) => {
    const breaks = partitionStarts(search, count)?.map((g) => points.x[g]!);
    return breaks === undefined ? [] : [{ best: { breaks, residual: column[points.size]! }, rivals: [] }];
  });
}

/** The fewest breaks that fit exactly; else the least BIC, of equal ones the fewer breaks. */
function chosenRow(selection: readonly BreakSelection[]): number {
  const exact = selection.findIndex((row) => row.sumOfSquaredResiduals === 0);
  if (exact >= 0) return exact;
  return selection.reduce(
    (chosen, row, r) => ((row.bic ?? Infinity) < (selection[chosen]!.bic ?? Infinity) ? r : chosen),
    0,
  );
}

/**
 * The breaks that cannot move to both sides: a break on a datum into the gaps beside it, a cut between separate segments
 * by one year. There the rule of least points may hold them, and not the data.
 */
function breaksAtEdge(
  { grouping }: PiecewiseData,
  { continuous, minPoints }: BreakQuestion,
  { breaks }: BreakOptimum,
): number[] {
  const { points } = grouping;
  const { x } = points;
  const middle = (g: number): number => (x[g]! + x[g + 1]!) / 2;
  const data = breaks.map((at) => x.indexOf(at));
  // A cut is the same as a break anywhere in the gap before its first datum.
  const places = continuous ? breaks : data.map((g) => middle(g - 1));
  return [...breaks.keys()].filter((j) => {
    const g = data[j]!;
    const sides = g < 0 ? [] : [continuous ? g - 1 : g - 2, g];
    return sides.some(
      (side) =>
        !isAdmissible(
          points,
          places.map((at, i) => (i === j ? middle(side) : at)),
          minPoints,
        ),
    );
  });
}
