import { leastSquares } from "../numeric/linear-least-squares.ts";

/** A segmented line with its breaks given. */
export interface PiecesFit {
  /** Continuous: the value at the reference, then each slope. Separate: the value at the start and the slope of each. */
  coefficients: number[];
  columns: Columns;
  /** (X'WX)^-1 in the order of the coefficients; null if the points do not determine them. */
  bread: number[][] | null;
  /** Of each coefficient: the residual variance its standard error rests on, and the degrees of freedom of that. */
  variances: (number | null)[];
  degreesOfFreedom: number[];
  residuals: Float64Array;
  sumOfSquaredResiduals: number;
}

/** The columns of a design, with its rows in the order of the points. */
export type Columns = Float64Array[];

function between(value: number, lower: number, upper: number): number {
  return value < lower ? lower : value > upper ? upper : value;
}

/** How far along each piece the way from `reference` to `x` leads; backwards counts as negative. */
export function pathAlong(breaks: readonly number[], piece: number, reference: number, x: number): number {
  const lower = piece === 0 ? Number.NEGATIVE_INFINITY : breaks[piece - 1]!;
  const upper = piece === breaks.length ? Number.POSITIVE_INFINITY : breaks[piece]!;
  return between(x, lower, upper) - between(reference, lower, upper);
}

/**
 * The design of a continuous line of pieces: y(x) = value at the reference + sum over pieces of slope x path, where the
 * path is how far the way from the reference to x leads along the piece. The slopes are coefficients themselves.
 */
export function continuousColumns(x: Float64Array, breaks: readonly number[], reference: number): Columns {
  const columns: Columns = [new Float64Array(x.length).fill(1)];
  for (let piece = 0; piece <= breaks.length; piece++) {
    columns.push(x.map((at) => pathAlong(breaks, piece, reference, at)));
  }
  return columns;
}

/** The derivative of the continuous line by each break: (slope before - slope after), switched on beyond the break. */
export function breakColumns(
  x: Float64Array,
  breaks: readonly number[],
  reference: number,
  slopes: readonly number[],
): Columns {
  return breaks.map((at, j) => {
    const change = slopes[j]! - slopes[j + 1]!;
    const offset = reference > at ? 1 : 0;
    return x.map((value) => change * ((value > at ? 1 : 0) - offset));
  });
}

function varianceOf(sumOfSquaredResiduals: number, degreesOfFreedom: number): number | null {
  return degreesOfFreedom > 0 ? sumOfSquaredResiduals / degreesOfFreedom : null;
}

/** Least squares for a continuous line of pieces with the breaks given, by QR; one residual variance for all pieces. */
export function fitContinuousPieces(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  breaks: readonly number[],
  reference: number,
): PiecesFit {
  const columns = continuousColumns(x, breaks, reference);
  const fit = leastSquares(columns, y, weights);
  const degreesOfFreedom = x.length - columns.length;
  const variance = varianceOf(fit.sumOfSquaredResiduals, degreesOfFreedom);
  return {
    coefficients: fit.coefficients,
    columns,
    bread: fit.unscaledCovariance,
    variances: columns.map(() => variance),
    degreesOfFreedom: columns.map(() => degreesOfFreedom),
    residuals: fit.residuals,
    sumOfSquaredResiduals: fit.sumOfSquaredResiduals,
  };
}

/**
 * (J'WJ)^-1 of coefficients and breaks together, J the derivatives of the continuous line by all of them: the
 * uncertainty of the slopes when the breaks are estimated too (Gauss and Newton). Null where the breaks leave no trace.
 */
export function jointUnscaledCovariance(
  x: Float64Array,
  weights: Float64Array,
  breaks: readonly number[],
  reference: number,
  slopes: readonly number[],
): number[][] | null {
  const columns = [...continuousColumns(x, breaks, reference), ...breakColumns(x, breaks, reference, slopes)];
  return leastSquares(columns, new Float64Array(x.length), weights).unscaledCovariance;
}

/** The piece of x among separate pieces [from, to): the number of breaks at or before it. */
export function pieceOf(breaks: readonly number[], x: number): number {
  let piece = 0;
  while (piece < breaks.length && x >= breaks[piece]!) piece++;
  return piece;
}

/**
 * Separate lines for the pieces [from, to), each by its own least squares with its own residual variance. `starts` are
 * the x at which each line's value is stated.
 */
export function fitSeparatePieces(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  breaks: readonly number[],
  starts: readonly number[],
): PiecesFit {
  const n = x.length;
  const rows: number[][] = starts.map(() => []);
  for (let i = 0; i < n; i++) rows[pieceOf(breaks, x[i]!)]!.push(i);
  const size = 2 * starts.length;
  const result: PiecesFit = {
    coefficients: [],
    columns: Array.from({ length: size }, () => new Float64Array(n)),
    bread: Array.from({ length: size }, () => new Array<number>(size).fill(0)),
    variances: [],
    degreesOfFreedom: [],
    residuals: new Float64Array(n),
    sumOfSquaredResiduals: 0,
  };
  for (let s = 0; s < starts.length; s++) addPiece(result, s, rows[s]!, starts[s]!, x, y, weights);
  return result;
}

function addPiece(
  result: PiecesFit,
  s: number,
  rows: readonly number[],
  start: number,
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): void {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!);
  const columns = [new Float64Array(rows.length).fill(1), pick(x).map((at) => at - start)];
  const fit = leastSquares(columns, pick(y), pick(weights));
  const degreesOfFreedom = rows.length - 2;
  const variance = varianceOf(fit.sumOfSquaredResiduals, degreesOfFreedom);
  for (let c = 0; c < 2; c++) {
    result.coefficients.push(fit.coefficients[c]!);
    result.variances.push(variance);
    result.degreesOfFreedom.push(degreesOfFreedom);
    for (let r = 0; r < rows.length; r++) result.columns[2 * s + c]![rows[r]!] = columns[c]![r]!;
    if (fit.unscaledCovariance === null) result.bread = null;
    else if (result.bread !== null) {
      for (let d = 0; d < 2; d++) result.bread[2 * s + c]![2 * s + d] = fit.unscaledCovariance[c]![d]!;
    }
  }
  for (let r = 0; r < rows.length; r++) result.residuals[rows[r]!] = fit.residuals[r]!;
  result.sumOfSquaredResiduals += fit.sumOfSquaredResiduals;
}

/** The covariance of the coefficients for independent errors; null where a residual variance is undefined. */
export function piecesCovariance({ bread, variances }: PiecesFit): number[][] | null {
  if (bread === null || variances.some((variance) => variance === null)) return null;
  return bread.map((row, i) => row.map((entry) => entry * variances[i]!));
}
