/**
 * The largest heteroskedasticity-robust score statistic of all admissible breaks: of the residuals of one line, u the
 * sums against the columns of the break (freed of constant and x) and V = sum z z' e^2 their variance when every point
 * has a spread of its own (White 1980), the statistic is u' V^-1 u. The residuals are those of the line without a break.
 */
export type RobustScan = (residuals: Float64Array) => number;

/** x as the scans take it: in ascending order, centred, and scaled to spread n, so that constant and x are alike. */
export function standardColumn(centred: Float64Array): Float64Array {
  let spread = 0;
  for (let i = 0; i < centred.length; i++) spread += centred[i]! * centred[i]!;
  const scale = Math.sqrt(spread / centred.length);
  return centred.map((value) => value / scale);
}

/** Sums over the points 0 .. k - 1, in entry k: of e, x e, and of e^2, x e^2, x^2 e^2. */
interface ScoreSums {
  score: Float64Array;
  scoreX: Float64Array;
  square: Float64Array;
  squareX: Float64Array;
  squareXX: Float64Array;
}

function scoreSums(n: number): ScoreSums {
  const column = (): Float64Array => new Float64Array(n + 1);
  return { score: column(), scoreX: column(), square: column(), squareX: column(), squareXX: column() };
}

function fillScoreSums(sums: ScoreSums, x: Float64Array, residuals: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const e = residuals[i]!;
    const at = x[i]!;
    const square = e * e;
    sums.score[i + 1] = sums.score[i]! + e;
    sums.scoreX[i + 1] = sums.scoreX[i]! + at * e;
    sums.square[i + 1] = sums.square[i]! + square;
    sums.squareX[i + 1] = sums.squareX[i]! + at * square;
    sums.squareXX[i + 1] = sums.squareXX[i]! + at * at * square;
  }
}

/** For two separate lines: the columns are constant and x of the points before a cut; `cuts` counts those points. */
export function robustJumpScan(x: Float64Array, cuts: readonly number[]): RobustScan {
  const n = x.length;
  const sums = scoreSums(n);
  // Freed of constant and x, the columns are (I - A) (1, x)' before the cut and -A (1, x)' after it.
  const shares = new Float64Array(3 * cuts.length);
  let before = 0;
  let beforeX = 0;
  let beforeXX = 0;
  cuts.forEach((cut, c) => {
    for (; before < cut; before++) {
      beforeX += x[before]!;
      beforeXX += x[before]! ** 2;
    }
    shares.set([before / n, beforeX / n, beforeXX / n], 3 * c);
  });
  return (residuals) => {
    fillScoreSums(sums, x, residuals);
    let largest = 0;
    for (let c = 0; c < cuts.length; c++) {
      largest = Math.max(
        largest,
        jumpStatistic(sums, cuts[c]!, shares[3 * c]!, shares[3 * c + 1]!, shares[3 * c + 2]!),
      );
    }
    return largest;
  };
}

/** u' V^-1 u at a cut, where A = ((a, b), (b, c)); 0 where V is singular. */
function jumpStatistic(sums: ScoreSums, cut: number, a: number, b: number, c: number): number {
  const last = sums.square.length - 1;
  const p = sums.square[cut]!;
  const q = sums.squareX[cut]!;
  const r = sums.squareXX[cut]!;
  const s = sums.square[last]! - p;
  const t = sums.squareX[last]! - q;
  const u = sums.squareXX[last]! - r;
  const a1 = 1 - a;
  const c1 = 1 - c;
  const v00 = a1 * a1 * p - 2 * a1 * b * q + b * b * r + a * a * s + 2 * a * b * t + b * b * u;
  const v11 = b * b * p - 2 * b * c1 * q + c1 * c1 * r + b * b * s + 2 * b * c * t + c * c * u;
  const v01 = -a1 * b * p + (a1 * c1 + b * b) * q - b * c1 * r + a * b * s + (a * c + b * b) * t + b * c * u;
  const determinant = v00 * v11 - v01 * v01;
  if (!(determinant > 1e-12 * v00 * v11)) return 0;
  const level = sums.score[cut]!;
  const slope = sums.scoreX[cut]!;
  return (level * level * v11 - 2 * level * slope * v01 + slope * slope * v00) / determinant;
}

/** For a kink: the column is max(0, x - knot), at every knot. */
export function robustKinkScan(x: Float64Array, knots: readonly number[]): RobustScan {
  const n = x.length;
  const sums = scoreSums(n);
  // Freed, the hinge is -(level + slope x) up to the knot, and x - knot more beyond it.
  const hinges = knots.map((knot) => {
    let level = 0;
    let slope = 0;
    let upTo = 0;
    for (let i = 0; i < n; i++) {
      if (x[i]! <= knot) upTo++;
      const height = Math.max(0, x[i]! - knot);
      level += height / n;
      slope += (height * x[i]!) / n;
    }
    return { knot, upTo, level, slope };
  });
  return (residuals) => {
    fillScoreSums(sums, x, residuals);
    let largest = 0;
    for (const { knot, upTo, level, slope } of hinges) {
      const u = knot * sums.score[upTo]! - sums.scoreX[upTo]!;
      const beyond = level + knot;
      const rise = 1 - slope;
      const v =
        level * level * sums.square[upTo]! +
        2 * level * slope * sums.squareX[upTo]! +
        slope * slope * sums.squareXX[upTo]! +
        beyond * beyond * (sums.square[n]! - sums.square[upTo]!) -
        2 * beyond * rise * (sums.squareX[n]! - sums.squareX[upTo]!) +
        rise * rise * (sums.squareXX[n]! - sums.squareXX[upTo]!);
      if (v > 0) largest = Math.max(largest, (u * u) / v);
    }
    return largest;
  };
}
