import { describe, expect, it } from "vitest";
import { averagedShiftedHistogram, countBetween } from "../../src/statistics/histogram.ts";

describe("a histogram", () => {
  it("counts a value on an inner edge above it, on the last edge below it, and those outside", () => {
    const values = Float64Array.of(-1, 0, 0.5, 1, 1, 2.5, 4, 4.01, 9);
    const found = countBetween(values, Float64Array.of(0, 1, 3, 4));
    expect(found).toEqual({ edges: [0, 1, 3, 4], counts: [2, 3, 1], below: 1, above: 2 });
  });

  it("has two edges or more, each above the one before", () => {
    const values = Float64Array.of(1);
    const refused = (path: string): unknown => expect.objectContaining({ code: "INVALID_OPTION", path });
    expect(() => countBetween(values, Float64Array.of(0))).toThrow(refused("options.edges"));
    expect(() => countBetween(values, Float64Array.of(0, 1, 1))).toThrow(refused("options.edges[2]"));
    expect(() => countBetween(values, Float64Array.of(0, 2, 1))).toThrow("Expected increasing edges but got 1 after 2");
    expect(() => countBetween(values, Float64Array.of(0, Number.NaN))).toThrow(refused("options.edges[1]"));
    expect(countBetween(values, Float64Array.of(0, 1)).counts).toEqual([1]);
  });
});

describe("an averaged shifted histogram", () => {
  it("is the mean of histograms that are each moved by a cell", () => {
    const values = Float64Array.of(0.1, 0.3, 1.7, 1.9, 2.2);
    const [width, shifts] = [1, 4];
    const { origin, cell, density } = averagedShiftedHistogram(values, width, shifts);
    expect(cell).toBe(0.25);
    for (const [q, found] of density.entries()) {
      let mean = 0;
      for (let s = 0; s < shifts; s++) {
        // The bin of one width that holds cell q and begins s cells before it.
        const start = origin + (q - s) * cell;
        mean += values.filter((each) => each >= start && each < start + width).length / (5 * width) / shifts;
      }
      expect(found).toBeCloseTo(mean, 13);
    }
    expect(density.reduce((sum, each) => sum + each, 0) * cell).toBeCloseTo(1, 12);
  });

  it("weighs a count by how near its cell lies, with one shift and with thousands", () => {
    const values = Float64Array.of(2.5, 2.5, 3.1, 9.7, 9.9);
    for (const shifts of [1, 2, 7, 40_000]) {
      const { origin, cell, density } = averagedShiftedHistogram(values, 0.5, shifts);
      const cells = Array.from(values, (value) => Math.floor((value - origin) / cell));
      const weight = (q: number): number =>
        cells.reduce((sum, own) => sum + Math.max(0, 1 - Math.abs(q - own) / shifts), 0);
      const every = Math.max(1, Math.floor(density.length / 500));
      for (let q = 0; q < density.length; q += every) expect(density[q]).toBeCloseTo(weight(q) / (5 * 0.5), 12);
      expect(density.reduce((sum, each) => sum + each, 0) * cell).toBeCloseTo(1, 9);
    }
  });

  it("has no more cells than anybody can look at", () => {
    const refused = expect.objectContaining({ code: "INVALID_OPTION", path: "options.width" });
    expect(() => averagedShiftedHistogram(Float64Array.of(0, 1e7), 1, 2)).toThrow(refused);
    expect(() => averagedShiftedHistogram(Float64Array.of(0, 1), 1e-320, 4)).toThrow(refused);
    expect(averagedShiftedHistogram(Float64Array.of(0, 1e4), 1, 2).density.length).toBeGreaterThan(2e4);
  });
});
