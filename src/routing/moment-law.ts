import { choleskyInPlace, choleskySolve } from "../numeric/cholesky.ts";
import { type InteractionMoments, MOMENTS } from "./interaction-moments.ts";
import { log10Gain } from "./saturation.ts";

/** The law that fits some rows best at one saturation, in what it adds to the law of all rows. */
export interface MomentLaw {
  /** log2 start, and log2 (max / start), infinite where there is no max. */
  shape: Float64Array;
  /** The least sum of squares; infinite where there is none. */
  square: number;
  /** What a, d, b and c grow by, with log10 Ehat counted from its mean and x from the centre. */
  grown: Float64Array;
  /** The means of log10 (Ehat / start) by this law, and by the one that laws are counted from. */
  means: Float64Array;
  /**
   * The derivatives of the least sum of squares by log2 kappa and by log2 (max / start) at one kappa: the two first ones,
   * then 00, 01 and 11. Where max is near start, kappa alone says how Ehat bends.
   */
  slope: Float64Array;
  bend: Float64Array;
}

/** The room to fit in. */
interface Workspace {
  moments: InteractionMoments;
  /** log10 (Ehat / start) at each place, from its mean. */
  v: Float64Array;
  factor: Float64Array;
  q: Float64Array[];
  half: Float64Array[];
}

export function lawAt(first: number, second: number): MomentLaw {
  return {
    shape: Float64Array.of(first, second),
    square: Number.POSITIVE_INFINITY,
    grown: new Float64Array(4),
    means: new Float64Array(2),
    slope: new Float64Array(2),
    bend: new Float64Array(3),
  };
}

export function saturationOf(shape: Float64Array): { start: number; inverseMax: number } {
  return { start: 2 ** shape[0]!, inverseMax: 2 ** -(shape[0]! + shape[1]!) };
}

/** What the diagonal of the normal equations is multiplied by, so that they have a solution. */
const MORE = 1 + 2e-14;
/** The derivative of log10 by log2. */
const PER_DOUBLING = Math.LN2 * Math.LOG10E;

/** log10 (Ehat / start) at each place. */
function fillSaturated(into: Float64Array, { excess }: InteractionMoments, shape: Float64Array): void {
  const { start, inverseMax } = saturationOf(shape);
  for (let k = 0; k < into.length; k++) into[k] = log10Gain(start, inverseMax, excess[k]!);
}

/** Counts `v` from its mean. */
function centre({ means }: MomentLaw, { moments, v }: Workspace, sums: Float64Array): void {
  let weight = 0;
  let own = 0;
  let near = 0;
  for (let k = 0; k < v.length; k++) {
    const w = sums[k * MOMENTS]!;
    weight += w;
    own += w * v[k]!;
    near += w * moments.saturated[k]!;
  }
  means[0] = own / weight;
  means[1] = near / weight;
  for (let k = 0; k < v.length; k++) v[k] = v[k]! - means[0]!;
}

/** Solves for the linear coefficients by their normal equations, of columns x, 1, v and x v. */
function solve(law: MomentLaw, { moments, v, factor }: Workspace, sums: Float64Array): void {
  const { b, c, saturated } = moments;
  const { grown } = law;
  const mean = law.means[1]!;
  let x0 = 0;
  let x1 = 0;
  let x2 = 0;
  let v0 = 0;
  let v1 = 0;
  let v2 = 0;
  let vv0 = 0;
  let vv1 = 0;
  let vv2 = 0;
  let t0 = 0;
  let t1 = 0;
  let vt0 = 0;
  let vt1 = 0;
  let square = sums[sums.length - 1]!;
  for (let k = 0, m = 0; k < v.length; k++, m += MOMENTS) {
    const w = sums[m]!;
    const wx = sums[m + 1]!;
    const wxx = sums[m + 2]!;
    const value = v[k]!;
    const moved = saturated[k]! - mean - value;
    const target = sums[m + 3]! + moved * (b * w + c * wx);
    const xTarget = sums[m + 4]! + moved * (b * wx + c * wxx);
    square += moved * (b * (sums[m + 3]! + target) + c * (sums[m + 4]! + xTarget));
    x0 += w;
    x1 += wx;
    x2 += wxx;
    v0 += value * w;
    v1 += value * wx;
    v2 += value * wxx;
    vv0 += value * value * w;
    vv1 += value * value * wx;
    vv2 += value * value * wxx;
    t0 += target;
    t1 += xTarget;
    vt0 += value * target;
    vt1 += value * xTarget;
  }
  factor[0] = x2 * MORE;
  factor[4] = x1;
  factor[5] = x0 * MORE;
  factor[8] = v1;
  factor[9] = v0;
  factor[10] = vv0 * MORE;
  factor[12] = v2;
  factor[13] = v1;
  factor[14] = vv1;
  factor[15] = vv2 * MORE;
  grown[0] = t1;
  grown[1] = t0;
  grown[2] = vt0;
  grown[3] = vt1;
  law.square = Number.POSITIVE_INFINITY;
  if (!choleskyInPlace(factor, 4)) return;
  choleskySolve(factor, 4, grown);
  const explained = t1 * grown[0]! + t0 * grown[1]! + vt0 * grown[2]! + vt1 * grown[3]!;
  if (Number.isFinite(explained)) law.square = Math.max(0, square - explained);
}

/**
 * The derivatives of the least sum of squares: with e = y - law, and p = b + c x its pull, they are -2 sum w e p v_i, and
 * 2 sum (w p p v_i v_j - w e p v_ij) - 2 q_i' A^-1 q_j, where q_i = sum w p v_i (columns) - w e (columns)_i.
 */
function differentiate(law: MomentLaw, { moments, v, factor, q, half }: Workspace, sums: Float64Array): void {
  const { saturated, excess } = moments;
  const { grown, shape, slope, bend } = law;
  const mean = law.means[1]!;
  const b = moments.b + grown[2]!;
  const c = moments.c + grown[3]!;
  const { start, inverseMax } = saturationOf(shape);
  const ratio = 2 ** -shape[1]!;
  const kappa = start / (1 - ratio);
  let [g0, g1, p00, p01, p11, e00, e01, e11] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const each of q) each.fill(0);
  for (let k = 0, m = 0; k < v.length; k++, m += MOMENTS) {
    const w = sums[m]!;
    const wx = sums[m + 1]!;
    const wxx = sums[m + 2]!;
    const value = v[k]!;
    const moved = saturated[k]! - mean - value;
    const atOne = moved * moments.b - grown[1]! - value * grown[2]!;
    const atX = moved * moments.c - grown[0]! - value * grown[3]!;
    const e = sums[m + 3]! + atOne * w + atX * wx;
    const xe = sums[m + 4]! + atOne * wx + atX * wxx;
    const p = b * w + c * wx;
    const xp = b * wx + c * wxx;
    const pp = b * p + c * xp;
    const pe = b * e + c * xe;
    // ln Ehat = ln width - ln (1 + width / max) with width = excess + kappa, by ln kappa and by ln (max / start).
    const width = excess[k]! + kappa;
    const open = 1 / (1 + inverseMax * width);
    const full = inverseMax * width * open;
    const part = (kappa / width) * open;
    const by0 = part + full;
    const by1 = full / (1 - ratio);
    g0 += by0 * pe;
    g1 += by1 * pe;
    p00 += by0 * by0 * pp;
    p01 += by0 * by1 * pp;
    p11 += by1 * by1 * pp;
    e00 += (part - (part * (2 - open) * kappa) / width + 2 * part * full - full * open) * pe;
    e01 += (((part - open) * full) / (1 - ratio)) * pe;
    e11 -= ((by1 * (open + ratio)) / (1 - ratio)) * pe;
    for (let i = 0; i < 2; i++) {
      const by = i === 0 ? by0 : by1;
      const into = q[i]!;
      into[0] = into[0]! + by * xp;
      into[1] = into[1]! + by * p;
      into[2] = into[2]! + by * (value * p - e);
      into[3] = into[3]! + by * (value * xp - xe);
    }
  }
  for (let i = 0; i < 2; i++) {
    half[i]!.set(q[i]!);
    choleskySolve(factor, 4, half[i]!);
  }
  const pair = (i: number, j: number): number => {
    let sum = 0;
    for (let m = 0; m < 4; m++) sum += q[i]![m]! * half[j]![m]!;
    return sum;
  };
  const once = 2 * PER_DOUBLING;
  const twice = once * PER_DOUBLING;
  const curve = once * Math.LN2;
  slope[0] = -once * g0;
  slope[1] = -once * g1;
  bend[0] = twice * (p00 - pair(0, 0)) - curve * e00;
  bend[1] = twice * (p01 - pair(0, 1)) - curve * e01;
  bend[2] = twice * (p11 - pair(1, 1)) - curve * e11;
}

/** Fits rows at few places again and again. */
export interface MomentFitter {
  /** Sets what is best at the shape of the law for the rows that `sums` are of, with the derivatives if asked for. */
  fit(law: MomentLaw, sums: Float64Array, isDifferentiated: boolean, saturated?: Float64Array): void;
  /** log10 (Ehat / start) at each place. */
  saturatedAt(shape: Float64Array): Float64Array;
}

export function momentFitter(moments: InteractionMoments): MomentFitter {
  const four = (): Float64Array => new Float64Array(4);
  const v = new Float64Array(moments.excess.length);
  const workspace = { moments, v, factor: new Float64Array(16), q: [four(), four()], half: [four(), four()] };
  return {
    fit(law, sums, isDifferentiated, saturated) {
      if (saturated === undefined) fillSaturated(v, moments, law.shape);
      else v.set(saturated);
      centre(law, workspace, sums);
      solve(law, workspace, sums);
      if (isDifferentiated && law.square < Number.POSITIVE_INFINITY) differentiate(law, workspace, sums);
    },
    saturatedAt(shape) {
      const saturated = new Float64Array(v.length);
      fillSaturated(saturated, moments, shape);
      return saturated;
    },
  };
}
