import type { Warning } from "../errors.ts";
import { fQuantile } from "../numeric/distributions.ts";
import { convergenceOf } from "../statistics/curve-fit-parts.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Convergence, Goodness } from "../statistics/law.ts";
import type { InteractionData } from "./interaction-data.ts";
import type { InteractionFit } from "./interaction-fit.ts";
import { type Inference, type InferencePlan, inferInteraction, inUnits, termsOf } from "./interaction-inference.ts";

/** All that a fit says beside its options and support, in natural units. */
export interface InteractionResult extends Inference {
  goodness: Goodness;
  /** Null for the forms without saturation, which are solved in closed form. */
  convergence: Convergence | null;
}

/** Sums of squares that rounding alone leaves: of terms as large as a x, b v and d. */
function isExact(data: InteractionData, fit: InteractionFit): boolean {
  const { x, y, excess, weights } = data;
  const [a = 0, b = 0] = fit.values;
  let limit = 0;
  for (let i = 0; i < y.length; i++) {
    const size = Math.abs(a * x[i]!) + Math.abs(b) * Math.log10(10 + excess[i]!) + Math.abs(y[i]!);
    limit += (weights?.[i] ?? 1) * (32 * Number.EPSILON * size) ** 2;
  }
  return fit.sumOfSquares <= limit;
}

function totalSquares({ y, weights }: InteractionData): { total: number; sumLogWeights: number } {
  let weight = 0;
  let mean = 0;
  let sumLogWeights = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weights?.[i] ?? 1;
    weight += w;
    mean += w * y[i]!;
    sumLogWeights += Math.log(w);
  }
  mean /= weight;
  const total = y.reduce((sum, value, i) => sum + (weights?.[i] ?? 1) * (value - mean) ** 2, 0);
  return { total, sumLogWeights };
}

function boundWarnings(fit: InteractionFit, names: readonly string[]): Warning[] {
  const warnings: Warning[] = [];
  const [start = "", max = ""] = names.slice(4);
  const [ofStart = null, ofMax = null] = fit.held;
  if (ofStart !== null) {
    const message = `${start} is at the ${ofStart} end of its search: it and b, c and d are not determined by the data.`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `coefficients.${start}` });
  }
  if (ofMax === "lower") {
    const message = `${max} is held at 1.41 times ${start}: below it they run together and a to d diverge while the fitted losses stay the same. No coefficient means anything alone.`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `coefficients.${max}` });
  }
  return warnings;
}

function fitWarnings(data: InteractionData, fit: InteractionFit, plan: InferencePlan): Warning[] {
  const warnings = boundWarnings(fit, plan.names);
  const degreesOfFreedom = data.n - fit.values.length;
  if (!fit.converged && warnings.length === 0) {
    const message = `The search ended at a gradient of ${fit.gradientNorm.toExponential(1)}: this may be no optimum.`;
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  if (fit.unscaledCovariance === null) {
    const message = "The data do not determine every coefficient: there is no covariance.";
    warnings.push({ code: "NOT_IDENTIFIED", message, path: "covariance" });
  }
  if (degreesOfFreedom === 1) {
    const message = `${data.n} rows leave one degree of freedom beside ${fit.values.length} coefficients.`;
    warnings.push({ code: "FEW_POINTS", message, path: "goodness.degreesOfFreedom" });
  }
  if (plan.exact) {
    const message = "The points lie on the law to rounding: so the intervals measure rounding.";
    warnings.push({ code: "EXACT_FIT", message, path: "goodness" });
  }
  const limit = fit.sumOfSquares * (1 + fQuantile(plan.level, 1, degreesOfFreedom) / degreesOfFreedom);
  const rivals = fit.optima.slice(1).filter(({ sumOfSquares }) => sumOfSquares <= limit).length;
  if (rivals > 0 && !plan.exact) {
    const message = `${rivals} other local optima fit the data about as well: see convergence.localOptima.`;
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  return warnings;
}

/** Coefficients, intervals, goodness and convergence of a fit. */
export function interactionResult(
  data: InteractionData,
  fit: InteractionFit,
  asked: Omit<InferencePlan, "exact">,
): InteractionResult {
  const plan = { ...asked, exact: isExact(data, fit) };
  const inference = inferInteraction(data, fit, plan);
  const { total, sumLogWeights } = totalSquares(data);
  const terms = termsOf(plan.names, fit.values.length);
  return {
    ...inference,
    goodness: gaussianGoodness({
      n: data.n,
      sumOfSquaredResiduals: fit.sumOfSquares,
      totalSumOfSquares: total,
      coefficients: fit.values.length,
      sumLogWeights,
    }),
    convergence:
      fit.shape.length === 0
        ? null
        : convergenceOf(
            fit,
            terms,
            fit.optima.map(({ values, sumOfSquares }) => ({
              coefficients: inUnits([...values], plan.unit),
              objective: sumOfSquares,
            })),
          ),
    warnings: [...fitWarnings(data, fit, plan), ...inference.warnings],
  };
}
