import type { Warning } from "../errors.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Goodness } from "../statistics/law.ts";
import type { ResolvedTrendMixtureOptions } from "./trend-mixture-options.ts";
import type { VersusOneLine } from "./trend-mixture-test.ts";

/** One of the lines of a mixture. */
export interface TrendComponent {
  /** The share of all points that belong to this line. */
  share: Estimate;
  /** Slope, in orders of magnitude a year. */
  slopeOomPerYear: Estimate;
  /** Level at the reference year. */
  log10AtReference: Estimate;
}

/** Lines living side by side in one period. */
export interface TrendMixture {
  /** From the lowest at the reference year to the highest. */
  components: TrendComponent[];
  /** For every point of the series, in its order, the probability that it belongs to each component. */
  membership: number[][];
  /** Year at which levels are read. */
  referenceYear: number;
  /** The standard deviation about the lines, in orders of magnitude; the same for all. */
  scatterDex: number;
  /** k = lines and slopes + shares (one less than components) + 1 for BIC and AICc. `rSquared` is null. */
  goodness: Goodness;
  /** The test against one line. */
  versusOneLine: VersusOneLine;
  /** How the likelihood was maximised; the optima that compete within 2 units of BIC. */
  convergence: {
    /** Whether the search met its tolerance. */
    converged: boolean;
    /** Steps taken. */
    iterations: number;
    /** Other optima that come close. */
    competing: number;
  };
  /** The options as they were resolved, defaults included. */
  options: ResolvedTrendMixtureOptions;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}
