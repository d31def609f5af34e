import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";

/** The smooth break of a broken power law: exponent change c at d, over a width of ln x of about f. */
export interface PowerBreak {
  change: number;
  logPlace: number;
  width: number;
}

/** y = a + b x^-c0 times a factor for each break; b and places as natural logarithms. */
export interface BrokenPower {
  limit: number;
  logScale: number;
  exponent: number;
  breaks: PowerBreak[];
}

/** What is compared: ln (1 + y), as the authors do, ln y, or y. */
export type BrokenScale = "log1p" | "log" | "raw";

/** ln (1 + e^t) without overflow. */
function softplus(t: number): number {
  return t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t));
}

/** ln of b x^-c0 prod (1 + (x/d)^(1/f))^(-c f), from ln x. */
export function logBrokenTerm(law: BrokenPower, logX: number): number {
  let total = law.logScale - law.exponent * logX;
  for (const { change, logPlace, width } of law.breaks) total -= change * breakShape(logX, logPlace, width);
  return total;
}

/** f softplus((ln x - ln d) / f): a bend from slope 0 to slope 1. */
export function breakShape(logX: number, logPlace: number, width: number): number {
  return width * softplus((logX - logPlace) / width);
}

export function brokenPowerAt(law: BrokenPower, logX: number): number {
  return law.limit + Math.exp(logBrokenTerm(law, logX));
}

/** Coefficients of the search: a, ln b, c0, and for each break c, ln d, ln f. */
export function packBroken({ limit, logScale, exponent, breaks }: BrokenPower): Float64Array {
  return Float64Array.of(
    limit,
    logScale,
    exponent,
    ...breaks.flatMap(({ change, logPlace, width }) => [change, logPlace, Math.log(width)]),
  );
}

export function unpackBroken(packed: ArrayLike<number>): BrokenPower {
  const breaks: PowerBreak[] = [];
  for (let k = 3; k + 2 < packed.length; k += 3) {
    breaks.push({ change: packed[k]!, logPlace: packed[k + 1]!, width: Math.exp(packed[k + 2]!) });
  }
  return { limit: packed[0]!, logScale: packed[1]!, exponent: packed[2]!, breaks };
}

export function scaled(y: number, scale: BrokenScale): number {
  return scale === "log1p" ? Math.log1p(y) : scale === "log" ? Math.log(y) : y;
}

/** d scaled(y) / dy. */
export function scaledSlope(y: number, scale: BrokenScale): number {
  return scale === "log1p" ? 1 / (1 + y) : scale === "log" ? 1 / y : 1;
}

/** The sum of squares of a broken power law on the scale asked for; the residuals are observed - fitted. */
export function brokenProblem(
  logX: Float64Array,
  y: Float64Array,
  breaks: number,
  scale: BrokenScale,
  weights: Float64Array | null,
): NonlinearProblem {
  const n = logX.length;
  const target = y.map((each) => scaled(each, scale));
  const roots = weights?.map(Math.sqrt) ?? null;
  return {
    rows: n,
    coefficients: 3 + 3 * breaks,
    evaluate(coefficients, residuals, jacobian) {
      const law = unpackBroken(coefficients);
      for (let i = 0; i < n; i++) {
        const term = Math.exp(logBrokenTerm(law, logX[i]!));
        const fitted = law.limit + term;
        const onScale = scaled(fitted, scale);
        if (!Number.isFinite(onScale)) return false;
        const root = roots === null ? 1 : roots[i]!;
        residuals[i] = root * (target[i]! - onScale);
        if (jacobian === null) continue;
        const slope = -root * scaledSlope(fitted, scale);
        jacobian[i] = slope;
        jacobian[n + i] = slope * term;
        jacobian[2 * n + i] = -slope * term * logX[i]!;
        for (let b = 0; b < breaks; b++) {
          const { change, logPlace, width } = law.breaks[b]!;
          const t = (logX[i]! - logPlace) / width;
          const share = 1 / (1 + Math.exp(-t));
          const at = (3 + 3 * b) * n + i;
          const soft = softplus(t);
          jacobian[at] = -slope * term * width * soft;
          jacobian[at + n] = slope * term * change * share;
          jacobian[at + 2 * n] = -slope * term * change * width * (soft - t * share);
        }
      }
      return true;
    },
  };
}
