import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { describe, expect, it, vi } from "vitest";
import { type ChartSpec, gapChart, residualChart, toDisplay, trendChart } from "../../src/charts/index.ts";
import { ScalingError } from "../../src/errors.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { fitPiecewiseTrend, fitTrend } from "../../src/trends/index.ts";

const year = Array.from({ length: 40 }, (_, i) => 1990 + i * 0.85);
const value = year.map(
  (at, i) => 10 ** (12 + 0.1 * (at - 1990) + 0.5 * Math.max(0, at - 2010) + 0.4 * Math.sin(7 * i)),
);
const series = { year, value };
const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));

const charts: Record<string, () => ChartSpec> = {
  "a trend": () => trendChart(series, fitTrend(series), { valueTitle: "Training compute (FLOP)", untilYear: 2030 }),
  "a trend on dark": () =>
    trendChart(series, fitTrend(series), { dark: true, label: year.map((_, i) => `system ${i}`) }),
  "eras that meet": () =>
    trendChart(series, fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 99 })),
  "eras with a jump": () => trendChart(series, fitPiecewiseTrend(series, { breaks: [2010], continuous: false })),
  residuals: () => residualChart(series, fitTrend(series)),
  gaps: () => gapChart(sizes, findParameterGaps(sizes, { resamples: 99 })),
};

/** The picture that vega draws, and what it had to say about the specification. */
async function render(spec: ChartSpec): Promise<{ svg: string; remarks: string[] }> {
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const plain: TopLevelSpec = JSON.parse(JSON.stringify(spec));
  const view = new View(parse(compile(plain).spec), { renderer: "none" });
  const svg = await view.toSVG();
  const remarks = warned.mock.calls.map((words) => words.join(" "));
  warned.mockRestore();
  return { svg, remarks };
}

describe.each(Object.entries(charts))("a chart of %s", (_, make) => {
  it("is plain JSON with its data inside", () => {
    const spec = make();
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(JSON.stringify(spec)).not.toMatch(/"url"|NaN|Infinity/);
  });

  it("compiles without a remark and draws", async () => {
    const { svg, remarks } = await render(make());
    expect(remarks).toEqual([]);
    expect(svg).toContain("<svg");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toMatch(/10[⁰¹²³⁴⁵⁶⁷⁸⁹]|Residual/);
  });
});

describe("charts", () => {
  it("say the growth of every era in the subtitle", () => {
    const spec = charts["eras with a jump"]!();
    const title = spec["title"];
    expect(JSON.stringify(title)).toMatch(/1990.0 to 2010.0.*doubles in .* months.*2010.0 to .*doubles in/);
  });

  it("draw one mark a point", async () => {
    const { svg } = await render(charts["residuals"]!());
    expect(svg.match(/aria-roledescription="point"|class="mark-symbol/g)?.length ?? 0).toBeGreaterThan(0);
    expect(JSON.stringify(charts["residuals"]!()).match(/"residual":/g)).toHaveLength(year.length);
  });

  it("show themselves in a notebook, with a picture where one is given", () => {
    const spec = charts["a trend"]!();
    const shown = toDisplay(spec, { svg: "<svg/>" })[Symbol.for("Jupyter.display")]!();
    expect(shown["image/svg+xml"]).toBe("<svg/>");
    expect(shown["application/vnd.vegalite.v5+json"]).toEqual(spec);
    expect(shown["text/plain"]).toBe(spec.description);
    expect("image/svg+xml" in toDisplay(spec)[Symbol.for("Jupyter.display")]!()).toBe(false);
  });

  it("refuse data that are not those of the result", () => {
    const refused = (call: () => unknown): string => {
      try {
        call();
      } catch (error) {
        if (error instanceof ScalingError) return error.code;
      }
      return "not refused";
    };
    const trend = fitTrend(series);
    expect(refused(() => trendChart({ year: [], value: [] }, trend))).toBe("EMPTY_INPUT");
    expect(refused(() => residualChart({ year: [2000], value: [] }, trend))).toBe("LENGTH_MISMATCH");
    expect(refused(() => gapChart([1, 2], findParameterGaps(sizes, { resamples: 9 })))).toBe("LENGTH_MISMATCH");
  });
});
