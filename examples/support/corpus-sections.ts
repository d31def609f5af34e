import type { ChartSpec } from "scaling-laws/charts";
import { corpusExponents, corpusFactor, emergenceHeadroom, uniqueSequenceBounds } from "scaling-laws/corpus";
import { hoffmann2022, kausik2024 } from "scaling-laws/published";
import { note, paragraph, picture, space, table } from "./blocks.ts";
import { sizeText } from "./size-text.ts";

/** Models whose size and training tokens are printed. */
const MODELS = [
  { name: "GPT-3", parameters: 175e9, tokens: 300e9 },
  { name: "LaMDA", parameters: 137e9, tokens: 168e9 },
  { name: "Chinchilla", parameters: 70e9, tokens: 1.4e12 },
  { name: "PaLM", parameters: 540e9, tokens: 780e9 },
  { name: "Llama 3 8B", parameters: 8e9, tokens: 15e12 },
  { name: "Llama 3 405B", parameters: 405e9, tokens: 15.6e12 },
];

const VERDICTS = { room: "more", undecided: "undecided", "no-room": "fewer" } as const;

const INK = { light: "#222222", dark: "#e6e6e6" };
const PAPER = { light: "#ffffff", dark: "#16181d" };
const FAINT = { light: "#e4e4e4", dark: "#33363d" };

/** Models over the band between the two bounds; the library has no chart of its own for it. */
function bandChart(dark: boolean): ChartSpec {
  const look = dark ? "dark" : "light";
  const { B, beta } = hoffmann2022.coefficients;
  const band = Array.from({ length: 41 }, (_, i) => {
    const tokens = 10 ** (11 + i / 17);
    const { lower, upper } = uniqueSequenceBounds(tokens, { B: B.estimate, beta: beta.estimate });
    return { tokens, lower, upper };
  });
  const labels = { labelExpr: "replace(format(datum.value, '~s'), 'G', 'B')" };
  const log = { type: "quantitative", scale: { type: "log", nice: false } };
  const x = { field: "tokens", title: "Training tokens", ...log, axis: { values: [1e11, 1e12, 1e13], ...labels } };
  const scale = { type: "log", domain: [3e9, 2e12] };
  const y = {
    ...log,
    title: "Parameters, and unique sequences",
    scale,
    axis: { values: [1e10, 1e11, 1e12], ...labels },
  };
  const ink = INK[look];
  const axis = { labelColor: ink, titleColor: ink, domainColor: ink, gridColor: FAINT[look], tickColor: FAINT[look] };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: "Six models by training tokens and parameters, over the band between two bounds on unique sequences",
    title: { text: "Parameters and the unique sequences of the corpus", anchor: "start", color: ink, fontSize: 15 },
    width: 600,
    height: 340,
    background: PAPER[look],
    layer: [
      {
        data: { values: band },
        mark: { type: "area", color: "#E69F00", opacity: 0.35 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      {
        data: { values: MODELS },
        mark: { type: "point", filled: true, size: 60, opacity: 1, color: dark ? "#56B4E9" : "#0072B2" },
        encoding: { x, y: { ...y, field: "parameters" } },
      },
      {
        data: { values: MODELS },
        mark: { type: "text", dy: -12, color: ink, fontSize: 12 },
        encoding: { x, y: { ...y, field: "parameters" }, text: { field: "name" } },
      },
    ],
    config: {
      font: "DejaVu Sans, Helvetica, Arial, sans-serif",
      view: { stroke: null },
      axis: { ...axis, labelFontSize: 12, titleFontSize: 13, titleFontWeight: "normal" },
    },
  };
}

/** What the claims on efficient models come to with the loss law of Hoffmann et al.: no data are needed. */
export function printCorpus(): void {
  const { beta } = hoffmann2022.coefficients;
  const { lower, middle, upper } = corpusExponents(beta.estimate);
  const exponent = (value: number | null): string => value?.toFixed(2) ?? "-";
  const factors = [upper, middle, lower].map((each) => corpusFactor(2, each)?.toFixed(2) ?? "-");
  paragraph(
    "Kausik 2024 (2402.14746): an efficient model has as many parameters as its corpus has unique sequences. With " +
      `beta = ${beta.estimate} these grow as the tokens to the power of ${exponent(lower)} to ${exponent(upper)}, so doubling ` +
      `them takes ${factors[0]} to ${factors[2]} times the corpus (printed: ${kausik2024.claims[0]?.corpusFactorToDouble?.wording ?? "-"}).`,
  );
  space();
  table(
    [
      { title: "Model" },
      { title: "parameters", align: "right" },
      { title: "tokens", align: "right" },
      { title: "unique sequences", align: "right" },
      { title: "against parameters" },
    ],
    MODELS.map(({ name, parameters, tokens }) => {
      const { uniqueSequences, verdict } = emergenceHeadroom({ parameters, tokens }, hoffmann2022);
      const bounds = `${sizeText(uniqueSequences.lower.estimate)} to ${sizeText(uniqueSequences.upper.estimate)}`;
      return [name, sizeText(parameters), sizeText(tokens), bounds, verdict === null ? "-" : VERDICTS[verdict]];
    }),
  );
  picture(({ dark }) => bandChart(dark));
  note(
    "The exponents are the paper's; the constants, and so every absolute number here, are our reconstruction: read them as " +
      "orders of magnitude. Where the sequences are more than the parameters, a larger model could still find something new.",
  );
}
