import { describe, expect, it } from "vitest";
import {
  contrastEras,
  dipTest,
  findParameterGaps,
  gapOccupancy,
  gapSensitivity,
  testParameterGap,
} from "../../src/parameter-gap/index.ts";
import { summarize } from "../../src/report/summarize.ts";

const size = Array.from({ length: 80 }, (_, i) => (i < 40 ? 10 ** (8 + i / 30) : 10 ** (11 + (i - 40) / 30)));
const year = size.map((_, i) => 2020 + (i % 4));
const range = [2.5e9, 9e10] as const;

describe("summaries of the gap tools", () => {
  it("name the gap, its counts, its three p-values and its verdict", () => {
    const text = summarize(findParameterGaps(size, { resamples: 99 }));
    expect(text).toContain("Gaps in 80 sizes");
    expect(text).toMatch(/2 G to 100 G +strong; 0 inside, .* expected; smooth null: p = 0.010, uniform: p/);
  });

  it("lay the rules for ends side by side", () => {
    const text = summarize(testParameterGap(size, range, { preregistered: true }));
    expect(text.split("\n")).toHaveLength(5);
    expect(text).toContain("both ends in");
  });

  it("put years, eras, choices and the dip into words", () => {
    expect(summarize(gapOccupancy({ year, size }, range))).toContain("0 of 20, 0 % (95 % interval 0 % to 16 %)");
    expect(summarize(contrastEras({ year, size }, range, 2022))).toContain("0 of 40 before, 0 of 40 after: same");
    expect(summarize(gapSensitivity({ size, year }, { resamples: 99 }))).toContain("all systems");
    expect(summarize(dipTest(size.map(Math.log10)))).toMatch(/^Hartigan's dip 0\.\d+/);
  });

  it("print no value that is none, also where no p-value is given", () => {
    const few = summarize(findParameterGaps(size.filter((_, i) => i % 4 === 0)));
    expect(few).toContain("smooth null: not given");
    expect(few).not.toMatch(/NaN|undefined|null:? null|Infinity/);
  });
});
