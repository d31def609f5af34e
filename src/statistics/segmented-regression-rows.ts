import { growLines, LINE, type Lines, lineAt, linesOf, RESIDUAL, SPREAD } from "./segmented-regression-lines.ts";
import { addGroup, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";

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
  points: GroupedPoints;
  /** Points of a block; the last may hold fewer. */
  length: number;
  /** Two for each block. */
  blocks: GroupedPoints;
  /** The residual, about their own line, of the points of the block up to each point. */
  within: Float64Array;
  /** Line 0 is the line of the points before those at hand, line s has s of them more. */
  lines: Lines;
}

export function emptyRows(points: GroupedPoints): Rows {
  const capacity = points.x.length;
  return {
    points,
    length: 0,
    blocks: emptyPoints(2 * capacity),
    within: new Float64Array(capacity),
    lines: linesOf(capacity + 1),
  };
}

/** Draws the points together anew. */
export function fillRows(rows: Rows): void {
  const { points, blocks, within, lines } = rows;
  const { size } = points;
  const length = Math.ceil(Math.sqrt(size) / 2);
  rows.length = length;
  blocks.size = 0;
  for (let from = 0; from < size; from += length) {
    const count = Math.min(length, size - from);
    lines.fill(0, 0, LINE);
    growLines(points, from, 1, count, lines);
    for (let s = 1; s <= count; s++) within[from + s - 1] = lines[s * LINE + RESIDUAL]!;
    const o = count * LINE;
    const far = Math.sqrt(lines[o + SPREAD]! / lines[o]!);
    for (const d of [-far, far]) {
      const x = lines[o + 1]! + d;
      addGroup(blocks, x, lineAt(lines, o, x), lines[o]! / 2, 0);
    }
  }
}

/** Goes through the row that begins at point `from`: `visit` is given the points of the blocks that are `wanted`. */
export function scanRow(
  rows: Rows,
  start: number,
  wanted: (block: number, residual: number) => boolean,
  visit: (from: number, count: number) => void,
): void {
  const { points, length, blocks, within, lines } = rows;
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
    lines.copyWithin(0, steps * LINE, (steps + 1) * LINE);
    from = end;
  }
}
