import type { Source } from "../statistics/law.ts";
import type { PublishedHeadline } from "./published-headline.ts";
import { type PublishedTrend, publishedTable } from "./published-trend.ts";

const PAPER = "Sevilla et al. 2022, Compute Trends Across Three Eras of Machine Learning, arXiv 2202.05924";

function printedIn(where: string): Source {
  return { paper: PAPER, where, version: "v2, 9 March 2022", status: "printed" };
}

/** The rule by which the paper sets systems apart: z-scores of log10 compute among systems of about the same date. */
export interface ScaleRule {
  /** Days to either side that a system is compared with. */
  windowDays: number;
  /** z below which a system is a low outlier. */
  lowZ: number;
  /** z above which it is large. */
  highZ: number;
  /** ISO date; only later systems are called large. */
  largeAfter: string;
  /** What to know about these numbers. */
  note: string;
  /** Where it stands, and how it came to us. */
  source: Source;
}

const table2: PublishedTrend[] = /* @__PURE__ */ publishedTable(
  "trainingComputeFlop",
  printedIn("table 2"),
  [
    ["1952-2010", "All models (pre-DL)", 19, [3e4, 2e14], 0.2, [0.1, 0.2, 0.2], 21.3, [17, 21.2, 29.3], null],
    ["2010-2022", "Regular-scale", 72, [7e14, 2e18], 0.6, [0.4, 0.7, 0.9], 5.7, [4.3, 5.6, 9], null],
    ["2015-09 to 2022", "Large-scale", 16, [4e21, 8e23], 0.4, [0.2, 0.4, 0.5], 9.9, [7.7, 10.1, 17.1], null],
  ],
  {
    1: "Disagrees with tables 3 and 4: an older version of the dataset, not reproducible from the data of February 2022.",
    2: "Tables 4 and 8 give 19 systems and 10.7 months: an older version of the dataset.",
  },
);

const table3: PublishedTrend[] = /* @__PURE__ */ publishedTable("trainingComputeFlop", printedIn("table 3"), [
  ["1952-2009", "All models", 19, [3e4, 2e14], 0.2, [0.1, 0.2, 0.2], 21.3, [16.2, 21.3, 31.3], 0.77],
  ["1952-2011", "All models", 26, [1e4, 3e15], 0.2, [0.1, 0.2, 0.2], 19.6, [15.6, 19.4, 25], 0.83],
  ["2010-2022", "All models", 98, [1e15, 6e22], 0.7, [0.6, 0.7, 0.7], 5.6, [5, 5.6, 6.2], 0.7],
  ["2010-2022", "Regular-scale", 77, [4e14, 2e22], 0.7, [0.6, 0.7, 0.7], 5.6, [5.1, 5.6, 6.2], 0.78],
  ["2012-2022", "All models", 91, [1e17, 6e22], 0.6, [0.5, 0.6, 0.7], 5.7, [4.9, 5.7, 6.7], 0.58],
  ["2012-2022", "Regular-scale", 72, [4e16, 2e22], 0.6, [0.5, 0.6, 0.7], 5.7, [4.9, 5.7, 6.7], 0.69],
]);

const table4: PublishedTrend[] = /* @__PURE__ */ publishedTable("trainingComputeFlop", printedIn("table 4"), [
  ["2010-2016", "All models", 20, [6e14, 3e18], 0.7, [0.4, 0.6, 0.9], 5.3, [3.9, 5.2, 8.5], 0.55],
  ["2016-2022", "All models", 79, [1e19, 5e22], 0.5, [0.4, 0.6, 0.8], 6.7, [4.9, 6.6, 10], 0.33],
  ["2016-2022", "Regular-scale", 60, [3e18, 2e22], 0.6, [0.5, 0.6, 0.8], 5.9, [4.4, 5.8, 7.9], 0.48],
  ["2016-2022", "Large-scale", 19, [4e21, 6e23], 0.3, [0.1, 0.3, 0.5], 10.7, [7.9, 10.6, 25.6], 0.66],
]);

const table6: PublishedTrend[] = /* @__PURE__ */ publishedTable(
  "trainingComputeFlop",
  printedIn("table 6"),
  [
    ["1952-2009", "Record-setting", 10, [1e5, 3e14], 0.2, [0.1, 0.2, 0.3], 19.9, [14.4, 19.7, 30.4], 0.83],
    ["2009-2016", "Record-setting", 7, [6e16, 3e18], 0.4, [0.3, 0.5, 1.2], 7.2, [3.1, 7, 11.9], 0.81],
    ["2016-2022", "Record-setting", 7, [4e21, 1e24], 0.4, [0.3, 0.4, 1.6], 8.5, [2.3, 8.3, 19.3], 0.66],
    [
      "2016-2022",
      "Record-setting without AlphaGo Master and Zero",
      9,
      [1e21, 1e24],
      0.5,
      [0.3, 0.5, 0.6],
      7.5,
      [6.1, 7.6, 7.1],
      0.93,
    ],
  ],
  {
    1: "The slope 0.4 fits the printed scale, but not the doubling time: 7.2 months are 0.5 orders of magnitude a year.",
    3: "The upper limit 7.1 lies below its own median 7.6: a misprint.",
  },
);

const table7: PublishedTrend[] = /* @__PURE__ */ publishedTable(
  "trainingComputeFlop",
  printedIn("table 7"),
  [
    ["2009-2022", "Vision", 25, [6e14, 6e21], 0.6, [0.5, 0.6, 0.7], 6, [5.1, 6, 7.4], null],
    ["2009-2022", "Language", 36, [1e17, 2e23], 0.7, [0.6, 0.8, 1], 4.8, [4.1, 4.9, 6.2], null],
    ["2009-2022", "Games", 13, [4e17, 2e23], 0.8, [0, 0.8, 1.1], 4.5, [-4.1, 4.6, 35.5], null],
    ["2009-2022", "Other", 19, [1e16, 7e21], 0.5, [0.4, 0.5, 0.6], 6.8, [5.8, 6.7, 8.2], null],
  ],
  {
    1: "The slope 0.7 does not fit its own doubling time: 4.8 months are 0.8 orders of magnitude a year.",
    2: "The slope's bracket touches 0, so the quantiles of its doubling time cross a change of sign and bound nothing.",
  },
);

const table8: PublishedTrend[] = /* @__PURE__ */ publishedTable(
  "trainingComputeFlop",
  printedIn("table 8"),
  [
    ["2012-09 to 2017-12", "All models", 31, [1e16, 1e21], 1, [0.6, 1, 1.3], 3.7, [2.8, 3.7, 6.2], 0.48],
    ["2012-09 to 2017-12", "Regular-scale", 24, [2e16, 1e20], 0.8, [0.5, 0.8, 1.1], 4.5, [3.2, 4.3, 7.8], 0.48],
    ["2015-09 to 2017-12", "Large-scale", 7, [2e17, 3e23], 1.2, [1, 1.3, 1.8], 3, [2.1, 2.9, 3.5], 0.95],
    ["2017-12 to 2022-02", "All models", 62, [5e19, 1e23], 0.8, [0.5, 0.8, 1.1], 4.5, [3.3, 4.4, 7.1], 0.36],
    ["2017-12 to 2022-02", "Regular-scale", 47, [2e19, 3e22], 0.9, [0.6, 0.9, 1.2], 4.2, [3.1, 4.2, 6], 0.46],
    ["2017-12 to 2022-02", "Large-scale", 15, [1e22, 6e23], 0.4, [0.3, 0.4, 0.7], 8.7, [5.4, 8.7, 14.6], 0.68],
    ["2012-09 to 2022-02", "All models", 93, [8e16, 7e22], 0.6, [0.5, 0.6, 0.7], 5.7, [4.9, 5.7, 6.8], 0.6],
    ["2012-09 to 2022-02", "Regular-scale", 72, [4e16, 2e22], 0.6, [0.5, 0.6, 0.7], 5.7, [5, 5.7, 6.8], 0.69],
    ["2017-12 to 2022-02", "Large-scale", 19, [4e21, 6e23], 0.3, [0.1, 0.3, 0.5], 10.7, [7.8, 10.7, 27.2], 0.66],
  ],
  { 8: "The period is printed as 12-2017 to 02-2022; it is 09-2015 to 02-2022, the row of table 4." },
);

const table9: PublishedTrend[] = /* @__PURE__ */ publishedTable("trainingComputeFlop", printedIn("table 9"), [
  ["2016-2022", "Regular z<0.76", 63, [3e18, 1e22], 0.6, [0.4, 0.6, 0.8], 6, [4.6, 6, 8.5], 0.46],
  ["2016-2022", "Large z>0.76", 20, [3e21, 6e23], 0.4, [0.2, 0.4, 0.5], 10.3, [7.6, 10.4, 21.9], 0.63],
  ["2016-2022", "Regular z<0.6", 57, [3e18, 9e21], 0.6, [0.4, 0.6, 0.8], 6, [4.6, 6.1, 8.6], 0.48],
  ["2016-2022", "Large z>0.6", 26, [3e21, 4e23], 0.3, [0.2, 0.3, 0.5], 10.7, [7.8, 10.9, 19.5], 0.57],
  ["2016-2022", "Regular z<0.54", 51, [3e18, 5e21], 0.5, [0.4, 0.6, 0.7], 6.7, [4.9, 6.7, 9.9], 0.45],
  ["2016-2022", "Large z>0.54", 32, [2e21, 3e23], 0.3, [0.2, 0.3, 0.4], 11.6, [8.3, 11.6, 22.1], 0.49],
]);

const notebookSource: Source = {
  paper: PAPER,
  where: "stored output of the authors' notebook, repository epoch-research/Compute-Trends",
  version: "as stored in 2022",
  status: "recovered",
};

const notebook: PublishedTrend[] = /* @__PURE__ */ publishedTable("trainingComputeFlop", notebookSource, [
  ["pre 2010", "All", 9, [4000, 1e14], 0.2, [0.2, 0.2, 0.3], 17.5, [12.2, 17.3, 21.9], 0.9],
  ["pre 2010", "Record", 10, [1e5, 3e14], 0.2, [0.1, 0.2, 0.2], 19.9, [14.7, 20.3, 30.9], 0.83],
  ["2010 to 2012-09", "All", 5, [3e14, 7e15], 0.6, [0.1, 0.6, 2.5], 6.2, [1.3, 6, 23.6], 0.7],
  ["2012-09 to 2022-02", "All (non-record)", 85, [1e16, 4e22], 0.7, [0.6, 0.7, 0.9], 5.1, [4.3, 5.1, 6.2], 0.53],
  ["2012-09 to 2022-02", "Record", 12, [6e18, 9e24], 0.8, [0.6, 0.8, 1.6], 4.7, [2.3, 4.6, 6.3], 0.78],
  ["2015-09 to 2022-02", "Regular", 60, null, null, null, 5.8, [4.5, 5.8, 8], 0.48],
  ["2015-09 to 2022-02", "Large-scale", 19, null, null, null, 10.7, [7.8, 10.7, 27.2], 0.66],
]);
/** The trends of training compute of 2202.05924, as printed. */
export interface Sevilla2022 {
  /** Summary of the three eras; partly from an older version of the dataset. */
  table2: PublishedTrend[];
  /** Before and after the start of deep learning, set at 2010 or at 2012. */
  table3: PublishedTrend[];
  /** 2010 to 2022, split when the large systems begin. */
  table4: PublishedTrend[];
  /** Systems that used more compute than any before them. */
  table6: PublishedTrend[];
  /** By domain. */
  table7: PublishedTrend[];
  /** Around AI and Compute's period, 2012 to 2017, and after it. */
  table8: PublishedTrend[];
  /** Other thresholds for calling a system large. */
  table9: PublishedTrend[];
  /** Not in the paper: what the authors' notebook shows. */
  notebook: PublishedTrend[];
  /** Which systems are large for their time. */
  scaleRule: ScaleRule;
  /** Statements in words, as numbers. */
  headlines: PublishedHeadline[];
}

/**
 * Sevilla, Heim, Ho, Besiroglu, Hobbhahn and Villalobos 2022, "Compute Trends Across Three Eras of Machine Learning".
 *
 * Every bracket is the .025, .5 and .975 quantile of 1000 resamples of pairs in which each drawn value was also
 * multiplied by a random factor between 1/2 and 2. Months have 30 days and years 365. Misprints are kept and noted.
 *
 * @example
 * ```ts
 * import { sevilla2022 } from "scaling-laws/published";
 *
 * console.log(sevilla2022.table3[0]?.doublingTimeMonths?.point); // => 21.3
 * console.log(sevilla2022.table3[0]?.source.where); // => "table 3"
 * ```
 */
export const sevilla2022: Sevilla2022 = {
  table2,
  table3,
  table4,
  table6,
  table7,
  table8,
  table9,
  notebook,
  scaleRule: {
    windowDays: 364,
    lowZ: -2,
    highZ: 0.76,
    largeAfter: "2015-09-01",
    note: "The text says a window of 1.5 years and table 5 says 2; the code uses 364 days either side, and that reproduces the tables. The authors chose the thresholds after looking at the plot.",
    source: {
      paper: PAPER,
      where: "the authors' notebook, repository epoch-research/Compute-Trends; appendix A and table 5 disagree with it",
      version: "as stored in 2022",
      status: "recovered",
    },
  },
  headlines: [
    { about: "systems in the dataset", printed: "123", values: [123], source: printedIn("abstract") },
    { about: "doubling time before 2010, months", printed: "about 20", values: [20], source: printedIn("abstract") },
    { about: "doubling time since 2010, months", printed: "about 6", values: [6], source: printedIn("abstract") },
    {
      about: "doubling time of large systems since 2015, months",
      printed: "about 10",
      values: [10],
      source: printedIn("abstract"),
    },
    {
      about: "range of doubling times before 2010, months",
      printed: "17 to 29",
      values: [17, 29],
      source: printedIn("text"),
    },
    {
      about: "range of doubling times after 2010, months",
      printed: "4 to 9",
      values: [4, 9],
      source: printedIn("text"),
    },
    {
      about: "doubling time 1952 to 2010, months",
      printed: "18, where the tables say 21.3",
      values: [18],
      source: printedIn("conclusion"),
    },
    { about: "systems left out for little compute", printed: "5", values: [5], source: printedIn("appendix A") },
    {
      about: "low outliers and large systems",
      printed: "7 and 20",
      values: [7, 20],
      source: printedIn("figure 4, caption"),
    },
    {
      about: "large systems above the trend",
      printed: "10 to 100 times (abstract), 2 to 3 orders of magnitude (conclusion)",
      values: [10, 100, 2, 3],
      source: printedIn("abstract and conclusion"),
    },
  ],
};
