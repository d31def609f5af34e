/**
 * Factors a symmetric positive definite matrix in place, A = L L': of `matrix` (k by k, row by row) only the lower
 * triangle is read, and L replaces it. False, with the matrix spoilt, where a pivot is not clearly above zero.
 */
export function choleskyInPlace(matrix: Float64Array, k: number): boolean {
  for (let i = 0; i < k; i++) {
    // What a row of A begins with in zeros, the row of L does too.
    let first = 0;
    while (first < i && matrix[i * k + first] === 0) first++;
    for (let j = first; j <= i; j++) {
      const entry = matrix[i * k + j]!;
      let value = entry;
      for (let m = first; m < j; m++) value -= matrix[i * k + m]! * matrix[j * k + m]!;
      if (j < i) matrix[i * k + j] = value / matrix[j * k + j]!;
      else if (value > 4 * k * Number.EPSILON * entry) matrix[i * k + j] = Math.sqrt(value);
      else return false;
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
