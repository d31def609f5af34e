import { rootBetween } from "../numeric/root-between.ts";

/** Bins of the mesh, as in the authors' own choice of a power of two well above the number of data. */
const MESH = 16384;
const STAGES = 7;

/** Squared cosine coefficients of the binned data, a_k^2 = (sum_j p_j cos(pi k (2j+1)/(2 MESH)))^2, k = 1 .. MESH - 1. */
function squaredCosineTransform(sorted: Float64Array, start: number, range: number): Float64Array {
  const coefficient = new Float64Array(MESH);
  const counts = new Map<number, number>();
  for (let i = 0; i < sorted.length; i++) {
    const bin = Math.min(MESH - 1, Math.floor(((sorted[i]! - start) / range) * (MESH - 1)));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  // All the cosines are those of whole multiples of pi / (2 MESH).
  const cosine = Float64Array.from({ length: 4 * MESH }, (_, m) => Math.cos((Math.PI * m) / (2 * MESH)));
  for (const [bin, count] of counts) {
    const weight = count / sorted.length;
    const step = 2 * bin + 1;
    let at = 0;
    for (let k = 1; k < MESH; k++) {
      at = (at + step) & (4 * MESH - 1);
      coefficient[k]! += weight * cosine[at]!;
    }
  }
  for (let k = 1; k < MESH; k++) coefficient[k]! **= 2;
  return coefficient;
}

function stageRoughness(squared: Float64Array, order: number, time: number): number {
  let total = 0;
  for (let k = 1; k < MESH; k++) {
    const exponent = k * k * Math.PI ** 2 * time;
    if (exponent > 700) break;
    total += Math.exp(2 * order * Math.log(k) - exponent) * squared[k]!;
  }
  return 2 * Math.PI ** (2 * order) * total;
}

/**
 * Botev, Grotowski and Kroese (2010), Kernel density estimation via diffusion, algorithm 1: the fixed point of
 * t = xi gamma^[7](t) on the range of the data widened by a tenth at each end; null where there is none.
 */
export function improvedSheatherJones(sorted: Float64Array): number | null {
  const lowest = sorted[0]!;
  const width = sorted[sorted.length - 1]! - lowest;
  const start = lowest - width / 10;
  const range = 1.2 * width;
  if (range === Infinity) return null;
  let distinct = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  const squared = squaredCosineTransform(sorted, start, range);
  const excess = (time: number): number => {
    let roughness = stageRoughness(squared, STAGES, time);
    for (let stage = STAGES - 1; stage >= 2; stage--) {
      let oddProduct = 1;
      for (let odd = 3; odd < 2 * stage; odd += 2) oddProduct *= odd;
      const factor = ((1 + 0.5 ** (stage + 0.5)) / 3) * (oddProduct / Math.sqrt(2 * Math.PI));
      roughness = stageRoughness(squared, stage, ((2 * factor) / (distinct * roughness)) ** (2 / (3 + 2 * stage)));
    }
    return time - (2 * distinct * Math.sqrt(Math.PI) * roughness) ** -0.4;
  };
  let high = 1e-6;
  while (!(excess(high) > 0)) {
    high *= 1.5;
    if (high > 0.1) return null;
  }
  const low = high > 1e-6 ? high / 1.5 : 0;
  return Math.sqrt(rootBetween((time) => -excess(time), low, high)) * range;
}
