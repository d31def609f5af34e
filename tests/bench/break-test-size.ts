/**
 * How often the test for breaks rejects at .05: on series without a break (its size), with dependent errors (its
 * failure), with a break (its power), by the way in which the null distribution is drawn. Prints the tables of
 * docs/decisions/break-test-size.md.
 *
 * npx tsx tests/bench/break-test-size.ts [series per row, default 2000] [resamples, default 199]
 */
import { type RandomSource, randomSource, shuffle, standardNormal, uniform } from "../../src/numeric/random.ts";
import { fillSigns } from "../../src/statistics/bootstrap.ts";
import { admissibleCuts, jumpScan } from "../../src/statistics/break-scan.ts";
import { daviesBound } from "../../src/statistics/davies.ts";
import { admissibleHinges, centredLineResiduals, kinkScan } from "../../src/statistics/kink-scan.ts";
import { robustJumpScan, robustKinkScan, standardColumn } from "../../src/statistics/robust-break-scan.ts";

const series = Number(process.argv[2] ?? 2000);
const resamples = Number(process.argv[3] ?? 199);
const LEVEL = 0.05;

const years: Record<string, (random: RandomSource) => number> = {
  "2010-22": (random) => 2010 + 12 * uniform(random) ** 0.6,
  "1950-2022, few early": (random) => 1950 + 72 * uniform(random) ** 0.25,
  "quarters 2000-23": (random) => 2000 + Math.floor(92 * uniform(random) ** 0.5) / 4,
};

type Errors = (random: RandomSource, n: number) => Float64Array;

function studentT3(random: RandomSource): number {
  const squares = standardNormal(random) ** 2 + standardNormal(random) ** 2 + standardNormal(random) ** 2;
  return standardNormal(random) / Math.sqrt(squares / 3);
}

function autoregressive(correlation: number): Errors {
  return (random, n) => {
    const errors = new Float64Array(n);
    const fresh = Math.sqrt(1 - correlation ** 2);
    errors[0] = standardNormal(random);
    for (let i = 1; i < n; i++) errors[i] = correlation * errors[i - 1]! + fresh * standardNormal(random);
    return errors;
  };
}

const independent: Record<string, Errors> = {
  normal: (random, n) => new Float64Array(n).map(() => standardNormal(random)),
  t3: (random, n) => new Float64Array(n).map(() => studentT3(random)),
  "late half x 3": (random, n) => new Float64Array(n).map((_, i) => standardNormal(random) * (2 * i < n ? 1 : 3)),
};
const dependent: Record<string, Errors> = { "AR(1) .5": autoregressive(0.5), "AR(1) .8": autoregressive(0.8) };

interface Scheme {
  name: string;
  draw: "signs" | "normal" | "order";
  statistic: (drawn: Float64Array) => number;
}

/** The statistics on sorted, centred x, each with the multipliers to be tried. */
function schemesOn(x: Float64Array): Scheme[] {
  const least = Math.max(3, Math.floor(0.15 * x.length));
  const standard = standardColumn(x);
  const cuts = admissibleCuts(x, least);
  const hinges = admissibleHinges(x, least);
  const scale = (standard[x.length - 1]! - standard[0]!) / (x[x.length - 1]! - x[0]!);
  const jumpF = jumpScan(x, cuts, 0);
  const kinkF = kinkScan(x, hinges, least, 0);
  const jumpRobust = robustJumpScan(standard, cuts);
  const knots = hinges.map((hinge) => hinge.at * scale);
  const kinkRobust = robustKinkScan(standard, knots);
  return [
    { name: "jump: robust, signs", draw: "signs", statistic: jumpRobust },
    { name: "robust, normal", draw: "normal", statistic: jumpRobust },
    { name: "F, signs", draw: "signs", statistic: (y) => jumpF(y).statistic },
    { name: "F, normal", draw: "normal", statistic: (y) => jumpF(y).statistic },
    { name: "F, order", draw: "order", statistic: (y) => jumpF(y).statistic },
    { name: "kink: robust, signs", draw: "signs", statistic: kinkRobust },
    { name: "F, order", draw: "order", statistic: (y) => kinkF(y).statistic },
  ];
}

function pValues(x: Float64Array, y: Float64Array, random: RandomSource): number[] {
  const n = x.length;
  const residuals = new Float64Array(n);
  centredLineResiduals(x, y, residuals);
  const schemes = schemesOn(x);
  const observed = schemes.map(({ statistic }) => statistic(residuals));
  const reached = schemes.map(() => 1);
  const drawn = { signs: new Float64Array(n), normal: new Float64Array(n), order: residuals.slice() };
  const signs = new Int8Array(n);
  for (let b = 0; b < resamples; b++) {
    fillSigns(random, signs);
    for (let i = 0; i < n; i++) {
      drawn.signs[i] = signs[i]! * residuals[i]!;
      drawn.normal[i] = standardNormal(random) * residuals[i]!;
    }
    shuffle(random, drawn.order);
    centredLineResiduals(x, drawn.signs, drawn.signs);
    centredLineResiduals(x, drawn.normal, drawn.normal);
    schemes.forEach(({ draw, statistic }, s) => {
      if (statistic(drawn[draw]) >= observed[s]!) reached[s]!++;
    });
  }
  return [...reached.map((count) => count / (resamples + 1)), daviesBound(x, residuals)];
}

interface Row {
  years: string;
  errors: string;
  n: number;
  draw: Errors;
  /** A jump, and as much again of a change of slope, at the middle point, in units of the first error's spread. */
  effect: number;
}

function rejections(row: Row): number[] {
  const counts: number[] = [];
  for (let k = 0; k < series; k++) {
    const random = randomSource(1_000_003 * row.n + k);
    const x = new Float64Array(row.n).map(() => years[row.years]!(random)).sort();
    const centre = x.reduce((total, each) => total + each, 0) / row.n;
    for (let i = 0; i < row.n; i++) x[i]! -= centre;
    const y = row.draw(random, row.n);
    const middle = x[row.n >> 1]!;
    const spread = Math.sqrt(x.reduce((total, each) => total + (each - middle) ** 2, 0) / row.n);
    for (let i = 0; i < row.n; i++) if (x[i]! >= middle) y[i]! += row.effect * (1 + (x[i]! - middle) / spread);
    pValues(x, y, random).forEach((pValue, s) => {
      counts[s] = (counts[s] ?? 0) + (pValue <= LEVEL ? 1 : 0);
    });
  }
  return counts;
}

function printTable(title: string, rows: Row[]): void {
  const names = [...schemesOn(Float64Array.from({ length: 20 }, (_, i) => i - 9.5)).map(({ name }) => name), "Davies"];
  console.log(`\n${title}, per cent of ${series} series, ${resamples} resamples\n`);
  console.log(`| years | errors | n | ${names.join(" | ")} |`);
  console.log(`|---|---|---|${names.map(() => "---").join("|")}|`);
  for (const row of rows) {
    const shares = rejections(row).map((count) => ((100 * count) / series).toFixed(1));
    console.log(`| ${row.years} | ${row.errors} | ${row.n} | ${shares.join(" | ")} |`);
  }
}

function rowsOf(kinds: Record<string, Errors>, when: string[], sizes: number[], effect: number): Row[] {
  return when.flatMap((each) =>
    Object.entries(kinds).flatMap(([errors, draw]) => sizes.map((n) => ({ years: each, errors, n, draw, effect }))),
  );
}

printTable("Size: no break, independent errors", rowsOf(independent, Object.keys(years), [60, 90, 120], 0));
printTable("Failure: no break, dependent errors", rowsOf(dependent, ["2010-22"], [60, 120], 0));
printTable("Power: jump and kink of 0.7", rowsOf(independent, ["2010-22"], [30, 60, 120], 0.7));
printTable("Power in few points: jump and kink of 4", rowsOf(independent, ["2010-22"], [10, 14, 20], 4));
