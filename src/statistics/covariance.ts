import { mean } from "../numeric/summation.ts";

/** The covariance matrix of columns of equal length (divisor one less than that length, which is at least 2). */
export function columnCovariance(columns: readonly Float64Array[]): number[][] {
  const centres = columns.map(mean);
  return columns.map((a, j) =>
    columns.map((b, k) => {
      let total = 0;
      for (let i = 0; i < a.length; i++) total += (a[i]! - centres[j]!) * (b[i]! - centres[k]!);
      return total / (a.length - 1);
    }),
  );
}
