import { START_RANGE } from "./interaction-problem.ts";

/** Places in one stretch of the excess. */
export const PLACES = 20;
/** How wide a stretch is, in doublings of the excess. */
const WIDTH = 4;
/** Doublings beyond which no law of the search bends any more, and stretches may be longer. */
const FAR = 48;

/** Many levels of excess as few places, and what each level gives to them. */
export interface ExcessPlaces {
  excess: Float64Array;
  /** The first place of each level, and its shares in that and the next places; of a place of its own, 1. */
  first: Uint32Array;
  shares: Float64Array[];
}

/** A scale on which the saturations of the search are smooth: doublings, but for excesses below the least start. */
function smoothOf(excess: number): number {
  const doublings = Math.log2(excess + 2 ** START_RANGE[0]);
  return doublings < FAR ? doublings : FAR + WIDTH * Math.log2(doublings / FAR);
}

function excessOf(smooth: number): number {
  const doublings = smooth < FAR ? smooth : FAR * 2 ** ((smooth - FAR) / WIDTH);
  return Math.max(0, 2 ** doublings - 2 ** START_RANGE[0]);
}

/** The polynomials that are 1 at one of the nodes and 0 at the others, at `at`. */
function sharesAt(nodes: Float64Array, at: number): Float64Array {
  return nodes.map((node) => {
    let share = 1;
    for (const other of nodes) if (other !== node) share *= (at - other) / (node - other);
    return share;
  });
}

/**
 * Sums over rows of functions of the excess, of all the saturations of the search, are sums over few places: what each
 * row counts is shared out among the Chebyshev points of its stretch of excess, as in the interpolation of a function
 * that is analytic there, whose error is below 1e-13. A stretch of few levels keeps them,
 * and so does the one at the end of all numbers.
 */
export function excessPlaces(levels: Float64Array): ExcessPlaces {
  const smooth = levels.map(smoothOf);
  const stretch = smooth.map((value) => Math.floor(value / WIDTH));
  const places: number[] = [];
  const first = new Uint32Array(levels.length);
  const shares: Float64Array[] = [];
  for (let from = 0, to = 0; from < levels.length; from = to) {
    while (to < levels.length && stretch[to] === stretch[from]) to++;
    const nodes = Float64Array.from({ length: PLACES }, (_, k) => {
      const cosine = Math.cos(((2 * k + 1) * Math.PI) / (2 * PLACES));
      return WIDTH * (stretch[from]! + 0.5 + 0.5 * cosine);
    });
    const isFew = to - from <= PLACES || excessOf(nodes[0]!) === Number.POSITIVE_INFINITY;
    for (let g = from; g < to; g++) {
      first[g] = isFew ? places.length + g - from : places.length;
      shares.push(isFew ? Float64Array.of(1) : sharesAt(nodes, smooth[g]!));
    }
    places.push(...(isFew ? levels.subarray(from, to) : nodes.map(excessOf)));
  }
  return { excess: Float64Array.from(places), first, shares };
}
