import { describe, expect, it } from "vitest";
import { gapChart, residualChart, toDisplay, trendChart } from "../../src/charts/index.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { fitTrend } from "../../src/trends/index.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { charts, series, sizes } from "./examples.ts";
import { headingOf, refusal, render } from "./render.ts";

describe.each(Object.entries(charts))("a chart of %s", (_, make) => {
  it("is plain JSON with its data inside, the same every time", () => {
    const spec = make();
    expectPlainJson(spec);
    expect(JSON.stringify(spec)).not.toMatch(/"url"/);
    expect(make()).toEqual(spec);
  });

  it.each([
    [640, 400, false],
    [320, 240, true],
  ])("compiles without a remark and draws at %s by %s", async (width, height, dark) => {
    const { svg, remarks } = await render(make({ width, height, dark }));
    expect(remarks).toEqual([]);
    expect(svg).toContain("<svg");
    expect(svg).not.toMatch(/NaN|undefined|Infinity|>null</);
    expect(svg).toContain(dark ? "#16181d" : "#ffffff");
  });

  it("takes a title, and breaks long ones to its width", () => {
    const spec = make({ title: "A title of many words that a narrow chart cannot hold in a single line", width: 320 });
    expect(headingOf(spec)).toMatch(/^A title of many words that a narrow chart cannot hold in a single line/);
    const { title } = spec;
    expect(JSON.stringify(title).split('"text":')[1]).toMatch(/^\["A title[^"]*","/);
  });
});

describe("charts", () => {
  it("show themselves in a notebook, with a picture where one is given", () => {
    const spec = charts["a trend"]!();
    const shown = toDisplay(spec, { svg: "<svg/>" })[Symbol.for("Jupyter.display")]!();
    expect(shown["image/svg+xml"]).toBe("<svg/>");
    expect(shown["application/vnd.vegalite.v5+json"]).toEqual(spec);
    expect(shown["text/plain"]).toBe(spec.description);
    expect("image/svg+xml" in toDisplay(spec)[Symbol.for("Jupyter.display")]!()).toBe(false);
  });

  it("refuse data that are not those of the result, and sizes of no picture", () => {
    const trend = fitTrend(series);
    expect(refusal(() => trendChart({ year: [], value: [] }, trend))).toBe("EMPTY_INPUT");
    expect(refusal(() => residualChart({ year: [2000], value: [] }, trend))).toBe("LENGTH_MISMATCH");
    expect(refusal(() => gapChart([1, 2], findParameterGaps(sizes, { resamples: 9 })))).toBe("LENGTH_MISMATCH");
    expect(refusal(() => trendChart(series, trend, { width: 0 }))).toBe("NOT_POSITIVE");
    expect(refusal(() => trendChart(series, trend, { height: Number.NaN }))).toBe("NOT_FINITE");
  });
});
