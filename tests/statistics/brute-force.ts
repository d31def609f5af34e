import { leastSquares } from "../../src/numeric/linear-least-squares.ts";

/** Points for a brute-force check of a segmented regression. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
  weights: Float64Array;
}

/** The sum of squares of the continuous line with hinges 1, x, (x - k)+, by QR. */
export function hingeSumOfSquares({ x, y, weights }: Points, breaks: readonly number[]): number {
  const centre = x[0]!;
  const columns = [
    new Float64Array(x.length).fill(1),
    x.map((at) => at - centre),
    ...breaks.map((k) => x.map((at) => Math.max(at - k, 0))),
  ];
  return leastSquares(columns, y, weights).sumOfSquaredResiduals;
}

/** The sum of squares of separate lines for the rows picked out for each piece, by QR. */
export function separateSumOfSquares({ x, y, weights }: Points, rowsOfPieces: readonly (readonly number[])[]): number {
  let total = 0;
  for (const rows of rowsOfPieces) {
    const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!);
    const own = pick(x);
    const columns = [new Float64Array(rows.length).fill(1), own.map((at) => at - own[0]!)];
    total += leastSquares(columns, pick(y), pick(weights)).sumOfSquaredResiduals;
  }
  return total;
}

/** Whether every closed segment holds enough points and two different x. */
export function closedSegmentsHold(x: Float64Array, breaks: readonly number[], minPoints: number): boolean {
  const ends = [Number.NEGATIVE_INFINITY, ...breaks, Number.POSITIVE_INFINITY];
  for (let s = 0; s + 1 < ends.length; s++) {
    const inside = Array.from(x).filter((at) => at >= ends[s]! && at <= ends[s + 1]!);
    if (inside.length < minPoints || new Set(inside).size < 2) return false;
  }
  return true;
}

/** Every x, and `between` places inside every gap. */
export function gridOf(x: Float64Array, between: number): number[] {
  const distinct = [...new Set(x)].sort((a, b) => a - b);
  return distinct.flatMap((at, g) => {
    const gap = (distinct[g + 1] ?? at) - at;
    return Array.from({ length: gap > 0 ? between + 1 : 1 }, (_, q) => at + (gap * q) / (between + 1));
  });
}

/** All ways to choose `count` ascending entries of `places`. */
export function* choices(places: readonly number[], count: number, from = 0): Generator<number[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let p = from; p < places.length; p++) {
    for (const rest of choices(places, count - 1, p + 1)) yield [places[p]!, ...rest];
  }
}
