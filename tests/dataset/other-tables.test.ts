import { describe, expect, it } from "vitest";
import { parseLossTable } from "../../src/dataset/loss-table.ts";
import { finalRuns, parseRoutedSweep } from "../../src/dataset/routed-sweep.ts";
import { parseScoreTable } from "../../src/dataset/score-table.ts";
import { refusal } from "./refusal.ts";

describe("parseRoutedSweep", () => {
  const header =
    "hyper_id,step,loss_c4,loss_validation,num_experts,k,router_type,seed,routing_frequency,total_parameter_count,dense_parameter_count,flops_per_step";

  it("reads a run, with its losses by data set", () => {
    const { runs, rejected, warnings } = parseRoutedSweep(
      `${header}\n1,249000,,2.5,64,1,S-Base,42,0.5,5e8,2.7e7,7e13\n`,
    );
    expect(runs).toEqual([
      {
        sweepId: 1,
        step: 249000,
        seed: 42,
        router: "S-Base",
        parameters: 2.7e7,
        totalParameters: 5e8,
        experts: 64,
        expertsPerToken: 1,
        routingFrequency: 0.5,
        flopPerStep: 7e13,
        losses: { c4: null, validation: 2.5 },
      },
    ]);
    expect([...rejected, ...warnings]).toEqual([]);
  });

  it("rejects a row without what identifies a run, and nulls other cells", () => {
    const csv = `${header}\n,1,2,2,8,1,Hash,1,0.5,5,2,7\n2,1,x,-3,8,1,Hash,1,5,5,2,7\n3,1,2,2,zero,1,Hash,1,0.5,5,0,7\n`;
    const { runs, rejected } = parseRoutedSweep(csv);
    expect(runs).toMatchObject([{ sweepId: 2, routingFrequency: null, losses: { c4: null, validation: null } }]);
    expect(rejected.map((each) => [each.row, each.field])).toEqual([
      [1, "sweepId"],
      [2, "routingFrequency"],
      [2, "losses.c4"],
      [2, "losses.validation"],
      [3, "parameters"],
      [3, "experts"],
    ]);
  });

  it("takes losses from the columns that the caller names", () => {
    const csv = "id,step,experts,parameters,val\n1,1,2,3,4.5\n";
    expect(parseRoutedSweep(csv, { losses: { validation: "val" } }).runs[0]?.losses).toEqual({ validation: 4.5 });
    expect(refusal(() => parseRoutedSweep(csv)).message).toContain("loss_validation");
    expect(refusal(() => parseRoutedSweep(csv, { losses: { validation: "loss" } })).code).toBe("MISSING_COLUMN");
    expect(refusal(() => parseRoutedSweep("id,step,experts,loss_a\n1,1,2,3\n")).message).toContain("parameters");
  });

  it("finalRuns keeps the row of the last step, null losses and all", () => {
    const csv = `${header}\n1,2,3,3,8,1,Hash,1,0.5,5,2,7\n2,1,3,3,8,1,Hash,1,0.5,5,2,7\n1,3,,2,8,1,Hash,1,0.5,5,2,7\n1,1,3,3,8,1,Hash,1,0.5,5,2,7\n`;
    const { runs } = parseRoutedSweep(csv);
    expect(finalRuns(runs).map((run) => [run.sweepId, run.step, run.losses["c4"]])).toEqual([
      [2, 1, 3],
      [1, 3, null],
    ]);
    expect(finalRuns([])).toEqual([]);
  });
});

describe("parseLossTable", () => {
  it("reads parameters, tokens and loss, and the columns beside them where they are", () => {
    expect(parseLossTable("row,params,flops,tokens,loss,outlier\n0,7e9,1e19,2e8,5.0,1\n").observations).toEqual([
      { parameters: 7e9, tokens: 2e8, loss: 5, flop: 1e19, outlier: true },
    ]);
    expect(parseLossTable("N,D,loss\n1,2,3\n").observations).toEqual([{ parameters: 1, tokens: 2, loss: 3 }]);
  });

  it("gives no observation where one of the three is missing, and says which", () => {
    const { observations, rejected } = parseLossTable("params,tokens,loss\n1,2,NaN\n0,2,3\n1,,x\n1,2,3\n");
    expect(observations).toHaveLength(1);
    expect(rejected.map((each) => [each.row, each.field, each.value])).toEqual([
      [1, "loss", "NaN"],
      [2, "parameters", "0"],
      [3, "tokens", ""],
      [3, "loss", "x"],
    ]);
  });

  it("asks for all three columns and takes none for another", () => {
    expect(refusal(() => parseLossTable("params,flops,loss\n1,2,3\n"))).toMatchObject({
      code: "MISSING_COLUMN",
      message: expect.stringContaining("tokens"),
    });
    const columns = { parameters: { header: "size", scale: 1e6 }, tokens: "seen_B" };
    const { observations, warnings } = parseLossTable("size,seen_B,loss\n70,1.4,3\n", { columns });
    expect(observations).toEqual([{ parameters: 7e7, tokens: 1.4e9, loss: 3 }]);
    expect(warnings.map((warning) => warning.code)).toEqual(["SCALED_COLUMN"]);
  });
});

describe("parseScoreTable", () => {
  const csv =
    "model,family,release_date,date_source,parameters_B,total_parameters_B,is_moe,training_tokens_T,MMLU,GSM8K,density_fig1,source,notes\n" +
    "a,F,2023-07-18,Epoch,7.0,8.0,0,2.0,0.44,0.0,0.03,s,\n" +
    "b,,,,,,,,0.5,oops,,s,x\n";

  it("reads models with their scores and scales sizes and tokens", () => {
    const { models, rejected, warnings } = parseScoreTable(csv);
    expect(models[0]).toEqual({
      name: "a",
      family: "F",
      releaseDate: "2023-07-18",
      parameters: 7e9,
      tokens: 2e12,
      scores: { MMLU: 0.44, GSM8K: 0 },
      datePrecision: "day",
      dateSource: "Epoch",
      totalParameters: 8e9,
      mixtureOfExperts: false,
    });
    expect(models[1]).toMatchObject({ family: null, releaseDate: null, parameters: null, mixtureOfExperts: null });
    expect(rejected).toMatchObject([{ row: 2, field: "scores.GSM8K", value: "oops" }]);
    const codes = warnings.map((warning) => warning.code);
    expect(codes).toEqual(["SCALED_COLUMN", "SCALED_COLUMN", "SCALED_COLUMN", "COLUMN_IGNORED", "ROWS_REJECTED"]);
  });

  it("takes the scores that the caller names", () => {
    const { models } = parseScoreTable(csv, { scores: ["MMLU", "density_fig1"] });
    expect(models[0]?.scores).toEqual({ MMLU: 0.44, density_fig1: 0.03 });
    expect(refusal(() => parseScoreTable(csv, { scores: ["BBH"] })).code).toBe("MISSING_COLUMN");
  });

  it("rejects rows without a name and reports names that come twice", () => {
    const { models, rejected, warnings } = parseScoreTable("model,MMLU\n,0.5\nx,0.5\nX,0.6\n");
    expect(models).toHaveLength(2);
    expect(rejected).toMatchObject([{ row: 1, field: "name" }]);
    expect(warnings.map((warning) => warning.code)).toEqual(["DUPLICATE_NAMES", "ROWS_REJECTED"]);
    expect(refusal(() => parseScoreTable("MMLU\n0.5\n")).code).toBe("MISSING_COLUMN");
  });

  it("reads a second column of one benchmark only once, and says so", () => {
    const { models, warnings } = parseScoreTable("model,MMLU,MMLU\na,0.5,0.6\n");
    expect(models[0]?.scores).toEqual({ MMLU: 0.5 });
    expect(warnings).toMatchObject([{ code: "COLUMN_IGNORED", message: expect.stringContaining("column 3") }]);
  });
});
