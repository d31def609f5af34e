import type { Addition, Shape } from "./broken-power-law-candidates.ts";
import { type BrokenPoints, farthestJumps } from "./broken-power-law-groups.ts";
import { breakShape } from "./broken-power-law-model.ts";

/** Limits a, as shares of the smallest y; below 0 for values that fall through every positive limit. */
export const LIMITS: readonly number[] = [-1, 0, 0.3, 0.6, 0.8, 0.9, 0.97];
/** Widths of a break, as shares of the range of ln x. */
export const WIDTHS: readonly number[] = [0.02, 0.06, 0.2, 0.6];
/** How many places a step is tried at, and its widths. */
const STEP_PLACES = 36;
const STEP_WIDTHS = [0.005, 0.02, 0.06];
/** Places are tried evenly in ln x, from a little before the data to a little beyond. */
const BEYOND = 0.1;
/** The corners of a sharp step keep so far, as a share of its gap, from the points beside it; and are so sharp. */
const ASIDE = 0.1;
const CORNER = 0.02;

export function shapeOf(logX: Float64Array, logPlace: number, width: number): Shape {
  return { logPlace, width, column: logX.map((each) => -breakShape(each, logPlace, width)) };
}

/** Every place with every width. */
function onGrid(
  logX: Float64Array,
  places: number,
  widths: readonly number[],
  make: (place: number, width: number) => Addition,
): Addition[] {
  const first = logX.reduce((a, b) => Math.min(a, b));
  const range = logX.reduce((a, b) => Math.max(a, b)) - first;
  return Array.from({ length: places }, (_, k) => {
    const place = first + range * (-BEYOND + ((1 + 2 * BEYOND) * k) / (places - 1));
    return widths.map((share) => make(place, share * range));
  }).flat();
}

/** One more break, on a grid. */
export function breaksOn({ logX }: BrokenPoints, places: number, widths: readonly number[]): Addition[] {
  return onGrid(logX, places, widths, (place, width) => {
    const shape = shapeOf(logX, place, width);
    return { shapes: [shape], column: shape.column };
  });
}

/** Two breaks that make a step between two places. */
function stepOf(logX: Float64Array, from: number, to: number, width: number): Addition {
  const start = shapeOf(logX, from, width);
  const end = shapeOf(logX, to, width);
  return { shapes: [start, end], column: start.column.map((each, i) => each - end.column[i]!) };
}

/** Steps as wide as their corners are on a grid, and sharp ones in the gaps over which the target jumps farthest. */
export function stepsOn(points: BrokenPoints): Addition[] {
  const { logX } = points;
  const { order, jumps } = farthestJumps(points);
  const sharp = jumps.map(({ before }) => {
    const left = logX[order[before - 1]!]!;
    const gap = logX[order[before]!]! - left;
    return stepOf(logX, left + ASIDE * gap, left + (1 - ASIDE) * gap, CORNER * gap);
  });
  const wide = onGrid(logX, STEP_PLACES, STEP_WIDTHS, (place, width) =>
    stepOf(logX, place - width / 2, place + width / 2, width),
  );
  return [...sharp, ...wide];
}
