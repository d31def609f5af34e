import type { Fit, Law } from "../statistics/law.ts";
import { requireTerms } from "./performance-formula.ts";

/** The two asymptotes, the slope at a unit of ln size, and ln size half-way up. */
export type ScoreTerm = "floor" | "ceiling" | "slope" | "logMidpoint";

/** score = floor + (ceiling - floor) / (1 + exp(-slope (ln size - logMidpoint))). */
export interface ScoreLawCoefficients extends Law<"score-law", ScoreTerm> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/** A score law, published or fitted; a fit also knows the sizes and scores it saw. */
export type AnyScoreLaw = ScoreLawCoefficients & Partial<Pick<Fit, "support">>;

export interface ScoreCoefficients {
  floor: number;
  ceiling: number;
  slope: number;
  logMidpoint: number;
}

/** How to read the coefficients of a score law, or of one of its draws, from an array in the order of its terms. */
export function scoreReader(law: AnyScoreLaw, path = "law"): (values: ArrayLike<number>) => ScoreCoefficients {
  const [floor, ceiling, slope, logMidpoint] = requireTerms(
    law,
    "score-law",
    ["floor", "ceiling", "slope", "logMidpoint"],
    path,
  ) as [number, number, number, number];
  return (values) => ({
    floor: values[floor]!,
    ceiling: values[ceiling]!,
    slope: values[slope]!,
    logMidpoint: values[logMidpoint]!,
  });
}

export function scoreAtSize({ floor, ceiling, slope, logMidpoint }: ScoreCoefficients, logSize: number): number {
  return floor + (ceiling - floor) / (1 + Math.exp(-slope * (logSize - logMidpoint)));
}

/** ln size at a score: -Infinity at or below the floor, Infinity at or above the ceiling. */
export function logSizeAtScore({ floor, ceiling, slope, logMidpoint }: ScoreCoefficients, score: number): number {
  if (!(score > floor)) return Number.NEGATIVE_INFINITY;
  if (!(score < ceiling)) return Number.POSITIVE_INFINITY;
  return logMidpoint + (Math.log(score - floor) - Math.log(ceiling - score)) / slope;
}
