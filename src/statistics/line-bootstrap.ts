import { fillIndices, type IndexArray, indexArray, type RandomSource } from "../numeric/random.ts";
import { mean } from "../numeric/summation.ts";
import { collectResamples, type Resampling } from "./bootstrap.ts";
import { type LineSample, unleveredResiduals } from "./linear-regression.ts";

/** A word is a whole number from -2^31 up to 2^31: over this it is uniform from -1 to 1. */
const HALF_WORD = 2147483648;

/** What a line's bootstrap is to do. */
export interface LineBootstrap {
  /** Draw residuals at the same x, instead of whole rows or (where there are some) whole clusters. */
  residual: boolean;
  /** Half the width of uniform noise added to every drawn y, one entry a point; null for none. */
  noise: Float64Array | null;
  seed: number;
  resamples: number;
}

/** The sums of a set of points about the line, with dx = x - meanX: of w, w dx, w dx^2, w e and w dx e. */
type LineSums = [weight: number, x: number, xx: number, e: number, xe: number];

/** The sums of a fresh resample; null where it has too few distinct points. */
type Draw = (random: RandomSource) => LineSums | null;

/**
 * Bootstraps a line; the draws are its level and its slope. Both schemes draw residuals about the fitted
 * line: for rows that is the same as drawing y, with fewer digits lost. Dropped are resamples of fewer than three
 * distinct points, and of points of one x.
 */
export function bootstrapLine(sample: LineSample, plan: LineBootstrap): Resampling {
  return collectResamples(
    { ...plan, coefficients: 2 },
    (plan.residual ? residualDraw : groupDraw)(sample, plan.noise),
    (sums) => sums && lineFromSums(sample, sums),
  );
}

/** Level and slope of the points with these sums; null where x has no spread but that of rounding. */
function lineFromSums({ line, distance }: LineSample, [weight, x, xx, e, xe]: LineSums): [number, number] | null {
  const spread = xx - (x * x) / weight;
  if (!(spread > 1e-10 * xx)) return null;
  const change = (xe - (x * e) / weight) / spread;
  const slope = line.slope + change;
  return [line.meanY + (e - change * x) / weight + slope * distance, slope];
}

/** Rows or clusters with replacement. */
function groupDraw(sample: LineSample, noise: Float64Array | null): Draw {
  const { line, x, weights, clusters } = sample;
  const count = clusters?.count ?? line.n;
  const size = new Float64Array(count);
  const groups = new Float64Array(4 * count);
  for (let i = 0; i < line.n; i++) {
    const group = clusters === null ? i : clusters.index[i]!;
    const w = weights === null ? 1 : weights[i]!;
    const dx = x[i]! - line.meanX;
    const e = line.residuals[i]!;
    size[group]! += w;
    groups[4 * group]! += w * dx;
    groups[4 * group + 1]! += w * dx * dx;
    groups[4 * group + 2]! += w * e;
    groups[4 * group + 3]! += w * dx * e;
  }
  const drawn = indexArray(count, count);
  return (random) => {
    fillIndices(random, drawn, count);
    // Beyond 32 rows, fewer than three distinct ones have a chance below 1e-35.
    if (clusters === null && count <= 32 && new Set(drawn).size < 3) return null;
    const sums = drawnSums(groups, drawn);
    if (weights !== null || clusters !== null) {
      sums[0] = 0;
      for (let k = 0; k < count; k++) sums[0] += size[drawn[k]!]!;
    }
    if (noise !== null) {
      const times = new Uint32Array(count);
      for (let k = 0; k < count; k++) times[drawn[k]!]!++;
      for (let i = 0; i < line.n; i++) {
        for (let k = times[clusters?.index[i] ?? i]!; k > 0; k--) {
          const error = (weights?.[i] ?? 1) * noise[i]! * (random.next() / HALF_WORD);
          sums[3] += error;
          sums[4] += error * (x[i]! - line.meanX);
        }
      }
    }
    return sums;
  };
}

/** One pass of additions, since the sums of the groups are centred already. */
function drawnSums(groups: Float64Array, drawn: IndexArray): LineSums {
  let x = 0;
  let xx = 0;
  let e = 0;
  let xe = 0;
  // One accumulator a sum: more of them are slower, since the loads set the pace.
  for (let k = 0; k < drawn.length; k++) {
    const at = 4 * drawn[k]!;
    x += groups[at]!;
    xx += groups[at + 1]!;
    e += groups[at + 2]!;
    xe += groups[at + 3]!;
  }
  return [drawn.length, x, xx, e, xe];
}

/**
 * New errors at the same x: residuals brought to one variance, sqrt(w) e / sqrt(1 - leverage), and drawn with
 * replacement about their mean (Davison and Hinkley 1997, section 6.2.3).
 */
function residualDraw(sample: LineSample, noise: Float64Array | null): Draw {
  const { x, weights } = sample;
  const { n, sumOfWeights, meanX, sumOfSquaresX } = sample.line;
  const roots = x.map((_, i) => Math.sqrt(weights?.[i] ?? 1));
  const standard = unleveredResiduals(sample, 0.5).map((residual, i) => residual * roots[i]!);
  const centre = mean(standard);
  const drawn = indexArray(n, n);
  return (random) => {
    fillIndices(random, drawn, n);
    let e = 0;
    let xe = 0;
    for (let i = 0; i < n; i++) {
      const jitter = noise === null ? 0 : roots[i]! * noise[i]! * (random.next() / HALF_WORD);
      const error = roots[i]! * (standard[drawn[i]!]! - centre + jitter);
      e += error;
      xe += error * (x[i]! - meanX);
    }
    return [sumOfWeights, 0, sumOfSquaresX, e, xe];
  };
}
