import { type ChartSpec, lossChart } from "scaling-laws/charts";
import { computeOptimal, frontierLoss, predictLoss, predictPowerLaw } from "scaling-laws/loss-laws";
import {
  besiroglu2024,
  hoffmann2022,
  kaplan2020,
  muennighoff2023,
  type PublishedLossLaw,
} from "scaling-laws/published";
import { note, paragraph, picture, table } from "./blocks.ts";
import { digits } from "./loss-rows.ts";
import { sizeText } from "./size-text.ts";

const LAWS: readonly [name: string, law: PublishedLossLaw][] = [
  ["Hoffmann 2022, rounded", hoffmann2022],
  ["Hoffmann 2022, TeX", hoffmann2022.tex],
  ["Besiroglu 2024, absolute", besiroglu2024.absolute],
  ["Besiroglu 2024, Huber", besiroglu2024.huber],
  ["Muennighoff 2023, C4", muennighoff2023],
];

/** The law of the replication, and on it the optima that the first paper prints, at the losses that the law expects. */
function lossPicture(look: { dark: boolean }): ChartSpec {
  const law = besiroglu2024.huber;
  const printed = hoffmann2022.optima.approach1;
  const at = {
    parameters: printed.map(({ parameters }) => parameters),
    tokens: printed.map(({ tokens }) => tokens),
    loss: printed.map((optimum) => predictLoss(law, optimum).estimate ?? 0),
  };
  const title = "The law of Besiroglu et al. 2024; dots: optima printed by Hoffmann et al., at the losses it expects";
  return lossChart(at, law, { ...look, title });
}

/** What the published loss laws say about Gopher's compute and about Chinchilla: no data are needed. */
export function printLossLaws(): void {
  const { flop } = hoffmann2022.gopher;
  paragraph(
    `How to spend ${digits(flop, 3)} FLOP, Gopher's compute, by L = E + A / N^alpha + B / D^beta with published coefficients, the loss it reaches, and the loss each law expects of Chinchilla (70B parameters, 1.4T tokens, 2 % more compute):`,
  );
  table(
    [
      { title: "Law" },
      { title: "a", align: "right" },
      { title: "parameters", align: "right" },
      { title: "tokens each", align: "right" },
      { title: "loss", align: "right" },
      { title: "Chinchilla", align: "right" },
    ],
    LAWS.map(([name, law]) => {
      const { parameters, tokensPerParameter, parameterExponent } = computeOptimal(law, { flop });
      return [
        name,
        digits(parameterExponent.estimate, 3),
        sizeText(parameters.estimate),
        digits(tokensPerParameter.estimate, 3),
        digits(frontierLoss(law, flop).estimate, 4),
        digits(predictLoss(law, hoffmann2022.chinchilla).estimate, 4),
      ];
    }),
  );
  picture(lossPicture);
  const kaplan = predictPowerLaw(kaplan2020.optimal.parameters, flop / kaplan2020.flopPerPetaflopDay).estimate;
  note(`Kaplan et al. 2020 would have given it ${sizeText(kaplan)} parameters, without embeddings.`);
  note(
    "Hoffmann's law twice: two digits of the exponents or all of them. The replication twice: the optima of the two objectives it mixes, which differ by far less than their standard errors. No bounds: none can be had from printed coefficients alone.",
  );
}
