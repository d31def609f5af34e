import { drawing, WIDTH } from "./blocks.ts";

const HEIGHT = 15;
const MARGIN = 9;

export interface Points {
  year: ArrayLike<number>;
  value: ArrayLike<number>;
}

function markOf(count: number): string {
  if (count === 1) return ".";
  return count < 4 ? "o" : "@";
}

/** A scatter of points over years on a log axis, in characters, with the fitted line through it. */
export function scatter(points: Points, unit: string, lineLog10: (year: number) => number | null): void {
  const columns = WIDTH - MARGIN - 3;
  const years = Array.from(points.year);
  const logs = Array.from(points.value, Math.log10);
  const from = Math.floor(Math.min(...years));
  const to = Math.ceil(Math.max(...years));
  const low = Math.floor(Math.min(...logs));
  const high = Math.ceil(Math.max(...logs));
  const row = (log: number): number => Math.round(((high - log) / (high - low || 1)) * (HEIGHT - 1));
  const yearAt = (column: number): number => from + ((to - from) * column) / (columns - 1);
  const counts = new Map<string, number>();
  for (const [i, year] of years.entries()) {
    const column = Math.round(((year - from) / (to - from || 1)) * (columns - 1));
    const key = `${row(logs[i] ?? low)} ${column}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines: string[] = [];
  for (let r = 0; r < HEIGHT; r++) {
    let line = "";
    for (let c = 0; c < columns; c++) {
      const count = counts.get(`${r} ${c}`);
      const log = lineLog10(yearAt(c));
      if (count !== undefined) line += markOf(count);
      else line += log !== null && row(log) === r ? "-" : " ";
    }
    const tick = r % 7 === 0 ? `1e${Math.round(high - ((high - low) * r) / (HEIGHT - 1))}` : "";
    lines.push(`${tick.padStart(MARGIN)} |${line}`.trimEnd());
  }
  lines.push(`${unit.padStart(MARGIN)} +${"-".repeat(columns)}`);
  const middle = String(Math.round((from + to) / 2));
  const gap = columns - 8 - middle.length;
  const half = Math.floor(gap / 2);
  lines.push(" ".repeat(MARGIN + 2) + from + " ".repeat(half) + middle + " ".repeat(gap - half) + to);
  lines.push(`${" ".repeat(MARGIN + 2)}. one system   o two or three   @ more   - line with one break`);
  drawing(lines);
}
