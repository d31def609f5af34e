/** Zero-width characters: joiners, the word joiner, marks of byte order and of direction. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Anything that a single plain space should stand for. */
const SPACES = /\s+/g;
const UNTIDY = /[^\x21-\x7e ]| {2}|^ | $/;

const QUOTE = 34;
const COMMA = 44;
const SEMICOLON = 59;

const SEVERAL = /[",;]/;

/** What files write for "there is no value". */
const BLANK_WORDS = new Set(["", "nan", "na", "n/a", "#n/a", "null", "none"]);
const UNKNOWN_NUMBERS = new Set(["unknown", "?", "-", "tbd"]);

const LONGEST_NUMBER = 40;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** The visible text of a cell: no zero-width characters, every run of blanks (no-break ones too) one space, trimmed. */
export function visibleText(cell: string): string {
  return UNTIDY.test(cell) ? cell.replace(INVISIBLE, "").replace(SPACES, " ").trim() : cell;
}

/** The text of a cell, or null where the file says that there is none. */
export function readText(cell: string): string | null {
  if (cell === "") return null;
  const text = visibleText(cell);
  return text.length <= 4 && BLANK_WORDS.has(text.toLowerCase()) ? null : text;
}

/** Splits at commas and semicolons outside double quotes, which are part of the list's own syntax. */
function splitOutsideQuotes(cell: string): string[] {
  const items: string[] = [];
  let from = 0;
  let quoted = false;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code === QUOTE) quoted = !quoted;
    else if (!quoted && (code === COMMA || code === SEMICOLON)) {
      items.push(cell.slice(from, i));
      from = i + 1;
    }
  }
  items.push(cell.slice(from));
  return items;
}

/** The entries of a cell with several values, each once, in their order; `spelling` gives an entry its usual case. */
export function readList(cell: string, spelling: ReadonlyMap<string, string>): string[] {
  const usual = (item: string): string => (spelling.size === 0 ? item : (spelling.get(item.toLowerCase()) ?? item));
  if (!SEVERAL.test(cell)) {
    const item = readText(cell);
    return item === null ? [] : [usual(item)];
  }
  const items = new Set<string>();
  for (const part of splitOutsideQuotes(cell)) {
    const item = readText(part.includes('"') ? part.replaceAll('"', " ") : part);
    if (item !== null) items.add(usual(item));
  }
  return [...items];
}

/** A map from lower case to the usual spelling. */
export function spellings(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(words.map((word) => [word.toLowerCase(), word]));
}

/** A number as it stands: null where the cell says that there is none, NaN where it cannot be read as one number. */
export function readNumber(cell: string): number | null {
  if (cell === "") return null;
  if (cell.length <= LONGEST_NUMBER && DECIMAL.test(cell)) return Number(cell);
  const text = visibleText(cell);
  const word = text.length <= 8 ? text.toLowerCase() : text;
  if (BLANK_WORDS.has(word) || UNKNOWN_NUMBERS.has(word)) return null;
  if (text.length > LONGEST_NUMBER) return Number.NaN;
  const amount = text.startsWith("$") ? text.slice(1).trim() : text;
  if (amount !== text && GROUPED.test(amount)) return Number(amount.replaceAll(",", ""));
  return DECIMAL.test(amount) ? Number(amount) : Number.NaN;
}

/** A check mark: `checked`, `TRUE`, `yes`, `1`; blank, `no`, `0` and the like are false, and null is anything else. */
export function readFlag(cell: string): boolean | null {
  const text = readText(cell)?.toLowerCase() ?? "";
  if (text === "checked" || text === "true" || text === "yes" || text === "1" || text === "1.0") return true;
  return ["", "unchecked", "false", "no", "0", "0.0"].includes(text) ? false : null;
}
