import type { Cell, Notebook, Output } from "../../examples/notebooks/support/cells.ts";

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** How far a printed number may be from another: a unit of its last digit. */
function lastDigit(number: string): number {
  const [mantissa = "", exponent = "0"] = number.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
}

/** Where two texts differ by more than the last digits of their numbers; null where they do not. */
export function textDifference(one: string, other: string): string | null {
  if (one.replace(NUMBER, "#") !== other.replace(NUMBER, "#")) return `"${one}" and "${other}"`;
  const [numbers, others] = [one.match(NUMBER) ?? [], other.match(NUMBER) ?? []];
  const at = numbers.findIndex((number, i) => {
    const unit = Math.max(lastDigit(number), lastDigit(others[i] ?? ""));
    return Math.abs(Number(number) - Number(others[i])) > 1.001 * unit;
  });
  return at < 0 ? null : `${numbers[at]} and ${others[at]}`;
}

/** The elements of a picture in order, with the names of their attributes and their text: no coordinate. */
export function pictureStructure(svg: string): string[] {
  return [...svg.matchAll(/<([a-z]+)([^>]*)>([^<]*)/gi)].map(([, tag = "", attributes = "", text = ""]) => {
    const names = [...attributes.matchAll(/ ([\w:-]+)="/g)].map(([, name]) => name);
    return `${tag} ${names.join(" ")} ${text.trim()}`;
  });
}

function pictureDifference(one: string, other: string): string | null {
  const [structure, others] = [pictureStructure(one), pictureStructure(other)];
  if (structure.length !== others.length) return `pictures of ${structure.length} and ${others.length} elements`;
  for (const [i, element] of structure.entries()) {
    const difference = textDifference(element, others[i] ?? "");
    if (difference !== null) return `in a picture: ${difference}`;
  }
  return null;
}

/** Whether two documents have the same values, numbers to a part in 10^6. */
function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other), 1e-12);
  }
  if (typeof one === "string" && typeof other === "string") return textDifference(one, other) === null;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return one === other;
  const [entries, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return entries.size === others.size && [...entries].every(([key, value]) => sameJson(value, others.get(key)));
}

/** Text of an output as Jupyter stores it, in one line or in several. */
export const joined = (text: unknown): string => (Array.isArray(text) ? text.join("") : String(text));

function contentDifference(type: string, one: unknown, other: unknown): string | null {
  if (type === "image/svg+xml") return pictureDifference(joined(one), joined(other));
  if (type.endsWith("json")) return sameJson(one, other) ? null : `${type} differs`;
  return textDifference(joined(one), joined(other));
}

function outputDifference(one: Output, other: Output | undefined): string | null {
  if (other === undefined || one.output_type !== other.output_type) return `${one.output_type} is missing`;
  const [data, others] = [new Map(Object.entries(one.data ?? {})), new Map(Object.entries(other.data ?? {}))];
  if ([...data.keys()].join() !== [...others.keys()].join()) return "other kinds of content";
  for (const [type, content] of data) {
    const difference = contentDifference(type, content, others.get(type));
    if (difference !== null) return difference;
  }
  return textDifference(joined(one.text ?? ""), joined(other.text ?? ""));
}

/** What two runs of a notebook gave differently, by cell. */
export function outputDifferences(committed: Notebook, executed: Notebook): string[] {
  return committed.cells.flatMap((cell: Cell, i) => {
    const [outputs, others] = [cell.outputs ?? [], executed.cells[i]?.outputs ?? []];
    if (outputs.length !== others.length) return [`${cell.id}: ${outputs.length} and ${others.length} outputs`];
    return outputs.flatMap((output, k) => {
      const difference = outputDifference(output, others[k]);
      return difference === null ? [] : [`${cell.id}: ${difference}`];
    });
  });
}
