/**
 * How often the interval of a line with weights for measurement errors covers its slope, how much smaller its error is
 * than that of equal weights, and what scatter is found. Prints the table of docs/concepts/back-testing.md.
 *
 * npx tsx tests/bench/measurement-error.ts [series per row, default 2000]
 */
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { measurementWeights } from "../../src/trends/measurement-error.ts";
import { fitTrend } from "../../src/trends/trend.ts";

const series = Number(process.argv[2] ?? 2000);
const SLOPE = 0.5;

const kinds = [
  { errors: [0.1, 0.3, 1.2], scatter: 0.3 },
  { errors: [0.29, 0.61, 0.9], scatter: 0.3 },
  { errors: [0.29, 0.61, 0.9], scatter: 1 },
];

function row(errors: readonly number[], scatter: number, n: number): Record<string, string> {
  const random = randomSource(5);
  const covered = { weighted: 0, equal: 0 };
  const squares = { weighted: 0, equal: 0 };
  let found = 0;
  for (let s = 0; s < series; s++) {
    const year = Array.from({ length: n }, () => 2010 + 12 * uniform(random));
    const dex = year.map((_, i) => errors[i % errors.length] ?? 0);
    const noise = (i: number): number => scatter * standardNormal(random) + (dex[i] ?? 0) * standardNormal(random);
    const value = year.map((at, i) => 10 ** (20 + SLOPE * (at - 2016) + noise(i)));
    const { weights, scatterDex } = measurementWeights({ year, value }, dex);
    found += scatterDex / series;
    for (const kind of ["weighted", "equal"] as const) {
      const fit = fitTrend({ year, value }, kind === "weighted" ? { weights } : {});
      const { estimate, lower, upper } = fit.coefficients.slopeOomPerYear;
      if (lower !== null && upper !== null && lower <= SLOPE && SLOPE <= upper) covered[kind]++;
      squares[kind] += (estimate - SLOPE) ** 2;
    }
  }
  return {
    errors: errors.join(", "),
    scatter: String(scatter),
    n: String(n),
    "covered, weighted": (covered.weighted / series).toFixed(3),
    "covered, equal": (covered.equal / series).toFixed(3),
    "error of the slope, weighted / equal": Math.sqrt(squares.weighted / squares.equal).toFixed(2),
    "scatter found": found.toFixed(2),
  };
}

console.table(kinds.flatMap(({ errors, scatter }) => [15, 40, 100].map((n) => row(errors, scatter, n))));
