import { spawnSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import { fitTrend } from "../../src/trends/trend.ts";
import { type BenchRow, milliseconds } from "./record.ts";

/** The page of one whole run. */
export function benchmarksPage(rows: readonly BenchRow[], date: string, minutes: number): string {
  const topics = [...new Set(rows.filter((row) => !row.growth).map((row) => row.topic))];
  return [
    "# Benchmarks",
    "",
    `Made on ${date} by one run of \`npm run build && npm run bench\` (${minutes.toFixed(0)} minutes), which writes this page.`,
    "Times are medians of warm calls, imports excluded, unless a table says otherwise. A ratio above 1 says how many times",
    "longer the peer took; **below 1 it was faster than we are**. Where a goal is named it is that of the plan.",
    "",
    ...machine(),
    ...topics.flatMap((topic) =>
      table(
        topic,
        rows.filter((row) => row.topic === topic && !row.growth),
      ),
    ),
    ...growthTable(rows.filter((row) => row.growth)),
  ].join("\n");
}

function machine(): string[] {
  const [first] = cpus();
  const peers = [
    ...versions(
      "python3",
      "import sys, numpy, scipy; print('Python', sys.version.split()[0] + ', numpy', numpy.__version__ + ', scipy', scipy.__version__)",
    ),
    ...versions(
      "/usr/bin/python3",
      "import statsmodels, numpy; print('statsmodels', statsmodels.__version__, 'with numpy', numpy.__version__)",
    ),
    ...versions("Rscript", "cat(R.version.string)"),
  ];
  return [
    `Machine: ${first?.model ?? "unknown processor"}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${type()} ${release()}, Node ${process.version}.`,
    `Peers: ${peers.length > 0 ? peers.join("; ") : "none on this machine"}.`,
    "",
  ];
}

function versions(command: string, code: string): string[] {
  const { stdout, status } = spawnSync(command, [command === "Rscript" ? "-e" : "-c", code], { encoding: "utf8" });
  return status === 0 ? [stdout.trim()] : [];
}

function table(topic: string, rows: readonly BenchRow[]): string[] {
  const line = (row: BenchRow): string => {
    const ratio = row.ours && row.theirs ? row.theirs / row.ours : null;
    const shown = ratio === null ? "" : ratio < 1 ? `**${ratio.toPrecision(2)}**` : ratio.toPrecision(3);
    const peer = [row.peer, row.peerVersion].filter(Boolean).join(" ");
    const n = row.n === null ? "" : String(row.n);
    const ours = row.ours === null ? "" : milliseconds(row.ours);
    return `| ${[row.what, n, ours, goalOf(row), peer, milliseconds(row.theirs), shown, row.quality ?? ""].join(" | ")} |`;
  };
  return [
    `## ${topic}`,
    "",
    "| What | n | Ours | Goal | Peer | Peer's time | Ratio | Quality |",
    "|---|--:|--:|---|---|--:|--:|---|",
    ...rows.map(line),
    "",
  ];
}

/** The goal, and whether a plain one in milliseconds is missed. */
function goalOf({ goal = "", ours }: BenchRow): string {
  const limit = /^(\d+) ms$/.exec(goal)?.[1];
  return limit !== undefined && ours !== null && ours > Number(limit) ? `${goal}, **missed**` : goal;
}

/** Times by n, and the slope of log time on log n. */
function growthTable(rows: readonly BenchRow[]): string[] {
  if (rows.length === 0) return [];
  const whats = [...new Set(rows.map((row) => row.what))];
  return [
    "## Growth with n",
    "",
    "The exponent is the slope of log time on log n (a fit of `fitTrend`) over the sizes shown: 1 is linear, 2 quadratic.",
    "",
    "| What | Times | Exponent |",
    "|---|---|--:|",
    ...whats.map((what) => {
      const own = rows.filter((row) => row.what === what && row.ours !== null);
      const series = { year: own.map((row) => Math.log10(row.n!)), value: own.map((row) => row.ours!) };
      const exponent = own.length > 2 ? fitTrend(series).coefficients.slopeOomPerYear.estimate.toFixed(2) : "";
      return `| ${what} | ${own.map((row) => `${row.n}: ${milliseconds(row.ours)}`).join(", ")} | ${exponent} |`;
    }),
    "",
  ];
}
