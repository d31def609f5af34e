import { ScalingError } from "../errors.ts";
import { type AnyLossLaw, coefficientReader, type LossCoefficients, powerTerm } from "../loss-laws/loss-formula.ts";
import type { RandomSource } from "../numeric/random.ts";
import { requireConvergence } from "../statistics/fit-parts.ts";
import type { Fit } from "../statistics/law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { lawDraws } from "./law-draws.ts";
import {
  type AnyPerformanceCurve,
  estimatesOf,
  lossAtScore,
  type PerformanceCoefficients,
  performanceReader,
} from "./performance-formula.ts";
import { type AnyScoreLaw, logSizeAtScore, scoreReader } from "./score-formula.ts";

/**
 * The family against which sizes are measured: by way of its loss (a loss law, best without irreducible term, and the
 * curve from loss to score), or in one step.
 */
export type SizeReference =
  | {
      /** Loss of the reference family by size and tokens. */
      lossLaw: AnyLossLaw & Partial<Pick<Fit, "convergence">>;
      /** Score at a loss. */
      curve: AnyPerformanceCurve;
    }
  | {
      /** Score at a size, in one step. */
      scoreLaw: AnyScoreLaw;
    };

/** Where a score leads. */
export type SizeStatus = "ok" | "at-or-below-floor" | "at-or-above-ceiling" | "beyond-data-limit";

export interface SizeAnswer {
  status: SizeStatus;
  /** -Infinity at the floor, Infinity where no size is enough; NaN where the coefficients make no sense. */
  logSize: number;
}

/** A reference read once, to be asked for many scores. */
export interface ReadReference {
  ceiling: number;
  /** The size of the law's own coefficients. */
  answer(score: number): SizeAnswer;
  /** The sizes in other local optima of the loss law, where it is a fit that has some. */
  elsewhere(score: number): { coefficients: Record<string, number>; logSize: number }[];
  /** A stream of answers to the score, each from coefficients drawn anew; null for a reference taken as exact. */
  draws(random: RandomSource): { next(score: number): number; count: number | null } | null;
  support: Record<"score" | "size" | "tokens", { lower: number; upper: number } | null>;
  level: number;
  /** Laws that are taken as exact, since they have neither draws nor covariance. */
  exact: string[];
}

/** exp of more than this is no finite number. */
const LARGEST_LOG = 709;

/** ln N = (ln A - ln(loss - E - B D^-beta)) / alpha, and why it may not be finite. */
function stepBack(at: LossCoefficients, curve: PerformanceCoefficients, score: number, logTokens: number): SizeAnswer {
  const loss = lossAtScore(curve, score);
  if (loss === Number.POSITIVE_INFINITY) return { status: "at-or-below-floor", logSize: Number.NEGATIVE_INFINITY };
  if (loss === Number.NEGATIVE_INFINITY) return { status: "at-or-above-ceiling", logSize: Number.POSITIVE_INFINITY };
  const ofSize = loss - at.E - powerTerm(at.B, at.beta, logTokens);
  if (!(ofSize > 0)) return { status: "beyond-data-limit", logSize: Number.POSITIVE_INFINITY };
  const logSize = (Math.log(at.A) - Math.log(ofSize)) / at.alpha;
  return logSize > LARGEST_LOG
    ? { status: "beyond-data-limit", logSize: Number.POSITIVE_INFINITY }
    : { status: "ok", logSize };
}

function stepBackOnce(at: Parameters<typeof logSizeAtScore>[0], score: number): SizeAnswer {
  const logSize = logSizeAtScore(at, score);
  if (logSize === Number.NEGATIVE_INFINITY) return { status: "at-or-below-floor", logSize };
  if (logSize > LARGEST_LOG) return { status: "at-or-above-ceiling", logSize: Number.POSITIVE_INFINITY };
  return { status: "ok", logSize };
}

function requireFallingLaw(at: LossCoefficients): void {
  if (at.A > 0 && at.alpha > 0) return;
  const message = `Expected a loss that falls with size, A and alpha above 0, but got A ${at.A} and alpha ${at.alpha}`;
  throw new ScalingError("INVALID_LAW", message, "reference.lossLaw");
}

function requireFallingCurve(at: PerformanceCoefficients): void {
  if (at.c > 0 && at.gamma < 0) return;
  const message = `Expected a score that falls with loss, c above and gamma below 0, but got c ${at.c} and gamma ${at.gamma}`;
  throw new ScalingError("INVALID_LAW", message, "reference.curve");
}

function hasSpread(law: { draws: unknown[] | null; covariance: unknown }): boolean {
  return law.covariance !== null || (law.draws?.length ?? 0) > 1;
}

function readTwoSteps(reference: Extract<SizeReference, { curve: unknown }>, tokens: number): ReadReference {
  const { lossLaw, curve } = reference;
  requireUsableLaw(lossLaw, "loss-law", "reference.lossLaw");
  if (lossLaw.convergence !== undefined) requireConvergence(lossLaw.convergence);
  const readLoss = coefficientReader(lossLaw);
  const readCurve = performanceReader(curve, "reference.curve");
  const atLoss = readLoss(estimatesOf(lossLaw));
  const atCurve = readCurve(estimatesOf(curve));
  requireFallingLaw(atLoss);
  requireFallingCurve(atCurve);
  const logTokens = Math.log(tokens);
  return {
    ceiling: atCurve.c + atCurve.d,
    answer: (score) => stepBack(atLoss, atCurve, score, logTokens),
    elsewhere(score) {
      const optima = lossLaw.convergence?.localOptima ?? [];
      return optima.map(({ coefficients }) => {
        const values = lossLaw.terms.map((term) => coefficients[term] ?? Number.NaN);
        return { coefficients, logSize: stepBack(readLoss(values), atCurve, score, logTokens).logSize };
      });
    },
    draws(random) {
      if (!hasSpread(lossLaw) && !hasSpread(curve)) return null;
      const ofLoss = lawDraws(lossLaw, ["E", "A", "B"], random);
      const ofCurve = lawDraws(curve, ["c", "gamma"], random);
      return {
        count: ofLoss.count === null || ofCurve.count === null ? null : Math.max(ofLoss.count, ofCurve.count),
        next(score) {
          ofLoss.next();
          ofCurve.next();
          const loss = readLoss(ofLoss.values);
          const sound = loss.A > 0 && loss.alpha > 0;
          return sound ? stepBack(loss, readCurve(ofCurve.values), score, logTokens).logSize : Number.NaN;
        },
      };
    },
    support: {
      score: curve.support?.["score"] ?? null,
      size: lossLaw.support?.["parameters"] ?? null,
      tokens: lossLaw.support?.["tokens"] ?? null,
    },
    level: curve.coefficients.c.level,
    exact: [hasSpread(lossLaw) ? "" : "loss law", hasSpread(curve) ? "" : "curve"].filter((each) => each !== ""),
  };
}

function readOneStep({ scoreLaw }: Extract<SizeReference, { scoreLaw: unknown }>): ReadReference {
  const read = scoreReader(scoreLaw, "reference.scoreLaw");
  const at = read(estimatesOf(scoreLaw));
  if (!(at.slope > 0 && at.ceiling > at.floor)) {
    const message = `Expected a score that rises with size but got slope ${at.slope} from ${at.floor} to ${at.ceiling}`;
    throw new ScalingError("INVALID_LAW", message, "reference.scoreLaw");
  }
  return {
    ceiling: at.ceiling,
    answer: (score) => stepBackOnce(at, score),
    elsewhere: () => [],
    draws(random) {
      if (!hasSpread(scoreLaw)) return null;
      const draws = lawDraws(scoreLaw, ["slope"], random);
      return {
        count: draws.count,
        next(score) {
          draws.next();
          const drawn = read(draws.values);
          return drawn.ceiling > drawn.floor ? stepBackOnce(drawn, score).logSize : Number.NaN;
        },
      };
    },
    support: { score: scoreLaw.support?.["score"] ?? null, size: scoreLaw.support?.["size"] ?? null, tokens: null },
    level: scoreLaw.coefficients.slope.level,
    exact: hasSpread(scoreLaw) ? [] : ["score law"],
  };
}

/** Reads and checks a reference once. */
export function readReference(reference: SizeReference, tokens: number): ReadReference {
  if ("scoreLaw" in reference === "curve" in reference) {
    throw new ScalingError("INVALID_OPTION", "Expected { lossLaw, curve } or { scoreLaw }", "reference");
  }
  if ("scoreLaw" in reference) return readOneStep(reference);
  return readTwoSteps(reference, tokens);
}
