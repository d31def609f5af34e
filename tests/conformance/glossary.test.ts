import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { glanceColumns, tidyColumns } from "./glossary.ts";

describe("the glossary of columns", () => {
  it("is explained in docs/concepts/results.md, column by column", () => {
    const text = readFileSync(new URL("../../docs/concepts/results.md", import.meta.url), "utf8");
    const rows = [...text.matchAll(/^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \| (.+) \|$/gm)];
    const columnsOf = (verb: string) => rows.filter((row) => row[2]?.includes(`\`${verb}\``)).map((row) => row[1]);
    expect(columnsOf("tidy")).toEqual(tidyColumns);
    expect(columnsOf("glance")).toEqual(glanceColumns);
    expect(columnsOf("augment")).toEqual(["fitted", "residual"]);
  });
});
