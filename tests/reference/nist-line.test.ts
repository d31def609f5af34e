import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitLine, type Line, lineCovariance } from "../../src/statistics/linear-regression.ts";
import { relative } from "./relative-difference.ts";
import { sharedPath } from "./shared.ts";

const nist = sharedPath("data/nist-strd.json");

describe.skipIf(nist === null)("the Norris set of NIST", () => {
  it("is met to eleven digits", () => {
    const { Norris } = JSON.parse(readFileSync(nist ?? "", "utf8")).linear as {
      Norris: {
        x: number[];
        y: number[];
        certified: [number, number];
        certifiedSE: [number, number];
        certifiedSSE: number;
      };
    };
    const x = Float64Array.from(Norris.x);
    const line = fitLine(x, Float64Array.from(Norris.y)) as Line;
    const covariance = lineCovariance(
      { line, distance: -line.meanX, x, weights: null, clusters: null },
      line.sumOfSquaredResiduals / (line.n - 2),
    );
    expect(relative(line.slope, Norris.certified[1])).toBeLessThan(1e-11);
    expect(relative(line.meanY - line.slope * line.meanX, Norris.certified[0])).toBeLessThan(1e-11);
    expect(relative(Math.sqrt(covariance[0]?.[0] ?? NaN), Norris.certifiedSE[0])).toBeLessThan(1e-11);
    expect(relative(Math.sqrt(covariance[1]?.[1] ?? NaN), Norris.certifiedSE[1])).toBeLessThan(1e-11);
    expect(relative(line.sumOfSquaredResiduals, Norris.certifiedSSE)).toBeLessThan(1e-11);
  });
});
