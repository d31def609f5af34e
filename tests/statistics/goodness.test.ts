import { describe, expect, it } from "vitest";
import { gaussianGoodness } from "../../src/statistics/goodness.ts";

// R 4: lm(dist ~ speed, cars), and the same with weights 1/speed; deviance, logLik, BIC, summary. AICc is
// AIC + 2k(k+1)/(n-k-1) with k = 3: slope, intercept and variance.
const cars = { n: 50, coefficients: 2, sumOfSquaredResiduals: 11353.5210510949, totalSumOfSquares: 32538.98 };
const weighted = {
  n: 50,
  coefficients: 2,
  sumOfSquaredResiduals: 697.864926340562,
  totalSumOfSquares: 2307.04582711343,
  sumLogWeights: -133.100335543761,
};

describe("the goodness of a least-squares fit", () => {
  it("is that of lm in R", () => {
    const goodness = gaussianGoodness(cars);
    expect(goodness.degreesOfFreedom).toBe(48);
    expect(goodness.rSquared).toBeCloseTo(0.651079380758251, 12);
    expect(goodness.residualStandardError).toBeCloseTo(15.3795867488199, 11);
    expect(goodness.logLikelihood).toBeCloseTo(-206.578431513677, 10);
    expect(goodness.bic).toBeCloseTo(424.892932043638, 10);
    expect(goodness.aicc).toBeCloseTo(419.156863027353 + 24 / 46, 10);
  });

  it("is that of lm in R with weights", () => {
    const goodness = gaussianGoodness(weighted);
    expect(goodness.rSquared).toBeCloseTo(0.697507124419054, 12);
    expect(goodness.residualStandardError).toBeCloseTo(3.81298474060611, 11);
    expect(goodness.logLikelihood).toBeCloseTo(-203.397158515522, 10);
    expect(goodness.bic).toBeCloseTo(418.530386047329, 10);
    expect(goodness.aicc).toBeCloseTo(412.794317031044 + 24 / 46, 10);
  });

  it("counts a break that was estimated as a coefficient", () => {
    expect(gaussianGoodness({ ...cars, estimatedBreaks: 1 })).toEqual(gaussianGoodness({ ...cars, coefficients: 3 }));
  });

  it("has no R squared without variance, no residual error without degrees of freedom, no likelihood of an exact fit", () => {
    expect(gaussianGoodness({ ...cars, totalSumOfSquares: 0 }).rSquared).toBeNull();
    expect(gaussianGoodness({ ...cars, n: 2 })).toMatchObject({ degreesOfFreedom: 0, residualStandardError: null });
    expect(gaussianGoodness({ ...cars, sumOfSquaredResiduals: 0 })).toMatchObject({
      rSquared: 1,
      logLikelihood: null,
      aicc: null,
      bic: null,
    });
  });

  it("has criteria from the fifth point of a line on, where their correction is defined", () => {
    expect(gaussianGoodness({ ...cars, n: 4 })).toMatchObject({ aicc: null, bic: null });
    const { logLikelihood, aicc, bic } = gaussianGoodness({ ...cars, n: 5 });
    expect(aicc! + 2 * logLikelihood!).toBeCloseTo(6 + 24, 9);
    expect(bic! + 2 * logLikelihood!).toBeCloseTo(3 * Math.log(5), 9);
  });
});
