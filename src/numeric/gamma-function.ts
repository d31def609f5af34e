/** Terms of the Stirling series of ln Gamma, B(2k) / (2k (2k - 1)) = 1 / these, highest first. */
const STIRLING_SERIES: readonly number[] = [1188, -1680, 1260, -360, 12];
/** From here on the first term left out is below 1e-16. */
const STIRLING_FROM = 17;

/**
 * What Stirling's formula leaves over: ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2), for x > 0. Ratios of gamma
 * functions built from it never subtract large logarithms (Loader 2000, "Fast and accurate computation of binomial
 * probabilities").
 */
export function stirlingError(x: number): number {
  let lifted = 0;
  let z = x;
  // A negative number of great size would never be lifted.
  for (; z >= 0 && z < STIRLING_FROM; z++) lifted += (z + 0.5) * Math.log1p(1 / z) - 1;
  const inverseSquare = 1 / (z * z);
  let series = 0;
  for (const term of STIRLING_SERIES) series = series * inverseSquare + 1 / term;
  return lifted + series / z;
}

/**
 * r - ln(1 + r), with 1 + r given beside r since either alone may have lost its digits: by ln(1 + r) = 2 artanh s,
 * s = r / (2 + r), near zero, where the difference cancels.
 */
export function logarithmGap(r: number, onePlusR: number): number {
  if (Math.abs(r) > 0.4) return r - Math.log(onePlusR);
  const s = r / (2 + r);
  const square = s * s;
  let power = 2 * s * square;
  let gap = r * s;
  // Not `next !== gap`, which a NaN never ends.
  for (let k = 3, next = gap - power / 3; next < gap || next > gap; next = gap - power / k) {
    gap = next;
    power *= square;
    k += 2;
  }
  return gap;
}
