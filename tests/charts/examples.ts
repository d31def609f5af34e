import {
  type ChartOptions,
  type ChartSpec,
  comparisonChart,
  densingChart,
  effectiveParameterCountChart,
  gapChart,
  isoFlopChart,
  lossChart,
  performanceChart,
  residualChart,
  routingChart,
  trendChart,
} from "../../src/charts/index.ts";
import { effectiveParameterSize, fitDensingLaw, fitScoreLaw } from "../../src/densing/index.ts";
import { fitIsoFlop, fitLossLaw } from "../../src/loss-laws/index.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { besiroglu2024, clark2022, hoffmann2022, sevilla2022, xiao2025 } from "../../src/published/index.ts";
import { compareWithPublished } from "../../src/report/index.ts";
import { fitRoutingLaw, predictRoutedLoss } from "../../src/routing/index.ts";
import {
  fitPiecewiseTrend,
  fitQuantileTrend,
  fitRobustTrend,
  fitTrend,
  fitTrendMixture,
} from "../../src/trends/index.ts";
import { crossedRuns, scatter } from "../loss-laws/runs.ts";

const year = Array.from({ length: 40 }, (_, i) => 1990 + i * 0.85);
const value = year.map(
  (at, i) => 10 ** (12 + 0.1 * (at - 1990) + 0.5 * Math.max(0, at - 2010) + 0.4 * Math.sin(7 * i)),
);
export const series = { year, value };
export const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));

/** Runs at four budgets about the optima of N* = 0.1 C^0.5, of loss 2 + (log10 N - log10 N*)^2 + 3 C^-0.05, scattered. */
export const isoFlopRuns = (() => {
  const runs = [1e18, 1e19, 1e20, 1e21].flatMap((flop) =>
    [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6].map((step, k) => ({
      flop,
      parameters: 0.1 * flop ** 0.5 * 10 ** step,
      loss: 2 + step ** 2 + 3 * flop ** -0.05 + 0.01 * scatter(7 * Math.log10(flop) + k),
    })),
  );
  return {
    flop: runs.map((run) => run.flop),
    parameters: runs.map((run) => run.parameters),
    loss: runs.map((run) => run.loss),
  };
})();

export const lossRuns = crossedRuns(0.01);
export const lossLaw = fitLossLaw(lossRuns, { resamples: 99, keepDraws: true });
export const isoFlop = fitIsoFlop(isoFlopRuns);
const trend = fitTrend(series);

/** Points on two lines of 0.6 orders of magnitude a year, every fourth three orders higher; scattered by up to 0.3. */
export const beside = (() => {
  const year = Array.from({ length: 40 }, (_, i) => 2016 + i / 8);
  const value = year.map((at, i) => 10 ** (0.6 * (at - 2016) + (i % 4 === 0 ? 24 : 21) + 0.6 * scatter(i)));
  return { year, value };
})();
export const mixture = fitTrendMixture(beside, { resamples: 0 });

/** Densities that double every 100 days, all but a few below the records by up to ninety percent. */
export const dense = (() => {
  const days = Array.from({ length: 40 }, (_, i) => 20 * i);
  return {
    date: days.map((day) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)),
    density: days.map((day, i) => 0.1 * 2 ** (day / 100) * (i % 5 === 0 ? 1 : 0.1 + 0.3 * (scatter(i) + 0.5))),
    name: days.map((_, i) => `model ${i}`),
  };
})();
export const densingLaw = fitDensingLaw(dense, { permutations: 99, resamples: 99 });

/** Scores on 0.25 + 0.75 / (1 + exp(-0.8 (ln size - ln 1e10))), a little scattered. */
export const scores = (() => {
  const size = [5e8, 2e9, 4e9, 7e9, 1.4e10, 3.2e10, 7.2e10];
  const score = size.map((each, i) => 0.25 + 0.75 / (1 + Math.exp(-0.8 * Math.log(each / 1e10))) + 0.02 * scatter(i));
  return { size, score };
})();
export const scoreLaw = fitScoreLaw(scores, { floor: 0.25, ceiling: 1 });
export const losses = { loss: [0.3, 0.25, 0.2, 0.17], score: [15, 20, 37, 53] };

/** A sweep on the published law of hashed routing, a little scattered. */
export const sweep = (() => {
  const runs = [1.5e7, 5e7, 1.6e8, 5e8].flatMap((parameters) =>
    [1, 4, 16, 64, 256].map((experts) => ({ parameters, experts })),
  );
  const loss = runs.map((run, i) => (predictRoutedLoss(clark2022.hash, run).estimate ?? 0) * (1 + 0.002 * scatter(i)));
  return { parameters: runs.map((run) => run.parameters), experts: runs.map((run) => run.experts), loss };
})();
export const routingLaw = fitRoutingLaw(sweep);

/** Every chart on data that suit it and on data that are hard to draw. */
export const charts: Record<string, (options?: ChartOptions) => ChartSpec> = {
  "a trend": (options) =>
    trendChart(series, trend, { ...options, valueTitle: "Training compute (FLOP)", untilYear: 2030 }),
  "eras that meet": (options) =>
    trendChart(series, fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 99 }), options),
  "eras with a jump": (options) =>
    trendChart(series, fitPiecewiseTrend(series, { breaks: [2010], continuous: false }), options),
  "a line near the frontier": (options) =>
    trendChart(series, fitQuantileTrend(series, 0.9, { resamples: 99 }), options),
  "a robust line": (options) => trendChart(series, fitRobustTrend(series), options),
  "two lines side by side": (options) => trendChart(beside, mixture, options),
  "three points of one year": (options) => {
    const three = { year: [2018.2, 2018.4, 2018.7], value: [1e20, 3e20, 2e20] };
    return trendChart(three, fitTrend(three), options);
  },
  "sizes without a gap": (options) => {
    const even = Array.from({ length: 14 }, (_, i) => 1e8 * 1.1 ** i);
    return gapChart(even, findParameterGaps(even, { resamples: 99 }), options);
  },
  residuals: (options) => residualChart(series, trend, options),
  gaps: (options) => gapChart(sizes, findParameterGaps(sizes, { resamples: 99 }), options),
  "a loss surface": (options) =>
    lossChart(lossRuns, lossLaw, { ...options, label: lossRuns.loss.map((_, i) => `run ${i}`) }),
  "the loss of one run": (options) =>
    lossChart({ parameters: [1e9], tokens: [2e10], loss: [2.4] }, besiroglu2024, options),
  "losses of one size": (options) =>
    lossChart({ parameters: [1e9, 1e9], tokens: [2e10, 4e11], loss: [2.4, 2.2] }, hoffmann2022, options),
  "losses far from the frontier": (options) =>
    lossChart({ parameters: [1e12, 2e12], tokens: [1e8, 2e8], loss: [4, 3.9] }, hoffmann2022, options),
  "densities and their law": (options) => densingChart(dense, densingLaw, options),
  "densities and a published law": (options) =>
    densingChart(dense, xiao2025.figure1.law, { ...options, untilDate: "2026-01-01" }),
  "the density of one model": (options) =>
    densingChart({ date: ["2024-02-29"], density: [0.8], name: [null] }, xiao2025.figure1.law, options),
  "scores by size": (options) =>
    performanceChart(scores, scoreLaw, {
      ...options,
      chance: 0.25,
      effectiveSize: effectiveParameterSize({ scoreLaw }, 0.6, { resamples: 99 }),
    }),
  "scores by loss": (options) => performanceChart(losses, xiao2025.average.curve, { ...options, score: 60 }),
  "a score that is not reached": (options) =>
    performanceChart({ loss: [0.2], score: [37] }, xiao2025.average.curve, { ...options, score: 150 }),
  "a routed sweep": (options) => routingChart(sweep, routingLaw, options),
  "one dense run of a sweep": (options) =>
    routingChart({ parameters: [1e8], experts: [1], loss: [2.7] }, clark2022.sBase, options),
  "effective parameter counts": (options) => effectiveParameterCountChart(sweep, routingLaw, options),
  "effective parameter counts up to the cut-off": (options) =>
    effectiveParameterCountChart(sweep, clark2022.unrounded.hash, {
      ...options,
      parameters: [1e8, 1e10, 1e12],
    }),
  "a law beside the published": (options) => comparisonChart(compareWithPublished(lossLaw, besiroglu2024), options),
  "a trend beside the printed": (options) =>
    comparisonChart(compareWithPublished(trend, sevilla2022.table3[2]!), options),
  "isoFLOP profiles": (options) => isoFlopChart(isoFlopRuns, isoFlop, options),
};
