export const relative = (value: number | null | undefined, expected: number): number =>
  Math.abs((value ?? NaN) / expected - 1);
