import { ScalingError } from "../errors.ts";
import { requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { noCovarianceWarning, type Prediction, pointEstimate } from "../statistics/estimate.ts";
import type { Law, Source } from "../statistics/law.ts";
import { requireExperts } from "./law-numbers.ts";
import type { MoeForm, MoeInputs, MoeLaw } from "./moe-law.ts";
import { requireMoeLaw } from "./moe-law.ts";
import { log10Saturated } from "./saturation.ts";

/** The joint law at fixed experts, L = m N^mu + n D^nu + c. */
function atExperts(law: MoeLaw<"joint">, experts: number): { m: number; mu: number; n: number; nu: number } {
  const { a, alpha, delta, gamma, b, beta, omega, zeta, expertsStart, expertsMax } = law.coefficients;
  const excess = requireExperts(experts) - 1;
  const log = log10Saturated(expertsStart.estimate, 1 / expertsMax.estimate, excess) * Math.LN10;
  return {
    m: a.estimate * Math.exp(delta.estimate * log),
    mu: alpha.estimate + gamma.estimate * log,
    n: b.estimate * Math.exp(omega.estimate * log),
    nu: beta.estimate + zeta.estimate * log,
  };
}

function share(value: number, path: string): number {
  if (!(requireFinite(value, path) >= 0 && value < 1)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected a share from 0 to below 1 but got ${value}`, path);
  }
  return value;
}

type Formulas = { readonly [Form in MoeForm]: (law: MoeLaw<Form>, inputs: MoeInputs[Form]) => number };

const formulas: Formulas = {
  joint(law, { activeParameters, experts, tokens }) {
    const { m, mu, n, nu } = atExperts(law, experts);
    const active = requirePositive(activeParameters, "activeParameters");
    return m * active ** mu + n * requirePositive(tokens, "tokens") ** nu + law.coefficients.c.estimate;
  },
  granularity({ coefficients }, { parameters, tokens, granularity }) {
    const { a, alpha, b, beta, g, gamma, c } = coefficients;
    const size = requirePositive(parameters, "parameters");
    const coarse = requirePositive(granularity, "granularity") ** -gamma.estimate;
    const data = b.estimate * requirePositive(tokens, "tokens") ** -beta.estimate;
    return c.estimate + (g.estimate * coarse + a.estimate) * size ** -alpha.estimate + data;
  },
  sparsity({ coefficients }, { parameters, tokens, sparsity }) {
    const { a, alpha, b, beta, c, lambda, d, delta, gamma, e } = coefficients;
    const size = requirePositive(parameters, "parameters");
    const used = 1 - share(sparsity, "sparsity");
    const data = b.estimate * requirePositive(tokens, "tokens") ** -beta.estimate;
    const mixed = d.estimate * used ** -delta.estimate * size ** -gamma.estimate;
    return a.estimate * size ** -alpha.estimate + data + c.estimate * used ** -lambda.estimate + mixed + e.estimate;
  },
  activation({ coefficients }, inputs) {
    const { e, f, m, n, k, h, a, alpha, b, beta, c, epsilon } = coefficients;
    const size = requirePositive(inputs.parameters, "parameters");
    const active = requirePositive(inputs.activeParameters, "activeParameters");
    const tokens = requirePositive(inputs.tokens, "tokens");
    const used = requirePositive(inputs.expertsPerToken, "expertsPerToken");
    const shared = share(inputs.sharedRatio, "sharedRatio");
    const [whole, part] = [size ** -alpha.estimate, active ** -alpha.estimate];
    const design = e.estimate * used + f.estimate / used + m.estimate * shared * shared + n.estimate * shared;
    const sizes = whole + k.estimate * part + (h.estimate * active) / size;
    return (
      design * sizes + a.estimate * whole + b.estimate * tokens ** -beta.estimate + c.estimate * part + epsilon.estimate
    );
  },
};

/**
 * The loss of a mixture of experts by one of the laws that came after Clark et al. 2022. Which inputs it takes depends on
 * the form of the law:
 *
 * - `joint`: L = a Ehat^delta N^(alpha + gamma ln Ehat) + b Ehat^omega D^(beta + zeta ln Ehat) + c, with N the active
 *   parameters and Ehat as in {@link saturatedExperts} (Ludziejewski et al. 2025, arXiv 2502.05172, equation 6);
 * - `granularity`: L = c + (g / G^gamma + a) / N^alpha + b / D^beta, with N all parameters (Krajewski et al. 2024,
 *   arXiv 2402.07871, equation 9);
 * - `sparsity`: L = a / N^alpha + b / D^beta + c / (1 - S)^lambda + d / ((1 - S)^delta N^gamma) + e, with N all parameters
 *   (Abnar et al. 2025, arXiv 2501.12370, equation 6);
 * - `activation`: the formula at `zhao2025` (arXiv 2509.23678), which is unverified.
 *
 * @param law - A law of `published`: `ludziejewski2025.joint`, `krajewski2024.granularity`, `abnar2025.sparsity`,
 * `zhao2025.activation`.
 * @param inputs - {@link MoeInputs} of the law's form, natural units.
 * @returns A loss in nats, without bounds: none of the papers prints a covariance (`NO_COVARIANCE`). The estimate is null,
 * with `UNBOUNDED`, where it is too large to be held.
 * @throws {ScalingError} `NOT_POSITIVE`, `NOT_FINITE`, `OUT_OF_RANGE`, `UNSUPPORTED_TYPE`; `INVALID_LAW` for an unknown form.
 *
 * @example
 * ```ts
 * import { ludziejewski2025 } from "scaling-laws/published";
 * import { predictMoeLoss } from "scaling-laws/routing";
 *
 * const inputs = { activeParameters: 1e9, experts: 8, tokens: 2e10 };
 * console.log(predictMoeLoss(ludziejewski2025.joint, inputs).estimate?.toFixed(3)); // => "2.509"
 * ```
 */
export function predictMoeLoss<Form extends MoeForm>(law: MoeLaw<Form>, inputs: MoeInputs[Form]): Prediction {
  requireOptions(inputs, "inputs");
  requireMoeLaw(law);
  const formula: Formulas[Form] = formulas[law.form];
  const loss = formula(law, inputs);
  const warnings = [noCovarianceWarning()];
  const bare = { standardError: null, lower: null, upper: null, level: 0.95, warnings };
  if (Number.isFinite(loss)) return { estimate: loss, ...bare };
  warnings.push({ code: "UNBOUNDED", message: "The loss is too large to be held.", path: "estimate" });
  return { estimate: null, ...bare };
}

/**
 * The joint law at a fixed number of experts, which is a law of dense models: L = E + A / N^alpha + B / D^beta, with
 * A = a Ehat^delta, alpha = -(alpha + gamma ln Ehat), and likewise B and beta. What is asked of loss laws can be asked of
 * it: the compute-optimal active parameters, for example.
 *
 * @param law - A law of the joint form: `ludziejewski2025.joint`.
 * @param experts - 1 or more.
 * @returns A loss law in active parameters N and tokens D, without bounds.
 * @throws {ScalingError} `OUT_OF_RANGE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Ludziejewski et al. 2025 (arXiv 2502.05172), table 4.
 *
 * @example
 * ```ts
 * import { ludziejewski2025 } from "scaling-laws/published";
 * import { lossLawAtExperts } from "scaling-laws/routing";
 *
 * const law = lossLawAtExperts(ludziejewski2025.joint, 8);
 * console.log(law.coefficients.A.estimate.toFixed(2)); // => "21.84"
 * console.log(law.coefficients.alpha.estimate.toFixed(4)); // => "0.1676"
 * ```
 */
export function lossLawAtExperts(
  law: MoeLaw<"joint">,
  experts: number,
): Law<"loss-law", "E" | "A" | "B" | "alpha" | "beta"> {
  requireMoeLaw(law, "joint");
  const { m, mu, n, nu } = atExperts(law, experts);
  const { level } = law.coefficients.c;
  return requireHeld(
    {
      kind: "loss-law",
      version: 1,
      terms: ["E", "A", "B", "alpha", "beta"],
      coefficients: {
        E: pointEstimate(law.coefficients.c.estimate, level),
        A: pointEstimate(m, level),
        B: pointEstimate(n, level),
        alpha: pointEstimate(-mu, level),
        beta: pointEstimate(-nu, level),
      },
      covariance: null,
      draws: null,
      source: law.source === null ? null : sourceAt(law.source, experts),
    },
    "law",
  );
}

function sourceAt({ paper, where, version, status }: Source, experts: number): Source {
  return { paper, where: `${where}, at ${experts} experts`, version, status };
}
