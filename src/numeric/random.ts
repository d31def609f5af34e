import { Xoroshiro } from "./xoroshiro.ts";

/** A stream of 32-bit integers. Each resampling makes its own from its seed; none is shared or kept. */
export interface RandomSource {
  next(): number;
}

/** Indices below 2^16 fit the narrow array, which is the faster one to fill and to read. */
export type IndexArray = Uint16Array | Uint32Array;

const WORD = 4294967296;
const HALF_WORD = 65536;

/** Seeds 1, 2, 3 differ in two bits, and the generator's first outputs show its state bare: mix, then discard. */
export function randomSource(seed: number): RandomSource {
  let mixed = seed | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  const source = new Xoroshiro(mixed);
  for (let k = 0; k < 32; k++) source.next();
  return source;
}

/** Uniform on [0, 1), a multiple of 2^-53. */
export function uniform(random: RandomSource): number {
  const high = random.next() >>> 5;
  const low = random.next() >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/** A standard normal deviate by the polar method (Marsaglia and Bray 1964); the second of each pair is not kept. */
export function standardNormal(random: RandomSource): number {
  for (;;) {
    const u = 2 * uniform(random) - 1;
    const v = 2 * uniform(random) - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

export function indexArray(length: number, bound: number): IndexArray {
  return bound <= HALF_WORD ? new Uint16Array(length) : new Uint32Array(length);
}

/**
 * Fills `indices` with independent draws from 0 .. bound - 1, each exactly equally likely: the high part of
 * word x bound, with the few low parts that would favour some index rejected (Lemire 2019). A bound below 2^16
 * takes two draws from each word.
 */
export function fillIndices(random: RandomSource, indices: IndexArray, bound: number): void {
  const length = indices.length;
  if (bound >= HALF_WORD) {
    const surplus = WORD % bound;
    for (let k = 0; k < length; ) {
      const product = (random.next() >>> 0) * bound;
      const index = Math.floor(product / WORD);
      indices[k] = index;
      if (product - index * WORD >= surplus) k++;
    }
    return;
  }
  // A rejected index is overwritten by the next one: stepping by 0 or 1 costs less than a branch guessed wrong.
  const surplus = HALF_WORD % bound;
  for (let k = 0; k < length; ) {
    const word = random.next();
    const first = Math.imul(word >>> 16, bound);
    indices[k] = first >>> 16;
    k += 1 - (((first & 65535) - surplus) >>> 31);
    if (k === length) return;
    const second = Math.imul(word & 65535, bound);
    indices[k] = second >>> 16;
    k += 1 - (((second & 65535) - surplus) >>> 31);
  }
}

/** Puts `values` into a uniformly random order, in place (Fisher and Yates). */
export function shuffle(random: RandomSource, values: Float64Array | Int32Array | Uint32Array): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(uniform(random) * (last + 1));
    const kept = values[last]!;
    values[last] = values[other]!;
    values[other] = kept;
  }
}
