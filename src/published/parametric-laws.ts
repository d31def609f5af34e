import type { Source } from "../statistics/law.ts";
import type { PublishedAllocation } from "./published-allocation.ts";
import { type PublishedLossLaw, publishedLossLaw } from "./published-loss-law.ts";

function digest(paper: string, where: string, version: string): Source {
  return { paper, where: `${where}, by way of a digest`, version, status: "printed" };
}

const sardana = (): Source =>
  digest(
    "Sardana et al. 2024, Beyond Chinchilla-Optimal: Accounting for Inference in Language Model Scaling Laws, arXiv 2401.00448",
    "table of fits by tokens per parameter",
    "2024",
  );

/** The same formula fitted to runs of at most so many tokens per parameter. */
export interface Sardana2024 {
  /** Runs of up to 100 tokens a parameter. */
  upTo100: PublishedLossLaw;
  /** Runs of up to 250 tokens a parameter. */
  upTo250: PublishedLossLaw;
  /** Runs of up to 500 tokens a parameter. */
  upTo500: PublishedLossLaw;
  /** All runs. */
  all: PublishedLossLaw;
}

/**
 * Sardana et al. 2024: the coefficients of the formula depend strongly on how far runs are trained past the optimum.
 *
 * @example
 * ```ts
 * import { sardana2024 } from "scaling-laws/published";
 *
 * console.log([sardana2024.upTo100.coefficients.alpha.estimate, sardana2024.all.coefficients.alpha.estimate]); // => [0.08, 0.18]
 * ```
 */
export const sardana2024: Sardana2024 = {
  upTo100: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ sardana(),
    { E: 0.17, A: 7.199, B: 25.97, alpha: 0.08, beta: 0.13 },
    { decimals: [2, 3, 2, 2, 2] },
  ),
  upTo250: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ sardana(),
    { E: 0.98, A: 14.23, B: 39.54, alpha: 0.13, beta: 0.16 },
    { decimals: [2, 2, 2, 2, 2] },
  ),
  upTo500: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ sardana(),
    { E: 0.95, A: 17.07, B: 35.8, alpha: 0.13, beta: 0.16 },
    { decimals: [2, 2, 1, 2, 2] },
  ),
  all: /* @__PURE__ */ publishedLossLaw(
    /* @__PURE__ */ sardana(),
    { E: 1.45, A: 33.66, B: 138.9, alpha: 0.18, beta: 0.24 },
    { decimals: [2, 2, 1, 2, 2] },
  ),
};

/** Exponents of the optimal model size that others found, N* ~ C^a, with the 95 % interval where one is printed. */
export interface PublishedExponent extends PublishedAllocation {
  /** The setting it was measured in. */
  setting: string;
  /** Lower end of the 95 % interval. */
  lower: number | null;
  /** Upper end of the 95 % interval. */
  upper: number | null;
}

const porian = (): Source =>
  digest(
    "Porian et al. 2024, Resolving Discrepancies in Compute-Optimal Scaling of Language Models, arXiv 2406.19146",
    "exponents on RefinedWeb",
    "2024",
  );

/**
 * Porian et al. 2024: the way from Kaplan's exponent to Hoffmann's, one correction after another.
 *
 * @example
 * ```ts
 * import { porian2024 } from "scaling-laws/published";
 *
 * console.log(porian2024.map((row) => row.parameterExponent)); // => [0.835, 0.706, 0.602, 0.571, 0.497]
 * ```
 */
export const porian2024: PublishedExponent[] = [
  {
    setting: "reproduction of Kaplan et al.",
    parameterExponent: 0.835,
    lower: 0.82,
    upper: 0.85,
    source: /* @__PURE__ */ porian(),
  },
  {
    setting: "counting the FLOP of the head",
    parameterExponent: 0.706,
    lower: 0.69,
    upper: 0.72,
    source: /* @__PURE__ */ porian(),
  },
  {
    setting: "and a warm-up in proportion",
    parameterExponent: 0.602,
    lower: 0.59,
    upper: 0.62,
    source: /* @__PURE__ */ porian(),
  },
  {
    setting: "and decay of the learning rate",
    parameterExponent: 0.571,
    lower: 0.56,
    upper: 0.59,
    source: /* @__PURE__ */ porian(),
  },
  {
    setting: "and tuning of optimiser and batch",
    parameterExponent: 0.497,
    lower: 0.49,
    upper: 0.5,
    source: /* @__PURE__ */ porian(),
  },
];
