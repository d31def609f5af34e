import type { Warning } from "../errors.ts";
import { requireOneOf, requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { InteractionData } from "./interaction-data.ts";
import { leaveOutEach } from "./left-out-errors.ts";
import { carriedForm, type RoutedSweepColumns, requireSpread, routedData } from "./routed-data.ts";
import type { RoutingForm } from "./routing-law.ts";

/** What is left out together: all runs of a size, all runs of a number of experts, or single runs. */
export type LeaveOut = "size" | "experts" | "row";

/** The options of {@link crossValidate}. */
export interface CrossValidationOptions {
  /** What is left out at a time. */
  leaveOut: LeaveOut;
  /** Default `saturating`. */
  form?: RoutingForm;
  /** Inverse variances of log10 L, for the fits; errors are counted alike. Default all equal. */
  weights?: ArrayLike<number>;
}

/** The errors log10(loss / predicted loss) of the runs that were left out together. */
export interface CrossValidationGroup {
  /** The size, the number of experts, or the row (from 0) that was left out. */
  left: number;
  /** Runs left out. */
  n: number;
  /** Null, with a warning, where the other runs do not determine the law. */
  rootMeanSquareError: number | null;
  /** Mean error of log10 loss; null where no fit was possible. */
  meanError: number | null;
}

/** How well a law predicts runs that it was not fitted to, in log10 of the loss. */
export interface CrossValidation {
  /** The options as they were resolved, defaults included. */
  options: {
    /** What was left out at a time. */
    leaveOut: LeaveOut;
    /** Form of the law. */
    form: RoutingForm;
    /** Whether runs had weights. */
    weighted: boolean;
  };
  /** Runs that were predicted. */
  n: number;
  /** Of log10 loss, over all runs left out. */
  rootMeanSquareError: number | null;
  /** Mean error of log10 loss. */
  meanError: number | null;
  /** The same error of the fit to all runs, on those runs. */
  inSample: number;
  /** In rising order of what was left out. */
  groups: CrossValidationGroup[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/** The rows of each group, in rising order of what they share. */
function groupsOf(data: InteractionData, sweep: RoutedSweepColumns, leaveOut: LeaveOut): Map<number, number[]> {
  const rows = Array.from({ length: data.n }, (_, i) => i);
  const key = (i: number): number => {
    if (leaveOut === "row") return i;
    return leaveOut === "size" ? sweep.parameters[i]! : sweep.experts[i]!;
  };
  const groups = new Map<number, number[]>();
  for (const i of rows.sort((first, second) => key(first) - key(second))) {
    const group = groups.get(key(i));
    if (group === undefined) groups.set(key(i), [i]);
    else group.push(i);
  }
  return groups;
}

function summary(errors: readonly number[]): { rootMeanSquareError: number | null; meanError: number | null } {
  if (errors.length === 0) return { rootMeanSquareError: null, meanError: null };
  const squares = errors.reduce((total, error) => total + error * error, 0);
  const sum = errors.reduce((total, error) => total + error, 0);
  return { rootMeanSquareError: Math.sqrt(squares / errors.length), meanError: sum / errors.length };
}

/**
 * Fits a routing law again and again, each time without some of the runs, and predicts those: all runs of one size, of one
 * number of experts, or single runs. Sizes and expert counts at the ends are predicted beyond the data, which is what a
 * law is for; single runs mostly lie between others, so their error flatters the law.
 *
 * Forms without saturation are refitted in closed form. For start and max of the saturating one the whole range is
 * searched without each group, unless these are known to a factor of two or groups are many hundreds: then the optima of
 * the fit to all runs are followed to those of the runs that are left. How long that takes hardly depends on how many
 * numbers of experts there are.
 *
 * @param sweep - `parameters`, `experts`, `loss`: one entry a run, as for `fitRoutingLaw`.
 * @param options - `leaveOut`, and the `form` of the law.
 * @returns Plain JSON; errors are log10(loss / predicted loss), so times ln 10 they are relative errors. `NOT_IDENTIFIED`
 * for each group without which the law cannot be fitted; it has no error and is left out of the whole.
 * @throws {ScalingError} as `fitRoutingLaw`, and `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { crossValidate } from "scaling-laws/routing";
 *
 * const parameters = [2e7, 2e7, 2e7, 2e8, 2e8, 2e8, 1e9, 1e9, 1e9];
 * const experts = [1, 16, 256, 1, 16, 256, 1, 16, 256];
 * const loss = [3.15, 2.79, 2.57, 2.6, 2.37, 2.22, 2.28, 2.13, 2.02];
 * const held = crossValidate({ parameters, experts, loss }, { leaveOut: "size", form: "bilinear" });
 * console.log(held.groups.map((group) => group.left)); // => [2e7, 2e8, 1e9]
 * console.log((held.rootMeanSquareError ?? 0) > held.inSample); // => true
 * ```
 */
export function crossValidate(sweep: RoutedSweepColumns, options: CrossValidationOptions): CrossValidation {
  requireOptions(options);
  const leaveOut = requireOneOf(options?.leaveOut, ["size", "experts", "row"], "options.leaveOut");
  const form = requireOneOf(options.form ?? "saturating", ["saturating", "bilinear", "separable"], "options.form");
  const { data } = routedData(sweep, options.weights);
  requireSpread(data, form, ["parameters", "experts"]);
  const warnings: Warning[] = [];
  const all: number[] = [];
  const groups: CrossValidationGroup[] = [];
  const [carried, simplified] = carriedForm(data, form, "experts");
  const leftOut = groupsOf(data, sweep, leaveOut);
  // Rows that are left carry no more than all of them.
  const { inSample, errors: found } = leaveOutEach(data, form, carried, [...leftOut.values()]);
  for (const [left, tested] of leftOut) {
    const errors = found[groups.length] ?? null;
    if (errors === null) {
      const message = `Without ${leaveOut} ${left} the runs left do not determine the ${form} form.`;
      warnings.push({ code: "NOT_IDENTIFIED", message, path: `groups[${groups.length}]` });
    } else all.push(...errors);
    groups.push({ left, n: tested.length, ...summary(errors ?? []) });
  }
  return requireHeld(
    {
      options: { leaveOut, form, weighted: options.weights !== undefined },
      n: all.length,
      ...summary(all),
      inSample: summary(inSample).rootMeanSquareError ?? 0,
      groups,
      warnings: [...simplified, ...warnings],
    },
    "result",
  );
}
