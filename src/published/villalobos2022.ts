import type { Source } from "../statistics/law.ts";
import type { PublishedHeadline } from "./published-headline.ts";
import { type PublishedTrend, publishedTable } from "./published-trend.ts";

const PAPER = "Villalobos et al. 2022, Machine Learning Model Sizes and the Parameter Gap, arXiv 2207.02852";

const webTable: Source = {
  paper: PAPER,
  where: "table on the authors' web page of the same title",
  version: "5 July 2022",
  status: "printed",
};

function printedIn(where: string): Source {
  return { paper: PAPER, where, version: "5 July 2022", status: "printed" };
}

/** The trends of model size of 2207.02852, as printed. */
export interface Villalobos2022 {
  /** Rows of growth. */
  trends: PublishedTrend[];
  /** The range of sizes, in parameters, in which the paper sees few models since `since`. */
  gap: {
    /** Lower end, in parameters. */
    lower: number;
    /** Upper end, in parameters. */
    upper: number;
    /** Since when, ISO. */
    since: string;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** Statements in words, as numbers. */
  headlines: PublishedHeadline[];
}

/**
 * Villalobos, Sevilla, Besiroglu, Heim, Ho and Hobbhahn 2022, "Machine Learning Model Sizes and the Parameter Gap".
 *
 * Same method and same units as {@link sevilla2022}: 30-day months, brackets of a bootstrap with factor-2 noise. The
 * values of the last row were not to be had; its count is what the other rows leave.
 *
 * @example
 * ```ts
 * import { villalobos2022 } from "scaling-laws/published";
 *
 * console.log(villalobos2022.trends[1]?.doublingTimeMonths?.point); // => 4
 * console.log([villalobos2022.gap.lower, villalobos2022.gap.upper]); // => [2e10, 7e10]
 * ```
 */
export const villalobos2022: Villalobos2022 = {
  trends: [
    .../* @__PURE__ */ publishedTable(
      "parameters",
      webTable,
      [
        ["1952 to 2018", "All", 109, [10, 3e7], 0.1, [0.1, 0.1, 0.1], 39.7, [36.4, 39.7, 40.7], 0.62],
        ["2018 to 2022", "All, one trend", 129, [3e7, 2e12], 0.9, [0.9, 0.9, 1], 4, [3.5, 4, 4.3], 0.31],
        ["2018 to 2022", "Above the gap", 27, [7e10, 2e12], -0.1, [-0.4, -0.1, 0.2], -14.2, [-52.5, -14.2, 52], 0],
      ],
      {
        2: "The slope's bracket holds 0, so neither a doubling nor a halving is supported; and 0.1 orders of magnitude a year are 36 months, so slope and months are not the same number either.",
      },
    ),
    .../* @__PURE__ */ publishedTable(
      "parameters",
      { ...webTable, status: "reconstructed" },
      [["2018 to 2022", "Below the gap", 102, null, null, null, null, null, null]],
      { 0: "The row exists, but its values were not to be had; the count is 129 less 27." },
    ),
  ],
  gap: { lower: 20e9, upper: 70e9, since: "2020", source: printedIn("abstract") },
  headlines: [
    { about: "systems in the dataset", printed: "237", values: [237], source: webTable },
    {
      about: "growth of language models 1950 to 2018, orders of magnitude",
      printed: "7",
      values: [7],
      source: printedIn("abstract"),
    },
    {
      about: "growth of language models 2018 to 2022, orders of magnitude",
      printed: "5 (abstract), 4 (web page)",
      values: [5, 4],
      source: printedIn("abstract and web page"),
    },
    {
      about: "growth of vision models 1950 to 2022, orders of magnitude",
      printed: "7",
      values: [7],
      source: printedIn("abstract"),
    },
    { about: "growth since 2018 against before", printed: "ten times faster", values: [10], source: webTable },
  ],
};
