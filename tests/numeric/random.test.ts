import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "../../src/numeric/distributions.ts";
import { fillIndices, indexArray, randomSource, shuffle, standardNormal, uniform } from "../../src/numeric/random.ts";

const WORD = 2n ** 64n - 1n;

function rotateLeft(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & WORD;
}

/**
 * xoroshiro128+ in 64-bit arithmetic, as Blackman and Vigna (2018) print it with constants 24, 16, 37; each output is
 * the low half of s0 + s1.
 */
function* referenceWords(seed: number): Generator<bigint> {
  const low32 = (value: bigint): bigint => value & 0xffffffffn;
  // The finaliser of MurmurHash3, without Math.imul.
  let mixed = low32(BigInt(seed));
  mixed = low32((mixed ^ (mixed >> 16n)) * 0x85ebca6bn);
  mixed = low32((mixed ^ (mixed >> 13n)) * 0xc2b2ae35n);
  mixed ^= mixed >> 16n;
  let s0 = (0xffffffffn << 32n) | (mixed ^ 0xffffffffn);
  let s1 = mixed << 32n;
  for (let k = 0; ; k++) {
    const word = low32(s0 + s1);
    s1 ^= s0;
    s0 = rotateLeft(s0, 24n) ^ s1 ^ ((s1 << 16n) & WORD);
    s1 = rotateLeft(s1, 37n);
    if (k >= 32) yield word;
  }
}

/** Exactly uniform indices from chunks of 2^bits: the product's low part below 2^bits mod bound is rejected. */
function* referenceIndices(seed: number, bound: number): Generator<number> {
  const bits = bound < 65536 ? 16n : 32n;
  const size = 2n ** bits;
  const surplus = size % BigInt(bound);
  for (const word of referenceWords(seed)) {
    const chunks = bits === 16n ? [word >> 16n, word & 65535n] : [word];
    for (const chunk of chunks) {
      const product = chunk * BigInt(bound);
      if (product % size >= surplus) yield Number(product / size);
    }
  }
}

function first<Item>(items: Generator<Item>, count: number): Item[] {
  return Array.from({ length: count }, () => items.next().value as Item);
}

function draw(seed: number, bound: number, count: number): number[] {
  const indices = indexArray(count, bound);
  fillIndices(randomSource(seed), indices, bound);
  return Array.from(indices);
}

/** Pearson's chi-squared test of equal probabilities. */
function uniformityPValue(counts: number[]): number {
  const expected = counts.reduce((total, count) => total + count, 0) / counts.length;
  const statistic = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
  return chiSquaredSurvival(statistic, counts.length - 1);
}

const seeds = [1, 2, 42, 0, -7, 2147483648, 123456789012];

describe("the stream of random words", () => {
  it.each(seeds)("of seed %i is that of xoroshiro128+ in 64-bit arithmetic", (seed) => {
    const source = randomSource(seed);
    const words = Array.from({ length: 100 }, () => BigInt(source.next() >>> 0));
    expect(words).toEqual(first(referenceWords(seed), 100));
  });

  it("differs between seeds, from the first draws on", () => {
    const starts = Array.from({ length: 2000 }, (_, seed) => draw(seed, 1_000_000, 3).join());
    expect(new Set(starts).size).toBe(2000);
  });

  it("has unrelated first draws for neighbouring seeds", () => {
    const counts = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 4000; seed++) {
      const cell = draw(seed, 20, 1)[0]!;
      counts[cell] = counts[cell]! + 1;
    }
    expect(uniformityPValue(counts)).toBeGreaterThan(0.001);
  });

  it("is not shared between two sources of the same seed", () => {
    const [a, b] = [randomSource(5), randomSource(5)];
    a.next();
    const next = a.next();
    b.next();
    expect(b.next()).toBe(next);
  });
});

describe("index draws", () => {
  const bounds = [1, 2, 3, 10, 65535, 65536, 65537, 1_000_000];

  it.each(bounds)("below %i are the exact draws of the reference", (bound) => {
    for (const seed of seeds) {
      expect(draw(seed, bound, 200)).toEqual(first(referenceIndices(seed, bound), 200));
    }
  });

  it.each([40_000, 43_691, 2 ** 31 + 1])(
    "below %i are the exact draws where a good part of all words is rejected",
    (bound) => {
      for (const seed of seeds) expect(draw(seed, bound, 200)).toEqual(first(referenceIndices(seed, bound), 200));
    },
  );

  it.each(bounds)("below %i stay in range and reach both ends", (bound) => {
    const drawn = draw(3, bound, 100_000);
    let least = drawn[0]!;
    let most = drawn[0]!;
    for (const index of drawn) {
      least = Math.min(least, index);
      most = Math.max(most, index);
    }
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeLessThan(bound);
    // The chance that 100 000 uniform draws leave a fiftieth of the range at an end untouched is below 1e-870.
    expect(least).toBeLessThanOrEqual(bound / 50);
    expect(most).toBeGreaterThanOrEqual(bound - 1 - bound / 50);
  });

  it.each(bounds.slice(1))("below %i are uniform", (bound) => {
    const cells = Math.min(bound, 50);
    const counts = new Array<number>(cells).fill(0);
    const sizes = new Array<number>(cells).fill(0);
    for (const index of draw(11, bound, 200_000)) {
      const cell = Math.floor((index * cells) / bound);
      counts[cell] = counts[cell]! + 1;
    }
    for (let index = 0; index < bound; index++) {
      const cell = Math.floor((index * cells) / bound);
      sizes[cell] = sizes[cell]! + 1;
    }
    const statistic = counts.reduce((total, count, cell) => {
      const expected = (200_000 * sizes[cell]!) / bound;
      return total + (count - expected) ** 2 / expected;
    }, 0);
    expect(chiSquaredSurvival(statistic, cells - 1)).toBeGreaterThan(0.001);
  });

  it("come in pairs that are independent", () => {
    const counts = new Array<number>(49).fill(0);
    const drawn = draw(8, 7, 98_000);
    for (let k = 0; k + 1 < drawn.length; k += 2) {
      const cell = 7 * drawn[k]! + drawn[k + 1]!;
      counts[cell] = counts[cell]! + 1;
    }
    expect(uniformityPValue(counts)).toBeGreaterThan(0.001);
  });

  it("use the narrow array up to 65536", () => {
    expect(indexArray(3, 65536)).toBeInstanceOf(Uint16Array);
    expect(indexArray(3, 65537)).toBeInstanceOf(Uint32Array);
  });
});

describe("continuous draws", () => {
  it.each(seeds)("uniform: seed %i gives the top 53 of each 64 bits of the reference", (seed) => {
    const source = randomSource(seed);
    const words = first(referenceWords(seed), 40);
    const expected = Array.from({ length: 20 }, (_, k) => {
      const bits = ((words[2 * k]! >> 5n) << 26n) | (words[2 * k + 1]! >> 6n);
      return Number(bits) / 2 ** 53;
    });
    expect(Array.from({ length: 20 }, () => uniform(source))).toEqual(expected);
  });

  it("uniform and normal draws have the right moments", () => {
    const source = randomSource(4);
    const n = 100_000;
    let uniformSum = 0;
    let normalSum = 0;
    let normalSquares = 0;
    for (let k = 0; k < n; k++) {
      uniformSum += uniform(source);
      const z = standardNormal(source);
      normalSum += z;
      normalSquares += z * z;
    }
    // Four standard errors each.
    expect(Math.abs(uniformSum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(normalSum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(normalSquares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });
});

describe("a shuffle", () => {
  it("is a permutation", () => {
    const values = Uint32Array.from({ length: 1000 }, (_, k) => k);
    shuffle(randomSource(1), values);
    expect(Array.from(values)).not.toEqual(Array.from(values).sort((a, b) => a - b));
    expect(Array.from(values).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, k) => k));
  });

  it("leaves none and one as they are", () => {
    const one = Float64Array.of(7);
    shuffle(randomSource(1), one);
    shuffle(randomSource(1), new Float64Array(0));
    expect(Array.from(one)).toEqual([7]);
  });

  it("gives each order of three elements equally often", () => {
    const source = randomSource(6);
    const counts = new Map<string, number>();
    for (let k = 0; k < 60_000; k++) {
      const values = Int32Array.of(0, 1, 2);
      shuffle(source, values);
      const order = values.join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    expect(uniformityPValue([...counts.values()])).toBeGreaterThan(0.001);
  });
});
