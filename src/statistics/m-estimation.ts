import { differentiate, lossSum } from "./m-estimation-derivatives.ts";
import {
  type CurvedModel,
  type Patience,
  type RobustLoss,
  type RobustMinimum,
  type RobustWorkspace,
  robustWorkspace,
} from "./m-estimation-problem.ts";
import { accelerate, dampedStep, freeCoefficients, largestCosine, propose } from "./m-estimation-step.ts";

const MAX_ITERATIONS = 500;
/** Steps between two looks at whether a descent can still get below its rival. */
const LOOK_AFTER = 10;
/** It cannot where that would take more than this many times the steps since the last look, at their pace. */
const TOO_FAR = 1000;
/** A gradient that fell to less than this share since the last look closes in on a minimum of its own. */
const CLOSING_IN = 0.1;
/** Cosine between the clipped residuals and a column of the Jacobian at which they count as orthogonal. */
const ORTHOGONAL = 1e-12;
/** The same, where no step lowers the objective any more: what rounding leaves of it. */
const NEARLY_ORTHOGONAL = 1e-6;
/** The share of the objective that its own rounding may be. */
const ROUNDING = 1e-13;
/** After so many steps a descent creeps along a valley, whose bend is worth its price. */
const SLOW = 100;
const MIN_DAMPING = 1e-14;
const MAX_DAMPING = 1e14;

/**
 * Minimises sum w Huber(target - f) within a box by damped Newton steps of the true objective (semismooth at the
 * corners of the loss: Qi and Sun 1993), the damping that of Levenberg and Marquardt in the scale of the Jacobian's
 * columns. Near the minimum no point changes branch, and convergence is quadratic. The stopping rule is a cosine, free
 * of the scale of the objective, which for delta = 1e-3 is itself about 1e-3 and stops absolute rules early.
 *
 * @param start - Within the box; not changed.
 */
export function minimizeRobustLoss(
  model: CurvedModel,
  start: Float64Array,
  loss: RobustLoss,
  work: RobustWorkspace = robustWorkspace(model.points(), model.coefficients),
  { iterations: maxIterations = MAX_ITERATIONS, rival = null }: Patience = {},
): RobustMinimum {
  const at = start.slice();
  const toBeat = rival === null ? Number.POSITIVE_INFINITY : lossSum(rival, model.points(), loss);
  model.evaluate(at, work.residuals);
  let objective = lossSum(work.residuals, model.points(), loss);
  let norm = differentiate(model, loss, work);
  let count = freeCoefficients(at, loss, work);
  let cosine = largestCosine(work, count, norm);
  let damping = 1e-4;
  let growth = 2;
  let iterations = 0;
  let givenUp = false;
  let look = { objective, cosine };
  while (cosine > ORTHOGONAL && iterations < maxIterations && damping < MAX_DAMPING) {
    iterations++;
    if (iterations % LOOK_AFTER === 0) {
      const gap = objective - toBeat;
      if (gap > 0 && gap > TOO_FAR * (look.objective - objective) && cosine > CLOSING_IN * look.cosine) {
        givenUp = true;
        break;
      }
      look = { objective, cosine };
    }
    if (!dampedStep(work, count, damping)) {
      damping *= 4;
      continue;
    }
    if (iterations > SLOW) accelerate(model, loss, work, count);
    const expected = propose(at, count, loss, work);
    model.evaluate(work.trial, work.residuals);
    const reached = lossSum(work.residuals, model.points(), loss);
    const gained = objective - reached;
    // Where the objective's own rounding hides the gain, a step is taken as long as it turns the gradient down.
    const blind = Math.abs(expected) <= ROUNDING * objective;
    if (!(gained > 0) && !(blind && gained >= -ROUNDING * objective)) {
      damping *= growth;
      growth *= 2;
      continue;
    }
    at.set(work.trial);
    objective = reached;
    const before = cosine;
    norm = differentiate(model, loss, work);
    count = freeCoefficients(at, loss, work);
    cosine = largestCosine(work, count, norm);
    if (blind && cosine > before / 2) break;
    const ratio = expected > 0 ? gained / expected : 0;
    damping = Math.max(MIN_DAMPING, damping * (ratio > 0.75 ? 0.1 : ratio < 0.25 ? 2 : 1));
    growth = 2;
  }
  const atBound = Array.from(at, () => true);
  for (let i = 0; i < count; i++) atBound[work.free[i]!] = false;
  const converged = cosine <= NEARLY_ORTHOGONAL;
  return { coefficients: at, objective, gradientNorm: cosine, iterations, converged, givenUp, atBound };
}
