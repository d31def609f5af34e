import { describe, expect, it } from "vitest";
import { fitBrokenPowerLaw } from "../../src/loss-laws/broken-power-law.ts";
import { scatter } from "./runs.ts";

const decades = Array.from({ length: 49 }, (_, i) => 10 ** (1 + i / 6));

/** a + b x^-c0 prod (1 + (x / d)^(1 / f))^(-c f), Caballero et al. 2023, equation 1. */
function value(at: readonly number[], x: number): number {
  let power = at[1]! * x ** -at[2]!;
  for (let k = 3; k < at.length; k += 3) power *= (1 + (x / at[k + 1]!) ** (1 / at[k + 2]!)) ** (-at[k]! * at[k + 2]!);
  return at[0]! + power;
}

/** Solves A x = b by elimination with pivots. */
function solve(A: number[][], b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  for (let p = 0; p < rows.length; p++) {
    const best = rows.slice(p).reduce((top, row) => (Math.abs(row[p]!) > Math.abs(top[p]!) ? row : top));
    rows.splice(rows.indexOf(best), 1, rows[p]!);
    rows[p] = best;
    for (let i = 0; i < rows.length; i++) {
      if (i === p) continue;
      const factor = rows[i]![p]! / best[p]!;
      rows[i] = rows[i]!.map((each, j) => each - factor * best[j]!);
    }
  }
  return rows.map((row, i) => row[rows.length]! / row[i]!);
}

describe.each([
  ["one break", [0.3, 5, 0.15, 0.4, 2e4, 0.5]],
  ["two breaks", [0.3, 5, 0.1, 0.5, 1e3, 0.3, -0.35, 1e6, 0.3]],
] as const)("a broken power law of %s", (_, made) => {
  const breaks = (made.length - 3) / 3;

  it.each(["log", "raw", "log1p"] as const)("is least squares with the covariance s^2 (J'J)^-1 (%s)", (on) => {
    const y = decades.map((x, i) => value(made, x) * Math.exp(0.004 * scatter(i + 1)));
    const fit = fitBrokenPowerLaw({ x: decades, y }, { breaks, on });
    const at = fit.terms.map((term) => fit.coefficients[term]!.estimate);
    const scale = (each: number): number => (on === "log" ? Math.log(each) : on === "raw" ? each : Math.log1p(each));
    const squares = (values: readonly number[]): number =>
      decades.reduce((sum, x, i) => sum + (scale(y[i]!) - scale(value(values, x))) ** 2, 0);
    const least = squares(at);
    expect((fit.goodness.sumOfSquaredResiduals ?? NaN) / least).toBeCloseTo(1, 8);
    const moved = (k: number, by: number): number[] => at.map((each, j) => (j === k ? each * (1 + by) : each));
    at.forEach((_each, k) => {
      expect(squares(moved(k, 1e-3))).toBeGreaterThan(least);
      expect(squares(moved(k, -1e-3))).toBeGreaterThan(least);
    });
    // By each coefficient over itself, so that the columns are alike in size.
    const J = decades.map((x) =>
      at.map((_each, k) => (scale(value(moved(k, 1e-5), x)) - scale(value(moved(k, -1e-5), x))) / 2e-5),
    );
    const normal = at.map((_j, j) => at.map((_k, k) => J.reduce((sum, row) => sum + row[j]! * row[k]!, 0)));
    const variance = least / (decades.length - at.length);
    fit.terms.forEach((term, k) => {
      const column = solve(
        normal,
        at.map((_each, j) => (j === k ? 1 : 0)),
      );
      const expected = Math.sqrt(variance * column[k]!) * Math.abs(at[k]!);
      expect((fit.coefficients[term]!.standardError ?? NaN) / expected).toBeCloseTo(1, 2);
      fit.terms.forEach((_other, j) => {
        const both = variance * column[j]! * at[j]! * at[k]!;
        const size = Math.sqrt(fit.covariance![j]![j]! * fit.covariance![k]![k]!);
        expect(Math.abs(fit.covariance![j]![k]! - both) / size).toBeLessThan(0.02);
      });
    });
    expect(fit.intervalDegreesOfFreedom).toBe(decades.length - at.length);
    expect(fit.convergence?.localOptima[0]?.objective).toBe(fit.goodness.sumOfSquaredResiduals);
    for (let k = 4; k + 3 < at.length; k += 3) expect(at[k]).toBeLessThan(at[k + 3]!);
    expect(fit.warnings.map(({ code }) => code).filter((code) => code !== "SEVERAL_OPTIMA")).toEqual([]);
  });
});

describe("a broken power law", () => {
  it("is advised on 3 breaks + 13 points, and refuses columns and options that are none", () => {
    const few = (n: number) => {
      const x = decades.slice(0, 2 * n).filter((_, i) => i % 2 === 0);
      const y = x.map((each, i) => value([0.3, 5, 0.15, 0.4, 2e4, 0.5], each) * Math.exp(0.004 * scatter(i + 1)));
      return fitBrokenPowerLaw({ x, y }, { breaks: 1 }).warnings.map(({ code }) => code);
    };
    expect(few(15)).toContain("FEW_POINTS");
    expect(few(16)).not.toContain("FEW_POINTS");
    const call =
      (...args: unknown[]) =>
      (): unknown =>
        Reflect.apply(fitBrokenPowerLaw, null, args);
    const data = { x: decades, y: decades };
    expect(call(data, null)).toThrow(expect.objectContaining({ code: "INVALID_OPTION", path: "options" }));
    expect(call(data, { breaks: -1 })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options.breaks" }),
    );
    expect(call(data, { breaks: 4 })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options.breaks" }),
    );
    expect(call(null)).toThrow(expect.objectContaining({ code: "INVALID_OPTION", path: "columns" }));
  });
});
