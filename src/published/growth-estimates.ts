import type { Source } from "../statistics/law.ts";

/** An estimate of a doubling time that the compute papers set themselves against. */
export interface GrowthEstimate {
  /** What is estimated. */
  name: string;
  /** What doubles. */
  quantity: string;
  /** Months to double. */
  doublingTimeMonths: number;
  /** `about` the number, or `at-least` it. */
  reading: "about" | "at-least";
  /** First and last year it speaks of; null where it names none. */
  fromYear: number | null;
  /** Last year; null where it is open. */
  toYear: number | null;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** Earlier estimates of growth, as 2202.05924 quotes them. */
export interface GrowthEstimates {
  /** Training compute of the largest runs, 2012 to 2018. */
  amodeiHernandez2018: GrowthEstimate;
  /** Training compute, 2018 to 2020. */
  lyzhov2021: GrowthEstimate;
  /** Moore's law. */
  mooresLaw: GrowthEstimate;
}

function quotedBy(paper: string): Source {
  return { paper, where: "as quoted in 2202.05924", version: "v2, 9 March 2022", status: "printed" };
}

/**
 * The estimates of others: 3.4 months (2012 to 2018), over two years (2018 to 2020), and Moore's law, about 20 months.
 *
 * @example
 * ```ts
 * import { growthEstimates } from "scaling-laws/published";
 *
 * console.log(growthEstimates.amodeiHernandez2018.doublingTimeMonths); // => 3.4
 * console.log(growthEstimates.lyzhov2021.reading); // => "at-least"
 * ```
 */
export const growthEstimates: GrowthEstimates = {
  amodeiHernandez2018: {
    name: "Amodei and Hernandez 2018",
    quantity: "compute of the largest training runs",
    doublingTimeMonths: 3.4,
    reading: "about",
    fromYear: 2012,
    toYear: 2018,
    source: quotedBy("Amodei and Hernandez 2018, AI and Compute"),
  },
  lyzhov2021: {
    name: "Lyzhov 2021",
    quantity: "compute of the largest training runs",
    doublingTimeMonths: 24,
    reading: "at-least",
    fromYear: 2018,
    toYear: 2020,
    source: quotedBy('Lyzhov 2021, "AI and Compute" trend isn\'t predictive of what is happening'),
  },
  mooresLaw: {
    name: "Moore's law",
    quantity: "transistors on a chip",
    doublingTimeMonths: 20,
    reading: "about",
    fromYear: null,
    toYear: null,
    source: quotedBy("Moore 1965 and 1975"),
  },
};
