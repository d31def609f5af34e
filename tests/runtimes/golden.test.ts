import { describe, expect, it } from "vitest";
import { GOLDEN_TOLERANCE, goldenDifferences, goldenNumbers } from "./golden.ts";
import { growingSeries } from "./golden-data.ts";

const golden = goldenNumbers();

/** Least-squares slope of log10 value against year, by plain sums. */
function slopeBySums(): number {
  const { year, value } = growingSeries();
  const logs = value.map(Math.log10);
  const meanX = year.reduce((sum, each) => sum + each, 0) / year.length;
  const meanY = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  let [xx, xy] = [0, 0];
  for (const [i, each] of year.entries()) {
    xx += (each - meanX) ** 2;
    xy += (each - meanX) * ((logs[i] ?? 0) - meanY);
  }
  return xy / xx;
}

describe("the golden numbers", () => {
  it("are those of closed forms, where there is one", () => {
    const slope = slopeBySums();
    const chinchilla = 1.69 + 406.4 / 70e9 ** 0.34 + 410.7 / 1.4e12 ** 0.28;
    const closed: Record<string, number> = {
      "trend slope": slope,
      "trend doubling months": (12 * Math.log10(2)) / slope,
      // The upper tail of F with 2 and d degrees of freedom is (1 + 2 F / d)^(-d / 2).
      "break p at 2010": (1 + (2 * (golden["break F at 2010"] ?? 0)) / 76) ** -38,
      // No size inside: one of two, ten times over.
      "named gap p": 2 ** -10,
      "Chinchilla's loss": chinchilla,
      "effective tokens": 1e9 * (1 + 15.387756 * (1 - Math.exp(-3 / 15.387756))),
      "densing doubling days": Math.LN2 / (golden["densing slope"] ?? 0),
      "equivalent of 7e9": 7e9 * Math.exp(-0.0065290323 * 127),
      "corpus middle exponent": 1 - 1.5 * 0.28,
    };
    for (const [name, value] of Object.entries(closed)) {
      expect(Math.abs((golden[name] ?? 0) / value - 1), name).toBeLessThan(GOLDEN_TOLERANCE);
    }
  });

  it("are the same a second time", () => {
    expect(goldenNumbers()).toEqual(golden);
  });

  it("count as different from a part in 10^9 on, and where one side lacks a number", () => {
    expect(goldenDifferences(golden, golden)).toEqual([]);
    const shifted = { ...golden, "trend slope": (golden["trend slope"] ?? 0) * (1 + 2e-9) };
    expect(goldenDifferences(golden, shifted)).toHaveLength(1);
    expect(goldenDifferences(golden, {})).toHaveLength(Object.keys(golden).length);
  });
});
