import { ScalingError, type Warning } from "../errors.ts";
import {
  positiveColumn,
  refuse,
  requireOneOf,
  requireOptions,
  requirePoints,
  requireSameLength,
} from "../numeric/checks.ts";
import { log10Column } from "../numeric/logarithm.ts";
import { columnRange } from "../numeric/range.ts";
import type { Fit } from "../statistics/law.ts";
import { type InteractionData, interactionData, variesApart } from "./interaction-data.ts";
import type { FittedForm } from "./interaction-fit.ts";
import type { RoutingForm, RoutingInterval } from "./routing-law.ts";

/** The columns of a sweep, one entry a run. */
export interface RoutedSweepColumns {
  /** Parameters that one token sees. */
  parameters: ArrayLike<number>;
  /** 1 for a dense model. */
  experts: ArrayLike<number>;
  /** In nats, above zero. */
  loss: ArrayLike<number>;
}

/** The coefficients of each form. */
export const FORM_COEFFICIENTS: { readonly [Form in RoutingForm]: number } = {
  saturating: 6,
  bilinear: 4,
  separable: 3,
};

/** A sweep on the scale of the law, and the range of its inputs. */
export interface RoutedData {
  data: InteractionData;
  support: Fit["support"];
}

/** The weights of n runs, or null without any. Where all are tiny, squares of residuals times them keep no digits. */
export function checkedWeights(weights: ArrayLike<number> | undefined, n: number): Float64Array | null {
  if (weights === undefined) return null;
  const path = "options.weights";
  const checked = positiveColumn(weights, path);
  requireSameLength(checked.length, n, path);
  const largest = checked.reduce((a, b) => Math.max(a, b), 0);
  return largest > 1e-280 ? checked : refuse("OUT_OF_RANGE", "some weight above 1e-280", largest, path);
}

/** Checks the columns of a sweep and takes them to the scale of the law. */
export function routedData(sweep: RoutedSweepColumns, weights: ArrayLike<number> | undefined): RoutedData {
  requireOptions(sweep, "sweep");
  const parameters = positiveColumn(sweep.parameters, "parameters");
  const experts = positiveColumn(sweep.experts, "experts");
  const loss = positiveColumn(sweep.loss, "loss");
  requireSameLength(experts.length, parameters.length, "experts");
  requireSameLength(loss.length, parameters.length, "loss");
  const below = experts.findIndex((value) => value < 1);
  if (below >= 0) {
    const message = `Expected at least 1 expert, a dense model, but got ${experts[below]}`;
    throw new ScalingError("OUT_OF_RANGE", message, `experts[${below}]`);
  }
  const checked = checkedWeights(weights, loss.length);
  const excess = experts.map((value) => value - 1);
  return {
    data: interactionData(log10Column(parameters), excess, log10Column(loss), checked),
    support: { parameters: columnRange(parameters), experts: columnRange(experts) },
  };
}

/** Refuses data that no form can be fitted to. */
export function requireSpread(data: InteractionData, form: RoutingForm, names: readonly [string, string]): void {
  requirePoints(data.n, FORM_COEFFICIENTS[form] + 1, names[0]);
  const columns: [string, Float64Array][] = [
    [names[0], data.x],
    [names[1], data.excess],
  ];
  for (const [path, column] of columns) {
    if (column.every((value) => value === column[0])) {
      throw new ScalingError("NO_SPREAD", "Expected at least 2 distinct values but got one", path);
    }
  }
  if (!variesApart(data)) {
    const message = `Expected ${names[0]} and ${names[1]} that vary apart from each other but one follows from the other`;
    throw new ScalingError("NO_SPREAD", message, names[1]);
  }
}

/** The form that the data can carry, with the warning that it is not the one asked for. */
export function carriedForm(data: InteractionData, asked: RoutingForm, what: string): [FittedForm, Warning[]] {
  const levels = data.levels.length;
  const warn = (message: string): Warning[] => [{ code: "NOT_IDENTIFIED", message, path: "options.form" }];
  if (data.y.every((value) => value === data.y[0])) {
    const form = asked === "separable" ? asked : "bilinear";
    return [form, warn(`All losses are equal: they say nothing of size or ${what}, and no saturation is fitted.`)];
  }
  if (asked !== "saturating" || levels > 3) return [asked, []];
  const few = `${levels} distinct values of ${what} do not determine`;
  if (levels === 3) return ["unlimited", warn(`${few} two coefficients of saturation: ${what}Max is left out.`)];
  return ["bilinear", warn(`${few} any saturation: the bilinear form is fitted.`)];
}

/** The way of making intervals asked for, or the default: with clusters only those that heed them. */
export function carriedInterval(asked: RoutingInterval | undefined, clustered: boolean): RoutingInterval {
  const choices: RoutingInterval[] = clustered ? ["cluster", "percentile"] : ["profile", "percentile", "residual"];
  return requireOneOf(asked ?? choices[0]!, choices, "options.interval");
}
