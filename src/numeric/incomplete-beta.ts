import { logarithmGap, stirlingError } from "./gamma-function.ts";
import { invertTail, logComplement, type Tail } from "./tail.ts";

/** ln(x^a y^b / B(a, b)) with y = 1 - x: the density of the log odds ln(x / y), which is log-concave. */
function logKernel(x: number, y: number, a: number, b: number): number {
  const total = a + b;
  const shift = b * x - a * y;
  return (
    stirlingError(total) -
    stirlingError(a) -
    stirlingError(b) -
    a * logarithmGap(shift / a, (x * total) / a) -
    b * logarithmGap(-shift / b, (y * total) / b) +
    0.5 * (Math.log(a / total) + Math.log(b / (2 * Math.PI)))
  );
}

/**
 * x^a y^b / (B(a, b) I_x(a, b)), the slope of ln I along the log odds, by the continued fraction of DiDonato and
 * Morris (1992, eq. 9) in Lentz's form; quick for x at or below the mean a / (a + b).
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const shift = a * y - b * x + 1;
  let value = (a * shift) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1; m < 100_000; m++) {
    const before = a + 2 * m - 1;
    const crossed = (m * (b - m) * x) / before;
    const numerator = ((a + m - 1) * (a + b + m - 1) * x * crossed) / before;
    const denominator = m + crossed + ((a + m) * (shift + m * (2 - x))) / (before + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

/** The lower tail ln I_x(a, b) and its slope along ln(x / y); for the upper tail swap x with y and a with b. */
function lowerTail(x: number, y: number, a: number, b: number): Tail {
  const kernel = logKernel(x, y, a, b);
  if (x * (a + b + 2) <= a + 1) {
    const slope = betaFraction(x, y, a, b);
    return { log: kernel - Math.log(slope), slope };
  }
  const log = logComplement(kernel - Math.log(betaFraction(y, x, b, a)));
  return { log, slope: Math.exp(kernel - log) };
}

/** I_x(a, b) where x / (1 - x) = `odds`: the form that keeps its digits at both ends. */
export function incompleteBetaAtOdds(odds: number, a: number, b: number): number {
  if (!(odds > 0)) return 0;
  if (odds === Infinity) return 1;
  return Math.exp(lowerTail(1 / (1 + 1 / odds), 1 / (1 + odds), a, b).log);
}

/** The regularized incomplete beta function I_x(a, b), for 0 <= x <= 1 and a, b > 0. */
export function regularizedIncompleteBeta(x: number, a: number, b: number): number {
  return incompleteBetaAtOdds(x / (1 - x), a, b);
}

/**
 * The odds x / (1 - x) with I_x(a, b) = `lower` and 1 - I_x(a, b) = `upper`. Both are given, so that the smaller one
 * keeps its digits.
 */
export function incompleteBetaOdds(lower: number, upper: number, a: number, b: number): number {
  if (!(lower > 0)) return 0;
  if (lower > upper) return 1 / incompleteBetaOdds(upper, lower, b, a);
  const at = (logOdds: number): Tail => {
    const odds = Math.exp(logOdds);
    return lowerTail(1 / (1 + 1 / odds), 1 / (1 + odds), a, b);
  };
  return Math.exp(invertTail(at, Math.log(lower), Math.log(a / b)));
}
