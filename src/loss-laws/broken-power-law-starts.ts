import {
  type Addition,
  bestAdditions,
  bySquare,
  type Candidate,
  lawOf,
  solverOf,
} from "./broken-power-law-candidates.ts";
import { breaksOn, LIMITS, stepsOn, WIDTHS } from "./broken-power-law-grid.ts";
import type { BrokenPoints } from "./broken-power-law-groups.ts";
import type { BrokenPower, BrokenScale } from "./broken-power-law-model.ts";

/** How many places a break is tried at. */
const PLACES = 12;
/** Of the grid, how many additions are solved for: those that take most off a linear sum of squares. */
const SOLVED = 24;
/** Candidates that are carried on to the next break, and starts that are handed on; of each limit at least. */
const BEAM = 48;
const BEAM_OF_LIMIT = 6;
const STARTS = 16;
const STARTS_OF_LIMIT = 3;
/** The same for the few that descend from the lowest alone. */
const NARROW_BEAM = 24;
const NARROW_STARTS = 12;
/** Candidates with a step that are carried on, and handed on; and how many may get one. */
const STEPPED = 6;
const BEFORE_STEP = 16;

/** The lowest, and a few of each limit: a wrong limit may look best until the breaks are where they belong. */
function lowest(candidates: readonly Candidate[], most: number, ofEach: number): Candidate[] {
  const counts = new Map<number, number>();
  return [...candidates].sort(bySquare).filter(({ limit }, k) => {
    const count = (counts.get(limit) ?? 0) + 1;
    counts.set(limit, count);
    return k < most || count <= ofEach;
  });
}

/**
 * Starts for a broken power law: limits on a grid, breaks added one after another on a grid of places and widths, or two
 * at a time as a step, the best candidates carried on, all other coefficients solved for. Bounded and the same every
 * time.
 */
export function brokenStarts(points: BrokenPoints, breaks: number, scale: BrokenScale): BrokenPower[] {
  const least = points.y.reduce((a, b) => Math.min(a, b));
  const single = breaksOn(points, PLACES, WIDTHS);
  const steps = breaks > 1 ? stepsOn(points) : [];
  const straight = solverOf(points, 0, scale);
  let before: Candidate[] = [];
  let beam = LIMITS.flatMap((share) => straight(share * least, []) ?? []);
  let narrow = beam;
  let stepped: Candidate[] = [];
  for (let count = 1; count <= breaks; count++) {
    const solve = solverOf(points, count, scale);
    const withEach = (from: Candidate, all: readonly Addition[]): Candidate[] =>
      bestAdditions(points, from, all, scale, SOLVED).flatMap(
        ({ shapes }) => solve(from.limit, [...from.shapes, ...shapes]) ?? [],
      );
    const next = new Map(beam.map((from) => [from, withEach(from, single)]));
    stepped = [
      ...stepped.flatMap((from) => withEach(from, single)),
      ...before.slice(0, BEFORE_STEP).flatMap((from) => withEach(from, steps)),
    ];
    stepped = stepped.sort(bySquare).slice(0, STEPPED);
    before = beam;
    const isLast = count === breaks;
    narrow = narrow.flatMap((from) => next.get(from) ?? []).sort(bySquare);
    narrow = narrow.slice(0, isLast ? NARROW_STARTS : NARROW_BEAM);
    const all = [...next.values()].flat();
    const wide = isLast ? lowest(all, STARTS, STARTS_OF_LIMIT) : lowest(all, BEAM, BEAM_OF_LIMIT);
    beam = [...new Set([...wide, ...narrow])];
  }
  return [...beam, ...stepped].map(lawOf);
}
