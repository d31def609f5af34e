import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { brokenPowerAt, unpackBroken } from "./broken-power-law-model.ts";

/**
 * y = a + b x^-c0 prod_i (1 + (x / d_i)^(1 / f_i))^(-c_i f_i): terms `a, b, c0`, and for each break `c1, d1, f1` and so
 * on. In logarithms the slope of y - a is -c0 before the first break and falls by c_i at d_i, over a width of about f_i.
 */
export interface BrokenPowerLawCoefficients extends Law<"broken-power-law", string> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/**
 * The value of a broken power law.
 *
 * @param law - a fit of {@link fitBrokenPowerLaw}, or coefficients of your own.
 * @param x - the input, above zero.
 * @param options - `level`; default that of the law.
 * @returns the value; bounds by the delta method on the value itself. Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`,
 * `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`.
 *
 * @example
 * ```ts
 * import { type BrokenPowerLawCoefficients, predictBrokenPowerLaw } from "scaling-laws/loss-laws";
 *
 * const number = (estimate: number) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });
 * const law: BrokenPowerLawCoefficients = {
 *   kind: "broken-power-law",
 *   version: 1,
 *   terms: ["a", "b", "c0"],
 *   coefficients: { a: number(0.5), b: number(2), c0: number(0.5) },
 *   covariance: null,
 *   draws: null,
 *   source: null,
 * };
 * console.log(predictBrokenPowerLaw(law, 100).estimate?.toFixed(4)); // => "0.7000"
 * ```
 */
export function predictBrokenPowerLaw(
  law: BrokenPowerLawCoefficients & Partial<Pick<Fit, "support">>,
  x: number,
  options: { level?: number } = {},
): Prediction {
  requireUsableLaw(law, "broken-power-law");
  requireOptions(options);
  const log = Math.log(requirePositive(x, "x"));
  const prediction = askLaw(law, {
    answer: (values) => {
      const packed = Array.from(values);
      // b, and d and f of every break, are searched in logarithms.
      for (let k = 1; k < packed.length; k++) if (k === 1 || (k > 2 && k % 3 !== 0)) packed[k] = Math.log(packed[k]!);
      return brokenPowerAt(unpackBroken(packed), log);
    },
    scale: "identity",
    level: resolveLevel(options.level ?? law.coefficients["c0"]?.level),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "x", x, "x"));
  return prediction;
}
