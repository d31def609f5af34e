// What the cells of the notebooks show their results with. In a notebook a chart and a table appear below the cell that
// ends with them; in a plain script the table is printed and the picture goes to examples/out.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChartSpec, type Displayable, toDisplay } from "scaling-laws/charts";
import { toMarkdown } from "scaling-laws/report";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

const OUT = fileURLToPath(new URL("../../out/", import.meta.url));

const deno: unknown = Reflect.get(globalThis, "Deno");
const inNotebook = typeof deno === "object" && deno !== null && "jupyter" in deno;
let pictures = 0;

/** Coordinates to a hundredth of a pixel: a third of the size, and the same in every engine. */
function shortened(svg: string): string {
  const round = (number: string): string => String(Number(Number(number).toFixed(2)));
  return svg.replace(/ (d|transform)="[^"]*"/g, (attribute) => attribute.replace(/-?\d+\.\d{3,}/g, round));
}

function savePicture(svg: string): void {
  pictures += 1;
  const name = `${basename(process.argv[1] ?? "notebook", ".ts")}-${pictures}.svg`;
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, name), svg);
  console.log(`Picture: examples/out/${name}`);
}

/** A chart with its picture: Vega-Lite for those who want to go on with it, SVG for exported notebooks. */
export async function chart(spec: ChartSpec): Promise<Displayable> {
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(spec));
  const svg = shortened(await new View(parse(compile(plain).spec), { renderer: "none" }).toSVG());
  if (!inNotebook) savePicture(svg);
  return toDisplay(spec, { svg });
}

/** Rows as a table. */
export function table(rows: readonly object[], digits = 3): object {
  const text = toMarkdown(rows, { digits });
  if (!inNotebook) console.log(text);
  return { [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": text, "text/plain": text }) };
}
