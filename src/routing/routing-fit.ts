import type { Warning } from "../errors.ts";
import { requireOptions } from "../numeric/checks.ts";
import type { InteractionData } from "./interaction-data.ts";
import { type FittedForm, fitInteraction, type InteractionFit } from "./interaction-fit.ts";
import { interactionResult } from "./interaction-result.ts";
import { carriedForm, type RoutedSweepColumns, requireSpread, routedData } from "./routed-data.ts";
import { fittedLaw, fittedParts, resolveRoutingOptions } from "./routing-fit-parts.ts";
import type { RoutingFit, RoutingOptions } from "./routing-law.ts";

const NAMES = ["a", "b", "c", "d", "expertsStart", "expertsMax"] as const;

/**
 * Fits the scaling law of routed language models by least squares on log10 L,
 *
 * log10 L = a log10 N + b log10 Ehat + c log10 N log10 Ehat + d,
 * 1/Ehat = 1/(E - 1 + (1/expertsStart - 1/expertsMax)^-1) + 1/expertsMax  (saturating; bilinear: Ehat = E; separable: c = 0 too).
 *
 * a to d are solved exactly at every pair of expertsStart and expertsMax / expertsStart on a grid, and every local optimum
 * of the grid is followed down: the global optimum for expertsStart from 2^-12 to 2^14 and expertsMax from 1.41 to 2^24
 * times that, without a random start. Where no expertsMax fits as well as none, it is left out, Ehat = E - 1 + expertsStart.
 *
 * `profile` intervals of expertsStart, expertsMax and the cut-off are where the sum of squares stays within
 * SSE (1 + F(1, n - p) / (n - p)); those of a to d are Student's t. b, c and d are nearly collinear: see `covariance`.
 * All suppose independent errors; residuals of real sweeps are mostly misfit, so the intervals understate what is not known.
 *
 * @param sweep - `parameters`, `experts`, `loss`: one entry a run, with dense models as experts = 1. Only final losses:
 * those on the way are no points of the law.
 * @param options - See {@link RoutingOptions}; weights are inverse variances of log10 L.
 * @returns Plain JSON. `goodness` is that of log10 L. Warnings: `COEFFICIENT_AT_BOUND` (expertsMax left out, or the valley in
 * which expertsMax meets expertsStart), `NOT_IDENTIFIED` (fewer than 4 distinct numbers of experts: a simpler form was
 * fitted), `CORRELATED_COEFFICIENTS`, `EXTRAPOLATION` (no dense runs: expertsStart is read beyond the data), `UNBOUNDED`,
 * `SEVERAL_OPTIMA`, `NOT_CONVERGED`, `FEW_POINTS`, `EXACT_FIT`, `FEW_CLUSTERS`, `RESAMPLES_DROPPED`.
 * @throws {ScalingError} `TOO_FEW_POINTS` (no more runs than coefficients), `NO_SPREAD` (one size, one number of experts),
 * `OUT_OF_RANGE` (experts below 1, no weight above 1e-280), `NOT_POSITIVE`, `NOT_FINITE`, `LENGTH_MISMATCH`, `INVALID_OPTION`, `UNSUPPORTED_TYPE`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equations 1, 7 and 8; search and intervals are ours.
 *
 * @example
 * ```ts
 * import { fitRoutingLaw } from "scaling-laws/routing";
 *
 * const parameters = [2e7, 2e7, 2e7, 2e7, 2e7, 1e9, 1e9, 1e9, 1e9, 1e9];
 * const experts = [1, 4, 16, 64, 256, 1, 4, 16, 64, 256];
 * const loss = [3.15, 2.98, 2.79, 2.65, 2.57, 2.28, 2.21, 2.13, 2.06, 2.02];
 * const fit = fitRoutingLaw({ parameters, experts, loss });
 * console.log(fit.coefficients.a.estimate.toFixed(3)); // => "-0.085"
 * console.log(fit.goodness.residualStandardError?.toFixed(4)); // => "0.0007"
 * ```
 */
export function fitRoutingLaw(sweep: RoutedSweepColumns, options: RoutingOptions = {}): RoutingFit {
  requireOptions(options);
  const { data, support } = routedData(sweep, options.weights);
  const { resolved, clusters } = resolveRoutingOptions(options, data.n);
  requireSpread(data, resolved.form, ["parameters", "experts"]);
  const [form, simplified] = carriedForm(data, resolved.form, "experts");
  const found = fitInteraction(data, form);
  const result = interactionResult(data, found, { ...resolved, clusters, names: NAMES, unit: 0 });
  const warnings = [...simplified, ...leftOutWarning(form, found), ...denseWarning(data), ...result.warnings];
  const law = fittedLaw(result);
  return { ...law, ...fittedParts(law, result, options), support, options: resolved, warnings };
}

function leftOutWarning(asked: FittedForm, { form }: InteractionFit): Warning[] {
  if (form !== "unlimited" || asked === "unlimited") return [];
  const message = "No expertsMax fits better than none: it is at its bound and left out, Ehat = E - 1 + expertsStart.";
  return [{ code: "COEFFICIENT_AT_BOUND", message, path: "coefficients.expertsMax" }];
}

function denseWarning({ levels }: InteractionData): Warning[] {
  if (levels[0] === 0) return [];
  const message =
    "There are no dense runs (experts = 1): expertsStart and effective parameter counts rest on extrapolation.";
  return [{ code: "EXTRAPOLATION", message, path: "support.experts" }];
}
