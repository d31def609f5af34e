/**
 * The terms of a line of `breaks` + 1 pieces in their order. Continuous: `log10AtReference, slope1 .. slope(k+1)`;
 * discontinuous: `log10AtStart1, slope1, log10AtStart2, ..`; then `break1 .. breakk` where the breaks were estimated.
 */
export function piecewiseTerms(continuous: boolean, breaks: number, estimated: boolean): string[] {
  const terms = continuous ? ["log10AtReference"] : [];
  for (let s = 1; s <= breaks + 1; s++) {
    if (!continuous) terms.push(`log10AtStart${s}`);
    terms.push(`slope${s}`);
  }
  if (estimated) for (let j = 1; j <= breaks; j++) terms.push(`break${j}`);
  return terms;
}
