import { repeatedBreakSearch } from "./segmented-regression-breaks.ts";
import { chainOf, fitChain } from "./segmented-regression-chain.ts";
import { addPoint, clearLine, emptyLine } from "./segmented-regression-lines.ts";
import { partitionStarts, partitionWorkspace, searchPartitions } from "./segmented-regression-partition.ts";
import type { GroupedPoints, Grouping } from "./segmented-regression-points.ts";

/** A segmented model, ready to be fitted again and again to points that are filled anew. */
export interface RefitModel {
  points: GroupedPoints;
  grouping: Grouping;
  continuous: boolean;
  /** The breaks of the fit to the data, as x. */
  breaks: readonly number[];
  /** Whether a refit looks for its own breaks. */
  estimated: boolean;
  minPoints: number;
  /** Continuous: the x at which the value is stated. Separate: the start of the first piece. */
  reference: number;
}

/** Coefficients, then breaks if they are estimated; null where the points cannot carry the model. */
export function refitOf(model: RefitModel): () => Float64Array | null {
  return model.continuous ? continuousRefit(model) : separateRefit(model);
}

function continuousRefit(model: RefitModel): () => Float64Array | null {
  const { points, estimated, minPoints } = model;
  const { originX, originY } = model.grouping;
  const count = model.breaks.length;
  const own = model.breaks.map((at) => at - originX);
  const search = estimated && count > 0 ? repeatedBreakSearch(points, count, minPoints, own) : null;
  const chain = chainOf(count);
  const result = new Float64Array(count + 2 + (estimated ? count : 0));
  const reference = model.reference - originX;
  return () => {
    const breaks = search === null ? own : search()?.breaks;
    if (breaks === undefined || !fitChain(points, 0, points.size - 1, breaks, 0, count, chain)) return null;
    let value = originY + chain.intercept + chain.slopes[0]! * reference;
    for (let s = 0; s <= count; s++) {
      result[s + 1] = chain.slopes[s]!;
      if (s === count) break;
      if (breaks[s]! < reference) value += (chain.slopes[s + 1]! - chain.slopes[s]!) * (reference - breaks[s]!);
      if (estimated) result[count + 2 + s] = breaks[s]! + originX;
    }
    result[0] = value;
    return result;
  };
}

function separateRefit(model: RefitModel): () => Float64Array | null {
  const { points, estimated, minPoints } = model;
  const { originX, originY } = model.grouping;
  const count = model.breaks.length;
  const own = model.breaks.map((at) => at - originX);
  const workspace = estimated && count > 0 ? partitionWorkspace(points, minPoints, count) : null;
  const result = new Float64Array(2 * (count + 1) + (estimated ? count : 0));
  const line = emptyLine();
  return () => {
    let starts: number[] | null = null;
    if (workspace !== null) {
      searchPartitions(workspace);
      starts = partitionStarts(workspace, count);
      if (starts === null) return null;
    }
    let g = 0;
    for (let s = 0; s <= count; s++) {
      const from = s === 0 ? model.reference - originX : starts === null ? own[s - 1]! : points.x[starts[s - 1]!]!;
      const to = s === count ? Number.POSITIVE_INFINITY : starts === null ? own[s]! : points.x[starts[s]!]!;
      clearLine(line);
      for (; g < points.size && points.x[g]! < to; g++) addPoint(line, points.x[g]!, points.y[g]!, points.weight[g]!);
      if (line.spread === 0) return null;
      result[2 * s] = line.meanY + line.slope * (from - line.meanX) + originY;
      result[2 * s + 1] = line.slope;
      if (s > 0 && estimated) result[2 * (count + 1) + s - 1] = from + originX;
    }
    return result;
  };
}
