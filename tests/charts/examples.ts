import {
  type ChartOptions,
  type ChartSpec,
  gapChart,
  isoFlopChart,
  lossChart,
  residualChart,
  trendChart,
} from "../../src/charts/index.ts";
import { fitIsoFlop, fitLossLaw } from "../../src/loss-laws/index.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { besiroglu2024, hoffmann2022 } from "../../src/published/index.ts";
import { fitPiecewiseTrend, fitTrend } from "../../src/trends/index.ts";
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

/** Every chart on data that suit it and on data that are hard to draw. */
export const charts: Record<string, (options?: ChartOptions) => ChartSpec> = {
  "a trend": (options) =>
    trendChart(series, trend, { ...options, valueTitle: "Training compute (FLOP)", untilYear: 2030 }),
  "eras that meet": (options) =>
    trendChart(series, fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 99 }), options),
  "eras with a jump": (options) =>
    trendChart(series, fitPiecewiseTrend(series, { breaks: [2010], continuous: false }), options),
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
  "isoFLOP profiles": (options) => isoFlopChart(isoFlopRuns, isoFlop, options),
};
