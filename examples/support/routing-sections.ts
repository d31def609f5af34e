import { effectiveParameterCountChart, routingChart } from "scaling-laws/charts";
import { clark2022, clark2022Claims } from "scaling-laws/published";
import { formatNumber } from "scaling-laws/report";
import { effectiveParameterCount, expertsForLoss, predictRoutedLoss, routingCutoff } from "scaling-laws/routing";
import { type Column, note, paragraph, picture, space, table } from "./blocks.ts";
import { ROUTERS } from "./routing-sweep.ts";
import { sizeText } from "./size-text.ts";

const SIZES = [1e8, 1e9, 1e10, 1e11];
const EXPERTS = 64;

/** Runs as the law of S-Base expects them: the runs of the paper are no part of this repository. */
function simulatedSweep(): { parameters: number[]; experts: number[]; loss: number[] } {
  const sweep: ReturnType<typeof simulatedSweep> = { parameters: [], experts: [], loss: [] };
  for (const parameters of [1.5e7, 5.5e7, 1.3e8, 3.7e8, 1.3e9]) {
    for (const experts of [1, 4, 16, 64, 256]) {
      const { estimate } = predictRoutedLoss(clark2022.unrounded.sBase, { parameters, experts });
      if (estimate === null) continue;
      sweep.parameters.push(parameters);
      sweep.experts.push(experts);
      sweep.loss.push(estimate);
    }
  }
  return sweep;
}

/** What the published laws of routed language models say: which dense model equals a routed one, and how far it goes. */
export function printRouting(): void {
  paragraph(
    `Clark et al. 2022 (2202.01169): which dense model equals one that routes every token to 1 of ${EXPERTS} experts? ` +
      "Coefficients as printed, c with the digits that the printed cut-off implies.",
  );
  const columns: Column[] = [
    { title: "Router" },
    ...SIZES.map((size): Column => ({ title: `${sizeText(size)} is like`, align: "right" })),
    { title: "helps below", align: "right" },
  ];
  const rows = ROUTERS.map(({ name, key }) => {
    const law = clark2022.unrounded[key];
    const counts = SIZES.map((parameters) => effectiveParameterCount(law, { parameters, experts: EXPERTS }));
    return [name, ...counts.map(sizeText), sizeText(routingCutoff(law).parameters)];
  });
  space();
  table(columns, rows);
  const law = clark2022.unrounded.sBase;
  const simulated = simulatedSweep();
  picture((look) => routingChart(simulated, law, { ...look, title: "S-Base: losses by the law, no measured runs" }));
  picture((look) =>
    effectiveParameterCountChart(simulated, law, { ...look, title: "S-Base: the dense model of equal loss" }),
  );
  const dense = predictRoutedLoss(law, { parameters: 1e9, experts: 1 }).estimate ?? Number.NaN;
  const needed = expertsForLoss(law, { loss: dense, parameters: 2e8 }).estimate;
  space();
  paragraph(
    `A dense model of 1B parameters has a loss of ${dense.toFixed(3)}; by S-Base a model of 200M per token reaches it ` +
      (needed === null ? "with no number of experts." : `with ${formatNumber(needed)} experts.`),
  );
  const rounded = ROUTERS.map(({ key }) => sizeText(routingCutoff(clark2022[key]).parameters)).join(", ");
  const printed = ROUTERS.map(({ key }) => sizeText(clark2022Claims.cutoffParameters[key])).join(", ");
  note(
    `The cut-offs are printed as ${printed}; from the three decimals of the printed c they would be ${rounded}. ` +
      "They lie 60 to 600 times beyond the largest model of the sweep, at one number of training tokens.",
  );
}
