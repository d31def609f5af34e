import { describe, expect, it } from "vitest";
import { binSensitivity, findParameterGaps, gapSensitivity } from "../../src/parameter-gap/index.ts";
import { refused } from "../answers.ts";

// Two runs of sizes with little between 3e9 and 3e10, over six years and a bit; every third size stated twice.
const size = Array.from({ length: 90 }, (_, i) => {
  const place = i - (i % 3 === 2 ? 1 : 0);
  return 10 ** (place < 45 ? 7.5 + place / 22 : 10.5 + (place - 45) / 30);
});
const year = size.map((_, i) => 2016 + ((i * 37) % 90) / 14);
const organization = size.map((_, i) => `lab ${i % 2}`);
const notable = size.map((_, i) => i % 2 === 0);
const fineTune = size.map((_, i) => i % 5 === 0);
const data = { size, year, organization, notable, fineTune };
const options = { resamples: 49, minRatio: 1.5, alpha: 0.3 };
const call =
  (...args: unknown[]) =>
  (): unknown =>
    Reflect.apply(gapSensitivity, null, args);

/** The gap of some of the sizes that holds `around`, by the scan itself. */
function gapOf(kept: number[], around: number) {
  const gap = findParameterGaps(kept, { ...options, maxGaps: 20 }).gaps.find(
    ({ lower, upper }) => lower <= around && around <= upper,
  );
  const { lower = null, upper = null, pValue = null, pUniform = null } = gap ?? {};
  return { n: kept.length, lower, upper, pValue, pUniform, deficitRatio: null };
}

describe("how a gap depends on the choices", () => {
  const found = gapSensitivity(data, options);
  const [leading] = findParameterGaps(size, { ...options, maxGaps: 20 }).gaps;
  const around = Math.sqrt(leading!.lower * leading!.upper);
  const rowsOf = (choice: string) => found.rows.filter((row) => row.choice === choice);

  it("follows the middle of the most striking gap unless told another size", () => {
    expect(found.around).toBeCloseTo(around, -3);
    expect(rowsOf("all")).toEqual([{ choice: "all", setting: "all systems", ...gapOf(size, found.around) }]);
    expect(gapSensitivity(data, { ...options, around: leading!.lower }).rows[0]).toMatchObject({
      lower: leading!.lower,
    });
    expect(gapSensitivity(data, { ...options, around: leading!.upper }).rows[0]).toMatchObject({
      upper: leading!.upper,
    });
    expect(gapSensitivity(data, { ...options, around: 1 }).rows).toHaveLength(10);
  });

  it("cuts at the six half years that end with the first after the latest system", () => {
    // The latest is of 2016 + 89 / 14 = 2022.36.
    const cuts = [2020, 2020.5, 2021, 2021.5, 2022, 2022.5];
    expect(rowsOf("end year")).toEqual(
      cuts.map((end) => ({
        choice: "end year",
        setting: `before ${end}`,
        ...gapOf(
          size.filter((_, i) => year[i]! < end),
          found.around,
        ),
      })),
    );
    const later = gapSensitivity({ size, year: year.map((at) => at + 0.5) }, options);
    expect(later.rows.filter(({ choice }) => choice === "end year").map(({ setting }) => setting)).toEqual(
      [2020.5, 2021, 2021.5, 2022, 2022.5, 2023].map((end) => `before ${end}`),
    );
    const own = gapSensitivity({ size, year }, { ...options, endYears: [2021] });
    expect(own.rows[1]).toMatchObject({ setting: "before 2021" });
  });

  it("takes the notable, those not tuned from another, and one of each organisation and size", () => {
    const once = size.filter(
      (each, i) => size.findIndex((other, j) => other === each && organization[j] === organization[i]) === i,
    );
    expect(rowsOf("subset").map(({ setting, choice, ...row }) => row)).toEqual([
      gapOf(
        size.filter((_, i) => notable[i]),
        found.around,
      ),
      gapOf(
        size.filter((_, i) => !fineTune[i]),
        found.around,
      ),
      gapOf(once, found.around),
    ]);
    const bare = gapSensitivity({ size, year }, options);
    expect(bare.rows.filter(({ choice }) => choice === "subset")).toEqual([]);
  });

  it("counts scans, and those significant at alpha, and adds the bins of its gap", () => {
    const scans = found.rows.filter(({ choice }) => choice !== "bins");
    expect(found.runs).toBe(10);
    expect(scans).toHaveLength(10);
    expect(found.significantRuns).toBe(scans.filter(({ pValue }) => pValue !== null && pValue <= 0.3).length);
    expect(found.significantRuns).toBeGreaterThan(0);
    const bins = binSensitivity(size, [leading!.lower, leading!.upper]);
    expect(rowsOf("bins").map(({ deficitRatio }) => deficitRatio)).toEqual(
      bins.map(({ deficitRatio }) => deficitRatio),
    );
    expect(rowsOf("bins")[0]).toMatchObject({ n: 90, pValue: null, setting: "width 0.1, offset 0" });
  });

  it("has no gap where too few sizes or one alone are left", () => {
    const none = { lower: null, upper: null, pValue: null, pUniform: null };
    const same = { size: size.map((each, i) => (year[i]! < 2018 ? 7e9 : each)), year };
    const cut = gapSensitivity(same, { ...options, endYears: [2016.5, 2018] });
    expect(cut.rows[1]).toMatchObject({ ...none, n: year.filter((at) => at < 2016.5).length });
    expect(cut.rows[2]).toMatchObject({ ...none, n: year.filter((at) => at < 2018).length });
  });

  it("refuses columns and options that do not fit, by name", () => {
    expect(call(data, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(null)).toThrow(refused("INVALID_OPTION", "data"));
    expect(call({ size, year: [2020] })).toThrow(refused("LENGTH_MISMATCH", "data.year"));
    expect(call({ size: size.slice(0, 11), year: year.slice(0, 11) })).toThrow(refused("TOO_FEW_POINTS", "data.size"));
    for (const name of ["organization", "notable", "fineTune"]) {
      expect(call({ ...data, [name]: [true] })).toThrow(refused("LENGTH_MISMATCH", `data.${name}`));
      for (const column of [null, "all"]) {
        expect(call({ ...data, [name]: column })).toThrow(refused("UNSUPPORTED_TYPE", `data.${name}`));
      }
    }
    const endYears = Array.from({ length: 61 }, (_, i) => 2016 + i / 12);
    expect(call(data, { endYears })).toThrow(refused("INVALID_OPTION", "options.endYears"));
    expect(call(data, { endYears })).toThrow("at most 60 end years but got 61");
    const months = gapSensitivity(data, { resamples: 0, endYears: endYears.slice(1) });
    expect(months.rows.filter(({ choice }) => choice === "end year")).toHaveLength(60);
    expect(call(data, { around: 0 })).toThrow(refused("NOT_POSITIVE", "options.around"));
  });
});
