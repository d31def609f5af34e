import { describe, expect, it } from "vitest";
import { LossSurface } from "../../src/loss-laws/loss-surface.ts";
import { invertPowerLaw, isPowerLaw, predictPowerLaw } from "../../src/loss-laws/power-law.ts";
import { powerData } from "../../src/loss-laws/power-law-data.ts";
import { fitPowerLaw } from "../../src/loss-laws/power-law-fit.ts";
import { powerProblem } from "../../src/loss-laws/power-law-problem.ts";
import { subtractWholeCurvature } from "../../src/statistics/m-estimation-derivatives.ts";
import { call, refused, said } from "../answers.ts";
import { bareLaw } from "../densing/laws.ts";
import { scatter } from "./runs.ts";

const decades = Array.from({ length: 25 }, (_, i) => 10 ** (2 + i / 4));
const noisy = (value: (x: number) => number, size = 0.02): number[] =>
  decades.map((x, i) => value(x) * Math.exp(size * scatter(i + 1)));

describe("questions put to a power law", () => {
  const plain = {
    ...bareLaw("power-law", { coefficient: 8, exponent: -0.5 }),
    support: { x: { lower: 1, upper: 100 } },
  };
  const risen = bareLaw("power-law", { offset: 10, coefficient: -8, exponent: -0.5 });

  it("have the values of the formula, either way", () => {
    expect(predictPowerLaw(plain, 16).estimate).toBeCloseTo(2, 12);
    expect(invertPowerLaw(plain, 2).estimate).toBeCloseTo(16, 10);
    expect(predictPowerLaw(risen, 16).estimate).toBeCloseTo(8, 12);
    expect(invertPowerLaw(risen, 8).estimate).toBeCloseTo(16, 10);
    for (const beyond of [10, 11]) {
      expect(invertPowerLaw(risen, beyond)).toMatchObject({ estimate: null, lower: null, upper: null, level: 0.95 });
      expect(said(invertPowerLaw(risen, beyond))).toEqual(["NOT_REACHED y"]);
    }
  });

  it("say what lies outside, take a level, and refuse what is none", () => {
    expect(said(predictPowerLaw(plain, 400))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION x"]);
    expect(said(invertPowerLaw(plain, 0.1))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION y"]);
    for (const [ask, path] of [
      [predictPowerLaw, "x"],
      [invertPowerLaw, "y"],
    ] as const) {
      expect(call(ask, plain, 2)()).toMatchObject({ level: 0.95 });
      expect(call(ask, plain, 2, { level: 0.8 })()).toMatchObject({ level: 0.8 });
      expect(call(ask, plain, -2)).toThrow(refused("NOT_POSITIVE", path));
      expect(call(ask, plain, 2, null)).toThrow(refused("INVALID_OPTION", "options"));
      expect(call(ask, { ...plain, kind: "trend" }, 2)).toThrow(expect.objectContaining({ code: "WRONG_KIND" }));
    }
    expect(isPowerLaw(plain)).toBe(true);
    expect(isPowerLaw({ ...plain, kind: "trend" })).toBe(false);
  });
});

describe("a fitted power law", () => {
  it("has the covariance of coefficient and exponent that the line through the logarithms has", () => {
    const y = noisy((x) => 3 * x ** -0.2, 0.05);
    const law = fitPowerLaw({ x: decades, y });
    const logs = decades.map(Math.log);
    const centre = logs.reduce((a, b) => a + b) / 25;
    const xx = logs.reduce((sum, each) => sum + (each - centre) ** 2, 0);
    const variance = (law.goodness.sumOfSquaredResiduals ?? NaN) / 23;
    const c = law.coefficients.coefficient;
    expect(c.standardError).toBeCloseTo(c.estimate * Math.sqrt(variance * (1 / 25 + centre ** 2 / xx)), 10);
    expect(law.covariance?.[0]?.[1]).toBeCloseTo((-c.estimate * centre * variance) / xx, 12);
    expect(law.covariance?.[1]?.[0]).toBe(law.covariance?.[0]?.[1]);
    expect(law.intervalDegreesOfFreedom).toBe(23);
    expect(law.convergence?.localOptima).toEqual([
      {
        coefficients: { coefficient: c.estimate, exponent: law.coefficients.exponent.estimate },
        objective: law.goodness.sumOfSquaredResiduals,
      },
    ]);
    expect(law.support).toEqual({ x: { lower: decades[0], upper: decades[24] } });
    expect(law.warnings).toEqual([]);
  });

  it.each(["none", "fitted"] as const)(
    "leaves the least sum of squares on the scale it is told (offset %s)",
    (offset) => {
      const y = noisy((x) => (offset === "none" ? 0 : 1.5) + 4 * x ** -0.3);
      for (const on of ["log", "raw"] as const) {
        const law = fitPowerLaw({ x: decades, y }, { offset, on });
        const at = law.coefficients as Record<string, { estimate: number }>;
        const best = [at["offset"]?.estimate ?? 0, at["coefficient"]!.estimate, at["exponent"]!.estimate] as const;
        const squares = (level: number, c: number, e: number): number =>
          decades.reduce((sum, x, i) => {
            const value = level + c * x ** e;
            return sum + (on === "log" ? Math.log(y[i]! / value) : y[i]! - value) ** 2;
          }, 0);
        const least = squares(...best);
        expect(law.goodness.sumOfSquaredResiduals).toBeCloseTo(least, 12);
        for (const step of [-1e-3, 1e-3]) {
          expect(squares(best[0], best[1] * (1 + step), best[2])).toBeGreaterThan(least);
          expect(squares(best[0], best[1], best[2] * (1 + step))).toBeGreaterThan(least);
          if (offset === "fitted") expect(squares(best[0] * (1 + step), best[1], best[2])).toBeGreaterThan(least);
        }
        // Of the total about the mean, on the same scale.
        const target = y.map((each) => (on === "log" ? Math.log(each) : each));
        const mean = target.reduce((a, b) => a + b) / 25;
        const total = target.reduce((sum, each) => sum + (each - mean) ** 2, 0);
        expect(law.goodness.rSquared).toBeCloseTo(1 - least / total, 10);
      }
    },
  );

  it.each(["log", "raw"] as const)("weighs a point of weight two as the point twice (%s)", (on) => {
    const y = noisy((x) => 1.5 + 4 * x ** -0.3);
    const weighted = fitPowerLaw(
      { x: decades, y },
      { offset: "fitted", on, weights: y.map((_, i) => (i < 4 ? 2 : 1)) },
    );
    const twice = fitPowerLaw(
      { x: [...decades, ...decades.slice(0, 4)], y: [...y, ...y.slice(0, 4)] },
      { offset: "fitted", on },
    );
    for (const term of ["offset", "coefficient", "exponent"] as const) {
      expect(weighted.coefficients[term].estimate / twice.coefficients[term].estimate).toBeCloseTo(1, 6);
    }
  });

  it("warns of few clusters, and takes their number for its degrees of freedom", () => {
    const y = noisy((x) => 4 * x ** -0.3);
    const clustered = fitPowerLaw({ x: decades, y }, { clusters: y.map((_, i) => i % 5) });
    expect(said(clustered)).toEqual(["FEW_CLUSTERS options.clusters"]);
    expect(clustered.options.clusters).toBe(5);
    expect(clustered.intervalDegreesOfFreedom).toBe(4);
  });

  it("says that inputs within a tenth of each other do not tell an offset from the rest", () => {
    // Over such a range x^exponent is a line to one part in a thousand: offset, coefficient and exponent make one of two numbers.
    const near = Array.from({ length: 25 }, (_, i) => 1 + i / 240);
    const y = near.map((x, i) => (1.5 + 4 * x ** -0.3) * (1 + 1e-5 * scatter(i + 1)));
    expect(said(fitPowerLaw({ x: near, y }, { offset: "fitted" }))).toEqual(["NOT_IDENTIFIED coefficients"]);
    expect(said(fitPowerLaw({ x: near, y }))).toEqual([]);
  });

  it("refuses columns that do not fit", () => {
    const y = noisy((x) => 4 * x ** -0.3);
    expect(call(fitPowerLaw, { x: decades, y }, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(fitPowerLaw, null)).toThrow(refused("INVALID_OPTION", "columns"));
    expect(call(fitPowerLaw, { x: decades, y: [1] })).toThrow(refused("LENGTH_MISMATCH", "y"));
    expect(call(fitPowerLaw, { x: [1, 2], y: [1, 2] })).toThrow(refused("TOO_FEW_POINTS", "x"));
    expect(call(fitPowerLaw, { x: [1, 2, 3], y: [1, 2, 3] }, { offset: "fitted" })).toThrow(
      refused("TOO_FEW_POINTS", "x"),
    );
    expect(call(fitPowerLaw, { x: [1, 2, 3], y: [3, 2, 1.8] })).not.toThrow();
    expect(call(fitPowerLaw, { x: [7, 7, 7], y: [1, 2, 3] })).toThrow(refused("NO_SPREAD", "x"));
    expect(call(fitPowerLaw, { x: decades, y }, { weights: [1] })).toThrow(
      refused("LENGTH_MISMATCH", "options.weights"),
    );
  });
});

describe("optima of a power law with offset", () => {
  it("are places where no column of the Jacobian is along the residuals, also where searches creep", () => {
    // Two clusters of x, and residuals of three decades up or down: a valley that searches creep along.
    const hash = (i: number, k: number): number => Math.abs(Math.sin(12.9898 * (i + 1) * k) * 43758.5453) % 1;
    const x = Array.from({ length: 1000 }, (_, i) => 10 ** (7 * (i % 2 ? 0.05 * hash(i, 1) : 1 - 0.05 * hash(i, 2))));
    const y = x.map((_, i) => 10 ** ((i % 2 ? 0 : 12) + (hash(i, 3) < 0.5 ? 3 : -3)));
    const law = fitPowerLaw({ x, y }, { offset: "fitted" });
    const optima = law.convergence?.localOptima ?? [];
    expect(optima.length).toBeGreaterThan(0);
    for (const { coefficients, objective } of optima) {
      const { offset = 0, coefficient = 0, exponent = 0 } = coefficients;
      const residualsAt = (a: number, b: number, c: number): number[] =>
        x.map(
          (each, i) =>
            Math.log(y[i]!) - Math.log(offset * (1 + a) + coefficient * Math.exp(b) * each ** (exponent + c)),
        );
      const residuals = residualsAt(0, 0, 0);
      expect(residuals.reduce((sum, each) => sum + each * each, 0) / objective).toBeCloseTo(1, 9);
      for (const [a, b, c] of [
        [1e-5, 0, 0],
        [0, 1e-5, 0],
        [0, 0, 1e-6],
      ] as const) {
        const ahead = residualsAt(a, b, c);
        const behind = residualsAt(-a, -b, -c);
        const column = ahead.map((each, i) => each - behind[i]!);
        const along = column.reduce((sum, each, i) => sum + each * residuals[i]!, 0);
        const length = Math.hypot(...column) * Math.hypot(...residuals);
        if (length > 0) expect(Math.abs(along) / length).toBeLessThan(1e-4);
      }
    }
  });
});

describe("derivatives", () => {
  it.each([
    ["of ln y with offset", true, "free"],
    ["of y with offset", false, "free"],
    ["of ln y at a held offset", true, 0.7],
    ["of y at a held offset", false, 0.7],
  ] as const)("%s are those of the residuals", (_, onLog, offset) => {
    const y = noisy((x) => 1.5 + 4 * x ** -0.3);
    const data = powerData({ x: decades, y }, 3, { weights: y.map((_, i) => 1 + (i % 3)) });
    const problem = powerProblem(data, onLog, offset);
    const at = offset === "free" ? [0.2, -0.3, 1.1] : [0.2, -0.3];
    const residuals = (k: number, step: number): Float64Array => {
      const into = new Float64Array(25);
      expect(
        problem.evaluate(
          Float64Array.from(at, (each, j) => (j === k ? each + step : each)),
          into,
          null,
        ),
      ).toBe(true);
      return into;
    };
    const jacobian = new Float64Array(25 * at.length);
    problem.evaluate(Float64Array.from(at), new Float64Array(25), jacobian);
    at.forEach((_, k) => {
      const [up, down] = [residuals(k, 1e-6), residuals(k, -1e-6)];
      for (let i = 0; i < 25; i++) expect(jacobian[25 * k + i]).toBeCloseTo((up[i]! - down[i]!) / 2e-6, 6);
    });
    // sqrt(weight) (target - value), at the mean of ln x.
    const value = (i: number): number => (offset === "free" ? 1.1 : 0.7) + Math.exp(0.2 - 0.3 * data.logX[i]!);
    residuals(0, 0).forEach((each, i) => {
      const gap = onLog ? Math.log(y[i]! / value(i)) : y[i]! - value(i);
      expect(each).toBeCloseTo(Math.sqrt(1 + (i % 3)) * gap, 12);
    });
    expect(problem.evaluate(Float64Array.of(800, 0, 1), new Float64Array(25), null)).toBe(false);
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])("of a loss surface, first and second, are those of the loss (log %s, irreducible %s)", (onLog, irreducible) => {
    const points = {
      x: Float64Array.of(-2, -0.5, 0.3, 2.2),
      y: Float64Array.of(-1, 1.5, -0.4, 0.9),
      target: new Float64Array(4),
      count: 4,
    };
    const surface = new LossSurface(points, onLog, irreducible);
    const at = irreducible ? [0.3, -0.2, 0.4, 0.25, 0.6] : [0.3, -0.2, 0.4, 0.25];
    const k = at.length;
    const value = (steps: Record<number, number>): Float64Array => {
      const residuals = new Float64Array(4);
      surface.evaluate(
        Float64Array.from(at, (each, j) => each + (steps[j] ?? 0)),
        residuals,
      );
      return residuals.map((each) => -each);
    };
    const multipliers = Float64Array.of(0.7, -1.3, 0.4, 2);
    const total = (steps: Record<number, number>): number =>
      value(steps).reduce((sum, each, i) => sum + multipliers[i]! * each, 0);
    value({});
    const gradients = new Float64Array(4 * k);
    surface.gradients(gradients);
    const curvature = new Float64Array(k * k);
    subtractWholeCurvature(surface, { gradients, hessian: curvature }, multipliers);
    const h = 1e-4;
    for (let a = 0; a < k; a++) {
      const [up, down] = [value({ [a]: h }), value({ [a]: -h })];
      for (let i = 0; i < 4; i++) expect(gradients[i * k + a]).toBeCloseTo((up[i]! - down[i]!) / (2 * h), 6);
      for (let b = 0; b <= a; b++) {
        const moved = (s: number, t: number): number => total(a === b ? { [a]: s + t } : { [a]: s, [b]: t });
        const second = (moved(h, h) - moved(h, -h) - moved(-h, h) + moved(-h, -h)) / (4 * h * h);
        expect(curvature[a * k + b]).toBeCloseTo(-second, 5);
      }
    }
    const step = Float64Array.of(0.7, -0.3, 0.4, 1.1, -0.6).slice(0, k);
    const along = (by: number): Float64Array => value({ ...Array.from(step, (each) => by * each) });
    const [ahead, here, behind] = [along(h), along(0), along(-h)];
    for (let i = 0; i < 4; i++) {
      const second = (ahead[i]! - 2 * here[i]! + behind[i]!) / (h * h);
      const pulls = new Float64Array(4);
      pulls[i] = 3;
      surface.bend(step, gradients, pulls);
      expect(pulls[i]).toBeCloseTo(3 * second, 4);
    }
  });
});
