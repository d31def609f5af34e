import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseModelTable } from "../../src/dataset/model-table.ts";

const path = fileURLToPath(new URL("../../examples/data/notable-systems.csv", import.meta.url));
const text = readFileSync(path, "utf8");
const { records, rejected, warnings } = parseModelTable(text);
const named = (name: string) => records.find((record) => record.name === name);

describe("the embedded table of notable systems", () => {
  it("reads without a rejected cell or a warning", () => {
    expect(rejected).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it("holds at least 150 systems from the 1950s to 2025, each once and each with a reference", () => {
    expect(records.length).toBeGreaterThanOrEqual(150);
    expect(new Set(records.map((record) => record.name)).size).toBe(records.length);
    const dates = records.map((record) => record.publicationDate ?? "").sort();
    expect(dates[0]! >= "1950" && dates[0]! < "1960").toBe(true);
    expect(dates[dates.length - 1]!.slice(0, 4)).toBe("2025");
    for (const record of records) expect(record.reference ?? "", record.name).not.toBe("");
  });

  it("holds at least 70 language models since 2020", () => {
    const language = records.filter(
      (record) => record.domains.includes("Language") && (record.publicationDate ?? "") >= "2020",
    );
    expect(language.length).toBeGreaterThanOrEqual(70);
  });

  it.each([
    // Krizhevsky et al. 2012: "60 million parameters".
    ["AlexNet", 60e6, null],
    // Devlin et al. 2018, section 3: 340M. Brown et al. 2020, table D.1: 5.33e20 FLOP.
    ["BERT-Large", 340e6, 5.33e20],
    // Brown et al. 2020, table D.1: 174,600M parameters and 3.14e23 FLOP.
    ["GPT-3 175B", 175e9, 3.14e23],
    // Rae et al. 2021: 6.31e8 PFLOP to train Gopher.
    ["Gopher 280B", 280e9, 6.31e23],
    // Hoffmann et al. 2022: 70B parameters at the compute of Gopher, 5.76e23 FLOP.
    ["Chinchilla", 70e9, 5.76e23],
    // Chowdhery et al. 2022: 540B parameters, 780B tokens.
    ["PaLM 540B", 540e9, 2.5e24],
    // Dubey et al. 2024: 3.8e25 FLOP.
    ["Llama 3.1 405B", 405e9, 3.8e25],
  ])("gives %s the published size and compute", (name, parameters, trainingComputeFlop) => {
    expect(named(name)?.parameters).toBe(parameters);
    if (trainingComputeFlop !== null) expect(named(name)?.trainingComputeFlop).toBe(trainingComputeFlop);
  });

  it("keeps compute of language models within a factor of three of six operations per active parameter and token", () => {
    const active = parseModelTable(text, { columns: { parameters: "Active parameters" } }).records;
    records.forEach((record, i) => {
      const { trainingComputeFlop, trainingDatasetSize } = record;
      const parameters = active[i]!.parameters ?? record.parameters;
      const language = record.domains.includes("Language") && (record.publicationDate ?? "") >= "2020";
      if (!language || parameters === null || trainingComputeFlop === null || trainingDatasetSize === null) return;
      const ratio = trainingComputeFlop / (6 * parameters * trainingDatasetSize);
      expect(ratio, record.name).toBeGreaterThan(1 / 3);
      expect(ratio, record.name).toBeLessThan(3);
    });
  });
});
