/** Upper quantiles of a statistic at one sample size. */
export interface TailRow {
  n: number;
  quantiles: readonly number[];
}

/** ln P(statistic >= t): linear in t between quantiles, from 0 at t = 0 to the first, the last tail above the last. */
function logTail(tails: readonly number[], quantiles: readonly number[], statistic: number): number {
  let q = 0;
  while (q < quantiles.length && quantiles[q]! < statistic) q++;
  if (q === quantiles.length) return Math.log(tails[q - 1]!);
  const low = q === 0 ? 0 : quantiles[q - 1]!;
  const lowLog = q === 0 ? 0 : Math.log(tails[q - 1]!);
  const share = Math.max(0, (statistic - low) / (quantiles[q]! - low));
  return (1 - share) * lowLog + share * Math.log(tails[q]!);
}

/**
 * The tail probability of a statistic from a table of simulated quantiles, `tails` falling and rows in order of n:
 * interpolated in ln n, held at the ends of the table, and never below its smallest tail.
 */
export function tabulatedTail(
  tails: readonly number[],
  rows: readonly TailRow[],
  n: number,
  statistic: number,
): number {
  let upper = 0;
  while (upper < rows.length - 1 && rows[upper]!.n < n) upper++;
  const above = rows[upper]!;
  const high = logTail(tails, above.quantiles, statistic);
  if (upper === 0 || n >= above.n) return Math.exp(high);
  const below = rows[upper - 1]!;
  const share = Math.log(n / below.n) / Math.log(above.n / below.n);
  return Math.exp((1 - share) * logTail(tails, below.quantiles, statistic) + share * high);
}
