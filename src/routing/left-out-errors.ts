import { type InteractionData, pickRows, variesApart } from "./interaction-data.ts";
import { fitInteraction, type InteractionFit, numbersOfFit, searchEverywhere } from "./interaction-fit.ts";
import { addRows, interactionMoments, MOMENTS } from "./interaction-moments.ts";
import { fittedRows } from "./interaction-resampling.ts";
import { lawAt, type MomentLaw, momentFitter, saturationOf } from "./moment-law.ts";
import { momentSearch } from "./moment-search.ts";
import { carriedForm, FORM_COEFFICIENTS } from "./routed-data.ts";
import type { RoutingForm } from "./routing-law.ts";
import { lawValue, log10Gain } from "./saturation.ts";

/** The errors of rows left out together by a law of the others; null where the others are better fitted by themselves. */
type ErrorsWithout = (tested: readonly number[]) => number[] | null;

/** Of more groups none moves the law far: its optima are followed even where they are hardly determined. */
const MANY_GROUPS = 500;
/** The share of the volume of all rows, det X'WX, that has to be left. */
const LEAST_VOLUME = 0.5;
/** The square of the largest relative standard error of start and max with which the optimum is not looked for anew. */
const MOST_ERROR = 0.5;

/**
 * The errors of a linear form in closed form, row after row: without one of weight w, error e and leverage
 * h = w x'Cx, the coefficients move by -C x w e / (1 - h), and C = (X'WX)^-1 grows by w Cx (Cx)' / (1 - h). The
 * volume is multiplied by 1 - h. For others these are the errors of the law's tangent plane.
 */
function linearErrors(data: InteractionData, fit: InteractionFit): ErrorsWithout {
  const { columns, residuals } = fittedRows(data, fit);
  const cross = fit.unscaledCovariance;
  if (cross === null) return () => null;
  return (tested) => {
    const left = cross.map((row) => row.slice());
    const rows = tested.map((i) => columns.map((column) => column[i]!));
    const errors = tested.map((i) => residuals[i]!);
    let volume = 1;
    for (let t = 0; t < rows.length; t++) {
      const row = rows[t]!;
      const weight = data.weights?.[tested[t]!] ?? 1;
      const pull = left.map((entries) => entries.reduce((sum, entry, j) => sum + entry * row[j]!, 0));
      const share = (other: readonly number[]): number => pull.reduce((sum, each, j) => sum + each * other[j]!, 0);
      const open = 1 - weight * share(row);
      const error = errors[t]!;
      volume *= open;
      if (!(volume > LEAST_VOLUME)) return null;
      for (let s = 0; s < rows.length; s++) errors[s] = errors[s]! + (weight * error * share(rows[s]!)) / open;
      for (let j = 0; j < pull.length; j++) {
        for (let k = 0; k < pull.length; k++) left[j]![k] = left[j]![k]! + (weight * pull[j]! * pull[k]!) / open;
      }
    }
    return errors;
  };
}

/** Whether start and max are known to a factor of about two, and not by a bound: then a row more or less leaves them near. */
function isDetermined({ values, unscaledCovariance, sumOfSquares, held }: InteractionFit, n: number): boolean {
  if (unscaledCovariance === null || held.some((side) => side !== null)) return false;
  const variance = sumOfSquares / (n - values.length);
  return values
    .slice(4)
    .every((value, k) => variance * unscaledCovariance[4 + k]![4 + k]! < MOST_ERROR * value * value);
}

/** The rows that are not left out. */
function restOf(data: InteractionData, tested: readonly number[]): InteractionData {
  const isTested = new Set(tested);
  return pickRows(
    data,
    Array.from({ length: data.n }, (_, i) => i).filter((i) => !isTested.has(i)),
  );
}

/** Whether the rows left determine a law of the form. */
function determines(rest: InteractionData, form: RoutingForm): boolean {
  return rest.n > FORM_COEFFICIENTS[form] && variesApart(rest) && carriedForm(rest, form, "experts")[0] === form;
}

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

/** The optima of all rows, where each form of saturation was searched for. */
function fitWithOptima(data: InteractionData): { fit: InteractionFit; optima: MomentLaw[] } {
  const optima: MomentLaw[] = [];
  const fit = fitInteraction(data, "saturating", (condensed, map) => {
    const found = searchEverywhere(condensed, map);
    for (const { shape } of found) {
      const { start, inverseMax } = map.at(shape);
      optima.push(lawAt(Math.log2(start), -Math.log2(start * inverseMax)));
    }
    return found;
  });
  return { fit, optima };
}

/** The errors of each group by the best law of the others, from the optima of all rows or searched for everywhere. */
function saturatingErrors(
  data: InteractionData,
  fit: InteractionFit,
  groups: readonly (readonly number[])[],
  knownOf: (group: number) => readonly MomentLaw[] | null,
  isWanted: (group: number) => boolean,
): (number[] | null)[] {
  const moments = interactionMoments(data, fit);
  const search = momentSearch(momentFitter(moments), data.levels[data.levels.length - 1]!);
  const found: (number[] | null)[] = [];
  const visit = (group: number, sums: Float64Array): void => {
    found[group] = null;
    const law = isWanted(group) ? search(sums, knownOf(group)) : null;
    if (law === null) return;
    const { start, inverseMax } = saturationOf(law.shape);
    const from = log10Gain(start, inverseMax, moments.anchor);
    const [a, d, b, c] = [law.grown[0]!, law.grown[1]!, law.grown[2]!, law.grown[3]!];
    found[group] = groups[group]!.map((i) => {
      const x = data.x[i]! - data.centre;
      const v = log10Gain(start, inverseMax, data.excess[i]!) - from;
      const moved = moments.saturatedAt(data.excess[i]!) - v;
      return moments.residuals[i]! + moved * (moments.b + moments.c * x) - (a * x + d + (b + c * x) * v);
    });
  };
  const add = (into: Float64Array, group: number): void => addRows(into, moments, groups[group]!);
  withoutEach(groups.length, new Float64Array(MOMENTS * moments.excess.length + 1), add, visit);
  return found;
}

/** Whether what is left certainly determines the law, looked at without looking at all of it. */
function surelyDetermines(data: InteractionData, form: RoutingForm): (tested: readonly number[]) => boolean {
  const plain = { ...data, weights: null };
  const apart = linearErrors(plain, fitInteraction(plain, "bilinear"));
  const counts = new Uint32Array(data.levels.length);
  for (const g of data.level) counts[g] = counts[g]! + 1;
  // Where most losses are equal, they equal the middle one.
  const middle = data.y.slice().sort()[data.n >> 1];
  const others = data.y.filter((y) => y !== middle).length;
  return (tested) => {
    let levels = counts.length;
    for (const i of tested) {
      const g = data.level[i]!;
      counts[g] = counts[g]! - 1;
      if (counts[g] === 0) levels -= 1;
    }
    for (const i of tested) counts[data.level[i]!] = counts[data.level[i]!]! + 1;
    const isCarried = form !== "saturating" || (levels > 3 && tested.length < others);
    return isCarried && data.n - tested.length > FORM_COEFFICIENTS[form] && apart(tested) !== null;
  };
}

/** The law of all rows, and log10(loss / predicted) of each group by the law of the others. */
export interface LeftOut {
  fit: InteractionFit;
  /** Null where the others do not determine a law of the form. */
  errors: (number[] | null)[];
}

export function leaveOutEach(
  data: InteractionData,
  form: RoutingForm,
  groups: readonly (readonly number[])[],
): LeftOut {
  const { fit, optima } = form === "saturating" ? fitWithOptima(data) : { fit: fitInteraction(data, form), optima: [] };
  const isSure = surelyDetermines(data, form);
  const sure = groups.map(isSure);
  const determined = groups.map((tested, g) => sure[g]! || determines(restOf(data, tested), form));
  const tangent = linearErrors(data, fit);
  const near = groups.map((tested, g) => (sure[g] ? tangent(tested) : null));
  const isFirm = groups.length > MANY_GROUPS || isDetermined(fit, data.n);
  const errors =
    form === "saturating"
      ? saturatingErrors(
          data,
          fit,
          groups,
          (g) => (isFirm && near[g] !== null ? optima : null),
          (g) => determined[g]!,
        )
      : near;
  return {
    fit,
    errors: groups.map((tested, g) => {
      if (!determined[g] || errors[g]) return errors[g]!;
      const rest = restOf(data, tested);
      const numbers = numbersOfFit(fitInteraction(rest, form));
      return tested.map((i) => data.y[i]! - lawValue(numbers, data.x[i]!, data.excess[i]!));
    }),
  };
}
