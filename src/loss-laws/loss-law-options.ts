import { requireFinite, requireOneOf, requirePositive } from "../numeric/checks.ts";
import type { FitOptions, ResolvedFitOptions } from "../statistics/fit-options.ts";
import { resolveFitOptions } from "../statistics/fit-options.ts";

/** What is minimised: the sum of Huber losses of the residuals, of their absolute values, or of their squares. */
export type LossObjective = "huber" | "absolute" | "least-squares";

/**
 * - `percentile`: whole points (or whole clusters, where given) drawn again; the only one for Huber and absolute fits;
 * - `t`: s^2 (J'J)^-1 and Student's t, for least squares; errors independent, of one spread;
 * - `cluster`: for least squares with clusters; errors independent between clusters only, CR1, t with one degree less
 *   than clusters.
 */
export type LossInterval = "percentile" | "t" | "cluster";

/** Where among several optima to look: the one nearest to these exponents is taken. */
export interface LossBasin {
  /** Exponent of size of the optimum looked for. */
  alpha: number;
  /** Exponent of tokens of the optimum looked for. */
  beta: number;
}

/** How to fit a loss law. */
export interface LossLawOptions extends FitOptions {
  /** Whether the law has an irreducible loss E; default `fitted`. */
  irreducible?: "fitted" | "none";
  /** Default `huber`. */
  objective?: LossObjective;
  /** Residuals of ln L (default) or of L itself. */
  on?: "log" | "raw";
  /** Where Huber's loss turns from quadratic to linear, in units of the residuals; default 1e-3. */
  huberDelta?: number;
  /** Default: the optimum of lowest objective. */
  basin?: LossBasin;
  /** Default `percentile` for Huber and absolute fits, `t` for least squares, `cluster` for those with clusters. */
  interval?: LossInterval;
}

/** The options as used. */
export interface ResolvedLossLawOptions extends ResolvedFitOptions {
  /** Whether E was fitted. */
  irreducible: "fitted" | "none";
  /** What was minimised. */
  objective: LossObjective;
  /** Residuals of ln L, or of L itself. */
  on: "log" | "raw";
  /** Null where the objective is not Huber's. */
  huberDelta: number | null;
  /** The optimum asked for; null for the best. */
  basin: LossBasin | null;
  /** How the intervals were made. */
  interval: LossInterval;
}

export function resolveLossLawOptions(options: LossLawOptions, clusters: number | null): ResolvedLossLawOptions {
  const objective = requireOneOf(
    options.objective ?? "huber",
    ["huber", "absolute", "least-squares"],
    "options.objective",
  );
  const formula: LossInterval = clusters === null ? "t" : "cluster";
  const intervals: LossInterval[] = objective === "least-squares" ? [formula, "percentile"] : ["percentile"];
  const { basin } = options;
  return {
    ...resolveFitOptions(options, clusters),
    irreducible: requireOneOf(options.irreducible ?? "fitted", ["fitted", "none"], "options.irreducible"),
    objective,
    on: requireOneOf(options.on ?? "log", ["log", "raw"], "options.on"),
    huberDelta: objective === "huber" ? requirePositive(options.huberDelta ?? 1e-3, "options.huberDelta") : null,
    basin:
      basin === undefined
        ? null
        : {
            alpha: requirePositive(requireFinite(basin.alpha, "options.basin.alpha"), "options.basin.alpha"),
            beta: requirePositive(requireFinite(basin.beta, "options.basin.beta"), "options.basin.beta"),
          },
    interval: requireOneOf(options.interval ?? intervals[0] ?? "percentile", intervals, "options.interval"),
  };
}
