import { PolynomialRegression } from "ml-regression";

/** c0, c1 and c2 of the parabola c0 + c1 x + c2 x^2 through points of least squares; x centred, since its sums are not. */
export function parabola(x: number[], y: number[]): readonly number[] {
  return new PolynomialRegression(x, y, 2).coefficients;
}
