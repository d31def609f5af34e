/** Made-up noise between -1 and 1, the same every time. */
export function noise(i: number): number {
  const value = Math.sin(12.9898 * (i + 1)) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** Years from 2000 on, a quarter apart. */
export function quarters(n: number): number[] {
  return Array.from({ length: n }, (_, i) => 2000 + i / 4);
}

/** 10^ of a line that rises by `before` OOM a year up to `at` and by `after` from then on, plus noise. */
export function kinked(year: readonly number[], at: number, before: number, after: number, spread = 0): number[] {
  return year.map((x, i) => 10 ** (18 + (x < at ? before : after) * (x - at) + spread * noise(i)));
}

export function codes(result: { warnings: { code: string }[] }): string[] {
  return result.warnings.map((warning) => warning.code);
}
