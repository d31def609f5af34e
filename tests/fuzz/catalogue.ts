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
import { deepFreeze, mutateArguments } from "./mutate.ts";
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

/** The arguments of one run, frozen: the same for the same number, on every machine. */
export function argumentsOf(subject: FuzzCase, run: number): unknown[] {
  let hash = 2_166_136_261;
  for (const character of `${subject.name} ${run}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  const random = seeded(hash);
  return deepFreeze(mutateArguments(subject.args(random), random));
}

const RESAMPLES = 9;

function hasFewResamples(args: readonly unknown[]): boolean {
  return args.some((each) => {
    try {
      return (each as { resamples?: unknown } | null)?.resamples === RESAMPLES;
    } catch {
      return false;
    }
  });
}

/** Whether the mutation took away the few resamples of a run: then it takes the thousand that are usual, and may. */
export function takesUsualResamples(subject: FuzzCase, run: number): boolean {
  return hasFewResamples(subject.args(seeded(0))) && !hasFewResamples(argumentsOf(subject, run));
}

/** What is wrong with one run of one function, or null. */
export function faultOfRun(subject: FuzzCase, run: number): string | null {
  const args = argumentsOf(subject, run);
  return faultOfCall(() => subject.plain(Reflect.apply(subject.call, undefined, args) as never));
}
