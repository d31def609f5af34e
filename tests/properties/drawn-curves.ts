import fc from "fast-check";

export const runs = { numRuns: 200, seed: 5 };

export const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
