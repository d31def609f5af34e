import type { ShapeAxis } from "./separable-least-squares-problem.ts";
import { type Projection, solveLinear } from "./separable-least-squares-projection.ts";
import { type Start, valleyStarts } from "./separable-least-squares-valley.ts";

export interface GridSearch {
  points: number;
  /** Points at which the columns are finite. */
  finite: number;
  /** Shapes to go down from, the lowest first: the local minima of the grid and, of two shapes, those of its valleys. */
  starts: Float64Array[];
}

/** Whether no neighbour, diagonal ones included, is lower; of equal neighbours the first one counts. */
function isMinimum(squares: Float64Array, counts: readonly number[], point: number): boolean {
  const own = squares[point]!;
  const neighbours = 3 ** counts.length;
  for (let code = 0; code < neighbours; code++) {
    let neighbour = 0;
    let inside = true;
    let rest = point;
    let step = code;
    let stride = 1;
    for (const count of counts) {
      const place = (rest % count) + (step % 3) - 1;
      if (place < 0 || place >= count) inside = false;
      neighbour += place * stride;
      stride *= count;
      rest = Math.floor(rest / count);
      step = Math.floor(step / 3);
    }
    if (!inside || neighbour === point) continue;
    const other = squares[neighbour]!;
    if (other < own || (other === own && neighbour < point)) return false;
  }
  return true;
}

function placeAt(axes: readonly ShapeAxis[], point: number, shape: Float64Array): void {
  let rest = point;
  for (let m = 0; m < axes.length; m++) {
    const { values } = axes[m]!;
    shape[m] = values[rest % values.length]!;
    rest = Math.floor(rest / values.length);
  }
}

/** Solves the linear part at every point of the grid, the first axis running fastest. */
export function searchGrid(projection: Projection, axes: readonly ShapeAxis[]): GridSearch {
  const counts = axes.map((axis) => axis.values.length);
  const points = counts.reduce((product, count) => product * count, 1);
  const squares = new Float64Array(points);
  const shape = new Float64Array(axes.length);
  let finite = 0;
  for (let point = 0; point < points; point++) {
    placeAt(axes, point, shape);
    const square = solveLinear(projection, shape);
    squares[point] = square;
    if (square < Number.POSITIVE_INFINITY) finite += 1;
  }
  const starts: Start[] = [];
  for (let point = 0; point < points; point++) {
    const square = squares[point]!;
    if (!(square < Number.POSITIVE_INFINITY) || !isMinimum(squares, counts, point)) continue;
    placeAt(axes, point, shape);
    starts.push({ shape: shape.slice(), square });
  }
  if (axes.length === 2) for (const m of [0, 1]) starts.push(...valleyStarts(projection, axes, squares, m));
  starts.sort((a, b) => a.square - b.square);
  return { points, finite, starts: starts.map((start) => start.shape) };
}
