import {
  fitRoutingLaw,
  fitUtilizationLaw,
  isRoutingLaw,
  isUtilizationLaw,
  predictRoutedLoss,
  predictUtilizationLoss,
  type RoutingFit,
  type RoutingOptions,
  routingCutoff,
  type UtilizationFit,
} from "../../src/routing/index.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { type Columns, describeConformance } from "../conformance/conformance.ts";
import { EXPERTS, MADE, madeLoss } from "./made-sweep.ts";

/** n runs over sizes and experts with a deterministic scatter. */
function runs(n: number): { parameters: number[]; experts: number[]; loss: number[] } {
  const models = Array.from({ length: n }, (_, i) => ({
    parameters: 1e7 * 10 ** (2.2 * ((i * 0.618) % 1)),
    experts: EXPERTS[i % EXPERTS.length] ?? 1,
  }));
  return {
    parameters: models.map((model) => model.parameters),
    experts: models.map((model) => model.experts),
    loss: models.map((model, i) => madeLoss(MADE, model) * 10 ** (2e-3 * Math.sin(12.9898 * (i + 1)))),
  };
}

function routed(data: Columns): { parameters: ArrayLike<number>; experts: ArrayLike<number>; loss: ArrayLike<number> } {
  const { parameters = [], experts = [], loss = [] } = data;
  return { parameters, experts, loss };
}

const answers = (law: Parameters<typeof predictRoutedLoss>[0]) => [
  predictRoutedLoss(law, { parameters: 2e8, experts: 16 }),
  predictRoutedLoss(law, { parameters: 1e12, experts: 2048 }),
  routingCutoff(law),
];

const ways: [string, RoutingOptions, boolean][] = [
  ["a saturating routing law", {}, false],
  ["a routing law by resampled rows", { interval: "percentile" }, true],
  ["a routing law by resampled residuals", { interval: "residual" }, true],
  ["a bilinear routing law", { form: "bilinear" }, false],
  ["a separable routing law", { form: "separable" }, false],
];

for (const [name, options, resampled] of ways) {
  describeConformance<RoutingFit>({
    name,
    kind: "routing-law",
    fit: (data, common) => fitRoutingLaw(routed(data), { ...common, ...options }),
    predict: answers,
    predictStored: (text) => answers(parseFit(text, "routing-law")),
    guard: isRoutingLaw,
    data: runs,
    maxBytes: 5000,
    searched: options.form === undefined,
    resampled,
  });
}

const utilized = (law: Parameters<typeof predictUtilizationLoss>[0]) => [
  predictUtilizationLoss(law, { flop: 2e8, utilization: 16 }),
  predictUtilizationLoss(law, { flop: 1e12, utilization: 2048 }),
];

describeConformance<UtilizationFit>({
  name: "a utilization law",
  kind: "utilization-law",
  fit: (data, common) => {
    const { flop = [], utilization = [], loss = [] } = data;
    return fitUtilizationLaw({ flop, utilization, loss }, common);
  },
  predict: utilized,
  predictStored: (text) => utilized(parseFit(text, "utilization-law")),
  guard: isUtilizationLaw,
  data: (n) => {
    const { parameters, experts, loss } = runs(n);
    return { flop: parameters, utilization: experts, loss };
  },
  maxBytes: 5000,
  searched: true,
  resampled: false,
});
