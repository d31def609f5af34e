import { refitSeparable } from "../numeric/separable-least-squares.ts";
import { condense, condenseLevels, type InteractionData, levelMoments, rowsOfLevels } from "./interaction-data.ts";
import {
  fitInteraction,
  fitSaturating,
  type InteractionFit,
  numbersOfFit,
  searchEverywhere,
} from "./interaction-fit.ts";
import { interactionProblem, type ShapeMap } from "./interaction-problem.ts";
import { fittedRows } from "./interaction-resampling.ts";
import { FORM_COEFFICIENTS } from "./routed-data.ts";
import type { RoutingForm } from "./routing-law.ts";
import { lawValue } from "./saturation.ts";

/** The errors of rows left out together by a law of the others; null where the others are better fitted by themselves. */
type ErrorsWithout = (tested: readonly number[]) => number[] | null;

/** Of fewer groups each is fitted by itself. */
const FEW_GROUPS = 30;
/**
 * Of more groups none moves the law far: its optima are followed even where they are hardly determined, and as far as a
 * search comes where start and max run on without end.
 */
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

/**
 * The law of the rows left, searched from the optima of the fit to all rows wherever that had to search; or everywhere,
 * where the rows left out may have moved it far. Null where the others carry another form, or reach less far.
 */
function saturatingErrors(
  data: InteractionData,
  isMany: boolean,
): (tested: readonly number[], isNear: boolean) => number[] | null {
  const known = new Map<string, number[][]>();
  const nameOf = ({ byMax }: ShapeMap): string => String(byMax);
  fitSaturating(condense(data), (condensed, map) => {
    const optima = searchEverywhere(condensed, map);
    known.set(
      nameOf(map),
      optima.map(({ shape }) => shape),
    );
    return optima;
  });
  const rows = rowsOfLevels(data);
  const moments = rows.map((each) => levelMoments(data, each, data.y));
  // Where most losses are equal, they equal the middle one.
  const middle = data.y.slice().sort()[data.n >> 1];
  const others = data.y.filter((y) => y !== middle).length;
  return (tested, isNear) => {
    const rest = moments.slice();
    for (const g of new Set(tested.map((i) => data.level[i]!))) {
      const left = rows[g]!.filter((i) => !tested.includes(i));
      rest[g] = levelMoments(data, left, data.y);
    }
    const condensed = condenseLevels(data, rest);
    // The rows of means come first, one for each level left.
    const last = condensed.one.lastIndexOf(1);
    if (last < 3 || condensed.level[last] !== rows.length - 1 || tested.length >= others) return null;
    const fit = fitSaturating(condensed, (again, map) => {
      const optima = (isNear ? (known.get(nameOf(map)) ?? []) : []).map((shape) =>
        refitSeparable(interactionProblem(again, map), map.axes, shape),
      );
      optima.sort((a, b) => a.sumOfSquaredResiduals - b.sumOfSquaredResiduals);
      return optima[0] !== undefined && (isMany || optima[0].converged) ? optima : searchEverywhere(again, map);
    });
    const numbers = numbersOfFit(fit);
    return tested.map((i) => data.y[i]! - lawValue(numbers, data.x[i]!, data.excess[i]!));
  };
}

/**
 * log10(loss / predicted) of rows left out, by the law of the others, from the fit to all; null where those have to be
 * looked at and fitted by themselves: few groups, or rows that may be needed to tell the coefficients apart.
 */
export function leftOutErrors(
  data: InteractionData,
  form: RoutingForm,
  fit: InteractionFit,
  groups: readonly (readonly number[])[],
): (number[] | null)[] {
  if (groups.length <= FEW_GROUPS) return groups.map(() => null);
  const isMany = groups.length > MANY_GROUPS;
  const plain = { ...data, weights: null };
  const apart = linearErrors(plain, fitInteraction(plain, "bilinear"));
  const tangent = linearErrors(data, fit);
  const saturating = form === "saturating" ? saturatingErrors(data, isMany) : null;
  const isFirm = isMany || isDetermined(fit, data.n);
  return groups.map((tested) => {
    if (data.n - tested.length <= FORM_COEFFICIENTS[form] || apart(tested) === null) return null;
    const errors = tangent(tested);
    return saturating === null ? errors : saturating(tested, isFirm && errors !== null);
  });
}
