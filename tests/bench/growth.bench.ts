/** How the time of each fit grows with the number of points: medians, warm; exponents are fitted by the document. */
import { parseModelTable } from "scaling-laws/dataset";
import { fitLossLaw } from "scaling-laws/loss-laws";
import { parameterDensity, scanGaps } from "scaling-laws/parameter-gap";
import { fitRoutingLaw } from "scaling-laws/routing";
import type { PiecewiseTrendOptions } from "scaling-laws/trends";
import { fitPiecewiseTrend, fitTrend } from "scaling-laws/trends";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { dipStatistic } from "../../src/statistics/dip.ts";
import { normalSizes } from "./gap-samples.ts";
import { medianTime, record } from "./record.ts";

function grow(what: string, sizes: readonly number[], prepare: (n: number) => () => unknown): void {
  for (const n of sizes) {
    const run = prepare(n);
    // The first size pays for the compiler: a dozen calls of the quick ones before any is timed.
    const once = medianTime(run, 1);
    if (once < 100) medianTime(run, 12);
    record({ topic: "Growth", what, n, ours: medianTime(run, once > 300 ? 3 : 15), growth: true });
  }
}

function series(n: number, kinks: boolean): { year: Float64Array; value: Float64Array } {
  const random = randomSource(n);
  const year = Float64Array.from({ length: n }, () => 2000 + 20 * uniform(random)).sort();
  const bend = (at: number): number => 0.3 * (at - 2000) + 0.5 * Math.max(0, at - 2007) - 0.6 * Math.max(0, at - 2014);
  return { year, value: year.map((at) => 10 ** ((kinks ? bend(at) : 0) + standardNormal(random))) };
}

const piecewise =
  (options: PiecewiseTrendOptions, kinks = true) =>
  (n: number) => {
    const data = series(n, kinks);
    return () => fitPiecewiseTrend(data, { resamples: 0, ...options });
  };

grow("fitTrend", [1e3, 1e4, 1e5, 1e6], (n) => {
  const data = series(n, false);
  return () => fitTrend(data);
});
grow("fitTrend, 1000 resamples of pairs", [100, 1000, 1e4], (n) => {
  const data = series(n, false);
  return () => fitTrend(data, { interval: "percentile" });
});
grow("one continuous break", [1e3, 1e4, 1e5], piecewise({ breaks: { count: 1 }, continuous: true }));
grow("two continuous breaks", [300, 1000, 3000, 1e4], piecewise({ breaks: { count: 2 }, continuous: true }));
grow(
  "two continuous breaks, noise only",
  [300, 1000, 3000, 1e4],
  piecewise({ breaks: { count: 2 }, continuous: true }, false),
);
grow("discontinuous, counts to 3", [300, 1000, 3000, 1e4], piecewise({ breaks: { max: 3 }, continuous: false }));
grow(
  "discontinuous, counts to 3, noise only",
  [300, 1000, 3000, 1e4],
  piecewise({ breaks: { max: 3 }, continuous: false }, false),
);
grow(
  "two jumps, 100 resamples",
  [100, 300, 1000],
  piecewise({ breaks: { count: 2 }, continuous: false, resamples: 100 }),
);
grow("gap scan", [450, 4500, 45_000], (n) => {
  const logs = normalSizes(n, 5).map(Math.log10);
  return () => scanGaps(logs);
});
grow("kernel density on 512 points", [1e3, 1e4, 1e5], (n) => {
  const sizes = normalSizes(n, 5);
  return () => parameterDensity(sizes, { bandwidth: 0.12 });
});
grow("dip statistic", [1e3, 1e4, 1e5], (n) => {
  const random = randomSource(n);
  const sorted = Float64Array.from({ length: n }, () => standardNormal(random)).sort();
  return () => dipStatistic(sorted);
});
grow("loss law, Huber, no resamples", [60, 240, 960], (n) => {
  const random = randomSource(n);
  const parameters = Array.from({ length: n }, () => 10 ** (7 + 3 * uniform(random)));
  const tokens = parameters.map((size) => size * 10 ** (2.5 * uniform(random)));
  const loss = parameters.map(
    (size, i) => (1.8 + 480 / size ** 0.35 + 2080 / tokens[i]! ** 0.37) * Math.exp(0.01 * standardNormal(random)),
  );
  return () => fitLossLaw({ parameters, tokens, loss }, { resamples: 0 });
});
grow("routing law", [50, 200, 800], (n) => {
  const random = randomSource(n);
  const parameters = Array.from({ length: n }, () => 10 ** (7 + 2 * uniform(random)));
  const experts = Array.from({ length: n }, (_, i) => 2 ** (i % 10));
  const loss = parameters.map((size, i) => {
    const [logSize, logExperts] = [Math.log10(size), Math.log10(experts[i]!)];
    return (
      10 ** (1.1 - 0.08 * logSize - 0.12 * logExperts + 0.009 * logSize * logExperts + 0.002 * standardNormal(random))
    );
  });
  return () => fitRoutingLaw({ parameters, experts, loss });
});
grow("parseModelTable, bytes", [1e4, 1e5, 1e6], (bytes) => {
  const row = '"A system, made up",2020-05-01,1.5e10,3.1e23,"Language, Vision",Some organisation\n';
  const text = `System,Publication date,Parameters,Training compute (FLOP),Domain,Organization\n${row.repeat(bytes / row.length)}`;
  return () => parseModelTable(text);
});
