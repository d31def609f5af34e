import { describe, expect, test } from "vitest";
import { besiroglu2024, clark2022, sevilla2022 } from "../../src/published/index.ts";
import { compareWithPublished, glance, summarize, tidy, toMarkdown } from "../../src/report/index.ts";
import { madeEstimate, madeTrend } from "./made-results.ts";

const loss = {
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
const comparison = compareWithPublished(loss, besiroglu2024);

/** As wide as numbers get: a cut-off of 1e12 with its interval. */
const routed = {
  ...clark2022.sBase,
  source: null,
  coefficients: {
    ...clark2022.sBase.coefficients,
    b: madeEstimate(-0.1051, 0.0091),
    expertsMax: madeEstimate(319.2, 120),
  },
  log10Cutoff: { estimate: 12.1709, standardError: 0.127, lower: 11.9253, upper: 12.4472, level: 0.95 },
};
const wide = compareWithPublished(routed, clark2022.sBase);

const [, , printed] = sevilla2022.table3;
if (printed === undefined) throw new Error("table 3 has a third row");
const trend = compareWithPublished(madeTrend(), printed);

describe("a comparison as rows", () => {
  test("has ours, the bounds, the published value, how far apart, and a verdict", () => {
    const [, A, B, alpha] = tidy(comparison);
    expect(A).toMatchObject({ quantity: "A", ours: 500, lower: 300, upper: 700, published: 482.01, verdict: "inside" });
    expect(A?.apart).toBeCloseTo(17.99 / 100, 10);
    expect(B?.verdict).toBe("outside");
    expect(alpha?.verdict).toBe("agrees");
  });

  test("counts what agrees and what lies inside", () => {
    // The exponent has no interval, since the law has no covariance.
    expect(glance(comparison)).toMatchObject({
      kind: "loss-law",
      compared: 6,
      printed: 6,
      agree: 1,
      bounded: 5,
      inside: 3,
    });
    // B: (1000 - 2085.43) / 250.
    expect(glance(comparison).farthest).toBeCloseTo(4.34172, 8);
  });

  test("has no rows of its own for the bounds of a trend, which stand beside it", () => {
    expect(tidy(trend).map(({ quantity }) => quantity)).toEqual([
      "n",
      "slopeOomPerYear",
      "doublingTimeMonths",
      "rSquared",
      "scaleStart",
      "scaleEnd",
    ]);
    expect(glance(trend).kind).toBe("trend");
  });
});

describe("a comparison in a terminal", () => {
  test("is at most 80 columns wide, as text and as a table", () => {
    // Sizes in the billions, with both bounds, leave room for two digits.
    for (const [each, digits] of [
      [comparison, 3],
      [wide, 2],
      [trend, 3],
    ] as const) {
      const options = { aligned: true, digits };
      const texts = [summarize(each), toMarkdown(tidy(each), options), toMarkdown([glance(each)], options)];
      for (const line of texts.join("\n").split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(texts.join("\n")).not.toMatch(/NaN|undefined|null/);
    }
  });

  test("says what it comes to", () => {
    const text = summarize(comparison);
    expect(text).toContain("Loss law, ours beside the published one: the fitted law, read in a digest");
    expect(text).toMatch(/^ {2}A +500 +300 to 700 +482\.0 +0\.18 +inside$/m);
    expect(text).toMatch(/^ {2}parameterExponent +0\.4869 +none +0\.5126 +none +differs$/m);
    expect(text).toContain("3 of 5 published values lie in our intervals; not B, beta.");
    expect(text).toContain("1 of 6 agree to the printed digits; not E, A, B, beta");
    expect(summarize(wide)).toMatch(/cutoffParameters +1\.482e12 +8\.42e11 to 2\.80e12 +9\.370e11 +1\.3 +inside/);
    expect(summarize(compareWithPublished(loss, besiroglu2024.absolute))).toContain("are reconstructed, not printed");
  });

  test("has its columns under each other, and reads as the same Markdown", () => {
    const rows = [
      { name: "a", n: 1 },
      { name: "longer", n: 12345 },
    ];
    expect(toMarkdown(rows, { aligned: true }).split("\n")).toEqual([
      "| name   |     n |",
      "| ------ | ----: |",
      "| a      |     1 |",
      "| longer | 12345 |",
    ]);
    expect(toMarkdown(rows).split("\n")[2]).toBe("| a | 1 |");
  });
});
