import { gapChart, trendChart } from "scaling-laws/charts";
import {
  corpusExponents,
  corpusFactorInterval,
  efficientParameters,
  expectedDivergence,
  fitUniqueSequences,
  predictUniqueSequences,
} from "scaling-laws/corpus";
import {
  capacityDensity,
  effectiveParameterSize,
  equivalentParameters,
  fitDensingLaw,
  fitPerformanceCurve,
  fitScoreLaw,
  invertScoreLaw,
  predictDensity,
  predictScore,
} from "scaling-laws/densing";
import { ScalingError } from "scaling-laws/errors";
import {
  computeOptimal,
  effectiveTokens,
  fitIsoFlop,
  fitLossLaw,
  fitPowerLaw,
  flopForLoss,
  predictKaplanLoss,
  predictLoss,
} from "scaling-laws/loss-laws";
import { findParameterGaps } from "scaling-laws/parameter-gap";
import { besiroglu2024, clark2022, hoffmann2022, kaplan2020, ludziejewski2025, xiao2025 } from "scaling-laws/published";
import { glance, tidy } from "scaling-laws/report";
import {
  effectiveParameterCount,
  fitRoutingLaw,
  parametersForLoss,
  predictMoeLoss,
  predictRoutedLoss,
  routingCutoff,
} from "scaling-laws/routing";
import { parseFit } from "scaling-laws/statistics";
import { fitTrend, predictTrend } from "scaling-laws/trends";
import { DENSITIES, gappedSizes, growingSeries, ROUTED, scatter, trainingRuns } from "./golden-data.ts";
import type { Found } from "./golden-trends.ts";

function losses(): Found {
  const runs = trainingRuns();
  const huber = fitLossLaw(runs, { resamples: 20, seed: 9 });
  const squares = fitLossLaw(runs, { objective: "least-squares" });
  const optimum = computeOptimal(squares, { flop: 1e21 });
  const budgets = runs.parameters.map((parameters, i) => 6 * parameters * (runs.tokens[i] ?? 0));
  const iso = fitIsoFlop({
    parameters: [1, 2, 4, 8, 16].flatMap((size) => [1e8 * size, 2e8 * size, 4e8 * size]),
    flop: [1, 2, 4, 8, 16].flatMap(() => [1e19, 4e19, 1.6e20]),
    loss: [0.3, 0.08, 0, 0.09, 0.28].flatMap((above) => [3 + above, 2.7 + 0.9 * above, 2.45 + above * (0.8 + above)]),
  });
  const power = fitPowerLaw({ x: [1e6, 1e7, 1e8, 1e9, 1e10], y: [5.04, 3.64, 2.71, 2.28, 1.95] }, { offset: "fitted" });
  return {
    "loss law alpha, Huber": huber.coefficients.alpha.estimate,
    "loss law beta, Huber": huber.coefficients.beta.estimate,
    "loss law E lower, Huber, seed 9": huber.coefficients.E.lower,
    "loss law alpha, squares": squares.coefficients.alpha.estimate,
    "loss law alpha standard error": squares.coefficients.alpha.standardError,
    "loss law sum of squares": squares.goodness.sumOfSquaredResiduals,
    "optimum parameters at 1e21": optimum.parameters.estimate,
    "optimum parameters at 1e21 upper": optimum.parameters.upper,
    "greatest budget": Math.max(...budgets),
    "Chinchilla's loss": predictLoss(hoffmann2022, { parameters: 70e9, tokens: 1.4e12 }).estimate,
    "FLOP for a loss of 2": flopForLoss(besiroglu2024.huber, 2).estimate,
    "isoFLOP exponent": iso.parameterExponent.estimate,
    "isoFLOP exponent lower": iso.parameterExponent.lower,
    "power law offset": power.coefficients.offset.estimate,
    "power law exponent": power.coefficients.exponent.estimate,
    "Kaplan's loss": predictKaplanLoss(kaplan2020.joint, { parameters: 175e9, tokens: 300e9 }).estimate,
    "effective tokens": effectiveTokens({ tokens: 4e9, uniqueTokens: 1e9 }),
  };
}

function densing(): Found {
  const loss = [0.42, 0.34, 0.28, 0.24, 0.2, 0.16, 0.13];
  const score = [26.1, 31.9, 43.2, 53.1, 63.4, 77.2, 84.9];
  const curve = fitPerformanceCurve({ loss, score });
  const scoreLaw = fitScoreLaw(
    { size: [5e8, 1.8e9, 4e9, 7e9, 1.4e10, 3.2e10], score: [0.39, 0.47, 0.55, 0.6, 0.67, 0.75] },
    { floor: 0.25, ceiling: 1 },
  );
  const size = effectiveParameterSize({ lossLaw: xiao2025.average.lossLaw, curve }, 60);
  const law = fitDensingLaw(DENSITIES, { permutations: 99, resamples: 99, seed: 4 });
  const later = { parameters: 7e9, fromDate: "2023-09-27", toDate: "2024-02-01" };
  return {
    "performance ceiling": curve.coefficients.c.estimate,
    "performance gamma": curve.coefficients.gamma.estimate,
    "performance at 0.22": predictScore(curve, 0.22).estimate,
    "effective size of 60": size.parameters,
    "density of 60 in 8e9": capacityDensity(size, { parameters: 8e9 }).density,
    "score law slope": scoreLaw.coefficients.slope.estimate,
    "score law size of 0.5": invertScoreLaw(scoreLaw, 0.5).estimate,
    "densing slope": law.coefficients.slopePerDay.estimate,
    "densing doubling days": law.doublingTimeDays.estimate,
    "densing doubling days, all": law.all.doublingTimeDays?.estimate,
    "densing permutation p, seed 4": law.permutation?.pValue,
    "density on a date": predictDensity(law, "2024-06-01").estimate,
    "equivalent of 7e9": equivalentParameters(xiao2025.figure1.law, later).estimate,
  };
}

function routing(): Found {
  const fit = fitRoutingLaw(ROUTED);
  const saturating = fitRoutingLaw(
    { ...ROUTED, loss: ROUTED.loss.map((each, i) => each * (1 + 0.002 * scatter(i + 1))) },
    { form: "bilinear" },
  );
  return {
    "routing a": fit.coefficients.a.estimate,
    "routing b": fit.coefficients.b.estimate,
    "routing sum of squares": fit.goodness.sumOfSquaredResiduals,
    "routing loss at 5e8 by 32": predictRoutedLoss(fit, { parameters: 5e8, experts: 32 }).estimate,
    "bilinear a": saturating.coefficients.a.estimate,
    "bilinear a lower": saturating.coefficients.a.lower,
    "effective count of 1e9 by 64": effectiveParameterCount(clark2022.sBase, { parameters: 1e9, experts: 64 }),
    "size for a loss of 2.4": parametersForLoss(clark2022.sBase, { loss: 2.4, experts: 64 }).estimate,
    "cut-off": routingCutoff(clark2022.unrounded.hash).parameters,
    "mixture of experts": predictMoeLoss(ludziejewski2025.joint, { activeParameters: 1e9, experts: 8, tokens: 2e10 })
      .estimate,
  };
}

function corpus(): Found {
  const unique = fitUniqueSequences({ tokens: [1e3, 1e4, 1e5, 1e6], unique: [77, 294, 1116, 4234] });
  const interval = corpusFactorInterval(2, besiroglu2024.notebook);
  return {
    "corpus middle exponent": corpusExponents(0.28).middle,
    "corpus factor upper": interval.factors.lower.upper,
    "efficient parameters": efficientParameters(1.4e12, hoffmann2022).estimate,
    "unique exponent": unique.coefficients.exponent.estimate,
    "unique at 1e7": predictUniqueSequences(unique, 1e7).estimate,
    "expected divergence": expectedDivergence(10, 1000).exact,
  };
}

/** What holds no numbers of its own: saved fits, rows, charts, refusals. */
function rest(): Found {
  const series = growingSeries();
  const trend = fitTrend(series);
  const sizes = gappedSizes();
  const charts = [trendChart(series, trend), gapChart(sizes, findParameterGaps(sizes, { resamples: 0 }))];
  let refused = 0;
  try {
    fitTrend({ year: [2020], value: [1] });
  } catch (error) {
    if (error instanceof ScalingError && error.code === "TOO_FEW_POINTS") refused = 1;
  }
  return {
    "saved trend at 2025": predictTrend(parseFit(JSON.stringify(trend), "trend"), 2025).estimate,
    "tidy rows": tidy(trend).length,
    "glance n": glance(trend).n,
    "charts with a description": charts.filter((chart) => chart.description.length > 0).length,
    "one point is refused": refused,
  };
}

export function goldenLaws(): Found {
  return { ...losses(), ...densing(), ...routing(), ...corpus(), ...rest() };
}
