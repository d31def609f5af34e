import { describe, expect, test } from "vitest";
import { summarize } from "../../src/report/index.ts";
import type { Prediction } from "../../src/statistics/estimate.ts";
import { lines, predicted, remark } from "./described-results.ts";
import { madeEstimate, madeTrend } from "./made-results.ts";

function given(value: number): Prediction {
  return { estimate: value, standardError: 0, lower: value, upper: value, level: 0.95, warnings: [] };
}

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
