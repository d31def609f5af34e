// One budget, four answers: the compute-optimal dense model, the routed model of the same loss, the efficient size by
// corpus bounds, and the size that the growth of density makes enough by a date.
//   npm run example -- examples/efficient-frontier.ts                      published laws, few bounds
//   npm run example -- examples/efficient-frontier.ts points.csv sweep.csv [FLOP] [date]
// with the points of Besiroglu et al. 2024 and the sweep of Clark et al. 2022, which give the other intervals.
import { efficientParameters } from "scaling-laws/corpus";
import { finalRuns } from "scaling-laws/dataset";
import { equivalentParameters, fitDensingLaw } from "scaling-laws/densing";
import { type AnyLossLaw, computeOptimal, fitLossLaw, predictLoss } from "scaling-laws/loss-laws";
import { besiroglu2024, clark2022, hoffmann2022, xiao2025 } from "scaling-laws/published";
import { formatSi } from "scaling-laws/report";
import { type AnyRoutingLaw, fitRoutingLaw, parametersForLoss, predictRoutedLoss } from "scaling-laws/routing";
import { lossColumns, readLosses } from "./support/read-losses.ts";
import { ExampleFailure, run } from "./support/read-records.ts";
import { columnsOf, readSweep, select } from "./support/routing-sweep.ts";
import { bold, heading, note, paragraph, print, step, table } from "./support/terminal.ts";

const FROM = "2024-01-01";
const EXPERTS = 64;

interface Answer {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

const text = (value: number | null): string => (value === null ? "-" : formatSi(value).replace(" G", " B"));

function row(question: string, answer: Answer): string[] {
  const { estimate, lower, upper } = answer;
  return [question, text(estimate), lower === null && upper === null ? "none" : `${text(lower)} to ${text(upper)}`];
}

function lossLaw(path: string | undefined): AnyLossLaw {
  if (path === undefined) return besiroglu2024.huber;
  const kept = readLosses(path).filter((each) => each.outlier !== true);
  return step("Loss law, 1000 resamples", () => fitLossLaw(lossColumns(kept), { keepDraws: true }));
}

function routingLaw(path: string | undefined): AnyRoutingLaw {
  if (path === undefined) return clark2022.sBase;
  const final = finalRuns(readSweep(path).runs);
  return step("Routing law", () => fitRoutingLaw(columnsOf(select(final, "S-Base"))));
}

function number(words: string | undefined, otherwise: number): number {
  const value = words === undefined ? otherwise : Number(words);
  if (!(value > 0 && Number.isFinite(value))) throw new ExampleFailure(`Expected a budget in FLOP but got ${words}.`);
  return value;
}

run(() => {
  const [points, sweep, budget, date = "2025-01-01"] = process.argv.slice(2);
  const flop = number(budget, hoffmann2022.gopher.flop);
  const law = lossLaw(points);
  const routed = routingLaw(sweep);

  const optimum = computeOptimal(law, { flop });
  const dense = optimum.parameters.estimate;
  const tokens = optimum.tokens.estimate;
  if (dense === null || tokens === null) throw new ExampleFailure(`No compute-optimal model has ${flop} FLOP.`);
  const denseLoss = predictRoutedLoss(routed, { parameters: dense, experts: 1 }).estimate;
  if (denseLoss === null) throw new ExampleFailure("The routing law has no loss at that size.");
  const same = parametersForLoss(routed, { loss: denseLoss, experts: EXPERTS });
  const efficient = efficientParameters(tokens, law);
  const { records } = xiao2025.figure1;
  const densing = fitDensingLaw({
    date: records.map(({ date: day }) => day),
    density: records.map((each) => each.density),
  });
  const later = equivalentParameters(densing, { parameters: dense, fromDate: FROM, toDate: date });

  const best = optimum.loss.estimate ?? 0;
  const dearer = [0.5, 2].map((times) => {
    const loss = predictLoss(law, { parameters: dense * times, tokens: tokens / times }).estimate ?? 0;
    return `${((100 * (loss - best)) / best).toFixed(2)} %`;
  });

  print(bold(`WHAT ${flop.toExponential(2).replace("e+", "e")} FLOP BUY, FOUR WAYS`));
  heading("Parameters");
  table(
    [{ title: "Question" }, { title: "answer", align: "right" }, { title: "95 % interval", align: "right" }],
    [
      row("dense and compute-optimal", optimum.parameters),
      row("  its tokens", optimum.tokens),
      row(`routed, ${EXPERTS} experts, same loss, per token`, same),
      row("efficient for those tokens, lower exponent", efficient.atLowerExponent),
      row("  middle exponent", efficient),
      row("  upper exponent", efficient.atUpperExponent),
      row(`enough by ${date} for what it was on ${FROM}`, later),
    ],
  );
  heading("What each rests on");
  note(
    `Dense: L = E + A/N^alpha + B/D^beta with 6 FLOP a parameter and token; the interval is that of the fit. The optimum is flat: for the same budget half the size has a loss ${dearer[0]} higher, twice the size ${dearer[1]}.`,
  );
  note(
    "Routed: the law of Clark et al. 2022 for S-Base, all its runs at 130 billion tokens and at most 1.3 B parameters; beyond, it is extrapolated. The interval holds the dense loss fixed.",
  );
  note(
    "Efficient: Kausik 2024. Its exponents are the paper's, the middle one and every constant are reconstructed; bounds carry B and beta of the loss law together, tokens held.",
  );
  note(
    "Enough later: a line through the nine records of Xiao et al. 2025, figure 1, recovered: the densest models of two dates. Its interval takes records for independent points and covers too little.",
  );
  const remarks = new Set(
    [same, later, efficient, optimum.parameters].flatMap(({ warnings }) => warnings.map(({ message }) => message)),
  );
  if (remarks.size > 0) paragraph("The library's own warnings:");
  for (const message of remarks) note(message);
});
