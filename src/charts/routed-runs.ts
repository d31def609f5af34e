import { ScalingError } from "../errors.ts";
import { positiveColumn, refuse, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import type { RoutedSweepColumns } from "../routing/routed-data.ts";
import type { Axis } from "./axes.ts";
import { logarithmic } from "./axes.ts";
import { orderedColor } from "./palette.ts";

/** The runs of a sweep, checked. */
export interface RoutedRuns {
  readonly parameters: Float64Array;
  readonly experts: Float64Array;
  readonly loss: Float64Array;
}

export function routedRuns(sweep: RoutedSweepColumns): RoutedRuns {
  const parameters = positiveColumn(sweep?.parameters, "sweep.parameters");
  requirePoints(parameters.length, 1, "sweep.parameters");
  const experts = positiveColumn(sweep.experts, "sweep.experts");
  requireSameLength(experts.length, parameters.length, "sweep.experts");
  const loss = positiveColumn(sweep.loss, "sweep.loss");
  requireSameLength(loss.length, parameters.length, "sweep.loss");
  const below = experts.findIndex((each) => each < 1);
  if (below >= 0) {
    const message = `Expected at least 1 expert, a dense model, but got ${experts[below]}`;
    throw new ScalingError("OUT_OF_RANGE", message, `sweep.experts[${below}]`);
  }
  return { parameters, experts, loss };
}

/** The most experts of the runs; an axis goes to two at least. */
export function mostExperts({ experts }: RoutedRuns): number {
  return Math.max(2, columnRange(experts).upper);
}

/** Sizes nearer than this, in orders of magnitude, share a curve. */
const SAME_SIZE = 0.05;
/** Curves at most, of the runs and of what is asked for. */
const MOST = 8;
const MOST_ASKED = 200;

/** The sizes that get a curve: those asked for, or those of the runs, the nearly equal ones as one. */
export function curveSizes(runs: RoutedRuns, asked: ArrayLike<number> | undefined): number[] {
  if (asked !== undefined) {
    const sizes = new Set(positiveColumn(asked, "options.parameters"));
    if (sizes.size > MOST_ASKED)
      refuse("INVALID_OPTION", `at most ${MOST_ASKED} sizes`, sizes.size, "options.parameters");
    return [...sizes].sort((a, b) => a - b);
  }
  const groups: number[][] = [];
  for (const log10 of runs.parameters.map(Math.log10).sort()) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && log10 - previous <= SAME_SIZE) last.push(log10);
    else groups.push([log10]);
  }
  const every = Math.ceil(groups.length / MOST);
  return groups
    .filter((_, k) => k % every === 0)
    .map((logs) => 10 ** (logs.reduce((total, each) => total + each, 0) / logs.length));
}

/** Colours of sizes in their order, small to large, between the least and the greatest of those drawn. */
export function sizeColor(sizes: Iterable<number>, dark: boolean): (size: number) => string {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const size of sizes) [low, high] = [Math.min(low, size), Math.max(high, size)];
  return (size) => orderedColor(high > low ? 1 - Math.log(size / low) / Math.log(high / low) : 0.5, dark);
}

/** An axis of experts in powers of two, with room on the right for labels. */
export function expertsAxis(most: number, width: number): Axis {
  const doublings = Math.max(1, Math.ceil(Math.log2(most) - 1e-9));
  const every = Math.ceil((doublings + 1) / Math.max(3, Math.min(11, width / 36)));
  const ticks: number[] = [];
  for (let k = 0; k <= doublings; k += every) ticks.push(2 ** k);
  const room = Math.min(0.35, 60 / width) * doublings;
  return logarithmic("Experts", 2 ** (-0.03 * doublings), 2 ** (doublings + room), ticks);
}

/** Places on a curve of experts: 1 to the most of the runs, evenly in their logarithm. */
export function expertSteps(most: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, k) => (k === steps ? most : most ** (k / steps)));
}
