import { fitUniqueSequences } from "../../src/corpus/unique-sequences.ts";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { fitScoreLaw } from "../../src/densing/score-law.ts";
import { fitBrokenPowerLaw } from "../../src/loss-laws/broken-power-law.ts";
import { fitIsoFlop } from "../../src/loss-laws/iso-flop.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import { fitPowerLaw } from "../../src/loss-laws/power-law-fit.ts";
import { besiroglu2024 } from "../../src/published/besiroglu2024.ts";
import { clark2022 } from "../../src/published/clark2022.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { kaplan2020 } from "../../src/published/kaplan2020.ts";
import { fitRoutingLaw } from "../../src/routing/routing-fit.ts";
import { fitUtilizationLaw } from "../../src/routing/utilization-fit.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { fitQuantileTrend } from "../../src/trends/quantile-trend.ts";
import { fitRobustTrend } from "../../src/trends/robust-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { crossedRuns } from "../loss-laws/runs.ts";
import { MADE, madeSweep } from "../routing/made-sweep.ts";
import { deepFreeze } from "./mutate.ts";

/** Fitted and published laws of every kind, frozen: what the functions that take a law are asked with. */

/** The fraction of k golden ratios: scatter without a generator. */
const fraction = (k: number): number => (k * 0.6180339887498949) % 1;

const resampled = { resamples: 9, keepDraws: true };
const places = Array.from({ length: 40 }, (_, i) => i);
const year = places.map((i) => 2010 + 12 * fraction(i + 1));
const series = { year, value: year.map((at, i) => 10 ** (12 + 0.5 * (at - 2010) + fraction(7 * i + 3))) };

export const trends = deepFreeze([
  fitTrend(series),
  fitTrend(series, { ...resampled, interval: "percentile" }),
  fitRobustTrend(series),
  fitQuantileTrend(series, 0.9, resampled),
]);

export const piecewiseTrends = deepFreeze([
  fitPiecewiseTrend(series, { breaks: [2016], continuous: true }),
  fitPiecewiseTrend(series, { ...resampled, breaks: { count: 1 }, continuous: true }),
  fitPiecewiseTrend(series, { ...resampled, breaks: { count: 2 }, continuous: false }),
  fitPiecewiseTrend(series, { breaks: [], continuous: false }),
]);

export const uniqueSequences = deepFreeze(
  (["t", "percentile"] as const).map((interval) => {
    const tokens = places.map((i) => 10 ** (3 + 6 * fraction(i + 1)));
    const unique = tokens.map((size, i) => 2 * size ** 0.6 * (1 + 0.2 * fraction(7 * i + 3)));
    return fitUniqueSequences({ tokens, unique }, { ...resampled, interval });
  }),
);

export const lossLaws = deepFreeze([
  fitLossLaw(crossedRuns(0.01), { ...resampled }),
  fitLossLaw(crossedRuns(0.01), { objective: "least-squares" }),
  fitLossLaw(crossedRuns(0.01), { irreducible: "none", objective: "least-squares" }),
  hoffmann2022,
  besiroglu2024.huber,
]);

const x = places.map((i) => 10 ** (2 + 6 * fraction(i + 1)));
const curve = { x, y: x.map((at, i) => (1.5 + 9 * at ** -0.25) * (1 + 0.02 * (fraction(7 * i + 3) - 0.5))) };

/** Runs at three budgets on parabolas in log10 of their size, scattered. */
const budgets = [1e18, 1e19, 1e20].flatMap((flop) => [-0.4, -0.2, 0, 0.2, 0.4].map((step) => ({ flop, step })));
export const isoFlopRuns = deepFreeze({
  parameters: budgets.map(({ flop, step }) => 0.1 * flop ** 0.5 * 10 ** step),
  flop: budgets.map(({ flop }) => flop),
  loss: budgets.map(({ flop, step }, i) => 2 + 3 * flop ** -0.05 + step ** 2 + 0.01 * fraction(7 * i)),
});

export const isoFlopFits = deepFreeze([fitIsoFlop(isoFlopRuns)]);

export const powerLaws = deepFreeze([
  fitPowerLaw(curve),
  fitPowerLaw(curve, { offset: "fitted" }),
  kaplan2020.lossOfParameters,
]);

export const brokenPowerLaws = deepFreeze([
  fitBrokenPowerLaw(curve, { breaks: 0 }),
  fitBrokenPowerLaw(curve, { breaks: 1 }),
]);

const loss = places.map((i) => 0.05 + 0.4 * fraction(i + 1));
const score = loss.map((each, i) => 0.22 + 0.7 / (1 + Math.exp(25 * (each - 0.2))) + 0.06 * fraction(7 * i + 3) - 0.03);
const size = places.map((i) => 10 ** (8 + 4 * fraction(i + 1)));

export const performanceCurves = deepFreeze([
  fitPerformanceCurve({ loss, score }),
  fitPerformanceCurve({ loss, score }, { ...resampled, interval: "residual" }),
]);

export const scoreLaws = deepFreeze([
  fitScoreLaw({ size, score: size.map((each, i) => 0.25 + 0.65 / (1 + (5e9 / each) ** 0.8) + 0.05 * fraction(7 * i)) }),
]);

export const densities = deepFreeze({
  date: places.map((i) => isoOfDay(738_000 + 30 * i)),
  density: places.map((i) => Math.exp(-3 + 0.15 * i + 0.3 * fraction(7 * i + 3))),
  name: places.map((i) => `model ${i}`),
});

export const densingLaws = deepFreeze([fitDensingLaw(densities, { resamples: 9, permutations: 9 })]);

const sweep = madeSweep(MADE, 0.002);

export const routingLaws = deepFreeze([
  clark2022.sBase,
  fitRoutingLaw(sweep, { ...resampled, interval: "residual" }),
  fitRoutingLaw(sweep, { form: "bilinear" }),
  fitRoutingLaw(sweep, { form: "separable" }),
]);

export const utilizationLaws = deepFreeze([
  fitUtilizationLaw({
    flop: sweep.parameters.map((each) => 2 * each),
    utilization: sweep.experts.map((each) => 1 / each),
    loss: sweep.loss,
  }),
]);
