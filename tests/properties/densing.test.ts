import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityDensity, mixtureOfExpertsDensity, quantizedDensity } from "../../src/densing/capacity-density.ts";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay, recordOrder, strictRecords, strictRecordsByDay } from "../../src/densing/density-records.ts";
import { combineDoublings } from "../../src/densing/doublings.ts";
import { predictDensity } from "../../src/densing/predict-density.ts";
import { ScalingError } from "../../src/errors.ts";
import { dayOfDate } from "../../src/trends/day-number.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { number, runs } from "./drawn-curves.ts";

describe("densities", () => {
  it("by inference time agree with the plain one where nothing is saved", () => {
    fc.assert(
      fc.property(number(1e6, 1e12), number(1e6, 1e12), number(0.1, 10), (effective, parameters, memoryToCompute) => {
        const { density } = capacityDensity(effective, { parameters });
        const experts = { totalParameters: parameters, activeParameters: parameters, memoryToCompute };
        const same = [
          mixtureOfExpertsDensity(effective, experts).density,
          quantizedDensity(effective, { parameters, bits: 16, memoryToCompute }).density,
        ];
        for (const each of same) expect((each ?? 0) / (density ?? 1)).toBeCloseTo(1, 10);
      }),
      runs,
    );
  });

  it("combined doublings are shorter than either, and twice as short when equal", () => {
    fc.assert(
      fc.property(number(1e-3, 1e6), number(1e-3, 1e6), (a, b) => {
        const both = combineDoublings(a, b);
        expect(both).toBeLessThan(Math.min(a, b) * (1 + 1e-12));
        expect(1 / both / (1 / a + 1 / b)).toBeCloseTo(1, 10);
        expect(combineDoublings(a, a)).toBeCloseTo(a / 2, 9);
      }),
      runs,
    );
  });

  it("are records where no earlier day and no model of the same day before it is as dense", () => {
    const models = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(models, (drawn) => {
        const day = drawn.map(([each]) => each);
        const value = drawn.map(([, each]) => each);
        const isRecord = (i: number): boolean =>
          drawn.every(
            (_, j) =>
              j === i ||
              day[j]! > day[i]! ||
              value[j]! < value[i]! ||
              (value[j] === value[i] && day[j] === day[i] && j > i),
          );
        const expected = drawn.flatMap((_, i) => (isRecord(i) ? [i] : [])).sort((a, b) => day[a]! - day[b]!);
        const byDay = recordOrder(day, new Float64Array(day.length), day.length);
        expect(strictRecordsByDay(byDay, day, value)).toEqual(expected);
        expect(strictRecords(recordOrder(day, value, day.length), value)).toEqual(expected);
      }),
      runs,
    );
  });

  it("days and dates are each other's inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 366, max: 3_000_000 }), (day) => {
        expect(dayOfDate(isoOfDay(day), "date")).toBe(day);
      }),
      runs,
    );
  });
});

describe("the densing law", () => {
  const models = fc.array(fc.record({ day: fc.integer({ min: 0, max: 800 }), log: number(-4, 3) }), {
    minLength: 3,
    maxLength: 40,
  });

  it("keeps exactly the models denser than all of earlier and equal date", () => {
    fc.assert(
      fc.property(models, (rows) => {
        const columns = {
          date: rows.map((row) => isoOfDay(738_000 + row.day)),
          density: rows.map((row) => Math.exp(row.log)),
        };
        const isRecord = rows.map((row, i) =>
          rows.every(
            (other, j) =>
              j === i ||
              other.day > row.day ||
              (other.day < row.day
                ? columns.density[j]! < columns.density[i]!
                : columns.density[j]! < columns.density[i]! || (j > i && columns.density[j] === columns.density[i])),
          ),
        );
        const expected = rows.map((_, i) => i).filter((i) => isRecord[i]);
        try {
          const law = fitDensingLaw(columns, { resamples: 20, permutations: 20 });
          expectPlainJson(law);
          expect(law.records.map((record) => record.index).sort((a, b) => a - b)).toEqual(expected);
          expect(law.doublingTimeDays.estimate).toBeGreaterThan(0);
          expect(law.permutation?.pValue ?? 1).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof ScalingError) || error.code !== "TOO_FEW_POINTS") throw error;
          expect(expected.length).toBeLessThan(3);
        }
      }),
      runs,
    );
  });

  it("does not depend on the unit of density: only the intercept moves", () => {
    fc.assert(
      fc.property(models, number(-10, 10), (rows, shift) => {
        const law = (by: number) =>
          fitDensingLaw(
            {
              date: rows.map((row) => isoOfDay(738_000 + row.day)),
              density: rows.map((row) => Math.exp(row.log + by)),
            },
            { resamples: 0, permutations: 0 },
          );
        let plain: ReturnType<typeof law>;
        try {
          plain = law(0);
        } catch {
          return;
        }
        const moved = law(shift);
        expect(moved.coefficients.slopePerDay.estimate).toBeCloseTo(plain.coefficients.slopePerDay.estimate, 10);
        expect(moved.coefficients.intercept.estimate - plain.coefficients.intercept.estimate).toBeCloseTo(shift, 8);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it("does not depend on the order of the models, and is the same when all are there twice", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 800 }), { minLength: 5, maxLength: 20 }), (days) => {
        const date = days.map((day) => isoOfDay(738_000 + day));
        const density = days.map((day) => Math.exp(day / 150 + 0.5 * Math.sin(day)));
        const fit = (columns: { date: string[]; density: number[] }) => {
          try {
            const { coefficients, records } = fitDensingLaw(columns, { resamples: 0, permutations: 0 });
            return { slope: coefficients.slopePerDay, dates: records.map((record) => record.date) };
          } catch (error) {
            if (error instanceof ScalingError && error.code === "TOO_FEW_POINTS") return null;
            throw error;
          }
        };
        const plain = fit({ date, density });
        const others = [
          fit({ date: [...date].reverse(), density: [...density].reverse() }),
          fit({ date: [...date, ...date], density: [...density, ...density] }),
        ];
        for (const other of others) {
          expect(other?.dates).toEqual(plain?.dates);
          expect(other?.slope.estimate ?? 0).toBeCloseTo(plain?.slope.estimate ?? 0, 10);
        }
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it("of records that grow evenly doubles as they do, and is read back at any date with wider bands at higher levels", () => {
    fc.assert(
      fc.property(number(50, 500), fc.integer({ min: 0, max: 2000 }), (doubling, day) => {
        const days = Array.from({ length: 8 }, (_, i) => 40 * i);
        const date = days.map((each) => isoOfDay(738_000 + each));
        const exact = fitDensingLaw(
          { date, density: days.map((each) => 0.1 * 2 ** (each / doubling)) },
          { resamples: 0, permutations: 0 },
        );
        expect((exact.doublingTimeDays.estimate ?? 0) / doubling).toBeCloseTo(1, 9);
        const asked = isoOfDay(738_000 + day);
        expect((predictDensity(exact, asked).estimate ?? 0) / (0.1 * 2 ** (day / doubling))).toBeCloseTo(1, 6);
        const scattered = fitDensingLaw(
          { date, density: days.map((each, i) => 0.1 * 2 ** (each / 50) * (1 + 0.05 * (i % 3))) },
          { resamples: 0, permutations: 0 },
        );
        const [narrow, wide] = [0.5, 0.95].map((level) => predictDensity(scattered, asked, { level }));
        expect(wide?.lower).toBeLessThan(narrow?.lower ?? 0);
        expect(wide?.upper).toBeGreaterThan(narrow?.upper ?? Number.POSITIVE_INFINITY);
      }),
      { ...runs, numRuns: 60 },
    );
  });
});
