import type { Source } from "../statistics/law.ts";
import type { PublishedExponent } from "./parametric-laws.ts";
import { type PublishedLossLaw, publishedLossLaw } from "./published-loss-law.ts";

function digest(paper: string, where: string, version: string): Source {
  return { paper, where: `${where}, by way of a digest`, version, status: "printed" };
}

/** What the MiniCPM report prints of its own loss law; A, B and E are not to be had. */
export interface Minicpm2024 {
  /** Exponent of size. */
  alpha: number;
  /** Exponent of tokens. */
  beta: number;
  /** K^2 and eta of N* / D* = K^2 (C / 6)^eta. */
  kSquared: number;
  /** eta of that ratio. */
  eta: number;
  /** The optimum in words: tokens for each parameter. */
  tokensPerParameter: number;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/**
 * Hu et al. 2024, "MiniCPM": a data exponent of its own, and 192 tokens for each parameter.
 *
 * @example
 * ```ts
 * import { corpusExponents } from "scaling-laws/corpus";
 * import { minicpm2024 } from "scaling-laws/published";
 *
 * console.log(corpusExponents(minicpm2024.beta).lower?.toFixed(2)); // => "0.54"
 * ```
 */
export const minicpm2024: Minicpm2024 = {
  alpha: 0.29,
  beta: 0.23,
  kSquared: 0.01,
  eta: -0.1,
  tokensPerParameter: 192,
  source: /* @__PURE__ */ digest("Hu et al. 2024, MiniCPM, arXiv 2404.06395", "section on scaling laws", "2024"),
};

/**
 * Pearce and Song 2024: Kaplan's exponent from counting parameters without embeddings at small sizes.
 *
 * @example
 * ```ts
 * import { pearce2024 } from "scaling-laws/published";
 *
 * console.log(pearce2024.map((row) => row.parameterExponent)); // => [0.76, 0.51]
 * ```
 */
export const pearce2024: PublishedExponent[] = [
  {
    setting: "parameters without embeddings, local exponent at small sizes; the middle of the printed range",
    parameterExponent: 0.76,
    lower: 0.74,
    upper: 0.78,
    source: /* @__PURE__ */ pearce(),
  },
  { setting: "all parameters", parameterExponent: 0.51, lower: null, upper: null, source: /* @__PURE__ */ pearce() },
];

function pearce(): Source {
  return digest(
    "Pearce and Song 2024, Reconciling Kaplan and Chinchilla Scaling Laws, arXiv 2406.12907",
    "text",
    "2024",
  );
}

/**
 * Henighan et al. 2020: the exponent of the optimal size over several kinds of data, N* ~ C^0.7, with losses of the form
 * L = L_inf + (x0 / x)^alpha.
 *
 * @example
 * ```ts
 * import { henighan2020 } from "scaling-laws/published";
 *
 * console.log(henighan2020.parameterExponent); // => 0.7
 * ```
 */
export const henighan2020: PublishedExponent = {
  setting: "images, video, mathematics, image and text together",
  parameterExponent: 0.7,
  lower: null,
  upper: null,
  source: /* @__PURE__ */ digest(
    "Henighan et al. 2020, Scaling Laws for Autoregressive Generative Modeling, arXiv 2010.14701",
    "text",
    "2020",
  ),
};

/** Fits that other software shows in its description. */
export interface PeerFits {
  /** By the package chinchilla. */
  chinchilla: PublishedLossLaw;
  /** By vpnls, in plain counts. */
  vpnls: PublishedLossLaw;
  /** The factors of vpnls as printed: A for parameters in millions, B for tokens in billions. */
  vpnlsPrinted: {
    /** A as printed, in its units. */
    A: number;
    /** B as printed, in its units. */
    B: number;
    /** Its unit of size, in parameters. */
    parameterUnit: number;
    /** Its unit of tokens, in tokens. */
    tokenUnit: number;
  };
}

/**
 * Loss laws that two packages print in their read-me files, each on data and with an objective of its own.
 *
 * vpnls counts parameters in millions and tokens in billions; its A and B are turned here into those of plain counts.
 *
 * @example
 * ```ts
 * import { peerFits } from "scaling-laws/published";
 *
 * console.log(peerFits.chinchilla.coefficients.beta.estimate.toFixed(4)); // => "0.3556"
 * console.log(peerFits.vpnls.coefficients.B.estimate.toFixed(0)); // => "4198"
 * ```
 */
export const peerFits: PeerFits = {
  chinchilla: /* @__PURE__ */ publishedLossLaw(
    { paper: "package chinchilla by kyo-takano", where: "README", version: "not numbered", status: "printed" },
    {
      E: 1.7004437920205586,
      A: 185.388090185727,
      B: 1627.0012474587165,
      alpha: 0.28923265350161337,
      beta: 0.3556020928031086,
    },
    { note: "On its own runs; asymmetric absolute error of the raw loss, weight 10." },
  ),
  vpnlsPrinted: { A: 4.1479, B: 1.0546, parameterUnit: 1e6, tokenUnit: 1e9 },
  vpnls: /* @__PURE__ */ publishedLossLaw(
    { paper: "package vpnls, Czech et al., arXiv 2603.22339", where: "README", version: "2026", status: "printed" },
    { E: 1.8608, A: 4.1479 * 1e6 ** 0.36, B: 1.0546 * 1e9 ** 0.4, alpha: 0.36, beta: 0.4 },
    {
      note: "124 points of MassiveText; Huber loss (1e-3) of the raw loss on a grid of exponents of .01. Printed as A = 4.1479 for millions of parameters and B = 1.0546 for billions of tokens.",
    },
  ),
};
