import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fitPowerLaw,
  flopForLoss,
  frontierLoss,
  invertPowerLaw,
  predictLoss,
  predictPowerLaw,
} from "../../src/loss-laws/index.ts";
import { bareLaw } from "../densing/laws.ts";

const lossLaw = fc
  .record({
    E: fc.double({ min: 0.5, max: 3, noNaN: true }),
    A: fc.double({ min: 50, max: 2000, noNaN: true }),
    B: fc.double({ min: 50, max: 4000, noNaN: true }),
    alpha: fc.double({ min: 0.2, max: 0.6, noNaN: true }),
    beta: fc.double({ min: 0.2, max: 0.6, noNaN: true }),
  })
  .map((values) => bareLaw("loss-law", values));
const amount = fc.double({ min: 7, max: 12, noNaN: true }).map((exponent) => 10 ** exponent);

const powerData = fc
  .record({
    coefficient: fc.double({ min: 0.1, max: 100, noNaN: true }),
    exponent: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
    bumps: fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ coefficient, exponent, bumps }) => {
    const x = bumps.map((_, i) => 10 ** (2 + 0.5 * i));
    return { coefficient, exponent, x, y: x.map((at, i) => coefficient * at ** exponent * 10 ** bumps[i]!) };
  });
/** Flat to steep, exact to noisy, over eight decades or over a third of an octave. */
const unevenData = fc
  .record({
    flatness: fc.double({ min: -5, max: 0, noNaN: true }),
    rises: fc.boolean(),
    noise: fc.double({ min: -9, max: -0.5, noNaN: true }),
    isWide: fc.boolean(),
    points: fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -100, max: 100 })), {
      minLength: 5,
      maxLength: 16,
    }),
  })
  .filter(({ points }) => new Set(points.map(([at]) => at)).size > 3)
  .map(({ flatness, rises, noise, isWide, points }) => {
    const exponent = (rises ? 1 : -1) * 10 ** flatness;
    const x = points.map(([at]) => (isWide ? 10 ** (at / 125) : 1 + at / 4000));
    return { x, y: points.map(([, bump], i) => 3 * x[i]! ** exponent * Math.exp((10 ** noise * bump) / 40)) };
  });
const few = { numRuns: 40, seed: 1 };

describe("loss laws", () => {
  it("fall with parameters and with tokens, and never below the irreducible loss", () => {
    fc.assert(
      fc.property(
        lossLaw,
        amount,
        amount,
        fc.double({ min: 1.01, max: 100, noNaN: true }),
        (law, parameters, tokens, times) => {
          const loss = predictLoss(law, { parameters, tokens }).estimate!;
          expect(predictLoss(law, { parameters: parameters * times, tokens }).estimate!).toBeLessThan(loss);
          expect(predictLoss(law, { parameters, tokens: tokens * times }).estimate!).toBeLessThan(loss);
          expect(loss).toBeGreaterThan(law.coefficients.E.estimate);
        },
      ),
    );
  });

  it("take as much compute to a loss as the frontier says it reaches", () => {
    fc.assert(
      fc.property(lossLaw, fc.double({ min: 17, max: 26, noNaN: true }), (law, exponent) => {
        const loss = frontierLoss(law, 10 ** exponent).estimate!;
        expect(Math.log10(flopForLoss(law, loss).estimate!)).toBeCloseTo(exponent, 6);
      }),
    );
  });
});

describe("power laws", () => {
  it("recover their coefficients from points without scatter", () => {
    fc.assert(
      fc.property(powerData, ({ x, coefficient, exponent }) => {
        const fit = fitPowerLaw({ x, y: x.map((at) => coefficient * at ** exponent) });
        expect(fit.coefficients.exponent.estimate).toBeCloseTo(exponent, 8);
        expect(fit.coefficients.coefficient.estimate / coefficient).toBeCloseTo(1, 6);
      }),
      few,
    );
  });

  it("move with the units alone: inputs in billions, outputs tenfold, rows in any order or said twice", () => {
    fc.assert(
      fc.property(powerData, ({ x, y }) => {
        const { exponent, coefficient } = fitPowerLaw({ x, y }).coefficients;
        const other = fitPowerLaw({
          x: x.map((at) => at / 1e9).reverse(),
          y: y.map((at) => 10 * at).reverse(),
        }).coefficients;
        expect(other.exponent.estimate).toBeCloseTo(exponent.estimate, 8);
        expect(other.coefficient.estimate / (10 * coefficient.estimate * 1e9 ** exponent.estimate)).toBeCloseTo(1, 6);
        const twice = fitPowerLaw({ x: [...x, ...x], y: [...y, ...y] }).coefficients;
        expect(twice.exponent.estimate).toBeCloseTo(exponent.estimate, 8);
      }),
      few,
    );
  });

  it("have intervals that hold the estimate and widen with the level, and invert undoes predict", () => {
    fc.assert(
      fc.property(powerData, ({ x, y, exponent: steepness }) => {
        const [narrow, wide] = [0.8, 0.99].map((level) => fitPowerLaw({ x, y }, { level }).coefficients.exponent);
        // Points without scatter leave no interval.
        if (narrow!.lower === null || wide!.lower === null) return;
        expect(wide!.lower).toBeLessThanOrEqual(narrow!.lower);
        expect(wide!.upper!).toBeGreaterThanOrEqual(narrow!.upper!);
        expect(narrow!.lower).toBeLessThanOrEqual(narrow!.estimate);
        if (Math.abs(steepness) < 0.2) return;
        const fit = fitPowerLaw({ x, y });
        const back = invertPowerLaw(fit, predictPowerLaw(fit, 3e4).estimate!).estimate!;
        expect(back / 3e4).toBeCloseTo(1, 8);
      }),
      few,
    );
  });

  it.each(["log", "raw"] as const)("fit no worse with an offset than without (%s), flat or not, noisy or not", (on) => {
    fc.assert(
      fc.property(powerData, unevenData, (clear, uneven) => {
        for (const { x, y } of [clear, uneven]) {
          const norm = (offset: "none" | "fitted"): number =>
            Math.sqrt(fitPowerLaw({ x, y }, { on, offset }).goodness.sumOfSquaredResiduals!);
          const rounding = 4 * Number.EPSILON * Math.sqrt(x.length) * (1 + Math.max(...y));
          expect(norm("fitted")).toBeLessThanOrEqual(norm("none") * (1 + 1e-9) + rounding);
        }
      }),
      few,
    );
  });

  it("with an offset pass through one point and are the mean of the others, where nothing fits better", () => {
    const columns = { x: [1, 1.1, 1.2, 1.3, 1.4, 1.5], y: [0.8, 0.8, 0.6, 1, 0.7, 0.8] };
    const { coefficients, goodness, warnings } = fitPowerLaw(columns, { offset: "fitted", on: "raw" });
    expect(coefficients.offset.estimate).toBeCloseTo(0.78, 9);
    expect(goodness.sumOfSquaredResiduals).toBeCloseTo(0.088, 9);
    expect(warnings.map(({ path }) => path)).toContain("coefficients.exponent");
  });
});
