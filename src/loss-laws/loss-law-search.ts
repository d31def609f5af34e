import { refuse } from "../numeric/checks.ts";
import { minimizeAbsoluteLoss } from "../statistics/least-absolute.ts";
import {
  minimizeRobustLoss,
  type RobustMinimum,
  type RobustWorkspace,
  robustWorkspace,
} from "../statistics/m-estimation.ts";
import type { LossData } from "./loss-law-data.ts";
import type { ResolvedLossLawOptions } from "./loss-law-options.ts";
import { lossLawStarts } from "./loss-law-starts.ts";
import { ALPHA, BETA, LOG_E, type LossPoints, LossSurface } from "./loss-surface.ts";

/** Exponents outside this range are not looked for: at the lower end a term is a logarithm, at the upper a wall. */
const LEAST_EXPONENT = 1e-3;
const GREATEST_EXPONENT = 10;
/** How far below and above the data, in ln L, a term may lie; E below a millionth of the loss is none. */
const TERM_RANGE = 30;
const IRREDUCIBLE_RANGE = 16;
/** Optima within this factor of the best objective (of its square root for squares) compete with it. */
const COMPETING = 2;
/** Optima nearer than this in alpha and beta, relatively, are one. */
const SAME = 1e-5;

/** Optima of least squares up to this multiple of the least sum of squares are gone on from. */
const WITHIN = 100;
/** The corner that rounds the absolute objective for scouts, as a share of the mean absolute residual. */
const ROUNDED = 0.03;
const SCOUT_ITERATIONS = 100;
const MOST_EXTENSIONS = 10;
/** Scouts within this factor of the best one are carried on. */
const PROMISING = 1.3;

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

function descend(task: LossTask, start: Float64Array, irreducible: boolean, way: Way): RobustMinimum {
  const { points, weights, lower, upper, options } = task;
  const work = irreducible ? task.work.irreducible : task.work.reducible;
  const surface = new LossSurface(points, options.on === "log", irreducible);
  const box = { weights, lower, upper };
  const squares = way === "by squares" || options.objective === "least-squares";
  const first = squares ? minimizeRobustLoss(surface, start, { ...box, delta: Number.POSITIVE_INFINITY }, work) : null;
  if (first !== null && options.objective === "least-squares") return { ...first, objective: 2 * first.objective };
  const from = first?.coefficients ?? start;
  if (options.objective === "absolute") {
    const last = minimizeAbsoluteLoss(surface, from, box, work, way === "straight" ? ROUNDED : undefined);
    return { ...last, iterations: last.iterations + (first?.iterations ?? 0) };
  }
  const target = options.huberDelta ?? Number.POSITIVE_INFINITY;
  let best = first;
  let iterations = first?.iterations ?? 0;
  for (const delta of corners(first, target, points.count)) {
    best = minimizeRobustLoss(surface, best?.coefficients ?? start, { ...box, delta }, work);
    iterations += best.iterations;
  }
  const last = best ?? minimizeRobustLoss(surface, start, { ...box, delta: target }, work);
  return { ...last, iterations };
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
export function polishLossLaw(task: LossTask, start: Float64Array, way: Way): RobustMinimum {
  const irreducible = task.options.irreducible === "fitted";
  const found = descend(task, start, irreducible, way);
  if (!irreducible || !found.atBound[LOG_E] || found.coefficients[LOG_E]! > task.lower[LOG_E]!) return found;
  const without = descend(task, found.coefficients.slice(0, LOG_E), false, way === "by squares" ? "near" : way);
  const coefficients = Float64Array.of(...without.coefficients, Number.NEGATIVE_INFINITY);
  return { ...without, coefficients, atBound: [...without.atBound, true] };
}

function isSame(a: RobustMinimum, b: RobustMinimum): boolean {
  return [ALPHA, BETA].every((k) => Math.abs(a.coefficients[k]! / b.coefficients[k]! - 1) <= SAME);
}

/** The optima of a search: the chosen one, and all distinct ones that compete, the lowest first. */
export interface LossSearch {
  chosen: RobustMinimum;
  competing: RobustMinimum[];
}

/** The distinct among minima, the lowest first. */
function distinctMinima(found: readonly RobustMinimum[]): RobustMinimum[] {
  const distinct: RobustMinimum[] = [];
  for (const each of [...found].sort((a, b) => a.objective - b.objective)) {
    if (!distinct.some((other) => isSame(each, other))) distinct.push(each);
  }
  return distinct;
}

/** The distinct optima of least squares that the starts lead to, as starts. */
function leastSquaresOptima(data: LossData, task: LossTask, starts: readonly Float64Array[]): Float64Array[] {
  const irreducible = task.options.irreducible === "fitted";
  const surface = new LossSurface(data.points, task.options.on === "log", irreducible);
  const work = irreducible ? task.work.irreducible : task.work.reducible;
  const loss = { ...task, delta: Number.POSITIVE_INFINITY };
  const distinct = distinctMinima(starts.map((start) => minimizeRobustLoss(surface, start, loss, work)));
  const reach = WITHIN * (distinct[0]?.objective ?? 0);
  return distinct.filter((each) => each.objective <= reach).map((each) => each.coefficients);
}

/** Optima that places all over the range lead to, as starts; of the absolute objective with its corners rounded. */
function scoutedStarts(data: LossData, task: LossTask, scouts: readonly Float64Array[], scale: number): Float64Array[] {
  const irreducible = task.options.irreducible === "fitted";
  const surface = new LossSurface(data.points, task.options.on === "log", irreducible);
  const work = irreducible ? task.work.irreducible : task.work.reducible;
  const loss = { ...task, delta: task.options.huberDelta ?? ROUNDED * scale };
  const found = scouts.map((start) => minimizeRobustLoss(surface, start, loss, work, SCOUT_ITERATIONS));
  const distinct = distinctMinima(found);
  const reach = PROMISING * (distinct[0]?.objective ?? 0);
  return distinct.filter((each) => each.objective <= reach).map((each) => each.coefficients);
}

/** Down a long and nearly level valley the steps run out: goes on from there, a bounded number of times. */
function goOn(task: LossTask, from: RobustMinimum): RobustMinimum {
  let best = from;
  for (let k = 0; k < MOST_EXTENSIONS && !best.converged && best.coefficients.every(Number.isFinite); k++) {
    const further = polishLossLaw(task, best.coefficients, "straight");
    best = { ...further, iterations: best.iterations + further.iterations };
  }
  return best;
}

/** Polishes every start; of the optima within reach of the best one takes that of the basin asked for, or the best. */
export function searchLossLaw(data: LossData, task: LossTask): LossSearch {
  const { options } = task;
  const starts = lossLawStarts(data, options);
  const found = leastSquaresOptima(data, task, starts.valleys).map((start) => polishLossLaw(task, start, "by squares"));
  const scale = Math.min(...found.map((each) => each.objective)) / data.n;
  for (const start of scoutedStarts(data, task, starts.scouts, scale))
    found.push(polishLossLaw(task, start, "straight"));
  const distinct = distinctMinima(found);
  if (distinct[0] === undefined) {
    refuse("OUT_OF_RANGE", "losses and weights of ordinary size", data.support.loss.upper, "columns.loss");
  }
  distinct[0] = goOn(task, distinct[0]);
  const least = distinct[0];
  const chosen = options.basin === null ? least : nearest(distinct, options.basin.alpha, options.basin.beta);
  const reach = least.objective * (options.objective === "least-squares" ? COMPETING ** 2 : COMPETING);
  return {
    chosen,
    competing: distinct.filter((each) => each === chosen || (each.converged && each.objective <= reach)),
  };
}

function nearest(optima: readonly RobustMinimum[], alpha: number, beta: number): RobustMinimum {
  const distance = ({ coefficients }: RobustMinimum): number =>
    Math.hypot(Math.log(coefficients[ALPHA]! / alpha), Math.log(coefficients[BETA]! / beta));
  return optima.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}
