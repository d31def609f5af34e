import {
  computeOptimal,
  criticalBatchTokens,
  effectiveTokens,
  fitBrokenPowerLaw,
  fitIsoFlop,
  fitLossLaw,
  fitPowerLaw,
  flopForLoss,
  frontierLoss,
  invertPowerLaw,
  isLossLaw,
  isPowerLaw,
  leaveLargestOut,
  predictBrokenPowerLaw,
  predictKaplanLoss,
  predictKaplanTrainingLoss,
  predictLoss,
  predictPowerLaw,
  predictRepeatedLoss,
} from "../../../src/loss-laws/index.ts";
import { kaplan2020 } from "../../../src/published/kaplan2020.ts";
import { type FuzzCase, fuzzCase } from "../fuzz-case.ts";
import { deepFreeze } from "../mutate.ts";
import type { Random } from "../random.ts";
import { sampleAmounts, sampleFitOptions, sampleResponse, sampleSize, sometimes } from "../sample-columns.ts";
import { brokenPowerLaws, lossLaws, powerLaws } from "../sample-laws.ts";

const kaplan = deepFreeze(structuredClone(kaplan2020));
const level = { level: 0.9 };
const compute = { level: 0.9, flopPerParameterToken: 6 };

function sampleRuns(random: Random, most: number): Record<"parameters" | "tokens" | "loss", number[]> {
  const n = sampleSize(random, most);
  const parameters = sampleAmounts(random, n, 7.5, 10);
  const tokens = sampleAmounts(random, n, 9, 12);
  const at = (i: number): number => 1.8 + 480 / parameters[i]! ** 0.35 + 2100 / tokens[i]! ** 0.37;
  return { parameters, tokens, loss: sampleResponse(random, n, at, 0.01) };
}

function lossOptions(random: Random, n: number): object {
  return {
    ...sampleFitOptions(random, n),
    objective: random.pick(["huber", "absolute", "least-squares"]),
    ...sometimes(random, () => ({ irreducible: "none" })),
    ...sometimes(random, () => ({ on: random.pick(["log", "raw"]) })),
    ...sometimes(random, () => ({ huberDelta: 1e-3 })),
    ...sometimes(random, () => ({ interval: random.pick(["percentile", "t", "cluster"]) })),
  };
}

function sampleCurve(random: Random, most: number): Record<"x" | "y", number[]> {
  const n = sampleSize(random, most);
  const x = sampleAmounts(random, n, 2, 8);
  return { x, y: sampleResponse(random, n, (i) => 1.5 + 9 * x[i]! ** -0.25, 0.02) };
}

export const lossLawCases: readonly FuzzCase[] = [
  fuzzCase(isLossLaw, (random) => [random.pick(lossLaws)]),
  fuzzCase(isPowerLaw, (random) => [random.pick(powerLaws)]),
  fuzzCase(fitLossLaw, (random) => {
    const runs = sampleRuns(random, 300);
    return [runs, lossOptions(random, runs.loss.length)];
  }),
  fuzzCase(leaveLargestOut, (random) => {
    const runs = sampleRuns(random, 300);
    return [
      runs,
      { by: random.pick(["flop", "parameters", "tokens"]), share: 0.1, resamples: 9, objective: "least-squares" },
    ];
  }),
  fuzzCase(fitPowerLaw, (random) => {
    const curve = sampleCurve(random, 2000);
    const options = { offset: random.pick(["none", "fitted"]), on: random.pick(["log", "raw"]) };
    return [curve, { ...sampleFitOptions(random, curve.x.length), ...options }];
  }),
  fuzzCase(fitBrokenPowerLaw, (random) => {
    const curve = sampleCurve(random, 300);
    const options = { breaks: random.pick([0, 1, 2, 3]), on: random.pick(["log1p", "log", "raw"]) };
    return [curve, { ...sampleFitOptions(random, curve.x.length), ...options }];
  }),
  fuzzCase(fitIsoFlop, (random) => {
    const { parameters, tokens, loss } = sampleRuns(random, 2000);
    const flop = parameters.map((_, i) => 10 ** (18 + (i % 3)));
    const columns = random.pick([
      { parameters, flop, loss },
      { parameters, tokens, loss },
    ]);
    return [
      columns,
      { windowDex: 0.1, flopPerParameterToken: 6, level: 0.9, ...sometimes(random, () => ({ budgets: [1e18, 1e19] })) },
    ];
  }),
  fuzzCase(predictLoss, (random) => [random.pick(lossLaws), { parameters: 1e9, tokens: 2e10 }, level]),
  fuzzCase(computeOptimal, (random) => [
    random.pick(lossLaws),
    random.pick([{ flop: 1e21 }, { parameters: 1e9 }]),
    compute,
  ]),
  fuzzCase(frontierLoss, (random) => [random.pick(lossLaws), 1e21, compute]),
  fuzzCase(flopForLoss, (random) => [random.pick(lossLaws), 2.1, compute]),
  fuzzCase(effectiveTokens, () => [{ tokens: 4e9, uniqueTokens: 1e9 }, { tokenRepetitions: 15 }]),
  fuzzCase(predictRepeatedLoss, (random) => [
    random.pick(lossLaws),
    { parameters: 1e9, tokens: 4e10, uniqueTokens: 1e9 },
    { level: 0.9, tokenRepetitions: 15, parameterRepetitions: 5 },
  ]),
  fuzzCase(predictPowerLaw, (random) => [random.pick(powerLaws), 1e5, level]),
  fuzzCase(invertPowerLaw, (random) => [random.pick(powerLaws), 2.5, level]),
  fuzzCase(predictBrokenPowerLaw, (random) => [random.pick(brokenPowerLaws), 1e5, level]),
  fuzzCase(predictKaplanLoss, () => [kaplan.joint, { parameters: 1e9, tokens: 2e10 }]),
  fuzzCase(predictKaplanTrainingLoss, () => [kaplan.training, { parameters: 1e9, steps: 1e5 }]),
  fuzzCase(criticalBatchTokens, () => [kaplan.criticalBatch, 2.5]),
];
