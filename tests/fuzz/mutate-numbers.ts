import { hostileNumber } from "./hostile-values.ts";
import type { Random } from "./random.ts";

/** How many points the long run goes up to. */
const MOST_POINTS = 2000;

/** The column, over and over, until it has as many points as the long run tries; short lists are no columns. */
function repeated(list: readonly number[]): number[] {
  return list.length < 3 ? list.slice() : Array.from({ length: MOST_POINTS }, (_, i) => list[i % list.length]!);
}

/** A column of numbers made hostile as a whole: its scale, its spread, its ties, its order, its type. */
export function mutateNumbers(list: readonly number[], random: Random): unknown {
  const first = list[0] ?? 0;
  switch (random.below(14)) {
    case 0:
      return list.map(Math.round);
    case 1: // Ties.
      return list.map((each, i) => (i % 2 === 0 ? each : first));
    case 2: {
      const factor = random.pick([1e300, 1e-300, 1e-320, 1e150, -1, 0, -0, 1e-12, 1e12]);
      return list.map((each) => each * factor);
    }
    case 3: {
      const value = hostileNumber(random);
      return list.map((each) => (random.next() < 0.2 ? value : each));
    }
    case 4: // All equal but for the last digits.
      return list.map((_, i) => first * (1 + (i % 5) * Number.EPSILON));
    case 5: {
      const offset = random.pick([1e15, 2 ** 53, -1e12, 1e300]);
      return list.map((each) => each + offset);
    }
    case 6: {
      const extremes = random.pick([
        [1e308, 1e-308],
        [Number.MAX_VALUE, 5e-324],
        [1e308, -1e308],
        [1, 1 + Number.EPSILON],
        [0, 1],
      ]);
      return list.map((_, i) => extremes[i % 2]);
    }
    case 7: {
      const outlier = random.pick([1e308, 1e100, 1e-300, 5e-324, -1e50, 1e30]);
      const at = random.below(list.length);
      return list.map((each, i) => (i === at ? outlier : each));
    }
    case 8:
      return list.toSorted((a, b) => a - b);
    case 9:
      return list.toSorted((a, b) => b - a);
    case 10: // All equal but one.
      return list.map((each, i) => (i === list.length - 1 ? each : first));
    case 11:
      return random.next() < 0.2 ? repeated(list) : list.slice(0, random.pick([1, 2, 3, 4]));
    case 12:
      return Float32Array.from(list);
    default:
      return Float64Array.from(list);
  }
}
