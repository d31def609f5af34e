/**
 * The generator xoroshiro128+ (Blackman and Vigna 2018, shifts 24, 16, 37): the 64-bit words s0 and s1 in halves, and
 * the lower half of each sum. Word for word the stream of the package pure-rand.
 */
export class Xoroshiro {
  // Declared, not defined: fields that begin as undefined are slower.
  declare private s01: number;
  declare private s00: number;
  declare private s11: number;
  declare private s10: number;

  constructor(seed: number) {
    this.s01 = -1;
    this.s00 = ~seed;
    this.s11 = seed;
    this.s10 = 0;
  }

  next(): number {
    const out = (this.s00 + this.s10) | 0;
    const a0 = this.s10 ^ this.s00;
    const a1 = this.s11 ^ this.s01;
    const s00 = this.s00;
    const s01 = this.s01;
    this.s00 = (s00 << 24) ^ (s01 >>> 8) ^ a0 ^ (a0 << 16);
    this.s01 = (s01 << 24) ^ (s00 >>> 8) ^ a1 ^ ((a1 << 16) | (a0 >>> 16));
    this.s10 = (a1 << 5) ^ (a0 >>> 27);
    this.s11 = (a0 << 5) ^ (a1 >>> 27);
    return out;
  }
}
