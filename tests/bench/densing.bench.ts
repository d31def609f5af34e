/**
 * The whole chain of densing, warm, imports excluded: reference law and curve with 1000 refits each, the effective size
 * and density of 50 models with 1000 draws each, and the law with its bootstrap and permutations. Goal: under 1 s.
 */
import {
  capacityDensity,
  effectiveParameterSize,
  fitDensingLaw,
  fitPerformanceCurve,
  fitScoreLaw,
} from "scaling-laws/densing";
import { fitLossLaw } from "scaling-laws/loss-laws";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { median } from "./gap-samples.ts";
import { record } from "./record.ts";

const random = randomSource(50);
const runs = [5e6, 3e7, 1e8, 2.5e8, 5e8, 8e8].flatMap((size) =>
  [10, 15, 20, 30, 40, 60].map((tokens) => ({ size, tokens: tokens * size })),
);
const reference = {
  parameters: runs.map((run) => run.size),
  tokens: runs.map((run) => run.tokens),
  loss: runs.map(
    ({ size, tokens }) => (2 / size ** 0.115 + 100 / tokens ** 0.277) * Math.exp(0.005 * standardNormal(random)),
  ),
};
const loss = [0.42, 0.38, 0.34, 0.31, 0.28, 0.26, 0.24, 0.22, 0.2, 0.18, 0.16, 0.14];
const score = loss.map((each) => 25 + 75 / (1 + Math.exp(25 * (each - 0.2))) + standardNormal(random));
const models = Array.from({ length: 50 }, (_, i) => ({
  date: isoOfDay(738_000 + 15 * i),
  parameters: 1e9 * (1 + (i % 7)),
  score: Math.min(85, 35 + 0.8 * i + 4 * standardNormal(random)),
}));

const fitReference = () => ({
  lossLaw: fitLossLaw(reference, {
    irreducible: "none",
    objective: "least-squares",
    on: "raw",
    interval: "percentile",
    keepDraws: true,
  }),
  curve: fitPerformanceCurve(
    { loss, score },
    { anchor: { loss: 0, score: 100 }, floorMin: 0, interval: "residual", keepDraws: true },
  ),
});

function chain(): number {
  const fitted = fitReference();
  const densities = models.map(
    (model) => capacityDensity(effectiveParameterSize(fitted, model.score), model).density ?? 1,
  );
  return fitDensingLaw({ date: models.map((model) => model.date), density: densities }).doublingTimeDays.estimate;
}

function report(what: string, ours: number, goal: string): void {
  record({ topic: "Densing", what: what.trim(), n: null, ours, ...(goal === "-" ? {} : { goal }) });
}

const fitted = fitReference();
report("whole chain, 50 models, 1000 draws", median(chain, 5), "1000 ms");
report("  loss law and curve, 1000 refits each", median(fitReference, 5), "-");
report(
  "  50 effective sizes, 1000 draws each",
  median(() => models.map((model) => effectiveParameterSize(fitted, model.score)), 5),
  "-",
);
report(
  "fitPerformanceCurve, 12 points and an anchor, t interval",
  median(() => fitPerformanceCurve({ loss, score }, { anchor: { loss: 0, score: 100 } }), 20),
  "-",
);
report(
  "fitScoreLaw, 8 sizes, both asymptotes fitted, 1000 refits",
  median(
    () =>
      fitScoreLaw(
        {
          size: [0.5e9, 1.8e9, 4e9, 7e9, 14e9, 32e9, 72e9, 110e9],
          score: [0.39, 0.47, 0.57, 0.62, 0.69, 0.74, 0.77, 0.8],
        },
        { interval: "residual" },
      ),
    5,
  ),
  "-",
);
