import { beforeAll, describe, expect, it } from "vitest";
import { glance, tidy } from "../../src/report/tidy.ts";
import type { FitOptions } from "../../src/statistics/fit-options.ts";
import type { Fit } from "../../src/statistics/law.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { glanceColumns, tidyColumns, warningCodes } from "./glossary.ts";
import { expectPlainJson } from "./plain-json.ts";

/** Columns of data, by name. */
export type Columns = Record<string, ArrayLike<number>>;

/** One way of fitting one kind: what the suite needs to hold it to the rules of every fit. */
export interface ConformanceCase<SomeFit extends Fit> {
  name: string;
  kind: SomeFit["kind"];
  fit: (data: Columns, options: FitOptions) => SomeFit;
  /** Predictions at a few fixed inputs, inside and beyond the data. */
  predict: (law: SomeFit) => unknown;
  /** The same predictions from the fit as JSON text, by way of parseFit. */
  predictStored: (text: string) => unknown;
  /** The domain's own guard. */
  guard: (value: unknown) => boolean;
  /** n points of data, as plain arrays. Called with two sizes. */
  data: (n: number) => Record<string, number[]>;
  /** The bound on the bytes of the fit as JSON, whatever n. */
  maxBytes: number;
  /** Whether the fit resamples, so that another seed moves its bounds. */
  resampled: boolean;
  /** Whether resampling means nothing to this kind, so that it takes, and echoes, the level alone. */
  levelOnly?: boolean;
  /** Whether a search ran, so that `convergence` is not null. */
  searched?: boolean;
}

const POINTS = 60;
const OPTIONS = { level: 0.9, seed: 11, resamples: 200 };

function typed(columns: Record<string, number[]>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));
}

function bytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function freeze(columns: Record<string, number[]>): Record<string, number[]> {
  for (const values of Object.values(columns)) Object.freeze(values);
  return Object.freeze(columns);
}

/** The rules that every kind of fit obeys, written once. */
export function describeConformance<SomeFit extends Fit>(subject: ConformanceCase<SomeFit>): void {
  describe(subject.name, () => {
    const data = freeze(subject.data(POINTS));
    let fit: SomeFit;
    beforeAll(() => {
      fit = subject.fit(data, OPTIONS);
    });

    it("is plain JSON and survives being stored", () => {
      expectPlainJson(fit);
      expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
      expectPlainJson(subject.predict(fit));
    });

    it("predicts the same, bit for bit, after reloading", () => {
      const reloaded = parseFit(JSON.stringify(fit), subject.kind);
      expect(reloaded).toEqual(fit);
      expect(JSON.stringify(subject.predictStored(JSON.stringify(fit)))).toBe(JSON.stringify(subject.predict(fit)));
      expect(subject.guard(reloaded)).toBe(true);
    });

    it("is told from every other kind", () => {
      const other = { ...fit, kind: subject.kind === "trend" ? "loss-law" : "trend" };
      expect(subject.guard(other)).toBe(false);
      expect(() => parseFit(other, subject.kind)).toThrow(expect.objectContaining({ code: "WRONG_KIND" }));
      for (const nothing of [null, undefined, 1, "fit", [], {}]) expect(subject.guard(nothing)).toBe(false);
    });

    it("is tagged, and lists its terms in the order of its coefficients", () => {
      expect(fit.kind).toBe(subject.kind);
      expect(fit.version).toBe(1);
      expect(Object.keys(fit.coefficients)).toEqual([...fit.terms]);
      expect(fit.source).toBeNull();
    });

    it("echoes level, seed and resamples, and gives every interval that level", () => {
      const echoed = { ...OPTIONS, weighted: false, clusters: null };
      expect(fit.options).toMatchObject(subject.levelOnly ? { level: OPTIONS.level } : echoed);
      for (const { estimate, lower, upper, level } of tidy(fit)) {
        expect(level).toBe(OPTIONS.level);
        if (lower !== null) expect(lower).toBeLessThanOrEqual(estimate);
        if (upper !== null) expect(upper).toBeGreaterThanOrEqual(estimate);
      }
      const defaults = { level: 0.95, seed: 1, resamples: 1000 };
      expect(subject.fit(data, {}).options).toMatchObject(subject.levelOnly ? { level: 0.95 } : defaults);
    });

    it("has a covariance in the order of its terms, or none", () => {
      if (fit.covariance === null) return;
      expect(fit.covariance).toHaveLength(fit.terms.length);
      fit.terms.forEach((term, i) => {
        const row = fit.covariance?.[i] ?? [];
        expect(row).toHaveLength(fit.terms.length);
        row.forEach((entry, j) => {
          expect(entry).toBe(fit.covariance?.[j]?.[i]);
        });
        const { standardError } = fit.coefficients[term] ?? { standardError: null };
        if (standardError === null) return;
        expect(Math.sqrt(row[i] ?? Number.NaN)).toBeCloseTo(standardError, 10);
      });
    });

    it("counts its points and degrees of freedom", () => {
      expect(fit.goodness.n).toBe(POINTS);
      const { degreesOfFreedom } = fit.goodness;
      if (degreesOfFreedom !== null) expect(degreesOfFreedom).toBe(POINTS - fit.terms.length);
    });

    it("gives the same numbers again with the same seed", () => {
      expect(subject.fit(data, OPTIONS)).toEqual(fit);
    });

    it(subject.resampled ? "gives other bounds with another seed" : "does not depend on the seed", () => {
      const other = subject.fit(data, { ...OPTIONS, seed: 12 });
      expect(Object.values(other.coefficients).map((entry) => (entry as { estimate: number }).estimate)).toEqual(
        tidy(fit).map((row) => row.estimate),
      );
      if (subject.resampled) expect(tidy(other)).not.toEqual(tidy(fit));
      else expect(tidy(other)).toEqual(tidy(fit));
    });

    it("keeps draws only when asked, a row for each resample in the order of the terms", () => {
      expect(fit.draws).toBeNull();
      if (!subject.resampled) return;
      const { draws } = subject.fit(data, { ...OPTIONS, keepDraws: true });
      expect(draws?.length).toBeGreaterThan(0.9 * OPTIONS.resamples);
      for (const row of draws ?? []) expect(row).toHaveLength(fit.terms.length);
    });

    it("never changes its input, and reads plain and typed arrays alike", () => {
      // `data` is frozen, so the fits above would have thrown on a write; typed arrays cannot be frozen.
      const columns = typed(data);
      expect(subject.fit(columns, OPTIONS)).toEqual(fit);
      expect(columns).toEqual(typed(data));
    });

    it("does not depend on the order of the points", () => {
      const reversed = Object.fromEntries(Object.entries(data).map(([name, values]) => [name, [...values].reverse()]));
      const estimates = tidy(subject.fit(reversed, OPTIONS)).map((row) => row.estimate);
      tidy(fit).forEach(({ estimate }, i) => {
        expect(Math.abs((estimates[i] ?? Number.NaN) - estimate)).toBeLessThanOrEqual(1e-9 * Math.abs(estimate));
      });
    });

    it("stays small, however many the points", () => {
      const tenfold = subject.fit(subject.data(10 * POINTS), OPTIONS);
      expect(bytes(fit)).toBeLessThan(subject.maxBytes);
      expect(bytes(tenfold)).toBeLessThan(subject.maxBytes);
      // More points may show more breaks, optima or warnings, but nothing is kept of each point.
      expect(bytes(tenfold)).toBeLessThan(2 * bytes(fit));
    });

    it("gives tidy rows, one a term, and one glance row, in the columns of the glossary", () => {
      const rows = tidy(fit);
      expect(rows.map((row) => row.term)).toEqual([...fit.terms]);
      for (const row of rows) expect(Object.keys(row)).toEqual(tidyColumns);
      const row = glance(fit);
      expect(Object.keys(row)).toEqual(glanceColumns);
      expectPlainJson([rows, row]);
      expect(row.converged).toBe(subject.searched ? true : null);
    });

    it("has well-formed warnings and support", () => {
      for (const warning of fit.warnings) {
        expect(Object.keys(warning).sort()).toEqual(["code", "message", "path"]);
        expect(warningCodes).toContain(warning.code);
        expect(warning.message.length).toBeGreaterThan(10);
      }
      expect(Object.keys(fit.support).length).toBeGreaterThan(0);
      for (const [name, range] of Object.entries(fit.support)) {
        const column = data[name];
        if (column === undefined) continue;
        expect(range).toEqual({ lower: Math.min(...column), upper: Math.max(...column) });
      }
    });
  });
}
