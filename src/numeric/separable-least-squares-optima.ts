import type { SeparableOptimum } from "./separable-least-squares.ts";
import type { ShapeAxis } from "./separable-least-squares-problem.ts";

/** Where the search in the shapes alone has come to. */
export interface Near {
  shape: readonly number[];
  sumOfSquaredResiduals: number;
  gradientNorm: number;
  iterations: number;
}

/** The gradient norm to which the search in the shapes alone goes, before all coefficients are polished together. */
export const PROJECTION_TARGET = 1e-3;
/** Shapes nearer than this share of a step of the grid are the same optimum. */
const SAME_SHAPE = 1e-3;
/** Sums of squares nearer than this, as a share, are the same where a flat valley has many optima. */
const SAME_SQUARE = 1e-9;
/** The same two for places that are only near an optimum. */
const SAME_NEAR_SHAPE = 1e-2;
const SAME_NEAR_SQUARE = 1e-4;

/** The place on the axis in steps of its grid. */
function gridPlace(value: number, { values }: ShapeAxis): number {
  if (values.length === 1) return value / (Math.abs(values[0]!) || 1);
  let k = 0;
  while (k < values.length - 2 && values[k + 1]! < value) k++;
  return k + (value - values[k]!) / (values[k + 1]! - values[k]!);
}

function isSamePlace(a: readonly number[], b: readonly number[], axes: readonly ShapeAxis[], steps: number): boolean {
  return axes.every((axis, m) => Math.abs(gridPlace(a[m]!, axis) - gridPlace(b[m]!, axis)) <= steps);
}

function isSameSquare(a: number, b: number, share: number): boolean {
  return Math.abs(a - b) <= share * Math.max(a, b);
}

/** Without those that came to one place from several starts, so that each is polished once. */
export function distinctPlaces(places: readonly Near[], axes: readonly ShapeAxis[]): Near[] {
  const found: Near[] = [];
  for (const place of places) {
    const isKnown = found.some(
      (other) =>
        Math.max(place.gradientNorm, other.gradientNorm) <= PROJECTION_TARGET &&
        isSameSquare(place.sumOfSquaredResiduals, other.sumOfSquaredResiduals, SAME_NEAR_SQUARE) &&
        isSamePlace(place.shape, other.shape, axes, SAME_NEAR_SHAPE),
    );
    if (!isKnown) found.push(place);
  }
  return found;
}

function isSame(a: SeparableOptimum, b: SeparableOptimum, axes: readonly ShapeAxis[]): boolean {
  const isFlat = a.unscaledCovariance === null || b.unscaledCovariance === null;
  if (isFlat && isSameSquare(a.sumOfSquaredResiduals, b.sumOfSquaredResiduals, SAME_SQUARE)) return true;
  return isSamePlace(a.shape, b.shape, axes, SAME_SHAPE);
}

/**
 * The distinct optima with a sum of squares up to `within` times the least, the lowest first. A search that did not end
 * in an optimum stays only if it is lower than all of them, or if there is no other.
 */
export function distinctOptima(
  found: readonly SeparableOptimum[],
  axes: readonly ShapeAxis[],
  within: number,
): SeparableOptimum[] {
  const sorted = [...found].sort((a, b) => a.sumOfSquaredResiduals - b.sumOfSquaredResiduals);
  const optima: SeparableOptimum[] = [];
  for (const each of sorted) {
    const least = sorted[0]!.sumOfSquaredResiduals;
    if (each.sumOfSquaredResiduals > within * least) break;
    const twin = optima.findIndex((other) => isSame(each, other, axes));
    if (twin < 0 && (each.converged || optima.length === 0)) optima.push(each);
    else if (twin >= 0 && each.converged && !optima[twin]!.converged) optima[twin] = each;
  }
  return optima;
}
