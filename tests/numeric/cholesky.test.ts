import { describe, expect, it } from "vitest";
import { choleskyInPlace, choleskySolve } from "../../src/numeric/cholesky.ts";

const unread = Number.NaN;

describe("the Cholesky factor", () => {
  it("is read from, and replaces, the lower triangle", () => {
    const matrix = Float64Array.of(4, unread, unread, 12, 37, unread, -16, -43, 98);
    expect(choleskyInPlace(matrix, 3)).toBe(true);
    expect(Array.from(matrix)).toEqual([2, unread, unread, 6, 1, unread, -8, 5, 3]);
  });

  it("of four rows is the one its square was made from", () => {
    const matrix = Float64Array.of(1, 0, 0, 0, 2, 13, 0, 0, 4, 23, 77, 0, 7, 38, 122, 294);
    expect(choleskyInPlace(matrix, 4)).toBe(true);
    expect(Array.from(matrix)).toEqual([1, 0, 0, 0, 2, 3, 0, 0, 4, 5, 6, 0, 7, 8, 9, 10]);
  });

  it("of rows that begin with zeros, begin in the midst of them or have them at the end, is the one of its square", () => {
    const root = Float64Array.of(2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, 4, 0, 0, 5, 0, 0, 6, 0, 0, 0, 7, 1, 8);
    const square = new Float64Array(25);
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j <= i; j++) {
        for (let m = 0; m < 5; m++) square[5 * i + j]! += root[5 * i + m]! * root[5 * j + m]!;
      }
    }
    expect(choleskyInPlace(square, 5)).toBe(true);
    expect(square).toEqual(root);
    // Two blocks of which the second is none.
    expect(choleskyInPlace(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 2, 1), 3)).toBe(false);
  });

  it("solves the equations of its matrix", () => {
    const matrix = Float64Array.of(4, unread, unread, 12, 37, unread, -16, -43, 98);
    choleskyInPlace(matrix, 3);
    // The matrix times (1, 2, 3).
    const values = Float64Array.of(-20, -43, 192);
    choleskySolve(matrix, 3, values);
    expect(Array.from(values)).toEqual([1, 2, 3]);
  });

  it("of so many rows leaves what lies behind them alone", () => {
    const matrix = Float64Array.of(4, unread, 2, 10, 7, 7);
    expect(choleskyInPlace(matrix, 2)).toBe(true);
    expect(Array.from(matrix)).toEqual([2, unread, 1, 3, 7, 7]);
    const values = Float64Array.of(8, 14, 5);
    choleskySolve(matrix, 2, values);
    expect(Array.from(values)).toEqual([expect.closeTo(52 / 36, 14), expect.closeTo(40 / 36, 14), 5]);
  });

  it("exists only where every pivot is clearly above zero", () => {
    const two = (a: number, b: number, c: number): boolean => choleskyInPlace(Float64Array.of(a, b, b, c), 2);
    expect(two(1, 1, 1 + 1e-14)).toBe(true);
    expect(two(1e-200, 0, 1e200)).toBe(true);
    expect(two(1, 1, 1 + 4e-16)).toBe(false);
    expect(two(1, 1, 1)).toBe(false);
    expect(two(1, 2, 1)).toBe(false);
    expect(two(0, 0, 1)).toBe(false);
    expect(two(-1, 0, 1)).toBe(false);
    expect(two(Number.NaN, 0, 1)).toBe(false);
  });
});
