import { ScalingError } from "../errors.ts";
import { refuse, requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { requireEstimate } from "../statistics/law-parts.ts";
import type { EffectiveParameterSize } from "./effective-parameter-size.ts";

/** An effective parameter size, or the number alone. */
export type EffectiveSize = number | Pick<EffectiveParameterSize, "parameters" | "interval">;

/** How many parameters of the reference one parameter of the model is worth. */
export interface CapacityDensity {
  /** Null where the effective size is not finite. */
  density: number | null;
  /** That of the effective size, divided by the actual one; null where there is none. */
  interval: Estimate | null;
}

/** The size of a mixture of experts, and what reading it costs beside computing with it. */
export interface MixtureOfExpertsSize {
  /** All parameters of the model, those of every expert included. */
  totalParameters: number;
  /** Parameters a token passes through. */
  activeParameters: number;
  /**
   * k1 / k2: the time to read a parameter from memory over the time to compute with it. The paper prints 2.45 for an RTX
   * 4090, but its numbers give 0.41 (0.82 at two bytes a parameter): the printed ratio is the other way round.
   */
  memoryToCompute: number;
  /** k1S / k1: how much longer reading takes for a model that does not fit on the chip; default 1. */
  offloading?: number;
}

/** The size of a quantised model, and what reading it costs beside computing with it. */
export interface QuantizedSize {
  /** Parameters of the model, whatever their precision. */
  parameters: number;
  /** Bits a stored weight. */
  bits: number;
  /** Bits of the weights it is compared with; default 16. */
  fullBits?: number;
  /** Parameters a token passes through; default all. */
  activeParameters?: number;
  /** k1 / k2, as in {@link MixtureOfExpertsSize}. */
  memoryToCompute: number;
}

function dividedBy(effective: EffectiveSize, size: number): CapacityDensity {
  const parameters = typeof effective === "number" ? effective : effective?.parameters;
  if (parameters === undefined) refuse("UNSUPPORTED_TYPE", "an effective parameter size", effective, "effective");
  if (parameters === null) return { density: null, interval: null };
  if (requireFinite(parameters, "effective") < 0) {
    refuse("OUT_OF_RANGE", "a size of at least 0", parameters, "effective");
  }
  const interval = typeof effective === "number" ? null : effective.interval;
  if (interval !== null) requireEstimate(interval, "effective.interval");
  const divide = (value: number | null): number | null => (value === null ? null : value / size);
  const divided = {
    density: requireFinite(parameters / size, "actual"),
    interval: interval && {
      estimate: interval.estimate / size,
      standardError: divide(interval.standardError),
      lower: divide(interval.lower),
      upper: divide(interval.upper),
      level: interval.level,
    },
  };
  return requireHeld(divided, "effective");
}

/**
 * The capacity density of a dense model: its effective parameter size over its actual one, rho = Nhat / N.
 *
 * Count N as the reference does: without embeddings for Xiao et al. 2025, which matters by 3 % at 70B and 27 % at 2B.
 *
 * @param effective - of {@link effectiveParameterSize}, or a number of parameters.
 * @param actual - `parameters`, above zero.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `OUT_OF_RANGE`, `UNSUPPORTED_TYPE`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), equation 1.
 *
 * @example
 * ```ts
 * import { capacityDensity } from "scaling-laws/densing";
 *
 * console.log(capacityDensity(12e9, { parameters: 8e9 }).density); // => 1.5
 * ```
 */
export function capacityDensity(effective: EffectiveSize, actual: { parameters: number }): CapacityDensity {
  requireOptions(actual, "actual");
  return dividedBy(effective, requirePositive(actual?.parameters, "actual.parameters"));
}

/**
 * The capacity density of a mixture of experts, on the basis of inference time: all parameters are read, the active ones
 * computed with,
 *
 * rho = Nhat (k1 + k2) / (N_total k1S + N_active k2).
 *
 * It lies between Nhat / N_total and Nhat / N_active; the ratio k1 / k2 decides where, and is the caller's to say.
 *
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `OUT_OF_RANGE` (more active parameters than there are).
 *
 * Source: Xiao et al. 2025, Nature Machine Intelligence, equation 6.
 *
 * @example
 * ```ts
 * import { mixtureOfExpertsDensity } from "scaling-laws/densing";
 *
 * const size = { totalParameters: 46.7e9, activeParameters: 12.9e9 };
 * const printed = mixtureOfExpertsDensity(10e9, { ...size, memoryToCompute: 2.45 });
 * console.log(printed.density?.toFixed(4)); // => "0.2710"
 * const byItsNumbers = mixtureOfExpertsDensity(10e9, { ...size, memoryToCompute: 0.4088 });
 * console.log(byItsNumbers.density?.toFixed(4)); // => "0.4404"
 * ```
 */
export function mixtureOfExpertsDensity(effective: EffectiveSize, actual: MixtureOfExpertsSize): CapacityDensity {
  requireOptions(actual, "actual");
  const total = requirePositive(actual?.totalParameters, "actual.totalParameters");
  const active = requirePositive(actual.activeParameters, "actual.activeParameters");
  if (active > total) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      `Expected at most ${total} active parameters but got ${active}`,
      "actual.activeParameters",
    );
  }
  const ratio = requirePositive(actual.memoryToCompute, "actual.memoryToCompute");
  const offloading = requirePositive(actual.offloading ?? 1, "actual.offloading");
  return dividedBy(effective, (total * ratio * offloading + active) / (ratio + 1));
}

/**
 * The capacity density of a quantised model, on the basis of inference time: its weights are read bits / fullBits times
 * as fast and computed with as before,
 *
 * rho = Nhat (k1 + k2) / (N k1Q + N_active k2), k1Q = k1 bits / fullBits.
 *
 * `effective` is the size for the score after quantisation, which usually costs more than the smaller memory gains.
 *
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `OUT_OF_RANGE`.
 *
 * Source: Xiao et al. 2025, Nature Machine Intelligence, equation 7, with k1Q = k1 / 4 for 4 bits.
 *
 * @example
 * ```ts
 * import { quantizedDensity } from "scaling-laws/densing";
 *
 * const four = quantizedDensity(7e9, { parameters: 8.03e9, bits: 4, memoryToCompute: 2.45 });
 * console.log(four.density?.toFixed(4)); // => "1.8651"
 * ```
 */
export function quantizedDensity(effective: EffectiveSize, actual: QuantizedSize): CapacityDensity {
  requireOptions(actual, "actual");
  const parameters = requirePositive(actual?.parameters, "actual.parameters");
  const active = requirePositive(actual.activeParameters ?? parameters, "actual.activeParameters");
  if (active > parameters) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      `Expected at most ${parameters} active parameters but got ${active}`,
      "actual.activeParameters",
    );
  }
  const share = requirePositive(actual.bits, "actual.bits") / requirePositive(actual.fullBits ?? 16, "actual.fullBits");
  const ratio = requirePositive(actual.memoryToCompute, "actual.memoryToCompute");
  return dividedBy(effective, (parameters * ratio * share + active) / (ratio + 1));
}
