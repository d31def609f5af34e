import { describe, expect, test } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { toMarkdown } from "../../src/report/markdown.ts";
import { tidy } from "../../src/report/tidy.ts";
import { madeTrend } from "./made-results.ts";

describe("toMarkdown", () => {
  test("writes a column for every key, numbers to the right", () => {
    const rows = [
      { term: "slopeOomPerYear", estimate: 0.65984, lower: null },
      { term: "break1", estimate: 2008.72, lower: 2005.5 },
    ];
    expect(toMarkdown(rows)).toBe(
      [
        "| term | estimate | lower |",
        "| --- | ---: | ---: |",
        "| slopeOomPerYear | 0.660 |  |",
        "| break1 | 2009 | 2006 |",
      ].join("\n"),
    );
    expect(toMarkdown(rows, { digits: 6 })).toContain("| break1 | 2008.72 | 2005.50 |");
  });

  test("takes the rows of tidy", () => {
    const lines = toMarkdown(tidy(madeTrend())).split("\n");
    expect(lines[0]).toBe("| kind | term | estimate | standardError | lower | upper | level |");
    expect(lines[3]).toBe("| trend | slopeOomPerYear | 0.660 | 0.0430 | 0.574 | 0.746 | 0.950 |");
  });

  test("takes rows with different keys", () => {
    expect(toMarkdown([{ a: 1 }, { b: true }])).toBe("| a | b |\n| ---: | --- |\n| 1 |  |\n|  | true |");
  });

  test("keeps text from breaking the table", () => {
    const lines = toMarkdown([{ name: "a|b\\c\r\n  d" }]).split("\n");
    expect(lines).toEqual(["| name |", "| --- |", "| a\\|b\\\\c d |"]);
  });

  test("makes a space of blanks around a line end, and leaves others as they are", () => {
    const cells = ["a \t\n \r b", "a  \t b", "\n", " \u2028 ", `${" ".repeat(5000)}x`, `y${" ".repeat(5000)}\n`];
    const lines = toMarkdown(cells.map((cell) => ({ cell }))).split("\n");
    expect(lines.slice(2)).toEqual(
      ["a b", "a  \t b", " ", " \u2028 ", `${" ".repeat(5000)}x`, "y "].map((cell) => `| ${cell} |`),
    );
  });

  test("is empty for no rows", () => {
    expect(toMarkdown([])).toBe("");
  });

  test("reads no inherited key, whatever it is called", () => {
    const odd: object = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    expect(toMarkdown([odd, { plain: 1 }])).toContain("| x | y |  |\n|  |  | 1 |");
  });

  test("refuses a cell that is neither text nor number, and a number that is none", () => {
    const nested: object = JSON.parse('{"a": [1]}');
    expect(() => toMarkdown([nested])).toThrow("Expected text or a number but got object (at rows[0].a)");
    expect(() => toMarkdown([{ a: Number.NaN }])).toThrow(ScalingError);
  });
});
