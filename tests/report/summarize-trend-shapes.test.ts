import { describe, expect, test } from "vitest";
import { summarize } from "../../src/report/index.ts";
import { lines, remark } from "./described-results.ts";
import { goodness, madeEstimate } from "./made-results.ts";

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
