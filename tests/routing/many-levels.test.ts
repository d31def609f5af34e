import { describe, expect, it } from "vitest";
import { fitRoutingLaw } from "../../src/routing/index.ts";
import { condenser, interactionData } from "../../src/routing/interaction-data.ts";
import { interactionProblem, saturatingShapes } from "../../src/routing/interaction-problem.ts";
import { fraction } from "./left-out-sweep.ts";
import { MADE, type MadeLaw, madeExperts, madeLoss } from "./made-sweep.ts";

const TERMS = ["a", "b", "c", "d", "expertsStart", "expertsMax"] as const;

/** As many different numbers of experts as runs, up to `top`; the scatter has a standard deviation of `noise` in log10. */
function manyLevels(n: number, noise: number, top = 4096) {
  const parameters = Array.from({ length: n }, (_, i) => 10 ** (7 + 2 * fraction(7 * i + 5)));
  const experts = Array.from({ length: n }, (_, i) => (i === 0 ? 1 : top ** fraction(3 * i + 1)));
  const error = (i: number): number => [1, 2, 3].reduce((sum, k) => sum + fraction(19 * k * i + 7 * k) - 0.5, 0);
  const loss = experts.map((each, i) => {
    return madeLoss(MADE, { parameters: parameters[i]!, experts: each }) * 10 ** (2 * noise * error(i));
  });
  return { parameters, experts, loss };
}

const unequal = (n: number): number[] => Array.from({ length: n }, (_, i) => 10 ** (12 * fraction(11 * i + 2) - 6));

/** The sum of squares of a law, run by run, by the formula as the paper prints it. */
function squaresOf(
  law: MadeLaw,
  { parameters, experts, loss }: ReturnType<typeof manyLevels>,
  weights?: number[],
): number {
  return loss.reduce((sum, each, i) => {
    const size = Math.log10(parameters[i]!);
    const saturated = Math.log10(madeExperts(law, experts[i]!));
    const value = law.a * size + law.b * saturated + law.c * size * saturated + law.d;
    return sum + (weights?.[i] ?? 1) * (Math.log10(each) - value) ** 2;
  }, 0);
}

describe("few rows at few places have the sum of squares of all runs", () => {
  it.each([
    [150, 4096, false],
    [600, 4096, true],
    [600, 3, false],
    [600, 1e12, false],
    [2000, 2000, true],
  ])("of %i runs with as many numbers of experts up to %f", (n, top, isWeighted) => {
    const sweep = manyLevels(n, 0.003, top);
    const weights = isWeighted ? unequal(n) : undefined;
    const log10 = (values: number[]): Float64Array => Float64Array.from(values, Math.log10);
    const excess = Float64Array.from(sweep.experts, (each) => each - 1);
    const data = interactionData(
      log10(sweep.parameters),
      excess,
      log10(sweep.loss),
      weights === undefined ? null : Float64Array.from(weights),
    );
    const condensed = condenser(data)();
    const map = saturatingShapes();
    const { rows, fillColumns } = interactionProblem(condensed, map);
    expect(rows).toBeLessThan(n < 200 ? 2 * n : 500);
    const columns = new Float64Array(4 * rows);
    for (const shape of [
      [-12, 0.5],
      [-3, 4],
      [1, 7],
      [6, 24],
      [14, 2],
    ] as const) {
      fillColumns(Float64Array.from(shape), columns);
      const [expertsStart, expertsMax] = [2 ** shape[0], 2 ** (shape[0] + shape[1])];
      const law = { a: -0.08, b: -0.1, c: 0.009, d: 1.05, expertsStart, expertsMax };
      // About the centre of the sizes, b and d take up what c and a have there.
      const about = [law.a, law.b + law.c * data.centre, law.c, law.d + law.a * data.centre];
      let square = condensed.within;
      for (let i = 0; i < rows; i++) {
        const value = about.reduce((sum, each, k) => sum + each * columns[k * rows + i]!, 0);
        square += condensed.weights[i]! * (condensed.target[i]! - value) ** 2;
      }
      expect(square / squaresOf(law, sweep, weights) - 1).toBeCloseTo(0, 10);
    }
  });
});

describe("the law of runs that all have their own number of experts", () => {
  const coefficientsOf = (fit: ReturnType<typeof fitRoutingLaw>): MadeLaw => {
    expect(fit.terms).toEqual(TERMS);
    const found = fit.coefficients as Record<string, { estimate: number }>;
    return Object.fromEntries(TERMS.map((term) => [term, found[term]!.estimate])) as unknown as MadeLaw;
  };

  it.each([
    [150, false],
    [700, false],
    [700, true],
  ])("has the least sum of squares: %i runs, weights %s", (n, isWeighted) => {
    const sweep = manyLevels(n, 0.003);
    const weights = isWeighted ? unequal(n) : undefined;
    const fit = fitRoutingLaw(sweep, { ...(weights && { weights }) });
    const law = coefficientsOf(fit);
    const least = squaresOf(law, sweep, weights);
    expect((fit.goodness.sumOfSquaredResiduals ?? 0) / least - 1).toBeCloseTo(0, 9);
    expect(least).toBeLessThan(squaresOf(MADE, sweep, weights));
    for (const term of TERMS) {
      for (const factor of [0.999, 1.001]) {
        expect(squaresOf({ ...law, [term]: law[term] * factor }, sweep, weights)).toBeGreaterThan(least);
      }
    }
  });

  it("is the law that the losses are made of, and known as exact", () => {
    const fit = fitRoutingLaw(manyLevels(400, 0));
    const law = coefficientsOf(fit);
    for (const term of TERMS) expect(law[term] / MADE[term]).toBeCloseTo(1, 9);
    expect(fit.warnings.map(({ code }) => code)).toContain("EXACT_FIT");
  });

  it("has draws as wide as its covariance says, of residuals and of runs", () => {
    const sweep = manyLevels(300, 0.001);
    const formula = fitRoutingLaw(sweep);
    for (const interval of ["residual", "percentile"] as const) {
      const drawn = fitRoutingLaw(sweep, { interval, resamples: 600 });
      for (const term of ["a", "b", "c", "d", "expertsStart"] as const) {
        const found = drawn.coefficients as Record<string, { standardError: number | null }>;
        const expected = (formula.coefficients as Record<string, { standardError: number | null }>)[term]!;
        // The standard deviation of 600 draws is known to 3 %; that of draws of runs also differs by their own scatter.
        expect((found[term]!.standardError ?? Number.NaN) / (expected.standardError ?? Number.NaN)).toBeGreaterThan(
          0.8,
        );
        expect((found[term]!.standardError ?? Number.NaN) / (expected.standardError ?? Number.NaN)).toBeLessThan(1.25);
      }
    }
  });
});
