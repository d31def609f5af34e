import { randomSource, standardNormal } from "../numeric/random.ts";
import type { MixtureProblem } from "../statistics/line-mixture.ts";
import { searchMixture, TEST_EFFORT } from "../statistics/line-mixture-search.ts";
import type { Line } from "../statistics/linear-regression.ts";
import type { ResolvedTrendMixtureOptions } from "./trend-mixture-options.ts";

/** A mixture against the one line of the same series. */
export interface VersusOneLine {
  /** Twice the gain in log-likelihood, as far as the search of the test goes; null where there is no residual. */
  statistic: number | null;
  /** (1 + resamples whose statistic is no smaller) / (resamples + 1); null without resamples. */
  pValue: number | null;
  /** Of the residuals about the one line: a single skewed or heavy-tailed population can look like several. */
  residualSkewness: number | null;
  /** 0 for normal errors. */
  residualExcessKurtosis: number | null;
  /** Resamples drawn. */
  resamples: number;
  /** Seed of the resampling. */
  seed: number;
}

/** One line, and its residuals and years brought to mean 0 and standard deviation 1. */
export interface StandardLine {
  line: Line;
  x: Float64Array;
  residuals: Float64Array;
  meanYear: number;
  yearScale: number;
  scale: number;
  /** Whether the residuals are nothing but rounding. */
  exact: boolean;
}

export function standardLine(line: Line, year: Float64Array): StandardLine {
  const { n, meanX, meanY, slope, sumOfSquaresX, sumOfSquaredResiduals } = line;
  const yearScale = Math.sqrt(sumOfSquaresX / n);
  const spread = Math.sqrt(sumOfSquaredResiduals / n);
  const exact = spread <= 8 * Number.EPSILON * (1 + Math.abs(meanY) + Math.abs(slope * meanX));
  const scale = exact ? 1 : spread;
  return {
    line,
    x: year.map((each) => (each - meanX) / yearScale),
    residuals: line.residuals.map((each) => each / scale),
    meanYear: meanX,
    yearScale,
    scale,
    exact,
  };
}

/**
 * The likelihood-ratio test against one line. Adding a line to log10(value), or stretching it, changes nothing, so that
 * the distribution under one line with normal errors is drawn without knowing the line (McLachlan 1987 draws from the
 * fitted one): the p-value is exact for these. Data and resamples get the same search.
 */
export function testMixture(
  problem: MixtureProblem,
  standard: StandardLine,
  { resamples, seed }: ResolvedTrendMixtureOptions,
  exact: boolean,
): VersusOneLine {
  const n = problem.x.length;
  if (exact) {
    return { statistic: null, pValue: null, residualSkewness: null, residualExcessKurtosis: null, resamples, seed };
  }
  const observed = mixtureStatistic({ ...problem, y: standard.residuals });
  const random = randomSource(seed);
  const drawn = new Float64Array(n);
  let exceedances = 0;
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) drawn[i] = standardNormal(random);
    standardize(problem.x, drawn);
    if (mixtureStatistic({ ...problem, y: drawn }) >= observed) exceedances++;
  }
  const moment = (power: number): number => standard.residuals.reduce((total, each) => total + each ** power / n, 0);
  return {
    statistic: observed,
    pValue: resamples === 0 ? null : (1 + exceedances) / (resamples + 1),
    residualSkewness: moment(3),
    residualExcessKurtosis: moment(4) - 3,
    resamples,
    seed,
  };
}

/** Twice the gain in log-likelihood over one line; y are its residuals over their standard deviation. */
export function mixtureStatistic(problem: MixtureProblem): number {
  const [best] = searchMixture(problem, TEST_EFFORT);
  return 2 * best!.logLikelihood + problem.y.length * (Math.log(2 * Math.PI) + 1);
}

/** Residuals about the least-squares line over their standard deviation, in place; x has mean 0 and variance 1. */
export function standardize(x: Float64Array, y: Float64Array): void {
  const n = x.length;
  let mean = 0;
  let slope = 0;
  for (let i = 0; i < n; i++) {
    mean += y[i]! / n;
    slope += (x[i]! * y[i]!) / n;
  }
  let squares = 0;
  for (let i = 0; i < n; i++) {
    y[i] = y[i]! - mean - slope * x[i]!;
    squares += y[i]! ** 2 / n;
  }
  const scale = Math.sqrt(squares);
  for (let i = 0; i < n; i++) y[i] = y[i]! / scale;
}
