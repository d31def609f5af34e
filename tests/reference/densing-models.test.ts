import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseScoreTable } from "../../src/dataset/score-table.ts";
import { capacityDensity } from "../../src/densing/capacity-density.ts";
import { type DensingLaw, fitDensingLaw } from "../../src/densing/densing-law.ts";
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { fitScoreLaw, type ScoreLawOptions } from "../../src/densing/score-law.ts";
import { runExample } from "../examples/run-example.ts";
import { expectRecords, near, oracle } from "./densing-oracle.ts";
import { sharedPath } from "./shared.ts";

const tablePath = sharedPath("data/densing-models.csv");

describe.skipIf(oracle === null || tablePath === null)("densing on real models", () => {
  if (oracle === null) return;
  const text = tablePath === null ? "model\nx" : readFileSync(tablePath, "utf8");
  const dense = parseScoreTable(text).models.filter((model) => model.mixtureOfExperts === false);
  const expected = oracle.E_obsscaling_real["E2_Qwen1.5_ref_MMLU_lnN"]!;

  function lawOf(options: ScoreLawOptions, since: string): { law: DensingLaw; n: number } {
    const scored = dense.flatMap((model) => {
      const score = model.scores["MMLU"] ?? null;
      const { parameters, releaseDate, family, name } = model;
      return score === null || parameters === null || releaseDate === null
        ? []
        : [{ name, family, date: releaseDate, parameters, score }];
    });
    const family = scored.filter((model) => model.family === "Qwen1.5");
    const scoreLaw = fitScoreLaw(
      { size: family.map((model) => model.parameters), score: family.map((model) => model.score) },
      options,
    );
    const targets = scored.filter((model) => model.family !== "Qwen1.5" && model.date >= since);
    const rows = targets.flatMap((model) => {
      const size = effectiveParameterSize({ scoreLaw }, model.score, { resamples: 0 });
      const { density } = capacityDensity(size, model);
      return density === null || density === 0 ? [] : [{ ...model, density }];
    });
    return {
      n: rows.length,
      law: fitDensingLaw({
        date: rows.map((row) => row.date),
        density: rows.map((row) => row.density),
        name: rows.map((row) => row.name),
      }),
    };
  }

  const FIXED = { floor: 0.25, ceiling: 1 };

  it("fits the reference family in one step", () => {
    const family = dense.filter((model) => model.family === "Qwen1.5");
    const law = fitScoreLaw(
      { size: family.map((model) => model.parameters! / 1e9), score: family.map((model) => model.scores["MMLU"]!) },
      FIXED,
    );
    near(law.coefficients.slope.estimate, expected.fit.params["k"]!, 1e-6);
    near(law.coefficients.logMidpoint.estimate, expected.fit.params["x0"]!, 1e-6);
    near(law.covariance?.[2]?.[2], expected.fit.cov_k_x0[0]![0]!, 1e-4);
    for (const model of expected.models) {
      const size = effectiveParameterSize({ scoreLaw: law }, model.S, { resamples: 0 });
      if (model.eff === null || model.status !== "ok") expect(size.status).toBe(model.status);
      else near(size.parameters, model.eff, 1e-5);
    }
  });

  it("gives 104.8 days with Qwen1.5 as reference on MMLU since 2023", () => {
    const { law } = lawOf(FIXED, "2023-01-01");
    expectRecords(law, expected.trend_since_2023, 1e-5);
    near(law.doublingTimeDays.estimate, 104.8, 1e-3);
  });

  it("moves with the ceiling, the floor and the cut-off date", () => {
    near(lawOf({ floor: 0.25 }, "2023-01-01").law.doublingTimeDays.estimate, 84.9, 1e-3);
    near(lawOf({}, "2023-01-01").law.doublingTimeDays.estimate, 112.8, 1e-3);
    const all = lawOf(FIXED, "1900-01-01");
    near(all.law.doublingTimeDays.estimate, 229.8, 1e-3);
    near(all.law.all.slopePerDay.estimate, expected.all_points_ols.A, 1e-5);
    expect(all.n).toBe(expected.all_points_ols.n);
  });
});

describe.skipIf(tablePath === null)("the densing example", () => {
  it("goes from a score table to the trend and what it depends on", () => {
    const { status, output } = runExample("densing", tablePath ?? "");
    expect(status).toBe(0);
    expect(output).toMatch(/line through the records +104\.8 days \(74 to 181\), descriptive/);
    expect(output).toMatch(/ceiling fitted +\d+ +8 +85 days/);
    expect(output).toMatch(/all dates +122 +9 +230 days +132/);
    for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(output).not.toMatch(/NaN|Infinity|undefined/);
  });
});
