// The notebook routing.ipynb as a plain script: npm run example -- examples/notebooks/routing.ts

// %% [markdown]
// # Which dense model equals a routed one?
//
// The law of Clark et al. 2022 ([2202.01169](https://arxiv.org/abs/2202.01169)) for routed language models: loss from the
// parameters that one token sees and the number of experts, which saturate. From it follow the size of the dense model
// that does as well, and the size from which routing no longer helps.
//
// **The sweep of this notebook is simulated** from the paper's printed law for S-Base and a scatter of 0.2 %; the runs of
// the authors are read by `parseRoutedSweep` of `scaling-laws/dataset`. Outside the repository write
// `npm:scaling-laws/routing` for `scaling-laws/routing`.

// %%
import { effectiveParameterCountChart, routingChart } from "scaling-laws/charts";
import { clark2022 } from "scaling-laws/published";
import { formatEstimate, formatSi, tidy } from "scaling-laws/report";
import {
  compareRouters,
  crossValidate,
  effectiveParameterCountInterval,
  fitRoutingLaw,
  parametersForLoss,
  predictRoutedLoss,
  routingCutoff,
} from "scaling-laws/routing";
import type { Estimate } from "scaling-laws/statistics";
import { normalScatter } from "./support/scatter.ts";
import { chart, table } from "./support/show.ts";

const truth = clark2022.sBase;
const sweep = { parameters: [] as number[], experts: [] as number[], loss: [] as number[] };
for (const parameters of [1.5e7, 5.5e7, 1.3e8, 3.7e8, 1.3e9]) {
  for (const experts of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]) {
    const exact = predictRoutedLoss(truth, { parameters, experts }).estimate ?? 0;
    sweep.parameters.push(parameters);
    sweep.experts.push(experts);
    sweep.loss.push(exact * (1 + 0.002 * normalScatter(sweep.loss.length + 1)));
  }
}
console.log(`${sweep.loss.length} simulated runs`);

// %% [markdown]
// ## The law
//
// log10 L = a log10 N + b log10 Ê + c log10 N log10 Ê + d, with Ê the saturating number of experts. The fit is the global
// optimum of least squares. The intervals are wide where experts begin and where they end: a sweep to 512 experts says
// little about a saturation at 314.

// %%
const law = fitRoutingLaw(sweep);
const printed = new Map<string, Estimate>(Object.entries(truth.coefficients));
await table(
  tidy(law).map(({ term, estimate, lower, upper }) => ({
    term,
    truth: printed.get(term)?.estimate ?? null,
    estimate,
    lower,
    upper,
  })),
);

// %%
await chart(routingChart(sweep, law, { title: "Loss by experts (simulated)" }));

// %% [markdown]
// Is the shape right, or does it only fit? Each size left out in turn and predicted from the others:

// %%
const held = crossValidate(sweep, { leaveOut: "size" });
console.log(
  `In the sample ${held.inSample.toExponential(1)}, left out ${held.rootMeanSquareError?.toExponential(1)} (log10 loss)`,
);

// %% [markdown]
// ## The dense equivalent
//
// Eight to 256 experts at 130 million parameters and at a billion. The parameters are those one token
// sees; all experts together are many more.

// %%
await table(
  [1.3e8, 1e9].flatMap((parameters) =>
    [8, 64, 256].map((experts) => {
      const { estimate, lower, upper } = effectiveParameterCountInterval(law, {
        parameters,
        experts,
      });
      return { parameters: formatSi(parameters), experts, equals: estimate, lower, upper };
    }),
  ),
);
const same = parametersForLoss(law, { loss: 2.4, experts: 64 });
console.log(
  `Size for a loss of 2.4 with 64 experts: ${formatEstimate(same, { number: formatSi })}`,
);

// %%
await chart(
  effectiveParameterCountChart(sweep, law, { title: "Effective parameter counts (simulated)" }),
);

// %% [markdown]
// ## Where routing stops to help
//
// The cut-off 10^(-b / c), far beyond the largest size of the sweep: a factor of hundreds of extrapolation, and an
// interval to match. The paper's three routers, with the digits of c that the printed cut-offs imply:

// %%
const cutoff = routingCutoff(law);
console.log(
  `${cutoff.parameters === null ? "none" : formatSi(cutoff.parameters)} parameters; routing helps ${cutoff.routingHelps}`,
);
for (const { message } of cutoff.warnings) console.log(message);
await table(
  Object.entries(clark2022.unrounded).map(([router, each]) => ({
    router,
    cutoff: routingCutoff(each).parameters,
    "64 experts at 1B equal": effectiveParameterCountInterval(each, {
      parameters: 1e9,
      experts: 64,
    }).estimate,
  })),
);
const { differences } = compareRouters(
  { simulated: law, published: clark2022.hash },
  { parameters: 1e9, experts: [64] },
);
console.log(
  `At 1 billion and 64 experts the better router is ${differences[0]?.better ?? "not decided"}`,
);

// %% [markdown]
// ## What to take away
//
// Inside the sweep the equivalent of a routed model is known to a few percent. The cut-off is a statement about sizes
// hundreds of times larger than any that was trained, and the saturation of experts is known to a factor.
