// The notebook corpus.ipynb as a plain script: npm run example -- examples/notebooks/corpus.ts

// %% [markdown]
// # How many parameters does a corpus ask for?
//
// Kausik 2024 ([2402.14746](https://arxiv.org/abs/2402.14746)) ties the size of an efficient model to the unique
// sequences of its corpus: bounded by tokens x e^2 and tokens x e, with e = B / tokens^beta of a loss law. The claim is the
// paper's, the constants are in part reconstructed (`sources` says which), so a factor of a few is within the doubt.
// Outside the repository write `npm:scaling-laws/corpus` for `scaling-laws/corpus`.

// %%
import type { ChartSpec } from "scaling-laws/charts";
import {
  corpusExponents,
  corpusFactorInterval,
  efficientParameters,
  emergenceHeadroom,
  expectedUniqueSequences,
  fitUniqueSequences,
  predictUniqueSequences,
  zipfProbabilities,
} from "scaling-laws/corpus";
import { parseModelTable } from "scaling-laws/dataset";
import { besiroglu2024, hoffmann2022 } from "scaling-laws/published";
import { formatEstimate, formatSi, summarize } from "scaling-laws/report";
import { chart, table } from "./support/show.ts";
import { notableSystems } from "./support/systems.ts";

// %% [markdown]
// ## How fast new sequences appear
//
// **Simulated**: sequences drawn from a source whose frequencies fall so that the number of different ones grows as
// tokens^0.58, at least for long. The expected counts are exact; a line in logs through them gives the exponent back, a
// little low, for the source is finite and runs dry.

// %%
const source = zipfProbabilities(0.58, 200_000);
const tokens = [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6];
const growth = fitUniqueSequences({
  tokens,
  unique: tokens.map((each) => expectedUniqueSequences(each, source)),
});
console.log(summarize(growth));
console.log(
  `Unique sequences in 10^7 tokens: ${formatEstimate(predictUniqueSequences(growth, 1e7))}`,
);
console.log(`Exact: ${Math.round(expectedUniqueSequences(1e7, source))}`);

// %% [markdown]
// The difference is the lesson: an exponent from a small part of a corpus extrapolates with its curvature left out, and
// its interval does not know.
//
// ## The exponents of efficient models
//
// By which factor must parameters grow when loss is to fall as it does with twice the tokens? The bounds follow from beta;
// the interval carries the uncertainty of beta through.

// %%
const { lower, middle, upper } = corpusExponents(
  besiroglu2024.notebook.coefficients.beta.estimate,
);
console.log(
  `Exponents: ${[lower, middle, upper].map((each) => each?.toFixed(3) ?? "none").join(", ")}`,
);
const { factors } = corpusFactorInterval(2, besiroglu2024.notebook);
await table(
  Object.entries(factors).map(([exponent, factor]) => ({
    exponent,
    factor: factor?.estimate ?? null,
    lower: factor?.lower ?? null,
    upper: factor?.upper ?? null,
  })),
);

// %% [markdown]
// ## Real models beside the bounds
//
// The language models since 2020 of the embedded table whose parameters and training tokens are known. By the paper's
// claim a model below the lower bound has room to find something new in its corpus, one above the upper bound has none.

// %%
const law = hoffmann2022;
const models = parseModelTable(notableSystems()).records.flatMap((record) => {
  const { name, parameters, trainingDatasetSize, publicationDate } = record;
  if (!record.domains.includes("Language") || (publicationDate ?? "") < "2020") return [];
  if (parameters === null || trainingDatasetSize === null) return [];
  const { verdict } = emergenceHeadroom({ parameters, tokens: trainingDatasetSize }, law);
  return [
    {
      name,
      year: (publicationDate ?? "").slice(0, 4),
      parameters,
      tokens: trainingDatasetSize,
      verdict: verdict ?? "none",
    },
  ];
});
const years = [...new Set(models.map((model) => model.year))].sort();
await table(
  years.map((year) => {
    const these = models.filter((model) => model.year === year);
    const count = (verdict: string): number =>
      these.filter((model) => model.verdict === verdict).length;
    return {
      year,
      models: these.length,
      room: count("room"),
      undecided: count("undecided"),
      noRoom: count("no-room"),
    };
  }),
);

// %%
const range = models.map((model) => model.tokens);
const steps = Array.from({ length: 40 }, (_, i) => {
  const at = Math.min(...range) * (Math.max(...range) / Math.min(...range)) ** (i / 39);
  const efficient = efficientParameters(at, law);
  return {
    tokens: at,
    lower: efficient.atLowerExponent.estimate,
    upper: efficient.atUpperExponent.estimate,
  };
});
const tokenAxis = {
  field: "tokens",
  type: "quantitative",
  title: "Training tokens",
  scale: { type: "log", nice: false },
  axis: { format: ".0e", grid: false, values: [1e11, 1e12, 1e13] },
};
const sizeAxis = {
  type: "quantitative",
  title: "Parameters",
  scale: { type: "log", nice: false },
  axis: { format: ".0e", values: [1e9, 1e10, 1e11, 1e12] },
};
const spec: ChartSpec = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description: "Language models and the parameters that their corpora ask for",
  title: {
    text: "Models and the bounds of their corpora",
    subtitle: "Band: efficient sizes between the two bounds",
    anchor: "start",
  },
  width: 600,
  height: 380,
  layer: [
    {
      data: { values: steps },
      mark: { type: "area", color: "#E69F00", opacity: 0.3 },
      encoding: { x: tokenAxis, y: { field: "lower", ...sizeAxis }, y2: { field: "upper" } },
    },
    {
      data: { values: models },
      mark: { type: "point", filled: true, size: 45, opacity: 0.8 },
      encoding: {
        x: tokenAxis,
        y: { field: "parameters", ...sizeAxis },
        color: {
          field: "verdict",
          type: "nominal",
          title: null,
          scale: {
            domain: ["room", "undecided", "no-room"],
            range: ["#009E73", "#8c8c8c", "#D55E00"],
          },
        },
        tooltip: { field: "name", type: "nominal" },
      },
    },
  ],
};
await chart(spec);

// %% [markdown]
// ## One corpus
//
// What 15 trillion tokens ask for, by two published laws, at the two bounds and the exponent between them. An interval
// needs the covariance of B and beta, which neither paper prints; a law fitted with `keepDraws` has one.

// %%
const laws = { "Hoffmann 2022": hoffmann2022, "Besiroglu 2024": besiroglu2024.notebook };
await table(
  Object.entries(laws).map(([name, each]) => {
    const efficient = efficientParameters(15e12, each);
    const size = (value: number | null): string => (value === null ? "none" : formatSi(value));
    return {
      law: name,
      lower: size(efficient.atLowerExponent.estimate),
      middle: size(efficient.estimate),
      upper: size(efficient.atUpperExponent.estimate),
    };
  }),
);
