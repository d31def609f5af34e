import { describe, expect, it } from "vitest";
import { fitPerformanceCurve, fitScoreLaw } from "../../src/densing/index.ts";
import { fitBrokenPowerLaw, fitLossLaw } from "../../src/loss-laws/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";

/** Losses without scatter. */
const lossAt = (parameters: number, tokens: number): number => 1.8 + 480 / parameters ** 0.35 + 2100 / tokens ** 0.37;

const size = [1e8, 1e9, 1e10, 1e11, 1e12];
const loss = [0.4, 0.3, 0.25, 0.2, 0.1];
const score = [0.3, 0.35, 0.5, 0.68, 0.8];

describe("what the fuzz found, by cause: laws", () => {
  it("optima that compete with an exact fit have the same objective, not 0 / 0 times it", () => {
    // Two sizes only, so that any alpha will do.
    const parameters = [3e8, 3e8, 3e8, 3e8, 1e10, 1e10, 1e10];
    const tokens = [1e9, 1e10, 1e11, 1e12, 1e9, 1e10, 1e11];
    const exact = parameters.map((each, i) => lossAt(each, tokens[i]!));
    const { warnings } = fitLossLaw({ parameters, tokens, loss: exact }, { resamples: 0 });
    expect(warnings.map((each) => each.message).join()).not.toContain("NaN");
  });

  it("a break whose width no data tell has no covariance, and is not refused", () => {
    const fraction = (k: number): number => (k * 0.6180339887498949) % 1;
    const x = Array.from({ length: 60 }, (_, i) => 10 ** (2 + 6 * fraction(i + 1)));
    const y = x.map((at, i) => {
      const scatter = 10 ** (0.02 * (2 * fraction(7 * i + 3) - 1));
      return (1.5 + 9 * at ** -0.25 * (1 + (at / 1e4) ** 2) ** -0.2) * scatter;
    });
    const law = fitBrokenPowerLaw({ x, y }, { breaks: 2 });
    expect(law.goodness.n).toBe(60);
  });

  it("sizes that differ by rounding alone are one", () => {
    const alike = Array.from({ length: 30 }, (_, i) => 1e10 + (i % 5) * 2e-6);
    const scores = alike.map((_, i) => 0.65 + 0.05 * Math.sin(i));
    expectRefused([["NO_SPREAD", () => fitScoreLaw({ size: alike, score: scores }, { floor: 0.2, ceiling: 1 })]]);
  });

  it("an anchor that is null is refused, and a long word is not repeated in full", () => {
    const word = hostile("a".repeat(5000));
    expectRefused([
      ["INVALID_OPTION", () => fitPerformanceCurve({ loss, score }, { anchor: hostile(null) })],
      ["INVALID_OPTION", () => fitScoreLaw({ size, score }, { ceiling: word })],
    ]);
    expect(() => fitScoreLaw({ size, score }, { ceiling: word })).toThrow(/^.{1,200}$/);
  });
});
