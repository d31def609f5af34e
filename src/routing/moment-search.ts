import { searchGrid } from "../numeric/separable-least-squares-grid.ts";
import type { SeparableProblem } from "../numeric/separable-least-squares-problem.ts";
import { projectionOf } from "../numeric/separable-least-squares-projection.ts";
import { FAR, SAME } from "./interaction-fit.ts";
import { RATIO_RANGE, type ShapeMap, START_RANGE, saturatingShapes, unlimitedShapes } from "./interaction-problem.ts";
import { lawAt, type MomentFitter, type MomentLaw } from "./moment-law.ts";

/** Steps tried from one start. */
const MOST_STEPS = 60;
/** What a step promises to lower the sum of squares by, as a share of it, where nobody rejects it, and where it is the last. */
const SURE = 1e-9;
const LAST = 1e-15;
/** How many times what it promises a step never lowers the sum of squares by. */
const UNLIKELY = 10;
/** The longest step in doublings, and the shortest that is tried. */
const LONGEST = 4;
const SHORTEST = 1e-9;
/** The least bend along one direction, as a share of that along the other. */
const LEAST_BEND = 1e-12;
/** Shapes nearer than this are one optimum, and optima above so many times the lowest are not followed. */
const SAME_SHAPE = 1e-3;
const WITHIN = 2;
/** Minima of the grid that are gone down from, the lowest first. */
const MOST_STARTS = 6;

/** log2 (start / kappa), and its first two derivatives by log2 (max / start). */
function startOverKappa(log2Ratio: number): [number, number, number] {
  const ratio = 2 ** -log2Ratio;
  return [Math.log2(1 - ratio), ratio / (1 - ratio), (-Math.LN2 * ratio) / (1 - ratio) ** 2];
}

/** Newton's step in one variable, no longer than `radius`, down whichever way it bends. */
function stepAlong(slope: number, bend: number, radius: number): number {
  const step = -slope / (Math.abs(bend) + Number.MIN_VALUE);
  return Math.max(-radius, Math.min(radius, step));
}

/** Newton's step in both variables, no longer than `radius`, along the directions of the bend, down each of them. */
function stepOfBoth({ slope, bend }: MomentLaw, radius: number): [number, number] {
  const angle = Math.atan2(2 * bend[1]!, bend[0]! - bend[2]!) / 2;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const across = 2 * cosine * sine * bend[1]!;
  const bends = [
    Math.abs(cosine * cosine * bend[0]! + across + sine * sine * bend[2]!),
    Math.abs(sine * sine * bend[0]! - across + cosine * cosine * bend[2]!),
  ];
  const slopes = [cosine * slope[0]! + sine * slope[1]!, cosine * slope[1]! - sine * slope[0]!];
  let damping = LEAST_BEND * Math.max(bends[0]!, bends[1]!) + Number.MIN_VALUE;
  for (let round = 0; ; round++) {
    const first = -slopes[0]! / (bends[0]! + damping);
    const second = -slopes[1]! / (bends[1]! + damping);
    const length = Math.hypot(first, second);
    if (!(length > 1.1 * radius) || round === MOST_STEPS) {
      return [cosine * first - sine * second, sine * first + cosine * second];
    }
    const turned = (first * first) / (bends[0]! + damping) + (second * second) / (bends[1]! + damping);
    damping += ((length / radius - 1) * length * length) / turned;
  }
}

/** Whether a step leaves its range at once. */
function leaves(at: number, step: number, [lower, upper]: readonly [number, number]): boolean {
  return (at <= lower && step < 0) || (at >= upper && step > 0);
}

/** Where a step leads, and what it promises to lower the sum of squares by. */
interface Next {
  law: MomentLaw;
  promised: number;
  length: number;
}

/** The step from a law within the bounds, along those that hold it; null at an optimum. */
function nextOf(at: MomentLaw, radius: number): Next | null {
  const [start, ratio] = [at.shape[0]!, at.shape[1]!];
  const [slope0, slope1, bend0, bend1, bend2] = [at.slope[0]!, at.slope[1]!, at.bend[0]!, at.bend[1]!, at.bend[2]!];
  const [over, by, byBy] = startOverKappa(ratio);
  const alongKappa = stepAlong(slope0, bend0, radius);
  if (ratio < Number.POSITIVE_INFINITY) {
    const [d0, d1] = stepOfBoth(at, radius);
    const startAt = (share: number): number => start - over + share * d0 + startOverKappa(ratio + share * d1)[0];
    const [lower, upper] = RATIO_RANGE;
    let share = d1 === 0 ? 1 : Math.min(1, ((d1 > 0 ? upper : lower) - ratio) / d1);
    const isInside = (value: number): boolean => value >= START_RANGE[0] && value <= START_RANGE[1];
    if (!leaves(ratio, d1, RATIO_RANGE) && !leaves(start, d0 + by * d1, START_RANGE)) {
      if (!isInside(startAt(share))) {
        for (let width = share / 2, round = 0; round < 30; round++, width /= 2)
          share += isInside(startAt(share)) ? width : -width;
      }
      return nextAt(
        startAt(share),
        ratio + share * d1,
        -(slope0 * d0 + slope1 * d1) * share,
        share * Math.hypot(d0, d1),
      );
    }
    // log2 kappa falls by `by` where log2 (max / start) grows at one start.
    const slope = slope1 - by * slope0;
    const along = stepAlong(slope, bend2 - 2 * by * bend1 + by * by * bend0 - byBy * slope0, radius);
    const isAtBound = start <= START_RANGE[0] || start >= START_RANGE[1];
    if (isAtBound && !leaves(ratio, along, RATIO_RANGE))
      return nextAt(start, ratio + along, -slope * along, Math.abs(along));
  }
  if (leaves(start, alongKappa, START_RANGE)) return null;
  return nextAt(start + alongKappa, ratio, -slope0 * alongKappa, Math.abs(alongKappa));
}

function nextAt(start: number, ratio: number, fall: number, length: number): Next {
  const inside = (value: number, [lower, upper]: readonly [number, number]): number =>
    Math.max(lower, Math.min(upper, value));
  const law = lawAt(inside(start, START_RANGE), ratio < Number.POSITIVE_INFINITY ? inside(ratio, RATIO_RANGE) : ratio);
  return { law, promised: fall / 2, length };
}

/**
 * The optima of the rows that sums are of, the best first: those that known ones lead to, or of the whole range. Both
 * with a max and, where none is as good, without; or without alone.
 */
export interface MomentSearch {
  optima(sums: Float64Array, known: readonly MomentLaw[] | null): MomentLaw[];
  unlimited(sums: Float64Array, known: readonly MomentLaw[] | null): MomentLaw[];
}

/**
 * Down to an optimum of the shapes of `at` that are finite, by Newton's steps.
 *
 * @param enough - A sum of squares: near an optimum, steps that promise not to reach it are not gone.
 */
function descend({ fit }: MomentFitter, sums: Float64Array, at: MomentLaw, enough: number): MomentLaw {
  let radius = LONGEST;
  fit(at, sums, true);
  for (let tried = 0; tried < MOST_STEPS && radius > SHORTEST && at.square < Number.POSITIVE_INFINITY; tried++) {
    const step = nextOf(at, radius);
    if (step === null || !(step.promised > 0)) break;
    const { law: next, promised, length } = step;
    if (at.square - UNLIKELY * promised > enough) break;
    const isLast = promised <= LAST * at.square;
    fit(next, sums, !isLast);
    const isLower = next.square < at.square || (promised <= SURE * at.square && next.square < (1 + SURE) * at.square);
    if (isLower) at = next;
    if (isLast) break;
    radius = isLower ? Math.min(LONGEST, 2 * radius) : length / 4;
  }
  return at;
}

/**
 * Starts over the whole range of some shapes: where the least sum of squares has minima on their grid.
 *
 * @param known - log10 (Ehat / start) at the points of the grid, which comes first; filled the first time.
 */
function startsEverywhere(
  { fit, saturatedAt }: MomentFitter,
  sums: Float64Array,
  { axes }: ShapeMap,
  known: Float64Array[],
): MomentLaw[] {
  const points = axes.reduce((product, { values }) => product * values.length, 1);
  const law = lawAt(0, Number.POSITIVE_INFINITY);
  fit(law, sums, false);
  const scale = law.square + sums[sums.length - 1]!;
  let tried = 0;
  // One column at an angle to the target of 1, whose tangent has the square wanted, but for its scale.
  const problem: SeparableProblem = {
    rows: 2,
    columns: 1,
    shapes: axes.length,
    target: [1, 0],
    fillColumns(shape, into) {
      law.shape.set(shape);
      if (tried < points) known[tried] ??= saturatedAt(law.shape);
      fit(law, sums, false, known[tried++]);
      const share = law.square / scale;
      into[0] = 1 / Math.sqrt(1 + share);
      into[1] = Math.sqrt(share / (1 + share));
      return law.square < Number.POSITIVE_INFINITY;
    },
    fillDerivatives: () => false,
  };
  return searchGrid(projectionOf(problem), axes)
    .starts.slice(0, MOST_STARTS)
    .map((shape) => lawAt(shape[0]!, shape[1] ?? Number.POSITIVE_INFINITY));
}

/** The lowest first, without those that were come to again or are far above it. */
function distinct(optima: MomentLaw[]): MomentLaw[] {
  const found: MomentLaw[] = [];
  for (const law of optima.sort((a, b) => a.square - b.square)) {
    const isKnown = found.some(({ shape }) =>
      shape.every((at, m) => Math.abs(at - law.shape[m]!) < SAME_SHAPE || at === law.shape[m]),
    );
    if (!isKnown && law.square <= WITHIN * (found[0] ?? law).square) found.push(law);
  }
  return found;
}

/** @param largest - The largest excess. */
export function momentSearch(fitter: MomentFitter, largest: number): MomentSearch {
  const search = (map: ShapeMap): MomentSearch["unlimited"] => {
    const places: Float64Array[] = [];
    const isLimited = map.axes.length === 2;
    return (sums, known) => {
      const near = known?.filter(({ shape }) => shape[1]! < Number.POSITIVE_INFINITY === isLimited) ?? [];
      const starts = near.length > 0 ? near : startsEverywhere(fitter, sums, map, places);
      let enough = Number.POSITIVE_INFINITY;
      const optima = starts.map(({ shape }) => {
        const found = descend(fitter, sums, lawAt(shape[0]!, shape[1]!), enough);
        enough = Math.min(enough, found.square);
        return found;
      });
      return distinct(optima);
    };
  };
  const limited = search(saturatingShapes());
  const unlimited = search(unlimitedShapes());
  return {
    optima(sums, known) {
      const optima = limited(sums, known);
      const best = optima[0];
      if (best === undefined) return [];
      const [start, ratio] = [best.shape[0]!, best.shape[1]!];
      const isHeld = ratio >= RATIO_RANGE[1];
      if (!isHeld && 2 ** (start + ratio) < FAR * (1 + largest)) return optima;
      const without = unlimited(sums, known);
      const isAsGood = without[0] !== undefined && (isHeld || without[0].square <= best.square * (1 + SAME));
      return isAsGood ? [...without, ...optima] : [...optima, ...without];
    },
    unlimited,
  };
}
