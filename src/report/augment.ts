import { ScalingError } from "../errors.ts";
import { describe, refuse, requireList, requireOneOf, requireOptions } from "../numeric/checks.ts";
import type { Law, LawKind } from "../statistics/law.ts";

/** The columns that {@link augment} adds to a row. */
export interface Augmented {
  /** What the law says of the row. */
  fitted: number | null;
  /** Observed less fitted; of logarithms where asked for. */
  residual: number | null;
}

/** Which column was observed, and on which scale to compare it. */
export interface AugmentOptions {
  /** The column that holds the observed value; by default the one that the fit of this kind takes. */
  observed?: string;
  /**
   * The scale of `residual`: "raw" (default), observed - fitted; "log10", log10(observed / fitted), which is the
   * scale on which trends are fitted, so that its squares add up to `goodness.sumOfSquaredResiduals`.
   */
  on?: "raw" | "log10";
}

/** What each kind of fit explains, under the name its data have. */
const OBSERVED: Record<LawKind, string> = {
  trend: "value",
  "robust-trend": "value",
  "quantile-trend": "value",
  "piecewise-trend": "value",
  "power-law": "y",
  "broken-power-law": "y",
  "loss-law": "loss",
  "performance-curve": "score",
  "score-law": "score",
  "densing-law": "density",
  "routing-law": "loss",
  "utilization-law": "loss",
  "moe-law": "loss",
  "unique-sequences": "unique",
};

function observedValue(row: object, column: string, path: string): number | null {
  if (!Object.hasOwn(requireOptions(row, path), column)) {
    throw new ScalingError("MISSING_COLUMN", `Expected a column ${describe(column)} but the row has none`, path);
  }
  const value: unknown = Reflect.get(row, column);
  if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
  return refuse("NOT_FINITE", "a finite number or null", value, path);
}

function difference(observed: number | null, fitted: number | null, on: "raw" | "log10"): number | null {
  if (observed === null || fitted === null) return null;
  if (on === "raw") return observed - fitted;
  return observed > 0 && fitted > 0 ? Math.log10(observed) - Math.log10(fitted) : null;
}

/**
 * The rows a law was fitted to, or others, each with what the law says of it and how far off that is.
 *
 * @param law - any law.
 * @param rows - plain objects with the observed value in one column and, in others, what `predict` needs.
 * @param predict - the value for a row: a number, a Prediction, or null where there is none.
 * @returns new rows: the columns of the old, then `fitted` and `residual` (columns so called are replaced). Either is
 * null where the prediction or the observed value is null, and `residual` on the log10 scale where one is not above 0.
 * @throws ScalingError MISSING_COLUMN where a row lacks the observed column; NOT_FINITE where its value, or the
 * predicted one, is neither a finite number nor null; INVALID_OPTION for another scale.
 *
 * @example
 * ```ts
 * import { augment } from "scaling-laws/report";
 * import { fitTrend, predictTrend } from "scaling-laws/trends";
 *
 * const rows = [
 *   { name: "A", year: 2020, value: 1e20 },
 *   { name: "B", year: 2021, value: 1e21 },
 *   { name: "C", year: 2022, value: 1e22 },
 * ];
 * const fit = fitTrend({ year: rows.map((row) => row.year), value: rows.map((row) => row.value) });
 * const table = augment(fit, rows, (law, row) => predictTrend(law, row.year), { on: "log10" });
 * console.log(Object.keys(table[0])); // => ["name", "year", "value", "fitted", "residual"]
 * console.log(table.every((row) => row.residual !== null && Math.abs(row.residual) < 1e-9)); // => true
 * ```
 */
export function augment<SomeLaw extends Law, Row extends object>(
  law: SomeLaw,
  rows: readonly Row[],
  predict: (law: SomeLaw, row: Row) => number | null | { estimate: number | null },
  options: AugmentOptions = {},
): (Row & Augmented)[] {
  requireOptions(options);
  if (typeof predict !== "function") refuse("UNSUPPORTED_TYPE", "a function", predict, "predict");
  const column = options.observed ?? (typeof law?.kind === "string" ? OBSERVED[law.kind] : undefined);
  const on = options.on ?? "raw";
  requireOneOf(on, ["raw", "log10"], "options.on");
  if (typeof column !== "string") refuse("INVALID_OPTION", "the name of a column", column, "options.observed");
  return Array.from(requireList(rows, "rows"), (row, i) => {
    const observed = observedValue(row, column, `rows[${i}].${column.slice(0, 60)}`);
    const predicted = predict(law, row);
    const fitted = typeof predicted === "object" && predicted !== null ? predicted.estimate : predicted;
    if (fitted !== null && !Number.isFinite(fitted)) {
      refuse("NOT_FINITE", "a finite prediction or null", fitted, `rows[${i}]`);
    }
    return { ...row, fitted, residual: difference(observed, fitted, on) };
  });
}
