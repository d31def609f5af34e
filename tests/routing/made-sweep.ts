import type { RoutedModel } from "../../src/routing/routing-law.ts";

/** The formula as the paper prints it, written apart from the source under test. */
export interface MadeLaw {
  a: number;
  b: number;
  c: number;
  d: number;
  expertsStart: number;
  expertsMax: number;
}

export const MADE: MadeLaw = { a: -0.083, b: -0.12, c: 0.0101, d: 1.11, expertsStart: 2.1, expertsMax: 240 };

export function madeExperts({ expertsStart, expertsMax }: MadeLaw, experts: number): number {
  const kappa = 1 / (1 / expertsStart - 1 / expertsMax);
  return 1 / (1 / (experts - 1 + kappa) + 1 / expertsMax);
}

export function madeLoss(law: MadeLaw, { parameters, experts }: RoutedModel): number {
  const [size, saturated] = [Math.log10(parameters), Math.log10(madeExperts(law, experts))];
  return 10 ** (law.a * size + law.b * saturated + law.c * size * saturated + law.d);
}

export interface MadeSweep {
  parameters: number[];
  experts: number[];
  loss: number[];
}

export const SIZES = [1.5e7, 5.5e7, 1.3e8, 3.7e8, 1.3e9];
export const EXPERTS = [1, 2, 4, 8, 32, 128, 512];

/** Every size with every number of experts; `noise` is the size of a deterministic scatter in log10. */
export function madeSweep(law: MadeLaw = MADE, noise = 0, sizes = SIZES, experts = EXPERTS): MadeSweep {
  const models = sizes.flatMap((parameters) => experts.map((each) => ({ parameters, experts: each })));
  return {
    parameters: models.map((model) => model.parameters),
    experts: models.map((model) => model.experts),
    loss: models.map((model, i) => madeLoss(law, model) * 10 ** (noise * Math.sin(12.9898 * (i + 1)))),
  };
}
