import { describe, expect, it } from "vitest";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { fitTrendMixture } from "../../src/trends/trend-mixture.ts";
import { twoLines } from "./two-lines.ts";

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

describe("what a mixture of trends reports", () => {
  const { year, value } = twoLines(80, 4, 0.35, 21);
  const fit = fitTrendMixture({ year, value }, { resamples: 19, referenceYear: 2018 });
  const logit = (share: number): number => Math.log(share / (1 - share));

  it("has memberships and a spread that give back shares, levels and slopes: weighted least squares", () => {
    fit.components.forEach(({ share, slopeOomPerYear, log10AtReference }, k) => {
      let [weight, atYear, atValue, squares, products] = [0, 0, 0, 0, 0];
      for (const [i, row] of fit.membership.entries()) {
        weight += row[k] ?? 0;
        atYear += (row[k] ?? 0) * ((year[i] ?? 0) - 2018);
        atValue += (row[k] ?? 0) * Math.log10(value[i] ?? 1);
      }
      for (const [i, row] of fit.membership.entries()) {
        const offset = (year[i] ?? 0) - 2018 - atYear / weight;
        squares += (row[k] ?? 0) * offset ** 2;
        products += (row[k] ?? 0) * offset * (Math.log10(value[i] ?? 1) - atValue / weight);
      }
      expect(share.estimate).toBeCloseTo(weight / 80, 5);
      expect(slopeOomPerYear.estimate).toBeCloseTo(products / squares, 5);
      expect(log10AtReference.estimate).toBeCloseTo((atValue - (products / squares) * atYear) / weight, 5);
    });
    let squares = 0;
    for (const [i, row] of fit.membership.entries()) {
      for (const [k, { slopeOomPerYear: slope, log10AtReference: level }] of fit.components.entries()) {
        const line = level.estimate + slope.estimate * ((year[i] ?? 0) - 2018);
        squares += (row[k] ?? 0) * (Math.log10(value[i] ?? 1) - line) ** 2;
      }
    }
    expect(fit.scatterDex).toBeCloseTo(Math.sqrt(squares / 80), 5);
    expect(fit.goodness.sumOfSquaredResiduals).toBeCloseTo(squares, 4);
  });

  it("has intervals of shares that are symmetric in log-odds, and of the rest that are symmetric", () => {
    for (const { share, slopeOomPerYear, log10AtReference } of fit.components) {
      const half = (1.959963984540054 * (share.standardError ?? 0)) / (share.estimate * (1 - share.estimate));
      expect(logit(share.upper ?? 0) - logit(share.estimate)).toBeCloseTo(half, 10);
      expect(logit(share.estimate) - logit(share.lower ?? 0)).toBeCloseTo(half, 10);
      for (const { estimate, lower, upper, standardError } of [slopeOomPerYear, log10AtReference]) {
        expect((upper ?? 0) - estimate).toBeCloseTo(1.959963984540054 * (standardError ?? 0), 10);
        expect(estimate - (lower ?? 0)).toBeCloseTo(1.959963984540054 * (standardError ?? 0), 10);
      }
    }
    // The two shares are one number.
    expect(fit.components[0]?.share.standardError).toBeCloseTo(fit.components[1]?.share.standardError ?? 0, 12);
  });

  it("moves levels along the lines with the reference year, their variances along a parabola", () => {
    const at = (referenceYear: number, k: number): { estimate: number; variance: number } => {
      const { components } = fitTrendMixture({ year, value }, { resamples: 0, referenceYear });
      const { estimate, standardError } = components[k]!.log10AtReference;
      return { estimate, variance: (standardError ?? 0) ** 2 };
    };
    fit.components.forEach(({ slopeOomPerYear: slope }, k) => {
      const [a, b, c, d] = [2017, 2018, 2019, 2020].map((each) => at(each, k));
      expect(b!.estimate - a!.estimate).toBeCloseTo(slope.estimate, 9);
      expect(d!.estimate - c!.estimate).toBeCloseTo(slope.estimate, 9);
      // Third differences of a parabola are 0, half the second is the variance of the slope.
      expect(d!.variance - 3 * c!.variance + 3 * b!.variance - a!.variance).toBeCloseTo(0, 10);
      expect((c!.variance - 2 * b!.variance + a!.variance) / 2).toBeCloseTo((slope.standardError ?? 0) ** 2, 10);
    });
  });

  it("names the lines from the lowest at the reference year, with their memberships", () => {
    const early = fitTrendMixture({ year, value }, { resamples: 0, referenceYear: 2000 });
    const late = fitTrendMixture({ year, value }, { resamples: 0, referenceYear: 2060 });
    for (const { components } of [early, late]) {
      expect(components[0]!.log10AtReference.estimate).toBeLessThan(components[1]!.log10AtReference.estimate);
    }
    // Slopes .6 and .3: the lower line of 2018 is the upper one of 2060.
    const [upperLate, lowerEarly] = [late.components[1]!, early.components[0]!];
    expect(upperLate.slopeOomPerYear.estimate).toBeCloseTo(lowerEarly.slopeOomPerYear.estimate, 12);
    expect(upperLate.slopeOomPerYear.standardError).toBeCloseTo(lowerEarly.slopeOomPerYear.standardError ?? 0, 12);
    expect(upperLate.share.estimate).toBeCloseTo(lowerEarly.share.estimate, 12);
    for (const [i, row] of late.membership.entries()) {
      expect(row[1]).toBeCloseTo(early.membership[i]?.[0] ?? 0, 12);
      expect(row[0]).toBeCloseTo(early.membership[i]?.[1] ?? 0, 12);
    }
  });

  it("counts what was estimated: lines, slopes, shares and the spread", () => {
    for (const [components, parallel, k] of [
      [2, false, 6],
      [2, true, 5],
      [3, false, 9],
      [3, true, 7],
    ] as const) {
      const { goodness } = fitTrendMixture({ year, value }, { components, parallel, resamples: 0 });
      const {
        logLikelihood,
        aicc,
        bic,
        degreesOfFreedom,
        residualStandardError,
        sumOfSquaredResiduals: squares,
      } = goodness;
      expect(bic).toBeCloseTo(k * Math.log(80) - 2 * (logLikelihood ?? 0), 9);
      expect(aicc).toBeCloseTo(2 * k + (2 * k * (k + 1)) / (80 - k - 1) - 2 * (logLikelihood ?? 0), 9);
      expect(degreesOfFreedom).toBe(80 - k + 1);
      const lines = k - components;
      expect(residualStandardError).toBeCloseTo(Math.sqrt((squares ?? 0) / (80 - lines)), 12);
    }
  });

  it("has the skewness and kurtosis of the residuals about one line, and a p-value in steps of the resamples", () => {
    const { residualSkewness, residualExcessKurtosis, pValue, resamples, statistic } = fit.versusOneLine;
    const mean = (values: number[]): number => values.reduce((total, each) => total + each, 0) / values.length;
    const logs = value.map(Math.log10);
    const offsets = year.map((at) => at - mean(year));
    const slope = mean(offsets.map((each, i) => each * (logs[i] ?? 0))) / mean(offsets.map((each) => each ** 2));
    const residuals = logs.map((each, i) => each - mean(logs) - slope * (offsets[i] ?? 0));
    const spread = Math.sqrt(mean(residuals.map((each) => each ** 2)));
    expect(residualSkewness).toBeCloseTo(mean(residuals.map((each) => (each / spread) ** 3)), 10);
    expect(residualExcessKurtosis).toBeCloseTo(mean(residuals.map((each) => (each / spread) ** 4)) - 3, 10);
    // Twice the gain over the normal log-likelihood of one line.
    const oneLine = -40 * (1 + Math.log(2 * Math.PI * spread ** 2));
    expect(statistic).toBeCloseTo(2 * ((fit.goodness.logLikelihood ?? 0) - oneLine), 1);
    expect(statistic).toBeLessThan(2 * ((fit.goodness.logLikelihood ?? 0) - oneLine) + 1e-8);
    expect((pValue ?? 0) * 20).toBeCloseTo(Math.round((pValue ?? 0) * 20), 12);
    expect(resamples).toBe(19);
  });

  it("says how many other lines come close: of points alike above and below, the mirror image, once", () => {
    const random = randomSource(12);
    const half = Array.from({ length: 60 }, (_, i) => ({
      at: i,
      noise: standardNormal(random) + (i % 10 === 0 ? 12 : 0),
    }));
    const points = half.flatMap(({ at, noise }) =>
      [at, at].map((each, side) => ({ each, y: side === 0 ? noise : -noise })),
    );
    const mirrored = fitTrendMixture(
      { year: points.map(({ each }) => 2000 + each / 10), value: points.map(({ y }) => 10 ** y) },
      { parallel: true, resamples: 0 },
    );
    expect(mirrored.convergence.competing).toBe(1);
    expect(codes(mirrored)).toContain("SEVERAL_OPTIMA");
    expect(codes(fit)).not.toContain("SEVERAL_OPTIMA");
    expect(fit.convergence.competing).toBe(0);
    expect(fit.convergence.converged).toBe(true);
  });

  it("warns of few points below ten a line, and of no more than there is to warn of", () => {
    expect(codes(fit)).toEqual(["SKEW_SENSITIVE"]);
    const cut = (n: number): string[] =>
      codes(fitTrendMixture({ year: year.slice(0, n), value: value.slice(0, n) }, { resamples: 0 }));
    expect(cut(19)).toContain("FEW_POINTS");
    expect(cut(20)).not.toContain("FEW_POINTS");
  });

  it("holds the least share at three points where a twentieth is less, and echoes it", () => {
    const least = (n: number, leastShare?: number): number =>
      fitTrendMixture(
        { year: year.slice(0, n), value: value.slice(0, n) },
        { resamples: 0, ...(leastShare === undefined ? {} : { leastShare }) },
      ).options.leastShare;
    expect(least(80)).toBe(0.05);
    expect(least(80, 0.01)).toBe(3 / 80);
    expect(least(30)).toBe(0.1);
    expect(least(30, 0.2)).toBe(0.2);
  });
});
