/** log10 of a column of positive values. */
export function log10Column(values: ArrayLike<number>): Float64Array {
  const logs = new Float64Array(values.length);
  for (let i = 0; i < logs.length; i++) logs[i] = Math.log10(values[i]!);
  return logs;
}

/** 10^exponent as a finite number: beyond the range of doubles it is null, never Infinity. */
export function powerOfTen(exponent: number): number | null {
  const value = 10 ** exponent;
  return Number.isFinite(value) ? value : null;
}
