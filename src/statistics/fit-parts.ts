import {
  field,
  inside,
  type JsonObject,
  refuse,
  requireArray,
  requireBoolean,
  requireNumber,
  requireNumberOrNull,
  requireObject,
  requireString,
} from "./json-checks.ts";
import { requireOrdered } from "./law-parts.ts";

const GOODNESS_FIELDS = [
  "degreesOfFreedom",
  "sumOfSquaredResiduals",
  "residualStandardError",
  "rSquared",
  "logLikelihood",
  "aicc",
  "bic",
] as const;

const NEVER_NEGATIVE: readonly string[] = ["sumOfSquaredResiduals", "residualStandardError"];

export function requireGoodness(value: unknown, root: string): void {
  const goodness = requireObject(value, root);
  const n = field(goodness, "n");
  if (!Number.isSafeInteger(n) || Number(n) < 0) refuse("a number of points", n, inside(root, "n"));
  for (const key of GOODNESS_FIELDS) {
    const path = inside(root, key);
    const number = requireNumberOrNull(field(goodness, key), path);
    if (number !== null && number < 0 && NEVER_NEGATIVE.includes(key)) refuse("a number of at least 0", number, path);
    if (number !== null && number > Number(n) && key === "degreesOfFreedom") refuse(`at most ${n}`, number, path);
  }
}

export function requireConvergence(value: unknown): void {
  if (value === null) return;
  const convergence = requireObject(value, "convergence");
  requireBoolean(field(convergence, "converged"), "convergence.converged");
  requireNumber(field(convergence, "iterations"), "convergence.iterations");
  requireNumber(field(convergence, "gradientNorm"), "convergence.gradientNorm");
  const optima = requireArray(field(convergence, "localOptima"), "convergence.localOptima");
  for (const [i, entry] of optima.entries()) {
    const path = inside("convergence.localOptima", i);
    const optimum = requireObject(entry, path);
    requireNumber(field(optimum, "objective"), inside(path, "objective"));
    const coefficients = requireObject(field(optimum, "coefficients"), inside(path, "coefficients"));
    for (const key of Object.keys(coefficients)) {
      requireNumber(coefficients[key], inside(inside(path, "coefficients"), key));
    }
  }
}

export function requireSupport(value: unknown, root: string): void {
  const support = requireObject(value, root);
  // Hidden ones too: predictions read them by name.
  for (const key of Object.getOwnPropertyNames(support)) {
    const path = inside(root, key);
    const range = requireObject(support[key], path);
    const lower = requireNumber(field(range, "lower"), inside(path, "lower"));
    const upper = requireNumber(field(range, "upper"), inside(path, "upper"));
    requireOrdered(lower, upper, path);
  }
}

function requireWarnings(value: unknown): void {
  for (const [i, entry] of requireArray(value, "warnings").entries()) {
    const path = inside("warnings", i);
    const warning = requireObject(entry, path);
    // Any code will do: a fit stored by a later version may carry a warning this one does not know.
    requireString(field(warning, "code"), inside(path, "code"));
    requireString(field(warning, "message"), inside(path, "message"));
    if (field(warning, "path") !== null) requireString(field(warning, "path"), inside(path, "path"));
  }
}

/** Checks what a fit has beyond a law. A law without goodness is no fit and needs none of it. */
export function requireFitParts(law: JsonObject): void {
  if (!Object.hasOwn(law, "goodness")) return;
  requireGoodness(law["goodness"], "goodness");
  requireConvergence(field(law, "convergence"));
  requireSupport(field(law, "support"), "support");
  requireObject(field(law, "options"), "options");
  requireWarnings(field(law, "warnings"));
}
