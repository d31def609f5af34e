/** The steps of an empirical distribution: at `value` the count of data rises from `below` to `through`. */
interface Steps {
  value: Float64Array;
  below: Float64Array;
  through: Float64Array;
}

function stepsOf(sorted: Float64Array): Steps {
  const value: number[] = [];
  const below: number[] = [];
  const through: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) {
      through[through.length - 1] = i + 1;
    } else {
      value.push(sorted[i]!);
      below.push(i);
      through.push(i + 1);
    }
  }
  return { value: Float64Array.from(value), below: Float64Array.from(below), through: Float64Array.from(through) };
}

/** Indices of the contact points of the greatest convex minorant (side 1) or least concave majorant (side -1). */
function hull(value: Float64Array, height: Float64Array, low: number, high: number, side: 1 | -1): number[] {
  const points: number[] = [];
  for (let i = low; i <= high; i++) {
    while (points.length > 1) {
      const last = points[points.length - 1]!;
      const before = points[points.length - 2]!;
      const turn =
        (height[last]! - height[before]!) * (value[i]! - value[before]!) -
        (height[i]! - height[before]!) * (value[last]! - value[before]!);
      if (side * turn < 0) break;
      points.pop();
    }
    points.push(i);
  }
  return points;
}

function heightAt(value: Float64Array, height: Float64Array, from: number, to: number, at: number): number {
  if (to === from) return height[from]!;
  const slope = (height[to]! - height[from]!) / (value[to]! - value[from]!);
  return height[from]! + slope * (value[at]! - value[from]!);
}

interface ModalInterval {
  distance: number;
  low: number;
  high: number;
}

/** Where majorant and minorant lie furthest apart, and the modal interval between the contact points around it. */
function widestSeparation(steps: Steps, minorant: number[], majorant: number[]): ModalInterval {
  const { value, below, through } = steps;
  const widest: ModalInterval = { distance: 0, low: minorant[0]!, high: majorant[majorant.length - 1]! };
  for (let g = 0, l = 0; g < minorant.length; g++) {
    const point = minorant[g]!;
    while (l + 2 < majorant.length && majorant[l + 1]! <= point) l++;
    const to = majorant[Math.min(l + 1, majorant.length - 1)]!;
    const distance = heightAt(value, through, majorant[l]!, to, point) - below[point]!;
    if (distance > widest.distance && to >= point) {
      widest.distance = distance;
      widest.low = point;
      widest.high = majorant[l] === point ? point : to;
    }
  }
  for (let l = 0, g = 0; l < majorant.length; l++) {
    const point = majorant[l]!;
    while (g + 2 < minorant.length && minorant[g + 1]! <= point) g++;
    const to = minorant[Math.min(g + 1, minorant.length - 1)]!;
    const distance = through[point]! - heightAt(value, below, minorant[g]!, to, point);
    if (distance > widest.distance) {
      widest.distance = distance;
      widest.low = to === point ? point : minorant[g]!;
      widest.high = point;
    }
  }
  return widest;
}

/**
 * The furthest that the empirical distribution strays from a hull between two steps. At the mode, where the modal
 * interval begins, it does not: a unimodal distribution may jump there as far as it likes.
 */
function furthestFrom(
  hullHeight: Float64Array,
  other: Float64Array,
  steps: Steps,
  points: number[],
  low: number,
  high: number,
  mode: number,
): number {
  let most = 0;
  for (let p = 0; p + 1 < points.length; p++) {
    const from = points[p]!;
    const to = points[p + 1]!;
    if (from < low || to > high) continue;
    for (let i = from; i <= to; i++) {
      if (i !== mode) most = Math.max(most, Math.abs(other[i]! - heightAt(steps.value, hullHeight, from, to, i)));
    }
  }
  return most;
}

/**
 * Hartigan and Hartigan's dip of sorted data: the least largest distance between the empirical distribution and any
 * unimodal one. From the whole range inwards, the modal interval is narrowed to where the least concave majorant lies
 * furthest above the greatest convex minorant, until the distances outside it exceed that (their section 4).
 */
export function dipStatistic(sorted: Float64Array): number {
  const steps = stepsOf(sorted);
  let low = 0;
  let high = steps.value.length - 1;
  let largest = 1;
  for (;;) {
    const minorant = hull(steps.value, steps.below, low, high, 1);
    const majorant = hull(steps.value, steps.through, low, high, -1);
    const widest = widestSeparation(steps, minorant, majorant);
    if (widest.distance <= largest) break;
    largest = Math.max(
      largest,
      furthestFrom(steps.below, steps.through, steps, minorant, low, widest.low, widest.low),
      furthestFrom(steps.through, steps.below, steps, majorant, widest.high, high, widest.high),
    );
    if (widest.low === low && widest.high === high) break;
    low = widest.low;
    high = widest.high;
  }
  return largest / (2 * sorted.length);
}
