/** One tail of a distribution: the logarithm of its probability, and the slope of that along the scale walked on. */
export interface Tail {
  log: number;
  slope: number;
}

/** ln(1 - p) from ln p. */
export function logComplement(logProbability: number): number {
  return Math.log1p(-Math.exp(logProbability));
}

/**
 * The point where the logarithm of a tail reaches `target`, by Newton's method. For a log-concave density both tails
 * are log-concave too, so after one step the walk is on the outer side of the root and approaches it monotonically:
 * no bracket is needed.
 */
export function invertTail(tailAt: (point: number) => Tail, target: number, start: number): number {
  let point = start;
  for (let iteration = 0; iteration < 100; iteration++) {
    const tail = tailAt(point);
    const step = (target - tail.log) / tail.slope;
    if (!Number.isFinite(step)) return point;
    point += step;
    // Convergence is quadratic: what a step this small leaves over is below the rounding of the tail itself.
    if (Math.abs(step) < 1e-9) break;
  }
  return point;
}
