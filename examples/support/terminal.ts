// What the examples need to look well in a terminal of 80 columns: tables, wrapped text, progress. Works without colour.
const useStyle = process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";

export const WIDTH = 80;

export function bold(text: string): string {
  return useStyle ? `\u001b[1m${text}\u001b[22m` : text;
}

export function print(...lines: string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** A numbered part of the report. */
export function heading(text: string): void {
  print("", bold(text), "-".repeat(Math.min(WIDTH, text.length)));
}

/** Text broken at spaces to the width of the page; later lines are indented by `hanging` more. */
export function wrap(text: string, indent = 0, hanging = 0): string[] {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = " ".repeat(indent + hanging);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  if (!empty) lines.push(line);
  return lines;
}

export function paragraph(text: string, indent = 0): void {
  print(...wrap(text, indent));
}

/** A remark or warning as a sentence, set off from the numbers. */
export function note(text: string): void {
  print(...wrap(`* ${text}${/[.:?]$/.test(text) ? "" : "."}`, 2, 2));
}

/** A line under a table that may need a second one. */
export function line(text: string): void {
  print(...wrap(text, 2, 2));
}

export interface Column {
  title: string;
  align?: "left" | "right";
}

/** Cells under their titles, as wide as their longest entry, two spaces apart. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const widths = columns.map((column, c) => Math.max(column.title.length, ...rows.map((row) => (row[c] ?? "").length)));
  const row = (cells: readonly string[]): string => {
    const padded = columns.map((column, c) => {
      const cell = cells[c] ?? "";
      return column.align === "right" ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0);
    });
    return `  ${padded.join("  ")}`.trimEnd();
  };
  print(bold(row(columns.map((column) => column.title))));
  for (const cells of rows) print(row(cells));
}

/** Cells in columns of fixed widths, two spaces in; a negative width sets the cell to the left. */
export function aligned(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, c) => {
    const width = widths[c] ?? 0;
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
  });
  return `  ${padded.join("  ")}`.trimEnd();
}

/**
 * Runs a step that may take a moment and says so on the error stream: in place on a terminal, gone when it is done;
 * as one plain line elsewhere.
 */
export function step<Result>(label: string, work: () => Result): Result {
  const live = process.stderr.isTTY === true;
  process.stderr.write(live ? `  ${label} ...` : `${label} ...\n`);
  try {
    return work();
  } finally {
    if (live) process.stderr.write(`\r${" ".repeat(label.length + 6)}\r`);
  }
}
