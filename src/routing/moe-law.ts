import { refuse } from "../numeric/checks.ts";
import type { Law } from "../statistics/law.ts";
import { requireSource } from "../statistics/law-parts.ts";
import { isLaw } from "../statistics/saved-law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";

/** Which formula a law for mixtures of experts has. */
export type MoeForm = "joint" | "granularity" | "sparsity" | "activation";

/** The terms of each form; {@link predictMoeLoss} has the formulas. */
export interface MoeTerms {
  /** Of Ludziejewski et al. 2025. */
  joint: "a" | "alpha" | "delta" | "gamma" | "b" | "beta" | "omega" | "zeta" | "expertsStart" | "expertsMax" | "c";
  /** Of Krajewski et al. 2024. */
  granularity: "a" | "alpha" | "b" | "beta" | "g" | "gamma" | "c";
  /** Of Abnar et al. 2025. */
  sparsity: "a" | "alpha" | "b" | "beta" | "c" | "lambda" | "d" | "delta" | "gamma" | "e";
  /** Of Zhao et al. 2025. */
  activation: "e" | "f" | "m" | "n" | "k" | "h" | "a" | "alpha" | "b" | "beta" | "c" | "epsilon";
}

/** A law for mixtures of experts of one of the later papers. */
export interface MoeLaw<Form extends MoeForm = MoeForm> extends Law<"moe-law", MoeTerms[Form]> {
  /** Form of the law. */
  form: Form;
}

/** What a law of each form asks for, in natural units. */
export interface MoeInputs {
  /** Parameters that one token uses, experts (1: dense), training tokens. */
  joint: {
    /** Parameters that a token sees. */
    activeParameters: number;
    /** Experts of a routed layer; 1 is a dense model. */
    experts: number;
    /** Training tokens. */
    tokens: number;
  };
  /** All parameters, training tokens, granularity d_ff / d_expert. */
  granularity: {
    /** All parameters of the model. */
    parameters: number;
    /** Training tokens. */
    tokens: number;
    /** How many times finer the experts are than a dense layer. */
    granularity: number;
  };
  /** All parameters, training tokens, the share of experts that a token does not use, from 0 to below 1. */
  sparsity: {
    /** All parameters of the model. */
    parameters: number;
    /** Training tokens. */
    tokens: number;
    /** Share of the experts that a token does not use. */
    sparsity: number;
  };
  /** All and active parameters, training tokens, experts that a token uses, the share of shared ones. */
  activation: {
    /** All parameters of the model. */
    parameters: number;
    /** Parameters that a token sees. */
    activeParameters: number;
    /** Training tokens. */
    tokens: number;
    /** Experts that a token is sent to. */
    expertsPerToken: number;
    /** Share of the experts in use that every token sees. */
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
