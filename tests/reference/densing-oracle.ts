import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { DensingLaw } from "../../src/densing/densing-law.ts";
import { sharedPath } from "./shared.ts";

export type Numbers = Record<string, number>;

export type Line = {
  A: number;
  B: number;
  r2: number;
  seA: number;
  doubling_days: number;
  A_ci95: number[];
  doubling_ci95: (number | null)[];
};

export type Frontier = { frontier: { model: string; date: string; rho: number }[]; fit: Line };

export type LossFit = { params: Numbers; sse: number; local_optima: { params: Numbers; sse: number }[] };

export interface Oracle {
  A_synthetic_loss: Record<string, { N: number[]; D: number[]; L: number[]; fit: LossFit }>;
  B_synthetic_sigmoid: {
    B1_noise_free: { truth: Numbers; L: number[]; S: number[] };
    "B2_noise_sd1.5": {
      L: number[];
      S: number[];
      fit_free: { params: Numbers };
      fit_anchor_0_100_dmin0: { params: Numbers };
    };
  };
  C_end_to_end_synthetic: {
    params: { loss: Numbers; sig: Numbers; D0: number };
    models: { model: string; date: string; N: number; S: number; Nhat: number; rho: number }[];
    trend_all_models: Frontier;
    trend_front_only: Frontier;
    edge_cases: { S: number; Nhat: number | null; status: string }[];
  };
  D_paper_digitised: {
    reference_runs: Record<string, { N: number[]; D: number[]; L: number[] }>;
    loss_fits: Record<string, { published_curve_recovered: Numbers; global_lsq: LossFit }>;
    sigmoid_fits: Record<
      string,
      {
        L: number[];
        S: number[];
        published_curve_recovered: Numbers;
        fit_anchor_0_100_dmin0: { params: Numbers; sse: number };
        fit_free: { params: Numbers; sse: number };
      }
    >;
    fig1_rows: { model: string; release_date: string; density: number }[];
    fig2_rows: { model: string; release_date: string; density: number }[];
    fig3c_rows: { model: string; release_date: string; density_MMLU: number }[];
    fig3a_rows: [string, number, ...unknown[]][];
    fig1_trend: Frontier;
    fig2_trend_MMLU_CF: Frontier;
    fig3c_trend_before: Frontier;
    fig3a_price: { halving_days: number; endpoint_halving_days: number };
    fig1_trend_sensitivity: {
      all_points_ols: Line & { n: number };
      quantile: { tau: number; A: number }[];
      leave_one_frontier_out: { dropped: string; fit: Line & { n: number } }[];
      cutoff: { upto: string; fit: Line & { n: number } }[];
    };
    fig1_permutation_null: { A_mean: number; r2_mean: number; share_A_ge_observed: number };
    Nhat_uncertainty_AVERAGE: {
      rows: { S: number; Nhat: number; se_loss: number; se_sig: number }[];
      sig_cov: number[][];
    };
  };
  E_obsscaling_real: Record<
    string,
    {
      fit: { params: Numbers; sse: number; cov_k_x0: number[][] };
      models: { model: string; S: number; eff: number | null; status: string; rho: number | null }[];
      trend_since_2023: Frontier;
      trend_all: Frontier;
      all_points_ols: Line & { n: number };
    }
  >;
  F_corollaries: {
    density_x_moore: { density_doubling_days: number; chip_doubling_years: number; combined_days: number }[];
    moe_eq6_examples: { Nhat: number; N_total: number; N_active: number; rho: number }[];
    quant_eq7_examples: { Nhat: number; N: number; bits: number; rho: number }[];
    minicpm_vs_mistral: Numbers;
    k_ratio: Numbers;
  };
}

export const path = sharedPath("oracle/densing.json");

export const oracle: Oracle | null = path === null ? null : JSON.parse(readFileSync(path, "utf8"));

export function near(value: number | null | undefined, expected: number, relative: number, absolute = 0): void {
  expect(value).not.toBeNull();
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + absolute);
}

export function expectRecords(law: DensingLaw, { frontier, fit }: Frontier, digits: number): void {
  expect(law.records.map((record) => [record.name, record.date])).toEqual(
    frontier.map((each) => [each.model, each.date]),
  );
  near(law.coefficients.slopePerDay.estimate, fit.A, digits);
  near(law.coefficients.slopePerDay.standardError, fit.seA, digits, 1e-17);
  near(law.coefficients.slopePerDay.lower, fit.A_ci95[0]!, digits);
  near(law.coefficients.intercept.estimate, fit.B, digits);
  near(law.doublingTimeDays.estimate, fit.doubling_days, digits);
  near(law.doublingTimeDays.lower, fit.doubling_ci95[0]!, digits);
  near(law.doublingTimeDays.upper, fit.doubling_ci95[1]!, digits);
  near(law.goodness.rSquared, fit.r2, digits);
}
