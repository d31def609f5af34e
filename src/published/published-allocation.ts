import type { Source } from "../statistics/law.ts";

/**
 * How the compute-optimal size grows with compute as somebody published it, N* ~ C^parameterExponent, with what is
 * printed beside it. What is not printed is left out.
 */
export interface PublishedAllocation {
  /** Exponent of size. */
  parameterExponent: number;
  /** Of the tokens, D* ~ C^tokenExponent; one less parameterExponent where compute is 6 N D. */
  tokenExponent?: number;
  /** Its standard error. */
  standardError?: number;
  /** Bracket of the exponent of size. */
  parameterBracket?: readonly [lower: number, upper: number];
  /** Bracket of the exponent of tokens. */
  tokenBracket?: readonly [lower: number, upper: number];
  /** The printed decimals of the exponents. */
  decimals?: number;
  /** Where it stands, and how it came to us. */
  source: Source;
}
