import { normalQuantile } from "../numeric/distributions.ts";
import { regularizedIncompleteBeta } from "../numeric/incomplete-beta.ts";

/** P(X <= k) for X binomial(n, p), exactly: the regularised incomplete beta function I_{1-p}(n - k, k + 1). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return regularizedIncompleteBeta(1 - p, n - k, k + 1);
}

/** Wilson's interval for a share: `inside` of `n`, at `level`. */
export function wilsonInterval(inside: number, n: number, level: number): { lower: number; upper: number } {
  const z = normalQuantile(0.5 + level / 2);
  const share = inside / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 / (1 + (z * z) / n);
  return {
    lower: inside === 0 ? 0 : Math.max(0, (centre - half) * scale),
    upper: inside === n ? 1 : Math.min(1, (centre + half) * scale),
  };
}

/** A two-by-two table: rows before and after, columns inside and outside. */
export interface TwoByTwo {
  /** Counts before. */
  before: {
    /** Inside the range. */
    inside: number;
    /** Outside of it. */
    outside: number;
  };
  /** Counts after. */
  after: {
    /** Inside the range. */
    inside: number;
    /** Outside of it. */
    outside: number;
  };
}

/** The p-values of Fisher's exact test, by direction of the share inside. */
export interface FisherTest {
  /** p-value for a larger share inside after. */
  pMoreAfter: number;
  /** p-value for a smaller share inside after. */
  pFewerAfter: number;
  /** Two-sided p-value. */
  pTwoSided: number;
}

/**
 * Fisher's exact test: given the margins, the count inside afterwards is hypergeometric. The two-sided p sums all
 * tables no likelier than the one seen.
 */
export function fisherExact(table: TwoByTwo): FisherTest {
  const before = table.before.inside + table.before.outside;
  const after = table.after.inside + table.after.outside;
  const inside = table.before.inside + table.after.inside;
  const least = Math.max(0, inside - before);
  const most = Math.min(inside, after);
  const logWeight = new Float64Array(most - least + 1);
  for (let k = least + 1; k <= most; k++) {
    const odds = ((after - k + 1) / k) * ((inside - k + 1) / (before - inside + k));
    logWeight[k - least] = logWeight[k - least - 1]! + Math.log(odds);
  }
  const seen = logWeight[table.after.inside - least]!;
  let peak = Number.NEGATIVE_INFINITY;
  for (let q = 0; q < logWeight.length; q++) peak = Math.max(peak, logWeight[q]!);
  let total = 0;
  let more = 0;
  let fewer = 0;
  let unlikelier = 0;
  for (let q = 0; q < logWeight.length; q++) {
    const weight = Math.exp(logWeight[q]! - peak);
    total += weight;
    if (q + least >= table.after.inside) more += weight;
    if (q + least <= table.after.inside) fewer += weight;
    if (logWeight[q]! <= seen + 1e-9) unlikelier += weight;
  }
  return {
    pMoreAfter: Math.min(1, more / total),
    pFewerAfter: Math.min(1, fewer / total),
    pTwoSided: Math.min(1, unlikelier / total),
  };
}
