import { describe, expect, test } from "vitest";
import type { CorpusSources } from "../../src/corpus/corpus-sources.ts";
import { ScalingError } from "../../src/errors.ts";
import { summarize } from "../../src/report/index.ts";
import type { Source } from "../../src/statistics/law.ts";
import { lines, predicted, remark } from "./described-results.ts";
import { madeEstimate } from "./made-results.ts";

const printed: Source = { paper: "A paper", where: "abstract", version: "v1", status: "printed" };

const sources: CorpusSources = {
  exponents: printed,
  middleExponent: { ...printed, status: "reconstructed" },
  constants: { ...printed, status: "reconstructed" },
};

describe("corpora in words", () => {
  test("exponents tell the paper's from the reconstructed, and say where there is none", () => {
    const bySource = { lower: printed, middle: sources.middleExponent, upper: printed };
    expect(lines({ lower: null, middle: 0.58, upper: 0.72, sources: bySource })).toEqual([
      "Efficient models: parameters grow as the tokens of the corpus to a power",
      "  lower exponent      none: not above zero",
      "  middle exponent     0.580, a reconstruction",
      "  upper exponent      0.720, the paper's",
    ]);
  });

  test("factors with the interval that beta alone gives them", () => {
    const factor = {
      multiple: 2,
      beta: madeEstimate(0.366, 0.04),
      exponents: {
        lower: predicted(null, null, null),
        middle: predicted(0.45, 0.38, 0.5),
        upper: predicted(0.63, 0.59, 0.67),
      },
      factors: {
        lower: predicted(null, null, null),
        middle: predicted(4.65, 3.96, null),
        upper: predicted(2.98, 2.82, 3.27),
      },
      propagated: "beta" as const,
      sources,
    };
    const text = lines(factor);
    expect(text[0]).toBe("How many times the corpus for 2 times its unique sequences");
    expect(text).toContain("  lower exponent      none: the exponent is not above zero");
    expect(text).toContain("    corpus, middle    4.65 times (95 % interval at least 3.96, no upper bound)");
    expect(text).toContain("    corpus, upper     2.98 times (95 % interval 2.82 to 3.27)");
    expect(text).toContain("  The bounds hold the uncertainty of beta alone.");
  });

  test("bounds on unique sequences, and the size for a corpus", () => {
    const bounds = { lower: null, upper: 2.28e11, upperExact: 4.57e11, excessLoss: 0.163, sources, warnings: [remark] };
    expect(lines(bounds)).toEqual([
      "Unique sequences of a corpus: none to 228 G",
      "  exact upper bound   457 G",
      "  excess loss         0.163 nats",
      "  The exponents are the paper's; constants are a reconstruction: an order of magnitude.",
      "  Note: Beyond what was seen.",
    ]);
    const needed = {
      ...predicted(9.23e10, 4e10, 2e11),
      atLowerExponent: predicted(3.73e10, null, null),
      atUpperExponent: predicted(2.28e11, null, null),
      propagated: ["B", "beta"] as ["B", "beta"],
      sources,
    };
    expect(lines(needed).slice(0, 2)).toEqual([
      "Efficient model and corpus: 92.3 G (95 % interval 40 G to 200 G)",
      "  at lower exponent   37.3 G",
    ]);
  });

  test("room for emergent skills", () => {
    const headroom = {
      parameters: 8e9,
      tokens: 15e12,
      verdict: "room" as const,
      settled: false,
      uniqueSequences: { lower: predicted(1.06e11, null, null), upper: predicted(1.26e12, null, null) },
      headroom: { lower: predicted(13.2, null, null), upper: predicted(157, null, null) },
      sources,
      warnings: [],
    };
    const text = lines(headroom);
    expect(text[0]).toBe("Room for emergent skills, 8 G parameters on 15 T tokens");
    expect(text).toContain("  verdict             room: fewer parameters than the least number of unique sequences");
    expect(text).toContain("  verdict is          not the same everywhere in the intervals");
    expect(text).toContain("  unique, at most     1.26 T");
    expect(summarize({ ...headroom, verdict: null, settled: null })).toContain("none: there is no upper bound");
  });

  test("a divergence, and the points of a growth curve", () => {
    expect(summarize({ exact: 0.004447, asymptotic: 0.0045 })).toContain("0.00445 nats by the exact sum");
    expect(lines({ tokens: [1, 1000], unique: [1, 77] })).toContain("  last                77 unique of 1 k");
  });
});

describe("sizes in words", () => {
  test("bandwidths, a histogram, a density and a scan", () => {
    expect(summarize({ silverman: 0.54, scott: 0.64, sheatherJones: null, isj: 0.53 })).toContain(
      "none: the rule has no answer",
    );
    expect(lines({ edges: [1e6, 1e7, 1e8], counts: [3, 12], below: 1, above: 0 })).toEqual([
      "Histogram of sizes: 15 in 2 bins; 1 below and 0 above the edges",
      "  1 M to 10 M     3",
      "  10 M to 100 M  12",
    ]);
    expect(lines({ log10Size: [6, 7, 8], density: [0.1, 0.5, 0.2], bandwidth: 0.4 })).toEqual([
      "Density of log10 size at 3 points from 1 M to 100 M",
      "  bandwidth           0.400 decades of size",
      "  highest             0.500 a decade at 10 M",
    ]);
    expect(lines([{ i: 11, j: 12, countInside: 0, statistic: 1.08, left: 2.2, right: 1.08 }])[2]).toMatch(
      /^ {2}11 to 12 +0 +1\.08 +2\.20 +1\.08$/,
    );
    expect(lines([{ width: 0.2, offset: 0, deficitRatio: null }])[2]).toMatch(/no flank$/);
  });
});

describe("what is no result", () => {
  test.each([[3], ["text"], [null], [{}], [[1, 2]], [[{ any: 1 }]]])("%j is refused", (value: unknown) => {
    const call = (): string => Reflect.apply(summarize, null, [value]);
    expect(call).toThrow(ScalingError);
    expect(call).toThrow(/Expected a result of this library/);
  });
});
