import { describe, expect, it } from "vitest";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import { only } from "./only-model.ts";
import { refusal } from "./refusal.ts";

describe("parseModelTable reads the headers of", () => {
  it("2022", () => {
    const header =
      "System,Domain,Task,Organization(s),Publication date,Citations,Inclusion criteria,Parameters,Training compute (FLOPs),Training dataset size (datapoints),Reference";
    const row = "Net,VIsion,,IDSIA ; Toronto,08/2009,6.60E+01,SOTA Improvement,4.00E+01,4.0E+01,6.00E+04,A net";
    expect(only(header, row)).toEqual({
      name: "Net",
      organizations: ["IDSIA", "Toronto"],
      publicationDate: "2009-08-01",
      datePrecision: "month",
      domains: ["Vision"],
      tasks: [],
      parameters: 40,
      trainingComputeFlop: 40,
      trainingDatasetSize: 60000,
      trainingCostUsd: null,
      citations: 66,
      notability: ["SOTA improvement"],
      confidence: null,
      countries: [],
      accessibility: null,
      baseModel: null,
      reference: "A net",
    });
  });

  it("2024", () => {
    const header =
      "\ufeffSystem,Organization,Publication date,Notability criteria,Confidence,Country (from Organization),Model accessibility,Organization categorization,Training hardware,Hardware quantity,Training time (hours),Base model,Finetune compute (FLOP),Training compute cost (2023 USD),Batch size,Frontier model,Training compute lower bound,Training compute upper bound,Training compute estimation method,Hardware utilization,Training power draw (W),Epochs,Link";
    const row =
      'X,"Google,Meta AI",2023-12-06,"Highly cited,Training cost",Likely,"France,France",API access,"Industry,Industry",Google TPU v4,55000,2400.0,Y,2e20,$29827341.92,4000000,checked,1e24,5.0000000001e+25,"Reported,Cost",0.56,23327200.44,1.67,https://x.org ';
    expect(only(header, row)).toMatchObject({
      name: "X",
      organizations: ["Google", "Meta AI"],
      notability: ["Highly cited", "Training cost"],
      confidence: "Likely",
      countries: ["France"],
      accessibility: "API access",
      organizationCategories: ["Industry"],
      trainingHardware: ["Google TPU v4"],
      hardwareQuantity: 55000,
      trainingTimeHours: 2400,
      baseModel: "Y",
      finetuneComputeFlop: 2e20,
      trainingCostUsd: 29827341.92,
      batchSize: 4e6,
      frontier: true,
      trainingComputeLowerFlop: 1e24,
      trainingComputeUpperFlop: 5.0000000001e25,
      trainingComputeMethods: ["Reported", "Cost"],
      hardwareUtilization: 0.56,
      trainingPowerWatts: 23327200.44,
      epochs: 1.67,
      link: "https://x.org",
    });
  });

  it("2025 and 2026", () => {
    const header =
      "Model,Organization,Publication date,Domain,Task,Parameters,Parameters notes,Training compute (FLOP),Training dataset,Training dataset size (total),Dataset size notes,Confidence,Link,Reference,Organization categorization,Country (of organization),Hardware utilization (MFU),Training compute cost (2023 USD),Training power draw (W),Frontier model,Hardware utilization (HFU),Training compute cost (cloud),Training chip-hours,Open model weights?";
    const row =
      'Y,DeepSeek,2025-01-20,"Language,Multimodal",Chat,24000000000.0,24B,4.3e24,Web,45000000000000,about,Confident,,,Industry,China,0.4,,,True,0.5,$3,1e6,Yes';
    const { records, warnings } = parseModelTable(`${header}\n${row}`);
    expect(warnings).toEqual([]);
    expect(records[0]).toMatchObject({
      name: "Y",
      parameters: 24e9,
      trainingComputeFlop: 4.3e24,
      trainingDatasetSize: 4.5e13,
      countries: ["China"],
      hardwareUtilization: 0.4,
      trainingCostUsd: null,
      trainingChipHours: 1e6,
      frontier: true,
    });
  });

  it("any other case, blanks and punctuation", () => {
    const record = only("MODEL\u00a0,publication_date,Training  Compute (flop),\u200bParameters", "a,2020,1e20,5");
    expect(record).toMatchObject({ name: "a", trainingComputeFlop: 1e20, parameters: 5 });
  });
});

describe("parseModelTable finds columns", () => {
  it("where options name them, with a scale", () => {
    const csv = "title,when,size\nA,2020-05-01,1.5\n";
    const columns = { name: "title", publicationDate: "when", parameters: { header: "size", scale: 1e9 } };
    const { records, warnings } = parseModelTable(csv, { columns });
    expect(records[0]).toMatchObject({ name: "A", publicationDate: "2020-05-01", parameters: 1.5e9 });
    expect(warnings).toEqual([]);
  });

  it("that scale on their own, and says so", () => {
    const { records, warnings } = parseModelTable("Model,Date,Parameters_M\nA,2020,60\n");
    expect(records[0]?.parameters).toBe(6e7);
    expect(warnings).toEqual([
      {
        code: "SCALED_COLUMN",
        message: 'The column "Parameters_M" was multiplied by 1000000 for parameters',
        path: "parameters",
      },
    ]);
  });

  it("among several for one field, the most specific, and says so", () => {
    const csv =
      "Model,Date,Publication date,Training dataset size,Training dataset size (datapoints)\nA,1999,2020,Web,7\n";
    const { records, rejected, warnings } = parseModelTable(csv);
    expect(records[0]).toMatchObject({ publicationDate: "2020-01-01", trainingDatasetSize: 7 });
    expect(rejected).toEqual([]);
    expect(warnings.map((warning) => [warning.code, warning.path])).toEqual([
      ["COLUMN_IGNORED", "publicationDate"],
      ["COLUMN_IGNORED", "trainingDatasetSize"],
    ]);
  });

  it("of prices in the latest dollars", () => {
    const csv = "Model,Date,Training compute cost (2020 USD),Training compute cost (2023 USD)\nA,2020,$1,$2\n";
    expect(parseModelTable(csv).records[0]?.trainingCostUsd).toBe(2);
  });

  it("but leaves out a data set column that is prose, with one warning and no flood", () => {
    const prose = "Model,Date,Training dataset size\nA,2020,about a million images\nB,2020,all of the web\nC,2020,5\n";
    const { records, rejected, warnings } = parseModelTable(prose);
    expect(records.map((record) => record.trainingDatasetSize)).toEqual([null, null, null]);
    expect(rejected).toEqual([]);
    expect(warnings).toMatchObject([{ code: "COLUMN_IGNORED", path: "trainingDatasetSize" }]);
    const numbers = parseModelTable("Model,Date,Training dataset size\nA,2020,5\nB,2020,6\nC,2020,some\n");
    expect(numbers.records.map((record) => record.trainingDatasetSize)).toEqual([5, 6, null]);
    expect(numbers.rejected).toHaveLength(1);
  });

  it("or says which are missing and which there are", () => {
    const noDate = refusal(() => parseModelTable("Model,Parameters\nA,1\n"));
    expect(noDate.code).toBe("MISSING_COLUMN");
    expect(noDate.message).toContain('"Model", "Parameters"');
    expect(refusal(() => parseModelTable("Date,Parameters\n2020,1\n")).message).toContain("name or reference");
    const named = refusal(() => parseModelTable("Model,Date\nA,2020\n", { columns: { parameters: "size" } }));
    expect(named).toMatchObject({
      code: "MISSING_COLUMN",
      message: expect.stringContaining("options.columns.parameters"),
    });
  });

  it("and refuses options that mean nothing", () => {
    const csv = "Model,Date,size\nA,2020,1\n";
    const columns = (choice: object) => refusal(() => parseModelTable(csv, { columns: choice })).code;
    expect(columns({ size: "size" })).toBe("INVALID_OPTION");
    expect(columns({ parameters: { header: "size", scale: 0 } })).toBe("INVALID_OPTION");
    expect(columns({ parameters: { header: "size", scale: Number.NaN } })).toBe("INVALID_OPTION");
    expect(columns({ domains: { header: "size", scale: 1e9 } })).toBe("INVALID_OPTION");
    expect(columns({ parameters: 5 })).toBe("INVALID_OPTION");
  });
});

describe("parseModelTable keeps account", () => {
  it("of every row, by number, whatever is wrong with it", () => {
    const csv = 'Model,Date,Parameters\nA,2020,1\nB,2020\n"C"c,2020,1\nD,2020,1,9\n,2020,1\nF,31/02/2021,x\n';
    const { records, rejected, warnings } = parseModelTable(csv);
    expect(records.map((record) => record.name)).toEqual(["A", "F"]);
    expect(rejected.map((each) => [each.row, each.field])).toEqual([
      [2, null],
      [3, null],
      [4, null],
      [5, null],
      [6, "publicationDate"],
      [6, "parameters"],
    ]);
    expect(warnings.at(-1)).toEqual({
      code: "ROWS_REJECTED",
      message: "4 rows and 2 cells could not be read; see rejected",
      path: "rejected",
    });
  });

  it("of names that come twice, keeping both", () => {
    const { records, warnings } = parseModelTable("Model,Date\nA,2020\na,2021\nB,2021\n");
    expect(records).toHaveLength(3);
    expect(warnings).toMatchObject([{ code: "DUPLICATE_NAMES", message: expect.stringContaining('"A", "a"') }]);
  });

  it("of a flag that is neither yes nor no", () => {
    const { records, rejected } = parseModelTable("Model,Date,Frontier model\nA,2020,checked\nB,2020,\nC,2020,maybe\n");
    expect(records.map((record) => record.frontier)).toEqual([true, false, false]);
    expect(rejected).toMatchObject([{ row: 3, field: "frontier" }]);
  });
});
