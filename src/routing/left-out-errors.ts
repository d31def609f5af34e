import { type InteractionData, pickRows, variesApart } from "./interaction-data.ts";
import { type FittedForm, fitLinear, type InteractionFit, numbersOfFit } from "./interaction-fit.ts";
import { fittedRows } from "./interaction-resampling.ts";
import { leaveOutOfMoments } from "./left-out-moments.ts";
import { carriedForm, FORM_COEFFICIENTS } from "./routed-data.ts";
import type { RoutingForm } from "./routing-law.ts";
import { lawValue } from "./saturation.ts";

/** The errors of rows left out together by a law of the others; null where too little is left to tell. */
type ErrorsWithout = (tested: readonly number[]) => number[] | null;

/** The share of the volume of all rows, det X'WX, that has to be left. */
const LEAST_VOLUME = 0.5;

/**
 * The errors of a linear form in closed form, row after row: without one of weight w, error e and leverage
 * h = w x'Cx, the coefficients move by -C x w e / (1 - h), and C = (X'WX)^-1 grows by w Cx (Cx)' / (1 - h). The
 * volume is multiplied by 1 - h.
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

/** Whether what is left certainly determines the law, looked at without looking at all of it. */
function surelyDetermines(data: InteractionData, form: RoutingForm): (tested: readonly number[]) => boolean {
  const plain = { ...data, weights: null };
  const apart = linearErrors(plain, fitLinear(plain, "bilinear"));
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

/** log10(loss / predicted): of all rows by their own law, and of each group by the law of the others. */
export interface LeftOut {
  inSample: number[];
  /** Null where the others do not determine a law of the form. */
  errors: (number[] | null)[];
}

/** @param carried - The form that all rows carry, which `form` is too where anything can be left out. */
export function leaveOutEach(
  data: InteractionData,
  form: RoutingForm,
  carried: FittedForm,
  groups: readonly (readonly number[])[],
): LeftOut {
  const isSure = surelyDetermines(data, form);
  const isDetermined = (tested: readonly number[]): boolean =>
    carried === form && (isSure(tested) || determines(restOf(data, tested), form));
  if (carried === "saturating" || carried === "unlimited") {
    return leaveOutOfMoments(data, carried, groups, isDetermined);
  }
  const fit = fitLinear(data, carried);
  const errorsWithout = linearErrors(data, fit);
  return {
    inSample: Array.from(fittedRows(data, fit).residuals),
    errors: groups.map((tested) => {
      if (!isDetermined(tested)) return null;
      const errors = errorsWithout(tested);
      if (errors !== null) return errors;
      const numbers = numbersOfFit(fitLinear(restOf(data, tested), carried));
      return tested.map((i) => data.y[i]! - lawValue(numbers, data.x[i]!, data.excess[i]!));
    }),
  };
}
