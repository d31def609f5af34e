import { minimizeAbsoluteLoss } from "../statistics/least-absolute.ts";
import { minimizeRobustLoss } from "../statistics/m-estimation.ts";
import {
  type Patience,
  type RobustMinimum,
  type RobustWorkspace,
  robustWorkspace,
} from "../statistics/m-estimation-problem.ts";
import type { LossData } from "./loss-law-data.ts";
import type { ResolvedLossLawOptions } from "./loss-law-options.ts";
import { LOG_E, type LossPoints, LossSurface } from "./loss-surface.ts";

/** Exponents outside this range are not looked for: at the lower end a term is a logarithm, at the upper a wall. */
const LEAST_EXPONENT = 1e-3;
const GREATEST_EXPONENT = 10;
/** How far below and above the data, in ln L, a term may lie; E below a millionth of the loss is none. */
const TERM_RANGE = 30;
const IRREDUCIBLE_RANGE = 16;
/** The corner that rounds the absolute objective for scouts, as a share of the mean absolute residual. */
export const ROUNDED = 0.03;
/** Steps at one corner at most; and those that the law without E has in any case. */
const MOST_STEPS = 500;
const LEAST_STEPS = 50;

/** What is minimised over which points: all that a refit needs. */
export interface LossTask {
  points: LossPoints;
  weights: Float64Array | null;
  options: ResolvedLossLawOptions;
  lower: Float64Array;
  upper: Float64Array;
  /** With and without E. */
  work: { irreducible: RobustWorkspace; reducible: RobustWorkspace };
}

/**
 * How to go from a start to an optimum: by way of least squares and larger corners; from near it, corners of the
 * absolute objective rounded at first; or straight to the optimum nearest to the start.
 */
export type Way = "by squares" | "near" | "straight";

/** How long to look for an optimum. */
export interface LossPatience {
  /** Steps in all, those of every corner and of the law without E included. */
  steps: number;
  /** The residuals of the best optimum so far. */
  rival: Float64Array | null;
}

export function lossTask(data: LossData, options: ResolvedLossLawOptions): LossTask {
  const least = Math.log(data.support.loss.lower);
  const greatest = Math.log(data.support.loss.upper);
  return {
    points: data.points,
    weights: data.weights,
    options,
    lower: Float64Array.of(
      least - TERM_RANGE,
      least - TERM_RANGE,
      LEAST_EXPONENT,
      LEAST_EXPONENT,
      least - IRREDUCIBLE_RANGE,
    ),
    upper: Float64Array.of(
      greatest + TERM_RANGE,
      greatest + TERM_RANGE,
      GREATEST_EXPONENT,
      GREATEST_EXPONENT,
      greatest,
    ),
    work: { irreducible: robustWorkspace(data.n, 5), reducible: robustWorkspace(data.n, 4) },
  };
}

/** The minimum of Huber's loss with a given corner that a start leads to. */
export function minimizeCorner(task: LossTask, start: Float64Array, delta: number, patience: Patience): RobustMinimum {
  const irreducible = start.length > LOG_E;
  const surface = new LossSurface(task.points, task.options.on === "log", irreducible);
  const work = irreducible ? task.work.irreducible : task.work.reducible;
  const { weights, lower, upper } = task;
  return minimizeRobustLoss(surface, start, { delta, weights, lower, upper }, work, patience);
}

function descend(task: LossTask, start: Float64Array, way: Way, { steps, rival }: LossPatience): RobustMinimum {
  const { options, points } = task;
  let iterations = 0;
  const minimize = (from: Float64Array, delta: number): RobustMinimum => {
    const found = minimizeCorner(task, from, delta, { rival, iterations: Math.min(MOST_STEPS, steps - iterations) });
    iterations += found.iterations;
    return found;
  };
  const squares = way === "by squares" || options.objective === "least-squares";
  const first = squares ? minimize(start, Number.POSITIVE_INFINITY) : null;
  if (first !== null && options.objective === "least-squares") return { ...first, objective: 2 * first.objective };
  if (options.objective === "absolute") {
    const irreducible = start.length > LOG_E;
    const surface = new LossSurface(points, options.on === "log", irreducible);
    const work = irreducible ? task.work.irreducible : task.work.reducible;
    const corner = way === "straight" ? ROUNDED : undefined;
    const patience = { rival, iterations: steps - iterations };
    const last = minimizeAbsoluteLoss(surface, first?.coefficients ?? start, task, work, corner, patience);
    return { ...last, iterations: last.iterations + iterations };
  }
  let best = first;
  for (const delta of corners(first, options.huberDelta ?? Number.POSITIVE_INFINITY, points.count)) {
    best = minimize(best?.coefficients ?? start, delta);
    if (best.givenUp) break;
  }
  return { ...best!, iterations };
}

/** From the size of the residuals of least squares down to the corner asked for, a factor of ten at a time. */
function corners(first: RobustMinimum | null, target: number, n: number): number[] {
  const list = [target];
  if (first === null) return list;
  const largest = 3 * Math.sqrt((2 * first.objective) / n);
  for (let corner = target * 10; corner < largest && list.length < 12; corner *= 10) list.unshift(corner);
  return list;
}

/**
 * The optimum that a start leads to, by its {@link Way}. Where E falls out of the law it is left out, and logE is
 * -Infinity.
 */
export function polishLossLaw(task: LossTask, start: Float64Array, way: Way, patience: LossPatience): RobustMinimum {
  const found = descend(task, start, way, patience);
  if (start.length <= LOG_E || !found.atBound[LOG_E] || found.coefficients[LOG_E]! > task.lower[LOG_E]!) return found;
  const left = { ...patience, steps: Math.max(LEAST_STEPS, patience.steps - found.iterations) };
  const without = descend(task, found.coefficients.slice(0, LOG_E), way === "by squares" ? "near" : way, left);
  const coefficients = Float64Array.of(...without.coefficients, Number.NEGATIVE_INFINITY);
  return {
    ...without,
    iterations: found.iterations + without.iterations,
    coefficients,
    atBound: [...without.atBound, true],
  };
}
