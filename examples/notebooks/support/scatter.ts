/** A whole number scrambled to one below 2^32 (the finaliser of MurmurHash3), the same in every engine. */
function scrambled(k: number): number {
  let bits = Math.imul(k, 0x9e3779b9);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * The k-th draw of standard normal scatter, reproducible without a generator: 4.91 (p^0.14 - (1 - p)^0.14), Tukey's
 * approximation of the normal quantile, which is within 0.01 of it between -2.5 and 2.5.
 */
export function normalScatter(k: number): number {
  const p = (scrambled(k) + 0.5) / 2 ** 32;
  return 4.91 * (p ** 0.14 - (1 - p) ** 0.14);
}
