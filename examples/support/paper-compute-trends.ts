import { type ModelRecord, trendSeries } from "scaling-laws/dataset";
import { type PublishedTrend, sevilla2022 } from "scaling-laws/published";
import { frontier, splitByScale } from "scaling-laws/trends";
import { between, type DatedValue, paperSeries } from "./paper-fit.ts";

/** A system of the paper's dataset, with the label that its z-score rule gives it. */
export interface LabelledSystem extends DatedValue {
  name: string;
  scale: "large" | "regular" | "low";
}

/** A choice of systems that the paper does not name, but that gives its numbers. */
export interface OtherChoice {
  systems: LabelledSystem[];
  words: string;
}

/** One printed row and the systems it speaks of. */
export interface PaperGroup {
  row: PublishedTrend;
  systems: LabelledSystem[];
  /** Why ours may differ from the printed row, where the row itself says nothing. */
  why: string | null;
  other: OtherChoice | null;
}

const OLDER_DATA = "The counts differ, which points to an older version of the dataset behind this row.";
const OTHER_LABELS = "The printed split is of the paper's own labels, which its rule does not give on this file.";

const BEGIN = "1900-01-01";
const END = "2022-12-31";
const DEEP_LEARNING = "2009-12-31";
const LARGE_SCALE = "2015-09-01";
const ALEX_NET = "2012-09-30";
const BEFORE_LAMDA = "2022-01-19";

/** Every system published after one day and up to another, labelled by the paper's rule on all of them together. */
export function labelSystems(
  records: readonly ModelRecord[],
  after: string = BEGIN,
  until: string = END,
): LabelledSystem[] {
  const isBetween = ({ publicationDate: date }: ModelRecord): boolean => date !== null && date > after && date <= until;
  const series = trendSeries(records, "trainingComputeFlop", { where: isBetween });
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

type Choice = readonly [systems: LabelledSystem[], why?: string | OtherChoice];

function besideRows(table: readonly PublishedTrend[], choices: readonly Choice[]): PaperGroup[] {
  return choices.flatMap(([systems, remark], i) => {
    const row = table[i];
    if (row === undefined) return [];
    const isText = typeof remark === "string";
    return [{ row, systems, why: isText ? remark : null, other: isText ? null : (remark ?? null) }];
  });
}

/** Tables 3, 4, 6 and 8 of 2202.05924 with the systems of each row. */
export function paperGroups(records: readonly ModelRecord[]): { table: string; groups: PaperGroup[] }[] {
  const labelled = labelSystems(records);
  const kept = labelled.filter((system) => system.scale !== "low");
  const since2010 = (scale: Scale): LabelledSystem[] => ofScale(between(kept, DEEP_LEARNING, END), scale);
  const since2012 = (scale: Scale): LabelledSystem[] => ofScale(between(kept, "2011-12-31", END), scale);
  const largeEra = (scale: Scale): LabelledSystem[] => ofScale(between(kept, LARGE_SCALE, END), scale);
  const setters = recordSetters(labelled);
  const others = recordSetters(labelled.filter((system) => !/^AlphaGo (Zero|Master)/.test(system.name)));
  // Of table 8 the notebook cuts the period out first and applies the rule to what is left.
  const period = (after: string, until: string, scale: Scale): LabelledSystem[] =>
    ofScale(labelSystems(records, after, until), scale).filter((system) => system.scale !== "low");
  const until2017 = (scale: Scale): LabelledSystem[] => period("2012-09-01", "2017-12-30", scale);
  const since2017 = (scale: Scale): LabelledSystem[] => period("2017-12-01", END, scale);
  const sinceAlexNet = (scale: Scale): LabelledSystem[] => period("2012-09-01", END, scale);
  return [
    {
      table: "Table 3: before and after the start of deep learning",
      groups: besideRows(sevilla2022.table3, [
        [between(kept, BEGIN, DEEP_LEARNING)],
        [
          between(kept, BEGIN, "2011-12-31"),
          { systems: between(kept, BEGIN, ALEX_NET), words: "the cut is at AlexNet (30 September 2012), not at 2011" },
        ],
        [
          since2010("all"),
          {
            systems: between(kept, DEEP_LEARNING, BEFORE_LAMDA),
            words: "LaMDA (20 January 2022), the last system of the file, is left out",
          },
        ],
        [since2010("regular"), OLDER_DATA],
        [
          since2012("all"),
          { systems: between(kept, ALEX_NET, BEFORE_LAMDA), words: "the cut is at AlexNet and LaMDA is left out" },
        ],
        [since2012("regular"), OLDER_DATA],
      ]),
    },
    {
      table: "Table 4: before and after the start of the large-scale era",
      groups: besideRows(sevilla2022.table4, [
        [between(kept, DEEP_LEARNING, LARGE_SCALE)],
        [largeEra("all")],
        [largeEra("regular"), "The authors' notebook shows 5.8 months for this row, as ours does."],
        [largeEra("large")],
      ]),
    },
    {
      table: "Table 6: systems that set a record (outliers not removed)",
      groups: besideRows(sevilla2022.table6, [
        [between(setters, BEGIN, DEEP_LEARNING)],
        [between(setters, DEEP_LEARNING, LARGE_SCALE)],
        [between(setters, LARGE_SCALE, END)],
        [between(others, LARGE_SCALE, END)],
      ]),
    },
    {
      table: "Table 8: around the period of AI and Compute",
      groups: besideRows(sevilla2022.table8, [
        [
          until2017("all"),
          {
            systems: period("2012-09-01", "2017-11-30", "all"),
            words: "the period ends before December 2017, which leaves AlphaZero out",
          },
        ],
        [until2017("regular"), OTHER_LABELS],
        [until2017("large"), OTHER_LABELS],
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
