import { refuse } from "../numeric/checks.ts";
import type { RobustMinimum } from "../statistics/m-estimation-problem.ts";
import type { LossData } from "./loss-law-data.ts";
import { type LossTask, minimizeCorner, polishLossLaw, ROUNDED, type Way } from "./loss-law-descent.ts";
import { lossLawStarts } from "./loss-law-starts.ts";
import { ALPHA, BETA, LOG_E, LossSurface } from "./loss-surface.ts";

/** Optima within this factor of the best objective (of its square root for squares) compete with it. */
const COMPETING = 2;
/** Optima nearer than this in alpha and beta, relatively, are one. */
const SAME = 1e-5;
/** Optima of least squares up to this multiple of the least sum of squares are gone on from. */
const WITHIN = 100;
const SCOUT_STEPS = 60;
const MOST_STEPS = 500;
/** Scouts within this factor of the best one are carried on. */
const PROMISING = 1.3;

/** Points times steps that one search takes, all descents together, and the steps that it has with any number of points. */
const POINT_STEPS = 5.6e6;
const LEAST_STEPS = 2800;
/** What a step costs besides its points, in points. */
const POINTS_OF_A_STEP = 30;
/** The share of the steps that is spent at the end of each stage at the latest; what one leaves is the next one's. */
const SPENT = { squares: 0.2, valleys: 0.5, scouts: 0.75, promising: 0.9, best: 1 } as const;
/** The next descent of a stage may take the share of one of so many. */
const ABREAST = 3;
const MOST_EXTENSIONS = 10;
/** Objectives that differ by less, relatively, are one: the law that is at its optimum is taken. */
const LEVEL = 1e-9;
/** Too few steps to begin with. */
const FEW_STEPS = 20;

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

/** The steps of a search, shared out among its stages and their descents. */
class Steps {
  private readonly total: number;
  private spent = 0;
  private until = 0;

  constructor(points: number) {
    this.total = Math.max(LEAST_STEPS, Math.floor(POINT_STEPS / (points + POINTS_OF_A_STEP)));
  }

  begin(stage: keyof typeof SPENT): void {
    this.until = SPENT[stage] * this.total;
  }

  /** What one of `parts` descents to come may take. */
  share(parts: number): number {
    return Math.floor((this.until - this.spent) / parts);
  }

  spend({ iterations }: RobustMinimum): void {
    this.spent += iterations;
  }
}

/** A search under way: its optima so far, with the residuals of the best, and the steps left. */
interface Expedition {
  task: LossTask;
  steps: Steps;
  found: RobustMinimum[];
  /** Null also where the best optimum is not what is looked for, but the one of a basin. */
  rival: Float64Array | null;
  /** The next descent may take the share of one of so many: where a basin is looked for, of all that are left. */
  abreast: number;
}

function residualsOf({ points, options }: LossTask, { coefficients }: RobustMinimum): Float64Array {
  const residuals = new Float64Array(points.count);
  new LossSurface(points, options.on === "log", coefficients.length > LOG_E).evaluate(coefficients, residuals);
  return residuals;
}

/** Adds the optimum that a start leads to, as far as the steps go. */
function explore(search: Expedition, start: Float64Array, way: Way, parts: number): void {
  const { task, steps, found } = search;
  const limit = steps.share(parts);
  if (limit < FEW_STEPS && found.length > 0) return;
  const reached = polishLossLaw(task, start, way, { steps: limit, rival: search.rival });
  steps.spend(reached);
  const isBest = found.every((each) => reached.objective < each.objective);
  if (isBest && task.options.basin === null) search.rival = residualsOf(task, reached);
  found.push(reached);
}

/** The distinct optima of least squares that the starts lead to, as starts. */
function leastSquaresOptima({ task, steps, abreast }: Expedition, starts: readonly Float64Array[]): Float64Array[] {
  const found = starts.map((start, k) => {
    const iterations = Math.min(MOST_STEPS, steps.share(Math.min(abreast, starts.length - k)));
    const reached = minimizeCorner(task, start, Number.POSITIVE_INFINITY, { iterations });
    steps.spend(reached);
    return reached;
  });
  const distinct = distinctMinima(found);
  const reach = WITHIN * (distinct[0]?.objective ?? 0);
  return distinct.filter((each) => each.objective <= reach).map((each) => each.coefficients);
}

/** Optima that places all over the range lead to, as starts; of the absolute objective with its corners rounded. */
function scoutedStarts(
  { task, steps, rival }: Expedition,
  scouts: readonly Float64Array[],
  scale: number,
): Float64Array[] {
  const delta = task.options.huberDelta ?? ROUNDED * scale;
  const found = scouts.map((start, k) => {
    const iterations = Math.min(SCOUT_STEPS, steps.share(scouts.length - k));
    const reached = minimizeCorner(task, start, delta, { iterations, rival });
    steps.spend(reached);
    return reached;
  });
  const distinct = distinctMinima(found);
  const reach = PROMISING * (distinct[0]?.objective ?? 0);
  return distinct.filter((each) => each.objective <= reach).map((each) => each.coefficients);
}

/** Down a long and nearly level valley a descent runs out of steps: goes on from there with those that are left. */
function goOn({ task, steps }: Expedition, from: RobustMinimum): RobustMinimum {
  let best = from;
  let reached = from;
  for (let k = 0; k < MOST_EXTENSIONS && !reached.converged && reached.coefficients.every(Number.isFinite); k++) {
    const way = k % 2 === 0 ? "straight" : "near";
    const limit = Math.min(MOST_STEPS, steps.share(1));
    if (limit < FEW_STEPS) break;
    const further = polishLossLaw(task, reached.coefficients, way, { steps: limit, rival: null });
    if (further.iterations === 0) break;
    steps.spend(further);
    reached = { ...further, iterations: reached.iterations + further.iterations };
    if (reached.objective <= best.objective * (1 + LEVEL)) best = reached;
  }
  return best;
}

/** Polishes every start; of the optima within reach of the best one takes that of the basin asked for, or the best. */
export function searchLossLaw(data: LossData, task: LossTask): LossSearch {
  const { options } = task;
  const starts = lossLawStarts(data, options);
  const steps = new Steps(data.n);
  const abreast = options.basin === null ? ABREAST : Number.POSITIVE_INFINITY;
  const search: Expedition = { task, steps, found: [], rival: null, abreast };
  steps.begin("squares");
  const valleys = leastSquaresOptima(search, starts.valleys);
  steps.begin("valleys");
  valleys.forEach((start, k) => {
    explore(search, start, "by squares", Math.min(search.abreast, valleys.length - k));
  });
  const scale = Math.min(...search.found.map((each) => each.objective)) / data.n;
  steps.begin("scouts");
  const promising = scoutedStarts(search, starts.scouts, scale);
  steps.begin("promising");
  promising.forEach((start, k) => {
    explore(search, start, "straight", Math.min(search.abreast, promising.length - k));
  });
  const distinct = distinctMinima(search.found);
  if (distinct[0] === undefined) {
    refuse("OUT_OF_RANGE", "losses and weights of ordinary size", data.support.loss.upper, "columns.loss");
  }
  steps.begin("best");
  distinct[0] = goOn(search, distinct[0]);
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
