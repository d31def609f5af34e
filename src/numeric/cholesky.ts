/**
 * Factors a symmetric positive definite matrix in place, A = L L': of `matrix` (k by k, row by row) only the lower
 * triangle is read, and L replaces it. False, with the matrix spoilt, where a pivot is not clearly above zero.
 */
export function choleskyInPlace(matrix: Float64Array, k: number): boolean {
  for (let j = 0; j < k; j++) {
    const diagonal = matrix[j * k + j]!;
    let pivot = diagonal;
    for (let m = 0; m < j; m++) pivot -= matrix[j * k + m]! ** 2;
    if (!(pivot > 4 * k * Number.EPSILON * diagonal)) return false;
    const root = Math.sqrt(pivot);
    matrix[j * k + j] = root;
    for (let i = j + 1; i < k; i++) {
      let value = matrix[i * k + j]!;
      for (let m = 0; m < j; m++) value -= matrix[i * k + m]! * matrix[j * k + m]!;
      matrix[i * k + j] = value / root;
    }
  }
  return true;
}

/** values <- (L L')^-1 values, with L as {@link choleskyInPlace} leaves it. */
export function choleskySolve(lower: Float64Array, k: number, values: Float64Array): void {
  for (let i = 0; i < k; i++) {
    let value = values[i]!;
    for (let m = 0; m < i; m++) value -= lower[i * k + m]! * values[m]!;
    values[i] = value / lower[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    let value = values[i]!;
    for (let m = i + 1; m < k; m++) value -= lower[m * k + i]! * values[m]!;
    values[i] = value / lower[i * k + i]!;
  }
}
