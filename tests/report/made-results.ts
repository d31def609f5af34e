import type { Estimate } from "../../src/statistics/estimate.ts";
import type { Fit, Goodness } from "../../src/statistics/law.ts";

/** Results made by hand in the shape of the contract, so that words are tested apart from the fits. */
export function madeEstimate(estimate: number, half: number): Estimate {
  return { estimate, standardError: half / 2, lower: estimate - half, upper: estimate + half, level: 0.95 };
}

export const goodness: Goodness = {
  n: 99,
  degreesOfFreedom: 97,
  sumOfSquaredResiduals: 130,
  residualStandardError: 1.158,
  rSquared: 0.7038,
  logLikelihood: -153,
  aicc: 312,
  bic: 320,
};

export function madeTrend(
  options: object = {},
): Fit<"trend", "log10AtReference" | "slopeOomPerYear"> & { referenceYear: number } {
  return {
    kind: "trend",
    version: 1,
    terms: ["log10AtReference", "slopeOomPerYear"],
    coefficients: { log10AtReference: madeEstimate(20.31, 0.24), slopeOomPerYear: madeEstimate(0.66, 0.086) },
    covariance: null,
    draws: null,
    source: null,
    referenceYear: 2018.4,
    goodness,
    convergence: null,
    support: { year: { lower: 2010.16, upper: 2022.11 } },
    options: {
      level: 0.95,
      seed: 1,
      resamples: 1000,
      interval: "t",
      clusters: null,
      referenceYear: 2018.4,
      ...options,
    },
    warnings: [],
  };
}
