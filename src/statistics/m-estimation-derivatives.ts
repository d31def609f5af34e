import type { CurvedModel, RobustLoss, RobustWorkspace } from "./m-estimation-problem.ts";

/** sum of w x Huber(r); for least squares sum of w r^2 / 2. */
export function lossSum(residuals: Float64Array, n: number, { delta, weights }: RobustLoss): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(residuals[i]!);
    const loss = size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
    total += weights === null ? loss : weights[i]! * loss;
  }
  return total;
}

/** hessian <- hessian - sum of multipliers[i] x second derivatives of f at point i, of the point that `gradients` are of. */
export function subtractWholeCurvature(
  model: CurvedModel,
  { gradients, hessian }: Pick<RobustWorkspace, "gradients" | "hessian">,
  multipliers: Float64Array,
): void {
  const { coefficients: k, onLog = false } = model;
  model.subtractCurvature(multipliers, hessian);
  if (!onLog) return;
  for (let i = 0; i < model.points(); i++) {
    for (let a = 0; a < k; a++) {
      const product = multipliers[i]! * gradients[i * k + a]!;
      for (let b = 0; b <= a; b++) hessian[a * k + b]! += product * gradients[i * k + b]!;
    }
  }
}

/**
 * Gradient and Hessian of the objective at the point evaluated last: g = -sum w psi J, H = sum w (psi' J J' - psi f''),
 * psi the residual clipped at the corner. `scale` gets the norms of the columns of J. Returns the norm of sqrt(w) psi.
 */
export function differentiate(model: CurvedModel, loss: RobustLoss, work: RobustWorkspace): number {
  const { residuals, gradients, multipliers, gradient, hessian, scale } = work;
  const { delta, weights } = loss;
  const n = model.points();
  const { coefficients: k, onLog = false } = model;
  model.gradients(gradients);
  gradient.fill(0);
  hessian.fill(0);
  scale.fill(0);
  let square = 0;
  for (let i = 0; i < n; i++) {
    const residual = residuals[i]!;
    const weight = weights === null ? 1 : weights[i]!;
    const inside = residual <= delta && residual >= -delta;
    const clipped = inside ? residual : residual > 0 ? delta : -delta;
    const multiplier = weight * clipped;
    multipliers[i] = multiplier;
    square += multiplier * clipped;
    const product = (inside ? weight : 0) + (onLog ? multiplier : 0);
    const at = i * k;
    for (let a = 0; a < k; a++) {
      const ga = gradients[at + a]!;
      gradient[a]! -= multiplier * ga;
      scale[a]! += weight * ga * ga;
      if (product === 0) continue;
      const weighted = product * ga;
      const row = a * k;
      for (let b = 0; b <= a; b++) hessian[row + b]! += weighted * gradients[at + b]!;
    }
  }
  model.subtractCurvature(multipliers, hessian);
  for (let a = 0; a < k; a++) scale[a] = Math.sqrt(scale[a]!);
  return Math.sqrt(square);
}
