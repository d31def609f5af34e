import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { quantileSorted } from "../../src/statistics/bootstrap.ts";
import { doublingTime } from "../../src/trends/doubling-time.ts";
import { frontier } from "../../src/trends/frontier.ts";
import { splitByScale } from "../../src/trends/scale-split.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import { relative } from "./relative-difference.ts";
import { sharedPath } from "./shared.ts";

interface Single {
  n: number;
  slope: number;
  interceptAtMeanX: number;
  interceptAt2000: number;
  meanX: number;
  seSlope: number;
  seIntercept: number;
  sse: number;
  sigma: number;
  r2: number;
  doubling: { calendarMonths: number; days365over30Months: number };
  logLik: number;
  bic: number;
  aicc: number;
  slopeCI95_t: [number, number];
}

interface Group {
  n: number;
  slopeOOMPerYear: number;
  doublingMonths30: number;
  doublingMonthsCalendar: number;
  scaleStart: number;
  scaleEnd: number;
  r2: number;
  seSlopeOOMPerYear: number;
  slopeCI: [number, number, number];
  doublingCI: [number, number, number];
}

interface Config {
  dl?: string;
  ls?: string;
  hi?: number;
  date_start?: string;
  date_end?: string;
  outliers?: "ignore";
  large?: "ignore";
  split_ls?: boolean;
  records?: "isolate";
  agz?: "remove";
  separate?: boolean;
}

interface System {
  name: string;
  date: string;
  log10: number;
  z: number | null;
  low: boolean | number;
  large: boolean | number;
}

interface Oracle {
  datasets: Record<string, { x: number[]; y: number[]; fits: { single: Single } }>;
  reproduction: {
    "p1_snapshot_2022-02": Record<string, { config: Config; nTotal: number; groups: Record<string, Group> }>;
    p1_zscores: System[];
  };
}

const path = sharedPath("oracle/trends.json");

const table = sharedPath("data/compute-trends-2022-02.csv");

const oracle: Oracle | null = path === null ? null : JSON.parse(readFileSync(path, "utf8"));

const systems = oracle?.reproduction.p1_zscores ?? [];

const tables = Object.entries(oracle?.reproduction["p1_snapshot_2022-02"] ?? {});

function decimalYear(date: string): number {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const start = Date.UTC(year, 0, 1);
  return year + (Date.UTC(year, month - 1, day) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** The notebook's years: days of the Julian calendar count, 365 to a year. */
const notebookYear = (date: string): number => Date.parse(date) / 86_400_000 / 365;

const computeOf = ({ log10 }: System): number => 10 ** log10;

/** Selects the systems of a table's groups as the authors' notebook does. */
function groupsOf(config: Config): Map<string, System[]> {
  const inPeriod = systems.filter(
    ({ date }) => date > (config.date_start ?? "0000") && date < (config.date_end ?? "9999"),
  );
  const chosen = config.agz ? inPeriod.filter(({ name }) => !/AlphaGo (Zero|Master)/.test(name)) : inPeriod;
  const series = { year: chosen.map(({ date }) => decimalYear(date)), value: chosen.map(computeOf) };
  const { large, lowOutliers } = splitByScale(series, config.hi === undefined ? {} : { highZ: config.hi });
  const records = new Set(frontier(series));
  const domains = domainsOf(chosen);
  const [deep, late] = [config.dl ?? "2009-12-31", config.ls ?? "2015-09-01"];
  const groups = new Map<string, System[]>();
  for (const [i, system] of chosen.entries()) {
    if (config.outliers !== "ignore" && lowOutliers.includes(i)) continue;
    if (config.records === "isolate" && !records.has(i)) continue;
    const lateEra = config.split_ls === false ? "Deep Learning Era" : "Large Scale Era";
    const era = system.date <= deep ? "Pre Deep Learning Era" : system.date <= late ? "Deep Learning Era" : lateEra;
    const scale = config.large !== "ignore" && large.includes(i) ? "Large Scale" : "All";
    const key = `${era} / ${config.separate ? domains[i] : scale}`;
    groups.set(key, [...(groups.get(key) ?? []), system]);
  }
  return groups;
}

const [header = [], ...body] =
  table === null ? [] : Papa.parse(readFileSync(table, "utf8"), { delimiter: ",", newline: "\n" }).data;

const rows = body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));

/** The domain in the table of a system, which is nameless there if it goes by the title of its reference. */
function domainOf({ name, date, log10 }: System): string {
  const isIt = (row: Record<string, string>): boolean =>
    row["System"] === name ||
    (row["System"] === "" && Math.abs(Math.log10(Number(row["Training compute (FLOPs)"])) - log10) < 1e-9);
  return rows.find((row) => row["Publication date"] === date && isIt(row))?.["Domain"] ?? "";
}

/** The domain of each system, "Other" where fewer than ten have it. */
function domainsOf(chosen: System[]): string[] {
  const domains = chosen.map(domainOf);
  return domains.map((domain) => (domains.filter((each) => each === domain).length >= 10 ? domain : "Other"));
}

describe.skipIf(oracle === null)("one line through the reference series", () => {
  it.each(Object.entries(oracle?.datasets ?? {}))("%s: coefficients, errors and goodness", (_, { x, y, fits }) => {
    const { single } = fits;
    const series = { year: x, value: y.map((exponent) => 10 ** exponent) };
    const trend = fitTrend(series);
    const { log10AtReference, slopeOomPerYear } = trend.coefficients;
    expect(relative(slopeOomPerYear.estimate, single.slope)).toBeLessThan(1e-11);
    expect(relative(slopeOomPerYear.standardError, single.seSlope)).toBeLessThan(1e-11);
    expect(relative(slopeOomPerYear.lower, single.slopeCI95_t[0])).toBeLessThan(1e-10);
    expect(relative(slopeOomPerYear.upper, single.slopeCI95_t[1])).toBeLessThan(1e-10);
    expect(relative(log10AtReference.estimate, single.interceptAtMeanX)).toBeLessThan(1e-12);
    expect(relative(trend.referenceYear, single.meanX)).toBeLessThan(1e-15);
    expect(relative(trend.goodness.sumOfSquaredResiduals, single.sse)).toBeLessThan(1e-12);
    expect(relative(trend.goodness.residualStandardError, single.sigma)).toBeLessThan(1e-12);
    expect(relative(trend.goodness.rSquared, single.r2)).toBeLessThan(1e-12);
    expect(relative(trend.goodness.logLikelihood, single.logLik)).toBeLessThan(1e-12);
    expect(relative(trend.goodness.bic, single.bic)).toBeLessThan(1e-12);
    expect(relative(trend.goodness.aicc, single.aicc)).toBeLessThan(1e-12);

    const at0 = fitTrend(series, { referenceYear: 0 }).coefficients.log10AtReference;
    expect(relative(at0.standardError, single.seIntercept)).toBeLessThan(1e-10);
    const at2000 = fitTrend(series, { referenceYear: 2000 }).coefficients.log10AtReference;
    expect(relative(at2000.estimate, single.interceptAt2000)).toBeLessThan(1e-11);
    const calendar = doublingTime(trend).doublingTimeMonths;
    expect(relative(calendar?.estimate, single.doubling.calendarMonths)).toBeLessThan(1e-11);
    const printed = doublingTime(trend, { monthsPerYear: 365 / 30 }).doublingTimeMonths;
    expect(relative(printed?.estimate, single.doubling.days365over30Months)).toBeLessThan(1e-11);
  });
});

describe.skipIf(oracle === null)("the split by scale of 2202.05924", () => {
  const series = { year: systems.map(({ date }) => decimalYear(date)), value: systems.map(computeOf) };

  it("gives the z-score of every system, and null where there is none", () => {
    const { z } = splitByScale(series);
    for (const [i, system] of systems.entries()) {
      if (system.z === null) expect(z[i]).toBeNull();
      else expect(Math.abs((z[i] ?? NaN) - system.z)).toBeLessThan(1e-9);
    }
  });

  it("sets apart exactly the systems that the notebook sets apart", () => {
    const { large, lowOutliers, regular } = splitByScale(series);
    const positions = (field: "low" | "large"): number[] =>
      systems.flatMap((system, i) => (system[field] && !(field === "large" && system.low) ? [i] : []));
    expect(lowOutliers).toEqual(positions("low"));
    expect(large).toEqual(positions("large"));
    expect([...large, ...lowOutliers, ...regular].sort((a, b) => a - b)).toEqual(systems.map((_, i) => i));
  });
});

describe.skipIf(oracle === null || table === null)("the frontier of 2202.05924", () => {
  const series = { year: systems.map(({ date }) => decimalYear(date)), value: systems.map(computeOf) };

  it("has 24 records, 23 if a tie is none", () => {
    expect(frontier(series).length).toBe(24);
    expect(frontier(series, { ties: "strict" }).length).toBe(23);
  });

  it("has 61 records if every domain has its own", () => {
    expect(frontier(series, { group: systems.map(domainOf) }).length).toBe(61);
  });
});

describe.skipIf(oracle === null || table === null)("the tables of 2202.05924", () => {
  it.each(tables)("%s: groups, slopes, doubling times and ends", (_, { config, nTotal, groups }) => {
    const chosen = groupsOf(config);
    expect([...chosen.values()].reduce((total, group) => total + group.length, 0)).toBe(nTotal);
    for (const [key, expected] of Object.entries(groups)) {
      const members = chosen.get(key) ?? [];
      expect(members.length, key).toBe(expected.n);
      const year = members.map(({ date }) => notebookYear(date));
      const trend = fitTrend({ year, value: members.map(computeOf) });
      const { slopeOomPerYear } = trend.coefficients;
      expect(relative(slopeOomPerYear.estimate, expected.slopeOOMPerYear), key).toBeLessThan(1e-9);
      expect(relative(slopeOomPerYear.standardError, expected.seSlopeOOMPerYear), key).toBeLessThan(1e-9);
      expect(relative(trend.goodness.rSquared, expected.r2), key).toBeLessThan(1e-9);
      const printed = doublingTime(trend, { monthsPerYear: 365 / 30 }).doublingTimeMonths;
      expect(relative(printed?.estimate, expected.doublingMonths30), key).toBeLessThan(1e-9);
      const ends = predictTrend(trend, [Math.min(...year), Math.max(...year)]);
      expect(relative(ends[0]?.estimate, expected.scaleStart), key).toBeLessThan(1e-9);
      expect(relative(ends[1]?.estimate, expected.scaleEnd), key).toBeLessThan(1e-9);
    }
  });

  it.each(tables)("%s: the paper's bootstrap, within its own Monte Carlo error", (_, { config, groups }) => {
    const chosen = groupsOf(config);
    for (const [key, expected] of Object.entries(groups)) {
      const members = chosen.get(key) ?? [];
      const year = members.map(({ date }) => notebookYear(date));
      const trend = fitTrend(
        { year, value: members.map(computeOf) },
        { interval: "percentile", valueNoiseFactor: 2, resamples: 5000, keepDraws: true },
      );
      const slopes = Float64Array.from(trend.draws ?? [], (draw) => draw[1] ?? NaN).sort();
      const ours = [0.025, 0.5, 0.975].map((probability) => quantileSorted(slopes, probability));
      // Both sides draw 5000 times: an outer quantile is known to about 1/18 of the width, wider in the tails of few points.
      const width = expected.slopeCI[2] - expected.slopeCI[0];
      const slack = expected.n < 12 ? 0.16 : 0.06;
      for (const k of [0, 1, 2]) {
        expect(Math.abs((ours[k] ?? NaN) - (expected.slopeCI[k] ?? NaN)), `${key} ${k}`).toBeLessThan(slack * width);
      }
      expect(relative(trend.coefficients.slopeOomPerYear.lower, ours[0] ?? NaN)).toBeLessThan(1e-9);
    }
  });
});
