import type { CurvedModel } from "../statistics/m-estimation.ts";

/**
 * The points a loss law is fitted to, in the coordinates it is fitted in: natural logarithms of parameters and tokens,
 * each less its own mean, so that A, alpha and B, beta hardly depend on each other.
 */
export interface LossPoints {
  /** ln N - mean ln N, ln D - mean ln D. */
  x: Float64Array;
  y: Float64Array;
  /** ln L or L. */
  target: Float64Array;
  count: number;
}

/** Places of the coefficients of the surface: A and B are taken at the centre of the data, in logarithms, as is E. */
export const LOG_A = 0;
export const LOG_B = 1;
export const ALPHA = 2;
export const BETA = 3;
export const LOG_E = 4;

/**
 * E + A / N^alpha + B / D^beta, or its logarithm, as a model to estimate: f = ln sum exp z or sum exp z with
 * z = (logA - alpha x, logB - beta y, logE). Without an irreducible term logE is left out.
 */
export class LossSurface implements CurvedModel {
  readonly coefficients: number;
  readonly data: LossPoints;
  private readonly onLog: boolean;
  /** exp z, or for the logarithm the shares of the three terms, three a point. */
  private readonly shares: Float64Array;

  constructor(data: LossPoints, onLog: boolean, irreducible: boolean) {
    this.data = data;
    this.onLog = onLog;
    this.coefficients = irreducible ? 5 : 4;
    this.shares = new Float64Array(3 * data.x.length);
  }

  points(): number {
    return this.data.count;
  }

  evaluate(coefficients: Float64Array, residuals: Float64Array): void {
    const { x, y, target, count } = this.data;
    const { shares, onLog } = this;
    const irreducible = this.coefficients > LOG_E;
    const logA = coefficients[LOG_A]!;
    const logB = coefficients[LOG_B]!;
    const alpha = coefficients[ALPHA]!;
    const beta = coefficients[BETA]!;
    const floor = irreducible ? Math.exp(coefficients[LOG_E]!) : 0;
    for (let i = 0; i < count; i++) {
      const sizeTerm = Math.exp(logA - alpha * x[i]!);
      const dataTerm = Math.exp(logB - beta * y[i]!);
      const total = sizeTerm + dataTerm + floor;
      const divisor = onLog ? total : 1;
      shares[3 * i] = sizeTerm / divisor;
      shares[3 * i + 1] = dataTerm / divisor;
      shares[3 * i + 2] = floor / divisor;
      residuals[i] = target[i]! - (onLog ? Math.log(total) : total);
    }
  }

  gradients(into: Float64Array): void {
    const { x, y, count } = this.data;
    const { shares, coefficients: k } = this;
    for (let i = 0; i < count; i++) {
      const at = i * k;
      const sizeShare = shares[3 * i]!;
      const dataShare = shares[3 * i + 1]!;
      into[at] = sizeShare;
      into[at + 1] = dataShare;
      into[at + 2] = -x[i]! * sizeShare;
      into[at + 3] = -y[i]! * dataShare;
      if (k > LOG_E) into[at + 4] = shares[3 * i + 2]!;
    }
  }

  subtractCurvature(multipliers: Float64Array, hessian: Float64Array): void {
    const { x, y, count } = this.data;
    const { shares, coefficients: k, onLog } = this;
    const gradient = new Float64Array(5);
    for (let i = 0; i < count; i++) {
      const multiplier = multipliers[i]!;
      const xi = x[i]!;
      const yi = y[i]!;
      const size = multiplier * shares[3 * i]!;
      const data = multiplier * shares[3 * i + 1]!;
      hessian[0]! -= size;
      hessian[2 * k]! += size * xi;
      hessian[2 * k + 2]! -= size * xi * xi;
      hessian[k + 1]! -= data;
      hessian[3 * k + 1]! += data * yi;
      hessian[3 * k + 3]! -= data * yi * yi;
      if (k > LOG_E) hessian[4 * k + 4]! -= multiplier * shares[3 * i + 2]!;
      if (!onLog) continue;
      // f'' of the log-sum-exp is the covariance of z' under the shares: less the product of the means.
      gradient[0] = shares[3 * i]!;
      gradient[1] = shares[3 * i + 1]!;
      gradient[2] = -xi * gradient[0];
      gradient[3] = -yi * gradient[1];
      gradient[4] = shares[3 * i + 2]!;
      for (let a = 0; a < k; a++) {
        const weighted = multiplier * gradient[a]!;
        for (let b = 0; b <= a; b++) hessian[a * k + b]! += weighted * gradient[b]!;
      }
    }
  }
}
