/** The least-squares lines through points 0 .. i, for every i: means, spread of x, slope and sum of squared residuals. */
export interface PrefixLines {
  meanX: Float64Array;
  /** sum (x - meanX)^2; 0 until a second x appears. */
  spreadX: Float64Array;
  meanY: Float64Array;
  slope: Float64Array;
  sumOfSquares: Float64Array;
}

/** The part that depends on x alone, so that many y can be put through {@link fitPrefixLines}. */
export function prefixLines(x: Float64Array): PrefixLines {
  const n = x.length;
  const meanX = new Float64Array(n);
  const spreadX = new Float64Array(n);
  let mean = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const distance = x[i]! - mean;
    mean += distance / (i + 1);
    spread += distance * (x[i]! - mean);
    meanX[i] = mean;
    spreadX[i] = spread;
  }
  const column = (): Float64Array => new Float64Array(n);
  return { meanX, spreadX, meanY: column(), slope: column(), sumOfSquares: column() };
}

/**
 * Fills in the lines of y by adding one point after the other (Welford 1962). Each point adds the square of its
 * recursive residual (Brown, Durbin and Evans 1975): the sums never fall, and nothing cancels.
 */
export function fitPrefixLines(lines: PrefixLines, x: Float64Array, y: Float64Array): void {
  const { meanX, spreadX } = lines;
  let meanY = 0;
  let slope = 0;
  let cross = 0;
  let sumOfSquares = 0;
  for (let i = 0; i < x.length; i++) {
    const rise = y[i]! - meanY;
    const before = i === 0 ? 0 : spreadX[i - 1]!;
    if (before > 0) {
      const arm = x[i]! - meanX[i - 1]!;
      const miss = rise - slope * arm;
      sumOfSquares += (miss * miss) / (1 + 1 / i + (arm * arm) / before);
    } else if (spreadX[i] === 0) sumOfSquares += (rise * rise * i) / (i + 1);
    meanY += rise / (i + 1);
    cross += (x[i]! - meanX[i]!) * rise;
    slope = spreadX[i]! > 0 ? cross / spreadX[i]! : 0;
    lines.meanY[i] = meanY;
    lines.slope[i] = slope;
    lines.sumOfSquares[i] = sumOfSquares;
  }
}
