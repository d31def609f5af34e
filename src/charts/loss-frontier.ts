import { computeOptimal, optimumOf } from "../loss-laws/compute-optimal.ts";
import type { AnyLossLaw } from "../loss-laws/loss-formula.ts";
import { refuse } from "../numeric/checks.ts";
import type { LossWindow } from "./loss-contours.ts";

/** An optimum at a round budget, with the ends of its interval along the line of equal compute. */
export interface Budget {
  readonly flop: number;
  readonly parameters: number;
  readonly tokens: number;
  readonly interval: readonly { readonly parameters: number; readonly tokens: number }[];
}

/** A place on the frontier. */
export interface Optimum {
  readonly parameters: number;
  readonly tokens: number;
  readonly flop: number;
}

const STEPS = 100;
const BUDGETS = 6;

const inside = ({ parameters, tokens }: LossWindow, at: { parameters: number; tokens: number }): boolean =>
  at.parameters >= parameters[0] && at.parameters <= parameters[1] && at.tokens >= tokens[0] && at.tokens <= tokens[1];

/** The lowest and highest budget of a window, C = k N D at its corners. */
function budgetRange({ parameters, tokens }: LossWindow, k: number): [number, number] {
  const [low, high] = [k * parameters[0] * tokens[0], k * parameters[1] * tokens[1]];
  if (!(low > 0 && high < Number.POSITIVE_INFINITY)) {
    refuse("OUT_OF_RANGE", "sizes and tokens whose compute can be held", high, "data");
  }
  return [low, high];
}

/** The frontier inside a window. */
export function frontierRows(law: AnyLossLaw, window: LossWindow, k: number): Optimum[] {
  const [low, high] = budgetRange(window, k);
  return Array.from({ length: STEPS + 1 }, (_, step) => low * (high / low) ** (step / STEPS)).flatMap((flop) => {
    const { logParameters, logTokens } = optimumOf(law, Math.log(flop / k));
    const at = { parameters: Math.exp(logParameters), tokens: Math.exp(logTokens) };
    return inside(window, at) ? [{ ...at, flop }] : [];
  });
}

/** Powers of ten of compute whose optimum lies inside a window, a few of them. */
export function budgetsOf(law: AnyLossLaw, window: LossWindow, k: number): Budget[] {
  const [low, high] = budgetRange(window, k);
  const budgets: Budget[] = [];
  for (let decade = Math.ceil(Math.log10(low)); decade <= Math.log10(high); decade++) {
    const flop = Number(`1e${decade}`);
    const { logParameters, logTokens } = optimumOf(law, Math.log(flop / k));
    const at = { parameters: Math.exp(logParameters), tokens: Math.exp(logTokens) };
    if (!inside(window, at)) continue;
    const { lower, upper } = computeOptimal(law, { flop }, { flopPerParameterToken: k }).parameters;
    const ends = lower === null || upper === null ? [] : [lower, upper];
    budgets.push({
      flop,
      ...at,
      interval: ends.map((parameters) => ({ parameters, tokens: flop / (k * parameters) })),
    });
  }
  const every = Math.ceil(budgets.length / BUDGETS);
  return budgets.filter((_, place) => place % every === 0);
}
