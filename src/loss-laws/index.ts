/**
 * Loss by parameters, tokens and compute, and what is compute-optimal.
 *
 * Pages: [Loss laws](../../docs/concepts/loss-laws.md).
 *
 * @module
 */

export * from "../errors.ts";
export * from "./broken-power-law.ts";
export type { BrokenScale } from "./broken-power-law-model.ts";
export { type ComputeOptimum, type ComputeOptions, computeOptimal, type OptimalQuestion } from "./compute-optimal.ts";
export { flopForLoss, frontierLoss } from "./frontier.ts";
export * from "./iso-flop.ts";
export * from "./kaplan.ts";
export * from "./leave-largest-out.ts";
export type {
  AnyLossLaw,
  IrreducibleLossLaw,
  LossTerm,
  ReducibleLossLaw,
  ReducibleLossTerm,
} from "./loss-formula.ts";
export * from "./loss-law.ts";
export type { LossColumns } from "./loss-law-data.ts";
export type {
  LossBasin,
  LossInterval,
  LossLawOptions,
  LossObjective,
  ResolvedLossLawOptions,
} from "./loss-law-options.ts";
export * from "./power-law.ts";
export type { PowerColumns } from "./power-law-data.ts";
export * from "./power-law-fit.ts";
export * from "./predict-broken-power-law.ts";
export { type LossQuestionOptions, predictLoss, type TrainingRun } from "./predict-loss.ts";
export * from "./repeated-data.ts";
