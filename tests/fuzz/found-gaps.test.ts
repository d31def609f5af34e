import { describe, expect, it } from "vitest";
import { expectedDivergence } from "../../src/corpus/index.ts";
import { bandwidths, type GapSystems, gapSensitivity } from "../../src/parameter-gap/index.ts";
import { expectRefused } from "./expect-refused.ts";

describe("what the fuzz found, by cause: gaps and corpora", () => {
  it("a column of gapSensitivity that is none, or a label that is none, is refused by name", () => {
    const size = Array.from({ length: 14 }, (_, i) => 10 ** (8 + i / 7));
    const year = size.map((_, i) => 2010 + i / 2);
    const data = (column: object): GapSystems => JSON.parse(JSON.stringify({ size, year, ...column }));
    expectRefused([
      ["UNSUPPORTED_TYPE", () => gapSensitivity(data({ notable: null }), { resamples: 9 })],
      ["UNSUPPORTED_TYPE", () => gapSensitivity(data({ organization: size.map(() => null) }), { resamples: 9 })],
    ]);
    const late = year.map((each) => each * 8e304);
    const rows = gapSensitivity({ size, year: late }, { resamples: 9 }).rows;
    expect(rows.filter((row) => row.setting.includes("Infinity"))).toEqual([]);
  });

  it("the middle of a gap is held where the product of its ends is not", () => {
    const size = Array.from({ length: 30 }, (_, i) => 10 ** (158 + i / 10 + (i < 15 ? 0 : 1)));
    const year = size.map((_, i) => 2010 + i / 2);
    const { around } = gapSensitivity({ size, year }, { resamples: 9 });
    expect(Math.log10(around)).toBeCloseTo(159.95, 6);
  });

  it("a range that no double holds has no bandwidth by diffusion", () => {
    expect(bandwidths([8, 8.8, 9.6, 11.7, 1.79e308])).toMatchObject({ isj: null });
  });

  it("a mean of a hundred million million tokens takes no loop over them", () => {
    const { exact, asymptotic } = expectedDivergence(2, 2 ** 50);
    expect(exact).toBe(asymptotic);
    expect(asymptotic).toBe(2 ** -51);
  });
});
