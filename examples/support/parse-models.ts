import { type ModelRecord, parseModelTable } from "scaling-laws/dataset";
import { ScalingError } from "scaling-laws/errors";

export type ParsedModels = ReturnType<typeof parseModelTable>;

/** A failure that is the user's to mend: it ends the example with one sentence, not with a stack trace. */
export class ExampleFailure extends Error {}

/** Reads the text of a table of models; what is wrong with it becomes a sentence that names the file. */
export function parseModels(name: string, text: string): ParsedModels {
  try {
    return parseModelTable(text);
  } catch (error) {
    if (error instanceof ScalingError) {
      const message = error.message.replace(` (at ${error.path})`, "");
      throw new ExampleFailure(`${name} is not a table of models: ${message}.`);
    }
    throw error;
  }
}

/** The organisation a system is counted under: the first that is named; a system without one stands alone. */
export function firstOrganization(record: ModelRecord | undefined, row: number): string {
  return record?.organizations[0] ?? `no organisation, row ${row}`;
}
