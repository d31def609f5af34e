import { parseModelTable, trendSeries, valueCoverage } from "scaling-laws/dataset";
import {
  contrastEras,
  criticalBandwidth,
  dipTest,
  findParameterGaps,
  parameterDensity,
  testParameterGap,
} from "scaling-laws/parameter-gap";
import {
  compareTrends,
  doublingTime,
  fitPiecewiseTrend,
  fitQuantileTrend,
  fitRobustTrend,
  fitTrend,
  fitTrendMixture,
  invertTrend,
  predictTrend,
  splitByScale,
  testBreak,
  testForBreaks,
} from "scaling-laws/trends";
import { gappedSizes, growingSeries } from "./golden-data.ts";

/** Numbers by name; null is a bound or a p-value that does not exist. */
export type Found = Record<string, number | null | undefined>;

function lines(): Found {
  const series = growingSeries();
  const trend = fitTrend(series);
  const { doublingTimeMonths: months } = doublingTime(trend);
  const slope = trend.coefficients.slopeOomPerYear;
  const clusters = series.year.map((_, i) => `group ${i % 9}`);
  const resampled = fitTrend(series, { interval: "bca", resamples: 200, seed: 7 }).coefficients.slopeOomPerYear;
  const clustered = fitTrend(series, { interval: "cluster", clusters }).coefficients.slopeOomPerYear;
  const robust = fitRobustTrend(series).coefficients.slopeOomPerYear;
  const quantile = fitQuantileTrend(series, 0.9, { resamples: 99, seed: 3 }).coefficients.slopeOomPerYear;
  const at2025 = predictTrend(trend, 2025);
  return {
    "trend slope": slope.estimate,
    "trend slope lower": slope.lower,
    "trend bic": trend.goodness.bic,
    "trend log-likelihood": trend.goodness.logLikelihood,
    "trend doubling months": months?.estimate,
    "trend doubling months upper": months?.upper,
    "trend at 2025": at2025.estimate,
    "trend at 2025 upper": at2025.upper,
    "trend year of 1e24": invertTrend(trend, 1e24).estimate,
    "trend year of 1e24 lower": invertTrend(trend, 1e24).lower,
    "trend slope bca lower, seed 7": resampled.lower,
    "trend slope bca upper, seed 7": resampled.upper,
    "trend slope cluster lower": clustered.lower,
    "robust slope": robust.estimate,
    "robust slope upper": robust.upper,
    "quantile slope": quantile.estimate,
    "quantile slope lower, seed 3": quantile.lower,
    "scale z of point 40": splitByScale(series).z[40],
  };
}

function breaks(): Found {
  const series = growingSeries();
  const kink = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 99, seed: 5 });
  const profile = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, interval: "profile" });
  const jumps = fitPiecewiseTrend(series, { breaks: { max: 2 }, continuous: false, resamples: 0 });
  const known = testBreak(series, 2010);
  const search = testForBreaks(series, { resamples: 99, seed: 11 });
  const mixture = fitTrendMixture(series, { resamples: 19, seed: 2 });
  const [slow, fast] = [series, series].map(({ year, value }, half) =>
    fitTrend({ year: year.slice(40 * half, 40 * half + 40), value: value.slice(40 * half, 40 * half + 40) }),
  );
  if (slow === undefined || fast === undefined) throw new Error("Two halves were fitted");
  return {
    "kink break": kink.breaks[0]?.estimate,
    "kink break lower, seed 5": kink.breaks[0]?.lower,
    "kink break upper, profile": profile.breaks[0]?.upper,
    "kink second slope": kink.segments[1]?.slopeOomPerYear.estimate,
    "kink second slope lower, seed 5": kink.segments[1]?.slopeOomPerYear.lower,
    "jumps chosen": jumps.segments.length - 1,
    "jumps bic": jumps.goodness.bic,
    "break F at 2010": known.statistic,
    "break p at 2010": known.pValue,
    "sup-F": search.statistic,
    "sup-F year": search.year,
    "sup-F p, seed 11": search.pValue,
    "mixture share": mixture.components[0]?.share.estimate,
    "mixture slope": mixture.components[0]?.slopeOomPerYear.estimate,
    "mixture p, seed 2": mixture.versusOneLine.pValue,
    "difference of slopes p": compareTrends(slow, fast).pValue,
  };
}

function gaps(): Found {
  const sizes = gappedSizes();
  const [gap] = findParameterGaps(sizes, { resamples: 199, seed: 1 }).gaps;
  const dip = dipTest(sizes.map((_, i) => (i < 30 ? i : i + 40)));
  const year = sizes.map((_, i) => 2019 + (i % 5));
  return {
    "gap lower": gap?.lower,
    "gap upper": gap?.upper,
    "gap statistic": gap?.statistic,
    "gap expected inside": gap?.expectedInside,
    "gap p, seed 1": gap?.pValue,
    "gap p uniform": gap?.pUniform,
    "named gap p": testParameterGap(sizes, [1e10, 4e10], { preregistered: true }).pValue,
    "eras Fisher p": contrastEras({ year, size: sizes }, [1e9, 4e9], 2021).insideVersusAll.pValue,
    dip: dip.statistic,
    "dip p": dip.pValue,
    "critical bandwidth": criticalBandwidth(
      sizes.map((_, i) => (i < 30 ? i / 10 : i / 10 + 4)),
      1,
    ),
    "density at 1e9": parameterDensity(sizes, { grid: [9] }).density[0],
  };
}

const TABLE = `System,Publication date,Domain,Parameters,Training compute (FLOPs)
Transformer,12/06/2017,Language,2.13E+08,7.4E+18
GPT-2,2019-02-14,Language,1.5e9,
BERT-Large,2018-10,Language,3.4e8,5.33e20
GPT-3,2020-05-28,Language,1.75e11,3.14e23
PaLM,2022,Language,5.4e11,2.53e24`;

function tables(): Found {
  const { records, rejected } = parseModelTable(TABLE);
  const series = trendSeries(records, "trainingComputeFlop");
  return {
    "table records": records.length,
    "table rejected": rejected.length,
    "table coverage 2022": valueCoverage(records, "parameters", { by: "year" }).at(-1)?.share,
    "table year of BERT": series.year[1],
    "table slope": fitTrend(series).coefficients.slopeOomPerYear.estimate,
  };
}

export function goldenTrends(): Found {
  return { ...lines(), ...breaks(), ...gaps(), ...tables() };
}
