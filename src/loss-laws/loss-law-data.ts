import { ScalingError } from "../errors.ts";
import { positiveColumn, requireOptions, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import { mean } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import type { LossLawOptions } from "./loss-law-options.ts";
import type { LossPoints } from "./loss-surface.ts";

/** Training runs as columns of equal length: model size, training tokens and final loss. */
export interface LossColumns {
  /** Sizes of the runs. */
  parameters: ArrayLike<number>;
  /** Their training tokens. */
  tokens: ArrayLike<number>;
  /** Their final losses. */
  loss: ArrayLike<number>;
}

/** The data of a fit, checked, in the coordinates of the fit. */
export interface LossData {
  n: number;
  points: LossPoints;
  /** Losses, in the unit of the data. */
  loss: Float64Array;
  /** mean ln N and mean ln D. */
  centreX: number;
  centreY: number;
  weights: Float64Array | null;
  clusters: ClusterIndex | null;
  support: Record<"parameters" | "tokens" | "loss", { lower: number; upper: number }>;
}

function centredLogs(column: Float64Array): { centred: Float64Array; centre: number } {
  const logs = column.map(Math.log);
  const centre = mean(logs);
  return { centred: logs.map((each) => each - centre), centre };
}

/** Reads and checks the columns; at least one point more than the law has coefficients. */
export function lossData(
  columns: LossColumns,
  coefficients: number,
  onLog: boolean,
  options: LossLawOptions,
): LossData {
  requireOptions(columns, "columns");
  const parameters = positiveColumn(columns.parameters, "parameters");
  const n = parameters.length;
  requirePoints(n, coefficients + 1, "parameters");
  const tokens = positiveColumn(columns.tokens, "tokens");
  requireSameLength(tokens.length, n, "tokens");
  const loss = positiveColumn(columns.loss, "loss");
  requireSameLength(loss.length, n, "loss");
  const weights = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights?.length ?? n, n, "options.weights");
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, n);
  if (clusters !== null) requirePoints(clusters.count, 2, "options.clusters");
  const support = { parameters: columnRange(parameters), tokens: columnRange(tokens), loss: columnRange(loss) };
  for (const name of ["parameters", "tokens", "loss"] as const) {
    if (!(support[name].upper > support[name].lower)) {
      throw new ScalingError("NO_SPREAD", `Expected values that differ but all are ${support[name].lower}`, name);
    }
  }
  const x = centredLogs(parameters);
  const y = centredLogs(tokens);
  return {
    n,
    points: { x: x.centred, y: y.centred, target: onLog ? loss.map(Math.log) : loss, count: n },
    loss,
    centreX: x.centre,
    centreY: y.centre,
    weights,
    clusters,
    support,
  };
}
