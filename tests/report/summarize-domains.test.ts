import { describe, expect, test } from "vitest";
import type { CorpusSources } from "../../src/corpus/corpus-sources.ts";
import { ScalingError, type Warning } from "../../src/errors.ts";
import { type Summarizable, summarize } from "../../src/report/index.ts";
import type { Prediction } from "../../src/statistics/estimate.ts";
import type { Source } from "../../src/statistics/law.ts";
import { goodness, madeEstimate, madeTrend } from "./made-results.ts";

const remark: Warning = { code: "EXTRAPOLATION", message: "Beyond what was seen.", path: null };

function predicted(estimate: number | null, lower: number | null, upper: number | null): Prediction {
  return { estimate, standardError: null, lower, upper, level: 0.95, warnings: [] };
}

function given(value: number): Prediction {
  return { estimate: value, standardError: 0, lower: value, upper: value, level: 0.95, warnings: [] };
}

function lines(result: Summarizable): string[] {
  return summarize(result).split("\n");
}

const printed: Source = { paper: "A paper", where: "abstract", version: "v1", status: "printed" };
const sources: CorpusSources = {
  exponents: printed,
  middleExponent: { ...printed, status: "reconstructed" },
  constants: { ...printed, status: "reconstructed" },
};

describe("trends in words", () => {
  const share = { estimate: 0.75, standardError: 0.05, lower: 0.62, upper: 0.84, level: 0.95 };
  const mixture = {
    components: [
      { share, slopeOomPerYear: madeEstimate(0.3, 0.01), log10AtReference: madeEstimate(14, 0.1) },
      {
        share: { ...share, estimate: 0.25 },
        slopeOomPerYear: madeEstimate(0.3, 0.02),
        log10AtReference: madeEstimate(17, 0.1),
      },
    ],
    membership: [
      [0.9, 0.1],
      [0.6, 0.4],
      [0.2, 0.8],
    ],
    referenceYear: 2004.75,
    scatterDex: 0.211,
    goodness: { ...goodness, bic: 75.46 },
    versusOneLine: {
      statistic: 152.3,
      pValue: 0.01,
      residualSkewness: 0.1,
      residualExcessKurtosis: 0,
      resamples: 99,
      seed: 1,
    },
    convergence: { converged: true, iterations: 12, competing: 0 },
    options: {
      level: 0.95,
      seed: 1,
      resamples: 99,
      components: 2,
      parallel: false,
      leastShare: 0.05,
      referenceYear: 2004.75,
    },
    warnings: [remark],
  };

  test("a mixture: shares, slopes, levels, whose points are whose, and the test", () => {
    expect(lines(mixture)).toEqual([
      "Mixture of trends: 2 lines through log10(value), side by side",
      "  line 1              75 % (95 % interval 62 % to 84 %) of the points",
      "    slope             0.300 orders of magnitude a year (95 % interval 0.290 to 0.310)",
      "    at 2004.8         1.00e14 (95 % interval 7.94e13 to 1.26e14)",
      "    most likely here  2 of 3 points",
      "  line 2              25 % (95 % interval 62 % to 84 %) of the points",
      "    slope             0.300 orders of magnitude a year (95 % interval 0.280 to 0.320)",
      "    at 2004.8         1.00e17 (95 % interval 7.94e16 to 1.26e17)",
      "    most likely here  1 of 3 points",
      "  scatter             0.211 orders of magnitude about each line",
      "  against one line    twice the gain in log-likelihood 152; p = 0.010, 99 resamples, seed 1",
      "  BIC                 75.5",
      "  Note: Beyond what was seen.",
    ]);
  });

  test("a mixture without a test says so", () => {
    const untested = { ...mixture, versusOneLine: { ...mixture.versusOneLine, pValue: null } };
    expect(summarize(untested)).toContain("twice the gain in log-likelihood 152; not tested");
    const exact = { ...mixture, versusOneLine: { ...mixture.versusOneLine, statistic: null } };
    expect(summarize(exact)).toContain("no test: the points leave no residual");
  });

  test("shapes in a table by BIC, and why one has none", () => {
    const rows = [
      { shape: "line", estimated: 3, logLikelihood: -101.6, bic: 215.51, aboveLeast: 0, weight: 1, note: null },
      {
        shape: "parallel-mixture",
        estimated: 5,
        logLikelihood: null,
        bic: null,
        aboveLeast: null,
        weight: null,
        note: "too few points",
      },
    ] as const;
    expect(lines(rows)).toEqual([
      "Shapes of growth by BIC: less is better, and a difference below 2 says nothing",
      "  shape               estimated    BIC  above the least  weight",
      "  one line                    3  215.5              0.0   100 %",
      "  two parallel lines          5   none             none    none",
      "  Note: two parallel lines: too few points",
    ]);
  });

  test("a back-test, row by row and pooled", () => {
    const row = {
      level: 0.95,
      fitted: 41,
      n: 4,
      coverage: 0.75,
      meanError: -0.237,
      rootMeanSquareError: 1.44,
      note: null,
    };
    const missed = { coverage: null, meanError: null, rootMeanSquareError: null, n: 0 };
    const rows = [
      { ...row, origin: "2010-01-01", originYear: 2010, horizonYears: 2 },
      { ...row, ...missed, origin: 2030, originYear: 2030, horizonYears: 2, note: "no points within the horizon" },
    ];
    expect(lines(rows)).toEqual([
      "Back-test: what came after each date, against what was forecast on it",
      "  up to       years ahead  fitted  scored  in 95 %  mean error  root mean square",
      "  2010-01-01            2      41       4     75 %      -0.237              1.44",
      "  2030                  2      41       0     none        none              none",
      "  Errors are log10 of observed over forecast, in orders of magnitude.",
      "  Note: 2030, 2 years ahead: no points within the horizon",
    ]);
    const pooled = { horizonYears: 2, level: 0.9, origins: 5, effectiveOrigins: 3, n: 40, coverage: 0.9 };
    expect(lines([{ ...pooled, meanError: 0.1, rootMeanSquareError: 0.3 }])).toEqual([
      "Back-test, all origins of a horizon together",
      "  years ahead  origins  apart  scored  in 90 %  mean error  root mean square",
      "  2                  5      3      40     90 %       0.100             0.300",
      "  Errors are log10 of observed over forecast, in orders of magnitude.",
      "  Origins that lie a horizon apart are the tests there really were, at most.",
    ]);
  });

  test("weights for measurement errors", () => {
    const text = summarize({ weights: [0.5, 1.5], scatterDex: 0.4, measurementShare: 0.2, warnings: [] });
    expect(text).toContain("true scatter        0.400 orders of magnitude about the line");
    expect(text).toContain("measurement         20 % of the variance, on average");
    expect(text).toContain("weights             0.500 to 1.50, 2 points, of mean 1");
  });
});

describe("loss laws in words", () => {
  test("a compute-optimal run: what was given, and the rest with intervals", () => {
    const optimum = {
      flop: given(1e21),
      parameters: predicted(3.41e9, 2.93e9, 3.95e9),
      tokens: predicted(4.89e10, null, 5.68e10),
      tokensPerParameter: predicted(14.4, 10.7, 19.4),
      loss: predicted(2.24, null, null),
      parameterExponent: { ...predicted(0.542, 0.512, 0.572), warnings: [remark] },
    };
    expect(lines(optimum)).toEqual([
      "Compute-optimal training run",
      "  training compute    1.00e21 FLOP, given",
      "  parameters          3.41 G (95 % interval 2.93 G to 3.95 G)",
      "  tokens              48.9 G (95 % interval at most 56.8 G, no lower bound)",
      "  tokens a parameter  14.4 (95 % interval 10.7 to 19.4)",
      "  loss                2.24",
      "  size grows as       compute to the power 0.542 (95 % interval 0.512 to 0.572)",
      "  Note: Beyond what was seen.",
    ]);
  });

  test("the largest runs held out: which way the law was off", () => {
    const { options, ...law } = madeTrend();
    const check = {
      by: "flop" as const,
      threshold: 2e19,
      fitted: 13,
      heldOut: 3,
      inSampleError: 0.0024,
      heldOutError: 0.0096,
    };
    const estimate = madeEstimate(1, 0.1);
    const loss = {
      ...law,
      kind: "loss-law" as const,
      terms: ["E", "A", "B", "alpha", "beta"] as const,
      coefficients: { E: estimate, A: estimate, B: estimate, alpha: estimate, beta: estimate },
      objective: 1,
      intervalDegreesOfFreedom: null,
      options: {
        level: 0.95,
        seed: 1,
        resamples: 0,
        weighted: false,
        clusters: null,
        objective: "huber" as const,
        on: "log" as const,
        huberDelta: 1e-3,
        irreducible: "fitted" as const,
        interval: "percentile" as const,
        basin: null,
      },
    };
    expect(options).toBeDefined();
    const [first, ...rest] = lines({ ...check, heldOutBias: Math.log(1.05), ratio: 4, law: loss });
    expect(first).toBe("Largest runs held out, by compute (parameters x tokens): 3 above 2.00e19");
    expect(rest).toContain("  error, held out     0.00960, 4 times that of the runs fitted");
    expect(rest).toContain("  bias, held out      0.0488: losses are 5 % above what the law promised");
    expect(rest).toContain("  intervals           none: no resamples were asked for");
  });
});

describe("densing in words", () => {
  const size = { score: 50.25, referenceTokens: 5e12, extrapolated: false, warnings: [] };

  test("an effective size with its interval, and the share without one", () => {
    const interval = { estimate: 9.43e8, standardError: null, lower: 5e8, upper: null, level: 0.95 };
    expect(lines({ ...size, status: "ok", parameters: 9.43e8, interval, infiniteShare: 0.04 })).toEqual([
      "Effective parameter size: the reference model that scores 50.25",
      "  size                943 M parameters (95 % interval at least 500 M, no upper bound)",
      "  without size        4 % of the draws: the score is out of their reach",
      "  reference tokens    5 T",
    ]);
  });

  test("a size that is none, and why", () => {
    const none = { ...size, interval: null, infiniteShare: null, parameters: null };
    expect(summarize({ ...none, status: "at-or-above-ceiling" })).toContain(
      "none: the reference never reaches the score",
    );
    expect(summarize({ ...none, status: "beyond-data-limit" })).toContain("at the reference tokens no size reaches");
    expect(summarize({ ...none, status: "at-or-below-floor", parameters: 0 })).toContain(
      "any size: the score is at or below",
    );
  });

  test("a capacity density", () => {
    expect(summarize({ density: 0.135, interval: null })).toBe(
      "Capacity density: 0.135 parameters of the reference for each of the model's",
    );
    expect(summarize({ density: null, interval: null })).toContain("none, since the effective size is not finite");
  });

  test("a price that halves, and one that does not fall", () => {
    const price = { slopePerDay: madeEstimate(-0.009, 0.002), rSquared: 0.97, points: [0, 2, 4], warnings: [] };
    expect(lines({ ...price, halvingDays: madeEstimate(76, 15), endpointHalvingDays: 77 })).toEqual([
      "Price: a line through ln price at 3 points",
      "  halving time        76 days (95 % interval 61 to 91)",
      "  by its two ends     77 days",
      "  slope               -0.00900 of ln price a day (95 % interval -0.0110 to -0.00700)",
      "  spread              R squared 0.97",
    ]);
    expect(summarize({ ...price, halvingDays: null, endpointHalvingDays: null })).toContain(
      "none: the price does not fall",
    );
  });
});

describe("routing in words", () => {
  const log10Parameters = { estimate: 12, standardError: 0.1, lower: 11.7, upper: null, level: 0.95 };
  const cutoff = {
    log10Parameters,
    parameters: 1e12,
    extrapolationFactor: 770,
    routingHelps: "below" as const,
    warnings: [],
  };

  test("a cut-off in parameters, not in logarithms", () => {
    expect(lines(cutoff)).toEqual([
      "Cut-off of routing: the size at which experts no longer change the loss",
      "  cut-off             1 T parameters (95 % interval at least 501 G, no upper bound)",
      "  routing helps       below the cut-off",
      "  extrapolation       770 times the largest size fitted",
    ]);
    const none = { ...cutoff, log10Parameters: null, parameters: null, extrapolationFactor: null };
    expect(lines({ ...none, routingHelps: "everywhere" })).toContain("  routing helps       at every size");
  });

  test("a cross-validation by group", () => {
    const result = {
      options: { leaveOut: "size" as const, form: "saturating" as const, weighted: false },
      n: 15,
      rootMeanSquareError: 0.0055,
      meanError: -0.0002,
      inSample: 0.0032,
      groups: [{ left: 15e6, n: 5, rootMeanSquareError: null, meanError: null }],
      warnings: [],
    };
    expect(lines(result)).toEqual([
      "Cross-validation of the saturating law, one size at a time left out",
      "  error, left out     0.00550 of log10 loss, root mean square, 15 runs; mean -2.00e-4",
      "  error, fitted       0.00320 with all runs",
      "  left out  runs  root mean square  mean error",
      "  1.50e7       5              none        none",
    ]);
  });

  test("routers held against each other", () => {
    const row = { router: "a", parameters: 1e8, experts: 64 };
    const difference = { first: "a", second: "b", parameters: 1e8, experts: 64, better: "a" };
    const comparison = {
      rows: [{ ...row, loss: predicted(2.432, 2.431, 2.433), effectiveParameters: predicted(4.55e8, null, null) }],
      differences: [{ ...difference, log10LossRatio: madeEstimate(-0.0106, 0.002) }],
      cutoffs: { a: cutoff },
      level: 0.95,
      warnings: [],
    };
    const text = summarize(comparison);
    expect(text).toContain("  a            100 M       64  2.432 (2.431 to 2.433)                 455 M");
    expect(text).toContain("  a over b, 100 M parameters, 64 experts: log10 ratio -0.0106; a is better");
    expect(text).toContain("  cut-off of a: 1 T parameters (95 % interval at least 501 G, no upper bound)");
  });
});

describe("corpora in words", () => {
  test("exponents tell the paper's from the reconstructed, and say where there is none", () => {
    const bySource = { lower: printed, middle: sources.middleExponent, upper: printed };
    expect(lines({ lower: null, middle: 0.58, upper: 0.72, sources: bySource })).toEqual([
      "Efficient models: parameters grow as the tokens of the corpus to a power",
      "  lower exponent      none: not above zero",
      "  middle exponent     0.580, a reconstruction",
      "  upper exponent      0.720, the paper's",
    ]);
  });

  test("factors with the interval that beta alone gives them", () => {
    const factor = {
      multiple: 2,
      beta: madeEstimate(0.366, 0.04),
      exponents: {
        lower: predicted(null, null, null),
        middle: predicted(0.45, 0.38, 0.5),
        upper: predicted(0.63, 0.59, 0.67),
      },
      factors: {
        lower: predicted(null, null, null),
        middle: predicted(4.65, 3.96, null),
        upper: predicted(2.98, 2.82, 3.27),
      },
      propagated: "beta" as const,
      sources,
    };
    const text = lines(factor);
    expect(text[0]).toBe("How many times the corpus for 2 times its unique sequences");
    expect(text).toContain("  lower exponent      none: the exponent is not above zero");
    expect(text).toContain("    corpus, middle    4.65 times (95 % interval at least 3.96, no upper bound)");
    expect(text).toContain("    corpus, upper     2.98 times (95 % interval 2.82 to 3.27)");
    expect(text).toContain("  The bounds hold the uncertainty of beta alone.");
  });

  test("bounds on unique sequences, and the size for a corpus", () => {
    const bounds = { lower: null, upper: 2.28e11, upperExact: 4.57e11, excessLoss: 0.163, sources, warnings: [remark] };
    expect(lines(bounds)).toEqual([
      "Unique sequences of a corpus: none to 228 G",
      "  exact upper bound   457 G",
      "  excess loss         0.163 nats",
      "  The exponents are the paper's; constants are a reconstruction: an order of magnitude.",
      "  Note: Beyond what was seen.",
    ]);
    const needed = {
      ...predicted(9.23e10, 4e10, 2e11),
      atLowerExponent: predicted(3.73e10, null, null),
      atUpperExponent: predicted(2.28e11, null, null),
      propagated: ["B", "beta"] as ["B", "beta"],
      sources,
    };
    expect(lines(needed).slice(0, 2)).toEqual([
      "Efficient model and corpus: 92.3 G (95 % interval 40 G to 200 G)",
      "  at lower exponent   37.3 G",
    ]);
  });

  test("room for emergent skills", () => {
    const headroom = {
      parameters: 8e9,
      tokens: 15e12,
      verdict: "room" as const,
      settled: false,
      uniqueSequences: { lower: predicted(1.06e11, null, null), upper: predicted(1.26e12, null, null) },
      headroom: { lower: predicted(13.2, null, null), upper: predicted(157, null, null) },
      sources,
      warnings: [],
    };
    const text = lines(headroom);
    expect(text[0]).toBe("Room for emergent skills, 8 G parameters on 15 T tokens");
    expect(text).toContain("  verdict             room: fewer parameters than the least number of unique sequences");
    expect(text).toContain("  verdict is          not the same everywhere in the intervals");
    expect(text).toContain("  unique, at most     1.26 T");
    expect(summarize({ ...headroom, verdict: null, settled: null })).toContain("none: there is no upper bound");
  });

  test("a divergence, and the points of a growth curve", () => {
    expect(summarize({ exact: 0.004447, asymptotic: 0.0045 })).toContain("0.00445 nats by the exact sum");
    expect(lines({ tokens: [1, 1000], unique: [1, 77] })).toContain("  last                77 unique of 1 k");
  });
});

describe("sizes in words", () => {
  test("bandwidths, a histogram, a density and a scan", () => {
    expect(summarize({ silverman: 0.54, scott: 0.64, sheatherJones: null, isj: 0.53 })).toContain(
      "none: the rule has no answer",
    );
    expect(lines({ edges: [1e6, 1e7, 1e8], counts: [3, 12], below: 1, above: 0 })).toEqual([
      "Histogram of sizes: 15 in 2 bins; 1 below and 0 above the edges",
      "  1 M to 10 M     3",
      "  10 M to 100 M  12",
    ]);
    expect(lines({ log10Size: [6, 7, 8], density: [0.1, 0.5, 0.2], bandwidth: 0.4 })).toEqual([
      "Density of log10 size at 3 points from 1 M to 100 M",
      "  bandwidth           0.400 decades of size",
      "  highest             0.500 a decade at 10 M",
    ]);
    expect(lines([{ i: 11, j: 12, countInside: 0, statistic: 1.08, left: 2.2, right: 1.08 }])[2]).toMatch(
      /^ {2}11 to 12 +0 +1\.08 +2\.20 +1\.08$/,
    );
    expect(lines([{ width: 0.2, offset: 0, deficitRatio: null }])[2]).toMatch(/no flank$/);
  });
});

describe("what is no result", () => {
  test.each([[3], ["text"], [null], [{}], [[1, 2]], [[{ any: 1 }]]])("%j is refused", (value: unknown) => {
    const call = (): string => Reflect.apply(summarize, null, [value]);
    expect(call).toThrow(ScalingError);
    expect(call).toThrow(/Expected a result of this library/);
  });
});
