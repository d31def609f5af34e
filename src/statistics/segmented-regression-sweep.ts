import { growLines, growRun, LINE, type Lines, linesOf } from "./segmented-regression-lines.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";

/**
 * Goes through the lines of all points up to each one, and of all after it, without holding more of them than those of a
 * block. `visit` is given point i, the line up to it, and the line after it as the one at `o` of `suffixes`.
 */
export function sweepLines(
  points: GroupedPoints,
  visit: (i: number, prefix: Lines, suffixes: Lines, o: number) => void,
): void {
  const { size } = points;
  const length = Math.ceil(Math.sqrt(size));
  // The line of all points behind each block, the last block first.
  const behind: Lines[] = [];
  const run = linesOf(2);
  for (let end = size; end > 0; end -= length) {
    behind.push(run.slice(0, LINE));
    growRun(points, end - 1, -1, Math.min(length, end), run);
  }
  const suffixes = linesOf(length);
  const prefix = linesOf(2);
  for (let i = 0; i < size; i++) {
    // How many points of its block follow.
    const left = (size - 1 - i) % length;
    if (i === 0 || left === length - 1) {
      suffixes.set(behind.pop()!);
      growLines(points, i + left, -1, left, suffixes);
    }
    growRun(points, i, 1, 1, prefix);
    visit(i, prefix, suffixes, left * LINE);
  }
}
