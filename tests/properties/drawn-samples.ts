import fc from "fast-check";

export const runs = { numRuns: 100, seed: 12 };

export const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

export const factors = number(0.01, 100);

/** Multiples of 1/1024 from 0 to 10, some of them equal: scaling by powers of two and moving by whole numbers is exact. */
export const value = fc.oneof(
  fc.integer({ min: 0, max: 10240 }).map((each) => each / 1024),
  fc.integer({ min: 0, max: 10 }),
);

export const values = fc.array(value, { minLength: 4, maxLength: 60 });

export const differing = values.filter((drawn) => Math.max(...drawn) - Math.min(...drawn) > 0.5);

export const sorted = (drawn: readonly number[]): Float64Array => Float64Array.from(drawn).sort();
