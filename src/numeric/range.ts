/** The smallest and the largest value of a column that holds at least one. */
export function columnRange(column: Float64Array): { lower: number; upper: number } {
  let lower = Infinity;
  let upper = -Infinity;
  for (const each of column) {
    lower = Math.min(lower, each);
    upper = Math.max(upper, each);
  }
  return { lower, upper };
}
