import { guardedLeastSquares } from "../numeric/nonlinear-least-squares-guarded.ts";
import { projectedProblem, projectionOf, solveLinear } from "../numeric/separable-least-squares-projection.ts";
import { profileInterval } from "../statistics/profile.ts";
import type { CondensedData } from "./interaction-data.ts";
import type { InteractionFit } from "./interaction-fit.ts";
import {
  type Held,
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

/** What is profiled: where it stands, the problem in which it is held, and the shapes that are then left. */
interface Profiled {
  estimate: number;
  step: number;
  range: readonly [number, number];
  held: Held;
  map: ShapeMap;
  cutoff: Held | null;
  shape: readonly number[];
}

/** The linear part is solved, the shapes that are left are searched from those of the nearest value seen. */
function boundsOf(
  data: CondensedData,
  fit: InteractionFit,
  degreesOfFreedom: number,
  level: number,
  profiled: Profiled,
): ProfileBounds {
  const { estimate, step, range, held, map, cutoff, shape } = profiled;
  const projection = projectionOf(interactionProblem(data, map, cutoff));
  const problem = projectedProblem(projection);
  const options = {
    lower: map.axes.map(({ values }) => values[0]!),
    upper: map.axes.map(({ values }) => values[values.length - 1]!),
    // The sum of squares is then right to the square of it.
    gradientTarget: 1e-6,
    maxIterations: 100,
  };
  const none = new Float64Array(0);
  const { lower, upper, better } = profileInterval({
    fitAt: (value, near) => {
      held.value = value;
      if (near.length === 0) return { sumOfSquaredResiduals: data.within + solveLinear(projection, none), others: [] };
      const { sumOfSquaredResiduals: square, coefficients } = guardedLeastSquares(problem, near, options);
      return { sumOfSquaredResiduals: data.within + square, others: coefficients };
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
  const log2Start = Math.log2(start);
  const held: Held = { value: 0 };
  const unlimited = max === undefined;
  const ofStart = profile({
    estimate: log2Start,
    step: standardErrors.start / (start * Math.LN2),
    range: START_RANGE,
    held,
    map: unlimited ? heldStartUnlimited(held) : heldStart(held),
    cutoff: null,
    shape: unlimited ? [] : [fit.shape[1]!],
  });
  const ofMax = unlimited
    ? null
    : profile({
        estimate: Math.log2(max),
        step: standardErrors.max / (max * Math.LN2),
        range: [START_RANGE[0] + RATIO_RANGE[0], log2Start + RATIO_RANGE[1]],
        held,
        map: heldMax(held),
        cutoff: null,
        shape: [fit.shape[1]!],
      });
  const cutoff = -b / c - data.centre;
  const ofCutoff = Number.isFinite(cutoff)
    ? profile({
        estimate: cutoff,
        step: standardErrors.cutoff,
        range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
        held,
        map: unlimited ? unlimitedShapes() : saturatingShapes(),
        cutoff: held,
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
