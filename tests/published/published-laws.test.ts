import { describe, expect, test } from "vitest";
import * as published from "../../src/published/index.ts";
import type { PublishedLaw } from "../../src/published/published-law.ts";

/** Everything inside the published data, with its path. */
function everything(value: unknown, path: string): [path: string, value: object][] {
  if (typeof value !== "object" || value === null) return [];
  return [[path, value], ...Object.entries(value).flatMap(([key, entry]) => everything(entry, `${path}.${key}`))];
}

const all = everything(published, "published");

function isPublishedLaw(value: object): value is PublishedLaw {
  return "kind" in value && "coefficients" in value;
}

const laws = all.flatMap(([path, value]): [string, PublishedLaw][] => (isPublishedLaw(value) ? [[path, value]] : []));

describe("published", () => {
  test("gives every law its source", () => {
    expect(laws.length).toBeGreaterThan(60);
    for (const [path, law] of laws) {
      expect(law.source?.where, path).toBeTruthy();
      expect(Object.keys(law.coefficients).sort(), path).toEqual([...law.terms].sort());
    }
  });

  test("counts decimals that hold the number, and none of laws that were recovered or computed again", () => {
    const of = ({ decimals, terms }: PublishedLaw): Record<string, number | undefined> =>
      typeof decimals === "number" ? Object.fromEntries(terms.map((term) => [term, decimals])) : { ...decimals };
    const counted = laws.filter(([, law]) => Object.keys(of(law)).length > 0);
    expect(counted.length).toBeGreaterThan(20);
    for (const [path, law] of counted) {
      for (const [term, decimals] of Object.entries(of(law))) {
        const value = law.coefficients[term]?.estimate ?? Number.NaN;
        expect(Number(value.toFixed(decimals)), `${path}.${term}`).toBe(value);
      }
    }
    expect(published.hoffmann2022.tex.decimals).toEqual({});
    expect(published.clark2022.unrounded.sBase.decimals).toBeNull();
  });

  test("says in words the numbers of every headline and statement", () => {
    const headlines = [
      ...published.sevilla2022.headlines,
      ...published.villalobos2022.headlines,
      ...published.xiao2025.statements,
    ];
    const words: Record<string, number> = { ten: 10 };
    for (const { about, printed, values } of headlines) {
      expect(values.length, about).toBeGreaterThan(0);
      for (const value of values) {
        const named = Object.entries(words).some(([word, number]) => number === value && printed.includes(word));
        expect(named || printed.includes(String(value)), `${about}: ${value}`).toBe(true);
      }
    }
  });

  test("writes Kaplan's laws both ways: y is 1 where x is the printed scale", () => {
    const { lossOfParameters, lossOfTokens, lossOfCompute, lossOfFixedBatchCompute } = published.kaplan2020;
    for (const law of [lossOfParameters, lossOfTokens, lossOfCompute, lossOfFixedBatchCompute]) {
      const { coefficient, exponent } = law.coefficients;
      expect(coefficient.estimate * law.scale ** exponent.estimate).toBeCloseTo(1, 12);
    }
  });

  test("turns the factors of vpnls from millions and billions into plain counts", () => {
    const { vpnls, vpnlsPrinted } = published.peerFits;
    const { A, B, alpha, beta } = vpnls.coefficients;
    // At a million parameters, and at a billion tokens, the terms are the printed factors.
    expect(A.estimate / vpnlsPrinted.parameterUnit ** alpha.estimate).toBeCloseTo(vpnlsPrinted.A, 12);
    expect(B.estimate / vpnlsPrinted.tokenUnit ** beta.estimate).toBeCloseTo(vpnlsPrinted.B, 12);
  });

  test("is plain JSON", () => {
    for (const value of Object.values(published)) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });

  test("draws the reference runs at whole multiples of their parameters", () => {
    for (const { runs } of [published.xiao2025Points.mmlu, published.xiao2025Points.average]) {
      for (const { parameters, tokens } of runs) {
        expect(published.xiao2025.tokenMultiples).toContain(tokens / parameters);
        expect(published.xiao2025.referenceModels.map((model) => model.parameters)).toContain(parameters);
      }
    }
  });

  test("has the allocation exponents of one row add to one, to their rounding", () => {
    const rows = [...published.deepseek2024.allocationByData.map((row) => [row.modelExponent, row.tokenExponent])];
    rows.push(...published.wang2024.map((row) => [row.parameterExponent, row.tokenExponent]));
    for (const [a = 0, b = 0] of rows) expect(a + b).toBeCloseTo(1, 12);
  });

  test("gives the doubling time of each densing line as ln 2 over its slope, 106.16 days in figure 1", () => {
    for (const figure of [published.xiao2025.figure1, published.xiao2025.figure2]) {
      expect(figure.doublingTimeDays * figure.law.coefficients.slopePerDay.estimate).toBeCloseTo(Math.LN2, 12);
    }
    expect(published.xiao2025.figure1.doublingTimeDays).toBeCloseTo(106.163846, 5);
  });
});
