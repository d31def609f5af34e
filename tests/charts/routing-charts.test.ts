import { describe, expect, it } from "vitest";
import { effectiveParameterCountChart, routingChart } from "../../src/charts/index.ts";
import { clark2022 } from "../../src/published/index.ts";
import { charts, routingLaw, sweep } from "./examples.ts";
import { headingOf, labelsOf, numberIn, pointsIn, refusal, render, rowsWith } from "./render.ts";

/** log10 L by equation 1 of Clark et al. 2022, written out. */
function log10Loss(parameters: number, experts: number, law = clark2022.unrounded.hash): number {
  const { a, b, c, d, expertsStart, expertsMax } = law.coefficients;
  const kappa = 1 / (1 / expertsStart.estimate - 1 / expertsMax.estimate);
  const saturated = 1 / (1 / (experts - 1 + kappa) + 1 / expertsMax.estimate);
  const [N, E] = [Math.log10(parameters), Math.log10(saturated)];
  return a.estimate * N + b.estimate * E + c.estimate * N * E + d.estimate;
}

describe("a routing chart", () => {
  it("draws each run, and a curve for each size on the law", async () => {
    const spec = routingChart(sweep, clark2022.unrounded.hash);
    expect(pointsIn((await render(spec)).svg)).toBe(20);
    const rows = rowsWith(spec, "lower").concat(rowsWith(spec, "experts").filter((row) => "upper" in row));
    expect(new Set(rows.map((row) => row["parameters"])).size).toBe(4);
    for (const row of rows) {
      const expected = 10 ** log10Loss(numberIn(row, "parameters"), numberIn(row, "experts"));
      expect(numberIn(row, "loss") / expected).toBeCloseTo(1, 9);
    }
    expect(labelsOf(spec)).toEqual(["15M", "50M", "160M", "500M"]);
  });

  it("says the cut-off, with its interval where the law has one", () => {
    expect(headingOf(routingChart(sweep, clark2022.unrounded.hash))).toContain(
      "More experts lower the loss below 8.3·10¹⁰ parameters",
    );
    expect(headingOf(routingChart(sweep, routingLaw))).toMatch(/below \S+ parameters \(95 % interval/);
  });

  it("says so where there is no cut-off", () => {
    const { hash } = clark2022.unrounded;
    const signed = (b: number, c: number) => ({
      ...hash,
      coefficients: {
        ...hash.coefficients,
        b: { ...hash.coefficients.b, estimate: b },
        c: { ...hash.coefficients.c, estimate: c },
      },
    });
    expect(headingOf(routingChart(sweep, signed(-0.1, 0)))).toContain("at every size: there is no cut-off");
    expect(headingOf(routingChart(sweep, signed(0.1, 0.01)))).toContain("do not lower the loss at any size");
    expect(headingOf(routingChart(sweep, signed(0.1, -0.01)))).toContain("lower the loss above");
  });

  it("draws nearly equal sizes as one curve, and eight at most", () => {
    const of = (parameters: number[]) =>
      routingChart({ parameters, experts: parameters.map(() => 2), loss: parameters.map(() => 3) }, clark2022.hash);
    expect(labelsOf(of([1e8, 1.01e8, 1.02e8, 1e9]))).toHaveLength(2);
    expect(headingOf(of(Array.from({ length: 20 }, (_, k) => 1e7 * 1.5 ** k)))).toContain("curves at 7 model sizes");
  });

  it("draws a size asked for twice once, and refuses more than 200", () => {
    const asked = (parameters: number[]) => routingChart(sweep, clark2022.hash, { parameters });
    expect(labelsOf(asked([1e9, 1e8, 1e9]))).toEqual(["100M", "1B"]);
    const many = Array.from({ length: 201 }, (_, k) => 1e7 * 1.01 ** k);
    expect(() => asked(many.slice(1))).not.toThrow();
    expect(refusal(() => asked(many))).toBe("INVALID_OPTION");
  });

  it("refuses sweeps that are none", () => {
    expect(refusal(() => routingChart({ parameters: [], experts: [], loss: [] }, routingLaw))).toBe("EMPTY_INPUT");
    expect(refusal(() => routingChart({ ...sweep, experts: [1] }, routingLaw))).toBe("LENGTH_MISMATCH");
    const half = sweep.experts.map(() => 0.5);
    expect(refusal(() => routingChart({ ...sweep, experts: half }, routingLaw))).toBe("OUT_OF_RANGE");
    expect(refusal(() => routingChart(sweep, routingLaw, { parameters: [-1] }))).toBe("NOT_POSITIVE");
  });
});

describe("a chart of effective parameter counts", () => {
  it("draws curves on which a dense model of the count has the loss of the routed one", () => {
    const spec = effectiveParameterCountChart(sweep, clark2022.unrounded.hash);
    const rows = rowsWith(spec, "effective").filter((row) => "upper" in row);
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const routed = log10Loss(numberIn(row, "parameters"), numberIn(row, "experts"));
      expect(log10Loss(numberIn(row, "effective"), 1)).toBeCloseTo(routed, 9);
    }
  });

  it("puts each run at the dense model that the law gives its loss", () => {
    const spec = effectiveParameterCountChart(sweep, clark2022.unrounded.hash);
    const points = rowsWith(spec, "effective").filter((row) => !("upper" in row));
    expect(points).toHaveLength(20);
    points.forEach((row, i) => {
      expect(10 ** log10Loss(numberIn(row, "effective"), 1)).toBeCloseTo(sweep.loss[i]!, 9);
    });
  });

  it("draws the cut-off with its interval, and curves that are flat there", () => {
    const spec = charts["effective parameter counts up to the cut-off"]!();
    expect(labelsOf(spec)).toContain("cut-off 8.3·10¹⁰");
    const at = numberIn(rowsWith(spec, "cutoff")[0]!, "cutoff");
    const flat = effectiveParameterCountChart(sweep, clark2022.unrounded.hash, { parameters: [at] });
    for (const row of rowsWith(flat, "effective").filter((each) => "upper" in each)) {
      expect(numberIn(row, "effective") / at).toBeCloseTo(1, 9);
    }
    expect(rowsWith(effectiveParameterCountChart(sweep, routingLaw), "from")).toHaveLength(1);
  });
});
