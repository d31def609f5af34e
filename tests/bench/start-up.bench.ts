/**
 * What a fresh process pays: the import of each entry of the built package, beside the packages it loads, and the first,
 * cold call of each fit, imports excluded. Every number is the median of seven processes of their own.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { record } from "./record.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const PROCESSES = 7;

/** The median of what seven processes print. */
function medianOf(code: string): number {
  const times = Array.from({ length: PROCESSES }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  });
  return times.sort((a, b) => a - b)[PROCESSES >> 1]!;
}

const timedImport = (names: readonly string[]): string =>
  `const s = performance.now(); ${names.map((name) => `await import("${name}");`).join(" ")} console.log(performance.now() - s);`;

const entries: Record<string, string[]> = {
  errors: [],
  statistics: [],
  trends: [],
  "parameter-gap": [],
  published: [],
  report: [],
  charts: [],
  corpus: [],
  densing: [],
  routing: [],
  "loss-laws": ["ml-levenberg-marquardt", "ml-regression"],
  dataset: ["zod/mini"],
};
const lean = ["errors", "trends", "parameter-gap", "published", "report", "charts"];

const YEARS = `const year = Array.from({ length: 118 }, (_, i) => 2000 + i / 6);
const value = year.map((t, i) => 10 ** (0.3 * (t - 2000) + 0.5 * Math.max(0, t - 2010) + Math.sin(9 * i)));`;
const SIZES = "const sizes = Array.from({ length: 150 }, (_, i) => 10 ** (9 + 2 * Math.sin(i * i)));";
const RUNS = `const parameters = Array.from({ length: 60 }, (_, i) => 10 ** (7 + (i % 10) / 3));
const tokens = parameters.map((n, i) => n * 10 ** (1 + (i % 7) / 4));
const loss = parameters.map((n, i) => (1.8 + 480 / n ** 0.35 + 2080 / tokens[i] ** 0.37) * Math.exp(0.01 * Math.sin(7 * i)));`;
const ROUTED = `const parameters = Array.from({ length: 60 }, (_, i) => 10 ** (7 + (i % 6) / 3));
const experts = parameters.map((_, i) => 2 ** (i % 9));
const loss = parameters.map((n, i) => 10 ** (1.1 - 0.08 * Math.log10(n) - 0.12 * Math.log10(experts[i]) + 0.009 * Math.log10(n) * Math.log10(experts[i]) + 0.002 * Math.sin(7 * i)));`;
const CURVE = `const loss = Array.from({ length: 12 }, (_, i) => 0.42 - 0.025 * i);
const score = loss.map((l, i) => 25 + 75 / (1 + Math.exp(25 * (l - 0.2))) + Math.sin(9 * i));`;

const calls: [what: string, entry: string, name: string, data: string, call: string][] = [
  ["fitTrend, 118 points", "trends", "fitTrend", YEARS, "fitTrend({ year, value })"],
  ["fitTrend, 1000 resamples", "trends", "fitTrend", YEARS, 'fitTrend({ year, value }, { interval: "percentile" })'],
  ["fitRobustTrend", "trends", "fitRobustTrend", YEARS, "fitRobustTrend({ year, value })"],
  [
    "fitQuantileTrend, no resamples",
    "trends",
    "fitQuantileTrend",
    YEARS,
    "fitQuantileTrend({ year, value }, 0.9, { resamples: 0 })",
  ],
  [
    "fitPiecewiseTrend, one break, no resamples",
    "trends",
    "fitPiecewiseTrend",
    YEARS,
    "fitPiecewiseTrend({ year, value }, { breaks: { count: 1 }, continuous: true, resamples: 0 })",
  ],
  [
    "fitPiecewiseTrend, two breaks, no resamples",
    "trends",
    "fitPiecewiseTrend",
    YEARS,
    "fitPiecewiseTrend({ year, value }, { breaks: { count: 2 }, continuous: true, resamples: 0 })",
  ],
  [
    "fitPiecewiseTrend, jumps up to 3, no resamples",
    "trends",
    "fitPiecewiseTrend",
    YEARS,
    "fitPiecewiseTrend({ year, value }, { breaks: { max: 3 }, continuous: false, resamples: 0 })",
  ],
  [
    "fitTrendMixture, no resamples",
    "trends",
    "fitTrendMixture",
    YEARS,
    "fitTrendMixture({ year, value }, { resamples: 0 })",
  ],
  ["scanGaps", "parameter-gap", "scanGaps", SIZES, "scanGaps(sizes.map(Math.log10))"],
  [
    "fitLossLaw, Huber, no resamples",
    "loss-laws",
    "fitLossLaw",
    RUNS,
    "fitLossLaw({ parameters, tokens, loss }, { resamples: 0 })",
  ],
  [
    "fitPowerLaw, no resamples",
    "loss-laws",
    "fitPowerLaw",
    RUNS,
    "fitPowerLaw({ x: parameters, y: loss }, { resamples: 0 })",
  ],
  ["fitRoutingLaw", "routing", "fitRoutingLaw", ROUTED, "fitRoutingLaw({ parameters, experts, loss })"],
  [
    "fitPerformanceCurve",
    "densing",
    "fitPerformanceCurve",
    CURVE,
    "fitPerformanceCurve({ loss, score }, { anchor: { loss: 0, score: 100 } })",
  ],
];

if (!existsSync(`${root}dist/index.js`)) console.log("The package is not built: npm run build first.");
else {
  for (const [entry, packages] of Object.entries(entries)) {
    const ours = medianOf(timedImport([`scaling-laws/${entry}`]));
    const theirs = packages.length > 0 ? medianOf(timedImport(packages)) : null;
    record({
      topic: "Import",
      what: `scaling-laws/${entry}`,
      n: null,
      ours,
      goal: lean.includes(entry) ? "30 ms" : "15 ms above its packages",
      ...(theirs === null
        ? { quality: "loads no package" }
        : { peer: packages.join(", "), theirs, quality: `${(ours - theirs).toFixed(1)} ms above` }),
    });
  }
  for (const [what, entry, name, data, call] of calls) {
    const code = `import { ${name} } from "scaling-laws/${entry}"; ${data} const s = performance.now(); ${call}; console.log(performance.now() - s);`;
    try {
      record({ topic: "First call", what, n: null, ours: medianOf(code), goal: "60 ms" });
    } catch (error) {
      console.log(
        `${what}: ${
          String(error)
            .split("\n")
            .find((line) => line.includes("Error")) ?? "failed"
        }`,
      );
      process.exitCode = 1;
    }
  }
}
