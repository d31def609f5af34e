import { guardedLeastSquares } from "../numeric/nonlinear-least-squares-guarded.ts";
import { projectedProblem, projectionOf, solveLinear } from "../numeric/separable-least-squares-projection.ts";
import { profileInterval } from "../statistics/profile.ts";
import type { CondensedData } from "./interaction-data.ts";
import type { InteractionFit } from "./interaction-fit.ts";
import {
  heldMax,
  heldStart,
  heldStartUnlimited,
  interactionProblem,
  RATIO_RANGE,
  type ShapeMap,
  START_RANGE,
  saturatingShapes,
  unlimitedShapes,
} from "./interaction-problem.ts";

/** The bounds of one quantity; null where that side is open. */
export interface ProfileBounds {
  lower: number | null;
  upper: number | null;
  /** A lower sum of squares than that of the fit was met on the way. */
  better: boolean;
}

/** The least sum of squares with something held: the linear part solved, the shapes left over searched from a start. */
function heldSquares(data: CondensedData, map: ShapeMap, start: readonly number[], cutoff: number | null) {
  const projection = projectionOf(interactionProblem(data, map, cutoff));
  if (map.axes.length === 0) return { square: solveLinear(projection, new Float64Array(0)), shape: [] };
  const lower = map.axes.map(({ values }) => values[0]!);
  const upper = map.axes.map(({ values }) => values[values.length - 1]!);
  const found = guardedLeastSquares(projectedProblem(projection), start, {
    lower,
    upper,
    gradientTarget: 1e-6,
    maxIterations: 100,
  });
  return { square: found.sumOfSquaredResiduals, shape: found.coefficients };
}

/** What is profiled: where it stands, how the problem is made with it held, and the shapes that are then left. */
interface Profiled {
  estimate: number;
  step: number;
  range: readonly [number, number];
  map: (held: number) => ShapeMap;
  cutoff: (held: number) => number | null;
  shape: readonly number[];
}

function boundsOf(
  data: CondensedData,
  fit: InteractionFit,
  degreesOfFreedom: number,
  level: number,
  profiled: Profiled,
): ProfileBounds {
  const { estimate, step, range, map, cutoff, shape } = profiled;
  const { lower, upper, better } = profileInterval({
    fitAt: (held, near) => {
      const found = heldSquares(data, map(held), near, cutoff(held));
      return { sumOfSquaredResiduals: data.within + found.square, others: found.shape };
    },
    estimate,
    others: shape,
    sumOfSquaredResiduals: fit.sumOfSquares,
    degreesOfFreedom,
    level,
    step: Number.isFinite(step) && step > 0 ? step : 1,
    lower: range[0],
    upper: range[1],
  });
  return { lower, upper, better: better !== null };
}

const power = ({ lower, upper, better }: ProfileBounds): ProfileBounds => ({
  lower: lower === null ? null : 2 ** lower,
  upper: upper === null ? null : 2 ** upper,
  better,
});

/**
 * Profile intervals of start, of max (where the form has one) and of the cut-off -b/c, on the scale of x: all values at
 * which the best fit's sum of squares is within SSE (1 + F(1, n - p) / (n - p)).
 *
 * @param standardErrors - Of start, max and the cut-off: the first steps of the searches.
 */
export function profileShapes(
  data: CondensedData,
  fit: InteractionFit,
  degreesOfFreedom: number,
  level: number,
  standardErrors: { start: number; max: number; cutoff: number },
): { start: ProfileBounds; max: ProfileBounds | null; cutoff: ProfileBounds | null } {
  const [, b = 0, c = 0, , start = 1, max] = fit.values;
  const profile = (profiled: Profiled): ProfileBounds => boundsOf(data, fit, degreesOfFreedom, level, profiled);
  const noCutoff = (): null => null;
  const log2Start = Math.log2(start);
  const unlimited = max === undefined;
  const ofStart = profile({
    estimate: log2Start,
    step: standardErrors.start / (start * Math.LN2),
    range: START_RANGE,
    map: unlimited ? heldStartUnlimited : heldStart,
    cutoff: noCutoff,
    shape: unlimited ? [] : [fit.shape[1]!],
  });
  const ofMax = unlimited
    ? null
    : profile({
        estimate: Math.log2(max),
        step: standardErrors.max / (max * Math.LN2),
        range: [START_RANGE[0] + RATIO_RANGE[0] + 1, log2Start + RATIO_RANGE[1]],
        map: heldMax,
        cutoff: noCutoff,
        shape: [log2Start],
      });
  const cutoff = -b / c - data.centre;
  const both = unlimited ? unlimitedShapes() : saturatingShapes();
  const ofCutoff = Number.isFinite(cutoff)
    ? profile({
        estimate: cutoff,
        step: standardErrors.cutoff,
        range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
        map: () => both,
        cutoff: (held) => held,
        shape: fit.shape,
      })
    : null;
  const shift = (at: number | null): number | null => (at === null ? null : at + data.centre);
  return {
    start: power(ofStart),
    max: ofMax && power(ofMax),
    cutoff: ofCutoff && { lower: shift(ofCutoff.lower), upper: shift(ofCutoff.upper), better: ofCutoff.better },
  };
}
