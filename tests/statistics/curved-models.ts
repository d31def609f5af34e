import type { CurvedModel } from "../../src/statistics/m-estimation-problem.ts";

/** f = b . x, no curvature: columns of a linear model. */
export function linearModel(columns: number[][], target: number[]): CurvedModel {
  return {
    coefficients: columns.length,
    points: () => target.length,
    evaluate(coefficients, residuals) {
      target.forEach((each, i) => {
        residuals[i] = each - columns.reduce((sum, column, k) => sum + column[i]! * coefficients[k]!, 0);
      });
    },
    gradients(into) {
      target.forEach((_, i) => {
        columns.forEach((column, k) => {
          into[i * columns.length + k] = column[i]!;
        });
      });
    },
    subtractCurvature() {},
  };
}

/** f = exp(b): one coefficient, with curvature. */
export function exponentialModel(target: number[]): CurvedModel {
  let value = 1;
  return {
    coefficients: 1,
    points: () => target.length,
    evaluate(coefficients, residuals) {
      value = Math.exp(coefficients[0]!);
      target.forEach((each, i) => {
        residuals[i] = each - value;
      });
    },
    gradients(into) {
      into.fill(value, 0, target.length);
    },
    subtractCurvature(multipliers, hessian) {
      for (let i = 0; i < target.length; i++) hessian[0]! -= multipliers[i]! * value;
    },
  };
}

/** f = b0 exp(b1 x): two coefficients, with curvature. */
export function growthModel(x: number[], target: number[]): CurvedModel {
  let [level, rate] = [0, 0];
  return {
    coefficients: 2,
    points: () => x.length,
    evaluate(coefficients, residuals) {
      level = coefficients[0]!;
      rate = coefficients[1]!;
      x.forEach((each, i) => {
        residuals[i] = target[i]! - level * Math.exp(rate * each);
      });
    },
    gradients(into) {
      x.forEach((each, i) => {
        into[2 * i] = Math.exp(rate * each);
        into[2 * i + 1] = level * each * Math.exp(rate * each);
      });
    },
    subtractCurvature(multipliers, hessian) {
      x.forEach((each, i) => {
        hessian[2]! -= multipliers[i]! * each * Math.exp(rate * each);
        hessian[3]! -= multipliers[i]! * level * each * each * Math.exp(rate * each);
      });
    },
  };
}

/** Rosenbrock's valley (1960) as two residuals, steep (y - x^2) and 1 - x: its minimum is 0 at (1, 1); he had steep = 10. */
export function valleyModel(followsBend: boolean, steep = 10): CurvedModel {
  let x = 0;
  const model: CurvedModel = {
    coefficients: 2,
    points: () => 2,
    evaluate(coefficients, residuals) {
      x = coefficients[0]!;
      residuals[0] = steep * (coefficients[1]! - x * x);
      residuals[1] = 1 - x;
    },
    gradients(into) {
      into.set([2 * steep * x, -steep, 1, 0]);
    },
    subtractCurvature(multipliers, hessian) {
      hessian[0]! -= 2 * steep * multipliers[0]!;
    },
  };
  if (!followsBend) return model;
  return {
    ...model,
    bend(step, _, pulls) {
      pulls[0]! *= 2 * steep * step[0]! ** 2;
      pulls[1] = 0;
    },
  };
}

/** No weights, and a box that is the same for every coefficient. */
export function box(
  size: number,
  lower = -1e6,
  upper = 1e6,
): { weights: null; lower: Float64Array; upper: Float64Array } {
  return { weights: null, lower: new Float64Array(size).fill(lower), upper: new Float64Array(size).fill(upper) };
}
