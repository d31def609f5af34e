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
  rivals: BreakOptimum[] | null;
  /** What a candidate must undercut to be of interest. */
  cutoff: number;
}

const RIVALS_HELD = 64;

export function breakSearch(within: number, rivalFactor = 1): BreakSearch {
  return {
    residual: Number.POSITIVE_INFINITY,
    first: 0,
    second: 0,
    firstDatum: -1,
    secondDatum: -1,
    within,
    rivalFactor,
    rivals: rivalFactor > 1 ? [] : null,
    cutoff: Number.POSITIVE_INFINITY,
  };
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

/** Keeps a local optimum that may compete with the best. */
export function keepRival(search: BreakSearch, rival: BreakOptimum): void {
  const rivals = search.rivals;
  if (rivals === null || !(rival.residual <= search.cutoff)) return;
  rivals.push(rival);
  if (rivals.length >= 8 * RIVALS_HELD) {
    rivals.sort((a, b) => a.residual - b.residual);
    rivals.length = RIVALS_HELD;
  }
}

/** The local optima that still compete with the best, best first. */
export function competingOptima(search: BreakSearch): BreakOptimum[] {
  return (search.rivals ?? [])
    .filter((rival) => rival.residual <= search.cutoff)
    .sort((a, b) => a.residual - b.residual);
}

/**
 * Whether a break on a datum is a local optimum: the sum of squares must not fall when the break moves to either side.
 * Its derivative is 2 (change of slope) (sum of weighted residuals to the right of the break), the datum on the break
 * itself counting when the break moves to the left.
 */
export function isDatumOptimum(slopeChange: number, residualBeyond: number, residualOnDatum: number): boolean {
  return slopeChange * residualBeyond >= 0 && slopeChange * (residualBeyond + residualOnDatum) <= 0;
}
