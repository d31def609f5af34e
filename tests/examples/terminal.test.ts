import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { showIn } from "../../examples/support/blocks.ts";
import { scatter } from "../../examples/support/plot.ts";
import { aligned, step, table, terminal, wrap } from "../../examples/support/terminal.ts";

describe("text for a terminal", () => {
  let printed: string[] = [];
  beforeEach(() => {
    printed = [];
    showIn(terminal);
    vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("breaks at spaces, and never a word", () => {
    const lines = wrap(`${"word ".repeat(30)}${"x".repeat(90)} end`, 2, 2);
    expect(lines[0]).toMatch(/^ {2}word/);
    expect(lines[1]).toMatch(/^ {4}word/);
    expect(lines.filter((line) => line.length > 80)).toEqual([`    ${"x".repeat(90)}`]);
    expect(wrap("")).toEqual([]);
  });

  test("sets a table as wide as its longest entries", () => {
    table(
      [{ title: "name" }, { title: "n", align: "right" }],
      [
        ["long name", "5"],
        ["b", "1000"],
      ],
    );
    expect(printed).toEqual(["  name          n\n", "  long name     5\n", "  b          1000\n"]);
    expect(aligned(["a", "b"], [-3, 3])).toBe("  a      b");
  });

  test("gives the result of a step, and passes its error on", () => {
    expect(step("adding", () => 2)).toBe(2);
    expect(() =>
      step("failing", () => {
        throw new Error("no");
      }),
    ).toThrow("no");
  });

  test("draws every point of a scatter inside 80 columns", () => {
    scatter({ year: [1950, 2000, 2000, 2020], value: [1, 1e10, 1e10, 1e25] }, "FLOP", () => null);
    expect(printed.every((line) => line.length <= 81)).toBe(true);
    const plot = printed.slice(0, 15).join("");
    expect(plot.match(/\./g)).toHaveLength(2);
    expect(plot.match(/o/g)).toHaveLength(1);
  });

  test("draws points of one year and one size", () => {
    scatter({ year: [2020, 2020], value: [10, 10] }, "FLOP", () => 1);
    expect(printed.join("")).not.toMatch(/NaN|Infinity/);
  });
});
