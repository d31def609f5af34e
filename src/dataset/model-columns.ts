import { spellings } from "./cells.ts";
import type { FieldColumn } from "./column-map.ts";
import type { ModelRecord } from "./records.ts";

/** The fields that {@link ModelRecord} gets from a column. */
export type ModelField = Exclude<keyof ModelRecord, "datePrecision">;

/** Epoch's price column names the year of its dollars; the latest year is the first choice. */
const costHeaders = /* @__PURE__ */ Array.from({ length: 31 }, (_, i) => `trainingcomputecost${2040 - i}usd`);

/** Every header that Epoch's files have used since 2022, the most specific first, as `headerKey` writes them. */
export const MODEL_COLUMNS: ReadonlyMap<ModelField, FieldColumn> = /* @__PURE__ */ new Map<ModelField, FieldColumn>([
  ["name", { kind: "text", headers: ["model", "system", "modelname", "systemname", "name"] }],
  [
    "organizations",
    { kind: "list", headers: ["organization", "organizations", "organisation", "organisations", "developer"] },
  ],
  ["publicationDate", { kind: "date", headers: ["publicationdate", "releasedate", "date"] }],
  ["domains", { kind: "list", headers: ["domain", "domains"] }],
  ["tasks", { kind: "list", headers: ["task", "tasks"] }],
  ["parameters", { kind: "amount", headers: ["parameters", "parametercount", "params", "numberofparameters"] }],
  [
    "trainingComputeFlop",
    { kind: "amount", headers: ["trainingcomputeflop", "trainingcomputeflops", "trainingcompute"] },
  ],
  [
    "trainingDatasetSize",
    {
      kind: "amount",
      headers: [
        "trainingdatasetsizedatapoints",
        "trainingdatasetsizetotal",
        "trainingdatasetsizegradients",
        "trainingdatasetsize",
      ],
    },
  ],
  [
    "trainingCostUsd",
    {
      kind: "amount",
      headers: [
        ...costHeaders,
        "trainingcomputecostusd",
        "trainingcomputecost",
        "costinflationadjusted",
        "trainingcostusd",
      ],
    },
  ],
  ["citations", { kind: "count", headers: ["citations"] }],
  ["notability", { kind: "list", headers: ["notabilitycriteria", "notability", "inclusioncriteria"] }],
  ["confidence", { kind: "text", headers: ["confidence"] }],
  [
    "countries",
    {
      kind: "list",
      headers: ["countryoforganization", "countryfromorganization", "organizationcountry", "country", "countries"],
    },
  ],
  ["accessibility", { kind: "text", headers: ["modelaccessibility", "accessibility"] }],
  ["baseModel", { kind: "text", headers: ["basemodel"] }],
  [
    "trainingComputeLowerFlop",
    { kind: "amount", headers: ["trainingcomputelowerbound", "trainingcomputelowerboundflop"] },
  ],
  [
    "trainingComputeUpperFlop",
    { kind: "amount", headers: ["trainingcomputeupperbound", "trainingcomputeupperboundflop"] },
  ],
  ["trainingComputeMethods", { kind: "list", headers: ["trainingcomputeestimationmethod"] }],
  ["finetuneComputeFlop", { kind: "amount", headers: ["finetunecomputeflop", "finetunecomputeflops"] }],
  ["epochs", { kind: "amount", headers: ["epochs"] }],
  ["batchSize", { kind: "amount", headers: ["batchsize"] }],
  ["trainingHardware", { kind: "list", headers: ["traininghardware"] }],
  ["hardwareQuantity", { kind: "amount", headers: ["hardwarequantity"] }],
  ["hardwareUtilization", { kind: "fraction", headers: ["hardwareutilizationmfu", "hardwareutilization"] }],
  ["trainingTimeHours", { kind: "amount", headers: ["trainingtimehours"] }],
  ["trainingChipHours", { kind: "amount", headers: ["trainingchiphours"] }],
  ["trainingPowerWatts", { kind: "amount", headers: ["trainingpowerdraww"] }],
  [
    "organizationCategories",
    { kind: "list", headers: ["organizationcategorization", "organizationcategorizationfromorganization"] },
  ],
  ["frontier", { kind: "flag", headers: ["frontiermodel"] }],
  ["reference", { kind: "text", headers: ["reference", "references"] }],
  ["link", { kind: "text", headers: ["link", "links"] }],
]);

/** The usual case of labels that the files also write otherwise ("VIsion", "SOTA Improvement"). */
export const DOMAIN_SPELLINGS: ReadonlyMap<string, string> = /* @__PURE__ */ spellings([
  "3D modeling",
  "3D reconstruction",
  "Audio",
  "Biology",
  "Cybersecurity",
  "Drawing",
  "Driving",
  "Earth science",
  "Games",
  "Image generation",
  "Language",
  "Materials science",
  "Mathematics",
  "Medicine",
  "Multimodal",
  "Other",
  "Reading",
  "Recommendation",
  "Robotics",
  "Search",
  "Speech",
  "Video",
  "Vision",
]);

export const NOTABILITY_SPELLINGS: ReadonlyMap<string, string> = /* @__PURE__ */ spellings([
  "Discretionary",
  "Highly cited",
  "Historical relevance",
  "Historical significance",
  "Important context",
  "Significant use",
  "SOTA improvement",
  "Training cost",
]);
