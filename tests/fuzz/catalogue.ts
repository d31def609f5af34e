import { chartCases } from "./cases/charts.ts";
import { corpusCases } from "./cases/corpus.ts";
import { datasetCases } from "./cases/dataset.ts";
import { densingCases } from "./cases/densing.ts";
import { lossLawCases } from "./cases/loss-laws.ts";
import { parameterGapCases } from "./cases/parameter-gap.ts";
import { reportCases } from "./cases/report.ts";
import { routingCases } from "./cases/routing.ts";
import { trendCases } from "./cases/trends.ts";
import type { FuzzCase } from "./fuzz-case.ts";
import { mutateArguments } from "./mutate.ts";
import { seeded } from "./random.ts";
import { faultOfCall } from "./verdict.ts";

/** Every public function once; tests/fuzz/catalogue.test.ts holds it against the recorded public names. */
export const catalogue: readonly FuzzCase[] = [
  ...trendCases,
  ...lossLawCases,
  ...parameterGapCases,
  ...densingCases,
  ...routingCases,
  ...corpusCases,
  ...datasetCases,
  ...reportCases,
  ...chartCases,
];

/** The arguments of one run: the same for the same number, on every machine. */
export function argumentsOf(subject: FuzzCase, run: number): unknown[] {
  let hash = 2_166_136_261;
  for (const character of `${subject.name} ${run}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  const random = seeded(hash);
  return mutateArguments(subject.args(random), random);
}

/** What is wrong with one run of one function, or null. */
export function faultOfRun(subject: FuzzCase, run: number): string | null {
  const args = argumentsOf(subject, run);
  return faultOfCall(() => subject.plain(Reflect.apply(subject.call, undefined, args) as never));
}
