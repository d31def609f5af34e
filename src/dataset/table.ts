import { ScalingError } from "../errors.ts";

/** A row of text cells; `fault` says why it cannot be used, `line` where it starts in the text. */
export interface TableRow {
  /** Counted from 1 below the header; blank lines do not count. */
  row: number;
  line: number;
  cells: string[];
  fault: string | null;
}

export interface Table {
  headers: string[];
  rows: TableRow[];
}

const QUOTE = 34;
const NEWLINE = 10;
const SPACE = 32;

function describeInput(value: unknown): string {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return "bytes; decode them first: new TextDecoder().decode(bytes)";
  }
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}

/** The text without byte order mark and with "\n" as its only line end. */
function plainText(csv: unknown): string {
  if (typeof csv !== "string") {
    throw new ScalingError(
      "UNSUPPORTED_TYPE",
      `Expected the text of a CSV file as a string but got ${describeInput(csv)}`,
      "csv",
    );
  }
  const nul = csv.indexOf("\0");
  if (nul >= 0) {
    const place = `a NUL character at position ${nul}`;
    throw new ScalingError("MALFORMED_TEXT", `Expected the text of a CSV file but got binary data (${place})`, "csv");
  }
  const text = csv.charCodeAt(0) === 0xfeff ? csv.slice(1) : csv;
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** The separator that the first line uses most, outside quotes; a comma where it uses none. */
function separatorOf(text: string): string {
  const counts = new Map([",", ";", "\t", "|"].map((separator) => [separator, 0]));
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') quoted = !quoted;
    else if (character === "\n" && !quoted) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  let best = ",";
  for (const [separator, count] of counts) if (count > counts.get(best)!) best = separator;
  return best;
}

/**
 * Reads rows one after another: RFC 4180 with any of four separators. One pass over the text, whatever stands in it, so
 * that the time is linear; a quote that never closes is an error, text after a closing quote a fault of its row.
 */
class RowScanner {
  line = 1;
  private cursor = 0;
  private readonly text: string;
  private readonly separator: number;

  constructor(text: string, separator: string) {
    this.text = text;
    this.separator = separator.charCodeAt(0);
  }

  /** The cells of the next row that is not blank, or null at the end of the text. */
  next(row: number): TableRow | null {
    while (this.cursor < this.text.length) {
      const start = this.cursor;
      const found = this.readRow(row);
      if (found.cells.length > 1 || found.fault !== null || this.text.slice(start, this.cursor).trim() !== "") {
        return found;
      }
    }
    return null;
  }

  private readRow(row: number): TableRow {
    const line = this.line;
    const start = this.cursor;
    const cells: string[] = [];
    let fault: string | null = null;
    for (;;) {
      const quoted = this.text.charCodeAt(this.cursor) === QUOTE;
      const cell = quoted ? this.readQuoted(row) : "";
      const rest = this.readPlain();
      if (quoted && rest !== "") {
        const place = this.line > line ? `; lines ${line} to ${this.line} were read as one row` : "";
        fault ??= `Expected a separator after the closing quote but got ${JSON.stringify(rest.slice(0, 20))}${place}`;
      }
      cells.push(quoted ? cell : rest);
      const end = this.text.charCodeAt(this.cursor++);
      if (end === this.separator) continue;
      if (end === NEWLINE) this.line++;
      return { row, line, cells: fault === null ? cells : [this.text.slice(start, this.cursor)], fault };
    }
  }

  /** The cell whose opening quote is at the cursor; afterwards the cursor stands behind its closing quote and blanks. */
  private readQuoted(row: number): string {
    const { text } = this;
    const from = this.cursor + 1;
    const opened = this.line;
    let escaped = false;
    let close = text.indexOf('"', from);
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) {
      escaped = true;
      close = text.indexOf('"', close + 2);
    }
    if (close < 0) {
      const place = row === 0 ? "in the header" : `in row ${row}`;
      throw new ScalingError(
        "MALFORMED_TEXT",
        `Expected a closing quote but the text ends inside the cell that opens ${place} (line ${opened})`,
        "csv",
      );
    }
    const inner = text.slice(from, close);
    for (let at = inner.indexOf("\n"); at >= 0; at = inner.indexOf("\n", at + 1)) this.line++;
    this.cursor = close + 1;
    while (text.charCodeAt(this.cursor) === SPACE) this.cursor++;
    return escaped ? inner.replaceAll('""', '"') : inner;
  }

  /** The text up to the next separator, line end or end of text. */
  private readPlain(): string {
    const { text, separator } = this;
    const from = this.cursor;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === separator || code === NEWLINE) break;
    }
    this.cursor = at;
    return text.slice(from, at);
  }
}

/** How many cells there are up to the last that is not blank, but no fewer than `least`. */
function filledCells(cells: readonly string[], least: number): number {
  let count = cells.length;
  while (count > least && cells[count - 1]!.trim() === "") count--;
  return count;
}

/** Blank cells beyond the header hold nothing; any other difference in length means that cells may have moved. */
function raggedFault(cells: readonly string[], least: number, most: number): string | null {
  const count = filledCells(cells, most);
  if (count >= least && count <= most) return null;
  return `Expected ${most} cells, as in the header, but got ${count}`;
}

/**
 * The header and rows of a CSV text (or one separated by semicolons, tabs or bars). Nothing is left out but blank lines.
 *
 * @throws {ScalingError} `UNSUPPORTED_TYPE`, `EMPTY_INPUT` without header or rows, `MALFORMED_TEXT` for binary data and
 * for a quote that never closes.
 */
export function readTable(csv: unknown): Table {
  const text = plainText(csv);
  const scanner = new RowScanner(text, separatorOf(text.trimStart()));
  const header = scanner.next(0);
  if (header === null) throw new ScalingError("EMPTY_INPUT", "Expected a table with a header but got no text", "csv");
  if (header.fault !== null) throw new ScalingError("MALFORMED_TEXT", `${header.fault} in the header`, "csv");
  const named = filledCells(header.cells, 1);
  const rows: TableRow[] = [];
  for (let row = scanner.next(1); row !== null; row = scanner.next(rows.length + 1)) {
    row.fault ??= raggedFault(row.cells, named, header.cells.length);
    rows.push(row);
  }
  if (rows.length === 0) {
    throw new ScalingError("EMPTY_INPUT", "Expected at least one row below the header but got none", "csv");
  }
  return { headers: header.cells, rows };
}
