import { admissibleCuts, type BreakScan, fStatistic, type TwoSidedLines, twoSidedLines } from "./break-scan.ts";

/** A line with a kink at `at`: what the hinge adds to the fit of one line to the residuals of that line. */
export interface Hinge {
  at: number;
  /** True: max(0, at - x), false: max(0, x - at). The same model; the short side loses no digits. */
  leftward: boolean;
  /** The hinge's sum of squares, freed of constant and x; 0 where it is a combination of them. */
  freedSumOfSquares: number;
}

/** x in ascending order, centred. */
export function hingeAt(x: Float64Array, at: number): Hinge {
  const n = x.length;
  let below = 0;
  while (below < n && x[below]! < at) below++;
  const leftward = below < n / 2;
  let sum = 0;
  let cross = 0;
  let squares = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    spread += x[i]! * x[i]!;
    const h = Math.max(0, leftward ? at - x[i]! : x[i]! - at);
    sum += h;
    cross += h * x[i]!;
    squares += h * h;
  }
  const freed = squares - (sum * sum) / n - (cross * cross) / spread;
  return { at, leftward, freedSumOfSquares: freed > 1e-12 * squares ? freed : 0 };
}

/** The coefficient of the hinge times the root of its freed sum of squares: its square is the fall of the residual sum. */
export function hingeScore(hinge: Hinge, x: Float64Array, residuals: Float64Array): number {
  let product = 0;
  for (let i = 0; i < x.length; i++) {
    const distance = x[i]! - hinge.at;
    if (hinge.leftward ? distance < 0 : distance > 0) product += Math.abs(distance) * residuals[i]!;
  }
  return product / Math.sqrt(hinge.freedSumOfSquares);
}

/** Writes the residuals of y about its line on x (centred) into `into`. */
export function centredLineResiduals(x: Float64Array, y: Float64Array, into: Float64Array): void {
  const n = x.length;
  let mean = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    mean += y[i]!;
    spread += x[i]! * x[i]!;
  }
  mean /= n;
  let cross = 0;
  for (let i = 0; i < n; i++) cross += x[i]! * (y[i]! - mean);
  const slope = cross / spread;
  for (let i = 0; i < n; i++) into[i] = y[i]! - mean - slope * x[i]!;
}

/** The hinges at the data that have at least `least` points at or below them and at or above; one for each x. */
export function admissibleHinges(x: Float64Array, least: number): Hinge[] {
  const hinges: Hinge[] = [];
  for (let k = least - 1; k <= x.length - least; k++) {
    if (k >= least && x[k] === x[k - 1]) continue;
    const hinge = hingeAt(x, x[k]!);
    if (hinge.freedSumOfSquares > 0) hinges.push(hinge);
  }
  return hinges;
}

/**
 * The scan for a kink in one continuous line: knots anywhere between the data with at least `least` points at or below
 * and at or above. In every gap the optimum is where the free lines left and right of the gap cross, if they cross in
 * it, else on a datum at its end (Hudson 1966), so the largest F over all real knots is found in one pass.
 *
 * @param x - Ascending, centred.
 * @param hinges - From {@link admissibleHinges} with the same `least`, at least one.
 * @param noise - See {@link fStatistic}.
 */
export function kinkScan(x: Float64Array, hinges: readonly Hinge[], least: number, noise: number): BreakScan {
  const n = x.length;
  const lines = twoSidedLines(x);
  const gaps = admissibleCuts(x, least);
  const residuals = new Float64Array(n);
  return (y) => {
    const without = lines.fit(y);
    centredLineResiduals(x, y, residuals);
    const knot = bestDatum(hinges, x, residuals);
    let best = without - knot.fall;
    let at = knot.at;
    for (const k of gaps) {
      const sumOfSquares = lines.left.sumOfSquares[k - 1]! + lines.right.sumOfSquares[n - k - 1]!;
      if (sumOfSquares >= best) continue;
      const crossing = crossingOf(lines, k);
      if (crossing > x[k - 1]! && crossing < x[k]!) {
        best = sumOfSquares;
        at = crossing;
      }
    }
    return { statistic: fStatistic(without, best, 1, n - 3, noise), at };
  };
}

/** Where the free lines through the points before k and from k on cross; not finite where they are parallel. */
function crossingOf({ n, left, right }: TwoSidedLines, k: number): number {
  const a = k - 1;
  const b = n - k - 1;
  const rise = right.meanY[b]! - left.meanY[a]!;
  const lever = left.slope[a]! * left.meanX[a]! - right.slope[b]! * right.meanX[b]!;
  return (rise + lever) / (left.slope[a]! - right.slope[b]!);
}

/** The hinge whose knot is on a datum and lowers the sum of squares most, by sums that run in from both ends. */
function bestDatum(hinges: readonly Hinge[], x: Float64Array, residuals: Float64Array): { at: number; fall: number } {
  const best = { at: hinges[0]!.at, fall: 0 };
  const consider = (hinge: Hinge, product: number): void => {
    const fall = (product * product) / hinge.freedSumOfSquares;
    if (fall > best.fall) {
      best.at = hinge.at;
      best.fall = fall;
    }
  };
  let product = 0;
  let passed = 0;
  let i = 0;
  let at = x[0]!;
  for (let k = 0; k < hinges.length && hinges[k]!.leftward; k++) {
    for (; x[i]! < hinges[k]!.at; i++) {
      product += passed * (x[i]! - at);
      at = x[i]!;
      passed += residuals[i]!;
    }
    consider(hinges[k]!, product + passed * (hinges[k]!.at - at));
  }
  product = 0;
  passed = 0;
  i = x.length - 1;
  at = x[i]!;
  for (let k = hinges.length - 1; k >= 0 && !hinges[k]!.leftward; k--) {
    for (; x[i]! > hinges[k]!.at; i--) {
      product += passed * (at - x[i]!);
      at = x[i]!;
      passed += residuals[i]!;
    }
    consider(hinges[k]!, product + passed * (at - hinges[k]!.at));
  }
  return best;
}
