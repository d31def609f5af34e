import { describe, expect, it } from "vitest";
import { gapChart, isoFlopChart } from "../../src/charts/index.ts";
import { fitIsoFlop } from "../../src/loss-laws/index.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";

describe("what the fuzz found, by cause: charts", () => {
  it("what is drawn of a fit is numbers, not texts that are joined to them", () => {
    const runs = [1e18, 1e19, 1e20].flatMap((flop) =>
      [-0.4, -0.2, 0, 0.2, 0.4].map((step) => ({ flop, size: 0.1 * flop ** 0.5 * 10 ** step, loss: 3 + step ** 2 })),
    );
    const [parameters, flop, loss] = (["size", "flop", "loss"] as const).map((key) => runs.map((run) => run[key]));
    const data = { parameters: parameters!, flop: flop!, loss: loss! };
    const fit = fitIsoFlop(data);
    const optima = fit.optima.map((each) => ({ ...each, loss: hostile("3") }));
    expectRefused([["INVALID_LAW", () => isoFlopChart(data, { ...fit, optima })]]);
  });

  it("a number of sizes that is a long text is quoted in short", () => {
    const sizes = Array.from({ length: 30 }, (_, i) => 10 ** (8 + i / 10));
    const result = { ...findParameterGaps(sizes, { resamples: 9 }), n: hostile("a".repeat(5000)) };
    expect(() => gapChart(sizes, result)).toThrow(/^Expected 30 entries but got "a{40}" \(at result\.n\)$/);
  });
});
