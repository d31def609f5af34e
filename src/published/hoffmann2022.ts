import type { Source } from "../statistics/law.ts";
import type { PublishedAllocation } from "./published-allocation.ts";
import { type PublishedLossLaw, publishedLossLaw } from "./published-loss-law.ts";

const PAPER = "Hoffmann et al. 2022, Training Compute-Optimal Large Language Models, arXiv 2203.15556";
const VERSION = "v1, 29 March 2022";

function from(where: string, status: Source["status"] = "printed"): Source {
  return { paper: PAPER, where, version: VERSION, status };
}

/** The exponents of one approach: N* ~ C^a and D* ~ C^b, with the printed 10th and 90th percentiles. */
export interface AllocationExponents extends PublishedAllocation {
  /** Which of the paper's three approaches. */
  approach: 1 | 2 | 3;
  /** Bracket of the exponent of size. */
  parameterBracket: readonly [lower: number, upper: number];
  tokenExponent: number;
  /** Bracket of the exponent of tokens. */
  tokenBracket: readonly [lower: number, upper: number];
}

/** How approach 3 was estimated: Huber losses of ln L, by L-BFGS from a grid of starts. */
export interface HoffmannEstimation {
  /** Corner of the Huber loss. */
  huberDelta: number;
  /** Number of starts. */
  starts: number;
  /** The grid: every combination of these. */
  lnE: number[];
  /** Starting values of ln A. */
  lnA: number[];
  /** Starting values of ln B. */
  lnB: number[];
  /** Starting values of alpha. */
  alpha: number[];
  /** Starting values of beta. */
  beta: number[];
  /** Brackets of the exponents: 10th and 90th percentiles of so many fits to so large a share of the runs. */
  bootstrap: {
    /** Resamples drawn. */
    resamples: number;
    /** Share of the points in a resample. */
    share: number;
  };
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** A row of a table of compute-optimal training runs. */
export interface PrintedOptimum {
  /** Size of the model, in parameters. */
  parameters: number;
  /** Training compute, in FLOP. */
  flop: number;
  /** Training tokens. */
  tokens: number;
}

/** The law of approach 3 as printed, and beside it what else the paper says about compute-optimal training. */
export interface Hoffmann2022 extends PublishedLossLaw {
  /** The same law with the digits of the paper's TeX source. */
  tex: PublishedLossLaw;
  /** Exponents of the optimum, by approach. */
  exponents: AllocationExponents[];
  /** The compute budgets of the isoFLOP runs of approach 2. */
  isoFlopBudgets: number[];
  /** Optimal runs by approach: table 3, and table A3 for the second and third approach. */
  optima: {
    /** By approach 1. */
    approach1: PrintedOptimum[];
    /** By approach 2. */
    approach2: PrintedOptimum[];
    /** By approach 3. */
    approach3: PrintedOptimum[];
  };
  /** Size, tokens and compute of Gopher. */
  gopher: {
    /** Size of the model, in parameters. */
    parameters: number;
    /** Training tokens. */
    tokens: number;
    /** Training compute, in FLOP. */
    flop: number;
  };
  /** The size that approach 3 is said to give at Gopher's compute. */
  parametersAtGopher: number;
  /** The natural logarithms that the comment in the TeX source gives, of which `tex` has the exponentials. */
  texLogarithms: {
    /** ln E. */
    lnE: number;
    /** ln A. */
    lnA: number;
    /** ln B. */
    lnB: number;
  };
  /** How the law was fitted. */
  estimation: HoffmannEstimation;
  /** Size and tokens of Chinchilla. */
  chinchilla: {
    /** Size of the model, in parameters. */
    parameters: number;
    /** Training tokens. */
    tokens: number;
  };
}

function exponents(
  approach: 1 | 2 | 3,
  parameter: readonly [number, number, number],
  token: readonly [number, number, number],
): AllocationExponents {
  const [parameterExponent, a, b] = parameter;
  const [tokenExponent, c, d] = token;
  return {
    approach,
    parameterExponent,
    parameterBracket: [a, b],
    tokenExponent,
    tokenBracket: [c, d],
    decimals: 2,
    source: from("table 2"),
  };
}

const SIZES = [4e8, 1e9, 1e10, 6.7e10, 1.75e11, 2.8e11, 5.2e11, 1e12, 1e13];

function optima(flop: readonly number[], tokens: readonly number[]): PrintedOptimum[] {
  return SIZES.map((parameters, i) => ({ parameters, flop: flop[i] ?? 0, tokens: tokens[i] ?? 0 }));
}

/**
 * The Chinchilla paper. The object itself is the law of approach 3 as printed, rounded to two digits in the exponents.
 *
 * The rounding alone moves the tokens per parameter at Gopher's compute from 59 to 93: use `tex`, the coefficients in
 * the TeX source, for anything but the printed numbers. Neither is the optimum of the paper's own objective on its own
 * data (see {@link besiroglu2024}).
 *
 * @example
 * ```ts
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * console.log(hoffmann2022.coefficients.beta.estimate); // => 0.28
 * console.log(hoffmann2022.tex.coefficients.beta.estimate); // => 0.2849083
 * console.log(hoffmann2022.exponents[2]?.parameterExponent); // => 0.46
 * ```
 */
export const hoffmann2022: Hoffmann2022 = {
  .../* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("equation 10, appendix D.3"),
    { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 },
    {
      note: "Rounded: the exponents to two digits, which alone moves optimal tokens per parameter by half.",
      decimals: [2, 1, 1, 2, 2],
    },
  ),
  tex: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ from("comment in the TeX source, by way of arXiv 2404.10102", "recovered"),
    {
      E: 1.6933736809989528,
      A: 406.4010175194737,
      B: 410.7228269450398,
      alpha: 0.33917084,
      beta: 0.2849083,
    },
    {
      note: "The source gives ln A = 6.0073404, ln B = 6.0179186 and ln E = 0.5267228.",
    },
  ),
  exponents: [
    /* @__PURE__ */ exponents(1, [0.5, 0.488, 0.502], [0.5, 0.501, 0.512]),
    /* @__PURE__ */ exponents(2, [0.49, 0.462, 0.534], [0.51, 0.483, 0.529]),
    /* @__PURE__ */ exponents(3, [0.46, 0.454, 0.455], [0.54, 0.542, 0.543]),
  ],
  isoFlopBudgets: [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21],
  optima: {
    approach1: /* @__PURE__ */ optima(
      [1.92e19, 1.21e20, 1.23e22, 5.76e23, 3.85e24, 9.9e24, 3.43e25, 1.27e26, 1.3e28],
      [8e9, 2.02e10, 2.051e11, 1.5e12, 3.7e12, 5.9e12, 1.1e13, 2.12e13, 2.162e14],
    ),
    approach2: /* @__PURE__ */ optima(
      [1.84e19, 1.2e20, 1.32e22, 6.88e23, 4.54e24, 1.18e25, 4.19e25, 1.59e26, 1.75e28],
      [7.7e9, 2e10, 2.195e11, 1.7e12, 4.3e12, 7.1e12, 1.34e13, 2.65e13, 2.92e14],
    ),
    // The fifth is printed 1.26e24, a misprint: 6 x 1.75e11 x 1.2e13 is 1.26e25.
    approach3: /* @__PURE__ */ optima(
      [2.21e19, 1.62e20, 2.46e22, 1.71e24, 1.26e25, 3.52e25, 1.36e26, 5.65e26, 8.55e28],
      [9.2e9, 2.71e10, 4.101e11, 4.1e12, 1.2e13, 2.01e13, 4.35e13, 9.41e13, 1.4255e15],
    ),
  },
  gopher: { parameters: 2.8e11, tokens: 3e11, flop: 5.76e23 },
  parametersAtGopher: 4e10,
  texLogarithms: { lnE: 0.5267228, lnA: 6.0073404, lnB: 6.0179186 },
  estimation: {
    huberDelta: 1e-3,
    starts: 4500,
    lnE: [-1, -0.5, 0, 0.5, 1],
    lnA: [0, 5, 10, 15, 20, 25],
    lnB: [0, 5, 10, 15, 20, 25],
    alpha: [0, 0.5, 1, 1.5, 2],
    beta: [0, 0.5, 1, 1.5, 2],
    bootstrap: { resamples: 100, share: 0.8 },
    source: /* @__PURE__ */ from("section 3.3, appendix D.2"),
  },
  chinchilla: { parameters: 7e10, tokens: 1.4e12 },
};
