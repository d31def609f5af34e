import { leastSquares } from "../numeric/linear-least-squares.ts";
import { type BrokenPower, type BrokenScale, breakShape, brokenPowerAt, scaled } from "./broken-power-law-model.ts";

/** Limits a, as shares of the smallest y; below 0 for values that fall through every positive limit. */
const LIMITS = [-1, 0, 0.3, 0.6, 0.8, 0.9, 0.97];
/** Where a break is tried: evenly in ln x, from a little before the data to a little beyond. */
const PLACES = 12;
const BEYOND = 0.1;
/** Widths of a break as shares of the range of ln x. */
const WIDTHS = [0.02, 0.06, 0.2, 0.6];
/** Candidates that are carried on to the next break, and starts that are handed to the polish. */
const BEAM = 24;
const STARTS = 12;

interface Candidate {
  law: BrokenPower;
  square: number;
}

/** With limit, places and widths fixed, ln (y - a) is linear in ln b, c0 and every c. */
function solve(
  logX: Float64Array,
  y: Float64Array,
  limit: number,
  shapes: readonly (readonly [logPlace: number, width: number])[],
  scale: BrokenScale,
): Candidate | null {
  const target = y.map((each) => Math.log(each - limit));
  const columns = [
    new Float64Array(y.length).fill(1),
    logX.map((each) => -each),
    ...shapes.map(([place, width]) => logX.map((each) => -breakShape(each, place, width))),
  ];
  // Residuals of ln (y - a) times (y - a) / (1 + y) are, to first order, those of ln (1 + y).
  const weights = y.map((each) => {
    const factor = scale === "raw" ? 1 : scale === "log" ? each : 1 + each;
    return ((each - limit) / factor) ** 2;
  });
  const { coefficients } = leastSquares(columns, target, weights);
  const [logScale = 0, exponent = 0, ...changes] = coefficients;
  const law: BrokenPower = {
    limit,
    logScale,
    exponent,
    breaks: shapes.map(([logPlace, width], k) => ({ change: changes[k] ?? 0, logPlace, width })),
  };
  let square = 0;
  for (let i = 0; i < y.length; i++) {
    square += (scaled(y[i]!, scale) - scaled(brokenPowerAt(law, logX[i]!), scale)) ** 2;
  }
  return Number.isFinite(square) ? { law, square } : null;
}

/**
 * Starts for a broken power law, the lowest first: limits on a grid, breaks added one after another on a grid of places
 * and widths, the best candidates carried on, all other coefficients solved for. Bounded and the same every time.
 */
export function brokenStarts(logX: Float64Array, y: Float64Array, breaks: number, scale: BrokenScale): BrokenPower[] {
  const least = y.reduce((a, b) => Math.min(a, b));
  const first = logX.reduce((a, b) => Math.min(a, b));
  const range = logX.reduce((a, b) => Math.max(a, b)) - first;
  const byFit = (a: Candidate, b: Candidate): number => a.square - b.square;
  let beam = LIMITS.flatMap((share) => solve(logX, y, share * least, [], scale) ?? []);
  for (let count = 1; count <= breaks; count++) {
    const next: Candidate[] = [];
    for (const { law } of beam) {
      const shapes = law.breaks.map(({ logPlace, width }) => [logPlace, width] as const);
      for (let k = 0; k < PLACES; k++) {
        const place = first + range * (-BEYOND + ((1 + 2 * BEYOND) * k) / (PLACES - 1));
        for (const share of WIDTHS) {
          const found = solve(logX, y, law.limit, [...shapes, [place, share * range]], scale);
          if (found !== null) next.push(found);
        }
      }
    }
    beam = next.sort(byFit).slice(0, BEAM);
  }
  return beam
    .sort(byFit)
    .slice(0, STARTS)
    .map(({ law }) => law);
}
