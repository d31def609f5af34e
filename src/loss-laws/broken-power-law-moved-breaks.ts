import {
  type Addition,
  bestAdditions,
  bySquare,
  type Candidate,
  lawOf,
  solverOf,
} from "./broken-power-law-candidates.ts";
import { breaksOn, LIMITS, shapeOf, stepsOn, WIDTHS } from "./broken-power-law-grid.ts";
import type { BrokenPoints } from "./broken-power-law-groups.ts";
import type { BrokenPower, BrokenScale } from "./broken-power-law-model.ts";

/** Places and widths that are tried for a break that is put back. */
const PLACES = 36;
const FINER_WIDTHS = [0.004, ...WIDTHS];
/** How many places a break, and a step, is put back at. */
const PUT_BACK = 4;
const STEPS_PUT_BACK = 2;
/** Of the grid, how many are solved for with each limit. */
const SOLVED = 6;

/**
 * Starts that differ from a law by one break, taken out and put back where the grid has the best places for it, or by
 * two that become a step.
 */
export function movedBreaks(points: BrokenPoints, law: BrokenPower, scale: BrokenScale): BrokenPower[] {
  const { logX, y } = points;
  const least = y.reduce((a, b) => Math.min(a, b));
  const own = Math.min(law.limit, Math.max(...LIMITS) * least);
  const limits = [own, ...LIMITS.map((share) => share * least)];
  const solve = solverOf(points, law.breaks.length, scale);
  const all = law.breaks.map(({ logPlace, width }) => shapeOf(logX, logPlace, width));
  const without = (taken: readonly number[], additions: readonly Addition[], most: number): BrokenPower[] => {
    const rest = all.filter((_, k) => !taken.includes(k));
    const byPlace = new Map<number, Candidate>();
    for (const limit of limits) {
      for (const { shapes } of bestAdditions(points, { limit, shapes: rest }, additions, scale, SOLVED)) {
        const found = solve(limit, [...rest, ...shapes]);
        const place = shapes[0]!.logPlace;
        const known = byPlace.get(place);
        if (found !== null && (known === undefined || found.square < known.square)) byPlace.set(place, found);
      }
    }
    return [...byPlace.values()].sort(bySquare).slice(0, most).map(lawOf);
  };
  const single = breaksOn(points, PLACES, FINER_WIDTHS);
  const steps = stepsOn(points);
  return all.flatMap((_, k) => [
    ...without([k], single, PUT_BACK),
    ...all.slice(0, k).flatMap((_each, other) => without([k, other], steps, STEPS_PUT_BACK)),
  ]);
}
