import { describe, expect, it } from "vitest";
import * as published from "../../src/published/index.ts";
import type { Law } from "../../src/statistics/law.ts";
import { isLaw } from "../../src/statistics/saved-law.ts";

/** Every law inside a published object, by its path. */
function lawsIn(value: unknown, path: string): [string, Law][] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, entry]) => lawsIn(entry, `${path}.${key}`));
  return isLaw(value, "loss-law") || isLaw(value, "power-law") ? [[path, value], ...inside] : inside;
}

const { besiroglu2024, deepseek2024, hoffmann2022, kaplan2020, llama2024, muennighoff2023, sardana2024 } = published;
const all = { besiroglu2024, deepseek2024, hoffmann2022, kaplan2020, llama2024, muennighoff2023, sardana2024 };
const laws = Object.entries(all).flatMap(([name, value]) => lawsIn(value, name));

describe("published loss laws", () => {
  it("are found, each with its source", () => {
    expect(laws.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        "besiroglu2024",
        "besiroglu2024.huber",
        "hoffmann2022",
        "hoffmann2022.tex",
        "muennighoff2023",
      ]),
    );
    expect(laws.length).toBeGreaterThan(20);
    for (const [path, law] of laws) {
      expect(law.source?.paper, path).toMatch(/arXiv \d{4}\.\d{5}$/);
      expect(law.source?.where, path).not.toBe("");
      expect(law.source?.version, path).toMatch(/20\d\d/);
    }
  });

  it("share no source object", () => {
    expect(new Set(laws.map(([, law]) => law.source)).size).toBe(laws.length);
  });

  it("are plain JSON", () => {
    for (const value of Object.values(all)) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });

  it("of the replication tell its two estimators apart", () => {
    const point = (law: published.PublishedLossLaw) => law.coefficients.B.estimate;
    expect(point(besiroglu2024.absolute)).toBeCloseTo(point(besiroglu2024), 1);
    expect(Math.abs(point(besiroglu2024.huber) - point(besiroglu2024))).toBeGreaterThan(50);
    expect(besiroglu2024.huber.coefficients.E.estimate).toBeCloseTo(besiroglu2024.coefficients.E.estimate, 4);
  });

  it("keep the digits of the TeX source apart from the printed ones", () => {
    expect(Math.log(hoffmann2022.tex.coefficients.A.estimate)).toBeCloseTo(6.0073404, 12);
    expect(Math.log(hoffmann2022.tex.coefficients.B.estimate)).toBeCloseTo(6.0179186, 12);
    expect(Math.log(hoffmann2022.tex.coefficients.E.estimate)).toBeCloseTo(0.5267228, 12);
    expect(hoffmann2022.tex.coefficients.alpha.estimate.toFixed(2)).toBe(
      hoffmann2022.coefficients.alpha.estimate.toFixed(2),
    );
  });

  it("of the tables of optimal runs agree with 6 N D to their printed digits", () => {
    for (const table of Object.values(hoffmann2022.optima)) {
      for (const { parameters, flop, tokens } of table)
        expect(Math.abs(flop / (6 * parameters * tokens) - 1)).toBeLessThan(0.06);
    }
  });
});
