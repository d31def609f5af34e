import { describe, expect, it } from "vitest";
import { isoFlopChart, lossChart } from "../../src/charts/index.ts";
import { hoffmann2022 } from "../../src/published/index.ts";
import { LAW, lossOf } from "../loss-laws/runs.ts";
import { charts, isoFlop, isoFlopRuns, lossLaw, lossRuns } from "./examples.ts";
import { headingOf, labelsOf, numberIn, pointsIn, refusal, render, rowsWith } from "./render.ts";

describe("a loss chart", () => {
  const spec = lossChart(lossRuns, { ...hoffmann2022, coefficients: coefficientsOf(LAW) });

  it("draws contours on which the law has the loss they are labelled with", () => {
    const rows = rowsWith(spec, "order").filter((row) => "loss" in row);
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const loss = lossOf(numberIn(row, "parameters"), numberIn(row, "tokens"));
      expect(loss / numberIn(row, "loss")).toBeCloseTo(1, 10);
    }
    const losses = new Set(rows.map((row) => String(row["loss"])));
    expect(losses.size).toBeGreaterThanOrEqual(4);
    for (const loss of losses) expect(labelsOf(spec)).toContain(loss);
  });

  it("draws a frontier on which alpha A / N^alpha = beta B / D^beta, which is where the loss at fixed N D is least", () => {
    const rows = rowsWith(spec, "flop").filter((row) => !("order" in row));
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      const [N, D] = [numberIn(row, "parameters"), numberIn(row, "tokens")];
      expect((LAW.alpha * LAW.A * N ** -LAW.alpha) / (LAW.beta * LAW.B * D ** -LAW.beta)).toBeCloseTo(1, 9);
      expect((6 * N * D) / numberIn(row, "flop")).toBeCloseTo(1, 9);
    }
  });

  it("names round budgets, and says the exponent a = beta / (alpha + beta)", () => {
    expect(labelsOf(spec).filter((text) => text.endsWith("FLOP")).length).toBeGreaterThanOrEqual(3);
    expect(headingOf(spec)).toContain("a = 0.452");
    expect(headingOf(spec)).toContain("20 runs");
  });

  it("draws every run, and the interval of each optimum along its line of equal compute", async () => {
    const drawn = charts["a loss surface"]!();
    expect(rowsWith(drawn, "expected")).toHaveLength(20);
    const ends = rowsWith(drawn, "order").filter((row) => "flop" in row);
    const budgets = new Set(ends.map((row) => row["flop"]));
    expect(ends).toHaveLength(2 * budgets.size);
    for (const row of ends) {
      expect((6 * numberIn(row, "parameters") * numberIn(row, "tokens")) / numberIn(row, "flop")).toBeCloseTo(1, 9);
    }
    expect(pointsIn((await render(drawn)).svg)).toBe(20 + budgets.size);
  });

  it("says so where the frontier runs outside", () => {
    expect(headingOf(charts["losses far from the frontier"]!())).toContain("frontier runs outside");
  });

  it("refuses runs that are none", () => {
    const runs = { parameters: [1e9], tokens: [2e10], loss: [2.4] };
    expect(refusal(() => lossChart({ parameters: [], tokens: [], loss: [] }, lossLaw))).toBe("EMPTY_INPUT");
    expect(refusal(() => lossChart({ ...runs, tokens: [] }, lossLaw))).toBe("LENGTH_MISMATCH");
    expect(refusal(() => lossChart({ ...runs, loss: [0] }, lossLaw))).toBe("NOT_POSITIVE");
    expect(refusal(() => lossChart(runs, lossLaw, { flopPerParameterToken: -1 }))).toBe("NOT_POSITIVE");
  });
});

describe("an isoFLOP chart", () => {
  const spec = isoFlopChart(isoFlopRuns, isoFlop);

  it("draws each run, and the bottom of each budget", async () => {
    expect(pointsIn((await render(spec)).svg)).toBe(isoFlopRuns.loss.length + 4);
    const curves = rowsWith(spec, "flop").filter((row) => "loss" in row && !("size" in row) && !("onLine" in row));
    for (const flop of [1e18, 1e19, 1e20, 1e21]) {
      const own = curves.filter((row) => Math.abs(numberIn(row, "flop") / flop - 1) < 1e-9);
      const lowest = own.reduce((a, b) => (numberIn(b, "loss") < numberIn(a, "loss") ? b : a));
      // The runs lie on 2 + 3 C^-0.05 + (log10 N - log10 N*)^2 with N* = 0.1 C^0.5, but for scatter of 0.005.
      expect(Math.abs(Math.log10(numberIn(lowest, "parameters") / (0.1 * flop ** 0.5)))).toBeLessThan(0.05);
      expect(Math.abs(numberIn(lowest, "loss") - (2 + 3 * flop ** -0.05))).toBeLessThan(0.01);
    }
  });

  it("names the budgets and says the exponent with its interval", () => {
    expect(new Set(labelsOf(spec))).toEqual(new Set(["10¹⁸ FLOP", "10¹⁹ FLOP", "10²⁰ FLOP", "10²¹ FLOP"]));
    expect(headingOf(spec)).toMatch(/28 of 28 runs in 4 budgets; .* a = 0\.\d+ \(95 % interval 0\.\d+ to 0\.\d+\)/);
  });

  it("knows budgets that were asked for, leaves the other runs grey, and names what has no bottom", () => {
    const rejected = [{ flop: 1e21, n: 7, reason: "the parabola has no bottom" }];
    const fit = { ...isoFlop, optima: isoFlop.optima.slice(0, 3), rejected };
    expect(headingOf(isoFlopChart(isoFlopRuns, fit))).toContain("No bottom among the sizes at 10²¹ FLOP");
    const three = { ...isoFlop, optima: isoFlop.optima.slice(0, 3) };
    expect(headingOf(isoFlopChart(isoFlopRuns, three))).toContain("21 of 28 runs in 3 budgets");
  });

  it("refuses runs that are not those of the fit", () => {
    const { parameters, loss, flop } = isoFlopRuns;
    const others = { parameters: parameters.slice(1), loss: loss.slice(1), flop: flop.slice(1) };
    expect(refusal(() => isoFlopChart(others, isoFlop))).toBe("LENGTH_MISMATCH");
    expect(refusal(() => isoFlopChart({ parameters, loss }, isoFlop))).toBe("MISSING_COLUMN");
  });
});

function coefficientsOf(values: typeof LAW): (typeof hoffmann2022)["coefficients"] {
  const of = (estimate: number) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });
  return { E: of(values.E), A: of(values.A), B: of(values.B), alpha: of(values.alpha), beta: of(values.beta) };
}
