import type { Warning } from "../errors.ts";

const LABEL_WIDTH = 20;

/** A labelled line of a summary, its text in one column with the others. */
export function field(label: string, text: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${label.length >= LABEL_WIDTH ? " " : ""}${text}`;
}

/** Each different warning once, in words. */
export function warningLines(warnings: readonly Warning[]): string[] {
  return [...new Set(warnings.map(({ message }) => message))].map((message) => `  Note: ${message}`);
}
