import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseLossTable } from "../../src/dataset/loss-table.ts";
import { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import { fitIsoFlop } from "../../src/loss-laws/iso-flop.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import type { LossLawOptions } from "../../src/loss-laws/loss-law-options.ts";
import { predictPowerLaw } from "../../src/loss-laws/power-law.ts";
import { runExample } from "../examples/run-example.ts";
import {
  absent,
  densing,
  expectCoefficients,
  expectRelative,
  points,
  readJson,
  recorded,
} from "./chinchilla-points.ts";

const { observations } = points === null ? { observations: [] } : parseLossTable(readFileSync(points, "utf8"));

function columns(rows: typeof observations): {
  parameters: number[];
  tokens: number[];
  loss: number[];
  flop: number[];
} {
  return {
    parameters: rows.map((row) => row.parameters),
    tokens: rows.map((row) => row.tokens),
    loss: rows.map((row) => row.loss),
    flop: rows.map((row) => row.flop ?? Number.NaN),
  };
}

const all = columns(observations);

const kept = columns(observations.filter((row) => row.outlier === false));

describe.skipIf(absent)("the 240 points of the replication", () => {
  const { fits, boot, kausik } = recorded;
  const exact = kausik?.high_precision;

  it("are what the file holds", () => {
    expect(all.loss).toHaveLength(245);
    expect(kept.loss).toHaveLength(240);
  });

  it("have their Huber optimum at the 50-digit one", () => {
    const law = fitLossLaw(kept, { resamples: 0 });
    const { A, B, E, alpha, beta, objective } = exact.huber;
    expectCoefficients(
      law,
      { A: Number(A), B: Number(B), E: Number(E), alpha: Number(alpha), beta: Number(beta) },
      1e-9,
    );
    expectRelative(law.objective, Number(objective), 1e-12);
    expect(law.convergence?.converged).toBe(true);
    expect(law.warnings).toEqual([]);
    expect(law.coefficients.A.lower).toBeNull();
  });

  it("have their absolute optimum at the vertex", () => {
    const law = fitLossLaw(kept, { objective: "absolute", resamples: 0 });
    const { A, B, E, alpha, beta, sum_abs: objective } = exact.lad;
    expectCoefficients(
      law,
      { A: Number(A), B: Number(B), E: Number(E), alpha: Number(alpha), beta: Number(beta) },
      1e-10,
    );
    expectRelative(law.objective, Number(objective), 1e-13);
  });

  it("have their least-squares optimum, on the logarithm with standard errors and on the loss itself", () => {
    const onLog = fitLossLaw(kept, { objective: "least-squares" });
    const { params, se, sse } = fits.five_excluded.least_squares_log;
    const { A, B, E, alpha, beta } = params;
    expectCoefficients(onLog, { A, B, E, alpha, beta }, 1e-7);
    for (const term of ["A", "B", "E", "alpha", "beta"] as const) {
      expectRelative(onLog.coefficients[term].standardError, se[term], 1e-5);
    }
    expectRelative(onLog.goodness.sumOfSquaredResiduals, sse, 1e-10);
    expectRelative(computeOptimal(onLog, { flop: 1e21 }).parameterExponent.standardError, se.a_exponent, 1e-5);
    const raw = fitLossLaw(kept, { objective: "least-squares", on: "raw" });
    expectCoefficients(raw, { A: 567.81, B: 7581.85, E: 1.882814, alpha: 0.357615, beta: 0.427621 }, 1e-5);
  });

  it.each<[LossLawOptions, number, number]>([
    [{ huberDelta: 1e-4 }, 2065, 0.51261],
    [{ huberDelta: 1e-2 }, 2906, 0.51843],
    [{ huberDelta: 1e-1 }, 4875.64, 0.52978],
  ])("give the recorded optimum with %o", (options, B, exponent) => {
    const law = fitLossLaw(kept, { ...options, resamples: 0 });
    expectRelative(law.coefficients.B.estimate, B, 3e-4);
    expectRelative(computeOptimal(law, { flop: 1e21 }).parameterExponent.estimate, exponent, 1e-5);
  });

  it("have the recorded optima with the five outliers too", () => {
    const absolute = fitLossLaw(all, { objective: "absolute", resamples: 0 });
    expectCoefficients(absolute, { A: 463.2846, B: 12529.5, E: 1.88538, alpha: 0.345357, beta: 0.451892 }, 3e-6);
    expectRelative(absolute.objective, 1.9399, 2e-5);
    expectRelative(fitLossLaw(all, { resamples: 0 }).objective, 0.001826, 2e-5);
  });

  it("have bootstrap standard errors and bounds within 10 % of those of 4000 stored resamples", () => {
    const law = fitLossLaw(kept, { resamples: 2000, keepDraws: true });
    for (const [term, key] of Object.entries({ A: "A", B: "B_", E: "E", alpha: "alpha", beta: "beta" })) {
      const found = law.coefficients[term as "A"];
      expectRelative(found.standardError, boot[key].sd, 0.1);
      expectRelative(found.lower, boot[key].p2_5, 0.1);
      expectRelative(found.upper, boot[key].p97_5, 0.1);
    }
    const { tokensPerParameter, parameters, parameterExponent } = computeOptimal(law, { flop: 5.76e23 });
    expect(tokensPerParameter.estimate?.toFixed(1)).toBe("17.9");
    expectRelative(tokensPerParameter.lower, boot.gopher_tokens_per_param.p2_5, 0.1);
    expectRelative(tokensPerParameter.upper, boot.gopher_tokens_per_param.p97_5, 0.1);
    expectRelative(parameters.upper, boot.gopher_N_opt.p97_5, 0.1);
    expectRelative(parameterExponent.standardError, boot.a_exponent.sd, 0.1);
    expect(parameters.warnings.map((warning) => warning.code)).toEqual(["EXTRAPOLATION"]);
  });

  it("have the recorded isoFLOP parabolas, whose budgets are found in the data", () => {
    const parabolas = fits.isoflop_kept240;
    const fit = fitIsoFlop(kept);
    expect(fit.optima.map((each) => each.flop)).toEqual(parabolas.rows.map((row: { C: number }) => row.C));
    fit.optima.forEach((each, i) => {
      const row = parabolas.rows[i];
      expect(each.n).toBe(row.n);
      expectRelative(each.parameters, row.N_opt, 1e-9);
      expectRelative(each.loss, row.loss_min, 1e-9);
      expectRelative(each.curvature, row.c2, 1e-7);
    });
    expectRelative(fit.parameterExponent.estimate, parabolas.a, 1e-9);
    expectRelative(fit.parameterExponent.standardError, parabolas.a_se_ols, 1e-9);
    const size = predictPowerLaw(fit.parameters, 5.76e23).estimate ?? 0;
    expectRelative(5.76e23 / 6 / size ** 2, parabolas.gopher.tokens_per_param, 1e-8);
    expectRelative(fitIsoFlop(all).parameterExponent.estimate, 0.50478, 1e-5);
  });
});

describe.skipIf(absent)("reference runs whose tokens are 30 to 400 times their parameters", () => {
  const { reference_runs: runs, loss_fits: fits } = readJson(densing)["D_paper_digitised"] ?? {};

  it.each(["MMLU", "AVERAGE"])("of %s have two basins, both listed, and either can be picked", (name) => {
    const { N: parameters, D: tokens, L: loss } = runs[name];
    const fit = (options: LossLawOptions) =>
      fitLossLaw(
        { parameters, tokens, loss },
        { ...options, irreducible: "none", objective: "least-squares", on: "raw" },
      );
    const law = fit({});
    const optima = fits[name].global_lsq.local_optima.slice(0, 2);
    expectRelative(law.objective, optima[0].sse, 1e-8);
    expectRelative(law.coefficients.alpha.estimate, optima[0].params.alpha, 1e-5);
    expect(law.convergence?.localOptima).toHaveLength(2);
    expect(law.warnings.map((warning) => warning.code)).toContain("SEVERAL_OPTIMA");
    for (const { params, sse } of optima) {
      const picked = fit({ basin: { alpha: params.alpha, beta: params.beta } });
      expectRelative(picked.objective, sse, 1e-6);
      expectRelative(picked.coefficients.beta.estimate, params.beta, 1e-4);
    }
  });
});

describe.skipIf(absent)("the example", () => {
  it("prints every table, in 80 columns and without holes", () => {
    const { status, output } = runExample("chinchilla", points ?? "");
    expect(status).toBe(0);
    for (const part of [
      "0.0010182740178006",
      "1.1294946536215",
      "With the outliers",
      "Hoffmann, approach 1",
      "2.1 times",
    ]) {
      expect(output).toContain(part);
    }
    expect(output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
    expect(output.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});
