import { ScalingError } from "../errors.ts";
import { positiveColumn, requireSameLength } from "../numeric/checks.ts";
import type { IsoFlopColumns, IsoFlopOptions } from "./iso-flop.ts";

/** The classical series of budgets, 1, 3 and 6 times each power of ten. */
const SERIES = [1, 3, 6];
/** Runs that a budget of the series must have; one that was asked for needs only a parabola. */
const FEWEST = 5;

/** Runs of nearly the same compute. */
export interface BudgetGroup {
  flop: number;
  /** Row numbers. */
  rows: number[];
}

/** The compute of each run, as given or k N D. */
export function computeOf(columns: IsoFlopColumns, parameters: Float64Array, k: number): Float64Array {
  const n = parameters.length;
  if (columns.flop !== undefined) {
    const flop = positiveColumn(columns.flop, "flop");
    requireSameLength(flop.length, n, "flop");
    return flop;
  }
  if (columns.tokens === undefined) {
    throw new ScalingError("MISSING_COLUMN", "Expected flop or tokens but got neither", "columns");
  }
  const tokens = positiveColumn(columns.tokens, "tokens");
  requireSameLength(tokens.length, n, "tokens");
  const flop = tokens.map((each, i) => k * parameters[i]! * each);
  return positiveColumn(flop, "flop");
}

function rowsWithin(logFlop: Float64Array, centre: number, windowDex: number): number[] {
  const rows: number[] = [];
  for (let i = 0; i < logFlop.length; i++) if (Math.abs(logFlop[i]! - centre) <= windowDex) rows.push(i);
  return rows;
}

/** Runs whose computes lie in tight groups, each at most twice the window wide; null where they run together. */
function separateGroups(logFlop: Float64Array, windowDex: number): BudgetGroup[] | null {
  const order = Array.from(logFlop.keys()).sort((a, b) => logFlop[a]! - logFlop[b]!);
  const groups: number[][] = [];
  for (const row of order) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && logFlop[row]! - logFlop[previous]! <= windowDex) last.push(row);
    else groups.push([row]);
  }
  const isTight = groups.every((rows) => logFlop[rows.at(-1)!]! - logFlop[rows[0]!]! <= 2 * windowDex);
  if (!isTight) return null;
  return groups.map((rows) => {
    const centre = rows.reduce((sum, row) => sum + logFlop[row]!, 0) / rows.length;
    return { flop: 10 ** centre, rows };
  });
}

/**
 * The budgets of isoFLOP runs, lowest first: those that were asked for; or the groups in which the computes lie; or,
 * where these run together (losses read off a figure), the budgets 1, 3 and 6 times a power of ten with five runs or
 * more in their window.
 */
export function budgetGroups(flop: Float64Array, windowDex: number, options: IsoFlopOptions): BudgetGroup[] {
  const logFlop = flop.map(Math.log10);
  const around = (budget: number): BudgetGroup => ({
    flop: budget,
    rows: rowsWithin(logFlop, Math.log10(budget), windowDex),
  });
  if (options.budgets !== undefined) {
    return Array.from(positiveColumn(options.budgets, "options.budgets"))
      .sort((a, b) => a - b)
      .map(around);
  }
  const separate = separateGroups(logFlop, windowDex);
  if (separate !== null) return separate;
  const lowest = Math.floor(logFlop.reduce((a, b) => Math.min(a, b)));
  const highest = Math.ceil(logFlop.reduce((a, b) => Math.max(a, b)));
  const groups: BudgetGroup[] = [];
  for (let decade = lowest; decade <= highest; decade++) {
    for (const first of SERIES) groups.push(around(Number(`${first}e${decade}`)));
  }
  return groups.filter(({ rows }) => rows.length >= FEWEST);
}
