import type { SaturatingTerm } from "../routing/routing-law.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Source } from "../statistics/law.ts";
import type { PublishedLaw } from "./published-law.ts";

/** A routing law of Clark et al. 2022: as printed, or with the digits of c that the printed cut-off implies. */
export type Clark2022Law = PublishedLaw<"routing-law", SaturatingTerm>;

/** One for each way of routing that the paper compares. */
export interface Clark2022Routers<Value> {
  /** Balanced assignment by Sinkhorn iterations, S-BASE. */
  sBase: Value;
  /** Routing by reinforcement learning, RL-R. */
  rlR: Value;
  /** Routing by a hash of the token, HASH. */
  hash: Value;
}

/** The laws of 2202.01169 and the numbers that the paper draws from them. */
export interface Clark2022 extends Clark2022Routers<Clark2022Law> {
  /** The same laws with c = -b / log10 of the printed cut-off in place of the printed c, which has one or two digits. */
  unrounded: Clark2022Routers<Clark2022Law>;
}

/** Numbers that the text of 2202.01169 prints. */
export interface Clark2022Claims {
  /** The sizes, in parameters, beyond which routing no longer helps. */
  cutoffParameters: Clark2022Routers<number>;
  /** The law of dense models, L = (scale / N)^exponent, fitted on its own. */
  dense: {
    /** Exponent of size. */
    exponent: number;
    /** Size at which the loss would be one nat, in parameters. */
    scale: number;
  };
  /** The dense model that a routed one is said to equal. */
  effectiveParameters: {
    /** Parameters that a token sees. */
    parameters: number;
    /** Experts of a routed layer. */
    experts: number;
    /** Effective parameter count printed. */
    effectiveParameters: number;
  };
  /** Ours for the same model: by a law fitted to the runs of S-BASE, and by the coefficients of its printed row. */
  effectiveParametersOurs: {
    /** Count by our fit. */
    fitted: number;
    /** Count by the printed row. */
    ofPrintedRow: number;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** The dense law of Kaplan et al. 2020 that it is held against. */
  kaplan: {
    /** Exponent of size. */
    exponent: number;
    /** Size at which the loss would be one nat, in parameters. */
    scale: number;
  };
  /** Training tokens of every model. */
  tokens: number;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** Errors of one form of the law when one size of model at a time is left out: root mean squares of log10(loss ratio). */
export interface ClarkHeldOutError {
  /** Form of the law. */
  form: "separable" | "bilinear" | "saturating";
  /** Error on the runs held out, by router. */
  error: Clark2022Routers<number>;
}

/** How the laws were fitted and checked. */
export interface Clark2022Fitting {
  /** The point that the notebook's starts scatter about; expertsStart and expertsMax as logarithms to base 2. */
  starts: {
    /** Start of a. */
    a: number;
    /** Start of b. */
    b: number;
    /** Start of c. */
    c: number;
    /** Start of d. */
    d: number;
    /** Start of log2 expertsStart. */
    log2ExpertsStart: number;
    /** Start of log2 expertsMax. */
    log2ExpertsMax: number;
  };
  /** Starts: each coefficient of the point times a draw of the standard normal. */
  restarts: number;
  /** Where it stands, and how it came to us. */
  source: Source;
  /** Recalled, and held against no text of the paper: to be looked at, not to be cited. */
  heldOut: {
    /** Errors by form and router. */
    rows: ClarkHeldOutError[];
    /** What to know about these numbers. */
    note: string;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
}

const PAPER = "Clark et al. 2022, arXiv 2202.01169";

type Row = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  expertsStart: number,
  expertsMax: number,
  cutoff: number,
];

/** Something of each row of table 3, whose last entry, the cut-off in parameters, the text prints. */
function routers<Value>(of: (...row: Row) => Value): Clark2022Routers<Value> {
  return {
    sBase: of(-0.082, -0.108, 0.009, 1.104, 1.847, 314.478, 937e9),
    rlR: of(-0.083, -0.126, 0.012, 1.111, 1.88, 469.982, 85e9),
    hash: of(-0.087, -0.136, 0.012, 1.157, 4.175, 477.741, 83e9),
  };
}

const of = (estimate: number): Estimate => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });

/** As printed, with three decimals; or with the c of the cut-off, and then no digits are taken as printed. */
function laws(decimals: 3 | null): Clark2022Routers<Clark2022Law> {
  return routers((a, b, c, d, expertsStart, expertsMax, cutoff) => ({
    kind: "routing-law",
    version: 1,
    terms: ["a", "b", "c", "d", "expertsStart", "expertsMax"],
    coefficients: {
      a: of(a),
      b: of(b),
      c: of(decimals ? c : -b / Math.log10(cutoff)),
      d: of(d),
      expertsStart: of(expertsStart),
      expertsMax: of(expertsMax),
    },
    covariance: null,
    draws: null,
    source: { paper: PAPER, where: "table 3", version: "2022", status: decimals ? "printed" : "reconstructed" },
    decimals,
  }));
}

/**
 * Clark et al. 2022, "Unified Scaling Laws for Routed Language Models": the routing laws of table 3, of models of 15 million
 * to 1.3 billion parameters, up to 512 experts and 130 billion tokens, logarithms to base 10.
 *
 * c is printed with three decimals, and the cut-off -b / c and predictions of the loss suffer: the printed c gives cut-offs
 * of 1000, 32 and 215 billion parameters where the paper, from its unrounded c, prints 937, 85 and 83. `unrounded` has the
 * c that gives these, and is to be taken wherever c matters. The other coefficients are as printed in both.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 *
 * console.log(clark2022.sBase.coefficients.c.estimate); // => 0.009
 * console.log(clark2022.unrounded.sBase.coefficients.c.estimate); // => 0.009021245340334966
 * console.log(clark2022.unrounded.sBase.source?.status); // => "reconstructed"
 * ```
 */
export const clark2022: Clark2022 = /* @__PURE__ */ (() => ({
  ...laws(3),
  unrounded: laws(null),
}))();

/**
 * What the text of Clark et al. 2022 says in numbers beside its table: the cut-offs, the dense law, an example of the
 * effective parameter count.
 *
 * @example
 * ```ts
 * import { clark2022Claims } from "scaling-laws/published";
 *
 * console.log(clark2022Claims.cutoffParameters.sBase); // => 9.37e11
 * ```
 */
export const clark2022Claims: Clark2022Claims = /* @__PURE__ */ (() => ({
  cutoffParameters: routers((...row) => row[6]),
  dense: { exponent: 0.078, scale: 3.568e13 },
  effectiveParameters: { parameters: 5e6, experts: 128, effectiveParameters: 5.5e7 },
  effectiveParametersOurs: {
    fitted: 5.44e7,
    ofPrintedRow: 5.18e7,
    source: { paper: PAPER, where: "computed from its law and its runs", version: "2022", status: "reconstructed" },
  },
  kaplan: { exponent: 0.076, scale: 8.8e13 },
  tokens: 1.3e11,
  source: { paper: PAPER, where: "text", version: "2022", status: "printed" },
}))();

/**
 * How Clark et al. 2022 fitted their laws, by the notebook that came with their data, and how far the three forms of the
 * law were off on sizes they had not seen. The last is recalled, not read: `heldOut.source.status` says so.
 *
 * @example
 * ```ts
 * import { clark2022Fitting } from "scaling-laws/published";
 *
 * console.log(clark2022Fitting.restarts); // => 500
 * console.log(clark2022Fitting.heldOut.source.status); // => "reconstructed"
 * ```
 */
export const clark2022Fitting: Clark2022Fitting = {
  starts: {
    a: -0.01100865,
    b: 0.11597899,
    c: -0.08367467,
    d: 1,
    log2ExpertsStart: 1,
    log2ExpertsMax: 9.99978226,
  },
  restarts: 500,
  source: { paper: PAPER, where: "the notebook beside its data", version: "2022", status: "recovered" },
  heldOut: {
    rows: [
      { form: "separable", error: { sBase: 0.008, rlR: 0.009, hash: 0.009 } },
      { form: "bilinear", error: { sBase: 0.006, rlR: 0.0057, hash: 0.006 } },
      { form: "saturating", error: { sBase: 0.0058, rlR: 0.0052, hash: 0.0058 } },
    ],
    note: "Recalled and not held against the text. The same errors, computed on its runs, are within about a tenth of these.",
    source: {
      paper: PAPER,
      where: "leave-one-out tables, from memory",
      version: "2022",
      status: "reconstructed",
    },
  },
};
