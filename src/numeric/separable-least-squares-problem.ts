/**
 * y ~ sum over k of c_k phi_k(shape): linear in `columns` coefficients c once one or a few shape coefficients are fixed.
 */
export interface SeparableProblem {
  readonly rows: number;
  /** How many linear coefficients, one a column. */
  readonly columns: number;
  /** How many shape coefficients; one axis of the grid each. */
  readonly shapes: number;
  readonly target: ArrayLike<number>;
  /** Inverse variances, all above zero; without them all points count alike. */
  readonly weights?: ArrayLike<number>;
  /**
   * Fills `columns` with phi_k at row i in `k * rows + i`, not weighted; all of it, also constant columns.
   *
   * @returns False where the columns have no finite value.
   */
  fillColumns(shape: Float64Array, columns: Float64Array): boolean;
  /** Fills `derivatives` with the derivative of phi_k by shape m at row i in `(m * columns + k) * rows + i`. */
  fillDerivatives(shape: Float64Array, derivatives: Float64Array): boolean;
  /** Lower bounds of the linear coefficients, -Infinity where there is none. */
  readonly lower?: ArrayLike<number>;
}

/** Where one shape coefficient is looked for. */
export interface ShapeAxis {
  /** The places of the grid, rising. */
  values: ArrayLike<number>;
  /** Bounds of the polish; by default the ends of `values`, infinite to let it leave the grid. */
  lower?: number;
  upper?: number;
}

/** `count` places from `from` to `to`, both included; `log` spaces them evenly in their logarithm. */
export function axisValues(
  from: number,
  to: number,
  count: number,
  spacing: "linear" | "log" = "linear",
): Float64Array {
  const values = new Float64Array(count);
  const last = Math.max(1, count - 1);
  for (let i = 0; i < count; i++) {
    const share = i / last;
    values[i] = spacing === "log" ? from * (to / from) ** share : from + (to - from) * share;
  }
  values[0] = from;
  if (count > 1) values[count - 1] = to;
  return values;
}
