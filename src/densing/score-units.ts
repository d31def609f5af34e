import { ScalingError, type Warning } from "../errors.ts";

/** Whether scores are fractions (at most 1) or percent; a column's largest value tells, small ones never do. */
export type ScoreUnit = "fraction" | "percent";

/** A little above 1, so that a curve whose ceiling was fitted a bit above 1 is still one of fractions. */
const LARGEST_FRACTION = 1.5;

export function scoreUnit(largest: number): ScoreUnit {
  return largest > LARGEST_FRACTION ? "percent" : "fraction";
}

function refuseUnit(what: string, value: number, unit: ScoreUnit, path: string): never {
  const advice = unit === "fraction" ? "divide percent by 100" : "multiply fractions by 100";
  const message = `Expected ${what} in the unit of the scores, ${unit}, but got ${value}: ${advice}`;
  throw new ScalingError("OUT_OF_RANGE", message, path);
}

/** Refuses a floor, ceiling or anchor that is certainly in the other unit than the scores. */
export function requireScoreUnit(value: number, unit: ScoreUnit, what: string, path: string): number {
  if (unit === "fraction" && scoreUnit(value) === "percent") refuseUnit(what, value, unit, path);
  return value;
}

/** Refuses an upper bound, such as a ceiling, of at most 1 on scores in percent. */
export function requireUpperScoreUnit(value: number, unit: ScoreUnit, what: string, path: string): number {
  if (unit === "percent" && scoreUnit(value) === "fraction") refuseUnit(what, value, unit, path);
  return requireScoreUnit(value, unit, what, path);
}

/** How many pairs of neighbours in x step down although the score should not. */
function descents(order: Uint32Array, score: (i: number) => number): number {
  let count = 0;
  for (let a = 0; a < order.length; a++) {
    for (let b = a + 1; b < order.length; b++) if (score(order[b]!) < score(order[a]!)) count++;
  }
  return count;
}

/**
 * The warning that a column holds both fractions and percent: some scores are at most 1, others are above, and with the
 * small ones multiplied by 100 the scores rise more evenly with `x`, along which they should rise.
 */
export function mixedUnitsWarnings(x: Float64Array, scores: Float64Array, path: string): Warning[] {
  const small = scores.filter((score) => score > 0 && score <= 1).length;
  const large = scores.filter((score) => score > LARGEST_FRACTION).length;
  if (small === 0 || large === 0) return [];
  const order = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || a - b);
  const asGiven = descents(order, (i) => scores[i]!);
  const scaled = descents(order, (i) => (scores[i]! <= 1 ? 100 * scores[i]! : scores[i]!));
  if (scaled >= asGiven) return [];
  const message = `${small} of ${scores.length} scores are at most 1 and ${large} are above: some look like fractions, some like percent.`;
  return [{ code: "MIXED_UNITS", message, path }];
}

/**
 * Holds a score asked about to the unit of the law: refuses a percentage put to a law of fractions; warns of a score of
 * at most 1 put to a law of percent, which may be meant.
 *
 * @param ceiling - The law's ceiling, whose size tells its unit.
 */
export function askedScoreWarnings(score: number, ceiling: number, path: string): Warning[] {
  const unit = scoreUnit(ceiling);
  requireScoreUnit(score, unit, "a score", path);
  if (unit === "fraction" || !(score > 0 && score <= 1)) return [];
  const message = `A score of ${score} was put to a law in percent (its ceiling is ${ceiling.toPrecision(4)}): it is read as ${score} %.`;
  return [{ code: "MIXED_UNITS", message, path }];
}
