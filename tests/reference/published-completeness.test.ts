import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as published from "../../src/published/index.ts";
import { sharedPath } from "./shared.ts";

/** Where the numbers of a part of the reference transcription have to stand: longer paths go before shorter ones. */
const HOMES: readonly [file: string, part: string, home: unknown][] = [
  ["loss-laws-and-corpus", "kausik_2402_14746", published.kausik2024],
  ["loss-laws-and-corpus", "kaplan_2020", published.kaplan2020],
  ["loss-laws-and-corpus", "hoffmann_2022.kaplan_row", published.kaplan2020],
  ["loss-laws-and-corpus", "hoffmann_2022", published.hoffmann2022],
  ["loss-laws-and-corpus", "besiroglu_2024", published.besiroglu2024],
  ["loss-laws-and-corpus", "others.deepseek", published.deepseek2024],
  ["loss-laws-and-corpus", "others.llama3", published.llama2024],
  ["loss-laws-and-corpus", "others.muennighoff", published.muennighoff2023],
  ["loss-laws-and-corpus", "others.minicpm", published.minicpm2024],
  ["loss-laws-and-corpus", "others.sardana", published.sardana2024],
  ["loss-laws-and-corpus", "others.porian", published.porian2024],
  ["loss-laws-and-corpus", "others.pearce", published.pearce2024],
  ["loss-laws-and-corpus", "others.krajewski", published.krajewski2024],
  ["loss-laws-and-corpus", "others.henighan", published.henighan2020],
  ["loss-laws-and-corpus", "others.chinchilla_pkg", published.peerFits.chinchilla],
  ["loss-laws-and-corpus", "others.vpnls", [published.peerFits.vpnls, published.peerFits.vpnlsPrinted]],
  ["routing", "table3_eq1", published.clark2022],
  ["routing", "N_cutoff", [published.clark2022, published.clark2022Claims]],
  ["routing", "dense_power_law", published.clark2022Claims],
  ["routing", "EPC_example", published.clark2022Claims],
  ["routing", "RMSLE_tables", published.clark2022Fitting.heldOut],
  ["routing", "colab", published.clark2022Fitting],
  ["routing", "later_moe_laws.ludziejewski", published.ludziejewski2025],
  ["routing", "later_moe_laws.krajewski", published.krajewski2024],
  ["routing", "later_moe_laws.abnar", published.abnar2025],
  ["routing", "later_moe_laws.wang", published.wang2024],
  ["routing", "later_moe_laws.zhao", published.zhao2025],
  ["trends", "", [published.sevilla2022, published.villalobos2022, published.growthEstimates]],
  ["densing", "fig", published.xiao2025Points],
  ["densing", "reference_runs", published.xiao2025Points],
  ["densing", "performance_points", published.xiao2025Points],
  ["densing", "", published.xiao2025],
];

/** Numbers of the transcription that are no row of a paper. */
const LEFT_OUT: readonly [path: RegExp, reason: string][] = [
  [/^loss.*kausik.*\.(pages|figures|tables)$/, "counts of pages, figures and tables"],
  [/^routing.*table3_eq1\.log_base$/, "the base of the logarithm, which the law's formula has"],
  [/^routing.*krajewski.*\.expansion_E$/, "the one setting of the experiment, which the doc comment has"],
  [/^densing.*marker_radius_pt$/, "the radius of a mark: the size it stands for is there"],
  [/^densing.*few_shot\./, "how a benchmark was prompted"],
  [/^densing.*(MBPP|HumanEval)\.sigmoid_percent\.d$/, "0 to the precision of the drawing, and given as 0"],
  [/^densing.*line_endpoints/, "the ends of a line whose slope and intercept are there"],
  [/^densing.*trend_recovered\.\w+\.n$/, "the number of the records, which are there"],
  [/^densing.*fig3a_cheapest_line/, "prices of 3a once more, as the line is drawn"],
  [/^densing.*fig3a_prices/, "as drawn; the prices are there with the digits that prices have, see the test below"],
  [/^densing.*fig1.*N_B_from_marker_area$/, "billions; the sizes are there as plain counts, see the test below"],
];

function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function leavesOf(value: unknown, path: string): [path: string, value: number][] {
  if (typeof value === "number") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, path === "" ? key : `${path}.${key}`));
}

/** The same to six digits, and as an exponent or a coefficient turned over. */
function stands(value: number, among: readonly number[]): boolean {
  return among.some((each) => Math.abs(Math.abs(each) - Math.abs(value)) <= 2e-6 * Math.abs(value));
}

interface DrawnModel {
  model: string;
  price: number;
  N_B_from_marker_area: number;
}

function transcription(file: string): Record<string, unknown> | null {
  const path = sharedPath(`oracle/published-${file}.json`);
  return path === null ? null : JSON.parse(readFileSync(path, "utf8"));
}

describe.skipIf(sharedPath("oracle/published-trends.json") === null)("published, number by number,", () => {
  for (const file of ["loss-laws-and-corpus", "routing", "trends", "densing"]) {
    test(`holds every number of the transcription of ${file}, or it is left out for a reason`, () => {
      const homes = HOMES.filter(([of]) => of === file).map(([, part, home]) => ({ part, numbers: numbersIn(home) }));
      const missing: string[] = [];
      const leaves = leavesOf(transcription(file), "");
      expect(leaves.length).toBeGreaterThan(150);
      for (const [path, value] of leaves) {
        if (LEFT_OUT.some(([left]) => left.test(`${file}.${path}`))) continue;
        const home = homes.find(({ part }) => path.startsWith(part));
        if (home === undefined || !stands(value, home.numbers)) missing.push(`${path} = ${value}`);
      }
      expect(missing).toEqual([]);
    });
  }

  test("leaves nothing out that is not there", () => {
    const paths = ["loss-laws-and-corpus", "routing", "densing"].flatMap((file) =>
      leavesOf(transcription(file), "").map(([path]) => `${file}.${path}`),
    );
    for (const [left] of LEFT_OUT)
      expect(
        paths.some((path) => left.test(path)),
        String(left),
      ).toBe(true);
  });

  test("has the models of figure 1 of the densing paper in its order, with their sizes, and the drawn prices", () => {
    const densing = transcription("densing") as {
      fig1_densities: DrawnModel[];
      fig3a_prices_usd_per_Mtok: DrawnModel[];
    };
    const { figure1, prices } = published.xiao2025Points;
    expect(figure1.map(({ name }) => name)).toEqual(densing.fig1_densities.map(({ model }) => model));
    for (const [i, { N_B_from_marker_area: billions }] of densing.fig1_densities.entries()) {
      expect((figure1[i]?.parameters ?? 0) / (billions * 1e9)).toBeCloseTo(1, 6);
    }
    for (const [i, { model, price }] of densing.fig3a_prices_usd_per_Mtok.entries()) {
      expect(prices[i]?.name).toBe(model);
      expect((prices[i]?.price ?? 0) / price).toBeCloseTo(1, 4);
    }
  });
});
