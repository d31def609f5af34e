// What the examples need to look well in a terminal of 80 columns: tables, wrapped text, progress. Works without colour.
import { type Block, type Column, type Sink, showIn, WIDTH } from "./blocks.ts";

export { type Column, heading, line, note, paragraph, print, step, table, WIDTH } from "./blocks.ts";

const useStyle = process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";

export function bold(text: string): string {
  return useStyle ? `\u001b[1m${text}\u001b[22m` : text;
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

/** Cells under their titles, as wide as their longest entry, two spaces apart. */
function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column, c) => Math.max(column.title.length, ...rows.map((row) => (row[c] ?? "").length)));
  const row = (cells: readonly string[]): string => {
    const padded = columns.map((column, c) => {
      const cell = cells[c] ?? "";
      return column.align === "right" ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0);
    });
    return `  ${padded.join("  ")}`.trimEnd();
  };
  return [bold(row(columns.map((column) => column.title))), ...rows.map(row)];
}

/** Cells in columns of fixed widths, two spaces in; a negative width sets the cell to the left. */
export function aligned(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, c) => {
    const width = widths[c] ?? 0;
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
  });
  return `  ${padded.join("  ")}`.trimEnd();
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "title":
      return [bold(block.text.toUpperCase())];
    case "heading":
      return ["", bold(block.text), "-".repeat(Math.min(WIDTH, block.text.length))];
    case "subheading":
      return ["", bold(block.text)];
    case "paragraph":
      return wrap(block.text, block.indent);
    case "note":
      return wrap(`* ${block.text}`, 2, 2);
    case "line":
      return wrap(block.text, 2, 2);
    case "table":
      return tableLines(block.columns, block.rows);
    case "space":
      return [""];
    case "text":
    case "drawing":
      return block.lines;
    case "picture":
    case "result":
      return [];
  }
}

/**
 * Shows blocks on the output stream. A step is named on the error stream: in place on a terminal, gone when it is done;
 * as one plain line elsewhere.
 */
export const terminal: Sink = {
  pictures: false,
  show(block) {
    for (const line of linesOf(block)) process.stdout.write(`${line}\n`);
  },
  begin(label) {
    process.stderr.write(process.stderr.isTTY === true ? `  ${label} ...` : `${label} ...\n`);
  },
  end(label) {
    if (process.stderr.isTTY === true) process.stderr.write(`\r${" ".repeat(label.length + 6)}\r`);
  },
};

// An example that imports the terminal writes to it, until it says otherwise.
showIn(terminal);
