import { describe, expect, it } from "vitest";
import { abnar2025 } from "../../src/published/abnar2025.ts";
import { clark2022, clark2022Claims } from "../../src/published/clark2022.ts";
import { krajewski2024 } from "../../src/published/krajewski2024.ts";
import { ludziejewski2025 } from "../../src/published/ludziejewski2025.ts";
import { zhao2025 } from "../../src/published/zhao2025.ts";
import { isMoeLaw, isRoutingLaw, lossLawAtExperts, predictMoeLoss, routingCutoff } from "../../src/routing/index.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";

describe("the joint law of Ludziejewski et al. 2025", () => {
  const { joint, table1, table4 } = ludziejewski2025;

  it("gives the coefficients of its own table 4 within 2 %", () => {
    for (const { experts, m, mu, n, nu } of table4) {
      const { A, alpha, B, beta } = lossLawAtExperts(joint, experts).coefficients;
      expect(Math.abs(A.estimate / m - 1)).toBeLessThan(0.02);
      expect(Math.abs(-alpha.estimate / mu - 1)).toBeLessThan(0.02);
      expect(Math.abs(B.estimate / n - 1)).toBeLessThan(0.02);
      expect(Math.abs(-beta.estimate / nu - 1)).toBeLessThan(0.02);
    }
  });

  it("gives the compute optima of its table 1 within 2 %, or within the two digits of a printed size", () => {
    for (const { flop, experts, activeParameters, tokens } of table1) {
      const { A, alpha, B, beta } = lossLawAtExperts(joint, experts).coefficients;
      // The optimum of A / N^alpha + B / D^beta at 6 N D = flop (Hoffmann et al. 2022, equation 4).
      const both = alpha.estimate + beta.estimate;
      const scale = ((alpha.estimate * A.estimate) / (beta.estimate * B.estimate)) ** (1 / both);
      const size = scale * (flop / 6) ** (beta.estimate / both);
      expect(Math.abs(size / activeParameters - 1)).toBeLessThan(activeParameters === 1.5e9 ? 0.034 : 0.02);
      expect(Math.abs(flop / 6 / size / tokens - 1)).toBeLessThan(0.02);
    }
  });

  it("predicts what its law at fixed experts says", () => {
    const { E, A, alpha, B, beta } = lossLawAtExperts(joint, 16).coefficients;
    const expected = E.estimate + A.estimate * 2e9 ** -alpha.estimate + B.estimate * 5e10 ** -beta.estimate;
    const found = predictMoeLoss(joint, { activeParameters: 2e9, experts: 16, tokens: 5e10 });
    expect(found.estimate).toBeCloseTo(expected, 12);
    expect(found.warnings.map(({ code }) => code)).toEqual(["NO_COVARIANCE"]);
    expectPlainJson(found);
  });

  it("has the loss of the reference at its compute optimum", () => {
    const inputs = { activeParameters: 989999212.3448644, experts: 8, tokens: 16835030229.156246 };
    expect(predictMoeLoss(joint, inputs).estimate).toBeCloseTo(2.5291298747113444, 10);
  });
});

describe("the laws of other forms have the values of the reference", () => {
  const { granularity } = krajewski2024;
  const { sparsity } = abnar2025;

  it("granularity", () => {
    const at = (coarse: number) => predictMoeLoss(granularity, { parameters: 1e9, tokens: 16e9, granularity: coarse });
    expect(at(1).estimate).toBeCloseTo(3.3075631592955723, 12);
    expect(at(8).estimate).toBeCloseTo(3.171823040562227, 12);
  });

  it("sparsity", () => {
    const at = (parameters: number, tokens: number, share: number) =>
      predictMoeLoss(sparsity, { parameters, tokens, sparsity: share }).estimate;
    expect(at(1e9, 2e10, 0)).toBeCloseTo(2.5656813083550216, 12);
    expect(at(1e9, 2e10, 0.5)).toBeCloseTo(2.5899487934761707, 12);
    expect(at(1e10, 2e10, 0.9)).toBeCloseTo(2.3669323395322093, 12);
    expect(at(1e11, 1e11, 0.98)).toBeCloseTo(1.9969490391144697, 12);
  });

  it("activation, by its formula", () => {
    const [N, Na, D, G, S, alpha] = [1e10, 1e9, 1e11, 8, 0.25, 0.2383];
    const design = 0.1577 * G + 7.2446 / G + 5.1395 * S * S - 3.2363 * S;
    const sizes = N ** -alpha + 0.0013 * Na ** -alpha + (0.045 * Na) / N;
    const rest = 38.051 * N ** -alpha + 27129.05 * D ** -0.4694 + 31.096 * Na ** -alpha + 1.8182;
    const inputs = { parameters: N, activeParameters: Na, tokens: D, expertsPerToken: G, sharedRatio: S };
    expect(predictMoeLoss(zhao2025.activation, inputs).estimate).toBeCloseTo(design * sizes + rest, 12);
  });

  it("and refuse what is no model", () => {
    const refused = (run: () => unknown, code: string): void => expect(run).toThrow(expect.objectContaining({ code }));
    refused(() => predictMoeLoss(sparsity, { parameters: 1e9, tokens: 1e9, sparsity: 1 }), "OUT_OF_RANGE");
    refused(() => predictMoeLoss(granularity, { parameters: 0, tokens: 1e9, granularity: 1 }), "NOT_POSITIVE");
    refused(() => lossLawAtExperts(ludziejewski2025.joint, 0.5), "OUT_OF_RANGE");
  });
});

describe("published routing laws", () => {
  const all = [clark2022.sBase, clark2022.rlR, clark2022.hash];
  const unrounded = [clark2022.unrounded.sBase, clark2022.unrounded.rlR, clark2022.unrounded.hash];
  const { sBase, rlR, hash } = clark2022Claims.cutoffParameters;
  const cutoffs = [sBase, rlR, hash];

  it("are laws that can be stored, reloaded and told apart", () => {
    for (const law of [...all, ...unrounded]) {
      expect(isRoutingLaw(law)).toBe(true);
      expect(parseFit(JSON.stringify(law), "routing-law")).toEqual(law);
    }
    expect(isMoeLaw(ludziejewski2025.joint, "joint")).toBe(true);
    expect(isMoeLaw(abnar2025.sparsity, "sparsity")).toBe(true);
    expect(isMoeLaw(krajewski2024.granularity, "granularity")).toBe(true);
    expect(isMoeLaw(zhao2025.activation, "activation")).toBe(true);
    expect(isMoeLaw(clark2022.sBase, "joint")).toBe(false);
  });

  it("say what is printed and what is not", () => {
    expect(all.map((law) => law.source?.status)).toEqual(["printed", "printed", "printed"]);
    expect(unrounded.map((law) => law.source?.status)).toEqual(Array(3).fill("reconstructed"));
    expect(all.map((law) => law.coefficients.c.estimate)).toEqual([0.009, 0.012, 0.012]);
    unrounded.forEach((law, i) => {
      const { c: _, ...rest } = law.coefficients;
      expect(all[i]?.coefficients).toMatchObject(rest);
    });
  });

  it("have the printed cut-offs from the unrounded c only", () => {
    unrounded.forEach((law, i) => {
      expect((routingCutoff(law).parameters ?? 0) / (cutoffs[i] ?? 0)).toBeCloseTo(1, 10);
    });
    const rounded = all.map((law) => Number((routingCutoff(law).parameters ?? 0).toPrecision(2)));
    expect(rounded).toEqual([1e12, 3.2e10, 2.2e11]);
  });
});
