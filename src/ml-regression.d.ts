// The package's root has no types of its own; of it only this is used.
declare module "ml-regression" {
  export class PolynomialRegression {
    constructor(x: ArrayLike<number>, y: ArrayLike<number>, degree: number);
    /** In rising powers. */
    readonly coefficients: number[];
  }
}
