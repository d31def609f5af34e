import { fitBrokenPowerLaw } from "../../src/loss-laws/broken-power-law.ts";
import { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import type { AnyLossLaw } from "../../src/loss-laws/loss-formula.ts";
import { fitLossLaw, isLossLaw, type LossLaw, type LossLawWithoutIrreducible } from "../../src/loss-laws/loss-law.ts";
import type { LossLawOptions } from "../../src/loss-laws/loss-law-options.ts";
import { isPowerLaw, predictPowerLaw } from "../../src/loss-laws/power-law.ts";
import { fitPowerLaw } from "../../src/loss-laws/power-law-fit.ts";
import { predictBrokenPowerLaw } from "../../src/loss-laws/predict-broken-power-law.ts";
import { predictLoss } from "../../src/loss-laws/predict-loss.ts";
import { isLaw, parseFit } from "../../src/statistics/saved-law.ts";
import { type Columns, describeConformance } from "./conformance.ts";

/** The fraction of k golden ratios: scatter without a generator. */
function fraction(k: number): number {
  return (k * 0.6180339887498949) % 1;
}

function runs(n: number): { parameters: number[]; tokens: number[]; loss: number[] } {
  const parameters = Array.from({ length: n }, (_, i) => 10 ** (7.5 + 2.5 * fraction(i + 1)));
  const tokens = parameters.map((size, i) => size * 10 ** (0.5 + 2 * fraction(5 * i + 2)));
  const loss = parameters.map(
    (size, i) => (1.8 + 480 / size ** 0.35 + 2100 / tokens[i]! ** 0.37) * (1 + 0.02 * (fraction(7 * i + 3) - 0.5)),
  );
  return { parameters, tokens, loss };
}

function lossColumns(data: Columns) {
  return { parameters: data["parameters"] ?? [], tokens: data["tokens"] ?? [], loss: data["loss"] ?? [] };
}

function questions(law: AnyLossLaw) {
  return [
    predictLoss(law, { parameters: 1e9, tokens: 2e10 }),
    predictLoss(law, { parameters: 1e12, tokens: 2e13 }),
    computeOptimal(law, { flop: 1e21 }),
  ];
}

const lossLaws: Record<string, LossLawOptions> = {
  Huber: {},
  absolute: { objective: "absolute" },
  "least squares": { objective: "least-squares" },
  "least squares of the loss itself": { objective: "least-squares", on: "raw" },
  "Huber, without irreducible loss": { irreducible: "none" },
};

for (const [name, own] of Object.entries(lossLaws)) {
  describeConformance<LossLaw | LossLawWithoutIrreducible>({
    name: `a loss law, ${name}`,
    kind: "loss-law",
    data: runs,
    fit: (data, options) => fitLossLaw(lossColumns(data), { ...options, ...own }),
    predict: questions,
    predictStored: (text) => questions(parseFit(text, "loss-law")),
    guard: isLossLaw,
    maxBytes: 4000,
    resampled: own.objective !== "least-squares",
    searched: true,
  });
}

function curve(n: number): { x: number[]; y: number[] } {
  const x = Array.from({ length: n }, (_, i) => 10 ** (2 + 6 * fraction(i + 1)));
  const y = x.map((at, i) => (1.5 + 9 * at ** -0.25) * (1 + 0.02 * (fraction(7 * i + 3) - 0.5)));
  return { x, y };
}

function curveColumns(data: Columns) {
  return { x: data["x"] ?? [], y: data["y"] ?? [] };
}

const INPUTS = [1e3, 1e7, 1e12];

for (const offset of ["none", "fitted"] as const) {
  describeConformance({
    name: `a power law, offset ${offset}`,
    kind: "power-law",
    data: curve,
    fit: (data, options) => fitPowerLaw(curveColumns(data), { ...options, offset }),
    predict: (law) => INPUTS.map((x) => predictPowerLaw(law, x)),
    predictStored: (text) => INPUTS.map((x) => predictPowerLaw(parseFit(text, "power-law"), x)),
    guard: isPowerLaw,
    maxBytes: 3000,
    resampled: false,
    searched: true,
  });
}

describeConformance({
  name: "a broken power law",
  kind: "broken-power-law",
  data: curve,
  fit: (data, options) => fitBrokenPowerLaw(curveColumns(data), { ...options, breaks: 0 }),
  predict: (law) => INPUTS.map((x) => predictBrokenPowerLaw(law, x)),
  predictStored: (text) => INPUTS.map((x) => predictBrokenPowerLaw(parseFit(text, "broken-power-law"), x)),
  guard: (value) => isLaw(value, "broken-power-law"),
  maxBytes: 3000,
  resampled: false,
  searched: true,
});
