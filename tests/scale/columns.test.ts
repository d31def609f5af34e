import { Float64, Int64, makeVector, vectorFromArray } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { scanGaps } from "../../src/parameter-gap/gap-scan.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { Series } from "../../src/trends/series.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { trendMoments } from "../../src/trends/trend-moments.ts";

// Whole years and whole numbers, so that every kind of column holds the same values.
const n = 60;
const year = Array.from({ length: n }, (_, i) => 1990 + ((i * 7) % 30));
const value = Array.from({ length: n }, (_, i) => 2 ** (1 + ((i * 7) % 30)) * (1 + (i % 3)));

const functions: Record<string, (series: Series) => unknown> = {
  fitTrend: (series) => fitTrend(series),
  trendMoments: (series) => trendMoments(series),
  fitPiecewiseTrend: (series) => fitPiecewiseTrend(series, { breaks: [2005], continuous: true }),
  scanGaps: ({ value }) => scanGaps(value, { minWidth: 0 }),
};

const refusal = (run: () => unknown): ScalingError => {
  try {
    run();
  } catch (error) {
    if (error instanceof ScalingError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe.each(Object.entries(functions))("%s", (_, call) => {
  const expected = call({ year, value });

  it("takes typed arrays as they are, and leaves them so", () => {
    for (const Kind of [Float64Array, Float32Array]) {
      const columns = { year: Kind.from(year), value: Kind.from(value) };
      expect(call(columns)).toEqual(expected);
      expect(columns).toEqual({ year: Kind.from(year), value: Kind.from(value) });
    }
    expect(call({ year: Int32Array.from(year), value: Float64Array.from(value) })).toEqual(expected);
  });

  it("takes an Arrow column of one chunk, or a slice of it, which share its memory", () => {
    const memory = Float64Array.from([-1, ...value, -1]);
    const column = makeVector(memory)
      .slice(1, n + 1)
      .toArray();
    expect(column.buffer).toBe(memory.buffer);
    const frozen = memory.slice();
    expect(call({ year: makeVector(Int32Array.from(year)).toArray(), value: column })).toEqual(expected);
    expect(memory).toEqual(frozen);
  });

  it("takes an Arrow column of several chunks, which toArray joins", () => {
    const [first, second] = [value.slice(0, 20), value.slice(20)].map((part) => makeVector(Float64Array.from(part)));
    const joined = first!.concat(second!);
    expect(joined.data).toHaveLength(2);
    expect(call({ year, value: joined.toArray() })).toEqual(expected);
  });
});

describe("columns that are no numbers", () => {
  it("are refused by name where they are 64-bit integers", () => {
    const whole = vectorFromArray([1n, 2n, 3n], new Int64()).toArray();
    expect(whole).toBeInstanceOf(BigInt64Array);
    const error = refusal(() => fitTrend({ year: [1, 2, 3], value: whole as unknown as Float64Array }));
    expect(error).toMatchObject({ code: "UNSUPPORTED_TYPE", path: "series.value[2]" });
    expect(error.message).toContain("a bigint: use Number()");
  });

  it("are refused by name where a value is missing", () => {
    const error = refusal(() => fitTrend({ year: [1, 2, 3], value: [1, null as unknown as number, 3] }));
    expect(error).toMatchObject({ code: "UNSUPPORTED_TYPE", path: "series.value[1]" });
    expect(error.message).toContain("null");
  });

  it("are refused where an Arrow column is given in the place of its array, with what to do", () => {
    const withNull = vectorFromArray([2020, null, 2022], new Float64());
    for (const column of [makeVector(Float64Array.of(2020, 2021, 2022)), withNull]) {
      const error = refusal(() => fitTrend({ year: column as unknown as number[], value: [1, 2, 3] }));
      expect(error).toMatchObject({ code: "UNSUPPORTED_TYPE", path: "series.year" });
      expect(error.message).toContain("toArray()");
    }
  });

  it("show as zeros where Arrow made an array of nulls, which no value may be", () => {
    const values = vectorFromArray([5, null, 7], new Float64());
    expect(values.nullCount).toBe(1);
    expect(refusal(() => fitTrend({ year: [1, 2, 3], value: values.toArray() }))).toMatchObject({
      code: "NOT_POSITIVE",
      path: "series.value[1]",
    });
  });
});
