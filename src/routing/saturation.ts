/**
 * The numbers that the value of a routing law depends on. `inverseMax` is 1 / expertsMax, 0 where there is no limit; a
 * law with plain experts has start 1 and no limit, which makes Ehat = E.
 */
export interface RoutingNumbers {
  a: number;
  b: number;
  c: number;
  d: number;
  start: number;
  inverseMax: number;
}

/** kappa of 1/Ehat = 1/(excess + kappa) + 1/max: Ehat is `start` at an excess of 0. */
export function kappaOf(start: number, inverseMax: number): number {
  return start / (1 - start * inverseMax);
}

/**
 * log10 (Ehat / start) at an excess over the dense model, E - 1: concave, from 0 up to log10 (max / start).
 * Nothing cancels in it: Ehat - start = excess (1 - start/max)^2 / (1 + excess (1 - start/max)/max).
 */
export function log10Gain(start: number, inverseMax: number, excess: number): number {
  const open = 1 - start * inverseMax;
  return Math.log1p((excess * open * open) / (start * (1 + excess * inverseMax * open))) * Math.LOG10E;
}

/** log10 Ehat at an excess over the dense model. */
export function log10Saturated(start: number, inverseMax: number, excess: number): number {
  return Math.log10(start) + log10Gain(start, inverseMax, excess);
}

/** The derivatives of log10 Ehat by start and by max. */
export function saturationGradient(start: number, inverseMax: number, excess: number): { start: number; max: number } {
  const kappa = kappaOf(start, inverseMax);
  const width = excess + kappa;
  const saturated = 1 / (1 / width + inverseMax);
  const share = kappa / width;
  return {
    start: saturated * (share / start) ** 2 * Math.LOG10E,
    max: saturated * inverseMax * inverseMax * (1 - share * share) * Math.LOG10E,
  };
}

/** The excess at which Ehat is reached; null at or above max, where none is. Below start it is negative. */
export function excessAt(start: number, inverseMax: number, saturated: number): number | null {
  const open = 1 - saturated * inverseMax;
  return open > 0 ? saturated / open - kappaOf(start, inverseMax) : null;
}

/** a x + b v + c x v + d with v the saturated excess: log10 L at x = log10 N. */
export function lawValue(numbers: RoutingNumbers, x: number, excess: number): number {
  const { a, b, c, d, start, inverseMax } = numbers;
  return a * x + (b + c * x) * log10Saturated(start, inverseMax, excess) + d;
}
