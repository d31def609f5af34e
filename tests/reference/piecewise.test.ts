import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { PiecewiseTrend } from "../../src/trends/piecewise-trend-law.ts";
import { sharedPath } from "./shared.ts";

interface Continuous {
  knots: number[];
  interceptAt2000: number;
  slopes: number[];
  slopeSE_conditionalOnKnots: number[];
  sse: number;
  r2: number;
  logLik: number;
  bic: number;
  aicc: number;
  nPerSegment: number[];
  minPointsPerSegment: number;
  constraintBinding: boolean;
}

interface Separate {
  segments: { n: number; slope: number; interceptAtMeanX: number; meanX: number; seSlope: number; r2: number }[];
  sse: number;
  logLik: number;
  bic: number;
  aicc: number;
}

interface DataSet {
  x: number[];
  y: number[];
  fits: {
    fixed: { breaks: number[]; continuous: Continuous; discontinuous: Separate }[];
    continuousEstimated: Record<string, { one: Continuous; two: Continuous }>;
    baiPerron: { h: number; tieRespecting: (Separate & { m: number; firstXNext: number[] })[] };
  };
}

const path = sharedPath("oracle/trends.json");
const datasets: Record<string, DataSet> = path === null ? {} : JSON.parse(readFileSync(path, "utf8")).datasets;

function close(actual: number | null | undefined, expected: number, relative: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

function expectGoodness(
  fit: PiecewiseTrend,
  expected: { sse: number; logLik: number; bic: number; aicc: number },
): void {
  close(fit.goodness.sumOfSquaredResiduals, expected.sse, 1e-10);
  close(fit.goodness.logLikelihood, expected.logLik, 1e-10);
  close(fit.goodness.bic, expected.bic, 1e-10);
  close(fit.goodness.aicc, expected.aicc, 1e-10);
}

function expectContinuous(fit: PiecewiseTrend, expected: Continuous): void {
  expectGoodness(fit, expected);
  close(fit.goodness.rSquared, expected.r2, 1e-10);
  expect(fit.segments.map((segment) => segment.n)).toEqual(expected.nPerSegment);
  expected.slopes.forEach((slope, s) => {
    close(fit.segments[s]?.slopeOomPerYear.estimate, slope, 1e-8);
    close(fit.segments[s]?.standardErrorGivenBreaks, expected.slopeSE_conditionalOnKnots[s]!, 1e-8);
  });
  expected.knots.forEach((knot, j) => {
    close(fit.breaks[j]?.estimate, knot, 1e-12);
  });
  // There it is the first piece prolonged to 2000; here it is the line, which only differs beyond a break before 2000.
  if (expected.knots.every((knot) => knot >= 2000)) {
    close(fit.coefficients["log10AtReference"]?.estimate, expected.interceptAt2000, 1e-8);
  }
}

function expectSeparate(fit: PiecewiseTrend, expected: Separate): void {
  expectGoodness(fit, expected);
  expected.segments.forEach((segment, s) => {
    const own = fit.segments[s];
    expect(own?.n).toBe(segment.n);
    close(own?.slopeOomPerYear.estimate, segment.slope, 1e-8);
    close(own?.standardErrorGivenBreaks, segment.seSlope, 1e-8);
    close(own?.rSquared, segment.r2, 1e-8);
    const start = segment.interceptAtMeanX + segment.slope * ((own?.from ?? Number.NaN) - segment.meanX);
    close(own?.log10AtStart, start, 1e-8);
  });
}

it.skipIf(path === null)("there are data sets to agree on", () => {
  expect(Object.keys(datasets).length).toBeGreaterThan(0);
});

describe.skipIf(path === null).each(Object.entries(datasets))("piecewise trends of %s", (_, { x, y, fits }) => {
  const series = { year: x, value: y.map((log10) => 10 ** log10) };
  const common = { resamples: 0, referenceYear: 2000 };

  it("agree with breaks given", () => {
    for (const { breaks, continuous, discontinuous } of fits.fixed) {
      expectContinuous(fitPiecewiseTrend(series, { breaks, continuous: true, ...common }), continuous);
      expectSeparate(fitPiecewiseTrend(series, { breaks, continuous: false, ...common }), discontinuous);
    }
  });

  it("agree with one and two estimated breaks of a continuous line", () => {
    for (const { one, two } of Object.values(fits.continuousEstimated)) {
      for (const expected of [one, two]) {
        const fit = fitPiecewiseTrend(series, {
          breaks: { count: expected.knots.length },
          continuous: true,
          minPoints: expected.minPointsPerSegment,
          ...common,
        });
        expectContinuous(fit, expected);
        if (fit.warnings.some((warning) => warning.code === "BREAK_AT_EDGE"))
          expect(expected.constraintBinding).toBe(true);
      }
    }
  });

  it("agree with every number of breaks between separate lines, in one sweep and one by one", () => {
    const { h, tieRespecting } = fits.baiPerron;
    const all = { continuous: false, minPoints: h, ...common };
    const sweep = fitPiecewiseTrend(series, { breaks: { max: 3 }, ...all });
    for (const expected of tieRespecting) {
      const fit = fitPiecewiseTrend(series, { breaks: { count: expected.m }, ...all });
      expectSeparate(fit, expected);
      expect(fit.breaks.map((each) => each.estimate)).toEqual(expected.firstXNext);
      close(sweep.selection[expected.m]?.sumOfSquaredResiduals, expected.sse, 1e-10);
      close(sweep.selection[expected.m]?.bic, expected.bic, 1e-10);
    }
  });

  it("choose the number of breaks that has the least BIC", () => {
    const fit = fitPiecewiseTrend(series, { breaks: { max: 2 }, continuous: true, ...common });
    const least = fit.selection.reduce((best, row) => ((row.bic ?? 0) < (best.bic ?? 0) ? row : best));
    expect(fit.breaks).toHaveLength(least.breaks);
    expect(fit.goodness.bic).toBeCloseTo(least.bic ?? Number.NaN, 8);
  });
});
