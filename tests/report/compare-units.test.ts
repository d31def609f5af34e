import { describe, expect, test } from "vitest";
import { fitPerformanceCurve } from "../../src/densing/index.ts";
import { fitLossLaw, fitPowerLaw } from "../../src/loss-laws/index.ts";
import { besiroglu2024, clark2022, kaplan2020, xiao2025, xiao2025Points } from "../../src/published/index.ts";
import { compareWithPublished } from "../../src/report/compare.ts";
import { fitRoutingLaw } from "../../src/routing/index.ts";
import { options, plain, refusal, row, scatter } from "./compared-laws.ts";

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
