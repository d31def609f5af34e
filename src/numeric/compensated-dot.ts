const SPLITTER = 134217729; // 2^27 + 1

/** The rounding error of a * b, so that product + error is exact (Veltkamp 1968, Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const spreadA = SPLITTER * a;
  const highA = spreadA - (spreadA - a);
  const lowA = a - highA;
  const spreadB = SPLITTER * b;
  const highB = spreadB - (spreadB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/**
 * first - second - sum of a[startA + k * strideA] * b[k], k < length, as if in twice the working precision and then rounded
 * (Ogita, Rump and Oishi 2005, Dot2). Entries above about 1e299 overflow the splitting and give NaN.
 */
export function compensatedDifference(
  first: number,
  second: number,
  a: Float64Array,
  startA: number,
  strideA: number,
  b: Float64Array,
  length: number,
): number {
  let total = first - second;
  const borrowed = total - first;
  let compensation = first - (total - borrowed) - (second + borrowed);
  for (let k = 0, at = startA; k < length; k++, at += strideA) {
    const left = -a[at]!;
    const right = b[k]!;
    const product = left * right;
    const next = total + product;
    const kept = next - total;
    compensation += total - (next - kept) + (product - kept) + productError(left, right, product);
    total = next;
  }
  return total + compensation;
}
