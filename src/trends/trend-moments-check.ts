import { ScalingError } from "../errors.ts";
import { refuse, requireFinite, requirePoints, requirePositive } from "../numeric/checks.ts";
import type { TrendMoments } from "./trend-moments.ts";

/** What rounding may do to sums of 10^7 terms that an engine adds up one by one. */
const ROUNDING = 1e-6;
/** No double is above 10^309, and no positive one below 10^-324. */
const LARGEST_LOG10 = 309;
const LEAST_LOG10 = -324;

/**
 * A copy of moments, checked to be those of some points: they may come from an engine, where a variance in the place of a
 * sum of squares, or a forgotten logarithm, would give a line all the same.
 */
export function requireMoments(moments: TrendMoments, path: string): TrendMoments {
  if (typeof moments !== "object" || moments === null) refuse("UNSUPPORTED_TYPE", "moments", moments, path);
  const number = (name: keyof TrendMoments): number => requireFinite(moments[name]!, `${path}.${name}`) + 0;
  const checked: TrendMoments = {
    n: number("n"),
    meanYear: number("meanYear"),
    meanLog10Value: number("meanLog10Value"),
    sumOfSquaresYear: number("sumOfSquaresYear"),
    sumOfProducts: number("sumOfProducts"),
    sumOfSquaresLog10Value: number("sumOfSquaresLog10Value"),
    firstYear: number("firstYear"),
    lastYear: number("lastYear"),
    meanYearRemainder: moments.meanYearRemainder === undefined ? 0 : number("meanYearRemainder"),
  };
  requirePoints(checked.n, 1, `${path}.n`);
  requireWithin(Number.isSafeInteger(checked.n), "a whole number of points", checked, "n", path);
  if (moments.sumOfWeights !== undefined || moments.sumLogWeights !== undefined) {
    checked.sumOfWeights = requirePositive(number("sumOfWeights"), `${path}.sumOfWeights`);
    checked.sumLogWeights = number("sumLogWeights");
  }
  requireYears(checked, path);
  requireSums(checked, path);
  return checked;
}

function requireWithin(
  holds: boolean,
  expected: string,
  moments: TrendMoments,
  name: keyof TrendMoments,
  path: string,
): void {
  if (!holds) {
    throw new ScalingError("OUT_OF_RANGE", `Expected ${expected} but got ${moments[name]}`, `${path}.${name}`);
  }
}

/** What rounding may do to a mean of years. */
function yearRounding({ firstYear, lastYear }: TrendMoments): number {
  return 1e-14 * Math.max(Math.abs(firstYear), Math.abs(lastYear));
}

function requireYears(moments: TrendMoments, path: string): void {
  const { firstYear, lastYear, meanYear, n } = moments;
  requireWithin(lastYear >= firstYear, `a year not before ${firstYear}`, moments, "lastYear", path);
  requireWithin(lastYear - firstYear < 1e140, "years an ordinary time apart", moments, "lastYear", path);
  requireWithin(n > 1 || lastYear === firstYear, "the first year, of one point,", moments, "lastYear", path);
  const slack = ROUNDING * (lastYear - firstYear) + yearRounding(moments);
  requireWithin(
    meanYear >= firstYear - slack && meanYear <= lastYear + slack,
    `a mean between ${firstYear} and ${lastYear}`,
    moments,
    "meanYear",
    path,
  );
  requireWithin(
    Math.abs(moments.meanYearRemainder ?? 0) <= yearRounding(moments),
    "what rounding takes from the mean",
    moments,
    "meanYearRemainder",
    path,
  );
}

function requireSums(moments: TrendMoments, path: string): void {
  const { n, sumOfSquaresYear: xx, sumOfSquaresLog10Value: yy, sumOfWeights, sumLogWeights } = moments;
  const mean = moments.meanLog10Value;
  requireWithin(mean >= LEAST_LOG10 && mean < LARGEST_LOG10, "a logarithm to base 10", moments, "meanLog10Value", path);
  const total = sumOfWeights ?? n;
  // The mean of logarithms is at most the logarithm of the mean.
  requireWithin(
    sumLogWeights === undefined || sumLogWeights <= n * Math.log(total / n) + ROUNDING * n,
    `at most ${n * Math.log(total / n)} for such weights`,
    moments,
    "sumLogWeights",
    path,
  );
  requireWithin(xx >= 0, "a sum of squares", moments, "sumOfSquaresYear", path);
  requireWithin(yy >= 0, "a sum of squares", moments, "sumOfSquaresLog10Value", path);
  // Half of the squared width where all other points are at the middle (von Szokefalvi Nagy 1918), a quarter of it for
  // every point where they are at the two ends (Popoviciu 1935). A variance in the place of n variances is below both.
  const width = moments.lastYear - moments.firstYear;
  const least = sumOfWeights === undefined ? (width * width) / 2 : 0;
  const most = (total * width * width) / 4;
  const rounding = ROUNDING * most + total * yearRounding(moments) ** 2;
  requireWithin(
    xx >= least - rounding && xx <= most + rounding,
    `a sum of squares, not a variance, between ${least} and ${most} for such years`,
    moments,
    "sumOfSquaresYear",
    path,
  );
  const most2 = (total * (LARGEST_LOG10 - LEAST_LOG10) ** 2) / 4;
  requireWithin(yy <= most2, `at most ${most2}`, moments, "sumOfSquaresLog10Value", path);
  const product = Math.sqrt(xx) * Math.sqrt(yy);
  requireWithin(
    Math.abs(moments.sumOfProducts) <= product * (1 + ROUNDING),
    `at most ${product}, the root of the product of the sums of squares,`,
    moments,
    "sumOfProducts",
    path,
  );
}
