import { parseModelTable } from "../../src/dataset/model-table.ts";

/** The one record of a table of two lines. */
export const only = (header: string, row: string) => parseModelTable(`${header}\n${row}`).records[0];
