import type { Goodness } from "./law.ts";

/**
 * The Gaussian goodness of a least-squares fit.
 *
 * @param fitted - n points, SSE and total sum of squares about the mean (both weighted if the fit is), the number of
 * coefficients, the number of estimated breaks, and sum ln w of a weighted fit.
 */
export function gaussianGoodness(fitted: {
  n: number;
  sumOfSquaredResiduals: number;
  totalSumOfSquares: number;
  coefficients: number;
  estimatedBreaks?: number;
  sumLogWeights?: number;
}): Goodness {
  const { n, sumOfSquaredResiduals: sse, totalSumOfSquares, coefficients } = fitted;
  const estimated = coefficients + (fitted.estimatedBreaks ?? 0);
  const degreesOfFreedom = n - estimated;
  const k = estimated + 1;
  const logLikelihood =
    sse > 0 ? (-n / 2) * (Math.log(2 * Math.PI) + Math.log(sse / n) + 1) + (fitted.sumLogWeights ?? 0) / 2 : null;
  const criterion = (penalty: number): number | null =>
    logLikelihood === null || n <= k + 1 ? null : penalty - 2 * logLikelihood;
  return {
    n,
    degreesOfFreedom,
    sumOfSquaredResiduals: sse,
    residualStandardError: degreesOfFreedom > 0 ? Math.sqrt(sse / degreesOfFreedom) : null,
    rSquared: totalSumOfSquares > 0 ? 1 - sse / totalSumOfSquares : null,
    logLikelihood,
    // 2 k + 2 k (k + 1) / (n - k - 1) in one fraction.
    aicc: criterion((2 * k * n) / (n - k - 1)),
    bic: criterion(k * Math.log(n)),
  };
}
