import { type ModelRecord, trendSeries } from "scaling-laws/dataset";
import { type PublishedTrend, sevilla2022 } from "scaling-laws/published";
import { frontier, splitByScale } from "scaling-laws/trends";
import { between, type DatedValue, paperSeries } from "./paper-fit.ts";

/** A system of the paper's dataset, with the label that its z-score rule gives it. */
export interface LabelledSystem extends DatedValue {
  name: string;
  scale: "large" | "regular" | "low";
}

/** One printed row and the systems it speaks of. */
export interface PaperGroup {
  row: PublishedTrend;
  systems: LabelledSystem[];
  /** Why ours may differ from the printed row, where the row itself says nothing. */
  why: string | null;
}

const OLDER_DATA =
  "The paper's table 3 was made from an older version of the dataset, which had fewer systems since 2010.";
const OTHER_START =
  "No cut at the start of 2012 gives the printed counts in this file, so the paper's table is from an older version.";

/** Every system with a date and a compute, labelled by the paper's rule on all of them together. */
export function labelSystems(records: readonly ModelRecord[]): LabelledSystem[] {
  const series = trendSeries(records, "trainingComputeFlop");
  const { windowDays, lowZ, highZ, largeAfter } = sevilla2022.scaleRule;
  const { large, lowOutliers } = splitByScale(series, { windowDays, lowZ, highZ, largeAfter });
  const isLarge = new Set(large);
  const isLow = new Set(lowOutliers);
  return series.index.map((at, i) => ({
    name: series.label[i] ?? "",
    date: records[at]?.publicationDate ?? "",
    value: series.value[i] ?? 0,
    scale: isLow.has(i) ? "low" : isLarge.has(i) ? "large" : "regular",
  }));
}

/** Systems with at least as much compute as every system up to their own date. */
function recordSetters(systems: readonly LabelledSystem[]): LabelledSystem[] {
  return frontier(paperSeries(systems), { ties: "include" }).flatMap((i) => systems[i] ?? []);
}

type Scale = "all" | "regular" | "large";

function ofScale(systems: readonly LabelledSystem[], scale: Scale): LabelledSystem[] {
  return systems.filter((system) => scale === "all" || system.scale === scale);
}

function pair(
  table: readonly PublishedTrend[],
  groups: readonly [systems: LabelledSystem[], why?: string][],
): PaperGroup[] {
  return groups.flatMap(([systems, why], i) => {
    const row = table[i];
    return row === undefined ? [] : [{ row, systems, why: why ?? null }];
  });
}

const BEGIN = "1900-01-01";
const END = "2022-12-31";
const DEEP_LEARNING = "2009-12-31";
const LARGE_SCALE = "2015-09-01";

/** Tables 3, 4, 6 and 8 of 2202.05924 with the systems of each row. */
export function paperGroups(labelled: readonly LabelledSystem[]): { table: string; groups: PaperGroup[] }[] {
  const kept = labelled.filter((system) => system.scale !== "low");
  const since2010 = (scale: Scale): LabelledSystem[] => ofScale(between(kept, DEEP_LEARNING, END), scale);
  const since2012 = (scale: Scale): LabelledSystem[] => ofScale(between(kept, "2011-12-31", END), scale);
  const largeEra = (scale: Scale): LabelledSystem[] => ofScale(between(kept, LARGE_SCALE, END), scale);
  const records = recordSetters(labelled);
  const others = recordSetters(labelled.filter((system) => !/^AlphaGo (Zero|Master)/.test(system.name)));
  // The notebook keeps dates strictly between its two limits.
  const until2017 = (after: string, scale: Scale): LabelledSystem[] =>
    ofScale(between(kept, after, "2017-12-30"), scale);
  const since2017 = (scale: Scale): LabelledSystem[] => ofScale(between(kept, "2017-12-01", END), scale);
  const sinceAlexNet = (scale: Scale): LabelledSystem[] => ofScale(between(kept, "2012-09-01", END), scale);
  return [
    {
      table: "Table 3: before and after the start of deep learning",
      groups: pair(sevilla2022.table3, [
        [between(kept, BEGIN, DEEP_LEARNING)],
        [between(kept, BEGIN, "2011-12-31"), OTHER_START],
        [since2010("all"), OLDER_DATA],
        [since2010("regular"), OLDER_DATA],
        [since2012("all"), OTHER_START],
        [since2012("regular"), OTHER_START],
      ]),
    },
    {
      table: "Table 4: before and after the start of the large-scale era",
      groups: pair(sevilla2022.table4, [
        [between(kept, DEEP_LEARNING, LARGE_SCALE)],
        [largeEra("all")],
        [largeEra("regular")],
        [largeEra("large")],
      ]),
    },
    {
      table: "Table 6: systems that set a record (outliers not removed)",
      groups: pair(sevilla2022.table6, [
        [between(records, BEGIN, DEEP_LEARNING)],
        [between(records, DEEP_LEARNING, LARGE_SCALE)],
        [between(records, LARGE_SCALE, END)],
        [between(others, LARGE_SCALE, END)],
      ]),
    },
    {
      table: "Table 8: around the period of AI and Compute",
      groups: pair(sevilla2022.table8, [
        [until2017("2012-09-01", "all"), "One system more than the paper counts."],
        [until2017("2012-09-01", "regular"), "One system more than the paper counts."],
        [until2017(LARGE_SCALE, "large")],
        [since2017("all")],
        [since2017("regular")],
        [since2017("large")],
        [sinceAlexNet("all")],
        [sinceAlexNet("regular"), "The paper's own 93 less its 19 large systems leave 74, not 72."],
        [largeEra("large")],
      ]),
    },
  ];
}
