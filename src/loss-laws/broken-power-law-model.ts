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

/** The y whose `scaled` this is. */
export function unscaled(value: number, scale: BrokenScale): number {
  return scale === "log1p" ? Math.expm1(value) : scale === "log" ? Math.exp(value) : value;
}

/** d scaled(y) / dy. */
export function scaledSlope(y: number, scale: BrokenScale): number {
  return scale === "log1p" ? 1 / (1 + y) : scale === "log" ? 1 / y : 1;
}

/** Where |t| is above this, e^-|t| adds nothing to 1. */
const FLAT = 40;

/** What the residuals at one point leave behind, so that the Jacobian there costs no further exponential. */
interface PointRoom {
  at: Float64Array;
  /** x^-c0 and the rest of the power term, y as fitted, and that on the scale of the residuals. */
  term: Float64Array;
  fitted: Float64Array;
  onScale: Float64Array;
  /** For each break and point: softplus of t = (ln x - ln d) / f, and its derivative. */
  soft: Float64Array;
  share: Float64Array;
}

/** False where the law has no finite value. */
function fill(room: PointRoom, coefficients: Float64Array, logX: Float64Array, scale: BrokenScale): boolean {
  const { at, term, fitted, onScale, soft, share } = room;
  const n = logX.length;
  at[0] = Number.NaN;
  const logScale = coefficients[1]!;
  const exponent = coefficients[2]!;
  for (let i = 0; i < n; i++) term[i] = logScale - exponent * logX[i]!;
  for (let k = 3, from = 0; k < at.length; k += 3, from += n) {
    const place = coefficients[k + 1]!;
    const width = Math.exp(coefficients[k + 2]!);
    const drop = coefficients[k]! * width;
    for (let i = 0; i < n; i++) {
      const t = (logX[i]! - place) / width;
      const tail = Math.exp(-Math.abs(t));
      const bend = (t > 0 ? t : 0) + (Math.abs(t) > FLAT ? tail : Math.log1p(tail));
      soft[from + i] = bend;
      share[from + i] = (t > 0 ? 1 : tail) / (1 + tail);
      term[i] = term[i]! - drop * bend;
    }
  }
  const limit = coefficients[0]!;
  for (let i = 0; i < n; i++) {
    term[i] = Math.exp(term[i]!);
    fitted[i] = limit + term[i]!;
    onScale[i] = scaled(fitted[i]!, scale);
    if (!Number.isFinite(onScale[i]!)) return false;
  }
  at.set(coefficients);
  return true;
}

/** The sum of squares of a broken power law on the scale asked for; the residuals are observed - fitted. */
export function brokenProblem(
  logX: Float64Array,
  target: Float64Array,
  breaks: number,
  scale: BrokenScale,
  weights: Float64Array | null,
): NonlinearProblem {
  const n = logX.length;
  const count = 3 + 3 * breaks;
  const roots = weights === null ? new Float64Array(n).fill(1) : weights.map(Math.sqrt);
  const column = (): Float64Array => new Float64Array(n);
  const room: PointRoom = {
    at: new Float64Array(count).fill(Number.NaN),
    term: column(),
    fitted: column(),
    onScale: column(),
    soft: new Float64Array(breaks * n),
    share: new Float64Array(breaks * n),
  };
  const { at, term, fitted, onScale, soft, share } = room;
  return {
    rows: n,
    coefficients: count,
    evaluate(coefficients, residuals, jacobian) {
      const isKnown = at.every((each, k) => each === coefficients[k]);
      if (!isKnown && !fill(room, coefficients, logX, scale)) return false;
      for (let i = 0; i < n; i++) residuals[i] = roots[i]! * (target[i]! - onScale[i]!);
      if (jacobian === null) return true;
      for (let i = 0; i < n; i++) {
        const slope = -roots[i]! * scaledSlope(fitted[i]!, scale);
        jacobian[i] = slope;
        jacobian[n + i] = slope * term[i]!;
        jacobian[2 * n + i] = -slope * term[i]! * logX[i]!;
      }
      for (let k = 3, from = 0; k < count; k += 3, from += n) {
        const change = coefficients[k]!;
        const place = coefficients[k + 1]!;
        const width = Math.exp(coefficients[k + 2]!);
        for (let i = 0; i < n; i++) {
          const by = jacobian[n + i]! * width;
          const bend = soft[from + i]!;
          const part = share[from + i]!;
          jacobian[k * n + i] = -by * bend;
          jacobian[(k + 1) * n + i] = jacobian[n + i]! * change * part;
          jacobian[(k + 2) * n + i] = -change * (by * bend - jacobian[n + i]! * (logX[i]! - place) * part);
        }
      }
      return true;
    },
  };
}
