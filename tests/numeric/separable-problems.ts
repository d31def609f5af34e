import type { SeparableProblem } from "../../src/numeric/separable-least-squares-problem.ts";

/** One column of the linear part at row i, and its derivatives by the shapes. */
export type Column = (shape: ArrayLike<number>, i: number) => { value: number; slopes: readonly number[] };

export function separable(
  columns: readonly Column[],
  shapes: number,
  target: readonly number[],
  more: { weights?: readonly number[]; lower?: readonly number[] } = {},
): SeparableProblem {
  const rows = target.length;
  return {
    rows,
    columns: columns.length,
    shapes,
    target,
    ...more,
    fillColumns(shape, into) {
      columns.forEach((column, k) => {
        for (let i = 0; i < rows; i++) into[k * rows + i] = column(shape, i).value;
      });
      return true;
    },
    fillDerivatives(shape, into) {
      columns.forEach((column, k) => {
        for (let i = 0; i < rows; i++) {
          const { slopes } = column(shape, i);
          for (let m = 0; m < shapes; m++) into[(m * columns.length + k) * rows + i] = slopes[m]!;
        }
      });
      return true;
    },
  };
}

export const one: Column = () => ({ value: 1, slopes: [0, 0] });

/** x^-shape[m]. */
export function power(x: readonly number[], m: number): Column {
  return (shape, i) => {
    const value = x[i]! ** -shape[m]!;
    const slopes = [0, 0];
    slopes[m] = -value * Math.log(x[i]!);
    return { value, slopes };
  };
}

/** 1 / (1 + exp(-shape[0] (x - shape[1]))). */
export function logistic(x: readonly number[]): Column {
  return (shape, i) => {
    const value = 1 / (1 + Math.exp(-shape[0]! * (x[i]! - shape[1]!)));
    const bend = value * (1 - value);
    return { value, slopes: [bend * (x[i]! - shape[1]!), -bend * shape[0]!] };
  };
}
