import * as z from "zod/mini";
import { isList, refuse } from "../numeric/checks.ts";
import type { LossObservation, ModelRecord, RejectedValue, RoutedRun, ScoredModel } from "./records.ts";
import { describeIssue, valueAt } from "./validation-message.ts";

const amount = /* @__PURE__ */ z.number().check(/* @__PURE__ */ z.positive());
const count = /* @__PURE__ */ z.number().check(/* @__PURE__ */ z.nonnegative());
const fraction = /* @__PURE__ */ z.number().check(/* @__PURE__ */ z.gte(0), /* @__PURE__ */ z.lte(1));
const text = /* @__PURE__ */ z.string();
const name = /* @__PURE__ */ z.string().check(/* @__PURE__ */ z.minLength(1));
const list = /* @__PURE__ */ z.array(text);
const day = /* @__PURE__ */ z.nullable(/* @__PURE__ */ z.iso.date());
const precision = /* @__PURE__ */ z.nullable(/* @__PURE__ */ z.enum(["day", "month", "year"]));
const amountOrNull = /* @__PURE__ */ z.nullable(amount);
const textOrNull = /* @__PURE__ */ z.nullable(text);
const optionalAmount = /* @__PURE__ */ z.exactOptional(amountOrNull);
const optionalText = /* @__PURE__ */ z.exactOptional(textOrNull);
const optionalList = /* @__PURE__ */ z.exactOptional(list);
const optionalFlag = /* @__PURE__ */ z.exactOptional(/* @__PURE__ */ z.boolean());

const modelRecord = /* @__PURE__ */ z.object({
  name,
  organizations: list,
  publicationDate: day,
  datePrecision: precision,
  domains: list,
  tasks: list,
  parameters: amountOrNull,
  trainingComputeFlop: amountOrNull,
  trainingDatasetSize: amountOrNull,
  trainingCostUsd: amountOrNull,
  citations: /* @__PURE__ */ z.nullable(count),
  notability: list,
  confidence: textOrNull,
  countries: list,
  accessibility: textOrNull,
  baseModel: textOrNull,
  trainingComputeLowerFlop: optionalAmount,
  trainingComputeUpperFlop: optionalAmount,
  trainingComputeMethods: optionalList,
  finetuneComputeFlop: optionalAmount,
  epochs: optionalAmount,
  batchSize: optionalAmount,
  trainingHardware: optionalList,
  hardwareQuantity: optionalAmount,
  hardwareUtilization: /* @__PURE__ */ z.exactOptional(/* @__PURE__ */ z.nullable(fraction)),
  trainingTimeHours: optionalAmount,
  trainingChipHours: optionalAmount,
  trainingPowerWatts: optionalAmount,
  organizationCategories: optionalList,
  frontier: optionalFlag,
  reference: optionalText,
  link: optionalText,
});

const routedRun = /* @__PURE__ */ z.object({
  sweepId: /* @__PURE__ */ z.number(),
  step: count,
  seed: /* @__PURE__ */ z.nullable(/* @__PURE__ */ z.number()),
  router: textOrNull,
  parameters: amount,
  totalParameters: amountOrNull,
  experts: amount,
  expertsPerToken: amountOrNull,
  routingFrequency: /* @__PURE__ */ z.nullable(fraction),
  flopPerStep: amountOrNull,
  losses: /* @__PURE__ */ z.record(text, amountOrNull),
});

const lossObservation = /* @__PURE__ */ z.object({
  parameters: amount,
  tokens: amount,
  loss: amount,
  flop: optionalAmount,
  outlier: optionalFlag,
});

const scoredModel = /* @__PURE__ */ z.object({
  name,
  family: textOrNull,
  releaseDate: day,
  parameters: amountOrNull,
  tokens: amountOrNull,
  scores: /* @__PURE__ */ z.record(text, /* @__PURE__ */ z.nullable(/* @__PURE__ */ z.number())),
  datePrecision: /* @__PURE__ */ z.exactOptional(precision),
  dateSource: optionalText,
  totalParameters: optionalAmount,
  mixtureOfExperts: /* @__PURE__ */ z.exactOptional(/* @__PURE__ */ z.nullable(/* @__PURE__ */ z.boolean())),
});

type Same<A, B> =
  (<T>() => T extends { [K in keyof A]: A[K] } ? 1 : 2) extends <T>() => T extends { [K in keyof B]: B[K] } ? 1 : 2
    ? true
    : false;

/** The schema itself where it describes exactly the hand-written interface; otherwise `satisfies` fails to compile. */
type Exactly<Schema extends z.ZodMiniType, Row> = Same<z.infer<Schema>, Row> extends true ? Schema : never;

/** A zod schema of a record, for {@link validateRecords} or for use with zod itself. */
export type RecordSchema<Row> = z.ZodMiniType<Row>;

/** The schema of {@link ModelRecord}. */
export const modelRecordSchema: RecordSchema<ModelRecord> = modelRecord satisfies Exactly<
  typeof modelRecord,
  ModelRecord
>;
/** The schema of {@link RoutedRun}. */
export const routedRunSchema: RecordSchema<RoutedRun> = routedRun satisfies Exactly<typeof routedRun, RoutedRun>;
/** The schema of {@link LossObservation}. */
export const lossObservationSchema: RecordSchema<LossObservation> = lossObservation satisfies Exactly<
  typeof lossObservation,
  LossObservation
>;
/** The schema of {@link ScoredModel}. */
export const scoredModelSchema: RecordSchema<ScoredModel> = scoredModel satisfies Exactly<
  typeof scoredModel,
  ScoredModel
>;

/** The records that are what the schema says, and why the others are not. */
export interface ValidatedRecords<Row> {
  /** The rows that fit the schema. */
  records: Row[];
  /** One entry for each fault; `row` is the index in the array. */
  rejected: RejectedValue[];
}

/** zod walks a list for as long as it says it is. */
function requireFilledLists(record: unknown, path: string): void {
  if (typeof record !== "object" || record === null) return;
  for (const [name, value] of Object.entries(record)) {
    if (Array.isArray(value) && !isList(value)) {
      refuse("UNSUPPORTED_TYPE", "an array without holes", value, `${path}.${name.slice(0, 60)}`);
    }
  }
}

/**
 * Sorts unknown rows (parsed JSON, say) into records that a schema accepts and faults in plain English with their path.
 * A row with any fault gives no record. Fields that the schema does not know are left out of the records.
 *
 * @param schema one of the schemas here, or any schema of zod's.
 * @param rows anything; each is checked on its own.
 * @returns `records` in the order of the rows, and `rejected`, one entry for each fault, `row` counted from 0.
 * @throws {ScalingError} `UNSUPPORTED_TYPE` when `rows` is no array.
 *
 * @example
 * ```ts
 * import { lossObservationSchema, validateRecords } from "scaling-laws/dataset";
 *
 * const { records, rejected } = validateRecords(lossObservationSchema, [
 *   { parameters: 7e7, tokens: 1.4e9, loss: 3.9 },
 *   { parameters: "70M", tokens: 1.4e9, loss: 3.9 },
 * ]);
 * console.log(records.length); // => 1
 * console.log(rejected[0].message); // => "Expected a number but got \"70M\" (at records[1].parameters)"
 * ```
 */
export function validateRecords<Row>(schema: RecordSchema<Row>, rows: readonly unknown[]): ValidatedRecords<Row> {
  if (!isList(rows)) return refuse("UNSUPPORTED_TYPE", "an array of records", rows, "records");
  if (typeof schema?.safeParse !== "function") refuse("UNSUPPORTED_TYPE", "a schema", schema, "schema");
  const records: Row[] = [];
  const rejected: RejectedValue[] = [];
  for (const [row, value] of rows.entries()) {
    requireFilledLists(value, `records[${row}]`);
    const result = schema.safeParse(value);
    if (result.success) records.push(result.data);
    else {
      for (const issue of result.error.issues) {
        const field = issue.path.length === 0 ? null : issue.path.map(String).join(".");
        rejected.push({ row, field, ...describeIssue(issue, valueAt(value, issue.path), `records[${row}]`) });
      }
    }
  }
  return { records, rejected };
}
