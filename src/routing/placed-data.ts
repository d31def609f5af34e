import { applyTransposedQ, factor } from "../numeric/householder-qr.ts";
import { leastSquaresWorkspace } from "../numeric/least-squares-workspace.ts";
import { type ExcessPlaces, PLACES } from "./excess-places.ts";
import type { CondensedData } from "./interaction-data.ts";

/**
 * The same problem in fewer rows, at few places of excess instead of many levels; to rounding.
 *
 * In a stretch of excess every column of the law is of the span of `ones` and `xs`, one column a place: by an orthogonal
 * change of the rows, Q R, rows of R and Q'y say of its coefficients what all rows say, and what is left of y, in
 * one row, no law explains.
 */
export function atPlaces(data: CondensedData, { excess, first, shares }: ExcessPlaces): CondensedData {
  const stretches: number[][] = [];
  data.level.forEach((level, i) => {
    const place = first[level]!;
    stretches[place] ??= [];
    stretches[place].push(i);
  });
  const level: number[] = [];
  const ones: number[] = [];
  const xs: number[] = [];
  const target: number[] = [];
  stretches.forEach((rows, place) => {
    const n = rows.length;
    const work = leastSquaresWorkspace(n, 2 * PLACES);
    const { design, pivot, scale } = work;
    for (let r = 0; r < n; r++) {
      const i = rows[r]!;
      const root = Math.sqrt(data.weights[i]!);
      const share = shares[data.level[i]!]!;
      for (let k = 0; k < share.length; k++) {
        design[k * n + r] = root * share[k]! * data.ones[i]!;
        design[(PLACES + k) * n + r] = root * share[k]! * data.xs[i]!;
      }
      work.target[r] = root * data.target[i]!;
    }
    factor(work);
    applyTransposedQ(work, work.target);
    for (let r = 0; r < n && r <= work.rank; r++) {
      const row = new Float64Array(2 * PLACES);
      let y = work.target[r]!;
      if (r < work.rank) for (const k of pivot.subarray(r)) row[k] = design[k * n + r]! / scale[k]!;
      else y = Math.sqrt(work.target.subarray(r).reduce((sum, each) => sum + each * each, 0));
      ones.push(...row.subarray(0, PLACES));
      xs.push(...row.subarray(PLACES));
      level.push(place);
      target.push(y);
    }
  });
  return {
    ...data,
    rows: level.length,
    levels: excess,
    level: Uint32Array.from(level),
    ones: Float64Array.from(ones),
    xs: Float64Array.from(xs),
    target: Float64Array.from(target),
    weights: new Float64Array(level.length).fill(1),
    condensed: data,
  };
}
