import type { PublishedAllocation } from "./published-allocation.ts";

/** How the optimal parameters and tokens grow with compute, N* ~ C^parameterExponent and D* ~ C^tokenExponent. */
export interface WangExponents extends PublishedAllocation {
  /** Which models. */
  models: "dense" | "mixture of experts";
  tokenExponent: number;
}

function row(models: WangExponents["models"], parameterExponent: number, tokenExponent: number): WangExponents {
  return {
    models,
    parameterExponent,
    tokenExponent,
    source: {
      paper:
        "Wang et al. 2024, Scaling Laws Across Model Architectures: A Comparative Analysis of Dense and MoE Models, arXiv 2410.05661",
      where: "compute-optimal exponents, by way of notes",
      version: "2024",
      status: "printed",
    },
  };
}

/**
 * Wang et al. 2024: with mixtures of experts the optimal size grows faster with compute, and the tokens slower, than with
 * dense models. Their law L = A / (N^alpha E^gamma) + B / D^beta + sigma is not here: its coefficients were not to be had.
 *
 * @example
 * ```ts
 * import { wang2024 } from "scaling-laws/published";
 *
 * console.log(wang2024.map((row) => row.parameterExponent)); // => [0.507, 0.59]
 * ```
 */
export const wang2024: WangExponents[] = [
  /* @__PURE__ */ row("dense", 0.507, 0.493),
  /* @__PURE__ */ row("mixture of experts", 0.59, 0.41),
];
