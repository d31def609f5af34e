import { ScalingError } from "../errors.ts";
import { refuse } from "../numeric/checks.ts";

/** A histogram: bin q is [edges[q], edges[q+1]), the last bin closed. */
export interface Histogram {
  /** Edges of the bins, one more than counts. */
  edges: number[];
  /** Values in each bin. */
  counts: number[];
  /** Values below the first edge. */
  below: number;
  /** Values above the last edge. */
  above: number;
}

/** Counts of values between increasing edges; a value on an inner edge belongs to the bin above it. */
export function countBetween(values: Float64Array, edges: Float64Array): Histogram {
  const bins = edges.length - 1;
  if (bins < 1)
    throw new ScalingError("INVALID_OPTION", `Expected at least 2 edges but got ${edges.length}`, "options.edges");
  for (let q = 0; q < bins; q++) {
    if (!(edges[q + 1]! > edges[q]!)) {
      throw new ScalingError(
        "INVALID_OPTION",
        `Expected increasing edges but got ${edges[q + 1]} after ${edges[q]}`,
        `options.edges[${q + 1}]`,
      );
    }
  }
  const counts = new Array<number>(bins).fill(0);
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < edges[0]!) below++;
    else if (value > edges[bins]!) above++;
    else counts[binOf(value, edges)]!++;
  }
  return { edges: Array.from(edges), counts, below, above };
}

function binOf(value: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** More cells than anybody can look at. */
const MOST_CELLS = 1e6;

/** An averaged shifted histogram: cell q covers [origin + q cell, origin + (q+1) cell). */
export interface ShiftedHistogram {
  origin: number;
  cell: number;
  density: number[];
}

/**
 * Scott's averaged shifted histogram: the mean of `shifts` histograms of one bin width, each moved by a cell of
 * width/shifts, f[q] = sum over |s| < shifts of (1 - |s|/shifts) count[q+s]/(n width). No edge decides what is seen.
 */
export function averagedShiftedHistogram(values: Float64Array, width: number, shifts: number): ShiftedHistogram {
  const cell = width / shifts;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    lowest = Math.min(lowest, values[i]!);
    highest = Math.max(highest, values[i]!);
  }
  const origin = (Math.floor(lowest / cell) - shifts) * cell;
  const cells = Math.floor((highest - origin) / cell) + 1 + shifts;
  if (!(cells > 0 && cells <= MOST_CELLS))
    refuse("INVALID_OPTION", `a width of at most ${MOST_CELLS} cells`, width, "options.width");
  const counts = new Float64Array(cells);
  for (let i = 0; i < values.length; i++) counts[Math.floor((values[i]! - origin) / cell)]!++;
  const density = new Array<number>(cells).fill(0);
  // The weights shifts - |s| of a count lie on a line up and one down: of the sums of whole numbers, which are exact, each
  // follows from the last by a slope that changes where a count comes within reach, is passed, and is left behind.
  let total = 0;
  let slope = 0;
  for (let q = 1 - shifts; q < cells; q++) {
    const ahead = q - 1 + shifts;
    if (ahead < cells) slope += counts[ahead]!;
    if (q >= 1) slope -= 2 * counts[q - 1]!;
    if (q - 1 >= shifts) slope += counts[q - 1 - shifts]!;
    total += slope;
    if (q >= 0) density[q] = total / shifts / (values.length * width);
  }
  return { origin, cell, density };
}
