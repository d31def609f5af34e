import { leastSquares } from "../numeric/linear-least-squares.ts";

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
  /** Which excess each row has. */
  level: Uint32Array;
  /** The factor of a in each row: mean x - centre, or 1 in a row of slope. */
  x: Float64Array;
  /** The factor of d in each row: 1, or 0 in a row of slope. */
  one: Float64Array;
  target: Float64Array;
  weights: Float64Array;
  centre: number;
  /** The sum of squares about the lines of the single levels. */
  within: number;
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
  const weightOf = (i: number): number => (weights === null ? 1 : weights[i]!) * (times === undefined ? 1 : times[i]!);
  let weight = 0;
  let meanX = 0;
  let meanY = 0;
  for (const i of rows) {
    const w = weightOf(i);
    weight += w;
    meanX += w * (x[i]! - centre);
    meanY += w * y[i]!;
  }
  if (weight > 0) {
    meanX /= weight;
    meanY /= weight;
  }
  let spread = 0;
  let slope = 0;
  for (const i of rows) {
    const w = weightOf(i);
    const dx = x[i]! - centre - meanX;
    spread += w * dx * dx;
    slope += w * dx * (y[i]! - meanY);
  }
  if (spread > NO_SPREAD * weight * (1 + centre * centre)) slope /= spread;
  else spread = slope = 0;
  let within = 0;
  for (const i of rows) within += weightOf(i) * (y[i]! - meanY - slope * (x[i]! - centre - meanX)) ** 2;
  return { weight, meanX, meanY, spread, slope, within };
}

function condenseLevels(data: InteractionData, moments: readonly LevelMoments[]): CondensedData {
  const means = Array.from(moments.keys()).filter((g) => moments[g]!.weight > 0);
  const slopes = means.filter((g) => moments[g]!.spread > 0);
  const column = (ofMean: (at: LevelMoments) => number, ofSlope: (at: LevelMoments) => number): Float64Array =>
    Float64Array.from([...means.map((g) => ofMean(moments[g]!)), ...slopes.map((g) => ofSlope(moments[g]!))]);
  return {
    rows: means.length + slopes.length,
    levels: data.levels,
    level: Uint32Array.from([...means, ...slopes]),
    x: column(
      (at) => at.meanX,
      () => 1,
    ),
    one: column(
      () => 1,
      () => 0,
    ),
    target: column(
      (at) => at.meanY,
      (at) => at.slope,
    ),
    weights: column(
      (at) => at.weight,
      (at) => at.spread,
    ),
    centre: data.centre,
    within: moments.reduce((total, at) => total + at.within, 0),
  };
}

/** @param times - How often each row counts. */
export function condense(data: InteractionData, y: Float64Array = data.y, times?: ArrayLike<number>): CondensedData {
  return condenseLevels(
    data,
    rowsOfLevels(data).map((rows) => levelMoments(data, rows, y, times)),
  );
}

/** Whether sizes and excesses vary apart from each other: whether a, b, c and d can be told from each other. */
export function variesApart({ x, excess, y, centre }: InteractionData): boolean {
  const size = x.map((value) => value - centre);
  const experts = excess.map((value) => Math.log10(1 + value));
  const both = size.map((value, i) => value * experts[i]!);
  return leastSquares([size, experts, both, new Float64Array(y.length).fill(1)], y).rank === 4;
}
