import { type LossObservation, parseLossTable } from "scaling-laws/dataset";
import { ScalingError } from "scaling-laws/errors";
import type { LossColumns } from "scaling-laws/loss-laws";
import { ExampleFailure, readText } from "./read-records.ts";

/** Reads a table of training runs with their final losses; the marks of outliers are kept. */
export function readLosses(path: string): LossObservation[] {
  const text = readText(path);
  try {
    return parseLossTable(text).observations;
  } catch (error) {
    if (error instanceof ScalingError) {
      throw new ExampleFailure(
        `${path} is not a table of losses: ${error.message.replace(` (at ${error.path})`, "")}.`,
      );
    }
    throw error;
  }
}

export function lossColumns(runs: readonly LossObservation[]): LossColumns {
  return {
    parameters: runs.map((run) => run.parameters),
    tokens: runs.map((run) => run.tokens),
    loss: runs.map((run) => run.loss),
  };
}
