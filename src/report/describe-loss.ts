import type { ComputeOptimum } from "../loss-laws/compute-optimal.ts";
import type { IsoFlopFit } from "../loss-laws/iso-flop.ts";
import type { LargestOutError } from "../loss-laws/leave-largest-out.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { describeLaw } from "./describe-law.ts";
import { type EstimateFormat, formatEstimate } from "./interval-format.ts";
import { formatNumber, formatShare, formatSi } from "./number-format.ts";
import { field, tableLines, warningLines } from "./text-lines.ts";

const COUNT: EstimateFormat = { number: (value) => formatSi(value) };

/** A prediction in words; what was given has no interval. */
function asked(prediction: Prediction, format: EstimateFormat): string {
  const { standardError, lower, upper } = prediction;
  const given = standardError === 0 && lower === upper;
  return given
    ? `${formatEstimate({ ...prediction, lower: null, upper: null }, format)}, given`
    : formatEstimate(prediction, format);
}

/** How to spend training compute. */
export function describeOptimum(optimum: ComputeOptimum): string[] {
  const { parameters, tokens, tokensPerParameter, loss, parameterExponent, flop } = optimum;
  const every = [parameters, tokens, tokensPerParameter, loss, parameterExponent, flop];
  return [
    "Compute-optimal training run",
    field("training compute", asked(flop, { unit: "FLOP" })),
    field("parameters", asked(parameters, COUNT)),
    field("tokens", asked(tokens, COUNT)),
    field("tokens a parameter", asked(tokensPerParameter, {})),
    field("loss", asked(loss, {})),
    field("size grows as", `compute to the power ${formatEstimate(parameterExponent)}`),
    ...warningLines(every.flatMap(({ warnings }) => warnings)),
  ];
}

/** The bottoms of isoFLOP profiles, and how they move with compute. */
export function describeIsoFlop(fit: IsoFlopFit): string[] {
  const head = ["FLOP", "runs", "parameters", "tokens", "tokens a parameter", "loss"];
  const table = fit.optima.map(({ flop, n, parameters, tokens, tokensPerParameter, loss }) => [
    formatNumber(flop),
    String(n),
    formatSi(parameters),
    formatSi(tokens),
    formatNumber(tokensPerParameter),
    formatNumber(loss),
  ]);
  return [
    "IsoFLOP profiles: the size of lowest loss at each budget",
    ...tableLines([head, ...table]),
    field("size grows as", `compute to the power ${formatEstimate(fit.parameterExponent)}`),
    field("tokens grow as", `compute to the power ${formatEstimate(fit.tokenExponent)}`),
    ...fit.rejected.map(
      ({ flop, n, reason }) => `  Note: ${formatNumber(flop)} FLOP, ${n} runs, has no optimum: ${reason}`,
    ),
    ...warningLines(fit.warnings),
  ];
}

const BY = { flop: "compute (parameters x tokens)", parameters: "parameters", tokens: "tokens" } as const;

/** How well a law predicts its largest runs. */
export function describeLargestOut(check: LargestOutError): string[] {
  const { fitted, heldOut, inSampleError, heldOutError, heldOutBias, ratio } = check;
  const times = ratio === null ? "" : `, ${formatNumber(ratio)} times that of the runs fitted`;
  return [
    `Largest runs held out, by ${BY[check.by]}: ${heldOut} above ${formatNumber(check.threshold)}`,
    field("error, fitted", `${formatNumber(inSampleError)} of ln loss, root mean square, ${fitted} runs`),
    field("error, held out", `${formatNumber(heldOutError)}${times}`),
    field("bias, held out", `${formatNumber(heldOutBias)}: ${biasText(heldOutBias)}`),
    ...describeLaw(check.law),
  ];
}

function biasText(bias: number): string {
  const percent = formatShare(Math.min(1, Math.abs(Math.expm1(bias))));
  return bias > 0 ? `losses are ${percent} above what the law promised` : `losses are ${percent} below the law`;
}
