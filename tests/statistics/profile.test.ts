import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { nonlinearLeastSquares } from "../../src/numeric/nonlinear-least-squares.ts";
import { type ProfilePoint, profileInterval } from "../../src/statistics/profile.ts";
import fixture from "./fixtures/profile.json";

// Biochemical oxygen demand, Bates and Watts (1988, A1.4).
const x = [1, 2, 3, 4, 5, 7];
const y = [8.3, 10.3, 19, 16, 15.6, 19.8];
const least = fixture.sumOfSquaredResiduals;

function sseOfRate(rate: number): number {
  if (!(rate > 0)) return Number.NaN;
  const column = x.map((each) => 1 - Math.exp(-rate * each));
  return leastSquares([column], y).sumOfSquaredResiduals;
}

/** The profile of the level: the logarithm of the rate fitted anew from the one nearby. */
function fitAtLevel(level: number, [start = 0]: readonly number[]): ProfilePoint {
  const solved = nonlinearLeastSquares(
    {
      rows: x.length,
      coefficients: 1,
      evaluate(b, residuals, jacobian) {
        for (let i = 0; i < x.length; i++) {
          const decay = Math.exp(-Math.exp(b[0]!) * x[i]!);
          residuals[i] = level * (1 - decay) - y[i]!;
          if (jacobian !== null) jacobian[i] = level * decay * x[i]! * Math.exp(b[0]!);
        }
        return true;
      },
    },
    [start],
  );
  return { sumOfSquaredResiduals: solved.sumOfSquaredResiduals, others: solved.coefficients };
}

/** A profile that needs no start. */
const bare = (sse: (value: number) => number) => ({
  fitAt: (value: number): ProfilePoint => ({ sumOfSquaredResiduals: sse(value), others: [] }),
  others: [],
});

function close(found: number | null, known: number | null): void {
  if (known === null) expect(found).toBeNull();
  else expect(Math.abs(found! / known - 1)).toBeLessThan(1e-6);
}

describe("profileInterval", () => {
  it.each(fixture.intervals)("has the ends scipy finds at level $confidence, open ones too", ({ confidence, rate }) => {
    const found = profileInterval({
      ...bare(sseOfRate),
      estimate: fixture.rate,
      sumOfSquaredResiduals: least,
      degreesOfFreedom: 4,
      level: confidence,
      step: 0.2,
      lower: 1e-7,
    });
    close(found.lower, rate[0]!);
    close(found.upper, rate[1]!);
    expect(found.disjoint).toBe(false);
    expect(found.better).toBeNull();
  });

  it.each(fixture.intervals)("has them at level $confidence for a coordinate fitted anew each time", (known) => {
    const found = profileInterval({
      fitAt: fitAtLevel,
      others: [Math.log(fixture.rate)],
      estimate: fixture.level,
      sumOfSquaredResiduals: least,
      degreesOfFreedom: 4,
      level: known.confidence,
      step: 2,
      upper: 3000,
    });
    close(found.lower, known.level[0]!);
    close(found.upper, known.level[1]!);
  });

  // SSE = 10 + (v - 5)^2, 7 degrees of freedom: F(1, 7; .95) is t(7; .975)^2 = 2.364624251592785^2.
  const parabola = {
    ...bare((value) => 10 + (value - 5) ** 2),
    estimate: 5,
    sumOfSquaredResiduals: 10,
    degreesOfFreedom: 7,
    level: 0.95,
    step: 1,
  };
  const half = 2.364624251592785 * Math.sqrt(10 / 7);

  it("is the t-interval of a linear coordinate, whatever the first step", () => {
    for (const step of [1e-3, 0.7, 1, 50]) {
      const found = profileInterval({ ...parabola, step });
      expect(found.lower).toBeCloseTo(5 - half, 7);
      expect(found.upper).toBeCloseTo(5 + half, 7);
      expect(found.threshold).toBeCloseTo(10 + half ** 2, 10);
      expect(found.evaluations).toBeLessThan(70);
    }
  });

  it("has no bound on a side where it reaches the end of the search", () => {
    expect(profileInterval({ ...parabola, upper: 6 })).toMatchObject({ upper: null, disjoint: false });
    const flat = profileInterval({
      ...parabola,
      ...bare((v) => (v > 5 ? 10 + (v - 5) / (v - 4) : 10 + (v - 5) ** 2)),
    });
    expect(flat.upper).toBeNull();
    expect(flat.lower).toBeCloseTo(5 - half, 7);
  });

  it("takes a place without a fit as outside", () => {
    const found = profileInterval({ ...parabola, ...bare((v) => (v > 6 ? Number.NaN : 10 + (v - 5) ** 2)) });
    expect(found.upper).toBeCloseTo(6, 7);
  });

  it("is the hull of several pieces, and says that there are several", () => {
    // Below the threshold of 10 + half^2 = 17.99 within half of 5, and again where (v - 14)^2 < 4.
    const second = (v: number): number => Math.min(10 + (v - 5) ** 2, 13.9877 + (v - 14) ** 2);
    const found = profileInterval({ ...parabola, ...bare(second) });
    expect(found.disjoint).toBe(true);
    expect(found.upper).toBeCloseTo(14 + Math.sqrt(10 + half ** 2 - 13.9877), 6);
    expect(found.lower).toBeCloseTo(5 - half, 7);
  });

  it("is open on a side where the last piece reaches the end of the search, and says that there are several", () => {
    const back = (v: number): number => (v > 12 ? 12 : 10 + (v - 5) ** 2);
    const found = profileInterval({ ...parabola, ...bare(back), upper: 40 });
    expect(found).toMatchObject({ upper: null, disjoint: true });
    expect(found.lower).toBeCloseTo(5 - half, 7);
  });

  it("finds the ends of strongly curved coordinates from a first step far too large", () => {
    // The height of the profile is e^v - 1 above the estimate and ln(1 - v) below it.
    const curved = (v: number): number => 10 + (v > 0 ? Math.expm1(v) : Math.log1p(-v)) ** 2;
    const found = profileInterval({ ...parabola, ...bare(curved), estimate: 0, step: 100 });
    expect(found.upper).toBeCloseTo(Math.log1p(half), 6);
    expect(found.lower).toBeCloseTo(-Math.expm1(half), 6);
  });

  it("starts every fit from the others of the nearest value within the threshold, and counts the fits", () => {
    const within: number[] = [5];
    let fits = 0;
    const found = profileInterval({
      ...parabola,
      others: [5],
      fitAt: (value, [from = Number.NaN]) => {
        fits++;
        const nearest = Math.min(...within.map((each) => Math.abs(each - value)));
        expect(Math.abs(from - value)).toBe(nearest);
        const square = 10 + (value - 5) ** 2;
        if (square <= 10 + half ** 2) within.push(value);
        return { sumOfSquaredResiduals: square, others: [value] };
      },
    });
    expect(within.length).toBeGreaterThan(3);
    expect(found.evaluations).toBe(fits);
  });

  it("is unbounded for a flat profile, at no value that is not finite, and looks at an end once", () => {
    const seen: number[] = [];
    const flat = bare((value) => {
      seen.push(value);
      return 10;
    });
    const found = profileInterval({ ...parabola, ...flat, step: 1e300, lower: -7 });
    expect(found).toMatchObject({ lower: null, upper: null, disjoint: false, better: null });
    expect(seen.every(Number.isFinite)).toBe(true);
    expect(seen.filter((value) => value === -7).length).toBe(1);
  });

  it("says where it met a lower sum of squares than the fit's", () => {
    const found = profileInterval({ ...parabola, estimate: 4, sumOfSquaredResiduals: 11 });
    expect(found.better!.sumOfSquaredResiduals).toBeLessThan(11);
    expect(found.better!.value).toBeGreaterThan(4);
  });
});
