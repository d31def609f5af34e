import { leastSquares } from "../numeric/linear-least-squares.ts";
import { excessPlaces } from "./excess-places.ts";
import { atPlaces } from "./placed-data.ts";

/**
 * Rows of a sweep on the scale of the law: y = a x + b v + c x v + d, where v is a function of `excess` alone. For routing
 * x is log10 N and the excess E - 1; for utilization x is log10 F and the excess (B - least B) / least B.
 */
export interface InteractionData {
  n: number;
  x: Float64Array;
  /** At least 0. */
  excess: Float64Array;
  y: Float64Array;
  /** Inverse variances, all above 0; null where all are 1. */
  weights: Float64Array | null;
  /** The (weighted) mean of x, about which the search works. */
  centre: number;
  /** The distinct values of excess, rising, and which of them each row has. */
  levels: Float64Array;
  level: Uint32Array;
}

export function interactionData(
  x: Float64Array,
  excess: Float64Array,
  y: Float64Array,
  weights: Float64Array | null,
): InteractionData {
  const n = x.length;
  const levels = Float64Array.from(new Set(excess)).sort();
  const place = new Map(Array.from(levels, (value, k): [number, number] => [value, k]));
  const level = Uint32Array.from(excess, (value) => place.get(value) ?? 0);
  let total = 0;
  let weight = 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    weight += w;
    total += w * x[i]!;
  }
  return { n, x, excess, y, weights, centre: total / weight, levels, level };
}

/** The rows at some places. */
export function pickRows(data: InteractionData, rows: ArrayLike<number>): InteractionData {
  const take = (column: Float64Array): Float64Array => Float64Array.from(rows, (i) => column[i]!);
  return interactionData(take(data.x), take(data.excess), take(data.y), data.weights && take(data.weights));
}

/**
 * The same least-squares problem in fewer rows. At one excess the law is a line in x, so all that the rows there say of
 * its coefficients is their mean, of weight W, and their slope, of weight sum w (x - mean x)^2; what is left about their
 * own line no law of this family explains (an orthogonal change of the rows).
 */
export interface CondensedData {
  rows: number;
  levels: Float64Array;
  /** Which excess each row has, or the first of those that it has. */
  level: Uint32Array;
  /**
   * The factors of d in each row, and of b with v: 1, or 0 in a row of slope. As many a row as it has of excesses, of v at
   * that of its level and the next; their sum is the factor of d.
   */
  ones: Float64Array;
  /** Those of a and c: mean x - centre, or 1 in a row of slope. */
  xs: Float64Array;
  target: Float64Array;
  weights: Float64Array;
  centre: number;
  /** The sum of squares that no law explains. */
  within: number;
  /** The rows that these are made of, where they stand at few places for many levels. */
  condensed?: CondensedData;
}

/** A level whose sizes spread less than this share of their distance from the centre has one size but for rounding. */
const NO_SPREAD = 1e-20;

/** What the rows at one excess say; the sum of squares about their own line is `within`. */
interface LevelMoments {
  weight: number;
  meanX: number;
  meanY: number;
  spread: number;
  slope: number;
  within: number;
}

/** The rows of each level. */
function rowsOfLevels({ level, levels }: InteractionData): number[][] {
  const rows: number[][] = Array.from(levels, () => []);
  for (let i = 0; i < level.length; i++) rows[level[i]!]!.push(i);
  return rows;
}

/** @param times - How often each row counts, for resamples; once by default. A row that counts 0 times is left out. */
function levelMoments(
  { x, weights, centre }: InteractionData,
  rows: readonly number[],
  y: Float64Array,
  times?: ArrayLike<number>,
): LevelMoments {
  const sum = (term: (weight: number, i: number) => number): number =>
    rows.reduce(
      (total, i) => total + term((weights === null ? 1 : weights[i]!) * (times === undefined ? 1 : times[i]!), i),
      0,
    );
  const weight = sum((w) => w);
  const meanX = sum((w, i) => w * (x[i]! - centre)) / (weight || 1);
  const meanY = sum((w, i) => w * y[i]!) / (weight || 1);
  const dx = (i: number): number => x[i]! - centre - meanX;
  const spread = sum((w, i) => w * dx(i) * dx(i));
  const isSpread = spread > NO_SPREAD * weight * (1 + centre * centre);
  const slope = isSpread ? sum((w, i) => w * dx(i) * (y[i]! - meanY)) / spread : 0;
  const within = sum((w, i) => w * (y[i]! - meanY - slope * dx(i)) ** 2);
  return { weight, meanX, meanY, spread: isSpread ? spread : 0, slope, within };
}

function condenseLevels({ levels, centre }: InteractionData, moments: readonly LevelMoments[]): CondensedData {
  const rows: [level: number, one: number, x: number, y: number, weight: number][] = [];
  moments.forEach(({ weight, meanX, meanY }, g) => {
    if (weight > 0) rows.push([g, 1, meanX, meanY, weight]);
  });
  moments.forEach(({ spread, slope }, g) => {
    if (spread > 0) rows.push([g, 0, 1, slope, spread]);
  });
  const column = (k: 0 | 1 | 2 | 3 | 4): Float64Array => Float64Array.from(rows, (row) => row[k]);
  return {
    rows: rows.length,
    levels,
    level: Uint32Array.from(column(0)),
    ones: column(1),
    xs: column(2),
    target: column(3),
    weights: column(4),
    centre,
    within: moments.reduce((total, at) => total + at.within, 0),
  };
}

/** As many levels as cost little. */
const FEW_LEVELS = 100;

/** Condenses resamples: other `y`, or how often each row counts. */
export function condenser(data: InteractionData): (y?: Float64Array, times?: ArrayLike<number>) => CondensedData {
  const rows = rowsOfLevels(data);
  const places = data.levels.length > FEW_LEVELS ? excessPlaces(data.levels) : null;
  return (y = data.y, times) => {
    const condensed = condenseLevels(
      data,
      rows.map((each) => levelMoments(data, each, y, times)),
    );
    return places === null ? condensed : atPlaces(condensed, places);
  };
}

/** Whether sizes and excesses vary apart from each other: whether a, b, c and d can be told from each other. */
export function variesApart({ x, excess, y, centre }: InteractionData): boolean {
  const size = x.map((value) => value - centre);
  const experts = excess.map((value) => Math.log10(1 + value));
  const both = size.map((value, i) => value * experts[i]!);
  return leastSquares([size, experts, both, new Float64Array(y.length).fill(1)], y).rank === 4;
}
