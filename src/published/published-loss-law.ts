import type { IrreducibleLossLaw, LossTerm } from "../loss-laws/loss-formula.ts";
import type { PlainPowerLaw } from "../loss-laws/power-law.ts";
import type { Source } from "../statistics/law.ts";
import { type PrintedUncertainty, printedEstimate } from "./published-law.ts";

/** A printed loss law, as a law that can be asked. `note` says what is odd about it, or how it was estimated. */
export interface PublishedLossLaw extends IrreducibleLossLaw {
  /** What to know about these numbers. */
  note: string | null;
  source: Source;
  /** How many decimals each coefficient is printed with; none for those recovered, converted or computed again. */
  decimals: Readonly<Partial<Record<LossTerm, number>>>;
}

/** A printed power law, y = coefficient x^exponent. */
export interface PublishedPowerLaw extends PlainPowerLaw {
  /** What to know about these numbers. */
  note: string | null;
  source: Source;
  /** How many decimals are printed; none for what was converted. */
  decimals: Readonly<Partial<Record<"coefficient" | "exponent", number>>>;
}

/** A power law printed as y = (scale / x)^e: its exponent here is -e, its coefficient scale^e. */
export interface PublishedRatioLaw extends PublishedPowerLaw {
  /** The x at which y is 1, as printed. */
  scale: number;
}

/** What is printed beside the values of a loss law. */
interface LossPrinting {
  /** What to know about these numbers. */
  note?: string;
  uncertainty?: Readonly<Partial<Record<LossTerm, PrintedUncertainty>>>;
  /** Decimals in the order E, A, B, alpha, beta. */
  decimals?: readonly [E: number, A: number, B: number, alpha: number, beta: number];
}

export function publishedLossLaw(
  source: Source,
  values: Readonly<Record<LossTerm, number>>,
  { note, uncertainty: printed = {}, decimals }: LossPrinting = {},
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
    decimals:
      decimals === undefined
        ? {}
        : { E: decimals[0], A: decimals[1], B: decimals[2], alpha: decimals[3], beta: decimals[4] },
    note: note ?? null,
  };
}

/** y = coefficient x^exponent, with the decimals of each as printed. */
export function publishedPowerLaw(
  source: Source,
  coefficient: number,
  exponent: number,
  { note = null, decimals = {} }: { note?: string | null; decimals?: PublishedPowerLaw["decimals"] } = {},
): PublishedPowerLaw {
  return {
    kind: "power-law",
    version: 1,
    terms: ["coefficient", "exponent"],
    coefficients: { coefficient: printedEstimate(coefficient), exponent: printedEstimate(exponent) },
    covariance: null,
    draws: null,
    source: { ...source },
    decimals: { ...decimals },
    note,
  };
}

/** Kaplan's way of writing y = (scale / x)^exponent, the exponent with three decimals. */
export function publishedRatioLaw(
  source: Source,
  scale: number,
  exponent: number,
  note: string | null = null,
): PublishedRatioLaw {
  return { ...publishedPowerLaw(source, scale ** exponent, -exponent, { note, decimals: { exponent: 3 } }), scale };
}
