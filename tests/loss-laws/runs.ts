/** Losses of a made-up law, and runs to put it on: expected values in these tests are this law's own closed forms. */
export const LAW = { E: 1.7, A: 400, B: 410, alpha: 0.34, beta: 0.28 };

export interface Runs {
  parameters: number[];
  tokens: number[];
  loss: number[];
}

export function lossOf(parameters: number, tokens: number, law: typeof LAW = LAW): number {
  return law.E + law.A / parameters ** law.alpha + law.B / tokens ** law.beta;
}

/** The fraction of k golden ratios, less a half: scatter without a generator. */
export function scatter(k: number): number {
  return ((k * 0.6180339887498949) % 1) - 0.5;
}

/** Every size with every number of tokens, the losses scattered by up to `noise` either way, relatively. */
export function crossedRuns(noise = 0, law: typeof LAW = LAW): Runs {
  const sizes = [1e8, 4e8, 1.6e9, 6.4e9];
  const amounts = [2e9, 8e9, 3.2e10, 1.28e11, 5e11];
  const pairs = sizes.flatMap((parameters) => amounts.map((tokens) => ({ parameters, tokens })));
  return {
    parameters: pairs.map((run) => run.parameters),
    tokens: pairs.map((run) => run.tokens),
    loss: pairs.map((run, i) => lossOf(run.parameters, run.tokens, law) * (1 + 2 * noise * scatter(i + 1))),
  };
}
