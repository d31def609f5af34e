import { requirePoints } from "../numeric/checks.ts";
import { sizeRange } from "./size-range.ts";
import { spreadTies } from "./sizes.ts";

const WIDTHS: readonly number[] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4];
const OFFSETS = 8;

/** A range seen through one choice of bins. */
export interface BinnedGap {
  /** Width of the bins, in decades. */
  width: number;
  /** How far the edges of the bins lie above multiples of the width, in decades. */
  offset: number;
  /** Mean count of the bins in the range / the smaller mean count of a flank's bins; null where a flank has none. */
  deficitRatio: number | null;
}

interface BinMean {
  bins: number;
  count: number;
}

/**
 * How empty a range of sizes looks in a histogram, over bins of 0.1 to 0.4 decades and 8 offsets of each.
 *
 * Bins belong to the range or to a flank (as wide as the range in log size) by their centre; ties are spread first
 * ({@link spreadTies}). A ratio below 1 says that the range is emptier per bin than the emptier flank; ratios on both
 * sides of 1 say that the picture depends on the bins.
 *
 * @param sizes - Model sizes in parameters, above zero.
 * @param range - The two ends, in parameters, the lower first.
 * @returns A row for each width and offset.
 * @throws ScalingError EMPTY_INPUT, NOT_POSITIVE, NOT_FINITE, OUT_OF_RANGE.
 * @remarks Ours.
 * @example
 * ```ts
 * import { binSensitivity } from "scaling-laws/parameter-gap";
 *
 * const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));
 * const ratios = binSensitivity(sizes, [2.1e9, 13e9]).flatMap((row) => row.deficitRatio ?? []);
 * console.log(Math.max(...ratios) < 1); // => true
 * ```
 */
export function binSensitivity(sizes: ArrayLike<number>, range: readonly [number, number]): BinnedGap[] {
  const logs = spreadTies(sizes);
  requirePoints(logs.length, 1, "sizes");
  const ends = sizeRange(range);
  const lower = Math.log10(ends.lower);
  const upper = Math.log10(ends.upper);
  const rows: BinnedGap[] = [];
  for (const width of WIDTHS) {
    for (let o = 0; o < OFFSETS; o++) {
      const offset = (o * width) / OFFSETS;
      rows.push({ width, offset, deficitRatio: deficitRatio(logs, lower, upper, width, offset) });
    }
  }
  return rows;
}

function deficitRatio(
  logs: readonly number[],
  lower: number,
  upper: number,
  width: number,
  offset: number,
): number | null {
  const span = upper - lower;
  const counts = new Map<number, number>();
  for (let i = 0; i < logs.length; i++) {
    const bin = Math.floor((logs[i]! - offset) / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const gap: BinMean = { bins: 0, count: 0 };
  const left: BinMean = { bins: 0, count: 0 };
  const right: BinMean = { bins: 0, count: 0 };
  const first = Math.floor((lower - span - offset) / width);
  const last = Math.ceil((upper + span - offset) / width);
  for (let bin = first; bin <= last; bin++) {
    const centre = offset + (bin + 0.5) * width;
    const part = partOf(centre, lower, upper, span, gap, left, right);
    if (part === null) continue;
    part.bins++;
    part.count += counts.get(bin) ?? 0;
  }
  if (gap.bins === 0 || left.bins === 0 || right.bins === 0) return null;
  const flank = Math.min(left.count / left.bins, right.count / right.bins);
  return flank > 0 ? gap.count / gap.bins / flank : null;
}

function partOf(
  centre: number,
  lower: number,
  upper: number,
  span: number,
  gap: BinMean,
  left: BinMean,
  right: BinMean,
): BinMean | null {
  if (centre > lower && centre < upper) return gap;
  if (centre > lower - span && centre <= lower) return left;
  if (centre >= upper && centre < upper + span) return right;
  return null;
}
