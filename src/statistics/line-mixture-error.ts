import { factor } from "../numeric/householder-qr.ts";
import { leastSquaresWorkspace } from "../numeric/least-squares-workspace.ts";
import { inverseOfCrossProduct } from "../numeric/linear-least-squares.ts";
import { expectation, type LineMixture, type MixtureProblem } from "./line-mixture.ts";

/** Standard errors of a mixture of lines; null where the points do not determine a number. */
export interface MixtureErrors {
  shares: (number | null)[];
  levels: (number | null)[];
  slopes: (number | null)[];
  /** The covariance of the level and the slope of each line. */
  levelsWithSlopes: (number | null)[];
}

/**
 * Standard errors from the outer product of the scores of the points (Berndt, Hall, Hall and Hausman 1974). A share held
 * at its least value counts as known.
 */
export function mixtureErrors(problem: MixtureProblem, mixture: LineMixture): MixtureErrors {
  const { x, y, components, parallel, leastShare, membership } = problem;
  const { shares, levels, slopes, sigma } = mixture;
  expectation(problem, mixture);
  const n = x.length;
  const column = (score: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => score(i));
  const belongs = (i: number, k: number): number => membership[i * components + k]!;
  const distance = (i: number, k: number): number => (y[i]! - levels[k]! - slopes[k]! * x[i]!) / sigma;
  const all = Array.from({ length: components }, (_, k) => k);
  const free = all.filter((k) => shares[k]! > leastShare * (1 + 1e-9));
  const base = free[0] ?? 0;
  const open = free.slice(1);
  // Of free shares the first is what the others leave: d share_base = -d share_k.
  const columns = [
    ...open.map((k) => column((i) => belongs(i, k) / shares[k]! - belongs(i, base) / shares[base]!)),
    ...all.map((k) => column((i) => (belongs(i, k) * distance(i, k)) / sigma)),
    ...(parallel
      ? [column((i) => all.reduce((total, k) => total + (belongs(i, k) * distance(i, k) * x[i]!) / sigma, 0))]
      : all.map((k) => column((i) => (belongs(i, k) * distance(i, k) * x[i]!) / sigma))),
    column((i) => all.reduce((total, k) => total + belongs(i, k) * distance(i, k) ** 2, -1)),
  ];
  const covariance = n > columns.length ? inverseOfScores(columns, n) : null;
  if (covariance === null) {
    const nothing = all.map(() => null);
    return { shares: nothing, levels: nothing, slopes: nothing, levelsWithSlopes: nothing };
  }
  const error = (at: number): number => Math.sqrt(Math.max(0, covariance[at]![at]!));
  let baseVariance = 0;
  for (let j = 0; j < open.length; j++) for (let k = 0; k < open.length; k++) baseVariance += covariance[j]![k]!;
  const slopeAt = (k: number): number => open.length + components + (parallel ? 0 : k);
  return {
    shares: all.map((k) => {
      if (open.length === 0 || !free.includes(k)) return null;
      return k === base ? Math.sqrt(Math.max(0, baseVariance)) : error(open.indexOf(k));
    }),
    levels: all.map((k) => error(open.length + k)),
    slopes: all.map((k) => error(slopeAt(k))),
    levelsWithSlopes: all.map((k) => covariance[open.length + k]![slopeAt(k)]!),
  };
}

/** Null where a score is a combination of the others. */
function inverseOfScores(columns: readonly Float64Array[], n: number): number[][] | null {
  const workspace = leastSquaresWorkspace(n, columns.length);
  for (const [j, column] of columns.entries()) workspace.design.set(column, j * n);
  factor(workspace);
  return workspace.rank === columns.length ? inverseOfCrossProduct(workspace) : null;
}
