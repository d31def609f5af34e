import type { Source } from "../statistics/law.ts";

const PAPER = "Kausik 2024, Scaling Efficient LLMs, arXiv 2402.14746";

/** What one group of versions of the abstract says. */
export interface KausikClaim {
  /** The exponent, or the ends of its range, by which an efficient model's parameters grow with the corpus. */
  exponents: number[];
  /** How many times the corpus to double the skills, as worded; null where the abstract no longer says. */
  corpusFactorToDouble: {
    /** The least factor named. */
    lower: number;
    /** The largest factor named; null where only one is. */
    upper: number | null;
    /** The words of the paper. */
    wording: string;
  } | null;
  /** What the abstract says about emergence; null where it no longer says. */
  emergence: string | null;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** The claims of 2402.14746, version by version, and the rule that gives back all its numbers. */
export interface Kausik2024 {
  /** From the first version to the last. */
  claims: KausikClaim[];
  /** Not in what could be read of the paper: the one beta, and the exponents and factors that it gives. */
  reconstruction: {
    /** Exponent of tokens behind it. */
    beta: number;
    /** Exponents of unique sequences in tokens. */
    exponents: {
      /** 1 - 2 beta. */
      lower: number;
      /** 1 - 1.5 beta. */
      middle: number;
      /** 1 - beta. */
      upper: number;
    };
    /** Growth of the corpus for twice the unique sequences. */
    corpusFactorToDouble: {
      /** Of the lower exponent: the largest factor. */
      lower: number;
      /** Of the middle exponent. */
      middle: number;
      /** Of the upper exponent: the least factor. */
      upper: number;
    };
    /** What to know about these numbers. */
    note: string;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
}

function from(where: string, version: string, status: Source["status"] = "printed"): Source {
  return { paper: PAPER, where, version, status };
}

const EMERGENCE =
  "if the parameters are fewer than the unique sequences of the corpus, scaling up can uncover emergent skills";

/**
 * Kausik 2024, "Scaling Efficient LLMs": the claims of its abstracts, which changed from version to version.
 *
 * Only abstracts and first paragraphs were read. The body's derivation and constants are not here, and no table of the
 * paper is.
 *
 * @example
 * ```ts
 * import { kausik2024 } from "scaling-laws/published";
 *
 * console.log(kausik2024.claims.map((claim) => claim.exponents)); // => [[0.58], [0.44], [0.44, 0.72]]
 * console.log(kausik2024.claims[0]?.corpusFactorToDouble?.wording); // => "roughly between three and five fold"
 * console.log(kausik2024.reconstruction.source.status); // => "reconstructed"
 * ```
 */
export const kausik2024: Kausik2024 = {
  claims: [
    {
      exponents: [0.58],
      corpusFactorToDouble: { lower: 3, upper: 5, wording: "roughly between three and five fold" },
      emergence: EMERGENCE,
      source: /* @__PURE__ */ from("abstract", "v1 and v2, from 22 February 2024"),
    },
    {
      exponents: [0.44],
      corpusFactorToDouble: { lower: 4, upper: null, wording: "more than four fold" },
      emergence: EMERGENCE,
      source: /* @__PURE__ */ from("abstract", "v3"),
    },
    {
      exponents: [0.44, 0.72],
      corpusFactorToDouble: null,
      emergence: null,
      source: /* @__PURE__ */ from("abstract", "v4 to v6, September 2025 to 2 January 2026"),
    },
  ],
  reconstruction: {
    beta: 0.28,
    exponents: { lower: 0.44, middle: 0.58, upper: 0.72 },
    corpusFactorToDouble: { lower: 4.83235777761779, middle: 3.30382651195861, upper: 2.6187691503499466 },
    note: "1 - 2 beta, 1 - 1.5 beta and 1 - beta with the beta of Hoffmann et al. 2022 as printed; factors 2^(1 / exponent).",
    source: /* @__PURE__ */ from("inferred: all four printed numbers follow from it", "v1 to v6", "reconstructed"),
  },
};
