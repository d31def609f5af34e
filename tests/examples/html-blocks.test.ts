import { describe, expect, test } from "vitest";
import { type Block, keeping, line, picture, type Sink, showIn, step, table } from "../../examples/support/blocks.ts";
import { blockHtml, escapeHtml } from "../../examples/support/html-blocks.ts";
import { htmlReport } from "../../examples/support/html-report.ts";
import { mergePoints } from "../../examples/support/merge-points.ts";
import { parseModels } from "../../examples/support/parse-models.ts";
import { printTable, STEPS } from "../../examples/support/table-report.ts";
import { generatedTable } from "../browser/generated-table.ts";

const hostile = `<script>alert("x")</script>&'`;

/** A sink that shows nothing and counts steps. */
function silent(): { sink: Sink; labels: string[] } {
  const labels: string[] = [];
  return { labels, sink: { pictures: false, show() {}, begin: (label) => labels.push(label), end() {} } };
}

const chart = { $schema: "", description: hostile, title: { text: hostile } };

describe("blocks as HTML", () => {
  test("make markup of nothing that a table says", () => {
    const blocks: Block[] = [
      { kind: "title", text: hostile },
      { kind: "heading", text: hostile },
      { kind: "subheading", text: hostile },
      { kind: "paragraph", text: hostile, indent: 0 },
      { kind: "note", text: hostile },
      { kind: "line", text: hostile },
      { kind: "text", lines: [hostile] },
      { kind: "table", columns: [{ title: hostile }, { title: hostile, align: "right" }], rows: [[hostile, hostile]] },
      { kind: "picture", light: chart, dark: chart },
    ];
    for (const block of blocks) {
      const html = blockHtml(block);
      expect(html, block.kind).not.toContain("<script");
      expect(html, block.kind).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;");
    }
  });

  test("show characters that are no text as such", () => {
    expect(escapeHtml("a\u0000b\u001bc\u202ed\te\n")).toBe("a\ufffdb\ufffdc\ufffdd\te\n");
  });

  test("leave the pictures in characters to the terminal", () => {
    expect(blockHtml({ kind: "drawing", lines: ["o"] })).toBe("");
  });

  test("make a page of its parts, each with its name, and the sources", async () => {
    const html = await htmlReport({
      blocks: [
        { kind: "title", text: "Growth" },
        { kind: "heading", text: "1. One" },
        { kind: "paragraph", text: "words", indent: 0 },
      ],
      sources: [{ what: hostile, url: null, text: hostile }],
      css: "p { color: red }",
      draw: async () => ({ light: "", dark: "" }),
    });
    expect(html).toContain("<title>Growth</title>");
    expect(html).toContain('<section id="part-1" aria-labelledby="part-1-heading">');
    expect(html).toContain('<a href="#part-1">1. One</a>');
    expect(html).not.toContain("<script");
  });
});

describe("a sink", () => {
  test("gets what sections write, and keeps it beside another", () => {
    const { sink } = silent();
    const kept: Block[] = [];
    showIn(keeping(sink, kept));
    table([{ title: "a" }], [["1"]]);
    line("words");
    picture(({ dark }) => ({ $schema: "", description: dark ? "dark" : "light" }));
    expect(kept.map(({ kind }) => kind)).toEqual(["table", "line", "picture"]);
    expect(kept[2]).toMatchObject({ light: { description: "light" }, dark: { description: "dark" } });
  });

  test("that shows no pictures has none made", () => {
    showIn(silent().sink);
    picture(() => {
      throw new Error("made");
    });
  });

  test("hears of as many steps as the report says it has", () => {
    const { sink, labels } = silent();
    showIn(sink);
    printTable("a table", "a table", parseModels("a table", generatedTable(300)));
    expect(labels).toHaveLength(STEPS);
    expect(step("one more", () => 1)).toBe(1);
  });
});

describe("a picture of very many points", () => {
  const point = (x: number): string =>
    `<path transform="translate(${x},2.25)" d="M3.5,0A3.5,3.5,0,1,1,-3.5,0A3.5,3.5,0,1,1,3.5,0" fill="#0072B2" stroke-width="2" opacity="0.6"/>`;
  const svg = (count: number): string =>
    `<svg>${Array.from({ length: count }, (_, x) => point(x)).join("")}<path d="M0,0"/></svg>`;

  test("has each of them in few elements", () => {
    const merged = mergePoints(svg(2050));
    expect(merged.match(/M\d+\.0,2\.3h0/g)).toHaveLength(2050);
    expect(merged.match(/<path/g)).toHaveLength(22);
    expect(merged).toContain('stroke="#0072B2" stroke-width="7" stroke-linecap="round" opacity="0.6"');
    expect(merged.endsWith('<path d="M0,0"/></svg>')).toBe(true);
  });

  test("is left alone where they are few", () => {
    expect(mergePoints(svg(900))).toBe(svg(900));
  });
});
