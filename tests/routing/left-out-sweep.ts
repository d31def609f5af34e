import { expect } from "vitest";
import {
  type CrossValidationOptions,
  crossValidate,
  fitRoutingLaw,
  predictRoutedLoss,
} from "../../src/routing/index.ts";
import { MADE, type MadeLaw, type MadeSweep, madeLoss } from "./made-sweep.ts";

/** Scatter without a generator, from 0 to 1. */
export const fraction = (k: number): number => (k * 0.6180339887498949) % 1;

interface Scattered {
  law?: MadeLaw;
  noise?: number;
  /** How many numbers of experts there are; as many as runs by default. */
  levels?: number;
  /** How many sizes. */
  sizes?: number;
}

/** Runs scattered over sizes and numbers of experts, with roughly normal errors of log10 loss. */
export function scattered(n: number, { law = MADE, noise = 0.003, levels = n, sizes = n }: Scattered = {}): MadeSweep {
  const runs = Array.from({ length: n }, (_, i) => ({
    parameters: Math.round(10 ** (7 + 2.3 * fraction((i % sizes) + 1))),
    experts: Math.round(2 ** (9 * fraction(3 * (i % levels) + 1))),
  }));
  const error = (i: number): number => [1, 2, 3, 4].reduce((sum, k) => sum + fraction(17 * k * i + 5 * k) - 0.5, 0);
  return {
    parameters: runs.map((run) => run.parameters),
    experts: runs.map((run) => run.experts),
    loss: runs.map((run, i) => madeLoss(law, run) * 10 ** (noise * Math.sqrt(3) * error(i))),
  };
}

/** The definition: for each group the root of the mean square and the mean error of a law fitted to the other runs. */
function refitted(sweep: MadeSweep, { leaveOut, form = "saturating", weights }: CrossValidationOptions, every = 1) {
  const keys = leaveOut === "row" ? sweep.loss.map((_, i) => i) : sweep[leaveOut === "size" ? "parameters" : "experts"];
  const groups = [...new Set(keys)].sort((a, b) => a - b);
  return groups.map((left, place) => {
    if (place % every > 0) return null;
    const kept = keys.flatMap((key, i) => (key === left ? [] : [i]));
    const pick = (column: ArrayLike<number>): number[] => kept.map((i) => column[i]!);
    const columns = { parameters: pick(sweep.parameters), experts: pick(sweep.experts), loss: pick(sweep.loss) };
    const law = fitRoutingLaw(columns, weights === undefined ? { form } : { form, weights: pick(weights) });
    const errors = keys.flatMap((key, i) => {
      const model = { parameters: sweep.parameters[i]!, experts: sweep.experts[i]! };
      return key === left ? [Math.log10(sweep.loss[i]! / (predictRoutedLoss(law, model).estimate ?? NaN))] : [];
    });
    const mean = errors.reduce((a, b) => a + b) / errors.length;
    return { left, n: errors.length, rootMeanSquareError: Math.hypot(...errors) / Math.sqrt(errors.length), mean };
  });
}

/** @param every - Of the groups each so many-th is looked at. */
export function expectDefinition(sweep: MadeSweep, options: CrossValidationOptions, digits = 10, every = 1): void {
  const found = crossValidate(sweep, options);
  const expected = refitted(sweep, options, every);
  expect(found.groups).toHaveLength(expected.length);
  found.groups.forEach((group, place) => {
    const refit = expected[place];
    if (!refit) return;
    expect([group.left, group.n]).toEqual([refit.left, refit.n]);
    expect(group.rootMeanSquareError, `${group.left}`).toBeCloseTo(refit.rootMeanSquareError, digits);
    expect(group.meanError, `${group.left}`).toBeCloseTo(refit.mean, digits);
  });
}

export const weightsOf = (sweep: MadeSweep): number[] => sweep.loss.map((_, i) => 10 ** (2 * fraction(11 * i + 2) - 1));
