/**
 * Adds the products of all pairs of columns to the lower triangle of `products` (size by size, row by row), two columns by
 * two, since reading takes longer than multiplying.
 *
 * @param columns - Entry i of column j at `j * rows + i`, with room for one column more than `size`.
 */
export function addCrossProducts(columns: Float64Array, rows: number, size: number, products: Float64Array): void {
  for (let a = 0; a < size; a += 2) {
    for (let b = 0; b <= a; b += 2) {
      let both = 0;
      let before = 0;
      let after = 0;
      let next = 0;
      let own = a * rows;
      for (let other = b * rows; other < (b + 1) * rows; other++, own++) {
        const first = columns[own]!;
        const second = columns[own + rows]!;
        const third = columns[other]!;
        const fourth = columns[other + rows]!;
        both += first * third;
        before += second * third;
        after += first * fourth;
        next += second * fourth;
      }
      products[a * size + b]! += both;
      if (b + 1 <= a) products[a * size + b + 1]! += after;
      if (a + 1 === size) continue;
      products[(a + 1) * size + b]! += before;
      products[(a + 1) * size + b + 1]! += next;
    }
  }
}
