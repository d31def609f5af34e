import type { IrreducibleLossLaw, LossTerm } from "../loss-laws/loss-formula.ts";
import type { PlainPowerLaw } from "../loss-laws/power-law.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Source } from "../statistics/law.ts";

/** A printed loss law, as a law that can be asked. `note` says what is odd about it, or how it was estimated. */
export interface PublishedLossLaw extends IrreducibleLossLaw {
  note: string | null;
  source: Source;
}

/** A printed power law, y = coefficient x^exponent. */
export interface PublishedPowerLaw extends PlainPowerLaw {
  note: string | null;
  source: Source;
}

/** Standard errors or bounds that are printed with a coefficient. */
export interface PrintedUncertainty {
  standardError?: number;
  lower?: number;
  upper?: number;
}

const LEVEL = 0.95;

function printedEstimate(estimate: number, printed: PrintedUncertainty = {}): Estimate {
  const { standardError = null, lower = null, upper = null } = printed;
  return { estimate, standardError, lower, upper, level: LEVEL };
}

export function publishedLossLaw(
  source: Source,
  values: Readonly<Record<LossTerm, number>>,
  note: string | null = null,
  printed: Readonly<Partial<Record<LossTerm, PrintedUncertainty>>> = {},
): PublishedLossLaw {
  const { E, A, B, alpha, beta } = values;
  return {
    kind: "loss-law",
    version: 1,
    terms: ["E", "A", "B", "alpha", "beta"],
    coefficients: {
      E: printedEstimate(E, printed.E),
      A: printedEstimate(A, printed.A),
      B: printedEstimate(B, printed.B),
      alpha: printedEstimate(alpha, printed.alpha),
      beta: printedEstimate(beta, printed.beta),
    },
    covariance: null,
    draws: null,
    source: { ...source },
    note,
  };
}

/** y = coefficient x^exponent. */
export function publishedPowerLaw(
  source: Source,
  coefficient: number,
  exponent: number,
  note: string | null = null,
): PublishedPowerLaw {
  return {
    kind: "power-law",
    version: 1,
    terms: ["coefficient", "exponent"],
    coefficients: { coefficient: printedEstimate(coefficient), exponent: printedEstimate(exponent) },
    covariance: null,
    draws: null,
    source: { ...source },
    note,
  };
}

/** Kaplan's way of writing y = (scale / x)^exponent. */
export function publishedRatioLaw(
  source: Source,
  scale: number,
  exponent: number,
  note: string | null = null,
): PublishedPowerLaw {
  return publishedPowerLaw(source, scale ** exponent, -exponent, note);
}
