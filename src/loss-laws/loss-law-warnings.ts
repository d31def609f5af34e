import type { Warning } from "../errors.ts";
import { leastSquares } from "../numeric/linear-least-squares.ts";
import { fewClustersWarnings } from "../statistics/clusters.ts";
import { jacobianCondition } from "../statistics/jacobian-covariance.ts";
import type { RobustMinimum } from "../statistics/m-estimation-problem.ts";
import type { LossData } from "./loss-law-data.ts";
import type { LossTask } from "./loss-law-descent.ts";
import type { LossSearch } from "./loss-law-search.ts";
import { lossJacobian } from "./loss-law-uncertainty.ts";
import { ALPHA, BETA, LOG_A, LOG_B, LOG_E } from "./loss-surface.ts";

/**
 * The condition number of the Jacobian, columns of length one, beyond which coefficients trade against each other
 * freely: about 50 on the 240 points of Hoffmann et al. 2022.
 */
const ILL_CONDITIONED = 3e3;
/** ln D that scatters less than this about a line in ln N moves in step with it. */
const IN_STEP = 0.05;
/** A term below this share of the loss everywhere is none. */
const ABSENT = 1e-6;

const NAMES: Readonly<Record<number, string>> = {
  [LOG_A]: "A",
  [LOG_B]: "B",
  [ALPHA]: "alpha",
  [BETA]: "beta",
  [LOG_E]: "E",
};

/** The scatter of ln D about its line in ln N. */
function scatterOfTokens({ points }: LossData): number {
  const { sumOfSquaredResiduals } = leastSquares([points.x], points.y);
  return Math.sqrt(sumOfSquaredResiduals / points.count);
}

function identifiability(data: LossData, columns: readonly Float64Array[]): Warning[] {
  const warnings: Warning[] = [];
  const scatter = scatterOfTokens(data);
  if (scatter < IN_STEP) {
    const message = `Tokens go in step with parameters (ln tokens scatters by ${scatter.toPrecision(2)} about a line in ln parameters): alpha and beta, and A and B, are not identified. Runs of one size with different tokens are needed.`;
    warnings.push({ code: "NOT_IDENTIFIED", message, path: "coefficients" });
  }
  const condition = jacobianCondition(columns);
  if (condition > ILL_CONDITIONED) {
    const size = Number.isFinite(condition) ? `condition number ${condition.toPrecision(2)}` : "singular Jacobian";
    const message = `The data hardly tell the coefficients apart (${size}): different coefficients give the same losses.`;
    warnings.push({ code: "NOT_IDENTIFIED", message, path: "coefficients" });
  }
  return warnings;
}

function bounds(best: RobustMinimum, columns: readonly Float64Array[]): Warning[] {
  const warnings: Warning[] = [];
  best.atBound.forEach((held, k) => {
    if (!held) return;
    const name = NAMES[k] ?? "";
    const message =
      k === LOG_E
        ? 'The irreducible loss is at its bound 0: the losses call for none. Consider irreducible: "none".'
        : `${name} is at the edge of what is searched, ${best.coefficients[k]!.toPrecision(3)}.`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `coefficients.${name}` });
  });
  for (const k of [LOG_A, LOG_B]) {
    // The derivative by ln A is the size of the term itself.
    if (best.atBound[k] || columns[k]!.some((each) => Math.abs(each) > ABSENT)) continue;
    const exponent = k === LOG_A ? "alpha" : "beta";
    const message = `The term of ${NAMES[k]} vanishes at every point: ${NAMES[k]} is at its bound 0, and ${exponent} is not identified.`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `coefficients.${NAMES[k]}` });
    warnings.push({ code: "NOT_IDENTIFIED", message, path: `coefficients.${exponent}` });
  }
  return warnings;
}

function optimaWarnings({ chosen, competing }: LossSearch): Warning[] {
  if (competing.length < 2) return [];
  const others = competing
    .filter((each) => each !== chosen)
    .map((each) => {
      // Exact fits have an objective of 0, and so has what competes with them.
      const ratio = chosen.objective === 0 ? 1 : each.objective / chosen.objective;
      return `alpha ${each.coefficients[ALPHA]!.toPrecision(3)}, beta ${each.coefficients[BETA]!.toPrecision(3)} at ${ratio.toPrecision(3)} times the objective`;
    });
  const message = `Other optima compete with this one: ${others.join("; ")}. The option basin picks one.`;
  return [{ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" }];
}

/** What makes the fit weaker than it looks. */
export function lossLawWarnings(task: LossTask, data: LossData, search: LossSearch): Warning[] {
  const { chosen } = search;
  const { columns, residuals } = lossJacobian(task, chosen);
  const warnings = optimaWarnings(search);
  if (!chosen.converged) {
    const message = `The search stopped after ${chosen.iterations} steps short of an optimum, at a gradient norm of ${chosen.gradientNorm.toPrecision(2)}.`;
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  warnings.push(...bounds(chosen, columns));
  warnings.push(
    ...identifiability(
      data,
      columns.filter((_, k) => !chosen.atBound[k]),
    ),
  );
  warnings.push(...fewClustersWarnings(data.clusters));
  const scale = task.options.on === "log" ? 1 : data.support.loss.upper;
  if (residuals.every((each) => Math.abs(each) <= 1e-12 * scale)) {
    const message = "The points lie on the law: its intervals measure rounding";
    warnings.push({ code: "EXACT_FIT", message, path: "goodness" });
  }
  return warnings;
}
