import { describe, expect, it } from "vitest";
import { dates } from "../../src/charts/date-axis.ts";
import { densingChart, performanceChart } from "../../src/charts/index.ts";
import { effectiveParameterSize, fitDensingLaw } from "../../src/densing/index.ts";
import { xiao2025 } from "../../src/published/index.ts";
import { dayOfDate } from "../../src/trends/day-number.ts";
import { charts, dense, densingLaw, losses, scoreLaw, scores } from "./examples.ts";
import { headingOf, labelsOf, numberIn, pointsIn, refusal, render, rowsWith } from "./render.ts";

const day = (iso: string): number => dayOfDate(iso, "date");

describe("a densing chart", () => {
  const spec = charts["densities and their law"]!();

  it("draws every model, and marks the eight that are denser than all before", async () => {
    // Every fifth model lies on 0.1 2^(day / 100), the others below 0.4 of it.
    expect(pointsIn((await render(spec)).svg)).toBe(40 + 8);
    expect(densingLaw.records).toHaveLength(8);
  });

  it("draws the line on which densities double in 100 days, and says so in words", () => {
    const line = rowsWith(spec, "lower").filter((row) => row["lower"] !== null);
    const first = day("2023-01-01");
    for (const row of line) {
      expect(numberIn(row, "density") / (0.1 * 2 ** ((numberIn(row, "day") - first) / 100))).toBeCloseTo(1, 6);
    }
    expect(headingOf(spec)).toMatch(/Line through 8 records of 40 models: density doubles in 100 days/);
    expect(headingOf(spec)).toMatch(/All models, nothing selected: density doubles in \d+/);
    expect(labelsOf(spec)).toContain("records: doubles in 100 days");
    expect(labelsOf(spec)).toContain("model 35");
    expect(labelsOf(spec)).not.toContain("model 36");
  });

  it("draws a published law to a later date, on the formula exp(intercept + slope day)", () => {
    const drawn = charts["densities and a published law"]!();
    const { law } = xiao2025.figure1;
    const { slopePerDay, intercept } = law.coefficients;
    const line = rowsWith(drawn, "upper");
    expect(numberIn(line.at(-1)!, "day")).toBe(day("2026-01-01"));
    for (const row of line) {
      const since = numberIn(row, "day") - day(law.origin);
      const expected = Math.exp(intercept.estimate + slopePerDay.estimate * since);
      expect(numberIn(row, "density") / expected).toBeCloseTo(1, 10);
    }
    expect(headingOf(drawn)).toContain("8 records of 40 models; the law");
  });

  it("draws to the last dates that there are, and models of the first and the last of them", () => {
    const slow = { date: ["1000-01-01", "1900-01-01", "2200-07-20", "2600-10-28"], density: [0.1, 0.13, 0.15, 0.2] };
    const law = fitDensingLaw(slow);
    for (const untilDate of ["9999-01-01", "9999-12-31"]) {
      const line = rowsWith(densingChart(slow, law, { untilDate }), "lower");
      expect(numberIn(line.at(-1)!, "day")).toBe(day(untilDate));
    }
    // A law that grows beyond every number ends where it does.
    const fast = rowsWith(densingChart(dense, densingLaw, { untilDate: "9999-01-01" }), "density");
    expect(fast.every((row) => Number.isFinite(row["density"]))).toBe(true);
    for (const only of ["0000-01-01", "9999-12-31"]) {
      const chart = densingChart({ date: [only, only], density: [0.1, 0.2] }, law);
      const days = rowsWith(chart, "lower").map((row) => numberIn(row, "day"));
      expect(Math.max(...days) - Math.min(...days)).toBe(180);
    }
  });

  it("says where density falls", () => {
    const { law } = xiao2025.figure1;
    const slopePerDay = { ...law.coefficients.slopePerDay, estimate: -0.001 };
    const falling = densingChart(dense, { ...law, coefficients: { ...law.coefficients, slopePerDay } });
    expect(headingOf(falling)).toContain("density falls");
  });

  it("shows the whole line where it ends above all models", () => {
    // The line of figure 1 is at 7.05 on the day of the last record, whose density is 4.81.
    const { law, records } = xiao2025.figure1;
    const columns = { date: records.map((each) => each.date), density: records.map((each) => each.density) };
    const most = /"domain":\[[\d.e-]+,([\d.]+)\],"type":"log"|"type":"log","domain":\[[\d.e-]+,([\d.]+)\]/.exec(
      JSON.stringify(densingChart(columns, law)),
    );
    expect(Number(most?.[1] ?? most?.[2])).toBeGreaterThan(7.05);
  });

  it("refuses what is no model", () => {
    expect(refusal(() => densingChart({ date: [], density: [] }, densingLaw))).toBe("EMPTY_INPUT");
    expect(refusal(() => densingChart({ date: ["2024-13-01"], density: [1] }, densingLaw))).toBe("INVALID_DATE");
    expect(refusal(() => densingChart(dense, densingLaw, { untilDate: "soon" }))).toBe("INVALID_DATE");
  });
});

describe("an axis of dates", () => {
  const ticks = (from: string, to: string, width: number): unknown =>
    dates("Date", day(from), day(to), width).encoding["axis"];

  it("has the first days of months, as many as there is room for", () => {
    const axis = ticks("2023-01-15", "2023-06-15", 640);
    expect(axis).toMatchObject({
      values: ["2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01", "2023-06-01"].map(day),
    });
    expect(JSON.stringify(axis)).toContain("Feb 2023");
  });

  it("ends with the year 9999, and goes over to millennia", () => {
    const { encoding } = dates("Date", day("0001-01-01"), day("9999-12-31") + 90_000, 700);
    const millennia = Array.from({ length: 9 }, (_, i) => day(`${i + 1}000-01-01`));
    expect(encoding).toMatchObject({ axis: { values: millennia } });
  });

  it("goes over to years and decades", () => {
    expect(ticks("2019-05-01", "2024-05-01", 400)).toMatchObject({
      values: ["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01"].map(day),
    });
    expect(ticks("1950-01-01", "2020-06-01", 320)).toMatchObject({
      values: ["1960-01-01", "1980-01-01", "2000-01-01", "2020-01-01"].map(day),
    });
  });
});

describe("a performance chart", () => {
  it("draws the sigmoid of its coefficients, with floor and ceiling", () => {
    const spec = charts["scores by loss"]!();
    const { curve } = xiao2025.average;
    const [c, gamma, l, d] = [
      curve.coefficients.c,
      curve.coefficients.gamma,
      curve.coefficients.l,
      curve.coefficients.d,
    ].map(({ estimate }) => estimate) as [number, number, number, number];
    for (const row of rowsWith(spec, "expected")) {
      const expected = c / (1 + Math.exp(-gamma * (numberIn(row, "input") - l))) + d;
      expect(numberIn(row, "expected")).toBeCloseTo(expected, 9);
    }
    expect(labelsOf(spec).filter((text) => /^(floor|ceiling) \d/.test(text))).toHaveLength(2);
  });

  it("leads a score back to a loss at which the curve has it", () => {
    const spec = charts["scores by loss"]!();
    expect(headingOf(spec)).toContain("Score 60 at loss 0.156");
    expect(labelsOf(spec)).toContain("score 60, loss 0.156");
    const ways = rowsWith(spec, "from");
    expect(ways).toHaveLength(2);
    for (const way of ways) expect(way).toMatchObject({ score: 60 });
  });

  it("says the effective size of a score, with its interval", () => {
    expect(headingOf(charts["scores by size"]!())).toMatch(
      /Score 0\.6: effective size [\d.]+B \(95 % interval [\d.]+B to [\d.]+B\)/,
    );
    const beyond = effectiveParameterSize(xiao2025.average, 101);
    expect(beyond.parameters).toBeNull();
    const spec = performanceChart(losses, xiao2025.average.curve, { effectiveSize: beyond });
    expect(headingOf(spec)).toContain("no size reaches it");
  });

  it("names sizes that are no parameters as it is told", () => {
    const spec = performanceChart(scores, scoreLaw, { score: 0.6, sizeTitle: "Training compute (FLOP)" });
    expect(JSON.stringify(spec)).toContain('"title":"Training compute (FLOP)"');
    expect(headingOf(spec)).toMatch(/Score 0\.6 at [\d.]+·10[⁰¹²³⁴⁵⁶⁷⁸⁹]+/);
  });

  it("writes one line where chance is the floor", () => {
    expect(labelsOf(charts["scores by size"]!())).toContain("chance 0.25, the floor");
  });

  it("says why where no loss gives the score", () => {
    const spec = charts["a score that is not reached"]!();
    expect(headingOf(spec)).toMatch(/A score of 150 is at or above the ceiling, \d+/);
    expect(rowsWith(spec, "from")).toEqual([]);
  });

  it("draws each model, and refuses columns that are not those of the law", async () => {
    expect(pointsIn((await render(charts["scores by size"]!())).svg)).toBe(7);
    expect(refusal(() => performanceChart({ size: [], score: [] }, scoreLaw))).toBe("EMPTY_INPUT");
    expect(refusal(() => performanceChart({ ...scores, score: [1] }, scoreLaw))).toBe("LENGTH_MISMATCH");
    expect(refusal(() => performanceChart(scores, scoreLaw, { score: 60 }))).toBe("OUT_OF_RANGE");
  });
});
