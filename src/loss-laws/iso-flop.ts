import type { Warning } from "../errors.ts";
import {
  positiveColumn,
  requireOptions,
  requirePoints,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { log10Column } from "../numeric/logarithm.ts";
import { columnRange } from "../numeric/range.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { type BudgetGroup, budgetGroups, computeOf } from "./iso-flop-budgets.ts";
import { parabola } from "./parabola.ts";
import { fitPowerLaw, type PowerLaw } from "./power-law-fit.ts";

/** IsoFLOP runs: sizes and final losses, and of compute and tokens at least one. */
export interface IsoFlopColumns {
  /** Sizes of the runs. */
  parameters: ArrayLike<number>;
  /** Their final losses. */
  loss: ArrayLike<number>;
  /** Their training tokens. */
  tokens?: ArrayLike<number>;
  /** Training compute; default k x parameters x tokens. */
  flop?: ArrayLike<number>;
}

/** How to read isoFLOP runs. */
export interface IsoFlopOptions {
  /** Half the width of a budget, in orders of magnitude of compute; default 0.06. */
  windowDex?: number;
  /** The budgets; default those found in the data. */
  budgets?: ArrayLike<number>;
  /** k in C = k N D; default 6. */
  flopPerParameterToken?: number;
  /** Confidence level; default 0.95. */
  level?: number;
}

/** The bottom of one budget's parabola. */
export interface IsoFlopOptimum {
  /** The budget, in FLOP. */
  flop: number;
  /** Runs in the window. */
  n: number;
  /** Size at the bottom of the parabola. */
  parameters: number;
  /** Tokens there, by C = k N D. */
  tokens: number;
  /** Tokens for each parameter. */
  tokensPerParameter: number;
  /** Loss at the bottom. */
  loss: number;
  /** c2 of loss = c0 + c1 log10 N + c2 (log10 N)^2. */
  curvature: number;
}

/** Approach 2: the optima, and how they grow with compute. */
export interface IsoFlopFit {
  /** The bottom of each budget's parabola. */
  optima: IsoFlopOptimum[];
  /** Budgets without a usable parabola, and why. */
  rejected: {
    /** The budget, in FLOP. */
    flop: number;
    /** Runs in its window. */
    n: number;
    /** Why it gives no optimum. */
    reason: string;
  }[];
  /** a in N* ~ C^a, with Student's t over the budgets. */
  parameterExponent: Estimate;
  /** 1 - a: tokens are C / (k N*). */
  tokenExponent: Estimate;
  /** N* as a power law of compute, for {@link predictPowerLaw}. */
  parameters: PowerLaw;
  /** D* as a power law of compute, for {@link predictPowerLaw}. */
  tokens: PowerLaw;
  /** The options as they were resolved, defaults included. */
  options: {
    /** Half the width of a budget, in orders of magnitude of compute. */
    windowDex: number;
    /** k in C = k N D. */
    flopPerParameterToken: number;
    /** Confidence level of the intervals. */
    level: number;
  };
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

type Outcome = IsoFlopOptimum | IsoFlopFit["rejected"][number];

function hasThreeSizes(scaled: readonly number[]): boolean {
  const distinct = new Set<number>();
  for (const size of scaled) {
    // Nearer than this, a share of the range of sizes, two sizes are one to a parabola.
    if (distinct.add(Math.round(1e6 * size)).size === 3) return true;
  }
  return false;
}

/** The parabola of loss in log10 N through one budget's runs. */
function bottomOf(
  group: BudgetGroup,
  logSize: Float64Array,
  loss: Float64Array,
  flopPerParameterToken: number,
): Outcome {
  const { flop, rows } = group;
  const n = rows.length;
  const sizes = rows.map((row) => logSize[row]!);
  const reject = (reason: string): Outcome => ({ flop, n, reason });
  const { lower: least, upper: greatest } = columnRange(Float64Array.from(sizes));
  const centre = (least + greatest) / 2;
  const half = (greatest - least) / 2;
  const scaled = sizes.map((size) => (size - centre) / half);
  if (!hasThreeSizes(scaled)) return reject("fewer than 3 distinct sizes");
  const [c0 = Number.NaN, c1 = Number.NaN, c2 = Number.NaN] = parabola(
    scaled,
    rows.map((row) => loss[row]!),
  );
  if (!(c2 > 0)) return reject("the parabola has no bottom");
  const vertex = -c1 / (2 * c2);
  if (!(Math.abs(vertex) <= 1)) return reject("the bottom of the parabola lies outside the sizes");
  const parameters = 10 ** (centre + half * vertex);
  const tokens = flop / (flopPerParameterToken * parameters);
  return {
    flop,
    n,
    parameters,
    tokens,
    tokensPerParameter: tokens / parameters,
    loss: c0 + (c1 * vertex) / 2,
    curvature: c2 / half ** 2,
  };
}

/**
 * Approach 2 of Hoffmann et al. 2022: at each compute budget a parabola of loss in log10 N, its bottom N*, and a line
 * through log10 N* against log10 C.
 *
 * Known bias: a parabola is not the law's own valley. On exact losses of a law with alpha unlike beta the bottom lies
 * off by an amount that does not depend on the budget as long as the grid of sizes is centred alike, so that the
 * exponent is right and N* is not (log10 N* low by 0.0004 on a grid of half to twice, 0.007 on a sixteenth to sixteen
 * times; more off centre; Czech et al. 2026, arXiv 2603.22339). Prefer {@link fitLossLaw} for N* itself. The intervals
 * hold for scatter about the line only.
 *
 * @param columns - `parameters`, `loss`, and `tokens` or `flop`.
 * @param options - `windowDex`, `budgets`, `flopPerParameterToken`, `level`. Without `budgets`: groups of nearly equal
 * compute, or where these run together 1, 3 and 6 times powers of ten with at least five runs in their window.
 * @returns Plain JSON; at least 3 budgets with a bottom are needed. Warnings: `ROWS_REJECTED` for runs in no budget and
 * for budgets whose parabola opens downward or has its bottom outside the sizes.
 * @throws ScalingError `TOO_FEW_POINTS` (fewer than 3 usable budgets), `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`,
 * `NOT_POSITIVE`, `MISSING_COLUMN`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitIsoFlop } from "scaling-laws/loss-laws";
 *
 * const runs = [1e18, 1e19, 1e20].flatMap((flop) =>
 *   [-0.4, -0.2, 0, 0.2, 0.4].map((step) => [flop, 0.1 * flop ** 0.5 * 10 ** step]),
 * );
 * const flop = runs.map(([budget]) => budget);
 * const parameters = runs.map(([, size]) => size);
 * const loss = runs.map(([budget, size]) => 3 + Math.log10(size / (0.1 * budget ** 0.5)) ** 2);
 * const fit = fitIsoFlop({ parameters, flop, loss });
 * console.log(fit.parameterExponent.estimate.toFixed(4)); // => "0.5000"
 * console.log(fit.optima.length); // => 3
 * ```
 */
export function fitIsoFlop(columns: IsoFlopColumns, options: IsoFlopOptions = {}): IsoFlopFit {
  requireOptions(options);
  const windowDex = requirePositive(options.windowDex ?? 0.06, "options.windowDex");
  const k = requirePositive(options.flopPerParameterToken ?? 6, "options.flopPerParameterToken");
  const level = resolveLevel(options.level);
  requireOptions(columns, "columns");
  const size = positiveColumn(columns.parameters, "parameters");
  requirePoints(size.length, 9, "parameters");
  const loss = positiveColumn(columns.loss, "loss");
  requireSameLength(loss.length, size.length, "loss");
  const flop = computeOf(columns, size, k);
  const groups = budgetGroups(flop, windowDex, options);
  const logSize = log10Column(size);
  const outcomes = groups.map((group) => bottomOf(group, logSize, loss, k));
  const optima = outcomes.filter((each) => "loss" in each);
  const rejected = outcomes.filter((each) => "reason" in each);
  requirePoints(optima.length, 3, "budgets");
  const budgets = optima.map((each) => each.flop);
  const parameters = fitPowerLaw({ x: budgets, y: optima.map((each) => each.parameters) }, { level });
  const tokens = fitPowerLaw({ x: budgets, y: optima.map((each) => each.tokens) }, { level });
  const used = new Set<number>();
  for (const { rows } of groups) for (const row of rows) used.add(row);
  return requireHeld(
    {
      optima,
      rejected,
      parameterExponent: parameters.coefficients.exponent,
      tokenExponent: tokens.coefficients.exponent,
      parameters,
      tokens,
      options: { windowDex, flopPerParameterToken: k, level },
      warnings: isoFlopWarnings(size.length - used.size, rejected),
    },
    "columns",
  );
}

function isoFlopWarnings(left: number, rejected: IsoFlopFit["rejected"]): Warning[] {
  const warnings = rejected.map(({ flop, n, reason }): Warning => {
    const message = `The budget ${flop.toPrecision(3)} (${n} runs) was left out: ${reason}.`;
    return { code: "ROWS_REJECTED", message, path: "rejected" };
  });
  if (left > 0) warnings.push({ code: "ROWS_REJECTED", message: `${left} runs lie in no budget.`, path: "columns" });
  return warnings;
}
