import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusExponents, corpusFactor } from "../../src/corpus/corpus-exponents.ts";
import { emergenceHeadroom } from "../../src/corpus/emergence.ts";
import { expectedDivergence, expectedUniqueSequences, zipfProbabilities } from "../../src/corpus/expected-counts.ts";
import { uniqueSequenceBounds } from "../../src/corpus/unique-sequence-bounds.ts";
import { fitUniqueSequences } from "../../src/corpus/unique-sequences.ts";
import { predictLoss } from "../../src/loss-laws/predict-loss.ts";
import { besiroglu2024 } from "../../src/published/besiroglu2024.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { kausik2024 } from "../../src/published/kausik2024.ts";
import { henighan2020, minicpm2024, pearce2024, peerFits } from "../../src/published/other-exponents.ts";
import { sharedPath } from "./shared.ts";

interface Bounds {
  excess_data_term: number;
  u_lower_D_eps2: number;
  u_upper_D_eps: number;
  u_upper_2D_eps_plus_1: number;
  emergent: string;
}

interface Kausik {
  bounds_by_beta: Record<string, Record<string, number>>;
  models: { model: string; N: number; D: number; hoffmann: Bounds; besiroglu: Bounds }[];
  theory_check_expected_KL: { u: number; D: number; exact_expected_KL_add1: number; asymptotic: number }[];
  zipf_expected_unique: {
    gamma: number;
    V: number;
    D: number[];
    expected_unique: number[];
    loglog_ols_slope: number;
  }[];
}

const path = sharedPath("oracle/loss-laws-and-corpus.json");
const publishedPath = sharedPath("oracle/published-loss-laws-and-corpus.json");
const relative = (value: number | null, expected: number): number => Math.abs((value ?? Number.NaN) / expected - 1);

describe.skipIf(path === null)("the corpus bounds of 2402.14746", () => {
  const { kausik }: { kausik: Kausik } = path === null ? { kausik: {} } : JSON.parse(readFileSync(path, "utf8")).kausik;

  it("have the exponents and factors of every beta", () => {
    expect(Object.keys(kausik.bounds_by_beta).length).toBeGreaterThan(5);
    for (const row of Object.values(kausik.bounds_by_beta)) {
      const { lower, middle, upper } = corpusExponents(row["beta"]!);
      expect(relative(lower, row["gamma_lower"]!)).toBeLessThan(1e-12);
      expect(relative(middle, row["gamma_mid"]!)).toBeLessThan(1e-12);
      expect(relative(upper, row["gamma_upper"]!)).toBeLessThan(1e-12);
      expect(relative(corpusFactor(2, lower), row["double_skills_factor_at_lower"]!)).toBeLessThan(1e-11);
      expect(relative(corpusFactor(2, middle), row["at_mid"]!)).toBeLessThan(1e-11);
      expect(relative(corpusFactor(2, upper), row["at_upper"]!)).toBeLessThan(1e-11);
      expect(relative(corpusFactor(10, lower), row["tenfold_skills_factor_at_lower"]!)).toBeLessThan(1e-11);
    }
  });

  it("judge the ten worked models alike", () => {
    expect(kausik.models).toHaveLength(10);
    const verdicts: Record<string, string> = {
      "N above upper bound": "no-room",
      "N between bounds": "undecided",
      "N below lower bound": "room",
    };
    for (const { N, D, ...row } of kausik.models) {
      for (const [law, expected] of [
        [hoffmann2022, row.hoffmann],
        [besiroglu2024, row.besiroglu],
      ] as const) {
        const answer = emergenceHeadroom({ parameters: N, tokens: D }, law);
        expect(answer.verdict).toBe(verdicts[expected.emergent]);
        expect(relative(answer.uniqueSequences.lower.estimate, expected.u_lower_D_eps2)).toBeLessThan(1e-11);
        expect(relative(answer.uniqueSequences.upper.estimate, expected.u_upper_D_eps)).toBeLessThan(1e-11);
        const { B, beta } = law.coefficients;
        const bounds = uniqueSequenceBounds(D, { B: B.estimate, beta: beta.estimate });
        expect(relative(bounds.excessLoss, expected.excess_data_term)).toBeLessThan(1e-12);
        expect(relative(bounds.upperExact, expected.u_upper_2D_eps_plus_1)).toBeLessThan(1e-12);
      }
    }
  });

  it("rest on an expected divergence that is exact", () => {
    for (const row of kausik.theory_check_expected_KL) {
      const { exact, asymptotic } = expectedDivergence(row.u, row.D);
      // The stored sums lost digits: 40-digit sums agree with ours to 1e-14 (tests/corpus/unique-sequences.test.ts).
      expect(relative(exact, row.exact_expected_KL_add1)).toBeLessThan(2e-7);
      expect(relative(asymptotic, row.asymptotic)).toBeLessThan(1e-12);
    }
  });

  it("are met by unique sequences of a Zipf source", () => {
    for (const { gamma, V, D, expected_unique, loglog_ols_slope } of kausik.zipf_expected_unique) {
      const source = zipfProbabilities(gamma, V);
      const unique = D.map((tokens) => expectedUniqueSequences(tokens, source));
      unique.forEach((count, i) => {
        expect(relative(count, expected_unique[i]!)).toBeLessThan(1e-9);
      });
      const { exponent } = fitUniqueSequences({ tokens: D, unique }).coefficients;
      expect(relative(exponent.estimate, loglog_ols_slope)).toBeLessThan(1e-9);
    }
  });
});

describe.skipIf(publishedPath === null)("the claims of 2402.14746", () => {
  it("are those that were read", () => {
    const { kausik_2402_14746: read } =
      publishedPath === null ? { kausik_2402_14746: {} } : JSON.parse(readFileSync(publishedPath, "utf8"));
    const [first, third, last] = kausik2024.claims;
    expect(first?.exponents).toEqual([read.versions[0].exponent_N_of_D]);
    expect([first?.corpusFactorToDouble?.lower, first?.corpusFactorToDouble?.upper]).toEqual(
      read.versions[0].corpus_factor_to_double_skills,
    );
    expect(first?.corpusFactorToDouble?.wording).toBe(read.versions[0].wording);
    expect(third?.exponents).toEqual([read.versions[1].exponent_N_of_D]);
    expect(third?.corpusFactorToDouble?.lower).toBe(read.versions[1].corpus_factor_to_double_skills_min);
    expect(last?.exponents).toEqual(read.versions[2].gamma_range);
    const { exponents, corpusFactorToDouble } = kausik2024.reconstruction;
    expect([exponents.lower, exponents.upper, exponents.middle]).toEqual(read.reconstruction.values);
    expect(Object.values(corpusFactorToDouble).sort()).toEqual(
      Object.values(read.reconstruction.doubling_values).sort(),
    );
  });
});

describe.skipIf(publishedPath === null)("the exponents and fits of others", () => {
  const { others } = publishedPath === null ? { others: {} } : JSON.parse(readFileSync(publishedPath, "utf8"));

  it("are those that were read", () => {
    const minicpm = others["minicpm_2404.06395"];
    expect([minicpm2024.alpha, minicpm2024.beta, minicpm2024.kSquared, minicpm2024.eta]).toEqual([
      minicpm.alpha,
      minicpm.beta,
      minicpm.K2,
      minicpm.eta,
    ]);
    expect(minicpm2024.tokensPerParameter).toBe(minicpm.D_over_N);
    const pearce = others["pearce_song_2406.12907"];
    expect([pearce2024[0]?.lower, pearce2024[0]?.upper]).toEqual(pearce.local_nonembedding_exponent);
    expect(pearce2024[1]?.parameterExponent).toBe(pearce.total_params);
    expect(henighan2020.parameterExponent).toBe(others["henighan_2010.14701"].N_opt_exp);
    for (const term of ["E", "A", "B", "alpha", "beta"] as const) {
      expect(peerFits.chinchilla.coefficients[term].estimate).toBe(others.chinchilla_pkg_readme_fit[term]);
    }
    // vpnls in its own units: N in millions, D in billions.
    const { A, B, E, alpha, beta } = others.vpnls_readme_fit;
    const loss = predictLoss(peerFits.vpnls, { parameters: 70e9, tokens: 1.4e12 }).estimate;
    expect(loss).toBeCloseTo(E + A / 70e3 ** alpha + B / 1.4e3 ** beta, 12);
  });
});
