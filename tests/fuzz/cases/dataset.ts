import {
  decimalYear,
  finalRuns,
  lossObservationSchema,
  modelRecordSchema,
  parseLossTable,
  parseModelTable,
  parseRoutedSweep,
  parseScoreTable,
  routedRunSchema,
  scoredModelSchema,
  toColumns,
  trendSeries,
  validateRecords,
  valueCoverage,
} from "../../../src/dataset/index.ts";
import { type FuzzCase, fuzzCase, listed, throwsNothingElse } from "../fuzz-case.ts";
import { deepFreeze } from "../mutate.ts";
import type { Random } from "../random.ts";

const MODELS = `Model,Publication date,Domain,Parameters,Training compute (FLOP),Organization
GPT-3,2020-05-28,Language,175000000000,3.14e23,OpenAI
"T5, 11B",2019-10,"Language,Vision",1.1e10,3.3e22,"Google,""Brain"""
,2018,,,,
`;
const LOSSES = "parameters,tokens,loss,flop\n1e9,2e10,2.5,1.2e20\n1e8,2e9,3.2,1.2e18\nx,1,2,3\n";
const SCORES = "model,parameters,mmlu,gsm8k\na,7e9,0.6,0.4\nb,,0.7,\n";
const SWEEP = "hyper_id,step,num_experts,dense_parameter_count,loss_validation\n1,2,3,4,5\n1,3,3,4,4.5\n2,x,1,4,5\n";
const PIECES = [
  ",",
  "\n",
  "\r\n",
  '"',
  '""',
  "\u0000",
  "\ufeff",
  "NaN",
  "1e999",
  "-1",
  "__proto__",
  "constructor",
  "\t",
  ";",
  "2020-13-45",
  "😀",
];

/** A table with a few pieces put in, taken out or said twice. */
function damaged(text: string, random: Random): string {
  let table = text;
  for (let times = random.below(6); times > 0; times--) {
    const at = random.below(table.length + 1);
    const until = at + random.below(random.pick([1, 5, 40]));
    table =
      table.slice(0, at) + random.pick([...PIECES, "", table.slice(at, until)]) + table.slice(random.pick([at, until]));
  }
  return table;
}

const records = deepFreeze(parseModelTable(MODELS).records);
const runs = deepFreeze(parseRoutedSweep(SWEEP).runs);
const schemas = [modelRecordSchema, routedRunSchema, lossObservationSchema, scoredModelSchema] as const;
const rows = deepFreeze<unknown[][]>([
  records.slice(),
  runs.slice(),
  parseLossTable(LOSSES).observations,
  parseScoreTable(SCORES).models,
]);

const field = (random: Random): unknown =>
  random.pick<unknown>(["parameters", "trainingComputeFlop", (row: { parameters: number | null }) => row.parameters]);

/** Labels, names and cells are the caller's text; whatever else a reader says must be plain. */
function withoutTexts(result: { rejected: readonly { row: number }[]; warnings: readonly unknown[] }): unknown {
  return [result.rejected.map((each) => each.row), result.warnings];
}

export const datasetCases: readonly FuzzCase[] = [
  fuzzCase(
    parseModelTable,
    (random) => [
      damaged(MODELS, random),
      { columns: { name: "Model", parameters: { header: "Parameters", scale: 1e9 } } },
    ],
    withoutTexts,
  ),
  fuzzCase(parseLossTable, (random) => [damaged(LOSSES, random), { columns: { loss: "loss" } }], withoutTexts),
  fuzzCase(
    parseScoreTable,
    (random) => [damaged(SCORES, random), { columns: { name: "model" }, scores: ["mmlu"] }],
    withoutTexts,
  ),
  fuzzCase(
    parseRoutedSweep,
    (random) => [damaged(SWEEP, random), { columns: {}, losses: { validation: "loss_validation" } }],
    withoutTexts,
  ),
  {
    // The schemas belong to zod: rows are mutated, and a schema only as a whole.
    name: "validateRecords",
    call: (which: number, given: readonly unknown[], other: never) =>
      validateRecords<unknown>((typeof which === "number" ? schemas[which] : undefined) ?? other, given),
    args: (random) => {
      const which = random.below(schemas.length);
      return [which, rows[which], undefined];
    },
    plain: throwsNothingElse,
  },
  fuzzCase(
    trendSeries,
    (random) => [records, field(random), { where: () => true }],
    ({ year, value, index, dropped }) => [listed(year), listed(value), index, dropped],
  ),
  fuzzCase(
    toColumns,
    (random) => [records, { size: field(random), flop: "trainingComputeFlop" }],
    ({ columns, index, dropped }) => [
      Object.values<Float64Array>(columns).map(listed),
      index,
      dropped.map((each) => each.row),
    ],
  ),
  fuzzCase(
    valueCoverage,
    (random) => [records, field(random), { by: random.pick(["year", "domain"]) }],
    (each) => each.map((row) => ({ ...row, group: "" })),
  ),
  fuzzCase(finalRuns, () => [runs], throwsNothingElse),
  fuzzCase(decimalYear, (random) => [random.pick(["2020-02-29", "1999-12-31", "2020-02-30", "0001-01-01"])]),
];
