/**
 * A least-squares problem and the room to solve it in, so that a search over thousands of problems of one size
 * allocates once. The caller fills `design` (column by column: entry i of column j at `j * rows + i`) and `target`,
 * both already multiplied by the square roots of the weights; solving overwrites them.
 */
export interface LeastSquaresWorkspace {
  readonly rows: number;
  readonly columns: number;
  readonly design: Float64Array;
  readonly target: Float64Array;
  /** In column order; a dependent column has 0. */
  readonly coefficients: Float64Array;
  /** The column that stands at each place of the factor; those from `rank` on are dependent. */
  readonly pivot: Int32Array;
  /** A power of two for each column: the factored design is `design[, j] * scale[j]`. */
  readonly scale: Float64Array;
  readonly tau: Float64Array;
  readonly norm: Float64Array;
  readonly remaining: Float64Array;
  readonly reference: Float64Array;
  rank: number;
  sumOfSquaredResiduals: number;
}

export function leastSquaresWorkspace(rows: number, columns: number): LeastSquaresWorkspace {
  return {
    rows,
    columns,
    design: new Float64Array(rows * columns),
    target: new Float64Array(rows),
    coefficients: new Float64Array(columns),
    pivot: new Int32Array(columns),
    scale: new Float64Array(columns),
    tau: new Float64Array(columns),
    norm: new Float64Array(columns),
    remaining: new Float64Array(columns),
    reference: new Float64Array(columns),
    rank: 0,
    sumOfSquaredResiduals: 0,
  };
}
