import { describe, expect, it } from "vitest";
import { capacityDensity, mixtureOfExpertsDensity, quantizedDensity } from "../../src/densing/capacity-density.ts";
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { fitScoreLaw } from "../../src/densing/score-law.ts";
import type { SizeReference } from "../../src/densing/size-reference.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { xiao2025 } from "../../src/published/xiao2025.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { bareLaw } from "./laws.ts";

const refused = (code: string, path: string) =>
  expect.objectContaining({ name: "ScalingError", code, message: expect.stringContaining(path) });
const codes = (size: { warnings: { code: string }[] }) => size.warnings.map((warning) => warning.code);

const loss = { A: 2, B: 100, alpha: 0.115, beta: 0.277 };
const curve = bareLaw("performance-curve", { c: 75, gamma: -25, l: 0.2, d: 25 });
const exact: SizeReference = { lossLaw: bareLaw("loss-law", loss), curve };

/** A reference with known uncertainty, from noisy runs. */
function noisyReference(keepDraws: boolean): SizeReference {
  const runs = [1e7, 5e7, 2e8, 8e8].flatMap((size) => [1e9, 5e9, 2e10].map((tokens) => [size, tokens] as const));
  const lossLaw = fitLossLaw(
    {
      parameters: runs.map(([size]) => size),
      tokens: runs.map(([, tokens]) => tokens),
      loss: runs.map(
        ([size, tokens], i) => (2 / size ** 0.115 + 100 / tokens ** 0.277) * Math.exp(0.004 * Math.sin(7 * i)),
      ),
    },
    {
      irreducible: "none",
      objective: "least-squares",
      on: "raw",
      ...(keepDraws ? { interval: "percentile", keepDraws } : {}),
    },
  );
  const at = [0.4, 0.35, 0.3, 0.26, 0.23, 0.2, 0.17, 0.14, 0.1, 0.05];
  const fitted = fitPerformanceCurve(
    { loss: at, score: at.map((each, i) => 25 + 75 / (1 + Math.exp(25 * (each - 0.2))) + 0.7 * Math.sin(5 * i)) },
    keepDraws ? { interval: "residual", keepDraws } : {},
  );
  return { lossLaw, curve: fitted };
}

describe("the effective parameter size", () => {
  it("is the size from which the score comes, forward and back", () => {
    for (const size of [1e6, 1e9, 7e10, 1e13]) {
      for (const tokens of [1e11, 5e12]) {
        const at = 2 / size ** 0.115 + 100 / tokens ** 0.277;
        const score = 25 + 75 / (1 + Math.exp(25 * (at - 0.2)));
        const back = effectiveParameterSize(exact, score, { referenceTokens: tokens });
        expect(back.status).toBe("ok");
        expect((back.parameters ?? 0) / size).toBeCloseTo(1, 8);
      }
    }
  });

  it("takes a loss law with an irreducible loss too", () => {
    const reference: SizeReference = {
      lossLaw: hoffmann2022.tex,
      curve: bareLaw("performance-curve", { c: 75, gamma: -5, l: 2.2, d: 25 }),
    };
    const at = 1.69337368 + 406.401018 / 7e10 ** 0.33917084 + 410.722827 / 1.4e12 ** 0.2849083;
    const score = 25 + 75 / (1 + Math.exp(5 * (at - 2.2)));
    const size = effectiveParameterSize(reference, score, { referenceTokens: 1.4e12 });
    expect((size.parameters ?? 0) / 7e10).toBeGreaterThan(0.95);
    expect((size.parameters ?? 0) / 7e10).toBeLessThan(1.05);
    const beyond = effectiveParameterSize(reference, 25 + 75 / (1 + Math.exp(5 * (1.69 - 2.2))));
    expect(beyond.status).toBe("beyond-data-limit");
  });

  it("has no NaN and stays plain JSON, whatever the score", () => {
    for (const reference of [exact, noisyReference(false), xiao2025.mmlu]) {
      for (let score = -20; score <= 130; score += 2.5) {
        const size = effectiveParameterSize(reference, score, { resamples: 50 });
        expectPlainJson(size);
        expectPlainJson(capacityDensity(size, { parameters: 7e9 }));
        expect(size.parameters === null).toBe(
          size.status === "at-or-above-ceiling" || size.status === "beyond-data-limit",
        );
        if (size.status === "at-or-below-floor") expect(size.parameters).toBe(0);
      }
    }
  });

  it("has an interval from covariance, from draws, and none from bare coefficients", () => {
    const [byCovariance, byDraws, bare] = [noisyReference(false), noisyReference(true), exact].map((reference) =>
      effectiveParameterSize(reference, 60),
    );
    for (const size of [byCovariance, byDraws]) {
      expect(size?.interval?.lower).toBeLessThan(size?.parameters ?? 0);
      expect(size?.interval?.upper).toBeGreaterThan(size?.parameters ?? 0);
      expect(size?.infiniteShare).toBe(0);
    }
    const ratio = (byDraws?.interval?.standardError ?? 0) / (byCovariance?.interval?.standardError ?? 1);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2);
    expect(bare?.interval).toBeNull();
    expect(bare?.infiniteShare).toBeNull();
    expect(codes(bare!)).toContain("NO_COVARIANCE");
  });

  it("opens the interval where too many draws are infinite, and says their share", () => {
    const reference = noisyReference(false);
    const outcome = (score: number) => effectiveParameterSize(reference, score, { resamples: 0 }).status;
    let highest = 97;
    while (outcome(highest + 0.02) === "ok") highest += 0.02;
    const near = effectiveParameterSize(reference, highest);
    expect(near.status).toBe("ok");
    expect(near.infiniteShare).toBeGreaterThan(0.025);
    expect(near.interval?.upper).toBeNull();
    expect(near.interval?.standardError).toBeNull();
    expect(near.interval?.lower).toBeGreaterThan(0);
    expect(codes(near)).toContain("UNBOUNDED");
  });

  it("adds the noise of the score", () => {
    const sharp = effectiveParameterSize(noisyReference(false), 60).interval?.standardError ?? 0;
    const blurred = effectiveParameterSize(noisyReference(false), 60, { scoreStandardError: 2 });
    expect(blurred.interval?.standardError).toBeGreaterThan(1.2 * sharp);
    const alone = effectiveParameterSize(exact, 60, { scoreStandardError: 2 });
    // d ln N / d score at the middle of the curve, by the formula of the inverse.
    const at = 0.2 - Math.log(75 / 35 - 1) / 25;
    const slope = 75 / (25 * 35 * 40) / (0.115 * (at - 100 / 5e12 ** 0.277));
    const expected = (alone.parameters ?? 0) * 2 * slope;
    expect((alone.interval?.standardError ?? 0) / expected).toBeCloseTo(1, 0);
  });

  it("gives the same numbers with the same seed, others with another", () => {
    const reference = noisyReference(false);
    const first = effectiveParameterSize(reference, 60, { seed: 3 });
    expect(effectiveParameterSize(reference, 60, { seed: 3 })).toEqual(first);
    expect(effectiveParameterSize(reference, 60, { seed: 4 }).interval).not.toEqual(first.interval);
    expect(effectiveParameterSize(reference, 60, { resamples: 0 }).interval).toBeNull();
  });

  it("flags what lies beyond the reference", () => {
    const law = fitScoreLaw({ size: [1e9, 3e9, 9e9, 27e9], score: [0.4, 0.5, 0.6, 0.68] }, { floor: 0.25, ceiling: 1 });
    expect(effectiveParameterSize({ scoreLaw: law }, 0.5).extrapolated).toBe(false);
    expect(effectiveParameterSize({ scoreLaw: law }, 0.5).referenceTokens).toBeNull();
    expect(effectiveParameterSize({ scoreLaw: law }, 0.9).extrapolated).toBe(true);
    expect(effectiveParameterSize(xiao2025.average, 40).extrapolated).toBe(true);
    expect(
      effectiveParameterSize(xiao2025.average, 40, { referenceTokens: 2e10 }).warnings.map((w) => w.path),
    ).not.toContain("options.referenceTokens");
  });

  it("detects percent put to fractions, and says fractions put to percent", () => {
    const law = fitScoreLaw({ size: [1e9, 3e9, 9e9], score: [0.4, 0.5, 0.6] }, { floor: 0.25, ceiling: 1 });
    expect(() => effectiveParameterSize({ scoreLaw: law }, 55)).toThrow(
      refused("OUT_OF_RANGE", "divide percent by 100"),
    );
    expect(codes(effectiveParameterSize(exact, 0.55))).toContain("MIXED_UNITS");
    expect(codes(effectiveParameterSize(exact, 55))).not.toContain("MIXED_UNITS");
  });

  it("refuses references that mean nothing", () => {
    expect(() => effectiveParameterSize({} as never, 50)).toThrow(refused("INVALID_OPTION", "reference"));
    expect(() => effectiveParameterSize(null as never, 50)).toThrow(refused("INVALID_OPTION", "reference"));
    expect(() => effectiveParameterSize({ lossLaw: curve as never, curve }, 50)).toThrow(
      refused("WRONG_KIND", "loss-law"),
    );
    const rising = { lossLaw: bareLaw("loss-law", { ...loss, alpha: -0.1 }), curve };
    expect(() => effectiveParameterSize(rising, 50)).toThrow(refused("INVALID_LAW", "reference.lossLaw"));
    const mirrored = {
      ...exact,
      curve: bareLaw("performance-curve", { c: 75, gamma: 25, l: 0.2, d: 25 }),
    } as SizeReference;
    expect(() => effectiveParameterSize(mirrored, 50)).toThrow(refused("INVALID_LAW", "reference.curve"));
    expect(() => effectiveParameterSize(exact, Number.NaN)).toThrow(refused("NOT_FINITE", "score"));
    expect(() => effectiveParameterSize(exact, 50, { referenceTokens: 0 })).toThrow(
      refused("NOT_POSITIVE", "referenceTokens"),
    );
  });
});

describe("the capacity density", () => {
  it("divides size and interval alike", () => {
    const interval = { estimate: 8e9, standardError: 1e9, lower: 6e9, upper: null, level: 0.95 };
    expect(capacityDensity({ parameters: 8e9, interval }, { parameters: 4e9 })).toEqual({
      density: 2,
      interval: { estimate: 2, standardError: 0.25, lower: 1.5, upper: null, level: 0.95 },
    });
    expect(capacityDensity({ parameters: null, interval: null }, { parameters: 1 })).toEqual({
      density: null,
      interval: null,
    });
    expect(() => capacityDensity(1e9, { parameters: 0 })).toThrow(refused("NOT_POSITIVE", "actual.parameters"));
  });

  it("of a mixture of experts lies between those by total and by active parameters", () => {
    const size = { totalParameters: 40e9, activeParameters: 10e9 };
    expect(mixtureOfExpertsDensity(20e9, { ...size, memoryToCompute: 1e9 }).density).toBeCloseTo(0.5, 6);
    expect(mixtureOfExpertsDensity(20e9, { ...size, memoryToCompute: 1e-9 }).density).toBeCloseTo(2, 6);
    expect(mixtureOfExpertsDensity(20e9, { ...size, memoryToCompute: 1 }).density).toBeCloseTo(0.8, 12);
    expect(mixtureOfExpertsDensity(20e9, { ...size, memoryToCompute: 1, offloading: 4 }).density).toBeCloseTo(
      40 / 170,
      12,
    );
    expect(() => mixtureOfExpertsDensity(1, { ...size, activeParameters: 50e9, memoryToCompute: 1 })).toThrow(
      refused("OUT_OF_RANGE", "activeParameters"),
    );
  });

  it("of a quantised model is that of a dense one at full bits", () => {
    const size = { parameters: 8e9, memoryToCompute: 2.45 };
    expect(quantizedDensity(6e9, { ...size, bits: 16 }).density).toBeCloseTo(0.75, 12);
    expect(quantizedDensity(6e9, { ...size, bits: 4 }).density).toBeGreaterThan(0.75);
  });
});
