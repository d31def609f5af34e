/**
 * The value that would stand at position `rank` (from 0) if `values[0 .. length - 1]` were sorted; reorders that part
 * (Hoare's selection with the median of three as pivot).
 */
export function selectInPlace(values: Float64Array, length: number, rank: number): number {
  let left = 0;
  let right = length - 1;
  while (right > left) {
    const a = values[left]!;
    const b = values[(left + right) >>> 1]!;
    const c = values[right]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else return pivot;
  }
  return values[rank]!;
}
