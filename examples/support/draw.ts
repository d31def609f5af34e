import type { ChartSpec } from "scaling-laws/charts";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** The picture of a chart as SVG text, drawn by vega without a page. */
export async function drawSvg(chart: ChartSpec): Promise<string> {
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(chart));
  const view = new View(parse(compile(plain).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
