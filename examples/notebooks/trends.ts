// The notebook trends.ipynb as a plain script: npm run example -- examples/notebooks/trends.ts

// %% [markdown]
// # How fast does training compute grow?
//
// A line through log10 of training compute against time, its doubling time with an interval, the eras that a break makes,
// and how much of the answer depends on which systems are looked at. The questions are those of Sevilla et al. 2022
// ([2202.05924](https://arxiv.org/abs/2202.05924)); the data are the notable systems embedded in this repository, a
// demonstration set and no census.
//
// Outside the repository write `npm:scaling-laws/trends` for `scaling-laws/trends`, or put
// `"scaling-laws/": "npm:/scaling-laws/"` into the imports of a `deno.json` beside the notebook.

// %%
import { residualChart, trendChart } from "scaling-laws/charts";
import { parseModelTable, trendSeries } from "scaling-laws/dataset";
import { formatEstimate, formatPValue, summarize } from "scaling-laws/report";
import {
  compareTrendShapes,
  doublingTime,
  fitPiecewiseTrend,
  fitQuantileTrend,
  fitRobustTrend,
  fitTrend,
  frontier,
  invertTrend,
  testForBreaks,
} from "scaling-laws/trends";
import { chart, table } from "./support/show.ts";
import { notableSystems } from "./support/systems.ts";

const { records, rejected } = parseModelTable(notableSystems());
console.log(`${records.length} systems read, ${rejected.length} cells rejected`);

// %% [markdown]
// ## One line
//
// Since 2010, all systems that state enough to know their compute. The interval is Student's t, which takes the systems
// for independent; labels of the organisation give the interval for the case that systems of one house are not.

// %%
const since2010 = trendSeries(records, "trainingComputeFlop", {
  where: (record) => (record.publicationDate ?? "") >= "2010",
});
const line = fitTrend(since2010);
const organizations = since2010.index.map((i) => records[i]?.organizations[0] ?? `row ${i}`);
const byOrganization = fitTrend(since2010, { interval: "cluster", clusters: organizations });
console.log(
  `${since2010.value.length} systems since 2010 with a training compute, ${since2010.dropped.length} without`,
);
console.log(summarize(line));
const growth = [line, byOrganization].map((fit) => doublingTime(fit).doublingTimeMonths);
for (const [i, months] of growth.entries()) {
  if (months)
    console.log(
      `${i === 0 ? "Systems" : "Houses"} independent: ${formatEstimate(months, { unit: "months" })}`,
    );
}

// %%
await chart(
  trendChart(since2010, line, {
    title: "Training compute since 2010",
    valueTitle: "Training compute (FLOP)",
  }),
);

// %% [markdown]
// Does the line leave anything but scatter?

// %%
await chart(residualChart(since2010, line, { title: "What the line leaves", height: 220 }));

// %% [markdown]
// ## Which systems one looks at
//
// The median of pairwise slopes does not mind outliers; the ninth decile and the record holders follow the top of the
// field. Record holders rise by construction, so their interval describes the line and proves nothing.

// %%
const records90 = frontier(since2010, { ties: "strict" });
const holders = {
  year: records90.map((i) => since2010.year[i] ?? 0),
  value: records90.map((i) => since2010.value[i] ?? 0),
};
const rows = [
  { line: "least squares", n: since2010.value.length, fit: line },
  { line: "median of slopes", n: since2010.value.length, fit: fitRobustTrend(since2010) },
  { line: "ninth decile", n: since2010.value.length, fit: fitQuantileTrend(since2010, 0.9) },
  { line: "record holders", n: holders.value.length, fit: fitTrend(holders) },
].map(({ line: name, n, fit }) => {
  const months = doublingTime(fit.coefficients.slopeOomPerYear).doublingTimeMonths;
  return {
    line: name,
    n,
    months: months?.estimate ?? null,
    lower: months?.lower ?? null,
    upper: months?.upper ?? null,
  };
});
await table(rows);

// %% [markdown]
// ## Eras
//
// Few systems before 2010 state enough to know their compute, but most state their size. So the eras are those of the
// number of parameters: one continuous break where the sum of squares is least, and the largest F over all years, against
// resampled series without a break.

// %%
const sizes = trendSeries(records, "parameters");
const eras = fitPiecewiseTrend(sizes, {
  breaks: { count: 1 },
  continuous: true,
  minPoints: 10,
});
const search = testForBreaks(sizes, { continuous: true });
console.log(summarize(eras));
console.log(
  `Any break at all: ${formatPValue(search.pValue)} (${search.resamples} resamples, seed ${search.seed})`,
);

// %%
await chart(
  trendChart(sizes, eras, { title: "Two eras of model size", valueTitle: "Parameters" }),
);

// %% [markdown]
// A break that bends is one shape among several. By BIC, lower is better, and a difference below 2 decides nothing. Here a jump in 2016 or so fits a
// little better than a bend, one line far worse, and two parallel populations worse still:

// %%
await table(
  compareTrendShapes(sizes, { shapes: ["line", "kink", "jump", "parallel-mixture"] }).map(
    (row) => ({
      shape: row.shape,
      coefficients: row.estimated,
      bic: row.bic,
      aboveLeast: row.aboveLeast,
    }),
  ),
  4,
);

// %% [markdown]
// ## When is 10^27 FLOP reached?
//
// The year in which the line of all systems since 2010 gets there, by Fieller's interval. It is a statement about the
// line, the typical notable system; single systems scatter about it by an order of magnitude and more.

// %%
const reached = invertTrend(line, 1e27);
console.log(formatEstimate(reached, { number: (year) => year.toFixed(1) }));
for (const { message } of reached.warnings) console.log(message);
