import { describe, expect, it } from "vitest";
import { fitBrokenPowerLaw, fitLossLaw } from "../../src/loss-laws/index.ts";

describe("what the fuzz found, by cause: laws", () => {
  it("optima that compete with an exact fit have the same objective, not 0 / 0 times it", () => {
    // Two sizes only, so that any alpha will do, and losses without scatter.
    const parameters = [2e8, 2e8, 2e8, 2e8, 1.5e9, 2e8, 1.5e9];
    const tokens = [1.6e11, 6.7e11, 3.1e11, 1.4e10, 4e9, 1.2e9, 1.5e10];
    const loss = parameters.map((size, i) => 1.8 + 480 / size ** 0.35 + 2100 / tokens[i]! ** 0.37);
    const { warnings } = fitLossLaw({ parameters, tokens, loss }, { resamples: 0 });
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
});
