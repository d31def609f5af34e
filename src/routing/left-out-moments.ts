import type { InteractionData } from "./interaction-data.ts";
import { fitLinear, numbersOfFit } from "./interaction-fit.ts";
import { addRows, type InteractionMoments, interactionMoments, MOMENTS } from "./interaction-moments.ts";
import type { LeftOut } from "./left-out-errors.ts";
import { type MomentLaw, momentFitter } from "./moment-law.ts";
import { errorsByLaw, numbersOfLaw } from "./moment-prediction.ts";
import { type MomentSearch, momentSearch } from "./moment-search.ts";

/** What the searches of the whole range may cost; one costs as much as there are places, and as much as so many besides. */
const MOST_COST = 50_000;
const MORE_COST = 50;
/** Without more than this share of the rows the whole range is searched in any case. */
const LARGE = 0.05;
/** The square of the largest standard error of log2 kappa and log2 (max / start) with which a group moves them little. */
const MOST_ERROR = 1;
/** Doublings of start or max / start. A search that comes this far may have missed a lower optimum elsewhere. */
const FAR_MOVED = 1;

/** Calls `visit` for each group with the sums of all others: of one half of the groups, those of the other are added. */
function withoutEach(
  count: number,
  sums: Float64Array,
  add: (into: Float64Array, group: number) => void,
  visit: (group: number, sums: Float64Array) => void,
  from = 0,
): void {
  if (count === 1) {
    visit(from, sums);
    return;
  }
  const half = count >> 1;
  const withLast = sums.slice();
  for (let g = from + half; g < from + count; g++) add(withLast, g);
  withoutEach(half, withLast, add, visit, from);
  const withFirst = sums.slice();
  for (let g = from; g < from + half; g++) add(withFirst, g);
  withoutEach(count - half, withFirst, add, visit, from + half);
}

/** Whether the shapes of a law are known to a factor of two, and not by a bound: then a few rows more leave them near. */
function isFirm({ shape, square, slope, bend }: MomentLaw, n: number): boolean {
  const variance = (2 * square) / (n - 6);
  const isFree = Math.hypot(slope[0]!, slope[1]!) ** 2 < 1e-6 * square * (bend[0]! + bend[2]!);
  if (shape[1]! === Number.POSITIVE_INFINITY) return isFree && variance < MOST_ERROR * bend[0]!;
  const volume = bend[0]! * bend[2]! - bend[1]! * bend[1]!;
  return isFree && bend[0]! > 0 && variance * Math.max(bend[0]!, bend[2]!) < MOST_ERROR * volume;
}

const distance = (a: Float64Array, b: Float64Array): number =>
  Math.max(Math.abs(a[0]! - b[0]!), a[1] === b[1] ? 0 : Math.abs(a[1]! - b[1]!));

/** All rows, their optima, and how to search in what is left of them. */
interface Searched {
  moments: InteractionMoments;
  optima: MomentLaw[];
  search: MomentSearch["unlimited"];
  isFirm: boolean;
}

/** Twice, the second time from the law that the first one found, so that rounding is that of the residuals. */
function searchAll(data: InteractionData, form: "saturating" | "unlimited"): Searched {
  const rows = Array.from({ length: data.n }, (_, i) => i);
  let near = numbersOfFit(fitLinear(data, "bilinear"));
  let known: MomentLaw[] | null = null;
  for (;;) {
    const moments = interactionMoments(data, near);
    const sums = emptySums(moments);
    addRows(sums, moments, rows);
    const fitter = momentFitter(moments);
    const both = momentSearch(fitter, data.levels[data.levels.length - 1]!);
    const search = form === "saturating" ? both.optima : both.unlimited;
    const optima: MomentLaw[] = search(sums, known);
    const best = optima[0];
    if (known !== null || best === undefined) {
      if (best !== undefined) fitter.fit(best, sums, true);
      return { moments, optima, search, isFirm: best !== undefined && isFirm(best, data.n) };
    }
    near = numbersOfLaw(moments, best);
    known = optima;
  }
}

const emptySums = ({ excess }: InteractionMoments): Float64Array => new Float64Array(MOMENTS * excess.length + 1);

/** {@link leaveOutEach} of a form with saturation: each group by the best law of the sums of all others. */
export function leaveOutOfMoments(
  data: InteractionData,
  form: "saturating" | "unlimited",
  groups: readonly (readonly number[])[],
  isDetermined: (tested: readonly number[]) => boolean,
): LeftOut {
  const { moments, optima, search, isFirm } = searchAll(data, form);
  let searches = MOST_COST / (moments.excess.length + MORE_COST);
  const isFollowed = isFirm || groups.length > searches;
  const lawWithout = (tested: readonly number[], sums: Float64Array): MomentLaw | undefined => {
    if (isFollowed && tested.length <= LARGE * data.n) {
      const [near] = search(sums, optima);
      const isNear = near !== undefined && distance(near.shape, optima[0]!.shape) <= FAR_MOVED;
      if (isNear || searches < 1) return near;
    }
    searches -= 1;
    return search(sums, null)[0];
  };
  const errors: (number[] | null)[] = groups.map(() => null);
  const add = (into: Float64Array, group: number): void => addRows(into, moments, groups[group]!);
  withoutEach(groups.length, emptySums(moments), add, (group, sums) => {
    const tested = groups[group]!;
    const law = isDetermined(tested) ? lawWithout(tested, sums) : undefined;
    if (law !== undefined) errors[group] = errorsByLaw(moments, tested, law);
  });
  const rows = Array.from({ length: data.n }, (_, i) => i);
  // Where no saturation has a sum of squares, the law near it has.
  const inSample = optima[0] === undefined ? Array.from(moments.residuals) : errorsByLaw(moments, rows, optima[0]);
  return { inSample, errors };
}
