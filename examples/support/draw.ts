import type { ChartSpec } from "scaling-laws/charts";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Block } from "./blocks.ts";
import type { Drawn } from "./html-blocks.ts";
import { mergePoints } from "./merge-points.ts";

// The figure around a picture describes it as a whole; a description of every mark would double its size.
const CONFIG = { aria: false };

/** The picture of a chart as SVG text, drawn by vega without a page. */
async function drawSvg(chart: ChartSpec): Promise<string> {
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(chart));
  const view = new View(parse(compile(plain, { config: CONFIG }).spec), { renderer: "none" });
  try {
    return mergePoints(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** A picture block drawn for light and for dark. */
export async function drawPicture({ light, dark }: Extract<Block, { kind: "picture" }>): Promise<Drawn> {
  return { light: await drawSvg(light), dark: await drawSvg(dark) };
}
