import type { RandomSource } from "../numeric/random.ts";
import { shuffle, standardNormal } from "../numeric/random.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { estimatesOf } from "./performance-formula.ts";

type DrawableLaw = Law & { intervalDegreesOfFreedom?: number | null } & Partial<Pick<Fit, "goodness">>;

/** With more degrees of freedom, t is the normal distribution to four digits. */
const MOST_DEGREES = 1e4;

/** Coefficients of a law drawn from its uncertainty: `next` overwrites `values`, in the order of the law's terms. */
export interface LawDraws {
  values: Float64Array;
  next(): void;
  /** How many draws there are; null where any number can be made, 0 where the law is taken as exact. */
  count: number | null;
}

/**
 * The lower triangle L of A = L L' for a matrix that need not be of full rank: coefficients that were given, or that
 * others determine, get a row without a pivot of their own.
 */
function semidefiniteRoot(matrix: readonly (readonly number[])[]): number[][] {
  const k = matrix.length;
  const lower = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (let j = 0; j < k; j++) {
    for (let i = j; i < k; i++) {
      let value = matrix[i]![j]!;
      for (let m = 0; m < j; m++) value -= lower[i]![m]! * lower[j]![m]!;
      if (i === j) lower[j]![j] = value > 1e-14 * matrix[j]![j]! ? Math.sqrt(value) : 0;
      else lower[i]![j] = lower[j]![j]! > 0 ? value / lower[j]![j]! : 0;
    }
  }
  return lower;
}

/**
 * How to draw coefficients of a law: its own draws in random order where they were kept; otherwise from the normal, or
 * with degrees of freedom the t distribution, with its covariance, the coefficients named in `signed` in the logarithm
 * of their size, where they are nearer to it and keep their sign; otherwise the law itself each time.
 */
export function lawDraws(law: DrawableLaw, signed: readonly string[], random: RandomSource): LawDraws {
  const centre = estimatesOf(law);
  const k = centre.length;
  const values = Float64Array.from(centre);
  const { draws, covariance } = law;
  if (draws !== null && draws.length > 1) {
    const order = Uint32Array.from(draws.keys());
    shuffle(random, order);
    let place = 0;
    const next = (): void => {
      values.set(draws[order[place]!]!);
      place = place + 1 === order.length ? 0 : place + 1;
    };
    return { values, next, count: draws.length };
  }
  if (covariance === null) return { values, next: () => {}, count: 0 };
  const onLog = law.terms.map((term, j) => signed.includes(term) && centre[j] !== 0);
  // d ln|x| = dx / x, whatever the sign of x.
  const unit = centre.map((each, j) => (onLog[j] ? each : 1));
  const root = semidefiniteRoot(covariance.map((row, i) => row.map((each, j) => each / (unit[i]! * unit[j]!))));
  const given = law.intervalDegreesOfFreedom ?? null;
  const degrees = given !== null && given <= MOST_DEGREES ? given : null;
  const normals = new Float64Array(k);
  const next = (): void => {
    for (let j = 0; j < k; j++) normals[j] = standardNormal(random);
    let widen = 1;
    if (degrees !== null) {
      let square = 0;
      for (let m = 0; m < degrees; m++) square += standardNormal(random) ** 2;
      widen = Math.sqrt(degrees / square);
    }
    for (let i = 0; i < k; i++) {
      let move = 0;
      for (let j = 0; j <= i; j++) move += root[i]![j]! * normals[j]!;
      values[i] = onLog[i] ? centre[i]! * Math.exp(widen * move) : centre[i]! + widen * move;
    }
  };
  return { values, next, count: null };
}
