/**
 * How often the intervals of a break, and of the slope after it, hold the truth. Run by hand:
 * npx tsx tests/bench/break-coverage.ts [simulations] [resamples] [intervals, by commas]. The table is in docs/decisions/break-intervals.md.
 */
import { type RandomSource, randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { PiecewiseTrendInterval } from "../../src/trends/piecewise-trend-options.ts";

const SIMULATIONS = Number(process.argv[2] ?? 500);
const RESAMPLES = Number(process.argv[3] ?? 400);

interface Scenario {
  name: string;
  continuous: boolean;
  breaks: number[];
  slopes: number[];
  jumps: number[];
  years: (random: RandomSource) => number[];
  error: (random: RandomSource, year: number) => number;
}

/** Sparse early years, crowded late ones, like notable systems since 1952. */
function history(early: number, late: number): (random: RandomSource) => number[] {
  return (random) => [
    ...Array.from({ length: early }, () => 1952 + 57 * Math.sqrt(uniform(random))),
    ...Array.from({ length: late }, () => 2009 + 13 * Math.sqrt(uniform(random))),
  ];
}

function even(n: number, from: number, to: number): (random: RandomSource) => number[] {
  return () => Array.from({ length: n }, (_, i) => from + ((to - from) * (i + 0.5)) / n);
}

const normal =
  (sigma: number) =>
  (random: RandomSource): number =>
    sigma * standardNormal(random);
const heavy =
  (sigma: number) =>
  (random: RandomSource): number => {
    const chi = standardNormal(random) ** 2 + standardNormal(random) ** 2 + standardNormal(random) ** 2;
    return (sigma * standardNormal(random)) / Math.sqrt(chi);
  };
const unequal =
  (early: number, late: number, at: number) =>
  (random: RandomSource, year: number): number =>
    (year < at ? early : late) * standardNormal(random);

const kink = { continuous: true, breaks: [2009], slopes: [0.17, 0.66], jumps: [0] };
const jump = { continuous: false, breaks: [2010], slopes: [0.2, 0.6], jumps: [2] };
const SCENARIOS: Scenario[] = [
  { name: "kink, history 118, normal", ...kink, years: history(18, 100), error: normal(1.4) },
  { name: "kink, history 118, t3", ...kink, years: history(18, 100), error: heavy(1.4) },
  { name: "kink, history 118, early spread 1.4x", ...kink, years: history(18, 100), error: unequal(1.8, 1.3, 2009) },
  { name: "kink, history 118, late spread 3x", ...kink, years: history(18, 100), error: unequal(0.5, 1.5, 2009) },
  { name: "kink, even 60, strong", ...kink, breaks: [2012], years: even(60, 2004, 2020), error: normal(0.5) },
  { name: "kink, even 60, weak", ...kink, breaks: [2012], years: even(60, 2004, 2020), error: normal(1.2) },
  { name: "kink, even 400, weak", ...kink, breaks: [2012], years: even(400, 2004, 2020), error: normal(1.2) },
  { name: "jump, even 80, strong", ...jump, years: even(80, 2000, 2020), error: normal(0.7) },
  { name: "jump, even 80, weak", ...jump, jumps: [1], years: even(80, 2000, 2020), error: normal(1) },
];

SCENARIOS.push({
  name: "two kinks, even 200",
  continuous: true,
  breaks: [2007, 2014],
  slopes: [0.2, 0.8, 0.3],
  jumps: [0, 0],
  years: even(200, 2000, 2020),
  error: normal(0.8),
});

const ALL: PiecewiseTrendInterval[] = ["residual", "cluster", "profile", "t"];
const INTERVALS = ALL.filter((each) => (process.argv[4] ?? ALL.join()).split(",").includes(each));

function truth(scenario: Scenario, year: number): number {
  let value = scenario.slopes[0]! * (year - 2000);
  scenario.breaks.forEach((at, j) => {
    if (year >= at) value += scenario.jumps[j]! + (scenario.slopes[j + 1]! - scenario.slopes[j]!) * (year - at);
  });
  return value;
}

const within = (bounds: { lower: number | null; upper: number | null }, at: number): number =>
  (bounds.lower ?? -Infinity) <= at && at <= (bounds.upper ?? Infinity) ? 1 : 0;

console.log("| data | interval | break | last slope | median width of break interval | unbounded |");
console.log("|---|---|---|---|---|---|");
for (const scenario of SCENARIOS) {
  for (const interval of INTERVALS) {
    if (interval === "t" && !scenario.continuous) continue;
    const random = randomSource(7);
    let breakHits = 0;
    let slopeHits = 0;
    let unbounded = 0;
    const widths: number[] = [];
    for (let s = 0; s < SIMULATIONS; s++) {
      const year = scenario.years(random);
      const value = year.map((at) => 10 ** (truth(scenario, at) + scenario.error(random, at)));
      const fit = fitPiecewiseTrend(
        { year, value },
        {
          breaks: { count: scenario.breaks.length },
          continuous: scenario.continuous,
          interval,
          resamples: RESAMPLES,
          seed: s + 1,
          // Every point a cluster of its own: the bootstrap by pairs.
          ...(interval === "cluster" ? { clusters: year } : {}),
        },
      );
      scenario.breaks.forEach((at, j) => {
        // Separate lines are the same for every break between two data: the first datum after it stands for it.
        const target = scenario.continuous ? at : Math.min(...year.filter((each) => each >= at));
        const found = fit.breaks[j]!;
        breakHits += within(found, target) / scenario.breaks.length;
        if (found.lower === null || found.upper === null) unbounded += 1 / scenario.breaks.length;
        widths.push((found.upper ?? Infinity) - (found.lower ?? -Infinity));
      });
      const last = scenario.breaks.length;
      slopeHits += within(fit.segments[last]!.slopeOomPerYear, scenario.slopes[last]!);
    }
    widths.sort((a, b) => a - b);
    const share = (count: number): string => (count / SIMULATIONS).toFixed(3);
    const width = widths[widths.length >> 1]!.toFixed(2);
    console.log(
      `| ${scenario.name} | ${interval} | ${share(breakHits)} | ${share(slopeHits)} | ${width} | ${share(unbounded)} |`,
    );
  }
}
