/**
 * How far the t-interval of a line through record densities can be trusted, beside what `fitDensingLaw` gives with it.
 * Prints the table of docs/concepts/densing.md: 51 models over 770 days, ln density normal about a line with the spread
 * that figure 1 of Xiao et al. 2025 has (0.86), dates uniform. `tsx tests/bench/densing-records.ts [simulations]`.
 */
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { type RandomSource, randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import type { Estimate } from "../../src/statistics/estimate.ts";

const simulations = Number(process.argv[2] ?? 4000);
const MODELS = 51;
const DAYS = 770;
const SPREAD = 0.86;
const START = 738_574;

interface Tally {
  covered: number;
  above: number;
  n: number;
  slope: number;
}

const tally = (): Tally => ({ covered: 0, above: 0, n: 0, slope: 0 });

function count(into: Tally, { estimate, lower, upper }: Estimate, truth: number): void {
  if (lower === null || upper === null) return;
  into.n++;
  into.slope += estimate;
  if (lower <= truth && truth <= upper) into.covered++;
  if (lower > 0) into.above++;
}

function sample(random: RandomSource, slope: number, spread: number): { date: string[]; density: number[] } {
  const days = Array.from({ length: MODELS }, () => Math.floor(DAYS * uniform(random)));
  return {
    date: days.map((day) => isoOfDay(START + day)),
    density: days.map((day) => Math.exp(slope * day + spread * standardNormal(random))),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

console.log("growth a day | lines through | mean slope | interval covers the growth | interval above 0");
for (const slope of [0, 0.002, 0.00465, 0.0065]) {
  const random = randomSource(20241205);
  const [records, all, quantile] = [tally(), tally(), tally()];
  let small = 0;
  let rSquared = 0;
  for (let k = 0; k < simulations; k++) {
    // The bootstrap and the permutations cost most: on one simulation in four.
    const costly = k % 4 === 0;
    const options = { resamples: costly ? 400 : 0, permutations: costly ? 199 : 0, seed: k };
    let law: ReturnType<typeof fitDensingLaw>;
    try {
      law = fitDensingLaw(sample(random, slope, SPREAD), options);
    } catch {
      continue; // fewer than three records
    }
    count(records, law.coefficients.slopePerDay, slope);
    count(all, law.all.slopePerDay, slope);
    count(quantile, law.quantile90.slopePerDay, slope);
    rSquared += law.goodness.rSquared ?? 0;
    if ((law.permutation?.pValue ?? 1) <= 0.05) small++;
  }
  for (const [name, each] of Object.entries({ records, all, "quantile .9": quantile })) {
    console.log(
      `${slope} | ${name} | ${(each.slope / each.n).toFixed(5)} | ${percent(each.covered / each.n)} | ${percent(each.above / each.n)}`,
    );
  }
  const share = percent(small / quantile.n);
  console.log(
    `  n ${records.n}, mean R squared of the records ${(rSquared / records.n).toFixed(2)}, permutation p <= .05: ${share}`,
  );
}
