import { logarithmGap, stirlingError } from "./gamma-function.ts";
import { invertTail, logComplement, type Tail } from "./tail.ts";

/** ln(x^a e^-x / Gamma(a)): the density of ln x, which is log-concave. */
function logKernel(x: number, a: number): number {
  return 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a) - a * logarithmGap((x - a) / a, x / a);
}

/** x^a e^-x / gamma(a, x), the slope of ln P along ln x, by the series of P; quick for x at or below a. */
function lowerSlope(x: number, a: number): number {
  let term = 1 / a;
  let total = term;
  for (let k = 1; term > total * 1e-17; k++) {
    term *= x / (a + k);
    total += term;
  }
  return 1 / total;
}

/** x^a e^-x / Gamma(a, x), by Legendre's continued fraction in Lentz's form; quick for x at or above a. */
function upperSlope(x: number, a: number): number {
  let value = x + 1 - a;
  let c = value;
  let d = 0;
  for (let k = 1; k < 100_000; k++) {
    const numerator = k * (a - k);
    const denominator = x + 2 * k + 1 - a;
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

/** ln P(a, x), or ln Q(a, x) with `upper`, and its slope along ln x. */
function gammaTail(x: number, a: number, upper: boolean): Tail {
  const kernel = logKernel(x, a);
  const nearUpper = x > a + 1;
  const nearSlope = nearUpper ? upperSlope(x, a) : lowerSlope(x, a);
  const near = kernel - Math.log(nearSlope);
  const log = upper === nearUpper ? near : logComplement(near);
  return { log, slope: (upper ? -1 : 1) * Math.exp(kernel - log) };
}

/** The regularized incomplete gamma function P(a, x), or its complement Q(a, x) with `upper`; x >= 0, a > 0. */
export function incompleteGamma(a: number, x: number, upper: boolean): number {
  if (!(x > 0) || x === Infinity) return x > 0 === upper ? 0 : 1;
  return Math.exp(gammaTail(x, a, upper).log);
}

/** The x with P(a, x) = `lower` and Q(a, x) = `upper`; both are given, so that the smaller one keeps its digits. */
export function inverseIncompleteGamma(a: number, lower: number, upper: number): number {
  if (!(lower > 0)) return 0;
  if (!(upper > 0)) return Infinity;
  const useUpper = upper < lower;
  const at = (logX: number): Tail => gammaTail(Math.exp(logX), a, useUpper);
  return Math.exp(invertTail(at, Math.log(Math.min(lower, upper)), Math.log(a)));
}
