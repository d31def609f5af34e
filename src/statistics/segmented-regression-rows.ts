import { addPair, copyLine, growLines, LINE, type Lines, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import { emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";

/**
 * Points to be gone through in rows: from one point on, the line of all up to each later one. Neighbours are drawn
 * together in blocks, so that a row can pass over a block in two steps. To any line, the points of a block are two
 * points of half their weight each, on the block's own line and as far from the mean of its x as their spread says,
 * and the residual about that line, which is the same for all.
 *
 * What makes passing over safe: separate lines for the parts of a run leave no more than one line for all of it. So the
 * line up to point g of a block leaves at least what the line up to the block leaves plus `within[g]`.
 */
export interface Rows {
  /** The residual, about their own line, of the points of the block up to each point. */
  within: Float64Array;
  /** Line 0 is the line of the points before those at hand, line s has s of them more. */
  lines: Lines;
  /** Draws the points together anew, and returns how many make a block. `each` is given the line of a block up to point g. */
  fill(each?: (block: number, g: number, o: number) => void): number;
  /** Goes through the row that begins at point `start`: `visit` is given the points of the blocks that are `wanted`. */
  scan(
    start: number,
    wanted: (block: number, residual: number) => boolean,
    visit: (from: number, count: number) => void,
  ): void;
}

export function rowsOf(points: GroupedPoints): Rows {
  const capacity = points.x.length;
  const blocks = emptyPoints(2 * capacity);
  const within = new Float64Array(capacity);
  const lines = linesOf(capacity + 2);
  let length = 0;
  return {
    within,
    lines,
    fill(each) {
      const { size } = points;
      length = Math.ceil(Math.sqrt(size) / 0.8);
      blocks.size = 0;
      for (let from = 0; from < size; from += length) {
        const count = Math.min(length, size - from);
        lines.fill(0, 0, LINE);
        growLines(points, from, 1, count, lines);
        for (let s = 1; s <= count; s++) {
          within[from + s - 1] = lines[s * LINE + RESIDUAL]!;
          each?.(from / length, from + s - 1, s * LINE);
        }
        addPair(blocks, lines, count * LINE);
      }
      return length;
    },
    scan(start, wanted, visit) {
      const { size } = points;
      lines.fill(0, 0, LINE);
      for (let from = start; from < size; ) {
        const block = Math.floor(from / length);
        const end = Math.min((block + 1) * length, size);
        let steps = 2;
        // The first block may be cut short: it has no pair of points.
        if (from === start || wanted(block, lines[RESIDUAL]!)) {
          steps = end - from;
          growLines(points, from, 1, steps, lines);
          visit(from, steps);
        } else {
          growLines(blocks, 2 * block, 1, 2, lines);
          lines[2 * LINE + RESIDUAL]! += within[end - 1]!;
        }
        copyLine(lines, steps * LINE);
        from = end;
      }
    },
  };
}
