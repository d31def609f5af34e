/**
 * A smooth model of n points in k coefficients, as M-estimation needs it. `evaluate` sets the point; the others speak
 * of the point evaluated last.
 */
export interface CurvedModel {
  readonly coefficients: number;
  /** How many points there are now; the first so many entries of the columns count. */
  points(): number;
  /** residuals <- target - f. */
  evaluate(coefficients: Float64Array, residuals: Float64Array): void;
  /** Multiplies `pulls` by the second derivatives of f along `step`, where f has these gradients. */
  bend?(step: Float64Array, gradients: Float64Array, pulls: Float64Array): void;
  /** The gradients of f, k numbers a point, one point after another. */
  gradients(into: Float64Array): void;
  /** Whether f is a logarithm: -J J' is then part of its second derivatives, and left out of `subtractCurvature`. */
  readonly onLog?: boolean;
  /** hessian (k by k) <- hessian - sum of multipliers[i] x second derivatives of f at point i; the lower triangle is enough. */
  subtractCurvature(multipliers: Float64Array, hessian: Float64Array): void;
}

/** What a minimisation takes beside the model: the loss, the weights and a box. */
export interface RobustLoss {
  /** Huber's corner: r^2/2 within it, delta (|r| - delta/2) beyond; Infinity for least squares. */
  delta: number;
  weights: Float64Array | null;
  lower: Float64Array;
  upper: Float64Array;
}

export interface RobustMinimum {
  coefficients: Float64Array;
  /** sum of w x Huber(r); for least squares sum of w r^2 / 2. */
  objective: number;
  /** The largest entry of the gradient over the free coefficients, in units in which the objective is scaled by its corner. */
  gradientNorm: number;
  iterations: number;
  converged: boolean;
  /** The descent was too slow to get below its rival. */
  givenUp: boolean;
  /** Coefficients that stand at the edge of the box, pushed against it. */
  atBound: boolean[];
}

/** When a minimisation is given up. */
export interface Patience {
  /** Steps, those refused included; default 500. */
  iterations?: number;
  /**
   * The residuals of a minimum that is known: a descent that creeps along above its objective, too slow to get below,
   * is given up.
   */
  rival?: Float64Array | null;
}

/** The arrays a search works in, to be kept between searches over the same model. */
export interface RobustWorkspace {
  residuals: Float64Array;
  gradients: Float64Array;
  multipliers: Float64Array;
  pulls: Float64Array;
  gradient: Float64Array;
  hessian: Float64Array;
  factor: Float64Array;
  step: Float64Array;
  scale: Float64Array;
  trial: Float64Array;
  free: Int32Array;
  direction: Float64Array;
  turn: Float64Array;
}

export function robustWorkspace(points: number, coefficients: number): RobustWorkspace {
  return {
    residuals: new Float64Array(points),
    gradients: new Float64Array(points * coefficients),
    multipliers: new Float64Array(points),
    pulls: new Float64Array(points),
    gradient: new Float64Array(coefficients),
    hessian: new Float64Array(coefficients * coefficients),
    factor: new Float64Array(coefficients * coefficients),
    step: new Float64Array(coefficients),
    scale: new Float64Array(coefficients),
    trial: new Float64Array(coefficients),
    free: new Int32Array(coefficients),
    direction: new Float64Array(coefficients),
    turn: new Float64Array(coefficients),
  };
}
