import type { CurvedModel } from "../statistics/m-estimation-problem.ts";

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
  readonly onLog: boolean;
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
      const unit = onLog ? 1 / total : 1;
      shares[3 * i] = sizeTerm * unit;
      shares[3 * i + 1] = dataTerm * unit;
      shares[3 * i + 2] = floor * unit;
      residuals[i] = target[i]! - (onLog ? Math.log(total) : total);
    }
  }

  bend(step: Float64Array, gradients: Float64Array, pulls: Float64Array): void {
    const { x, y, count } = this.data;
    const { coefficients: k, onLog } = this;
    const logA = step[LOG_A]!;
    const logB = step[LOG_B]!;
    const alpha = step[ALPHA]!;
    const beta = step[BETA]!;
    const floor = k > LOG_E ? step[LOG_E]! : 0;
    for (let i = 0, at = 0; i < count; i++, at += k) {
      const size = logA - alpha * x[i]!;
      const data = logB - beta * y[i]!;
      // The derivatives by logA, logB and logE are the terms, or their shares, themselves.
      const ofSize = gradients[at]! * size;
      const ofData = gradients[at + 1]! * data;
      const ofFloor = floor === 0 ? 0 : gradients[at + 4]! * floor;
      const sum = ofSize + ofData + ofFloor;
      const square = ofSize * size + ofData * data + ofFloor * floor;
      pulls[i]! *= onLog ? square - sum * sum : square;
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
    const { shares, coefficients: k } = this;
    let size = 0;
    let sizeX = 0;
    let sizeXX = 0;
    let data = 0;
    let dataY = 0;
    let dataYY = 0;
    let floor = 0;
    for (let i = 0; i < count; i++) {
      const multiplier = multipliers[i]!;
      const ofSize = multiplier * shares[3 * i]!;
      const ofData = multiplier * shares[3 * i + 1]!;
      size += ofSize;
      sizeX += ofSize * x[i]!;
      sizeXX += ofSize * x[i]! * x[i]!;
      data += ofData;
      dataY += ofData * y[i]!;
      dataYY += ofData * y[i]! * y[i]!;
      floor += multiplier * shares[3 * i + 2]!;
    }
    hessian[0]! -= size;
    hessian[2 * k]! += sizeX;
    hessian[2 * k + 2]! -= sizeXX;
    hessian[k + 1]! -= data;
    hessian[3 * k + 1]! += dataY;
    hessian[3 * k + 3]! -= dataYY;
    if (k > LOG_E) hessian[4 * k + 4]! -= floor;
  }
}
