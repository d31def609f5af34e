import { posix } from "node:path";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { filesBelow, readText } from "../package/manifest.ts";
import { type Example, instrument, markdownExamples } from "./examples.ts";
import { runModule } from "./run-example.ts";

/** A picture of a document and the block of code above it, whose `picture` it shows. */
export interface DocumentPicture {
  /** Of the SVG file, from the root of the repository. */
  path: string;
  example: Example;
}

/** The pictures that documents show below a block of TypeScript, in the order of the pages. */
export function documentPictures(): DocumentPicture[] {
  const documents = filesBelow("docs", ".md").filter((path) => !path.startsWith("docs/api/"));
  return documents.flatMap((document) => {
    const text = readText(document);
    const examples = markdownExamples(document);
    return [...text.matchAll(/^!\[[^\]]*\]\(([^)]+\.svg)\)/gm)].flatMap((match) => {
      const line = text.slice(0, match.index).split("\n").length;
      const example = examples.filter((each) => Number(each.place.split(":")[1]) < line).at(-1);
      const path = posix.normalize(posix.join(posix.dirname(document), match[1]!));
      return example?.code.includes("const picture = ") ? [{ path, example }] : [];
    });
  });
}

/** A Vega-Lite specification as SVG: one decimal is enough for a picture, and nobody reads its ARIA labels mark by mark. */
export async function toSvg(spec: unknown): Promise<string> {
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(spec));
  const view = new View(parse(compile(plain).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg
    .replace(/ (?:aria-[a-z]+|role|pointer-events)="[^"]*"/g, "")
    .replace(/="[^"]*"/g, (value) =>
      value.replace(/-?\d+\.\d{2,}/g, (digits) => String(Number(Number(digits).toFixed(1)))),
    )
    .replace(/></g, ">\n<")}\n`;
}

/** Runs the block of a picture and draws its `picture`. */
export async function drawPicture({ example, path }: DocumentPicture): Promise<string> {
  const { picture } = await runModule(`${instrument(example.code).code}\nexport { picture };\n`, () => {});
  if (picture === undefined) throw new Error(`${example.place} has no picture for ${path}`);
  return toSvg(picture);
}

/** The first difference of two drawings beyond the last digits, in which platforms differ; null where there is none. */
export function drawingDifference(ours: string, theirs: string, pixels = 1): string | null {
  const tokens = (text: string): string[] => text.match(/-?\d+(?:\.\d+)?|[^\d-]+|-/g) ?? [];
  const [a, b] = [tokens(ours), tokens(theirs)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x = "", y = ""] = [a[i], b[i]];
    if (x === y) continue;
    const near = Math.abs(Number(x) - Number(y)) <= pixels * Math.max(1, Math.abs(Number(y)) / 1000);
    if (x.trim() === "" || y.trim() === "" || !near)
      return `${JSON.stringify(x)} in place of ${JSON.stringify(y)}, token ${i}`;
  }
  return null;
}
