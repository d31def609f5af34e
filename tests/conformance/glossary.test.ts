import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import { besiroglu2024 } from "../../src/published/besiroglu2024.ts";
import { compareWithPublished } from "../../src/report/compare.ts";
import { glance, tidy } from "../../src/report/tidy.ts";
import { crossedRuns } from "../loss-laws/runs.ts";
import { comparisonColumns, glanceColumns, tidyColumns } from "./glossary.ts";

describe("the glossary of columns", () => {
  it("is explained in docs/concepts/results.md, column by column", () => {
    const text = readFileSync(new URL("../../docs/concepts/results.md", import.meta.url), "utf8");
    const rows = [...text.matchAll(/^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \| (.+) \|$/gm)];
    const columnsOf = (verb: string) => rows.filter((row) => row[2]?.includes(`\`${verb}\``)).map((row) => row[1]);
    expect(columnsOf("tidy")).toEqual(tidyColumns);
    expect(columnsOf("glance")).toEqual(glanceColumns);
    expect(columnsOf("augment")).toEqual(["fitted", "residual"]);
  });

  it("has the columns of comparisons, explained in docs/concepts/published.md", () => {
    const text = readFileSync(new URL("../../docs/concepts/published.md", import.meta.url), "utf8");
    const rows = [...text.matchAll(/^\| `(\w+)` \| `(tidy|glance)` \| .+ \|$/gm)];
    const compared = compareWithPublished(fitLossLaw(crossedRuns(0.01), { resamples: 9 }), besiroglu2024);
    for (const row of tidy(compared)) expect(Object.keys(row)).toEqual(comparisonColumns.tidy);
    expect(Object.keys(glance(compared))).toEqual(comparisonColumns.glance);
    for (const verb of ["tidy", "glance"] as const) {
      expect(rows.filter((row) => row[2] === verb).map((row) => row[1])).toEqual(comparisonColumns[verb]);
    }
  });
});
