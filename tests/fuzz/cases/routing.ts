import { abnar2025 } from "../../../src/published/abnar2025.ts";
import { krajewski2024 } from "../../../src/published/krajewski2024.ts";
import { ludziejewski2025 } from "../../../src/published/ludziejewski2025.ts";
import { zhao2025 } from "../../../src/published/zhao2025.ts";
import {
  compareRouters,
  crossValidate,
  effectiveParameterCount,
  effectiveParameterCountInterval,
  expertsForLoss,
  fitRoutingLaw,
  fitUtilizationLaw,
  isMoeLaw,
  isRoutingLaw,
  isUtilizationLaw,
  lossLawAtExperts,
  parametersForLoss,
  predictMoeLoss,
  predictRoutedLoss,
  predictUtilizationLoss,
  routingCutoff,
  saturatedExperts,
} from "../../../src/routing/index.ts";
import { MADE, madeLoss } from "../../routing/made-sweep.ts";
import { type FuzzCase, fuzzCase } from "../fuzz-case.ts";
import { deepFreeze } from "../mutate.ts";
import type { Random } from "../random.ts";
import { sampleAmounts, sampleFitOptions, sampleResponse, sampleSize, sometimes } from "../sample-columns.ts";
import { routingLaws, utilizationLaws } from "../sample-laws.ts";

const moe = deepFreeze(
  structuredClone([
    [ludziejewski2025.joint, { activeParameters: 1e9, experts: 8, tokens: 2e10 }],
    [krajewski2024.granularity, { parameters: 1e9, tokens: 2e10, granularity: 4 }],
    [abnar2025.sparsity, { parameters: 1e9, tokens: 2e10, sparsity: 0.5 }],
    [
      zhao2025.activation,
      { parameters: 1e9, activeParameters: 2e8, tokens: 2e10, expertsPerToken: 2, sharedRatio: 0.1 },
    ],
  ] as const),
);

const forms = ["saturating", "bilinear", "separable"];
const level = { level: 0.9 };
const model = { parameters: 1e9, experts: 64 };

function sampleSweep(random: Random): Record<"parameters" | "experts" | "loss", number[]> {
  const n = sampleSize(random, 300);
  const parameters = sampleAmounts(random, n, 7, 9.2).map((each) => Number(each.toPrecision(1)));
  const experts = parameters.map(() => random.pick([1, 2, 8, 64, 512]));
  const at = (i: number): number => madeLoss(MADE, { parameters: parameters[i]!, experts: experts[i]! });
  return { parameters, experts, loss: sampleResponse(random, n, at, 0.003) };
}

function routingOptions(random: Random, n: number): object {
  return {
    ...sampleFitOptions(random, n),
    ...sometimes(random, () => ({ form: random.pick(forms) })),
    ...sometimes(random, () => ({ interval: random.pick(["profile", "cluster", "percentile", "residual"]) })),
  };
}

export const routingCases: readonly FuzzCase[] = [
  fuzzCase(isRoutingLaw, (random) => [random.pick(routingLaws)]),
  fuzzCase(isUtilizationLaw, (random) => [random.pick(utilizationLaws)]),
  fuzzCase(isMoeLaw, (random) => [
    random.pick(moe)[0],
    random.pick(["joint", "granularity", "sparsity", "activation"]),
  ]),
  fuzzCase(fitRoutingLaw, (random) => {
    const sweep = sampleSweep(random);
    return [sweep, routingOptions(random, sweep.loss.length)];
  }),
  fuzzCase(fitUtilizationLaw, (random) => {
    const { parameters, experts, loss } = sampleSweep(random);
    const sweep = { flop: parameters, utilization: experts, loss };
    return [sweep, { ...routingOptions(random, loss.length), ...sometimes(random, () => ({ denseUtilization: 1 })) }];
  }),
  fuzzCase(crossValidate, (random) => {
    const made = sampleSweep(random);
    const sweep = { ...made, ...sometimes(random, () => ({ experts: sampleAmounts(random, made.loss.length, 0, 4) })) };
    const weights = sometimes(random, () => ({ weights: sampleAmounts(random, sweep.loss.length, -1, 1) }));
    return [sweep, { leaveOut: random.pick(["size", "experts", "row"]), form: random.pick(forms), ...weights }];
  }),
  fuzzCase(predictRoutedLoss, (random) => [random.pick(routingLaws), model, level]),
  fuzzCase(predictUtilizationLoss, (random) => [
    random.pick(utilizationLaws),
    { flop: 1e9, utilization: 0.1, denseUtilization: 1 },
    level,
  ]),
  fuzzCase(routingCutoff, (random) => [random.pick(routingLaws)]),
  fuzzCase(effectiveParameterCount, (random) => [random.pick(routingLaws), model]),
  fuzzCase(effectiveParameterCountInterval, (random) => [random.pick(routingLaws), model, level]),
  fuzzCase(parametersForLoss, (random) => [random.pick(routingLaws), { loss: 2.2, experts: 16 }, level]),
  fuzzCase(expertsForLoss, (random) => [random.pick(routingLaws), { loss: 2.2, parameters: 1e9 }, level]),
  fuzzCase(saturatedExperts, (random) => [random.pick(routingLaws), 64]),
  fuzzCase(compareRouters, (random) => [
    random.pick<object>([{ ours: routingLaws[0], theirs: routingLaws[1] }, [routingLaws[0], routingLaws[2]]]),
    { parameters: random.pick<unknown>([1e9, [1e8, 1e9]]), experts: random.pick<unknown>([64, [2, 64]]) },
    level,
  ]),
  fuzzCase(predictMoeLoss, (random) => random.pick(moe)),
  fuzzCase(lossLawAtExperts, () => [moe[0][0], 8]),
];
