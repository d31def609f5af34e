import type { Warning } from "../errors.ts";
import { MOST_RESAMPLES, requireFinite, requireOptions, requirePositive, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { randomSource, standardNormal } from "../numeric/random.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { askedScoreWarnings } from "./score-units.ts";
import { type ReadReference, readReference, type SizeReference, type SizeStatus } from "./size-reference.ts";
import { basinWarnings, outside, supportWarnings } from "./size-warnings.ts";

/** What {@link effectiveParameterSize} may be told. */
export interface EffectiveSizeOptions {
  /**
   * D: the training tokens that every reference model is imagined to have had, the same for all scores. Default 5e12,
   * as in Nature Machine Intelligence 2025; arXiv v2 took 1e12, which makes densities two to five times larger. A score
   * law knows no tokens.
   */
  referenceTokens?: number;
  /** The standard error of the score itself, as sqrt(p (1 - p) / items) of a benchmark; default 0. */
  scoreStandardError?: number;
  /** Default: the level of the reference. */
  level?: number;
  /** Default 1. */
  seed?: number;
  /** Draws where the reference kept none of its own; default 1000, 0 for no interval. */
  resamples?: number;
}

/** The size of the reference model that reaches a score. */
export interface EffectiveParameterSize {
  /**
   * `at-or-below-floor`: any size does, `parameters` is 0. `at-or-above-ceiling`: the curve never gets there.
   * `beyond-data-limit`: the reference tokens leave more loss than the score allows, at any size. In both, `parameters`
   * is null: there is no such size.
   */
  status: SizeStatus;
  /** The size; 0 at or below the floor, null where no size is enough. */
  parameters: number | null;
  /** From draws of ln size; a null upper bound means no bound, a lower one of 0 the floor. Null with `parameters`. */
  interval: Estimate | null;
  /** The share of draws in which no size reaches the score; null without draws. */
  infiniteShare: number | null;
  /** The score, or the size, lies outside what the reference was fitted on. */
  extrapolated: boolean;
  /** The score asked about, in the unit of the reference. */
  score: number;
  /** Null for a score law. */
  referenceTokens: number | null;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/** A quantile of ascending values that may be infinite at both ends. */
function quantile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const share = position - below;
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  if (share === 0 || low === high) return low;
  return Number.isFinite(low) && Number.isFinite(high) ? low + share * (high - low) : share < 0.5 ? low : high;
}

interface Spread {
  infiniteShare: number | null;
  standardErrorLog: number | null;
  /** Of ln size; infinite where there is none. */
  lower: number;
  upper: number;
  dropped: number;
  total: number;
}

function spreadOf(read: ReadReference, score: number, level: number, options: EffectiveSizeOptions): Spread | null {
  const resamples = requireWhole(options.resamples ?? 1000, 0, "options.resamples", MOST_RESAMPLES);
  const noise = requireFinite(options.scoreStandardError ?? 0, "options.scoreStandardError");
  const random = randomSource(requireWhole(options.seed ?? 1, Number.MIN_SAFE_INTEGER, "options.seed"));
  const drawn = read.draws(random);
  const total = drawn === null ? (noise > 0 ? resamples : 0) : (drawn.count ?? resamples);
  if (resamples < 2 || total < 2) return null;
  const all = new Float64Array(total);
  let kept = 0;
  let infinite = 0;
  for (let b = 0; b < total; b++) {
    const asked = noise > 0 ? score + noise * standardNormal(random) : score;
    const logSize = drawn === null ? read.answer(asked).logSize : drawn.next(asked);
    if (Number.isNaN(logSize)) continue;
    if (logSize === Number.POSITIVE_INFINITY) infinite++;
    all[kept++] = logSize;
  }
  if (kept < 2) return null;
  const sorted = all.subarray(0, kept).sort();
  let standardErrorLog: number | null = null;
  if (Number.isFinite(sorted[0]!) && Number.isFinite(sorted[kept - 1]!)) {
    const centre = sorted.reduce((sum, each) => sum + each, 0) / kept;
    standardErrorLog = Math.sqrt(sorted.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (kept - 1));
  }
  const tail = (1 - level) / 2;
  return {
    infiniteShare: infinite / kept,
    standardErrorLog,
    lower: quantile(sorted, tail),
    upper: quantile(sorted, 1 - tail),
    dropped: total - kept,
    total,
  };
}

function spreadWarnings(read: ReadReference, spread: Spread | null): Warning[] {
  const warnings: Warning[] = [];
  if (read.exact.length > 0) {
    const are = read.exact.length > 1 ? ["have", "are"] : ["has", "is"];
    const message = `The ${read.exact.join(" and the ")} ${are[0]} neither draws nor a covariance and ${are[1]} taken as exact.`;
    warnings.push({ code: "NO_COVARIANCE", message, path: "interval" });
  }
  if (spread === null) return warnings;
  if (spread.dropped > 0) {
    const message = `${spread.dropped} of ${spread.total} draws were dropped: in them the score does not rise with size.`;
    warnings.push({ code: "RESAMPLES_DROPPED", message, path: "interval" });
  }
  if (spread.upper === Number.POSITIVE_INFINITY) {
    const message = `In ${(100 * spread.infiniteShare!).toFixed(1)} % of the draws no size reaches the score: the size has no upper bound.`;
    warnings.push({ code: "UNBOUNDED", message, path: "interval.upper" });
  }
  return warnings;
}

function intervalOf(size: number, spread: Spread, level: number): Estimate {
  const bound = (log: number): number | null => {
    const value = Math.exp(log);
    return Number.isFinite(value) ? value : null;
  };
  return {
    estimate: size,
    standardError: spread.standardErrorLog === null ? null : size * spread.standardErrorLog,
    lower: bound(spread.lower),
    upper: bound(spread.upper),
    level,
  };
}

/**
 * The effective parameter size: how many parameters a model of the reference family needs to reach a score,
 *
 * loss = l - ln(c / (score - d) - 1) / gamma,   N = ((loss - E - B D^-beta) / A)^(-1/alpha),
 *
 * with D the reference tokens and E = 0 for a law without irreducible loss; or in one step by a score law. Not NaN for
 * any score: what has no answer says so in `status`.
 *
 * The interval is of draws of ln size: the laws' own where both kept them (`keepDraws`), otherwise from their covariance
 * (normal or t; A, B, E, c and gamma in logarithms). It holds the uncertainty of the reference within one optimum of the
 * loss law, and of the score if you say how large it is; not the choice of optimum (`SEVERAL_OPTIMA` gives the size in
 * the others), nor of D. All scores share the reference: with one seed they share its draws.
 *
 * @param reference - `{ lossLaw, curve }` or `{ scoreLaw }`: fits or published laws.
 * @param score - of the model, in the unit of the curve.
 * @param options - See {@link EffectiveSizeOptions}.
 * @returns Plain JSON. Warnings: `EXTRAPOLATION` (score, size or tokens), `SEVERAL_OPTIMA`, `NO_COVARIANCE`,
 * `UNBOUNDED`, `RESAMPLES_DROPPED`, `MIXED_UNITS`.
 * @throws ScalingError `OUT_OF_RANGE` (percent put to a curve of fractions), `NOT_FINITE`, `NOT_POSITIVE`,
 * `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), equation 4; the outcomes where it has no solution are ours.
 *
 * @example
 * ```ts
 * import { effectiveParameterSize } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * const at5T = effectiveParameterSize(xiao2025.average, 60);
 * console.log(((at5T.parameters ?? 0) / 1e9).toFixed(1)); // => "30.5"
 * const at1T = effectiveParameterSize(xiao2025.average, 60, { referenceTokens: 1e12 });
 * console.log(((at1T.parameters ?? 0) / 1e9).toFixed(1)); // => "108.6"
 * console.log(effectiveParameterSize(xiao2025.average, 10).status); // => "at-or-below-floor"
 * ```
 */
export function effectiveParameterSize(
  reference: SizeReference,
  score: number,
  options: EffectiveSizeOptions = {},
): EffectiveParameterSize {
  requireOptions(reference, "reference");
  requireOptions(options);
  requireFinite(score, "score");
  const tokens = requirePositive(options.referenceTokens ?? 5e12, "options.referenceTokens");
  const read = readReference(reference, tokens);
  const level = resolveLevel(options.level ?? read.level);
  const unitWarnings = askedScoreWarnings(score, read.ceiling, "score");
  const { status, logSize } = read.answer(score);
  const size = status === "ok" ? Math.exp(logSize) : status === "at-or-below-floor" ? 0 : null;
  const spread = spreadOf(read, score, level, options);
  const { support } = read;
  const ofTokens = "scoreLaw" in reference ? null : tokens;
  return requireHeld(
    {
      status,
      parameters: size,
      interval: size === null || spread === null ? null : intervalOf(size, spread, level),
      infiniteShare: spread?.infiniteShare ?? null,
      extrapolated: outside(support.score, score) || size === null || outside(support.size, size),
      // JSON has no -0.
      score: score + 0,
      referenceTokens: ofTokens,
      warnings: [
        ...unitWarnings,
        ...supportWarnings(read, score, size, ofTokens),
        ...basinWarnings(read, score, logSize),
        ...spreadWarnings(read, spread),
      ],
    },
    "result",
  );
}
