import { describe, expect, test } from "vitest";
import { fitDensingLaw, fitPerformanceCurve } from "../../src/densing/index.ts";
import { ScalingError } from "../../src/errors.ts";
import { computeOptimal, fitIsoFlop, fitLossLaw, fitPowerLaw } from "../../src/loss-laws/index.ts";
import {
  besiroglu2024,
  clark2022,
  deepseek2024,
  hoffmann2022,
  kaplan2020,
  porian2024,
  sevilla2022,
  xiao2025,
  xiao2025Points,
} from "../../src/published/index.ts";
import { type ComparisonRow, compareWithPublished, type LawComparison } from "../../src/report/compare.ts";
import { fitRoutingLaw } from "../../src/routing/index.ts";
import { fitTrend } from "../../src/trends/index.ts";
import { madeEstimate } from "./made-results.ts";

function row(comparison: LawComparison, quantity: string): ComparisonRow {
  const found = comparison.rows.find((entry) => entry.quantity === quantity);
  if (found === undefined) throw new Error(`no row ${quantity}`);
  return found;
}

function refusal(call: () => unknown): ScalingError {
  try {
    call();
  } catch (error) {
    if (error instanceof ScalingError) return error;
  }
  throw new Error("not refused");
}

/** A repeatable scatter of about one in a hundred. */
const scatter = (i: number): number => 1 + 0.01 * Math.sin(12.9898 * (i + 1));

const runs = [5e7, 2e8, 8e8, 3.2e9].flatMap((size) => [1e9, 5e9, 2e10, 1e11].map((tokens) => ({ size, tokens })));
const plain = {
  parameters: runs.map(({ size }) => size),
  tokens: runs.map(({ tokens }) => tokens),
  loss: runs.map(({ size, tokens }, i) => (1.8 + 480 / size ** 0.35 + 2000 / tokens ** 0.365) * scatter(i)),
};
const options = { objective: "least-squares", interval: "t" } as const;

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

describe("units", () => {
  const scaled = {
    parameters: plain.parameters.map((size) => size / 1e6),
    tokens: plain.tokens.map((tokens) => tokens / 1e9),
    loss: plain.loss.map((loss) => loss / Math.LN2),
  };
  const units = { parameters: 1e6, tokens: 1e9, loss: Math.LN2 };

  test("bring A, B and E, and their intervals, to those of a fit to plain counts", () => {
    const counts = compareWithPublished(fitLossLaw(plain, options), besiroglu2024);
    const converted = compareWithPublished(fitLossLaw(scaled, options), besiroglu2024, { units });
    for (const quantity of ["E", "A", "B", "alpha", "beta", "parameterExponent"]) {
      const [one, other] = [row(counts, quantity), row(converted, quantity)];
      expect((other.ours ?? 0) / (one.ours ?? 1), quantity).toBeCloseTo(1, 5);
      expect((other.standardError ?? 0) / (one.standardError ?? 1), quantity).toBeCloseTo(1, 3);
    }
    expect(row(converted, "A").lower).toBeGreaterThan(0);
    expect(converted.warnings).toEqual([]);
  });

  test("that are certainly others are refused, and the error says what to give", () => {
    const error = refusal(() => compareWithPublished(fitLossLaw(scaled, options), besiroglu2024));
    expect([error.code, error.path]).toEqual(["OUT_OF_RANGE", "fit.support.parameters"]);
    expect(error.message).toContain("1e6 for millions");
    const declared = { units: { parameters: 1, tokens: 1 } };
    expect(compareWithPublished(fitLossLaw(scaled, options), besiroglu2024, declared).rows).toHaveLength(6);
  });

  test("of a routing law move b and d alone, and the cut-off", () => {
    const sweep = [1e7, 1e8, 1e9].flatMap((parameters) =>
      [1, 4, 16, 64, 256].map((experts) => ({ parameters, experts })),
    );
    const loss = sweep.map(({ parameters, experts }, i) => {
      const size = Math.log10(parameters);
      const spread = Math.log10(1 / (1 / (experts - 1 + 1 / (1 / 2 - 1 / 300)) + 1 / 300));
      return 10 ** (-0.08 * size - 0.11 * spread + 0.009 * size * spread + 1.1) * scatter(i) ** 0.05;
    });
    const experts = sweep.map((each) => each.experts);
    const parameters = sweep.map((each) => each.parameters);
    const published = clark2022.unrounded.sBase;
    const counts = compareWithPublished(fitRoutingLaw({ parameters, experts, loss }), published);
    const millions = parameters.map((size) => size / 1e6);
    const fit = fitRoutingLaw({ parameters: millions, experts, loss });
    expect(refusal(() => compareWithPublished(fit, published)).code).toBe("OUT_OF_RANGE");
    const converted = compareWithPublished(fit, published, { units: { parameters: 1e6 } });
    for (const { quantity, ours, standardError } of counts.rows) {
      const other = row(converted, quantity);
      expect((other.ours ?? 0) / (ours ?? 1), quantity).toBeCloseTo(1, 4);
      expect((other.standardError ?? 0) / (standardError ?? 1), quantity).toBeCloseTo(1, 2);
    }
    // The cut-off that the text prints is that of the unrounded c; three decimals of c would give another.
    expect(counts.rows.at(-1)?.quantity).toBe("cutoffParameters");
    expect((counts.rows.at(-1)?.published ?? 0) / 937e9).toBeCloseTo(1, 10);
    const rounded = compareWithPublished(fitRoutingLaw({ parameters, experts, loss }), clark2022.sBase);
    expect(rounded.rows.map(({ quantity }) => quantity)).not.toContain("cutoffParameters");
    expect(row(rounded, "c").rounding).toBe(0.0005);
  });

  test("of a performance curve: fractions are not held against percent", () => {
    const { fitted } = xiao2025Points.mmlu;
    const loss = fitted.map((point) => point.loss);
    const percent = fitPerformanceCurve({ loss, score: fitted.map(({ score }) => score) }, { resamples: 0 });
    const fraction = fitPerformanceCurve({ loss, score: fitted.map(({ score }) => score / 100) }, { resamples: 0 });
    const error = refusal(() => compareWithPublished(fraction, xiao2025.mmlu.curve));
    expect([error.code, error.path]).toEqual(["OUT_OF_RANGE", "fit.coefficients.c"]);
    const converted = compareWithPublished(fraction, xiao2025.mmlu.curve, { units: { score: 100 } });
    for (const { quantity, ours } of compareWithPublished(percent, xiao2025.mmlu.curve).rows) {
      expect((row(converted, quantity).ours ?? 0) / (ours ?? 1), quantity).toBeCloseTo(1, 4);
    }
  });

  test("of a power law: y = c x^e in petaFLOP/s-days, and the x at which y is 1", () => {
    const flop = [1e18, 1e19, 1e20, 1e21, 1e22];
    const y = flop.map((x) => (3.1e8 / (x / 8.64e19)) ** 0.05);
    const fit = fitPowerLaw({ x: flop, y });
    const comparison = compareWithPublished(fit, kaplan2020.lossOfCompute, { units: { x: 1 / 8.64e19 } });
    expect(row(comparison, "exponent")).toMatchObject({ agrees: true, published: -0.05 });
    expect((row(comparison, "coefficient").ours ?? 0) / 3.1e8 ** 0.05).toBeCloseTo(1, 10);
    expect((row(comparison, "scale").ours ?? 0) / 3.1e8).toBeCloseTo(1, 6);
    expect(row(comparison, "scale").published).toBe(3.1e8);
  });

  test("that a law does not have are refused, and such as are no number", () => {
    const fit = fitLossLaw(plain, options);
    const unknown = refusal(() => compareWithPublished(fit, besiroglu2024, { units: { x: 2 } }));
    expect([unknown.code, unknown.path]).toEqual(["INVALID_OPTION", "options.units.x"]);
    const nothing = refusal(() => compareWithPublished(fit, besiroglu2024, { units: { parameters: 0 } }));
    expect([nothing.code, nothing.path]).toEqual(["INVALID_OPTION", "options.units.parameters"]);
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

describe("exponents of compute-optimal training beside published ones", () => {
  const flop = [1e19, 1e20, 1e21, 1e22];
  const iso = flop.flatMap((budget, i) =>
    [0.25, 0.5, 1, 2, 4].map((times) => {
      const best = 0.1 * budget ** (0.5 + 0.001 * Math.cos(3 * i));
      return { flop: budget, parameters: times * best, loss: 2 + 0.1 * Math.log10(times) ** 2 };
    }),
  );
  const fit = fitIsoFlop({
    flop: iso.map((each) => each.flop),
    parameters: iso.map((each) => each.parameters),
    loss: iso.map((each) => each.loss),
  });

  test("has both, with the printed brackets", () => {
    const approach2 = hoffmann2022.exponents[1];
    if (approach2 === undefined) throw new Error("three approaches are printed");
    const comparison = compareWithPublished(fit, approach2);
    expect(comparison.kind).toBe("allocation");
    expect(row(comparison, "parameterExponent")).toMatchObject({
      ours: fit.parameterExponent.estimate,
      published: 0.49,
      rounding: 0.005,
      publishedLower: 0.462,
      publishedUpper: 0.534,
    });
    expect(row(comparison, "tokenExponent").published).toBe(0.51);
  });

  test("takes the answer of computeOptimal, whose tokens grow by the rest", () => {
    const approach3 = hoffmann2022.exponents[2];
    if (approach3 === undefined) throw new Error("three approaches are printed");
    const comparison = compareWithPublished(computeOptimal(hoffmann2022, { flop: 1e21 }), approach3);
    expect(row(comparison, "parameterExponent").ours).toBeCloseTo(0.28 / 0.62, 12);
    expect(row(comparison, "tokenExponent").ours).toBeCloseTo(0.34 / 0.62, 12);
    const [kaplanReproduction] = porian2024;
    if (kaplanReproduction === undefined) throw new Error("five rows are printed");
    expect(compareWithPublished(fit, kaplanReproduction).rows).toHaveLength(1);
  });

  test("keeps the interval that is printed of an exponent alone", () => {
    const last = porian2024.at(-1);
    if (last === undefined) throw new Error("five rows are printed");
    const printed = row(compareWithPublished(fit, last), "parameterExponent");
    expect(printed).toMatchObject({ published: 0.497, publishedLower: 0.49, publishedUpper: 0.5 });
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
