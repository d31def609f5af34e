import { formatEstimate, formatNumber, formatPValue, formatShare } from "scaling-laws/report";
import { compareTrendShapes, fitTrend, fitTrendMixture, type TrendMixture } from "scaling-laws/trends";
import type { LabelledSystem } from "./paper-compute-trends.ts";
import { between, paperSeries } from "./paper-fit.ts";
import { heading, line, note, paragraph, print, step, table } from "./terminal.ts";

const AFTER = "2015-09-01";
const UNTIL = "2022-12-31";
const SHOWN = 6;

const SHAPES = {
  line: "one line",
  kink: "one kink",
  jump: "one jump",
  mixture: "two lines side by side",
  "parallel-mixture": "two lines of one slope",
} as const;

/** Two lines fitted side by side, beside the two groups of the paper's z-score rule, since the rule calls systems large. */
export function printMixture(labelled: readonly LabelledSystem[]): void {
  const era = between([...labelled], AFTER, UNTIL);
  for (const [title, systems] of [
    ["no low outliers", era.filter(({ scale }) => scale !== "low")],
    ["all systems", era],
  ] as const) {
    heading(`Large since 2015-09: two lines beside the rule, ${title}`);
    const series = paperSeries(systems);
    const mixture = step(`two lines side by side, ${title}`, () => fitTrendMixture(series, { parallel: false }));
    printLines(systems, mixture);
    print("");
    const rows = compareTrendShapes(series);
    table(
      [{ title: "Shape" }, { title: "BIC", align: "right" }, { title: "above the least", align: "right" }],
      rows.map(({ shape, bic, aboveLeast }) => [SHAPES[shape], bic?.toFixed(1) ?? "-", aboveLeast?.toFixed(1) ?? "-"]),
    );
    const { pValue, residualSkewness, residualExcessKurtosis } = mixture.versusOneLine;
    if (pValue !== null && residualSkewness !== null && residualExcessKurtosis !== null) {
      line(
        `Two lines against one: ${formatPValue(pValue)}. About one line the scatter has skewness ` +
          `${residualSkewness.toFixed(2)} and excess kurtosis ${residualExcessKurtosis.toFixed(2)}.`,
      );
    }
    for (const { message } of mixture.warnings) note(message);
    printDisagreement(systems, mixture);
  }
}

function printLines(systems: readonly LabelledSystem[], { components }: TrendMixture): void {
  const rows = components.map(({ share, slopeOomPerYear }, k) => [
    k === 0 ? "mixture, lower line" : "mixture, upper line",
    formatShare(share.estimate),
    formatEstimate(slopeOomPerYear),
  ]);
  const ruled = (["regular", "large"] as const).map((scale) => {
    const group = systems.filter((system) => (system.scale === "large") === (scale === "large"));
    const slope = group.length < 3 ? null : fitTrend(paperSeries(group)).coefficients.slopeOomPerYear;
    return [`z-score rule, ${scale}`, formatShare(group.length / systems.length), slope ? formatEstimate(slope) : "-"];
  });
  table([{ title: "Line" }, { title: "share", align: "right" }, { title: "OOM/year" }], [...rows, ...ruled]);
}

/** Which systems the two put into different groups. */
function printDisagreement(systems: readonly LabelledSystem[], { membership }: TrendMixture): void {
  const upper = (i: number): number => membership[i]?.[1] ?? 0;
  const onlyRule = systems.flatMap(({ name, scale }, i) => (scale === "large" && upper(i) < 0.5 ? [name] : []));
  const onlyMixture = systems.flatMap(({ name, scale }, i) => (scale !== "large" && upper(i) >= 0.5 ? [name] : []));
  const both = systems.filter(({ scale }, i) => scale === "large" && upper(i) >= 0.5).length;
  const list = (names: readonly string[]): string => {
    const shown = names.slice(0, SHOWN).join("; ");
    return names.length > SHOWN ? `${shown}; and ${formatNumber(names.length - SHOWN)} more` : shown;
  };
  paragraph(`Large by both: ${both} of ${systems.length} systems.`);
  if (onlyRule.length > 0)
    note(`Large by the rule, more likely on the lower line (${onlyRule.length}): ${list(onlyRule)}`);
  if (onlyMixture.length > 0) {
    note(`Not large by the rule, more likely on the upper line (${onlyMixture.length}): ${list(onlyMixture)}`);
  }
}
