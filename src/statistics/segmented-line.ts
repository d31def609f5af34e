/** The numbers of a line of pieces: all that its value at x depends on. */
export interface SegmentedLine {
  /** Whether the pieces meet at the breaks. */
  continuous: boolean;
  /** Continuous: where coefficient 0 is read. Separate: the start of the first piece. */
  reference: number;
  breaks: readonly number[];
  /**
   * Continuous: the value at the reference, then the slopes. Separate: for each piece the value at its start and the slope.
   * Breaks may follow and are not looked at.
   */
  coefficients: ArrayLike<number>;
}

/** The piece of x among separate pieces [from, to): the number of breaks at or before it. */
export function pieceOf(breaks: readonly number[], x: number): number {
  return breaks.filter((at) => at <= x).length;
}

/** The position of the slope of piece s (from 0) among the coefficients. */
export function slopeTerm(continuous: boolean, s: number): number {
  return continuous ? s + 1 : 2 * s + 1;
}

/** How many coefficients a line with so many breaks has. */
export function coefficientCount(continuous: boolean, breaks: number): number {
  return slopeTerm(continuous, breaks) + 1;
}

/** The value of the line at x. */
export function valueAt(line: SegmentedLine, x: number): number {
  const { continuous, breaks, coefficients } = line;
  const gradient = gradientAt(line, x, coefficientCount(continuous, breaks.length));
  return gradient.reduce((total, entry, k) => total + entry * coefficients[k]!, 0);
}

/** The derivative of the value at x by each of `terms` terms: the coefficients, and the breaks if there are more. */
export function gradientAt(line: SegmentedLine, x: number, terms: number): number[] {
  const { continuous, breaks, coefficients, reference } = line;
  if (continuous) {
    const inside = (at: number, s: number): number =>
      Math.min(Math.max(at, breaks[s - 1] ?? -Infinity), breaks[s] ?? Infinity);
    return [
      1,
      // How far along each piece the way from the reference to x leads; backwards counts as negative.
      ...[...breaks, Infinity].map((_, s) => inside(x, s) - inside(reference, s)),
      ...breaks.map(
        (at, j) => (coefficients[j + 1]! - coefficients[j + 2]!) * (Number(x > at) - Number(reference > at)),
      ),
    ].slice(0, terms);
  }
  const s = pieceOf(breaks, x);
  const linear = coefficientCount(continuous, breaks.length);
  const gradient = new Array<number>(linear + breaks.length).fill(0);
  gradient[2 * s] = 1;
  gradient[2 * s + 1] = x - (breaks[s - 1] ?? reference);
  if (s > 0) gradient[linear - 1 + s] = -coefficients[2 * s + 1]!;
  return gradient.slice(0, terms);
}
