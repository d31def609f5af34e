import { refuse } from "../numeric/checks.ts";
import type { Law } from "../statistics/law.ts";
import { requireSource } from "../statistics/law-parts.ts";
import { isLaw } from "../statistics/saved-law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";

/** Which formula a law for mixtures of experts has. */
export type MoeForm = "joint" | "granularity" | "sparsity" | "activation";

/** The terms of each form; {@link predictMoeLoss} has the formulas. */
export interface MoeTerms {
  joint: "a" | "alpha" | "delta" | "gamma" | "b" | "beta" | "omega" | "zeta" | "expertsStart" | "expertsMax" | "c";
  granularity: "a" | "alpha" | "b" | "beta" | "g" | "gamma" | "c";
  sparsity: "a" | "alpha" | "b" | "beta" | "c" | "lambda" | "d" | "delta" | "gamma" | "e";
  activation: "e" | "f" | "m" | "n" | "k" | "h" | "a" | "alpha" | "b" | "beta" | "c" | "epsilon";
}

/** A law for mixtures of experts of one of the later papers. */
export interface MoeLaw<Form extends MoeForm = MoeForm> extends Law<"moe-law", MoeTerms[Form]> {
  form: Form;
}

/** What a law of each form asks for, in natural units. */
export interface MoeInputs {
  /** Parameters that one token uses, experts (1: dense), training tokens. */
  joint: { activeParameters: number; experts: number; tokens: number };
  /** All parameters, training tokens, granularity d_ff / d_expert. */
  granularity: { parameters: number; tokens: number; granularity: number };
  /** All parameters, training tokens, the share of experts that a token does not use, from 0 to below 1. */
  sparsity: { parameters: number; tokens: number; sparsity: number };
  /** All and active parameters, training tokens, experts that a token uses, the share of shared ones. */
  activation: {
    parameters: number;
    activeParameters: number;
    tokens: number;
    expertsPerToken: number;
    sharedRatio: number;
  };
}

const TERMS: { readonly [Form in MoeForm]: string } = {
  joint: "a alpha delta gamma b beta omega zeta expertsStart expertsMax c",
  granularity: "a alpha b beta g gamma c",
  sparsity: "a alpha b beta c lambda d delta gamma e",
  activation: "e f m n k h a alpha b beta c epsilon",
};

/**
 * Whether `value` is a law for mixtures of experts of that form, sound in every field. Never throws.
 *
 * @example
 * ```ts
 * import { krajewski2024 } from "scaling-laws/published";
 * import { isMoeLaw } from "scaling-laws/routing";
 *
 * console.log(isMoeLaw(JSON.parse(JSON.stringify(krajewski2024.granularity)), "granularity")); // => true
 * console.log(isMoeLaw(krajewski2024.granularity, "joint")); // => false
 * ```
 */
export function isMoeLaw<Form extends MoeForm>(value: unknown, form: Form): value is MoeLaw<Form> {
  return isLaw(value, "moe-law") && "form" in value && value.form === form && hasTerms(form, value.terms);
}

function hasTerms(form: MoeForm, terms: readonly string[]): boolean {
  const wanted = typeof form === "string" && Object.hasOwn(TERMS, form) ? TERMS[form].split(" ") : [];
  return wanted.length > 0 && terms.length === wanted.length && wanted.every((term) => terms.includes(term));
}

/** Refuses what is no law of a form that is known, or of one form where only that will do. */
export function requireMoeLaw(law: Law & { form: MoeForm }, form: MoeForm | null = null): void {
  requireUsableLaw(law, "moe-law");
  requireSource(law.source);
  if (typeof law.form !== "string" || !Object.hasOwn(TERMS, law.form))
    refuse("INVALID_LAW", "a known form", law.form, "law.form");
  if (form !== null && law.form !== form) refuse("WRONG_KIND", `a law of form ${form}`, law.form, "law.form");
  if (!hasTerms(law.form, law.terms)) refuse("INVALID_LAW", `the terms ${TERMS[law.form]}`, law.terms, "law.terms");
}
