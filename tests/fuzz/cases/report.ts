import { computeOptimal } from "../../../src/loss-laws/index.ts";
import { dipTest, findParameterGaps } from "../../../src/parameter-gap/index.ts";
import { besiroglu2024 } from "../../../src/published/besiroglu2024.ts";
import { clark2022 } from "../../../src/published/clark2022.ts";
import { hoffmann2022 } from "../../../src/published/hoffmann2022.ts";
import { kaplan2020 } from "../../../src/published/kaplan2020.ts";
import { sevilla2022 } from "../../../src/published/sevilla2022.ts";
import { xiao2025 } from "../../../src/published/xiao2025.ts";
import {
  augment,
  compareWithPublished,
  formatEstimate,
  formatInterval,
  formatNumber,
  formatPValue,
  formatShare,
  formatSi,
  glance,
  summarize,
  tidy,
  toMarkdown,
} from "../../../src/report/index.ts";
import { isLaw, parseFit } from "../../../src/statistics/index.ts";
import { doublingTime, predictTrend, testBreak, testForBreaks } from "../../../src/trends/index.ts";
import { type FuzzCase, fuzzCase, throwsNothingElse } from "../fuzz-case.ts";
import { deepFreeze, mutate } from "../mutate.ts";
import type { Random } from "../random.ts";
import { sometimes } from "../sample-columns.ts";
import {
  brokenPowerLaws,
  densingLaws,
  isoFlopFits,
  lossLaws,
  performanceCurves,
  piecewiseTrends,
  powerLaws,
  routingLaws,
  scoreLaws,
  trends,
  uniqueSequences,
  utilizationLaws,
} from "../sample-laws.ts";

const laws = [
  ...trends,
  ...piecewiseTrends,
  ...uniqueSequences,
  ...lossLaws,
  ...powerLaws,
  ...brokenPowerLaws,
  ...performanceCurves,
  ...scoreLaws,
  ...densingLaws,
  ...routingLaws,
  ...utilizationLaws,
];

const year = Array.from({ length: 40 }, (_, i) => 2010 + i / 4);
const series = { year, value: year.map((at, i) => 10 ** (20 + 0.5 * (at - 2015) + 0.1 * Math.sin(i))) };
const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));
const gaps = deepFreeze(findParameterGaps(sizes, { resamples: 9 }));
const table = deepFreeze(structuredClone(sevilla2022.table3));

/** Laws and exponents beside published ones of their sort. */
const pairs = deepFreeze<unknown[][]>([
  [lossLaws[0], structuredClone(besiroglu2024), { units: { parameters: 1, tokens: 1, loss: 1 } }],
  [lossLaws[0], structuredClone(hoffmann2022)],
  [routingLaws[1], structuredClone(clark2022.unrounded.sBase)],
  [densingLaws[0], structuredClone(xiao2025.figure1.law)],
  [powerLaws[0], structuredClone(kaplan2020.lossOfParameters)],
  [computeOptimal(lossLaws[0]!, { flop: 1e21 }), structuredClone(hoffmann2022.exponents[1])],
  [isoFlopFits[0], structuredClone(hoffmann2022.exponents[0])],
]);

const results = deepFreeze([
  ...laws,
  doublingTime(trends[0]!),
  predictTrend(trends[0]!, 2030),
  trends[0]!.coefficients.slopeOomPerYear,
  testBreak(series, 2015, { continuous: true }),
  testForBreaks(series, { continuous: true, resamples: 9 }),
  gaps,
  dipTest(sizes.map(Math.log10)),
  compareWithPublished(trends[0]!, table[0]!),
  compareWithPublished(lossLaws[0]!, besiroglu2024),
  [{ group: "2020", n: 3, withValue: 2, share: 2 / 3 }],
]);

const estimates = deepFreeze([
  ...trends.map((trend) => trend.coefficients.slopeOomPerYear),
  predictTrend(trends[0]!, 2030),
  { estimate: 1e22, standardError: null, lower: null, upper: 3e22, level: 0.9 },
]);

/** A saved fit as text, with one place in it hostile, or damaged as text. */
function savedText(law: object, random: Random): string {
  const text = JSON.stringify(law);
  switch (random.below(4)) {
    case 0:
      return text;
    case 1: // Numbers beyond doubles, and of the wrong size.
      return text.replace(/-?\d+\.\d+/g, (number) => (random.next() < 0.1 ? random.pick(SAVED_NUMBERS) : number));
    case 2: {
      const key = random.pick(Object.keys(law));
      return text.replace(`"${key}":`, `"${key}":${random.pick(SAVED_VALUES)},"${random.pick(SAVED_KEYS)}":`);
    }
    default:
      try {
        return JSON.stringify(mutate(law, random)) ?? "";
      } catch {
        return text.slice(0, random.below(text.length));
      }
  }
}

const SAVED_NUMBERS = ["1e999", "-1e999", "-0", "1e308", "5e-324", "null", '"1"', "[]", "-1"];
const SAVED_VALUES = [
  "null",
  "[]",
  "{}",
  "1e999",
  '"x"',
  '{"__proto__":{"estimate":1}}',
  "[".repeat(500) + "]".repeat(500),
];
const SAVED_KEYS = ["__proto__", "constructor", "kind", "coefficients", "covariance", "toString"];

const format = (random: Random): object => ({ digits: 3, ...sometimes(random, () => ({ unit: "FLOP" })) });

export const reportCases: readonly FuzzCase[] = [
  fuzzCase(isLaw, (random) => {
    const law = random.pick(laws);
    return [law, law.kind];
  }),
  fuzzCase(
    parseFit,
    (random) => {
      const law = random.pick(laws);
      return [random.pick<unknown>([law, savedText(law, random)]), law.kind];
    },
    throwsNothingElse,
  ),
  fuzzCase(tidy, (random) => [random.pick(laws)]),
  fuzzCase(glance, (random) => [random.pick(laws)]),
  fuzzCase(
    augment,
    () => [
      trends[0],
      year.slice(0, 5).map((at, i) => ({ year: at, value: series.value[i] })),
      (law: never, row: { year: number }) => predictTrend(law, row.year),
      { observed: "value", on: "log10" },
    ],
    (rows) => (Array.isArray(rows) ? rows.map(({ fitted, residual }) => ({ fitted, residual })) : rows),
  ),
  // The texts of a result that the caller changed may say anything.
  fuzzCase(summarize, (random) => [random.pick<unknown>(results)], throwsNothingElse),
  fuzzCase(toMarkdown, (random) => [tidy(random.pick(laws)), format(random)], throwsNothingElse),
  fuzzCase(compareWithPublished, (random) =>
    random.pick<readonly unknown[]>([[trends[0], random.pick(table)], ...pairs]),
  ),
  fuzzCase(formatEstimate, (random) => [random.pick<object>(estimates), format(random)]),
  fuzzCase(formatInterval, (random) => [random.pick<object>(estimates), format(random)]),
  fuzzCase(formatNumber, (random) => [random.pick([0, 1.5, 3.14e23, -2e-7]), format(random)]),
  fuzzCase(formatSi, (random) => [random.pick([0, 1.5, 3.14e23, -2e-7]), format(random)]),
  fuzzCase(formatShare, () => [0.123]),
  fuzzCase(formatPValue, (random) => [random.pick([0, 0.04, 1e-9, 1])]),
];
