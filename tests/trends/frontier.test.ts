import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frontier } from "../../src/trends/frontier.ts";

/** The rule as it reads, point by point. */
function byDefinition(
  year: number[],
  value: number[],
  ties: "strict" | "include",
  top: number,
  group: number[],
): number[] {
  const positions = year.flatMap((_, i) => {
    const ahead = year.filter(
      (at, j) =>
        j !== i &&
        group[j] === group[i] &&
        at <= year[i]! &&
        (ties === "include" ? value[j]! > value[i]! : value[j]! >= value[i]!),
    );
    return ahead.length < top ? [i] : [];
  });
  return positions.sort((a, b) => year[a]! - year[b]! || a - b);
}

const point = fc.record({
  year: fc.integer({ min: 2000, max: 2006 }),
  value: fc.integer({ min: 1, max: 6 }),
  group: fc.integer({ min: 0, max: 2 }),
});

describe("the frontier", () => {
  it("is what its rule says, with ties of year and of value", () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 25 }),
        fc.constantFrom("strict" as const, "include" as const),
        fc.integer({ min: 1, max: 4 }),
        (points, ties, top) => {
          const [year, value, group] = [
            points.map((each) => each.year),
            points.map((each) => each.value),
            points.map((each) => each.group),
          ];
          expect(frontier({ year, value }, { ties, top, group })).toEqual(byDefinition(year, value, ties, top, group));
          const one = points.map(() => 0);
          expect(frontier({ year, value }, { ties, top })).toEqual(byDefinition(year, value, ties, top, one));
        },
      ),
      { seed: 7 },
    );
  });

  it("lets no smaller value of the same day in", () => {
    expect(frontier({ year: [2020, 2020, 2020], value: [1, 3, 2] })).toEqual([1]);
    expect(frontier({ year: [2020, 2020], value: [3, 3] })).toEqual([0, 1]);
    expect(frontier({ year: [2020, 2020], value: [3, 3] }, { ties: "strict" })).toEqual([]);
  });

  it("refuses what means nothing", () => {
    const series = { year: [2020], value: [1] };
    expect(() => frontier(series, { top: 0 })).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    expect(() => Reflect.apply(frontier, null, [series, null])).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options" }),
    );
    expect(() => frontier(series, { group: [] })).toThrow(expect.objectContaining({ path: "options.group" }));
    expect(() => frontier({ year: [], value: [] })).toThrow(expect.objectContaining({ code: "EMPTY_INPUT" }));
    expect(() => frontier({ year: [1], value: [-1] })).toThrow(expect.objectContaining({ code: "NOT_POSITIVE" }));
  });
});
