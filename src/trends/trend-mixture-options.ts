import { MOST_RESAMPLES, refuse, requireFlag, requireWhole } from "../numeric/checks.ts";
import { resolveLevel } from "../statistics/fit-options.ts";

/** What {@link fitTrendMixture} may be told. */
export interface TrendMixtureOptions {
  /** How many lines, 2 to 10; default 2. */
  components?: number;
  /** Whether all lines have one slope; default false. */
  parallel?: boolean;
  /** No line has a smaller share of the points; default 0.05, and never less than 3 points. */
  leastShare?: number;
  /** Where the levels are read; default the mean year. */
  referenceYear?: number;
  /** Default 0.95. */
  level?: number;
  /** Of the test against one line; default 999. 0 for no test. */
  resamples?: number;
  /** Default 1. */
  seed?: number;
}

/** What a mixture echoes of its options. */
export interface ResolvedTrendMixtureOptions {
  /** Number of lines. */
  components: number;
  /** Whether all lines have one slope. */
  parallel: boolean;
  /** Least share of the points on a line. */
  leastShare: number;
  /** Year at which levels are read. */
  referenceYear: number;
  /** Confidence level of the intervals. */
  level: number;
  /** Resamples drawn. */
  resamples: number;
  /** Seed of the resampling. */
  seed: number;
}

/** The fewest points that a line of a mixture may stand for. */
const LEAST_POINTS = 3;

/** More are no story, and take their time. */
const MOST_LINES = 10;

/** The number of lines asked for. */
export function resolveComponents(components = 2): number {
  return requireWhole(components, 2, "options.components", MOST_LINES);
}

export function resolveMixtureOptions(
  options: TrendMixtureOptions,
  n: number,
  meanYear: number,
): ResolvedTrendMixtureOptions {
  const components = resolveComponents(options.components);
  const asked = options.leastShare ?? 0.05;
  if (typeof asked !== "number" || !(asked > 0 && asked * components < 1)) {
    refuse("INVALID_OPTION", `a share above 0 and below 1 / ${components}`, asked, "options.leastShare");
  }
  return {
    components,
    parallel: requireFlag(options.parallel ?? false, "options.parallel"),
    leastShare: Math.max(asked, LEAST_POINTS / n),
    referenceYear: options.referenceYear ?? meanYear,
    level: resolveLevel(options.level),
    resamples: requireWhole(options.resamples ?? 999, 0, "options.resamples", MOST_RESAMPLES),
    seed: requireWhole(options.seed ?? 1, Number.MIN_SAFE_INTEGER, "options.seed"),
  };
}
