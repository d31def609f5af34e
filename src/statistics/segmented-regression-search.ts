/** Breaks of a segmented fit, relative to the origin of its points, with the sum of squares between the distinct x. */
export interface BreakOptimum {
  breaks: number[];
  /** For each break the position of the distinct x it lies on, or -1 inside a gap. */
  data: number[];
  residual: number;
}

/**
 * The best breaks met so far by a search for one or two of them; `second` stays unused for one. With `rivals` the
 * search also keeps every local optimum whose total sum of squares is below `rivalFactor` times the best.
 */
export interface BreakSearch {
  residual: number;
  first: number;
  second: number;
  firstDatum: number;
  secondDatum: number;
  within: number;
  rivalFactor: number;
  /** The best local optimum in each tenth of the range of x, for two breaks in each pair of tenths. */
  rivals: (BreakOptimum | null)[] | null;
  /** The tenth of the range that each x lies in. */
  tenths: Uint8Array;
  /** What a candidate must undercut to be of interest. */
  cutoff: number;
}

const TENTHS = 10;

export function breakSearch(within: number): BreakSearch {
  return {
    residual: Number.POSITIVE_INFINITY,
    first: 0,
    second: 0,
    firstDatum: -1,
    secondDatum: -1,
    within,
    rivalFactor: 1,
    rivals: null,
    tenths: new Uint8Array(0),
    cutoff: Number.POSITIVE_INFINITY,
  };
}

/** A search that keeps rivals, for breaks among ascending `x`. */
export function breakSearchWithRivals(within: number, rivalFactor: number, x: Float64Array): BreakSearch {
  const start = x[0]!;
  const scale = TENTHS / (x[x.length - 1]! - start);
  const tenths = new Uint8Array(x.length);
  for (let g = 0; g < x.length; g++) tenths[g] = Math.min(TENTHS - 1, (x[g]! - start) * scale);
  const rivals = new Array<BreakOptimum | null>(TENTHS * TENTHS).fill(null);
  return { ...breakSearch(within), rivalFactor, rivals, tenths };
}

export function clearSearch(search: BreakSearch): void {
  search.residual = Number.POSITIVE_INFINITY;
  search.cutoff = Number.POSITIVE_INFINITY;
}

/** Takes a candidate for the best if it is; of equal candidates the first stays. */
export function offer(
  search: BreakSearch,
  residual: number,
  first: number,
  firstDatum: number,
  second: number,
  secondDatum: number,
): void {
  if (!(residual < search.residual)) return;
  search.residual = residual;
  search.first = first;
  search.firstDatum = firstDatum;
  search.second = second;
  search.secondDatum = secondDatum;
  search.cutoff = residual + (search.rivalFactor - 1) * (search.within + residual);
}

/**
 * Whether a candidate with its breaks at or just after x number i and j would, if it is a local optimum, be the best
 * rival of its neighbourhood. For one break j is 0.
 */
export function wantsRival(search: BreakSearch, residual: number, i: number, j: number): boolean {
  const { rivals, tenths } = search;
  if (rivals === null || !(residual <= search.cutoff)) return false;
  const held = rivals[TENTHS * tenths[i]! + tenths[j]!]!;
  return held === null || residual < held.residual;
}

/** Keeps a local optimum for which {@link wantsRival}. */
export function keepRival(search: BreakSearch, i: number, j: number, rival: BreakOptimum): void {
  const { rivals, tenths } = search;
  if (rivals !== null) rivals[TENTHS * tenths[i]! + tenths[j]!] = rival;
}

/** The local optima that still compete with the best, best first. */
export function competingOptima(search: BreakSearch): BreakOptimum[] {
  const held = (search.rivals ?? []).filter((rival) => rival !== null);
  return held.filter((rival) => rival.residual <= search.cutoff).sort((a, b) => a.residual - b.residual);
}

/**
 * Whether a break on a datum is a local optimum: the sum of squares must not fall when the break moves to either side.
 * Its derivative is 2 (change of slope) (sum of weighted residuals to the right of the break), the datum on the break
 * itself counting when the break moves to the left.
 */
export function isDatumOptimum(slopeChange: number, residualBeyond: number, residualOnDatum: number): boolean {
  return slopeChange * residualBeyond >= 0 && slopeChange * (residualBeyond + residualOnDatum) <= 0;
}
