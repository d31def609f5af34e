import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { expect, vi } from "vitest";
import type { Chart, Json } from "../../src/charts/index.ts";
import { ScalingError } from "../../src/errors.ts";

/** The picture that vega draws, and what vega-lite and vega had to say about the specification. */
export async function render(spec: Chart): Promise<{ svg: string; remarks: string[] }> {
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(spec));
  const view = new View(parse(compile(plain).spec), { renderer: "none" });
  const svg = await view.toSVG();
  const remarks = warned.mock.calls.map((words) => words.join(" "));
  warned.mockRestore();
  return { svg, remarks };
}

export interface Row {
  readonly [field: string]: Json;
}

const isObject = (value: Json | undefined): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The rows of every layer of a chart that has this field. */
export function rowsWith(spec: Chart, field: string): Row[] {
  const found: Row[] = [];
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (!isObject(value)) return;
    const data = value["data"];
    const values = isObject(data) ? data["values"] : undefined;
    if (Array.isArray(values)) for (const row of values) if (isObject(row) && field in row) found.push(row);
    if (value["layer"] !== undefined) visit(value["layer"]);
  };
  visit(spec);
  return found;
}

/** The texts written into a chart beside its marks. */
export function labelsOf(spec: Chart): string[] {
  return rowsWith(spec, "align").map((row) => String(row["text"]));
}

/** Title and subtitle as one line of text. */
export function headingOf(spec: Chart): string {
  return [...spec.title.text, ...spec.title.subtitle].join(" ").replaceAll("\u00a0", " ");
}

export function numberIn(row: Row, field: string): number {
  const value = row[field];
  expect(typeof value, field).toBe("number");
  return Number(value);
}

/** The code with which a call is refused. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ScalingError) return error.code;
    throw error;
  }
  return "not refused";
}

/** The number of points that vega draws. */
export function pointsIn(svg: string): number {
  return [...svg.matchAll(/aria-roledescription="point"/g)].length;
}
