import { describe, expect, it } from "vitest";
import { capacityDensity, mixtureOfExpertsDensity, quantizedDensity } from "../../src/densing/capacity-density.ts";
import { compareDensingEras } from "../../src/densing/densing-eras.ts";
import type { AnyDensingLaw } from "../../src/densing/densing-formula.ts";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { combineDoublings } from "../../src/densing/doublings.ts";
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import type { AnyPerformanceCurve } from "../../src/densing/performance-formula.ts";
import { equivalentParameters } from "../../src/densing/predict-density.ts";
import { priceHalvingDays } from "../../src/densing/price-halving.ts";
import type { SizeReference } from "../../src/densing/size-reference.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import { xiao2025 } from "../../src/published/xiao2025.ts";
import { bareLaw } from "../densing/laws.ts";
import { expectRecords, type Numbers, near, oracle } from "./densing-oracle.ts";

const ANCHORED = { anchor: { loss: 0, score: 100 }, floorMin: 0 } as const;

const RAW = { irreducible: "none", objective: "least-squares", on: "raw" } as const;

const BASIN = { alpha: 0.1, beta: 0.3 };

function nearCurve(curve: AnyPerformanceCurve, expected: Numbers, relative: number, absolute = 0): void {
  for (const term of ["c", "gamma", "l", "d"] as const) {
    near(curve.coefficients[term].estimate, expected[term]!, relative, absolute);
  }
}

describe.skipIf(oracle === null)("densing against reference values", () => {
  if (oracle === null) return;
  const {
    A_synthetic_loss,
    B_synthetic_sigmoid,
    C_end_to_end_synthetic: synthetic,
    F_corollaries: corollaries,
  } = oracle;
  const paper = oracle.D_paper_digitised;
  const figure1 = {
    date: paper.fig1_rows.map((row) => row.release_date),
    density: paper.fig1_rows.map((row) => row.density),
    name: paper.fig1_rows.map((row) => row.model),
  };

  it("recovers noise-free laws to 1e-8", () => {
    const crossed = A_synthetic_loss["A1_crossed_noise_free"]!;
    const law = fitLossLaw({ parameters: crossed.N, tokens: crossed.D, loss: crossed.L }, RAW);
    near(law.coefficients.A.estimate, 2, 1e-8);
    near(law.coefficients.alpha.estimate, 0.115, 1e-8);
    near(law.coefficients.B.estimate, 100, 1e-8);
    near(law.coefficients.beta.estimate, 0.277, 1e-8);
    const { truth, L, S } = B_synthetic_sigmoid.B1_noise_free;
    nearCurve(fitPerformanceCurve({ loss: L, score: S }), truth, 1e-8);
  });

  it("fits the noisy sigmoid freely and with the anchor", () => {
    const { L, S, fit_free, fit_anchor_0_100_dmin0 } = B_synthetic_sigmoid["B2_noise_sd1.5"];
    nearCurve(fitPerformanceCurve({ loss: L, score: S }), fit_free.params, 1e-6);
    nearCurve(fitPerformanceCurve({ loss: L, score: S }, ANCHORED), fit_anchor_0_100_dmin0.params, 1e-6);
  });

  for (const [panel, each] of Object.entries(paper.sigmoid_fits)) {
    it(`fits the six sigmoids: ${panel}`, () => {
      const data = { loss: each.L, score: each.S };
      const anchored = fitPerformanceCurve(data, ANCHORED);
      nearCurve(
        anchored,
        each.fit_anchor_0_100_dmin0.params,
        1e-6,
        each.fit_anchor_0_100_dmin0.params["d"] === 0 ? 1e-3 : 0,
      );
      near(anchored.goodness.sumOfSquaredResiduals, each.fit_anchor_0_100_dmin0.sse, 1e-8);
      nearCurve(anchored, each.published_curve_recovered, panel === "BBH" ? 1e-3 : 1e-4, 1e-3);
      expect(anchored.warnings.map((warning) => [warning.code, warning.path])).toContainEqual([
        "NOT_IDENTIFIED",
        "coefficients.c",
      ]);
      const free = fitPerformanceCurve(data);
      nearCurve(free, each.fit_free.params, 1e-6);
      near(free.goodness.sumOfSquaredResiduals, each.fit_free.sse, 1e-10);
    });
  }

  it("gives the covariance of the anchored sigmoid", () => {
    const { L, S } = paper.sigmoid_fits["AVERAGE"]!;
    const { covariance } = fitPerformanceCurve({ loss: L, score: S }, ANCHORED);
    paper.Nhat_uncertainty_AVERAGE.sig_cov.forEach((row, i) => {
      row.forEach((entry, j) => {
        near(covariance?.[i]?.[j], entry, 1e-4);
      });
    });
  });

  for (const [panel, each] of Object.entries(paper.loss_fits)) {
    it(`reports both basins of the reference law: ${panel}`, () => {
      const { N, D, L } = paper.reference_runs[panel]!;
      const columns = { parameters: N, tokens: D, loss: L };
      const best = fitLossLaw(columns, RAW);
      near(best.coefficients.alpha.estimate, each.global_lsq.params["alpha"]!, 1e-5);
      near(best.objective, each.global_lsq.sse, 1e-8);
      const published = fitLossLaw(columns, { ...RAW, basin: BASIN });
      // The drawn curves are the optima of that basin to the precision of the figure's points.
      near(published.coefficients.alpha.estimate, each.published_curve_recovered["alpha"]!, 5e-3);
      near(published.coefficients.beta.estimate, each.published_curve_recovered["beta"]!, 5e-3);
    });
  }

  it("holds the published panels as recovered, and the other optimum where there is one", () => {
    const panels = {
      MMLU: xiao2025.mmlu,
      BBH: xiao2025.bbh,
      MATH: xiao2025.math,
      MBPP: xiao2025.mbpp,
      HumanEval: xiao2025.humanEval,
      AVERAGE: xiao2025.average,
    };
    for (const [name, { curve, lossLaw, otherOptimum }] of Object.entries(panels)) {
      nearCurve(curve, paper.sigmoid_fits[name]!.published_curve_recovered, 1e-6, 1e-4);
      const { published_curve_recovered: drawn, global_lsq } = paper.loss_fits[name]!;
      near(lossLaw.coefficients.A.estimate, drawn["a"]!, 1e-6);
      near(lossLaw.coefficients.alpha.estimate, drawn["alpha"]!, 1e-6);
      near(lossLaw.coefficients.B.estimate, drawn["b"]!, 1e-6);
      near(lossLaw.coefficients.beta.estimate, drawn["beta"]!, 1e-6);
      if (otherOptimum === null) continue;
      const { alpha } = otherOptimum.coefficients;
      const twin = global_lsq.local_optima.filter(({ params }) => Math.abs(params["alpha"]! - alpha.estimate) < 1e-6);
      expect(twin).toHaveLength(1);
    }
    expect(xiao2025.mbpp.otherOptimum).toBeNull();
    for (const [found, expected] of [
      [xiao2025.figure1, paper.fig1_trend],
      [xiao2025.figure2, paper.fig2_trend_MMLU_CF],
      [xiao2025.figure3cBefore, paper.fig3c_trend_before],
    ] as const) {
      near(found.law.coefficients.slopePerDay.estimate, expected.fit.A, 1e-7);
      expect(found.records.map((record) => [record.name, record.date])).toEqual(
        expected.frontier.map((record) => [record.model, record.date]),
      );
      found.records.forEach((record, i) => {
        near(record.density, expected.frontier[i]!.rho, 1e-5);
      });
    }
  });

  const loss = synthetic.params.loss;
  const reference: SizeReference = {
    lossLaw: bareLaw("loss-law", { A: loss["a"]!, B: loss["b"]!, alpha: loss["alpha"]!, beta: loss["beta"]! }),
    curve: bareLaw("performance-curve", synthetic.params.sig as Record<"c" | "gamma" | "l" | "d", number>),
  };

  it("tells the outcomes of the inversion apart", () => {
    for (const { S, Nhat, status } of synthetic.edge_cases) {
      const size = effectiveParameterSize(reference, S, { referenceTokens: synthetic.params.D0 });
      expect(size.status).toBe(status === "below-data-limited-loss" ? "beyond-data-limit" : status);
      if (Nhat === null) expect(size.parameters).toBeNull();
      else near(size.parameters, Nhat, 1e-9);
    }
  });

  it("goes from scores to the trend", () => {
    const densities = synthetic.models.map((model) => {
      const size = effectiveParameterSize(reference, model.S);
      near(size.parameters, model.Nhat, 1e-9);
      return capacityDensity(size, { parameters: model.N }).density!;
    });
    const columns = {
      date: synthetic.models.map((model) => model.date),
      density: densities,
      name: synthetic.models.map((model) => model.model),
    };
    expectRecords(fitDensingLaw(columns), synthetic.trend_all_models, 1e-8);
    const front = synthetic.models.map((model) => model.model.startsWith("front"));
    const only = <Item>(column: Item[]): Item[] => column.filter((_, i) => front[i]);
    const law = fitDensingLaw({ date: only(columns.date), density: only(columns.density) });
    near(law.coefficients.slopePerDay.estimate, 0.0065, 1e-9);
    expect(law.records).toHaveLength(synthetic.trend_front_only.frontier.length);
  });

  it("reproduces the trends of figures 1 and 2", () => {
    const law = fitDensingLaw(figure1);
    expectRecords(law, paper.fig1_trend, 1e-9);
    near(law.coefficients.slopePerDay.estimate, 0.006529, 1e-5);
    near(law.doublingTimeDays.estimate, 106.16, 1e-4);
    near(law.goodness.rSquared, 0.934, 1e-4);
    const second = fitDensingLaw({
      date: paper.fig2_rows.map((row) => row.release_date),
      density: paper.fig2_rows.map((row) => row.density),
      name: paper.fig2_rows.map((row) => row.model),
    });
    expectRecords(second, paper.fig2_trend_MMLU_CF, 1e-9);
    near(second.coefficients.slopePerDay.estimate, 0.0066477, 1e-5);
  });

  it("shows beside figure 1 what was not selected", () => {
    const law = fitDensingLaw(figure1);
    const { all_points_ols: all, quantile } = paper.fig1_trend_sensitivity;
    near(law.all.slopePerDay.estimate, all.A, 1e-9);
    near(law.all.slopePerDay.standardError, all.seA, 1e-9);
    near(law.all.doublingTimeDays?.upper, all.doubling_ci95[1]!, 1e-9);
    near(law.quantile90.slopePerDay.estimate, quantile.find(({ tau }) => tau === 0.9)!.A, 1e-9);
    const { A_mean, r2_mean, share_A_ge_observed } = paper.fig1_permutation_null;
    // 999 random orders against 3052 of another generator: four standard errors.
    near(law.permutation?.pValue, share_A_ge_observed, 0, 4 * Math.sqrt((0.15 * 0.85) / 999));
    near(law.permutation?.meanSlopePerDay, A_mean, 0.08);
    near(law.permutation?.meanRSquared, r2_mean, 0.03);
  });

  it("leaves each record out and follows the end date", () => {
    const law = fitDensingLaw(figure1);
    const { leave_one_frontier_out: left, cutoff } = paper.fig1_trend_sensitivity;
    expect(law.withoutEachRecord.map((row) => row.name)).toEqual(left.map((row) => row.dropped));
    law.withoutEachRecord.forEach((row, i) => {
      near(row.slopePerDay, left[i]!.fit.A, 1e-9);
      expect(row.records).toBe(left[i]!.fit.n);
    });
    for (const { upto, fit } of cutoff) {
      const last = law.endDatePath.filter((row) => row.through <= upto).pop();
      expect(last?.records).toBe(fit.n);
      near(last?.slopePerDay, fit.A, 1e-9);
    }
    near(law.silence.lineOverBest, 11.274945 / 4.810068, 1e-5);
    expect(law.silence.models).toBe(6);
  });

  it("compares the eras of figure 3c", () => {
    const eras = compareDensingEras(
      {
        date: paper.fig3c_rows.map((row) => row.release_date),
        density: paper.fig3c_rows.map((row) => row.density_MMLU),
      },
      "2022-11-30",
    );
    near(eras.before.slopePerDay.estimate, paper.fig3c_trend_before.fit.A, 1e-9);
    near(eras.after.slopePerDay.estimate, 0.007311637404870034, 1e-9);
    expect([eras.before.records.length, eras.after.records.length]).toEqual([3, 6]);
    expect(eras.before.doublingTimeDays.upper).toBeNull();
  });

  it("gives the price halvings", () => {
    const columns = { date: paper.fig3a_rows.map(([date]) => date), price: paper.fig3a_rows.map(([, price]) => price) };
    const fall = priceHalvingDays(columns);
    near(fall.halvingDays?.estimate, paper.fig3a_price.halving_days, 1e-5);
    near(fall.endpointHalvingDays, paper.fig3a_price.endpoint_halving_days, 1e-5);
    expect(fall.points).toHaveLength(5);
  });

  it("combines doublings, and weighs experts and bits", () => {
    for (const row of corollaries.density_x_moore) {
      near(combineDoublings(row.density_doubling_days, row.chip_doubling_years * 365.25), row.combined_days, 1e-12);
    }
    for (const { Nhat, N_total, N_active, rho } of corollaries.moe_eq6_examples) {
      const size = { totalParameters: N_total, activeParameters: N_active, memoryToCompute: 2.45 };
      near(mixtureOfExpertsDensity(Nhat, size).density, rho, 1e-12);
    }
    for (const { Nhat, N, bits, rho } of corollaries.quant_eq7_examples) {
      near(quantizedDensity(Nhat, { parameters: N, bits, memoryToCompute: 2.45 }).density, rho, 1e-12);
    }
    expect(xiao2025.memoryToCompute.printed).toBe(corollaries.k_ratio["paper_value_k1_over_k2"]);
    near(xiao2025.memoryToCompute.fromItsNumbers, corollaries.k_ratio["ratio_as_written"]!, 1e-12);
    near(xiao2025.memoryToCompute.atTwoBytes, corollaries.k_ratio["ratio_fp16_2_bytes"]!, 1e-12);
    const law: AnyDensingLaw = {
      ...bareLaw("densing-law", { slopePerDay: 0.0065, intercept: 0 }),
      origin: "2023-02-24",
    };
    const equal = equivalentParameters(law, { parameters: 1, fromDate: "2023-09-27", toDate: "2024-02-01" });
    near(equal.estimate, corollaries.minicpm_vs_mistral["predicted_ratio_at_A_0_0065"]!, 1e-12);
  });

  it("agrees on the uncertainty of a size with the delta method, mid-range", () => {
    const { N, D, L } = paper.reference_runs["AVERAGE"]!;
    const sigmoid = paper.sigmoid_fits["AVERAGE"]!;
    const fitted: SizeReference = {
      lossLaw: fitLossLaw({ parameters: N, tokens: D, loss: L }, { ...RAW, basin: BASIN }),
      curve: fitPerformanceCurve({ loss: sigmoid.L, score: sigmoid.S }, ANCHORED),
    };
    for (const { S, Nhat, se_loss, se_sig } of paper.Nhat_uncertainty_AVERAGE.rows) {
      if (S < 30 || S > 60) continue;
      const { parameters, interval, warnings } = effectiveParameterSize(fitted, S, { resamples: 4000 });
      near(parameters, Nhat, 1e-4);
      // Draws of a t distribution with 29 and 7 degrees of freedom spread a little more.
      const ratio = interval!.standardError! / parameters! / Math.hypot(se_loss, se_sig);
      expect(ratio).toBeGreaterThan(0.95);
      expect(ratio).toBeLessThan(1.2);
      expect(warnings.map((warning) => warning.code)).toContain("SEVERAL_OPTIMA");
    }
  });
});
