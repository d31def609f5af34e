import { describe, expect, it } from "vitest";
import { binomialCdf, fisherExact, wilsonInterval } from "../../src/statistics/exact-tests.ts";

const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

describe("Fisher's exact test", () => {
  // R: fisher.test(rbind(after, before)) with alternative greater, less and two.sided.
  it.each([
    { before: [3, 17], after: [9, 6], p: [0.00755469039673713, 0.999282972365809, 0.010724879495736] },
    { before: [10, 2], after: [3, 15], p: [0.999984519018686, 0.000465180943362906, 0.000536724119143436] },
    { before: [0, 5], after: [4, 2], p: [0.0454545454545454, 1, 0.0606060606060606] },
    { before: [6, 0], after: [2, 9], p: [1, 0.00226244343891402, 0.00226244343891402] },
    { before: [2, 30], after: [3, 20], p: [0.343635277042602, 0.908873015421295, 0.639273867908718] },
    { before: [120, 900], after: [200, 800], p: [2.4938002162625e-7, 0.999999869951111, 3.89210080986993e-7] },
    { before: [1, 9], after: [11, 3], p: [0.00137972809261004, 0.999966348095302, 0.00275945618522008] },
    { before: [50000, 50000], after: [50100, 49900], p: [0.328976348876338, 0.674252327999856, 0.657952697752677] },
    { before: [0, 4], after: [0, 7], p: [1, 1, 1] },
    { before: [5, 0], after: [6, 0], p: [1, 1, 1] },
  ])("has the p-values of R for $before before and $after after", ({ before, after, p }) => {
    const found = fisherExact({
      before: { inside: before[0]!, outside: before[1]! },
      after: { inside: after[0]!, outside: after[1]! },
    });
    expect(relative(found.pMoreAfter, p[0]!)).toBeLessThan(1e-9);
    expect(relative(found.pFewerAfter, p[1]!)).toBeLessThan(1e-9);
    expect(relative(found.pTwoSided, p[2]!)).toBeLessThan(1e-9);
    for (const value of Object.values(found)) expect(value).toBeLessThanOrEqual(1);
  });
});

describe("Wilson's interval", () => {
  // R: prop.test(inside, n, conf.level = level, correct = FALSE)$conf.int.
  it.each([
    [0, 10, 0.95, 0, 0.277532799862889],
    [3, 20, 0.95, 0.0523687458962166, 0.360418864740757],
    [10, 10, 0.9, 0.787058029916593, 1],
    [57, 211, 0.99, 0.199303957734673, 0.354995460626413],
  ])("is that of R for %i of %i at %f", (inside, n, level, lower, upper) => {
    const found = wilsonInterval(inside, n, level);
    expect(found.lower).toBeCloseTo(lower, 12);
    expect(found.upper).toBeCloseTo(upper, 12);
    if (inside === 0) expect(found.lower).toBe(0);
    if (inside === n) expect(found.upper).toBe(1);
  });
});

describe("the binomial distribution", () => {
  // R: pbinom(k, n, p).
  it.each([
    [0, 10, 0.1, 0.3486784401],
    [3, 20, 0.25, 0.225156047664314],
    [9, 10, 0.9, 0.6513215599],
    [57, 211, 0.3, 0.192456353596021],
    [2, 1000, 0.01, 0.00267943199379154],
  ])("is that of R at %i of %i with probability %f", (k, n, p, expected) => {
    expect(relative(binomialCdf(k, n, p), expected)).toBeLessThan(1e-11);
  });

  it("is 0 below no success, and 1 from all on", () => {
    expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialCdf(8, 5, 0.5)]).toEqual([0, 1, 1]);
  });
});
