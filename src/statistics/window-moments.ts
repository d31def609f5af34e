/** How many values there are, their mean, and the sum of their squared deviations from it. */
export interface Moments {
  count: number;
  mean: number;
  squares: number;
}

/**
 * Prepares a column for the moments of any stretch of it, each in O(log n): a binary tree of moments, merged by the
 * formula of Chan, Golub and LeVeque (1983). Nothing is subtracted, so that a narrow stretch loses no digits, and equal
 * values have squares of exactly 0.
 */
export function stretchMoments(values: Float64Array): (from: number, to: number) => Moments {
  const n = values.length;
  // Node k has the children 2k and 2k + 1; the values are the nodes from n on.
  const tree: Moments[] = new Array(2 * n);
  for (let i = 0; i < n; i++) tree[n + i] = { count: 1, mean: values[i]!, squares: 0 };
  for (let k = n - 1; k > 0; k--) tree[k] = merge(tree[2 * k]!, tree[2 * k + 1]!);
  return (from, to) => {
    let moments: Moments = { count: 0, mean: 0, squares: 0 };
    for (let low = from + n, high = to + n; low < high; low >>>= 1, high >>>= 1) {
      if (low & 1) moments = merge(moments, tree[low++]!);
      if (high & 1) moments = merge(moments, tree[--high]!);
    }
    return moments;
  };
}

function merge(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  const count = a.count + b.count;
  const difference = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (difference * b.count) / count,
    squares: a.squares + b.squares + (difference * difference * a.count * b.count) / count,
  };
}
