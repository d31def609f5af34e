import { gapChart } from "scaling-laws/charts";
import {
  contrastEras,
  findParameterGaps,
  type GapSensitivityRow,
  type GapSystems,
  gapOccupancy,
  gapSensitivity,
  type ParameterGap,
  parameterHistogram,
  testParameterGap,
} from "scaling-laws/parameter-gap";
import { formatPValue } from "scaling-laws/report";
import { line, note, paragraph, picture, print, result, space, step, table, WIDTH } from "./blocks.ts";
import type { GapColumns } from "./gap-systems.ts";
import { sizeText } from "./size-text.ts";

/** The range that the paper names, and a size inside it. */
export const NAMED: readonly [number, number] = [20e9, 70e9];
const INSIDE = 40e9;
const ALPHA = 0.05;
const END_YEARS = [2021.5, 2022, 2022.25, 2022.5, 2023, 2023.5, 2024, 2024.5, 2025];

const p = (value: number | null): string => (value === null ? "-" : formatPValue(value).replace(/^p (= )?/, ""));
const range = (gap: { lower: number | null; upper: number | null }): string =>
  gap.lower === null || gap.upper === null ? "no gap found" : `${sizeText(gap.lower)} to ${sizeText(gap.upper)}`;

const SMALLEST_SHOWN = 1e8;

/** Sizes as bars, six bins a decade; what is smaller than 100M in one. */
export function printSizes(columns: GapColumns): void {
  const largest = Math.max(...columns.size);
  const edges = [Math.min(SMALLEST_SHOWN, ...columns.size)];
  for (let edge = SMALLEST_SHOWN; edge / 10 ** (1 / 6) <= largest; edge *= 10 ** (1 / 6)) {
    if (edge > (edges[0] ?? 0)) edges.push(edge);
  }
  const { counts } = parameterHistogram(columns.size, { edges });
  const most = Math.max(...counts);
  for (const [bin, count] of counts.entries()) {
    const [lower, upper] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    const named = upper > NAMED[0] && lower < NAMED[1] ? "|" : " ";
    const bar = "#".repeat(Math.ceil((count / most) * (WIDTH - 34)));
    print(
      `  ${sizeText(lower).padStart(9)} to ${sizeText(upper).padEnd(7)} ${named} ${bar}${count > 0 ? ` ${count}` : ""}`,
    );
  }
  print(`  The bars marked | overlap ${sizeText(NAMED[0])} to ${sizeText(NAMED[1])}.`);
}

function gapRow(gap: ParameterGap): string[] {
  return [
    range(gap),
    String(gap.countInside),
    gap.expectedInside.toFixed(1),
    p(gap.pValue),
    p(gap.pUniform),
    p(gap.pGuaranteed),
    gap.verdict,
  ];
}

/** The scan: gaps found without being told where. */
export function printFound(columns: GapColumns): void {
  const found = step("Scanning all ranges of size", () =>
    findParameterGaps(columns.size, { organizations: columns.organization, maxGaps: 4 }),
  );
  result("Gaps in the sizes of language models", found);
  picture((look) => gapChart(columns.size, found, { ...look, title: "Sizes of language models" }));
  const { gaps, warnings } = found;
  const titles = ["range", "inside", "expected", "p", "p uniform", "p guaranteed", "verdict"];
  table(
    titles.map((title, i) => ({ title, align: i === 0 || i === 6 ? "left" : "right" })),
    gaps.map(gapRow),
  );
  note("p: against smooth sizes with one mode; p uniform: against even sizes; p guaranteed: for any one-mode sizes.");
  note("All three pay for having looked everywhere. A verdict is strong only if the first two are at most .05.");
  for (const { message } of warnings) note(message);
}

/** The range of the paper, by every rule for its ends. */
export function printNamed(columns: GapColumns): void {
  const test = testParameterGap(columns.size, NAMED);
  result("The range from 20B to 70B", test);
  const rows = (["closed", "open", "halfOpen", "drop"] as const).map((rule) => {
    const { countLeft, countInside, countRight, pValue } = test.byEndpoints[rule];
    return [
      rule === "halfOpen" ? "half open" : rule,
      String(countLeft),
      String(countInside),
      String(countRight),
      p(pValue),
    ];
  });
  table(
    [
      { title: "ends" },
      { title: "left flank", align: "right" },
      { title: "inside", align: "right" },
      { title: "right flank", align: "right" },
      { title: "p", align: "right" },
    ],
    rows,
  );
  note(
    "Sizes of exactly 20B or 70B: closed counts them as inside, open as outside, half open the lower ones alone as inside; drop leaves them out.",
  );
  for (const { message } of test.warnings) note(message);
}

/** How full the range was, year by year, and whether it filled up from a year on. */
export function printOccupancy(columns: GapColumns, from: number): void {
  const rows = gapOccupancy(columns, NAMED).map((row) => [
    String(row.year),
    String(row.n),
    String(row.below + row.atLower),
    String(row.inside),
    String(row.atUpper + row.above),
    `${(100 * row.share).toFixed(1)} % (${(100 * row.lower).toFixed(1)} to ${(100 * row.upper).toFixed(1)})`,
  ]);
  table(
    ["year", "n", "up to 20B", "inside", "70B and up", "share inside, 95 %"].map((title, i) => ({
      title,
      align: i === 0 ? "left" : "right",
    })),
    rows,
  );
  const { insideVersusFlanks } = contrastEras(columns, NAMED, from, { endpoints: "open" });
  const { before, after, direction, pValue } = insideVersusFlanks;
  line(
    `Inside against flanks: ${before.inside} to ${before.outside} before ${from}, ${after.inside} to ${after.outside} ` +
      `from then on: ${direction}, one-sided ${formatPValue(pValue)}.`,
  );
}

function conclusion(scans: readonly GapSensitivityRow[], significant: number): string {
  const path = scans.filter((row) => row.choice === "end year");
  const tried = path.filter((row) => row.pValue !== null);
  const found = tried.filter((row) => row.pValue !== null && row.pValue <= ALPHA).map((row) => row.setting);
  const runs = scans.filter((row) => row.pValue !== null).length;
  const of = `${significant} of the ${runs} cuts and subsets with a p-value`;
  if (tried.length === 0) {
    const seen = path.filter((row) => row.lower !== null).length;
    return seen === 0
      ? `No gap around ${sizeText(INSIDE)} is found at any end date.`
      : `A gap around ${sizeText(INSIDE)} is seen at ${seen} of ${path.length} end dates, each with too few systems for a p-value: ` +
          "these data cannot tell it from chance.";
  }
  if (found.length === 0) {
    return `Around ${sizeText(INSIDE)} no end date gives a gap that chance does not explain (${of} do at .05).`;
  }
  if (found.length === tried.length && significant === runs) {
    return `A gap around ${sizeText(INSIDE)} is there at every end date and in every subset tried.`;
  }
  return (
    `A gap around ${sizeText(INSIDE)} is more than chance with data ${found.join(", ")}: at ${found.length} of the ` +
    `${tried.length} end dates that have a p-value (${of} are at or below .05). It depends on what one looks at, so no ` +
    "single cell should be quoted alone."
  );
}

/** Only the columns that tell systems apart: a file without fine-tunes has no subset without them. */
function varied({ size, year, organization, notable, fineTune }: GapColumns): GapSystems {
  const mixed = (column: boolean[]): boolean => new Set(column).size > 1;
  return { size, year, organization, ...(mixed(notable) ? { notable } : {}), ...(mixed(fineTune) ? { fineTune } : {}) };
}

/** The gap around 40B as the end date and the subset change, and what that adds up to. */
export function printPath(columns: GapColumns): void {
  const last = Math.max(...columns.year);
  const endYears = END_YEARS.filter((end) => end < last);
  const found = step("Following the gap over end dates and subsets", () =>
    gapSensitivity(varied(columns), { around: INSIDE, endYears, resamples: 499 }),
  );
  const path = found.rows.filter((row) => row.choice !== "bins");
  table(
    [
      { title: "data" },
      { title: "n", align: "right" },
      { title: `gap around ${sizeText(INSIDE)}` },
      { title: "p", align: "right" },
      { title: "p uniform", align: "right" },
    ],
    path.map((row) => [row.setting, String(row.n), range(row), p(row.pValue), p(row.pUniform)]),
  );
  const ratios = found.rows.flatMap((row) => row.deficitRatio ?? []);
  if (ratios.length > 0) {
    line(
      `In ${ratios.length} histograms of other widths and offsets its bins hold ${Math.min(...ratios).toFixed(2)} to ` +
        `${Math.max(...ratios).toFixed(2)} times what those of the emptier flank do.`,
    );
  }
  space();
  paragraph(conclusion(path, found.significantRuns));
  if (path.some((row) => row.lower !== null && row.pValue === null)) {
    note("-: no p-value, since there are fewer than 30 sizes.");
  }
  note("None of these p-values pays for the choice of cut, nor for sizes copied from one model to the next.");
}
