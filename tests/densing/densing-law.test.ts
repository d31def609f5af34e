import { describe, expect, it } from "vitest";
import { compareDensingEras } from "../../src/densing/densing-eras.ts";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { combineDoublings } from "../../src/densing/doublings.ts";
import { equivalentParameters, predictDensity } from "../../src/densing/predict-density.ts";
import { priceHalvingDays } from "../../src/densing/price-halving.ts";
import { xiao2025 } from "../../src/published/xiao2025.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";

const refused = (code: string, path: string) =>
  expect.objectContaining({ name: "ScalingError", code, message: expect.stringContaining(path) });

const START = 738_000;
const dates = (days: number[]) => days.map((day) => isoOfDay(START + day));
const days = [0, 0, 30, 90, 90, 150, 200, 260, 330, 400, 430, 500];
const density = [0.05, 0.03, 0.04, 0.09, 0.12, 0.08, 0.2, 0.2, 0.15, 0.5, 0.45, 0.3];
const columns = { date: dates(days), density, name: days.map((_, i) => `model ${i}`) };

describe("the densing law", () => {
  it("takes strict running maxima, one a date, in any order of rows", () => {
    const law = fitDensingLaw(columns);
    expect(law.records.map((record) => record.index)).toEqual([0, 4, 6, 9]);
    expect(law.records[1]).toEqual({ index: 4, name: "model 4", date: columns.date[4], density: 0.12 });
    const order = [7, 2, 11, 0, 9, 4, 1, 3, 10, 5, 8, 6];
    const shuffled = fitDensingLaw({
      date: order.map((i) => columns.date[i]!),
      density: order.map((i) => density[i]!),
    });
    expect(shuffled.records.map((record) => order[record.index])).toEqual([0, 4, 6, 9]);
    expect(shuffled.coefficients).toEqual(law.coefficients);
  });

  it("starts at its first record unless told otherwise; the growth does not depend on it", () => {
    const law = fitDensingLaw(columns);
    expect(law.origin).toBe(columns.date[0]);
    const later = fitDensingLaw(columns, { origin: isoOfDay(START + 100) });
    expect(later.coefficients.slopePerDay).toEqual(law.coefficients.slopePerDay);
    const shift = later.coefficients.intercept.estimate - law.coefficients.intercept.estimate;
    expect(shift).toBeCloseTo(100 * law.coefficients.slopePerDay.estimate, 12);
    expect(predictDensity(later, "2022-01-01").estimate).toBeCloseTo(
      predictDensity(law, "2022-01-01").estimate ?? 0,
      12,
    );
  });

  it("fits all models as a trend does, plain and by clusters", () => {
    const clusters = days.map((_, i) => i % 4);
    const law = fitDensingLaw(columns, { clusters });
    const series = { year: days.map((day) => day / 365.25), value: density };
    const plain = fitTrend(series).coefficients.slopeOomPerYear;
    const clustered = fitTrend(series, { clusters }).coefficients.slopeOomPerYear;
    const perDay = Math.LN10 / 365.25;
    expect(law.all.slopePerDay.estimate).toBeCloseTo(plain.estimate * perDay, 12);
    expect(law.all.slopePerDay.upper).toBeCloseTo((plain.upper ?? 0) * perDay, 12);
    expect(law.all.clustered?.slopePerDay.lower).toBeCloseTo((clustered.lower ?? 0) * perDay, 12);
    expect(law.all.clustered?.clusters).toBe(4);
    expect(law.options.clusters).toBe(4);
    expect(law.coefficients).toEqual(fitDensingLaw(columns).coefficients);
    expect(law.intervalDegreesOfFreedom).toBe(law.records.length - 2);
  });

  it("is descriptive and says so, always", () => {
    const law = fitDensingLaw(columns);
    expect(law.descriptive).toBe(true);
    expect(law.warnings[0]).toMatchObject({ code: "RECORDS_SELECTED", path: "coefficients.slopePerDay" });
    expectPlainJson(law);
  });

  it("counts permutations by (1 + exceedances) / (draws + 1)", () => {
    const { permutation } = fitDensingLaw(columns, { permutations: 500 });
    expect(permutation?.draws).toBe(500);
    expect(permutation?.pValue).toBe((1 + (permutation?.exceedances ?? 0)) / 501);
    expect(fitDensingLaw(columns, { permutations: 0 }).permutation).toBeNull();
  });

  it("has a permutation p close to the share among all orders", () => {
    // Five dates, five densities: 120 orders, counted by hand-written enumeration.
    const day = [0, 100, 200, 300, 400];
    const values = [1, 2, 3, 1.5, 5].map((each) => each / 10);
    const law = fitDensingLaw({ date: dates(day), density: values }, { permutations: 4000, resamples: 0 });
    let usable = 0;
    let steeper = 0;
    const visit = (chosen: number[]): void => {
      if (chosen.length < 5) {
        for (let i = 0; i < 5; i++) if (!chosen.includes(i)) visit([...chosen, i]);
        return;
      }
      const dealt = chosen.map((i) => values[i]!);
      const records = dealt.map((_, i) => i).filter((i) => dealt.slice(0, i).every((other) => other < dealt[i]!));
      if (records.length < 3) return;
      usable++;
      const x = records.map((i) => day[i]!);
      const y = records.map((i) => Math.log(dealt[i]!));
      const mean = (column: number[]) => column.reduce((sum, each) => sum + each, 0) / column.length;
      const top = x.reduce((sum, each, k) => sum + (each - mean(x)) * (y[k]! - mean(y)), 0);
      const slope = top / x.reduce((sum, each) => sum + (each - mean(x)) ** 2, 0);
      if (slope >= law.coefficients.slopePerDay.estimate * (1 - 1e-9)) steeper++;
    };
    visit([]);
    expect(Math.abs((law.permutation?.pValue ?? 0) - steeper / usable)).toBeLessThan(0.035);
  });

  it("leaves its doubling time open above where the interval of the growth holds 0", () => {
    const law = fitDensingLaw({ date: dates([0, 600, 670]), density: [0.0017, 0.0082, 0.106] });
    expect(law.doublingTimeDays.upper).toBeNull();
    expect(law.doublingTimeDays.lower).toBeGreaterThan(0);
    expect(law.warnings.map((warning) => warning.code)).toEqual([
      "RECORDS_SELECTED",
      "FEW_POINTS",
      "GROWTH_SIGN_UNCERTAIN",
    ]);
  });

  it("keeps quiet about the future: an extrapolation is said", () => {
    const law = fitDensingLaw(columns);
    expect(predictDensity(law, columns.date[4]!).warnings.map((w) => w.code)).toEqual(["RECORDS_SELECTED"]);
    expect(predictDensity(law, "2100-01-01").warnings.map((w) => w.code)).toContain("EXTRAPOLATION");
    expect(predictDensity(xiao2025.figure1.law, "2023-02-24").warnings.map((w) => w.code)).toContain("NO_COVARIANCE");
  });

  it("halves the parameters in each doubling time, and gives them back backwards", () => {
    const law = xiao2025.figure1.law;
    const there = equivalentParameters(law, { parameters: 7e9, fromDate: "2023-03-01", toDate: "2024-03-01" });
    expect((there.estimate ?? 0) / 7e9).toBeCloseTo(Math.exp(-366 * 0.0065290323), 9);
    const back = equivalentParameters(law, {
      parameters: there.estimate ?? 0,
      fromDate: "2024-03-01",
      toDate: "2023-03-01",
    });
    expect(back.estimate).toBeCloseTo(7e9, 0);
    const same = equivalentParameters(law, { parameters: 7e9, fromDate: "2024-03-01", toDate: "2024-03-01" });
    expect(same.estimate).toBeCloseTo(7e9, 0);
  });

  it("refuses dates it cannot read, densities that are not positive, and fewer than three records", () => {
    const fit = (changed: object) => () => fitDensingLaw({ ...columns, ...changed });
    for (const bad of ["2023-13-01", "2023-02-30", "1.2.2023", "2023", "", null, 20230101]) {
      expect(fit({ date: [bad, ...columns.date.slice(1)] })).toThrow(refused("INVALID_DATE", "date[0]"));
    }
    expect(fit({ date: undefined })).toThrow(refused("UNSUPPORTED_TYPE", "date"));
    expect(fit({ density: [0, ...density.slice(1)] })).toThrow(refused("NOT_POSITIVE", "density[0]"));
    expect(fit({ density: density.slice(1) })).toThrow(refused("LENGTH_MISMATCH", "density"));
    expect(fit({ name: ["one"] })).toThrow(refused("LENGTH_MISMATCH", "name"));
    expect(fit({ density: [...density].sort((a, b) => b - a) })).toThrow(
      refused("TOO_FEW_POINTS", "at least 3 records"),
    );
    expect(() => fitDensingLaw({ date: [], density: [] })).toThrow(refused("EMPTY_INPUT", "date"));
    expect(() => fitDensingLaw(columns, { origin: "soon" })).toThrow(refused("INVALID_DATE", "options.origin"));
    expect(() => fitDensingLaw(columns, { clusters: days.map(() => "a") })).toThrow(
      refused("TOO_FEW_POINTS", "clusters"),
    );
  });

  it("is refused by parseFit when its own parts are broken", () => {
    const law = fitDensingLaw(columns);
    expect(parseFit(JSON.stringify(xiao2025.figure1.law), "densing-law").origin).toBe("2023-02-24");
    for (const broken of [{ origin: 5 }, { records: [{}] }, { doublingTimeDays: null }, { all: {} }]) {
      expect(() => parseFit({ ...law, ...broken }, "densing-law")).toThrow(
        refused("INVALID_LAW", Object.keys(broken)[0]!),
      );
    }
  });
});

describe("eras", () => {
  const early = { day: [0, 200, 400, 600, 700], value: [0.01, 0.02, 0.03, 0.025, 0.1] };
  const late = { day: [800, 850, 900, 960], value: [0.05, 0.08, 0.13, 0.2] };
  const both = { date: dates([...early.day, ...late.day]), density: [...early.value, ...late.value] };

  it("have each the law of their own models", () => {
    const eras = compareDensingEras(both, isoOfDay(START + 800));
    const before = fitDensingLaw({ date: dates(early.day), density: early.value });
    const after = fitDensingLaw({ date: dates(late.day), density: late.value });
    expect(eras.before.slopePerDay).toEqual(before.coefficients.slopePerDay);
    expect(eras.after.all.slopePerDay).toEqual(after.all.slopePerDay);
    expect(eras.restartRatio).toBeCloseTo(0.5, 12);
    expect(eras.slopeRatio).toBeCloseTo(
      after.coefficients.slopePerDay.estimate / before.coefficients.slopePerDay.estimate,
      12,
    );
    expectPlainJson(eras);
  });

  it("need three records each", () => {
    expect(() => compareDensingEras(both, isoOfDay(START + 901))).toThrow(refused("TOO_FEW_POINTS", "from"));
    expect(() => compareDensingEras(both, isoOfDay(START))).toThrow(refused("TOO_FEW_POINTS", "before"));
  });
});

describe("prices and doublings", () => {
  it("halve as they were made to, from columns and from points", () => {
    const price = [0, 50, 100, 200].map((day) => 20 * 0.5 ** (day / 50));
    const date = dates([0, 50, 100, 200]);
    const fall = priceHalvingDays({ date, price });
    expect(fall.halvingDays?.estimate).toBeCloseTo(50, 10);
    expect(fall.endpointHalvingDays).toBeCloseTo(50, 10);
    expect(priceHalvingDays(date.map((each, i) => ({ date: each, price: price[i]! })))).toEqual(fall);
    const dear = priceHalvingDays({ date: [...date, date[1]!], price: [...price, 1000] });
    expect(dear.points).toEqual([0, 1, 2, 3]);
    expect(
      priceHalvingDays({ date: [...date, date[1]!], price: [...price, 1000] }, { points: "all" }).points,
    ).toHaveLength(5);
  });

  it("do not halve where they do not fall", () => {
    const rising = { date: dates([0, 50, 100]), price: [1, 2, 4] };
    expect(() => priceHalvingDays(rising)).toThrow(refused("NO_SPREAD", "points"));
    expect(priceHalvingDays(rising, { points: "all" })).toMatchObject({ halvingDays: null, endpointHalvingDays: null });
    expect(() =>
      priceHalvingDays([
        { date: "2023", price: 1 },
        { date: "2024-01-01", price: 1 },
      ]),
    ).toThrow(refused("INVALID_DATE", "points.date[0]"));
  });

  it("add their rates", () => {
    expect(combineDoublings(100, 100)).toBe(50);
    expect(combineDoublings(3, 6)).toBe(2);
    expect(combineDoublings(1, 1e300)).toBe(1);
    expect(() => combineDoublings(0, 1)).toThrow(refused("NOT_POSITIVE", "a"));
  });
});
