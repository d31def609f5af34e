/** The columns of a design, each with a number for every point. */
export type Columns = Float64Array[];

/** How far along each piece the way from `reference` to `x` leads; backwards counts as negative. */
export function pathAlong(breaks: readonly number[], piece: number, reference: number, x: number): number {
  const lower = breaks[piece - 1] ?? -Infinity;
  const upper = breaks[piece] ?? Infinity;
  return Math.min(Math.max(x, lower), upper) - Math.min(Math.max(reference, lower), upper);
}

/** The piece of x among separate pieces [from, to): the number of breaks at or before it. */
export function pieceOf(breaks: readonly number[], x: number): number {
  let piece = 0;
  while (piece < breaks.length && x >= breaks[piece]!) piece++;
  return piece;
}

/**
 * The design of a line of pieces. Continuous: the value at `reference`, then every slope, times how far the way from
 * the reference leads along its piece. Separate: for each piece the value at its start, the first at `reference`, and
 * the slope.
 */
export function piecesColumns(
  x: Float64Array,
  breaks: readonly number[],
  continuous: boolean,
  reference: number,
): Columns {
  const columns: Columns = continuous ? [new Float64Array(x.length).fill(1)] : [];
  for (let piece = 0; piece <= breaks.length; piece++) {
    if (continuous) {
      columns.push(x.map((at) => pathAlong(breaks, piece, reference, at)));
      continue;
    }
    const start = breaks[piece - 1] ?? reference;
    const own = x.map((at) => (pieceOf(breaks, at) === piece ? 1 : 0));
    columns.push(
      own,
      x.map((at, i) => own[i]! * (at - start)),
    );
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
  return breaks.map((at, j) =>
    x.map((value) => (slopes[j]! - slopes[j + 1]!) * (Number(value > at) - Number(reference > at))),
  );
}

/** The solution of min over b of sum w (y - X b)^2. */
export interface PiecesFit {
  coefficients: number[];
  /** (X'WX)^-1. */
  bread: number[][];
  residuals: Float64Array;
  residual: number;
}

/** Columns that the others explain but for this share of their squares are taken as dependent. */
const DEPENDENT = 1e-12;
const REFINEMENTS = 3;

/**
 * Solves for few columns that are far from dependent, as those of pieces are: the normal equations inverted by Gauss and
 * Jordan, which needs no scaling, and the solution refined on the residuals until these are free of the columns, which
 * gives it the digits of an orthogonal solution. Null for dependent columns.
 */
export function solvePieces(columns: Columns, y: Float64Array, weights: Float64Array): PiecesFit | null {
  const size = columns.length;
  const n = y.length;
  const project = (column: Float64Array, values: Float64Array): number => {
    let total = 0;
    for (let i = 0; i < n; i++) total += weights[i]! * column[i]! * values[i]!;
    return total;
  };
  const matrix = columns.map((column) => columns.map((other) => project(column, other)));
  const least = matrix.map((row, k) => DEPENDENT * row[k]!);
  for (let k = 0; k < size; k++) {
    const row = matrix[k]!;
    const pivot = row[k]!;
    if (!(pivot > least[k]!)) return null;
    row[k] = 1;
    for (let j = 0; j < size; j++) row[j]! /= pivot;
    for (const other of matrix) {
      if (other === row) continue;
      const factor = other[k]!;
      other[k] = 0;
      for (let j = 0; j < size; j++) other[j]! -= factor * row[j]!;
    }
  }
  const bread = matrix.map((row, i) => row.map((entry, j) => (entry + matrix[j]![i]!) / 2));
  const coefficients = new Array<number>(size).fill(0);
  const residuals = y.slice();
  for (let round = 0; round < REFINEMENTS; round++) {
    const gradient = columns.map((column) => project(column, residuals));
    const steps = bread.map((row) => row.reduce((total, entry, j) => total + entry * gradient[j]!, 0));
    for (let k = 0; k < size; k++) {
      coefficients[k]! += steps[k]!;
      for (let i = 0; i < n; i++) residuals[i]! -= steps[k]! * columns[k]![i]!;
    }
  }
  return { coefficients, bread, residuals, residual: project(residuals, residuals) };
}
