/** More steps than a smooth function needs; one that is not a number somewhere is halved as far. */
const MOST_STEPS = 100;

/**
 * The root of a continuous function between `low`, where it is above 0, and `high`, where it is not, to the last digits
 * of `high`: false position in the Illinois form (Dowell and Jarratt 1971), a handful of calls where halving takes fifty.
 */
export function rootBetween(excess: (at: number) => number, low: number, high: number): number {
  let [above, below, before] = [excess(low), excess(high), low];
  for (let step = 0; step < MOST_STEPS; step++) {
    const share = above / (above - below);
    const at = low + (high - low) * (share >= 0 && share <= 1 ? share : 0.5);
    const value = excess(at);
    if (value === 0 || Math.abs(at - before) <= 1e-13 * high) return at;
    // The end that stays twice counts half from then on.
    if (value > 0) {
      if (before === low) below /= 2;
      [low, above] = [at, value];
    } else {
      if (before === high) above /= 2;
      [high, below] = [at, value];
    }
    before = at;
  }
  return before;
}
