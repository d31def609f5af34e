import type { Warning } from "../errors.ts";

const LABEL_WIDTH = 20;
const LINE_WIDTH = 80;

/** A labelled line of a summary, its text in one column with the others. */
export function field(label: string, text: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${label.length >= LABEL_WIDTH ? " " : ""}${text}`;
}

/** Each different warning once, in words. */
export function warningLines(warnings: readonly Warning[]): string[] {
  return [...new Set(warnings.map(({ message }) => message))].map((message) => `  Note: ${message}`);
}

/** Text in lines of at most 80 characters, indented by two and broken between words. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = " ";
  for (const word of text.split(" ")) {
    if (line.length + 1 + word.length > LINE_WIDTH && line.trim() !== "") {
      lines.push(line);
      line = " ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/**
 * Rows of text in columns, each as wide as its widest cell: the first column to the left, the others to the right, all
 * indented by two.
 */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}
