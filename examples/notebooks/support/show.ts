// What the cells of the notebooks show their results with. In a notebook a chart and a table appear below their cell; in a
// plain script the table is printed and the picture goes to examples/out.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChartSpec, toDisplay } from "scaling-laws/charts";
import { toMarkdown } from "scaling-laws/report";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

const OUT = fileURLToPath(new URL("../../out/", import.meta.url));

/** The part of Deno's kernel that shows content below a cell. */
interface Kernel {
  display: (content: object) => Promise<void>;
}

/** Deno's kernel; null in a plain script, where Deno throws when asked for it. */
function kernel(): Kernel | null {
  const deno: { jupyter?: Kernel } | undefined = Reflect.get(globalThis, "Deno");
  try {
    return deno?.jupyter ?? null;
  } catch {
    return null;
  }
}

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

/** Shows a chart: as Vega-Lite for those who want to go on with it, and as SVG for exported notebooks. */
export async function chart(spec: ChartSpec): Promise<void> {
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(spec));
  const svg = shortened(await new View(parse(compile(plain).spec), { renderer: "none" }).toSVG());
  const notebook = kernel();
  if (notebook === null) savePicture(svg);
  else await notebook.display(toDisplay(spec, { svg }));
}

/** Shows rows as a table. */
export async function table(rows: readonly object[], digits = 3): Promise<void> {
  const text = toMarkdown(rows, { digits });
  const notebook = kernel();
  if (notebook === null) console.log(text);
  else
    await notebook.display({ [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": text, "text/plain": text }) });
}
