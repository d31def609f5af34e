import type { Estimate } from "../statistics/estimate.ts";
import type { Law, LawKind, Source } from "../statistics/law.ts";

/**
 * A law as somebody published it: a law that can be asked, with its source, and what is known of its printing.
 *
 * Every law of a paper has this shape, so that `compareWithPublished` takes them all; so has a law of your own that
 * names a source.
 */
export interface PublishedLaw<Kind extends LawKind = LawKind, Term extends string = string> extends Law<Kind, Term> {
  /** Where it stands in print. */
  source: Source;
  /** How many decimals each coefficient is printed with; none for those recovered, converted or computed again. */
  decimals?: Readonly<Partial<Record<Term, number>>>;
  /** What is odd about the law as printed, or how it was estimated. */
  note?: string | null;
}

/** Standard errors or bounds that are printed with a coefficient. */
export interface PrintedUncertainty {
  standardError?: number;
  lower?: number;
  upper?: number;
}

const LEVEL = 0.95;

/** A coefficient as printed: with the uncertainty that is printed beside it, and none where there is none. */
export function printedEstimate(estimate: number, printed: PrintedUncertainty = {}): Estimate {
  const { standardError = null, lower = null, upper = null } = printed;
  return { estimate, standardError, lower, upper, level: LEVEL };
}
