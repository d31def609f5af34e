/**
 * A sum of squares to be made small: `rows` residuals that depend on `coefficients` numbers. Weights are the problem's
 * own business: each residual is already multiplied by the square root of its weight.
 */
export interface NonlinearProblem {
  readonly rows: number;
  readonly coefficients: number;
  /**
   * Fills `residuals` and, unless it is null, `jacobian`: the derivative of residual i by coefficient j at
   * `j * rows + i`. The sign of a residual is free (fitted - observed or its opposite), the Jacobian's must match.
   *
   * @returns False where the model has no finite value; the search then turns back.
   */
  evaluate(coefficients: Float64Array, residuals: Float64Array, jacobian: Float64Array | null): boolean;
  /** With `differences`, `evaluate` is never asked for a Jacobian: central differences take its place. */
  readonly derivatives?: "analytic" | "differences";
}

/** Counts what was asked of a problem, and answers for the Jacobian where the problem does not. */
export interface Evaluator {
  readonly rows: number;
  readonly coefficients: number;
  evaluations: number;
  /** Also false where a residual, or the sum of their squares, is not a finite number. */
  evaluate(coefficients: Float64Array, residuals: Float64Array, jacobian: Float64Array | null): boolean;
}

/** The step of a central difference that balances truncation against rounding: the cube root of machine epsilon. */
const RELATIVE_STEP = Math.cbrt(Number.EPSILON);

export function sumOfSquares(values: Float64Array): number {
  let square = 0;
  for (let i = 0; i < values.length; i++) square += values[i]! * values[i]!;
  return square;
}

/** The norm of `count` values from `start`, scaled so that no square overflows or vanishes. */
export function scaledNorm(values: Float64Array, start: number, count: number): number {
  let largest = 0;
  for (let i = start; i < start + count; i++) {
    const size = Math.abs(values[i]!);
    if (!(size <= largest)) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let square = 0;
  for (let i = start; i < start + count; i++) square += (values[i]! / largest) ** 2;
  return largest * Math.sqrt(square);
}

/**
 * Fills the Jacobian by central differences. A coefficient at 0 is moved by the cube root of epsilon times its typical
 * size. Where one side has no finite value the other side alone is used.
 */
function differences(
  problem: NonlinearProblem,
  coefficients: Float64Array,
  typical: Float64Array,
  centre: Float64Array,
  jacobian: Float64Array,
  room: { point: Float64Array; above: Float64Array; below: Float64Array },
): boolean {
  const { rows } = problem;
  const { point, above, below } = room;
  point.set(coefficients);
  for (let j = 0; j < problem.coefficients; j++) {
    const value = coefficients[j]!;
    const wanted = RELATIVE_STEP * Math.max(Math.abs(value), typical[j]!);
    point[j] = value + wanted;
    const up = point[j]! - value;
    const hasAbove = problem.evaluate(point, above, null) && Number.isFinite(sumOfSquares(above));
    point[j] = value - wanted;
    const down = value - point[j]!;
    const hasBelow = problem.evaluate(point, below, null) && Number.isFinite(sumOfSquares(below));
    point[j] = value;
    if (!hasAbove && !hasBelow) return false;
    const high = hasAbove ? above : centre;
    const low = hasBelow ? below : centre;
    const width = (hasAbove ? up : 0) + (hasBelow ? down : 0);
    for (let i = 0; i < rows; i++) jacobian[j * rows + i] = (high[i]! - low[i]!) / width;
  }
  return true;
}

/** @param start - Gives each coefficient its typical size (1 where it is 0). */
export function evaluatorOf(problem: NonlinearProblem, start: ArrayLike<number>): Evaluator {
  const { rows, coefficients: count } = problem;
  const byDifferences = problem.derivatives === "differences";
  const typical = Float64Array.from({ length: count }, (_, j) => Math.abs(start[j]!) || 1);
  const room = {
    point: new Float64Array(count),
    above: new Float64Array(byDifferences ? rows : 0),
    below: new Float64Array(byDifferences ? rows : 0),
  };
  const evaluator: Evaluator = {
    rows,
    coefficients: count,
    evaluations: 0,
    evaluate(coefficients, residuals, jacobian) {
      evaluator.evaluations += 1;
      const asked = byDifferences ? null : jacobian;
      if (!problem.evaluate(coefficients, residuals, asked)) return false;
      if (!Number.isFinite(sumOfSquares(residuals))) return false;
      if (jacobian === null || !byDifferences) return true;
      evaluator.evaluations += 2 * count;
      return differences(problem, coefficients, typical, residuals, jacobian, room);
    },
  };
  return evaluator;
}
