import type { ShapeAxis } from "./separable-least-squares-problem.ts";
import { type Projection, solveLinear } from "./separable-least-squares-projection.ts";

/** A shape and the least sum of squares there. */
export interface Start {
  shape: Float64Array;
  square: number;
}

/** Parabolas after the one through the grid. */
const ROUNDS = 3;

/** The vertex of the parabola through three places, or null where it does not open upward. */
function vertex(at: Float64Array, square: Float64Array): number | null {
  const left = (at[1]! - at[0]!) * (square[1]! - square[2]!);
  const right = (at[1]! - at[2]!) * (square[1]! - square[0]!);
  const bend = left - right;
  if (!(bend < 0)) return null;
  return at[1]! - (0.5 * ((at[1]! - at[0]!) * left - (at[1]! - at[2]!) * right)) / bend;
}

/** Lowers the second of three places on one axis, lower than both its neighbours, by successive parabolas. */
function refine(projection: Projection, m: number, shape: Float64Array, at: Float64Array, square: Float64Array): void {
  for (let round = 0; round < ROUNDS; round++) {
    const next = vertex(at, square);
    if (next === null || !(next > at[0]!) || !(next < at[2]!) || next === at[1]) return;
    shape[m] = next;
    const found = solveLinear(projection, shape);
    if (!Number.isFinite(found)) return;
    const isRight = next > at[1]!;
    if (found < square[1]!) {
      at[isRight ? 0 : 2] = at[1]!;
      square[isRight ? 0 : 2] = square[1]!;
      at[1] = next;
      square[1] = found;
    } else {
      at[isRight ? 2 : 0] = next;
      square[isRight ? 2 : 0] = found;
    }
  }
}

/**
 * The local minima, along one shape, of the least sum of squares over the other one: starts in valleys too narrow for
 * the grid, which sees them only where they happen to run through its points.
 *
 * @param squares - The sums of squares on the grid of two axes, the first axis running fastest.
 * @param m - The shape to look along.
 */
export function valleyStarts(
  projection: Projection,
  axes: readonly ShapeAxis[],
  squares: Float64Array,
  m: number,
): Start[] {
  const across = 1 - m;
  const along = axes[m]!.values;
  const places = axes[across]!.values;
  const strides = [1, axes[0]!.values.length];
  const at = new Float64Array(3);
  const square = new Float64Array(3);
  const valley: Start[] = [];
  for (let i = 0; i < along.length; i++) {
    const squareAt = (k: number): number => squares[i * strides[m]! + k * strides[across]!] ?? Number.POSITIVE_INFINITY;
    let lowest = 0;
    for (let k = 1; k < places.length; k++) if (squareAt(k) < squareAt(lowest)) lowest = k;
    const shape = new Float64Array(2);
    shape[m] = along[i]!;
    shape[across] = places[lowest]!;
    const start = { shape, square: squareAt(lowest) };
    valley.push(start);
    if (lowest === 0 || lowest === places.length - 1) continue;
    for (let k = 0; k < 3; k++) {
      at[k] = places[lowest + k - 1]!;
      square[k] = squareAt(lowest + k - 1);
    }
    if (!Number.isFinite(square[0]! + square[1]! + square[2]!)) continue;
    refine(projection, across, shape, at, square);
    shape[across] = at[1]!;
    start.square = square[1]!;
  }
  return valley.filter(({ square: own }, i) => {
    const before = valley[i - 1]?.square ?? Number.POSITIVE_INFINITY;
    const after = valley[i + 1]?.square ?? Number.POSITIVE_INFINITY;
    return own < Number.POSITIVE_INFINITY && own < before && own <= after;
  });
}
