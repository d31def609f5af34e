import { describe, expect, it } from "vitest";
import { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import { flopForLoss, frontierLoss } from "../../src/loss-laws/frontier.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import { predictLoss } from "../../src/loss-laws/predict-loss.ts";
import { besiroglu2024, hoffmann2022 } from "../../src/published/index.ts";
import { crossedRuns, lossOf } from "./runs.ts";

const LAWS = [hoffmann2022, hoffmann2022.tex, besiroglu2024, besiroglu2024.absolute, besiroglu2024.huber];

function numbersOf(law: (typeof LAWS)[number]): Parameters<typeof lossOf>[2] {
  const { E, A, B, alpha, beta } = law.coefficients;
  return { E: E.estimate, A: A.estimate, B: B.estimate, alpha: alpha.estimate, beta: beta.estimate };
}

describe("the compute-optimal run", () => {
  it.each(LAWS)("is the lowest along its own compute", (law) => {
    const { parameters, tokens, loss } = computeOptimal(law, { flop: 1e22 });
    const size = parameters.estimate ?? 0;
    expect(6 * size * (tokens.estimate ?? 0)).toBeCloseTo(1e22, -12);
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      const other = lossOf(size * factor, 1e22 / 6 / (size * factor), numbersOf(law));
      expect(other).toBeGreaterThan(loss.estimate ?? 9);
    }
  });

  it("has tokens per parameter of 17.9 (Huber) and 18.3 (absolute) at Gopher's compute", () => {
    const ratio = (law: (typeof LAWS)[number]) => computeOptimal(law, { flop: 5.76e23 }).tokensPerParameter.estimate;
    expect(ratio(besiroglu2024.huber)?.toFixed(1)).toBe("17.9");
    expect(ratio(besiroglu2024.absolute)?.toFixed(1)).toBe("18.3");
    expect(ratio(hoffmann2022)?.toFixed(2)).toBe("92.65");
  });

  it("is the same given its own size", () => {
    const byCompute = computeOptimal(besiroglu2024, { flop: 1e23 });
    const bySize = computeOptimal(besiroglu2024, { parameters: byCompute.parameters.estimate ?? 1 });
    expect((bySize.flop.estimate ?? 0) / 1e23).toBeCloseTo(1, 10);
    expect((bySize.tokens.estimate ?? 0) / (byCompute.tokens.estimate ?? 1)).toBeCloseTo(1, 10);
    expect(bySize.parameters.standardError).toBe(0);
  });

  it("depends on compute and FLOP per parameter and token only through their ratio", () => {
    const six = computeOptimal(besiroglu2024, { flop: 6e21 });
    const two = computeOptimal(besiroglu2024, { flop: 2e21 }, { flopPerParameterToken: 2 });
    expect((two.parameters.estimate ?? 0) / (six.parameters.estimate ?? 1)).toBeCloseTo(1, 12);
  });

  it("has no bounds under a law without covariance, and says so", () => {
    const { tokens } = computeOptimal(hoffmann2022, { flop: 1e22 });
    expect(tokens).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(tokens.warnings.map((warning) => warning.code)).toEqual(["NO_COVARIANCE"]);
  });

  it("has bounds by draws near those by the delta method, and warns beyond the data", () => {
    const runs = crossedRuns(0.004);
    const law = fitLossLaw(runs, {
      objective: "least-squares",
      interval: "percentile",
      resamples: 800,
      keepDraws: true,
    });
    const withDraws = computeOptimal(law, { flop: 1e21 }).parameterExponent;
    const withCovariance = computeOptimal({ ...law, draws: null }, { flop: 1e21 }).parameterExponent;
    expect((withDraws.standardError ?? 0) / (withCovariance.standardError ?? 1)).toBeGreaterThan(0.8);
    expect((withDraws.standardError ?? 0) / (withCovariance.standardError ?? 1)).toBeLessThan(1.25);
    expect(computeOptimal(law, { flop: 1e26 }).loss.warnings.map((warning) => warning.code)).toEqual([
      "EXTRAPOLATION",
      "EXTRAPOLATION",
    ]);
    expect(predictLoss(law, { parameters: 1e9, tokens: 1e10 }).warnings).toEqual([]);
  });

  it("refuses what is no question", () => {
    expect(() => computeOptimal(hoffmann2022, { flop: -1 })).toThrow(expect.objectContaining({ code: "NOT_POSITIVE" }));
    const both = { flop: 1e20, parameters: 1e9 };
    expect(() => computeOptimal(hoffmann2022, both)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });
});

describe("the frontier", () => {
  it.each(LAWS)("is turned around by its inverse", (law) => {
    for (const flop of [1e18, 1e21, 5.76e23]) {
      const loss = frontierLoss(law, flop).estimate ?? 0;
      expect(loss).toBeCloseTo(computeOptimal(law, { flop }).loss.estimate ?? 0, 12);
      expect((flopForLoss(law, loss).estimate ?? 0) / flop).toBeCloseTo(1, 8);
    }
  });

  it("never reaches the irreducible loss", () => {
    const answer = flopForLoss(hoffmann2022, 1.69);
    expect(answer.estimate).toBeNull();
    expect(answer.warnings.map((warning) => warning.code)).toEqual(["NOT_REACHED"]);
  });

  it("has no upper bound where E may lie above the loss", () => {
    const law = fitLossLaw(crossedRuns(0.02), { objective: "least-squares" });
    const near = law.coefficients.E.estimate + 0.5 * (law.coefficients.E.standardError ?? 0);
    const answer = flopForLoss(law, near);
    expect(answer.upper).toBeNull();
    expect(answer.warnings.map((warning) => warning.code)).toContain("UNBOUNDED");
    expect(answer.lower).toBeGreaterThan(0);
    const drawn = fitLossLaw(crossedRuns(0.02), { resamples: 200, keepDraws: true });
    const open = flopForLoss(drawn, drawn.coefficients.E.estimate * 1.0001);
    expect(open.upper).toBeNull();
  });

  it("exists for a law that falls to nothing", () => {
    const law = fitLossLaw(crossedRuns(0.01), { irreducible: "none", resamples: 0 });
    const flop = flopForLoss(law, 0.5).estimate ?? 0;
    expect(frontierLoss(law, flop).estimate).toBeCloseTo(0.5, 10);
  });
});
