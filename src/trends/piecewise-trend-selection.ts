import { ScalingError, type Warning } from "../errors.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import { findContinuousBreaks } from "../statistics/segmented-regression-breaks.ts";
import { breaksAtEdge, cutsAtEdge } from "../statistics/segmented-regression-edge.ts";
import { partitionStarts, partitionWorkspace, searchPartitions } from "../statistics/segmented-regression-partition.ts";
import type { Grouping } from "../statistics/segmented-regression-points.ts";
import type { BreakOptimum } from "../statistics/segmented-regression-search.ts";
import type { BreakSelection } from "./piecewise-trend-law.ts";

/** What the search for breaks came to. */
export interface SelectedBreaks {
  /** The breaks as positions among the points, and as years. */
  optimum: BreakOptimum;
  years: number[];
  selection: BreakSelection[];
  localOptima: { coefficients: Record<string, number>; objective: number }[];
  warnings: Warning[];
}

/** What a search for breaks is given. */
export interface BreakQuestion {
  grouping: Grouping;
  continuous: boolean;
  least: number;
  most: number;
  minPoints: number;
  n: number;
  totalSumOfSquares: number;
  sumLogWeights: number;
  /** A sum of squares that is nothing but rounding. */
  negligible: number;
}

/** Optima whose breaks all lie within this share of the years of each other tell the same story. */
const SAME_STORY = 0.1;
const OPTIMA_LISTED = 5;

/** The best breaks for every number asked for, and the number that BIC chooses among them. */
export function selectBreaks(question: BreakQuestion): SelectedBreaks {
  const { grouping, least, most, n } = question;
  const found = question.continuous ? continuousFits(question) : separateFits(question);
  const possible = found.filter(({ optimum }) => optimum.breaks.length >= least);
  if (possible.length === 0) {
    throw new ScalingError(
      "TOO_FEW_POINTS",
      `Expected enough points for ${least + 1} segments of at least ${question.minPoints} points and two different ` +
        `years each but got ${n} points of ${grouping.points.size} years`,
      "series.year",
    );
  }
  const selection = possible.map(({ optimum }) => selectionRow(question, optimum));
  const { optimum, rivals } = possible[chosenRow(selection)]!;
  const warnings: Warning[] = [];
  const reached = possible[possible.length - 1]!.optimum.breaks.length;
  if (reached < most) {
    const message = `The points have room for ${reached} breaks only: more were not tried.`;
    warnings.push({ code: "FEW_POINTS", message, path: "selection" });
  }
  warnings.push(...edgeWarnings(question, optimum));
  const others = otherStories(optimum, rivals, grouping);
  if (others.length > 0) warnings.push(severalOptima(others, grouping));
  return {
    optimum,
    years: yearsOf(optimum, grouping),
    selection,
    localOptima: [optimum, ...others].slice(0, OPTIMA_LISTED).map((each) => ({
      coefficients: Object.fromEntries(yearsOf(each, grouping).map((year, j) => [`break${j + 1}`, year])),
      objective: each.residual + grouping.points.within,
    })),
    warnings,
  };
}

interface Found {
  optimum: BreakOptimum;
  rivals: BreakOptimum[];
}

function continuousFits({ grouping, least, most, minPoints, n }: BreakQuestion): Found[] {
  const found: Found[] = [];
  // Three or more breaks are looked for from the solutions with fewer.
  const earlier: BreakOptimum[] = [];
  for (let count = most > 2 ? 0 : least; count <= most; count++) {
    const result = findContinuousBreaks(grouping.points, count, minPoints, Math.exp(2 / n), earlier);
    if (result === null) break;
    earlier[count] = result.best;
    found.push({ optimum: result.best, rivals: result.rivals });
  }
  return found;
}

function separateFits({ grouping, most, minPoints }: BreakQuestion): Found[] {
  const { points } = grouping;
  const workspace = partitionWorkspace(points, minPoints, Math.min(most, points.size >> 1));
  searchPartitions(workspace);
  const found: Found[] = [];
  for (let count = 0; count <= workspace.maxBreaks; count++) {
    const data = partitionStarts(workspace, count);
    if (data === null) continue;
    const residual = workspace.best[count]![points.size - 1]!;
    found.push({ optimum: { breaks: data.map((g) => points.x[g]!), data, residual }, rivals: [] });
  }
  return found;
}

function selectionRow(question: BreakQuestion, optimum: BreakOptimum): BreakSelection {
  const breaks = optimum.breaks.length;
  const sumOfSquaredResiduals = optimum.residual + question.grouping.points.within;
  const goodness = gaussianGoodness({
    n: question.n,
    sumOfSquaredResiduals: sumOfSquaredResiduals <= question.negligible ? 0 : sumOfSquaredResiduals,
    totalSumOfSquares: question.totalSumOfSquares,
    coefficients: question.continuous ? breaks + 2 : 2 * breaks + 2,
    estimatedBreaks: breaks,
    sumLogWeights: question.sumLogWeights,
  });
  return {
    breaks,
    bic: goodness.bic,
    aicc: goodness.aicc,
    sumOfSquaredResiduals: goodness.sumOfSquaredResiduals ?? 0,
  };
}

/** The fewest breaks that fit exactly; else the least BIC, of equal ones the fewer breaks. */
function chosenRow(selection: readonly BreakSelection[]): number {
  const exact = selection.findIndex((row) => row.sumOfSquaredResiduals === 0);
  if (exact >= 0) return exact;
  let chosen = 0;
  for (let r = 1; r < selection.length; r++) {
    const bic = selection[r]!.bic;
    const least = selection[chosen]!.bic;
    if (bic !== null && least !== null && bic < least) chosen = r;
  }
  return chosen;
}

function yearsOf({ breaks, data }: BreakOptimum, { originX, distinctX }: Grouping): number[] {
  return breaks.map((at, j) => (data[j]! >= 0 ? distinctX[data[j]!]! : at + originX));
}

function edgeWarnings({ grouping, continuous, minPoints }: BreakQuestion, optimum: BreakOptimum): Warning[] {
  const { points } = grouping;
  const held = continuous ? breaksAtEdge(points, optimum, minPoints) : cutsAtEdge(points, optimum.data, minPoints);
  const years = yearsOf(optimum, grouping);
  return held.map((j) => ({
    code: "BREAK_AT_EDGE",
    message: `The break ${years[j]} lies at the edge of what minPoints ${minPoints} allows: it marks the rule, not the data.`,
    path: `breaks[${j}]`,
  }));
}

/** The rivals that differ from the best, and from each other, in some break by more than a tenth of the years. */
function otherStories(best: BreakOptimum, rivals: readonly BreakOptimum[], { points }: Grouping): BreakOptimum[] {
  const range = points.x[points.size - 1]! - points.x[0]!;
  const told = [best];
  for (const rival of rivals) {
    const differs = (other: BreakOptimum): boolean =>
      rival.breaks.some((at, j) => Math.abs(at - other.breaks[j]!) > SAME_STORY * range);
    if (told.every(differs)) told.push(rival);
  }
  return told.slice(1);
}

function severalOptima(others: readonly BreakOptimum[], grouping: Grouping): Warning {
  const list = others
    .slice(0, OPTIMA_LISTED - 1)
    .map((each) =>
      yearsOf(each, grouping)
        .map((year) => year.toFixed(2))
        .join(" and "),
    )
    .join("; ");
  const message = `Breaks at ${list} fit within 2 units of BIC of the best: the data do not tell these apart.`;
  return { code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" };
}
