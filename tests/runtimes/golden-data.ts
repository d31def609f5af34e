/** Inputs of the golden numbers, by arithmetic that IEEE 754 fixes: sums, products, quotients and remainders only. */

/** The fraction of k golden ratios, less a half: scatter without a generator. */
export function scatter(k: number): number {
  return ((k * 0.6180339887498949) % 1) - 0.5;
}

export interface GoldenSeries {
  year: number[];
  value: number[];
}

/** Four points a year since 2000: growth of 5 % a quarter, from 2010 on of 30 %, scattered by up to a factor of 2.3. */
export function growingSeries(): GoldenSeries {
  const year = Array.from({ length: 80 }, (_, i) => 2000 + i / 4);
  let level = 1e15;
  const value = year.map((at, i) => {
    level *= at < 2010 ? 1.05 : 1.3;
    return level * (1 + 1.4 * (scatter(i + 1) + 0.5));
  });
  return { year, value };
}

/** Model sizes on a rising grid with nothing between 8e9 and 5e10. */
export function gappedSizes(): number[] {
  let size = 1e8;
  return Array.from({ length: 60 }, (_, i) => {
    size *= i === 40 ? 6.5 : 1.11 + 0.04 * scatter(i + 7);
    return size;
  });
}

export interface GoldenRuns {
  parameters: number[];
  tokens: number[];
  loss: number[];
}

/** Losses of 1.7 + 6000 / N^(1/2) + 47.4 / D^(1/4), scattered by up to half a percent. */
export function trainingRuns(): GoldenRuns {
  const runs: GoldenRuns = { parameters: [], tokens: [], loss: [] };
  for (const parameters of [1e8, 4e8, 1.6e9, 6.4e9]) {
    for (const tokens of [1e9, 4e9, 1.6e10, 6.4e10, 2.56e11]) {
      const k = runs.loss.length + 1;
      const clean = 1.7 + 6000 / Math.sqrt(parameters) + 150 / Math.sqrt(Math.sqrt(tokens) * 10);
      runs.parameters.push(parameters);
      runs.tokens.push(tokens);
      runs.loss.push(clean * (1 + 0.01 * scatter(k)));
    }
  }
  return runs;
}

/** Validation losses of routed models: two sizes of the doc comment of `fitRoutingLaw`, with one between. */
export const ROUTED: { parameters: number[]; experts: number[]; loss: number[] } = {
  parameters: [2e7, 2e7, 2e7, 2e7, 2e7, 1.5e8, 1.5e8, 1.5e8, 1.5e8, 1.5e8, 1e9, 1e9, 1e9, 1e9, 1e9],
  experts: [1, 4, 16, 64, 256, 1, 4, 16, 64, 256, 1, 4, 16, 64, 256],
  loss: [3.15, 2.98, 2.79, 2.65, 2.57, 2.66, 2.547, 2.418, 2.32, 2.262, 2.28, 2.21, 2.13, 2.06, 2.02],
};

/** Dated densities of made-up models, doubling about every hundred days. */
export const DENSITIES: { date: string[]; density: number[] } = {
  date: [
    ...["2023-01-01", "2023-01-01", "2023-04-11", "2023-05-01", "2023-07-20", "2023-08-30", "2023-10-28"],
    ...["2023-12-24", "2024-02-02", "2024-03-15", "2024-05-12"],
  ],
  density: [0.1, 0.05, 0.21, 0.15, 0.38, 0.22, 0.8, 0.5, 1.7, 1.1, 2.9],
};
