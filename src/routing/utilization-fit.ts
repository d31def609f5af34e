import { ScalingError, type Warning } from "../errors.ts";
import { positiveColumn, requireOptions, requireSameLength } from "../numeric/checks.ts";
import { log10Column } from "../numeric/logarithm.ts";
import { columnRange } from "../numeric/range.ts";
import type { Fit } from "../statistics/law.ts";
import { type InteractionData, interactionData } from "./interaction-data.ts";
import { fitInteraction } from "./interaction-fit.ts";
import { type InteractionResult, interactionResult } from "./interaction-result.ts";
import { carriedForm, checkedWeights, requireSpread } from "./routed-data.ts";
import { fittedLaw, fittedParts, resolveForm, resolveRoutingOptions } from "./routing-fit-parts.ts";
import type { RoutingOptions } from "./routing-law.ts";
import type { UtilizationFit, UtilizationLaw } from "./utilization-law.ts";

/** The columns of a sweep by FLOP and utilization, one entry a run. */
export interface UtilizationColumns {
  /** FLOP of a forward pass, in any unit. */
  flop: ArrayLike<number>;
  /** All parameters over that FLOP, in any unit. */
  utilization: ArrayLike<number>;
  /** In nats, above zero. */
  loss: ArrayLike<number>;
}

/** The options of {@link fitUtilizationLaw}. */
export interface UtilizationOptions extends RoutingOptions {
  /** The utilization of a dense model: one number, or one for each run. Default: the least utilization of the data. */
  denseUtilization?: number | ArrayLike<number>;
}

const NAMES = ["a", "b", "c", "d", "utilizationStart", "utilizationMax"] as const;

interface Utilized {
  data: InteractionData;
  support: Fit["support"];
  /** log10 of the utilization that excess is measured in. */
  unit: number;
  dense: number | null;
  warnings: Warning[];
}

/** Utilization in units of a dense model's, so that no unit of the caller's matters to the search. */
function utilized(sweep: UtilizationColumns, options: UtilizationOptions, saturating: boolean): Utilized {
  requireOptions(sweep, "sweep");
  const flop = positiveColumn(sweep.flop, "flop");
  const utilization = positiveColumn(sweep.utilization, "utilization");
  const loss = positiveColumn(sweep.loss, "loss");
  requireSameLength(utilization.length, flop.length, "utilization");
  requireSameLength(loss.length, flop.length, "loss");
  const weights = checkedWeights(options.weights, loss.length);
  const { denseUtilization } = options;
  const path = "options.denseUtilization";
  const least = columnRange(utilization).lower;
  const given = denseUtilization ?? least;
  const dense = positiveColumn(typeof given === "number" ? utilization.map(() => given) : given, path);
  requireSameLength(dense.length, flop.length, path);
  const unit = saturating ? columnRange(dense).lower : least;
  const excess = utilization.map((value, i) => (saturating ? Math.max(0, value - dense[i]!) : value - least) / unit);
  const below = saturating ? utilization.filter((value, i) => value < dense[i]!).length : 0;
  const message = `${below} runs have less utilization than a dense model and are taken as dense.`;
  return {
    data: interactionData(log10Column(flop), excess, log10Column(loss), weights),
    support: { flop: columnRange(flop), utilization: columnRange(utilization) },
    unit: Math.log10(unit),
    dense: typeof given === "number" ? given : null,
    warnings: below === 0 ? [] : [{ code: "EXTRAPOLATION", message, path }],
  };
}

/**
 * Fits the law in FLOP of a forward pass and parameter utilization by least squares on log10 L,
 *
 * log10 L = a log10 F + b log10 Bhat + c log10 F log10 Bhat + d,  B = all parameters / F,
 * 1/Bhat = 1/(B - denseUtilization + (1/utilizationStart - 1/utilizationMax)^-1) + 1/utilizationMax.
 *
 * It holds over routing every layer or some, and over experts per token, which the law in parameters and experts does not:
 * they change F and B. The units of F and B change a, b, d and the utilizations, but no fitted loss. The search, the intervals
 * and the forms are those of `fitRoutingLaw`.
 *
 * The paper's text that we have does not say which utilization a dense model has; in its data it varies with size, since
 * embeddings count. The default takes the least of the data for all; one for each run is the other reading.
 *
 * @param sweep - `flop`, `utilization`, `loss`: one entry a run.
 * @param options - See {@link UtilizationOptions}.
 * @returns Plain JSON; warnings as for `fitRoutingLaw`.
 * @throws {ScalingError} as `fitRoutingLaw`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 2.
 *
 * @example
 * ```ts
 * import { fitUtilizationLaw } from "scaling-laws/routing";
 *
 * const flop = [1, 1, 1, 1, 1, 9, 9, 9, 9, 9];
 * const utilization = [1, 3, 9, 27, 81, 1, 3, 9, 27, 81];
 * const loss = [3.1, 2.9, 2.75, 2.66, 2.62, 2.6, 2.48, 2.39, 2.33, 2.31];
 * const fit = fitUtilizationLaw({ flop, utilization, loss });
 * console.log(fit.coefficients.a.estimate.toFixed(3)); // => "-0.080"
 * console.log(fit.denseUtilization); // => 1
 * ```
 */
export function fitUtilizationLaw(sweep: UtilizationColumns, options: UtilizationOptions = {}): UtilizationFit {
  requireOptions(options);
  const { data, support, unit, dense, warnings } = utilized(sweep, options, resolveForm(options) === "saturating");
  const { resolved, clusters } = resolveRoutingOptions(options, data.n);
  requireSpread(data, resolved.form, ["flop", "utilization"]);
  const [form, simplified] = carriedForm(data, resolved.form, "utilization");
  if (form === "bilinear" && resolved.form === "saturating" && dense === null) {
    const message = "Expected at least 3 distinct utilizations above the dense ones";
    throw new ScalingError("NO_SPREAD", message, "utilization");
  }
  const found = fitInteraction(data, form);
  const result = interactionResult(data, found, { ...resolved, clusters, names: NAMES, unit });
  return {
    ...utilizationLawOf(result, dense),
    ...fittedParts(fittedLaw(result), result, options),
    support,
    options: resolved,
    warnings: [...warnings, ...simplified, ...result.warnings],
  };
}

function utilizationLawOf(result: InteractionResult, denseUtilization: number | null): UtilizationLaw {
  const { coefficients: found, covariance, draws, intervalDegreesOfFreedom } = result;
  const shared = { covariance, draws, source: null, denseUtilization, intervalDegreesOfFreedom };
  const tag = { kind: "utilization-law", version: 1 } as const;
  // A form has three coefficients or more, and how many there are says which it is.
  const [a, b, third] = [found[0]!, found[1]!, found[2]!];
  const [d, utilizationStart, utilizationMax] = found.slice(3);
  if (d === undefined) return { ...tag, terms: ["a", "b", "d"], coefficients: { a, b, d: third }, ...shared };
  const bilinear = { a, b, c: third, d };
  if (utilizationStart === undefined) return { ...tag, terms: ["a", "b", "c", "d"], coefficients: bilinear, ...shared };
  const unlimited = { ...bilinear, utilizationStart };
  if (utilizationMax === undefined) {
    return { ...tag, terms: ["a", "b", "c", "d", "utilizationStart"], coefficients: unlimited, ...shared };
  }
  return { ...tag, terms: [...NAMES], coefficients: { ...unlimited, utilizationMax }, ...shared };
}
