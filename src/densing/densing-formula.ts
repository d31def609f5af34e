import type { Fit, Law } from "../statistics/law.ts";
import { dayOfDate } from "../trends/day-number.ts";
import { estimatesOf, requireTerms } from "./performance-formula.ts";

/** A of the paper, growth of ln density a day; and ln density on the day of the origin. */
export type DensingTerm = "slopePerDay" | "intercept";

/** ln density = intercept + slopePerDay (days since origin). */
export interface DensingLawCoefficients extends Law<"densing-law", DensingTerm> {
  /** ISO date of day 0. */
  origin: string;
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/** A densing law, published or fitted; a fit also knows the days it saw. */
export type AnyDensingLaw = DensingLawCoefficients & Partial<Pick<Fit, "support">>;

/** A densing law read for questions. */
export interface ReadDensingLaw {
  /** The day number of the origin. */
  origin: number;
  slopeOf(values: ArrayLike<number>): number;
  interceptOf(values: ArrayLike<number>): number;
  estimates: number[];
}

export function readDensingLaw(law: AnyDensingLaw): ReadDensingLaw {
  const [slope, intercept] = requireTerms(law, "densing-law", ["slopePerDay", "intercept"], "law") as [number, number];
  return {
    origin: dayOfDate(law.origin, "law.origin"),
    slopeOf: (values) => values[slope]!,
    interceptOf: (values) => values[intercept]!,
    estimates: estimatesOf(law),
  };
}
