import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitTrendFromMoments } from "../../src/trends/trend-from-moments.ts";
import { mergeMoments, trendMoments } from "../../src/trends/trend-moments.ts";
import { sharedPath } from "./shared.ts";

const path = sharedPath("data/nist-strd.json");

describe.skipIf(path === null)("the moments of NIST's Norris data, in four parts", () => {
  it("have the certified line to 11 digits and its standard errors to 9", () => {
    const { certified, certifiedSE, x, y } = JSON.parse(readFileSync(path ?? "", "utf8")).linear.Norris as {
      certified: [number, number];
      certifiedSE: [number, number];
      x: number[];
      y: number[];
    };
    // Norris runs to y = 1000, and no double is 10^1000: a tenth of y is fitted.
    const value = y.map((each) => 10 ** (each / 10));
    const parts = [0, 1, 2, 3].map((part) =>
      trendMoments({
        year: x.filter((_, i) => i % 4 === part),
        value: value.filter((_, i) => i % 4 === part),
      }),
    );
    const { coefficients } = fitTrendFromMoments(parts.reduce(mergeMoments), { referenceYear: 0 });
    const { log10AtReference, slopeOomPerYear } = coefficients;
    for (const [k, estimate] of [log10AtReference, slopeOomPerYear].entries()) {
      expect(Math.abs((10 * estimate.estimate) / certified[k]! - 1)).toBeLessThan(1e-11);
      expect(Math.abs((10 * (estimate.standardError ?? 0)) / certifiedSE[k]! - 1)).toBeLessThan(1e-9);
    }
  });
});
