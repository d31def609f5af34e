/**
 * How often the test of a mixture of two lines against one rejects at .05: on one line with normal errors (its size), with
 * heavy-tailed and skewed errors (what a small p does not prove), on two lines (its power); and how well the mixture
 * recovers the lines. Prints the tables of docs/concepts/trend-mixture.md.
 *
 * npx tsx tests/bench/mixture-study.ts [series per row, default 1000] [null draws, default 1999]
 */
import { type RandomSource, randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import type { MixtureProblem } from "../../src/statistics/line-mixture.ts";
import { fitTrendMixture } from "../../src/trends/trend-mixture.ts";
import { mixtureStatistic, standardize } from "../../src/trends/trend-mixture-test.ts";

const series = Number(process.argv[2] ?? 1000);
const draws = Number(process.argv[3] ?? 1999);

type Errors = (random: RandomSource, year: number) => number;

function sumOfSquares(random: RandomSource, count: number): number {
  let total = 0;
  for (let k = 0; k < count; k++) total += standardNormal(random) ** 2;
  return total;
}

const errors: Record<string, Errors> = {
  "normal (size)": (random) => standardNormal(random),
  "Student t, 5 degrees": (random) => standardNormal(random) / Math.sqrt(sumOfSquares(random, 5) / 5),
  "chi-squared 8, skewness 1": (random) => sumOfSquares(random, 8),
  "exponential, skewness 2": (random) => sumOfSquares(random, 2),
  uniform: (random) => uniform(random),
  "late half x 3": (random, year) => standardNormal(random) * (year > 0 ? 3 : 1),
  "two lines 2 sigma apart, 30 % above": (random) => standardNormal(random) + (uniform(random) < 0.3 ? 2 : 0),
  "two lines 3 sigma apart, 30 % above": (random) => standardNormal(random) + (uniform(random) < 0.3 ? 3 : 0),
  "two lines 4 sigma apart, 20 % above": (random) => standardNormal(random) + (uniform(random) < 0.2 ? 4 : 0),
};

/** Evenly spread years with mean 0 and variance 1. */
function years(n: number): Float64Array {
  const x = Float64Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const scale = Math.sqrt(x.reduce((total, each) => total + each * each, 0) / n);
  return x.map((each) => each / scale);
}

function rates(n: number, parallel: boolean): Record<string, string> {
  const x = years(n);
  const problem: MixtureProblem = {
    x,
    y: new Float64Array(n),
    components: 2,
    parallel,
    leastShare: Math.max(0.05, 3 / n),
    membership: new Float64Array(2 * n),
  };
  const statistic = (random: RandomSource, draw: Errors): number => {
    const y = x.map((at) => draw(random, at));
    standardize(x, y);
    return mixtureStatistic({ ...problem, y });
  };
  const nullRandom = randomSource(99);
  const nulls = Array.from({ length: draws }, () => statistic(nullRandom, (random) => standardNormal(random)));
  const critical = nulls.sort((a, b) => a - b)[Math.ceil(0.95 * (draws + 1)) - 1] ?? Number.NaN;
  const row: Record<string, string> = { n: String(n), slopes: parallel ? "one" : "two" };
  for (const [name, draw] of Object.entries(errors)) {
    const random = randomSource(7);
    let rejected = 0;
    for (let s = 0; s < series; s++) if (statistic(random, draw) >= critical) rejected++;
    row[name] = (rejected / series).toFixed(3);
  }
  return row;
}

interface Recovery {
  n: number;
  apart: number;
  share: number;
  errorOfSlope: string;
  errorOfShare: string;
  slopeCovered: string;
  shareCovered: string;
}

/** Two lines with slopes .6 and .3, scatter .5, so many standard deviations apart at the mean year. */
function recovery(n: number, apart: number, share: number, trials: number): Recovery {
  const random = randomSource(3);
  let slopes = 0;
  let shares = 0;
  let slopeCovered = 0;
  let shareCovered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const year = Array.from({ length: n }, () => 2015 + 6 * uniform(random));
    const value = year.map((at) => {
      const large = uniform(random) < share;
      const line = large ? 22 + 0.3 * (at - 2018) : 22 - 0.5 * apart + 0.6 * (at - 2018);
      return 10 ** (line + 0.5 * standardNormal(random));
    });
    const fit = fitTrendMixture({ year, value }, { resamples: 0, referenceYear: 2018 });
    const { slopeOomPerYear: slope, share: above } = fit.components[1] ?? fit.components[0]!;
    slopes += Math.abs(slope.estimate - 0.3);
    shares += Math.abs(above.estimate - share);
    if (slope.lower !== null && slope.upper !== null && slope.lower <= 0.3 && 0.3 <= slope.upper) slopeCovered++;
    if (above.lower !== null && above.upper !== null && above.lower <= share && share <= above.upper) shareCovered++;
  }
  const mean = (total: number): string => (total / trials).toFixed(3);
  return {
    n,
    apart,
    share,
    errorOfSlope: mean(slopes),
    errorOfShare: mean(shares),
    slopeCovered: mean(slopeCovered),
    shareCovered: mean(shareCovered),
  };
}

console.table([50, 100, 200].flatMap((n) => [false, true].map((parallel) => rates(n, parallel))));
console.table([60, 120, 300].flatMap((n) => [3, 4, 6].map((apart) => recovery(n, apart, 0.25, Math.ceil(series / 2)))));
