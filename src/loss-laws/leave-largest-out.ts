import { ScalingError } from "../errors.ts";
import { refuse, requireOneOf, requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { mean } from "../numeric/summation.ts";
import { coefficientsOf, lossAt } from "./loss-formula.ts";
import { fitLossLaw, type LossLaw, type LossLawWithoutIrreducible } from "./loss-law.ts";
import { type LossColumns, lossData } from "./loss-law-data.ts";
import type { LossLawOptions } from "./loss-law-options.ts";

/** Which runs to hold out, and how to fit the others. */
export interface LeaveLargestOutOptions extends LossLawOptions {
  /** What makes a run large: its compute (default; parameters x tokens), its size or its tokens. */
  by?: "flop" | "parameters" | "tokens";
  /** The share of the runs that is held out; default 0.2. */
  share?: number;
}

/** How well a law holds where it was not fitted: at the largest scale. Errors are of ln L, about relative errors. */
export interface LargestOutError {
  /** What the runs were ordered by. */
  by: "flop" | "parameters" | "tokens";
  /** Runs above this (in the unit of `by`; for flop parameters x tokens) are held out. */
  threshold: number;
  /** Runs that the law was fitted to. */
  fitted: number;
  /** Runs that it was tried on. */
  heldOut: number;
  /** Root mean square of ln L - ln L(N, D) over the runs that were fitted. */
  inSampleError: number;
  /** The same over the runs held out. */
  heldOutError: number;
  /** Mean of ln L - ln L(N, D) over the runs held out: above zero where the law promises too much. */
  heldOutBias: number;
  /** heldOutError / inSampleError; null for an exact fit. */
  ratio: number | null;
  /** The law fitted without the largest runs, and without bounds. */
  law: LossLaw | LossLawWithoutIrreducible;
}

/**
 * Lack of fit where it matters: fits the law without its largest runs and predicts them. An error far above the one in
 * sample says that the law does not extrapolate, whatever its intervals say.
 *
 * @param columns - as for {@link fitLossLaw}.
 * @param options - `by`, `share`, and those of {@link fitLossLaw}; no resampling is done. Weights and clusters are left
 * to {@link fitLossLaw}.
 * @throws ScalingError `OUT_OF_RANGE` for a share that leaves too few runs on either side; those of {@link fitLossLaw}.
 *
 * @example
 * ```ts
 * import { leaveLargestOut } from "scaling-laws/loss-laws";
 *
 * const runs = [1e8, 4e8, 1.6e9, 6.4e9].flatMap((size) => [2e9, 1e10, 5e10].map((tokens) => [size, tokens]));
 * const parameters = runs.map(([size]) => size);
 * const tokens = runs.map(([, count]) => count);
 * const loss = runs.map(([size, count], i) => (1.7 + 400 / size ** 0.34 + 410 / count ** 0.28) * (1 + 0.002 * (-1) ** i));
 * const check = leaveLargestOut({ parameters, tokens, loss });
 * console.log([check.fitted, check.heldOut]); // => [10, 2]
 * console.log(check.heldOutError < 0.02); // => true
 * ```
 */
export function leaveLargestOut(columns: LossColumns, options: LeaveLargestOutOptions = {}): LargestOutError {
  requireOptions(options);
  const { by: asked = "flop", share = 0.2, weights: _weights, clusters: _clusters, ...fitOptions } = options;
  const by = requireOneOf(asked, ["flop", "parameters", "tokens"], "options.by");
  const least = options.irreducible === "none" ? 5 : 6;
  const { n } = lossData(columns, least - 1, true, {});
  const { parameters, tokens, loss } = columns;
  const sizeOf = (i: number): number =>
    by === "flop" ? parameters[i]! * tokens[i]! : by === "parameters" ? parameters[i]! : tokens[i]!;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => sizeOf(a) - sizeOf(b));
  if (!(typeof share === "number" && share > 0 && share < 1)) {
    refuse("INVALID_OPTION", "a share between 0 and 1", share, "options.share");
  }
  const threshold = sizeOf(order[n - 1 - Math.floor(share * n)]!);
  const fitted = order.filter((i) => sizeOf(i) <= threshold).sort((a, b) => a - b);
  const heldOut = order.filter((i) => sizeOf(i) > threshold);
  if (fitted.length < least || heldOut.length === 0) {
    const message = `Expected a share that leaves ${least} runs to fit and one to predict but got ${fitted.length} and ${heldOut.length}`;
    throw new ScalingError("OUT_OF_RANGE", message, "options.share");
  }
  const pick = (column: ArrayLike<number>): number[] => fitted.map((i) => column[i]!);
  const law = fitLossLaw(
    { parameters: pick(parameters), tokens: pick(tokens), loss: pick(loss) },
    { ...fitOptions, resamples: 0 },
  );
  const coefficients = coefficientsOf(law);
  const errorOf = (i: number): number =>
    Math.log(loss[i]!) - Math.log(lossAt(coefficients, Math.log(parameters[i]!), Math.log(tokens[i]!)));
  const inSampleError = rootMeanSquare(fitted.map(errorOf));
  const heldOutErrors = heldOut.map(errorOf);
  const heldOutError = rootMeanSquare(heldOutErrors);
  return requireHeld(
    {
      by,
      threshold,
      fitted: fitted.length,
      heldOut: heldOut.length,
      inSampleError,
      heldOutError,
      heldOutBias: mean(heldOutErrors),
      ratio: inSampleError > 1e-13 ? heldOutError / inSampleError : null,
      law,
    },
    "result",
  );
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((each) => each ** 2)));
}
