import {
  addPoint,
  clearLine,
  emptyLine,
  fillPrefixes,
  fillSuffixes,
  joinLine,
  type LineFit,
  type LineFits,
  lineFits,
  loadLine,
  storeLine,
} from "./segmented-regression-lines.ts";
import { fillOuterValues, type OuterLines, offerCell, outerLines } from "./segmented-regression-middle.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import type { BreakSearch } from "./segmented-regression-search.ts";

/** The memory of a search for two breaks, for one set of points and for all its resamples. */
export interface TwoBreakWorkspace {
  outer: OuterLines;
  block: number;
  /** For the block of first breaks at hand: the points after each of its x up to its end, by place in the block. */
  tails: LineFits;
  /** The points after the block at hand up to the end of each block. */
  spans: LineFits;
  open: Uint8Array;
}

export function twoBreakWorkspace(points: GroupedPoints, minPoints: number): TwoBreakWorkspace {
  const capacity = points.x.length;
  const block = Math.max(4, Math.min(48, Math.floor(Math.sqrt(capacity / 10))));
  const blocks = Math.ceil(capacity / block) + 1;
  return {
    outer: outerLines(capacity, points, minPoints),
    block,
    tails: lineFits(block),
    spans: lineFits(blocks),
    open: new Uint8Array(blocks),
  };
}

/** The first and the last positions that the breaks' outer neighbours can take. */
interface Range {
  /** The first piece ends at x_i with i >= `least`; the last begins at x_(j+1) with j <= `most`. */
  least: number;
  most: number;
}

function admissibleRange({ points, minPoints, seen }: OuterLines): Range {
  const { size, leastFirst, leastLast } = points;
  let least = leastFirst - 1;
  while (least < size && seen[least]! < minPoints) least++;
  const total = seen[size - 1]!;
  let most = size - 1 - leastLast;
  while (most >= 0 && total - seen[most]! < minPoints) most--;
  return { least, most };
}

/**
 * The best two breaks of a continuous line of three pieces, exact: every pair of cells (a gap or a datum for each
 * break, Hudson 1966) is a candidate, unless three free lines through its points leave more than the best so far.
 * That bound rises when points are added to a piece, so it rules out whole blocks of pairs at once; what remains is
 * gone through with the middle line updated point by point.
 */
export function searchTwoBreaks(workspace: TwoBreakWorkspace, search: BreakSearch): void {
  const { outer, block } = workspace;
  fillPrefixes(outer.points, outer.prefixes);
  fillSuffixes(outer.points, outer.suffixes);
  fillOuterValues(outer);
  const range = admissibleRange(outer);
  if (range.least > range.most) return;
  const firstBlock = Math.floor(range.least / block);
  const lastBlock = Math.floor(range.most / block);
  const centre = searchCorners(workspace, range, firstBlock, lastBlock, search);
  const reach = Math.max(centre - firstBlock, lastBlock - centre);
  for (let distance = 0; distance <= reach; distance++) {
    if (centre - distance >= firstBlock) searchBlockRow(workspace, range, centre - distance, lastBlock, search);
    if (distance > 0 && centre + distance <= lastBlock) {
      searchBlockRow(workspace, range, centre + distance, lastBlock, search);
    }
  }
}

/** A first look at the corner cell of each pair of blocks; returns the block of the best first break. */
function searchCorners(
  { outer, block }: TwoBreakWorkspace,
  { least, most }: Range,
  firstBlock: number,
  lastBlock: number,
  search: BreakSearch,
): number {
  const { points } = outer;
  const line = emptyLine();
  let centre = firstBlock;
  let best = search.residual;
  for (let row = firstBlock; row <= lastBlock; row++) {
    const i = (row + 1) * block - 1;
    if (i < least) continue;
    clearLine(line);
    for (let j = i + 1; j <= most; j++) {
      addPoint(line, points.x[j]!, points.y[j]!, points.weight[j]!);
      if ((j + 1) % block === 0) offerCell(outer, i, j, line, search);
    }
    if (search.residual < best) {
      best = search.residual;
      centre = row;
    }
  }
  return centre;
}

/** All cells whose first break lies in one block and that the bound leaves open. */
function searchBlockRow(
  workspace: TwoBreakWorkspace,
  range: Range,
  row: number,
  lastBlock: number,
  search: BreakSearch,
): void {
  const { outer, block, tails, open } = workspace;
  const start = row * block;
  const end = Math.min(start + block - 1, range.most);
  if (!openBlocks(workspace, range, row, lastBlock, search.cutoff)) return;
  const line = emptyLine();
  for (let i = end; i >= start; i--) {
    storeLine(tails, i - start, line);
    addPoint(line, outer.points.x[i]!, outer.points.y[i]!, outer.points.weight[i]!);
  }
  for (let i = Math.max(start, range.least); i <= end; i++) {
    let last = -1;
    for (let column = row; column <= lastBlock; column++) {
      if (open[column] === 0) continue;
      if (column === row) {
        clearLine(line);
      } else if (last !== column - 1) {
        loadLine(line, tails, i - start);
        joinLine(line, workspace.spans, column - 1);
      }
      last = column;
      const from = Math.max(column * block, i);
      const to = Math.min((column + 1) * block - 1, range.most);
      searchCells(outer, i, from, to, line, search);
    }
  }
}

/** Marks the blocks of second breaks that may hold a better pair; false if none does. Fills `spans`. */
function openBlocks(
  { outer, block, spans, open }: TwoBreakWorkspace,
  range: Range,
  row: number,
  lastBlock: number,
  cutoff: number,
): boolean {
  const { points, prefixes, suffixes } = outer;
  const left = prefixes.residual[Math.max(row * block, range.least)]!;
  const line = emptyLine();
  let any = false;
  for (let column = row; column <= lastBlock; column++) {
    const from = column * block;
    const to = Math.min(from + block - 1, range.most);
    const bound = left + line.residual + suffixes.residual[to + 1]!;
    open[column] = bound <= cutoff ? 1 : 0;
    if (open[column] === 1) any = true;
    if (left + line.residual > cutoff) {
      open.fill(0, column, lastBlock + 1);
      break;
    }
    if (column > row) {
      for (let j = from; j <= to; j++) addPoint(line, points.x[j]!, points.y[j]!, points.weight[j]!);
    }
    storeLine(spans, column, line);
  }
  return any;
}

/**
 * Cells (i, from .. to). `line` holds the points after x_i and before x_from, and afterwards those up to x_to; the
 * update is that of `addPoint`, kept in registers.
 */
function searchCells(outer: OuterLines, i: number, from: number, to: number, line: LineFit, search: BreakSearch): void {
  const { x, y, weight } = outer.points;
  const left = outer.prefixes.residual[i]!;
  const right = outer.suffixes.residual;
  let j = from;
  for (; j <= to && line.spread === 0; j++) {
    if (j > i) addPoint(line, x[j]!, y[j]!, weight[j]!);
    if (left + line.residual + right[j + 1]! <= search.cutoff) offerCell(outer, i, j, line, search);
  }
  let { weight: total, meanX, meanY, spread, slope, residual } = line;
  let cutoff = search.cutoff - left;
  for (; j <= to; j++) {
    const w = weight[j]!;
    const d = x[j]! - meanX;
    const e = y[j]! - meanY;
    const joint = total + w;
    const share = w / joint;
    const c = total * share;
    const error = e - slope * d;
    const grown = spread + c * d * d;
    const gain = c / grown;
    residual += gain * spread * (error * error);
    slope += gain * d * error;
    meanX += share * d;
    meanY += share * e;
    spread = grown;
    total = joint;
    if (residual + right[j + 1]! <= cutoff) {
      line.weight = total;
      line.meanX = meanX;
      line.meanY = meanY;
      line.spread = spread;
      line.slope = slope;
      line.residual = residual;
      offerCell(outer, i, j, line, search);
      cutoff = search.cutoff - left;
    }
  }
  line.weight = total;
  line.meanX = meanX;
  line.meanY = meanY;
  line.spread = spread;
  line.slope = slope;
  line.residual = residual;
}
