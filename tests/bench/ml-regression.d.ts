/** The part of ml-regression, which has no types, that the benchmark compares with. */
declare module "ml-regression" {
  export class SimpleLinearRegression {
    constructor(x: number[], y: number[]);
    slope: number;
  }
}
