import type { Warning } from "../errors.ts";
import { requireFinite } from "../numeric/checks.ts";
import type { Prediction } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { type LogSpread, powerPrediction } from "../statistics/power-prediction.ts";

/** What is asked of a trend at a year, and the exponent of its line there. */
export interface AtYear {
  year: number;
  exponent: number;
  of: "line" | "observation";
  level: number;
}

/** The value of a trend at a year, 10^exponent, with the warnings that the year and the law deserve. */
export function predictionAtYear(
  law: Pick<Law, "covariance"> & SeenYears,
  { year, exponent, of, level }: AtYear,
  spread: LogSpread | null,
): Prediction {
  const missing = of === "observation" && law.covariance !== null ? "residual spread" : undefined;
  return powerPrediction(
    requireFinite(exponent, "year"),
    spread,
    level,
    extrapolationWarnings(law, year, "year"),
    missing,
  );
}

interface SeenYears {
  support?: Fit["support"];
}

export function extrapolationWarnings({ support }: SeenYears, year: number, path: string): Warning[] {
  const seen = support?.["year"];
  if (seen === undefined || (year >= seen.lower && year <= seen.upper)) return [];
  const [at, from, to] = [year, seen.lower, seen.upper].map((each) => Number(each.toFixed(2)));
  const message = `${at} lies outside the years the trend was fitted on, ${from} to ${to}.`;
  return [{ code: "EXTRAPOLATION", message, path }];
}
