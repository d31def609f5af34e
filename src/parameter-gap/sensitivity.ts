import type { Warning } from "../errors.ts";
import {
  finiteColumn,
  positiveColumn,
  refuse,
  requireOptions,
  requirePoints,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import { quantileSorted } from "../statistics/bootstrap.ts";
import { clusterIndex } from "../statistics/clusters.ts";
import { binSensitivity } from "./bin-sensitivity.ts";
import type { ParameterGap, ParameterGapOptions } from "./gap-result.ts";
import { LEAST_SIZES } from "./gap-scan.ts";
import { testGaps } from "./gap-significance.ts";

/** Systems with what a sensitivity check varies; the columns beyond size and year are optional. */
export interface GapSystems {
  /** Sizes of the models, in parameters. */
  size: ArrayLike<number>;
  /** Decimal years. */
  year: ArrayLike<number>;
  /** Organisation of each: a subset then counts a size once for each organisation. */
  organization?: ArrayLike<string | number>;
  /** Which of them are notable: a subset of their own. */
  notable?: ArrayLike<boolean>;
  /** Which of them are tuned from another model: a subset goes without them. */
  fineTune?: ArrayLike<boolean>;
}

/** Options of {@link gapSensitivity}: those of the scan, the size to follow, and the end dates to try. */
export interface GapSensitivityOptions extends Omit<ParameterGapOptions, "clusters" | "organizations" | "maxGaps"> {
  /** The size, in parameters, whose gap is followed; default the middle of the most striking gap of all systems. */
  around?: number;
  /** Decimal years at which to cut the data, at most 60; default every half year over the last three. */
  endYears?: ArrayLike<number>;
}

/** What one choice makes of the gap: where it then lies and how surprising it is; nulls where no gap is found. */
export interface GapSensitivityRow {
  /** What was varied; `all` for the scan of all sizes. */
  choice: "all" | "end year" | "subset" | "bins";
  /** The choice in words: `before 2022.5`, `one per organisation and size`. */
  setting: string;
  /** Sizes that remain. */
  n: number;
  /** Lower end of the gap found; null without one. */
  lower: number | null;
  /** Upper end of the gap found; null without one. */
  upper: number | null;
  /** p-value of that gap; null without a gap, or with fewer than 30 sizes. */
  pValue: number | null;
  /** p-value against uniform sizes; null where `pValue` is. */
  pUniform: number | null;
  /** Bins only: mean count in the range over that of the emptier flank. */
  deficitRatio: number | null;
}

/** The rows of {@link gapSensitivity} and in how many of the runs the gap stays significant. */
export interface GapSensitivity {
  /** One row for each choice. */
  rows: GapSensitivityRow[];
  /** The size that the gap should hold. */
  around: number;
  /** Scans made: of all sizes, of each end date, of each subset. Some may have too few sizes for a p-value. */
  runs: number;
  /** Scans whose gap has a p-value at or below alpha. */
  significantRuns: number;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

interface Systems {
  /** Sizes of the models, in parameters. */
  size: Float64Array;
  /** Decimal year. */
  year: Float64Array;
}

const ALL_GAPS = 20;

/** Every month of five years; a bound because each is a scan with all its resamples. */
const MOST_END_YEARS = 60;

function gapAround(gaps: readonly ParameterGap[], around: number): ParameterGap | null {
  for (const gap of gaps) if (gap.lower <= around && gap.upper >= around) return gap;
  return null;
}

function scanRow(
  choice: GapSensitivityRow["choice"],
  setting: string,
  sizes: Float64Array,
  around: number,
  options: ParameterGapOptions,
): GapSensitivityRow {
  const row = { choice, setting, n: sizes.length, deficitRatio: null };
  const enough = sizes.length >= LEAST_SIZES && sizes.some((size) => size !== sizes[0]);
  const gap = enough ? gapAround(testGaps(sizes, { ...options, maxGaps: ALL_GAPS }, false).gaps, around) : null;
  if (gap === null) return { ...row, lower: null, upper: null, pValue: null, pUniform: null };
  return { ...row, lower: gap.lower, upper: gap.upper, pValue: gap.pValue, pUniform: gap.pUniform };
}

function select(systems: Systems, kept: (i: number) => boolean): Float64Array {
  return systems.size.filter((_, i) => kept(i));
}

/** The first system of each pair of organisation and size: families restate one size many times. */
function firstOfEach({ size }: Systems, organization: Uint32Array): (i: number) => boolean {
  const seen = new Set<string>();
  const first = new Uint8Array(size.length);
  for (let i = 0; i < first.length; i++) {
    const key = `${organization[i]} ${size[i]}`;
    if (!seen.has(key)) first[i] = 1;
    seen.add(key);
  }
  return (i) => first[i] === 1;
}

/** Six end dates half a year apart, the last the half year that no system is later than. */
function halfYears(year: Float64Array): number[] {
  const latest = year.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const whole = Math.ceil(latest);
  const last = whole - latest >= 0.5 ? whole - 0.5 : whole;
  return [5, 4, 3, 2, 1, 0].map((half) => last - half / 2);
}

function subsetRows(
  data: GapSystems,
  systems: Systems,
  run: (setting: string, kept: (i: number) => boolean) => GapSensitivityRow,
): GapSensitivityRow[] {
  const { notable, fineTune, organization } = data;
  const rows: GapSensitivityRow[] = [];
  if (notable !== undefined) rows.push(run("notable", (i) => notable[i] === true));
  if (fineTune !== undefined) rows.push(run("no fine-tunes", (i) => fineTune[i] !== true));
  if (organization !== undefined) {
    const { index } = clusterIndex(organization, systems.size.length, "data.organization");
    rows.push(run("one per organisation and size", firstOfEach(systems, index)));
  }
  return rows;
}

function binRows(sizes: Float64Array, gap: ParameterGap | null): GapSensitivityRow[] {
  if (gap === null) return [];
  const { lower, upper } = gap;
  return binSensitivity(sizes, [lower, upper]).map(({ width, offset, deficitRatio }) => ({
    choice: "bins",
    setting: `width ${width}, offset ${Number(offset.toFixed(4))}`,
    n: sizes.length,
    lower,
    upper,
    pValue: null,
    pUniform: null,
    deficitRatio,
  }));
}

/**
 * How a gap depends on choices: the end date, the subset, and the bins of a histogram.
 *
 * The gap around one size is sought again, by the same scan, on data cut at each end year; on notable systems only,
 * without fine-tunes, and with one system per organisation and size, as far as those columns are given; and its deficit
 * is measured in histograms of six widths and eight offsets. A result that a choice undoes is fragile: quote the path,
 * not one cell.
 *
 * @param data - `size` in parameters, `year` decimal; optional `organization`, `notable`, `fineTune`.
 * @param options - Those of {@link findParameterGaps}, `around` and `endYears`.
 * @returns Rows, and how many of the scans still find the gap with pValue at or below alpha.
 * @throws ScalingError as {@link findParameterGaps}; LENGTH_MISMATCH; INVALID_OPTION for more than 60 end years.
 * @remarks Ours. No p here pays for the choices beside it.
 * @example
 * ```ts
 * import { gapSensitivity } from "scaling-laws/parameter-gap";
 *
 * const size = Array.from({ length: 80 }, (_, i) => 10 ** (8 + i / 30 + (i % 40 < 20 ? 0 : 1.2)));
 * const year = size.map((_, i) => 2020 + (i % 3));
 * const { rows } = gapSensitivity({ size, year }, { resamples: 99 });
 * console.log(rows[0]!.choice); // => "all"
 * ```
 */
export function gapSensitivity(data: GapSystems, options: GapSensitivityOptions = {}): GapSensitivity {
  requireOptions(options);
  requireOptions(data, "data");
  const size = positiveColumn(data.size, "data.size");
  const year = finiteColumn(data.year, "data.year");
  requireSameLength(year.length, size.length, "data.year");
  requirePoints(size.length, LEAST_SIZES, "data.size");
  for (const name of ["organization", "notable", "fineTune"] as const) {
    const column = data[name];
    if (column === undefined) continue;
    if (typeof column !== "object" || column === null) refuse("UNSUPPORTED_TYPE", "an array", column, `data.${name}`);
    requireSameLength(column.length, size.length, `data.${name}`);
  }
  const { around: named, endYears: given, ...scan } = options;
  const systems: Systems = { size, year };
  const endYears = given === undefined ? halfYears(year) : Array.from(finiteColumn(given, "options.endYears"));
  if (endYears.length > MOST_END_YEARS) {
    refuse("INVALID_OPTION", `at most ${MOST_END_YEARS} end years`, endYears.length, "options.endYears");
  }
  const whole = testGaps(size, { ...scan, maxGaps: ALL_GAPS }, false);
  const leading = whole.gaps[0] ?? null;
  const middle =
    leading === null
      ? 10 ** quantileSorted(size.map(Math.log10).sort(), 0.5)
      : Math.sqrt(leading.lower) * Math.sqrt(leading.upper);
  const around = named === undefined ? middle : requirePositive(named, "options.around");
  const run = (choice: GapSensitivityRow["choice"], setting: string, kept: (i: number) => boolean) =>
    scanRow(choice, setting, select(systems, kept), around, scan);
  const scans = [
    run("all", "all systems", () => true),
    ...endYears.map((end) => run("end year", `before ${end}`, (i) => year[i]! < end)),
    ...subsetRows(data, systems, (setting, kept) => run("subset", setting, kept)),
  ];
  const alpha = whole.options.alpha;
  return {
    rows: [...scans, ...binRows(size, gapAround(whole.gaps, around))],
    around,
    runs: scans.length,
    significantRuns: scans.filter((row) => row.pValue !== null && row.pValue <= alpha).length,
    warnings: whole.warnings,
  };
}
