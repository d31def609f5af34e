// The notebook densing.ipynb as a plain script: npm run example -- examples/notebooks/densing.ts

// %% [markdown]
// # How dense are models, and how fast does that grow?
//
// The capacity density of a model is the size of the reference model that scores as well, over its own size; the densing
// law says that the densest models double it every few months (Xiao et al. 2025,
// [2412.04315](https://arxiv.org/abs/2412.04315)). The paper prints no coefficients; the library has those recovered from
// its figures. Outside the repository write `npm:scaling-laws/densing` for `scaling-laws/densing`.

// %%
import { densingChart, performanceChart } from "scaling-laws/charts";
import {
  capacityDensity,
  effectiveParameterSize,
  equivalentParameters,
  fitDensingLaw,
  predictScore,
} from "scaling-laws/densing";
import { xiao2025 } from "scaling-laws/published";
import { formatEstimate, formatPValue, formatSi } from "scaling-laws/report";
import { normalScatter } from "./support/scatter.ts";
import { chart, table } from "./support/show.ts";

// %% [markdown]
// ## From a score to a size
//
// The reference: loss from size and tokens, score from loss, on the average of five benchmarks. The paper's points are not
// printed, so those drawn here are **simulated**: twelve losses of the range it shows, on its curve, scattered by 1.5
// points. A score of 60 leads back to a loss, and that to the size a reference model needs with five trillion tokens.

// %%
const { average, figure1 } = xiao2025;
const loss = Array.from({ length: 12 }, (_, i) => 0.165 + 0.016 * i);
const score = loss.map((each, i) => {
  const exact = predictScore(average.curve, each).estimate ?? 0;
  return exact + 1.5 * normalScatter(i + 1);
});
const effectiveSize = effectiveParameterSize(average, 60);
await chart(
  performanceChart({ loss, score }, average.curve, {
    effectiveSize,
    title: "The way back from a score",
    scoreTitle: "Average score (%)",
  }),
);

// %% [markdown]
// The size hangs on the tokens the reference is given, which the two versions of the paper set differently, and near the
// floor and the ceiling of the curve it hangs on everything:

// %%
await table(
  [15, 30, 45, 60, 85].map((score) => {
    const [later, earlier] = [5e12, 1e12].map((referenceTokens) =>
      effectiveParameterSize(average, score, { referenceTokens }),
    );
    const size = (parameters: number | null | undefined): string =>
      parameters === null || parameters === undefined
        ? "none"
        : formatSi(parameters).replace(" G", " B");
    return {
      score,
      "5T tokens": size(later?.parameters),
      "1T tokens": size(earlier?.parameters),
      outcome: later?.status,
    };
  }),
);
const density = capacityDensity(effectiveSize, { parameters: 24e9 });
console.log(
  `A model of 24 billion that scores 60 has a density of ${density.density?.toPrecision(3)}`,
);

// %% [markdown]
// ## The published records
//
// Nine record holders of figure 1, recovered from the drawing. The line through them is the published analysis. Its
// interval is descriptive: records rise by construction.

// %%
const published = {
  date: figure1.records.map((record) => record.date),
  density: figure1.records.map((record) => record.density),
  name: figure1.records.map((record) => record.name),
};
const records = fitDensingLaw(published);
console.log(
  `Doubling time of the records: ${formatEstimate(records.doublingTimeDays, { unit: "days" })}`,
);
const smaller = equivalentParameters(records, {
  parameters: 70e9,
  fromDate: "2023-07-18",
  toDate: "2024-07-18",
});
console.log(
  `What took 70 billion in July 2023 takes, a year later: ${formatEstimate(smaller, { number: formatSi })}`,
);
await table(
  records.withoutEachRecord.map(({ name, doublingTimeDays }) => ({
    without: name,
    doublingTimeDays,
  })),
);

// %%
await chart(densingChart(published, records, { title: "Nine recovered records" }));

// %% [markdown]
// ## What records do to a slope
//
// **Simulated**: eighty models over two years whose typical density doubles every 300 days, scattered by a factor of
// three. The line through their records is steeper, and its interval leaves the truth out; that of all models holds it.

// %%
const DAY = 86_400_000;
const simulated = { date: [] as string[], density: [] as number[], name: [] as string[] };
for (let k = 1; k <= 80; k++) {
  const day = 9 * k;
  simulated.date.push(new Date(Date.UTC(2023, 0, 1) + day * DAY).toISOString().slice(0, 10));
  simulated.density.push(0.1 * 2 ** (day / 300) * 3 ** normalScatter(k));
  simulated.name.push(`model ${k}`);
}
const law = fitDensingLaw(simulated);
const nine = law.quantile90.doublingTimeDays;
console.log("Truth: 300 days");
console.log(`Records: ${formatEstimate(law.doublingTimeDays, { unit: "days" })}`);
if (law.all.doublingTimeDays)
  console.log(`All models: ${formatEstimate(law.all.doublingTimeDays, { unit: "days" })}`);
if (nine) console.log(`Ninth decile: ${formatEstimate(nine, { unit: "days" })}`);
if (law.permutation)
  console.log(`Records as steep in random order: ${formatPValue(law.permutation.pValue)}`);

// %%
await chart(
  densingChart(simulated, law, { title: "Eighty simulated models and their records" }),
);
