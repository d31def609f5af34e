import { ScalingError } from "../errors.ts";
import { positiveColumn, requireOptions, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import { mean } from "../numeric/summation.ts";
import type { FitOptions } from "../statistics/fit-options.ts";

/** Two columns of equal length, above zero: an input (a size, tokens, compute) and what depends on it. */
export interface PowerColumns {
  /** Inputs, above zero. */
  x: ArrayLike<number>;
  /** Outputs, above zero. */
  y: ArrayLike<number>;
}

/** The data of a fit, checked; `logX` is ln x less its mean. */
export interface PowerData {
  n: number;
  y: Float64Array;
  logX: Float64Array;
  centre: number;
  weights: Float64Array | null;
  support: { x: { lower: number; upper: number } };
}

export function powerData(columns: PowerColumns, least: number, options: FitOptions): PowerData {
  requireOptions(columns, "columns");
  const x = positiveColumn(columns.x, "x");
  const n = x.length;
  requirePoints(n, least, "x");
  const y = positiveColumn(columns.y, "y");
  requireSameLength(y.length, n, "y");
  const weights = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights?.length ?? n, n, "options.weights");
  const { lower, upper } = columnRange(x);
  if (!(upper > lower)) throw new ScalingError("NO_SPREAD", `Expected inputs that differ but all are ${lower}`, "x");
  const logs = x.map(Math.log);
  const centre = mean(logs);
  return { n, y, logX: logs.map((each) => each - centre), centre, weights, support: { x: { lower, upper } } };
}
