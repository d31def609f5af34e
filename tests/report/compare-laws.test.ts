import { describe, expect, test } from "vitest";
import { fitDensingLaw } from "../../src/densing/index.ts";
import { fitLossLaw } from "../../src/loss-laws/index.ts";
import {
  besiroglu2024,
  deepseek2024,
  hoffmann2022,
  sevilla2022,
  xiao2025,
  xiao2025Points,
} from "../../src/published/index.ts";
import { compareWithPublished } from "../../src/report/compare.ts";
import { fitTrend } from "../../src/trends/index.ts";
import { options, plain, refusal, row } from "./compared-laws.ts";
import { madeEstimate } from "./made-results.ts";

describe("a loss law beside a published one", () => {
  const law = {
    ...besiroglu2024,
    source: null,
    coefficients: {
      E: madeEstimate(1.85, 0.05),
      A: madeEstimate(500, 200),
      B: madeEstimate(1000, 500),
      alpha: madeEstimate(0.3478, 0.03),
      beta: madeEstimate(0.33, 0.03),
    },
  };
  const comparison = compareWithPublished(law, besiroglu2024);

  test("has a row for each coefficient, and the exponent of the optimal size", () => {
    expect(comparison.rows.map(({ quantity }) => quantity)).toEqual([
      "E",
      "A",
      "B",
      "alpha",
      "beta",
      "parameterExponent",
    ]);
    expect(comparison.kind).toBe("loss-law");
    expect(comparison.source).toEqual(besiroglu2024.source);
  });

  test("gives the difference, also in our standard errors, and holds the printed value against our interval", () => {
    expect(row(comparison, "A")).toMatchObject({
      ours: 500,
      published: 482.01,
      lower: 300,
      upper: 700,
      standardError: 100,
    });
    expect(row(comparison, "A").difference).toBeCloseTo(17.99, 10);
    expect(row(comparison, "A").differenceInStandardErrors).toBeCloseTo(0.1799, 10);
    expect(row(comparison, "A").withinInterval).toBe(true);
    // 2085.43 is above 1500.
    expect(row(comparison, "B").withinInterval).toBe(false);
    expect(comparison.withinIntervals).toBe(false);
  });

  test("knows the printed digits: half a unit of the last", () => {
    expect(row(comparison, "A")).toMatchObject({ rounding: 0.005, agrees: false, publishedStandardError: 124.58 });
    expect(row(comparison, "alpha")).toMatchObject({ rounding: 0.00005, agrees: true, difference: 0 });
    expect(comparison.agrees).toBe(false);
    const recovered = compareWithPublished(law, besiroglu2024.huber);
    expect(row(recovered, "A")).toMatchObject({ rounding: null, agrees: null });
    expect(recovered.agrees).toBeNull();
  });

  test("takes beta / (alpha + beta) for the exponent, and the printed one where there is one", () => {
    expect(row(comparison, "parameterExponent").ours).toBeCloseTo(0.33 / (0.3478 + 0.33), 12);
    expect(row(comparison, "parameterExponent")).toMatchObject({ published: 0.5126, publishedStandardError: 0.02 });
    expect(row(compareWithPublished(law, hoffmann2022), "parameterExponent").published).toBeCloseTo(0.28 / 0.62, 12);
  });

  test("has no interval for what follows from coefficients without covariance, and says so", () => {
    expect(row(comparison, "parameterExponent")).toMatchObject({
      standardError: null,
      lower: null,
      withinInterval: null,
    });
    expect(comparison.warnings.map(({ code }) => code)).toEqual(["NO_COVARIANCE"]);
  });

  test("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });
});

describe("a densing law beside a drawn line", () => {
  const { figure1 } = xiao2025Points;
  const columns = { date: figure1.map(({ date }) => date), density: figure1.map(({ density }) => density) };

  test("is brought to its day of origin, and its doubling time stands beside", () => {
    const published = xiao2025.figure1.law;
    const same = compareWithPublished(fitDensingLaw(columns, { resamples: 0, permutations: 0 }), published);
    // The line through the nine records is the one drawn.
    expect(row(same, "slopePerDay").difference).toBeCloseTo(0, 8);
    expect(row(same, "doublingTimeDays").ours).toBeCloseTo(106.1638, 3);
    const later = fitDensingLaw(columns, { origin: "2024-02-24", resamples: 0, permutations: 0 });
    expect(later.coefficients.intercept.estimate - (row(same, "intercept").ours ?? 0)).toBeCloseTo(365 * 0.006529, 3);
    const moved = compareWithPublished(later, published);
    expect(row(moved, "intercept").ours).toBeCloseTo(row(same, "intercept").ours ?? 0, 9);
    expect(row(moved, "intercept").standardError).toBeCloseTo(row(same, "intercept").standardError ?? 0, 6);
    expect(row(moved, "intercept").lower).toBeCloseTo(row(same, "intercept").lower ?? 0, 6);
  });
});

describe("laws that mean something else are refused", () => {
  const fit = fitLossLaw(plain, options);

  test("another kind", () => {
    // @ts-expect-error a loss law is no power law
    const error = refusal(() => compareWithPublished(fit, deepseek2024.tokens));
    expect([error.code, error.path]).toEqual(["WRONG_KIND", "fit.kind"]);
    expect(error.message).toContain('"power-law"');
  });

  test("another form: without the irreducible loss A and B are others", () => {
    const error = refusal(() => compareWithPublished(fit, xiao2025.mmlu.lossLaw));
    expect([error.code, error.path]).toEqual(["WRONG_KIND", "fit.terms"]);
    expect(error.message).toContain("has in addition E");
    const without = fitLossLaw(plain, { ...options, irreducible: "none" });
    expect(refusal(() => compareWithPublished(without, hoffmann2022)).message).toContain("lacks E");
    expect(compareWithPublished(without, xiao2025.mmlu.lossLaw).rows).toHaveLength(5);
  });

  test("a law that names no source, and a trend beside a law", () => {
    // @ts-expect-error a published law has a source
    expect(refusal(() => compareWithPublished(fit, { ...hoffmann2022, source: null })).code).toBe("INVALID_LAW");
    const [printed] = sevilla2022.table3;
    if (printed === undefined) throw new Error("table 3 has rows");
    // @ts-expect-error a loss law is no trend
    expect(refusal(() => compareWithPublished(fit, printed)).code).toBe("UNSUPPORTED_TYPE");
    const trend = fitTrend({ year: [2010, 2013, 2016, 2019], value: [1e15, 1e17, 1e19, 1e22] });
    // @ts-expect-error a trend is no loss law
    expect(refusal(() => compareWithPublished(trend, hoffmann2022)).code).toBe("WRONG_KIND");
  });
});
