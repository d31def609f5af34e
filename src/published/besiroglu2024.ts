import type { LossTerm } from "../loss-laws/loss-formula.ts";
import type { Source } from "../statistics/law.ts";
import type { PublishedAllocation } from "./published-allocation.ts";
import { type PublishedLossLaw, publishedLossLaw } from "./published-loss-law.ts";

const PAPER = "Besiroglu, Erdil, Barnett and You 2024, Chinchilla Scaling: A replication attempt, arXiv 2404.10102";
const VERSION = "15 April 2024";

function from(where: string, status: Source["status"]): Source {
  return { paper: PAPER, where, version: VERSION, status };
}

/** The replication's estimate as printed, and beside it the estimates that it is made of, told apart by estimator. */
export interface Besiroglu2024 extends PublishedLossLaw {
  /** The same point with the digits of the authors' notebook, and its bootstrap. */
  notebook: PublishedLossLaw;
  /** The least-absolute optimum, to which the printed point is a rounding (but for E). */
  absolute: PublishedLossLaw;
  /** The optimum of the objective the paper names: the sum of Huber losses with delta 1e-3. */
  huber: PublishedLossLaw;
  /** With the five points that the paper leaves out; least-absolute too. */
  withOutliers: PublishedLossLaw;
  /** Where the notebook's grid of starts stops on that objective. */
  huberGrid: PublishedLossLaw;
  /** Points extracted from the figure, and how many of them were used. */
  points: {
    /** Points read off the figure. */
    extracted: number;
    /** Points used in the fit. */
    used: number;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** a of N* ~ C^a. */
  allocation: PublishedAllocation & {
    /** Its standard error. */
    standardError: number;
  };
  /** What the paper says of its fit. */
  statistics: BesirogluStatistics;
}

/** What the notebook computes beside its coefficients. */
export interface BesirogluStatistics {
  /** Of the bootstrap. */
  resamples: number;
  /** Exponent of size. */
  parameterExponent: number;
  /** Standard error of that exponent. */
  parameterExponentStandardError: number;
  /** Of the 80 % interval of the exponent, where Hoffmann et al. print .001 for their third approach. */
  parameterExponentWidth80: number;
  /** Runs that an interval of that printed width would take. */
  requiredRuns: number;
  /** Of Hoffmann's law as printed, with the digits of its TeX source, and of the replication's, on the 240 points. */
  logLikelihood: {
    /** Of the coefficients as printed. */
    rounded: number;
    /** Of the digits of the TeX source. */
    tex: number;
    /** Of the replication's own fit. */
    fit: number;
  };
  /** The same on all 245. */
  logLikelihoodWithOutliers: {
    /** Of the coefficients as printed. */
    rounded: number;
    /** Of the digits of the TeX source. */
    tex: number;
    /** Of the replication's own fit. */
    fit: number;
  };
  /** Of the fit against Hoffmann's law with all digits. */
  likelihoodRatio: {
    /** Twice the difference of the log-likelihoods. */
    statistic: number;
    /** Its p-value. */
    pValue: number;
  };
  /** Test of the published coefficients against the fit. */
  chiSquared: {
    /** Squared distance of the two sets of coefficients, by the covariance of the fit. */
    statistic: number;
    /** Its p-value. */
    pValue: number;
  };
  /** Of each coefficient by itself against Hoffmann's. */
  pValues: Record<LossTerm, number>;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/**
 * The replication of Hoffmann et al. 2022's third approach on 240 points read off its figure 4.
 *
 * The object itself is the law as printed. Its point is the optimum of the least absolute deviations of ln L (the
 * authors' notebook maximises a Huber likelihood whose scale shrinks to 5e-6, which makes it that), except for E, which
 * is the Huber optimum's; its standard errors are those of a bootstrap of the Huber optimum. Both optima are here with
 * all their digits, computed on the same 240 points and checked with 50 digits. They differ by far less than their
 * standard errors.
 *
 * @example
 * ```ts
 * import { besiroglu2024 } from "scaling-laws/published";
 *
 * console.log(besiroglu2024.coefficients.A.estimate); // => 482.01
 * console.log(besiroglu2024.absolute.coefficients.A.estimate.toFixed(2)); // => "482.01"
 * console.log(besiroglu2024.huber.coefficients.A.estimate.toFixed(2)); // => "477.83"
 * ```
 */
export const besiroglu2024: Besiroglu2024 = {
  .../* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("the fitted law, read in a digest", "printed"),
    { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 },
    {
      note: "A, B, alpha and beta are the least-absolute optimum, E is that of the Huber loss; the standard errors are the Huber optimum's.",
      uncertainty: {
        E: { standardError: 0.03 },
        A: { standardError: 124.58 },
        B: { standardError: 1293.23 },
        alpha: { standardError: 0.02 },
        beta: { standardError: 0.02 },
      },
      decimals: [4, 2, 2, 4, 4],
    },
  ),
  notebook: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("cells 18 to 24 of the notebook, repository epoch-research/analyzing-chinchilla", "recovered"),
    { E: 1.81686, A: 482.00572, B: 2085.4342, alpha: 0.34781, beta: 0.36585 },
    {
      note: "The point is least-absolute; standard errors and 95 % bounds are of 4000 resamples, each at its Huber optimum.",
      uncertainty: {
        E: { standardError: 0.02566, lower: 1.769, upper: 1.871 },
        A: { standardError: 124.52232, lower: 285.214, upper: 743.626 },
        B: { standardError: 1293.2841, lower: 1042.357, upper: 5810.344 },
        alpha: { standardError: 0.0154, lower: 0.317, upper: 0.373 },
        beta: { standardError: 0.0206, lower: 0.331, upper: 0.415 },
      },
      decimals: [5, 5, 4, 5, 5],
    },
  ),
  absolute: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("computed again on its 240 points", "reconstructed"),
    { E: 1.8168641328537, A: 482.006054751353, B: 2085.43624547797, alpha: 0.347813070127694, beta: 0.365854164325918 },
    { note: "Least absolute deviations of ln L: the exact optimum, which passes through five of the points." },
  ),
  huber: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("computed again on its 240 points", "reconstructed"),
    {
      E: 1.81721809901008,
      A: 477.825868233906,
      B: 2143.41736336046,
      alpha: 0.347310498881755,
      beta: 0.367172432627762,
    },
    { note: "Sum of Huber losses of ln L with delta 1e-3: the exact optimum, objective 0.00101827401780060." },
  ),
  withOutliers: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("table 3, read in a digest", "printed"),
    { E: 1.89, A: 463.3, B: 12530, alpha: 0.345, beta: 0.452 },
    {
      note: "All 245 points, the five of highest loss among them; least-absolute.",
      uncertainty: {
        E: { standardError: 0.044 },
        A: { standardError: 145 },
        B: { standardError: 61650 },
        alpha: { standardError: 0.018 },
        beta: { standardError: 0.054 },
      },
      decimals: [2, 1, 0, 3, 3],
    },
  ),
  huberGrid: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("cell 18 of the notebook", "recovered"),
    {
      E: 1.817235504463726,
      A: 477.84171252965143,
      B: 2143.8637880335505,
      alpha: 0.34731265761033453,
      beta: 0.3671826173946711,
    },
    { note: "Where the notebook's grid of starts stops on the Huber loss: at its optimum to 3e-7 of the objective." },
  ),
  points: { extracted: 245, used: 240, source: /* @__PURE__ */ from("the text, read in a digest", "printed") },
  allocation: {
    parameterExponent: 0.5126,
    standardError: 0.02,
    decimals: 4,
    source: /* @__PURE__ */ from("the text, read in a digest", "printed"),
  },
  statistics: {
    resamples: 4000,
    parameterExponent: 0.513,
    parameterExponentStandardError: 0.02,
    parameterExponentWidth80: 0.051,
    requiredRuns: 634773,
    logLikelihood: { rounded: 562.25, tex: 837.78, fit: 879.77 },
    logLikelihoodWithOutliers: { rounded: 531.89, tex: 714.43, fit: 757.8 },
    likelihoodRatio: { statistic: 84, pValue: 1.22e-16 },
    chiSquared: { statistic: 238.4, pValue: 1.69e-49 },
    pValues: { E: 2.7e-6, A: 0.54, B: 0.2, alpha: 0.58, beta: 1.1e-4 },
    source: /* @__PURE__ */ from("the notebook's output, repository epoch-research/analyzing-chinchilla", "recovered"),
  },
};
