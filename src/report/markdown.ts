import { ScalingError } from "../errors.ts";
import { requireList, requireOptions } from "../numeric/checks.ts";
import { formatNumber, type NumberFormat } from "./number-format.ts";

const LINE_END = /[\r\n]/;

function cell(value: unknown, options: NumberFormat): string {
  if (value === null) return "";
  const text = typeof value === "number" ? formatNumber(value, options) : String(value);
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("|", "\\|");
  if (!LINE_END.test(escaped)) return escaped;
  // Whole runs of blanks, so that the time is linear however long they are.
  return escaped.replaceAll(/\s+/g, (blanks) => (LINE_END.test(blanks) ? " " : blanks));
}

/** How a table is written. */
export interface MarkdownOptions extends NumberFormat {
  /** Pads the cells, so that the columns stand under each other in a terminal; default false. */
  aligned?: boolean;
}

function padded(rows: string[][], numeric: readonly boolean[]): string[][] {
  const widths = numeric.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((text, column) => {
      const width = widths[column] ?? 0;
      return numeric[column] === true ? text.padStart(width) : text.padEnd(width);
    }),
  );
}

/** Own keys only, so that no key is read from a prototype, whatever it is called. */
function cellsOf(row: object): Map<string, unknown> {
  return new Map(Object.entries(row));
}

/**
 * Rows as a Markdown table: a column for every key, in order of first appearance, numbers to the right.
 *
 * Works on what `tidy`, `glance`, `selection` and the coverage tables give. A null is an empty cell; pipes, backslashes
 * and line ends in text are escaped. No rows give an empty text.
 *
 * @param rows - plain objects of text, numbers, booleans and nulls.
 * @param options - `digits`, the significant digits of numbers; default 3. `aligned` pads the cells for a terminal.
 * @returns lines joined by `\n`, no final line end.
 * @throws {@link ScalingError} `UNSUPPORTED_TYPE` for a cell that is something else, `NOT_FINITE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { toMarkdown } from "scaling-laws/report";
 *
 * const table = toMarkdown([{ era: "2010-2022", doublingTimeMonths: 5.4708 }]);
 * console.log(table.split("\n")[2]); // => "| 2010-2022 | 5.47 |"
 * ```
 */
export function toMarkdown(rows: readonly object[], options: MarkdownOptions = {}): string {
  requireOptions(options);
  const cellsOfRows = Array.from(requireList(rows, "rows"), (row, r) => cellsOf(requireOptions(row, `rows[${r}]`)));
  const columns = [...new Set(cellsOfRows.flatMap((cells) => [...cells.keys()]))];
  if (columns.length === 0) return "";
  const numeric = columns.map(() => true);
  const lines = cellsOfRows.map((row, r) => {
    const cells = columns.map((column, c) => {
      const value = row.get(column) ?? null;
      if (value !== null && !["string", "number", "boolean"].includes(typeof value)) {
        const place = `rows[${r}].${column.slice(0, 60)}`;
        throw new ScalingError("UNSUPPORTED_TYPE", `Expected text or a number but got ${typeof value}`, place);
      }
      if (value !== null && typeof value !== "number") numeric[c] = false;
      return cell(value, options);
    });
    return cells;
  });
  const bare = [columns.map((column) => cell(column, options)), ...lines];
  const [head = [], ...body] = options.aligned === true ? padded(bare, numeric) : bare;
  const rule = head.map((text, column) => {
    const dashes = options.aligned === true ? "-".repeat(text.length - (numeric[column] === true ? 1 : 0)) : "---";
    return numeric[column] === true ? `${dashes}:` : dashes;
  });
  return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
