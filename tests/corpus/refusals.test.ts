import { describe, expect, it } from "vitest";
import { efficientParameters, tokensForParameters } from "../../src/corpus/corpus-bound.ts";
import { corpusFactorInterval } from "../../src/corpus/corpus-factor-interval.ts";
import { emergenceHeadroom } from "../../src/corpus/emergence.ts";
import { expectedDivergence, expectedUniqueSequences, zipfProbabilities } from "../../src/corpus/expected-counts.ts";
import { sequenceGrowth } from "../../src/corpus/sequence-growth.ts";
import { uniqueSequenceBounds } from "../../src/corpus/unique-sequence-bounds.ts";
import { fitUniqueSequences } from "../../src/corpus/unique-sequences.ts";
import {
  invertUniqueSequences,
  isUniqueSequences,
  predictUniqueSequences,
} from "../../src/corpus/unique-sequences-prediction.ts";
import { call, refused } from "../answers.ts";
import { lawOf } from "./laws.ts";

const law = lawOf(400, 0.25);
const columns = { tokens: [1e3, 1e4, 1e5], unique: [90, 200, 700] };
const fit = fitUniqueSequences(columns);

describe("questions about a corpus", () => {
  it("refuse a law of another kind", () => {
    const kind = expect.objectContaining({ code: "WRONG_KIND" });
    for (const ask of [efficientParameters, tokensForParameters]) expect(call(ask, 1e12, fit)).toThrow(kind);
    expect(call(corpusFactorInterval, 2, fit)).toThrow(kind);
    for (const ask of [predictUniqueSequences, invertUniqueSequences]) expect(call(ask, law, 1e12)).toThrow(kind);
    expect(isUniqueSequences(fit)).toBe(true);
    expect(isUniqueSequences(law)).toBe(false);
  });

  it("refuse options, models and laws that are no object", () => {
    const options = refused("INVALID_OPTION", "options");
    expect(call(efficientParameters, 1e12, law, null)).toThrow(options);
    expect(call(tokensForParameters, 1e12, law, null)).toThrow(options);
    expect(call(corpusFactorInterval, 2, law, null)).toThrow(options);
    expect(call(predictUniqueSequences, fit, 1e12, null)).toThrow(options);
    expect(call(invertUniqueSequences, fit, 1e5, null)).toThrow(options);
    expect(call(fitUniqueSequences, columns, null)).toThrow(options);
    expect(call(sequenceGrowth, ["a"], null)).toThrow(options);
    const model = { parameters: 1e9, tokens: 1e12 };
    expect(call(emergenceHeadroom, model, law, null)).toThrow(options);
    expect(call(emergenceHeadroom, null, law)).toThrow(refused("INVALID_OPTION", "model"));
    expect(call(uniqueSequenceBounds, 1e12, null)).toThrow(refused("INVALID_OPTION", "law"));
  });

  it("refuse a data term that is none", () => {
    for (const ask of [efficientParameters, tokensForParameters]) {
      expect(call(ask, 1e12, lawOf(0, 0.25))).toThrow(refused("NOT_POSITIVE", "law.coefficients.B.estimate"));
      expect(call(ask, 1e12, lawOf(400, 0))).toThrow(refused("NOT_POSITIVE", "law.coefficients.beta.estimate"));
    }
    expect(call(corpusFactorInterval, 2, lawOf(400, 1e101))).toThrow(
      refused("OUT_OF_RANGE", "law.coefficients.beta.estimate"),
    );
  });
});

describe("a fit of unique sequences", () => {
  it("refuses columns, weights and clusters that do not fit", () => {
    expect(call(fitUniqueSequences, null)).toThrow(refused("UNSUPPORTED_TYPE", "columns.tokens"));
    expect(call(fitUniqueSequences, { tokens: columns.tokens })).toThrow(refused("UNSUPPORTED_TYPE", "columns.unique"));
    expect(call(fitUniqueSequences, { ...columns, unique: [1, 2] })).toThrow(
      refused("LENGTH_MISMATCH", "columns.unique"),
    );
    expect(call(fitUniqueSequences, { tokens: [10, 100], unique: [5, 9] })).toThrow(
      refused("TOO_FEW_POINTS", "columns.tokens"),
    );
    expect(call(fitUniqueSequences, columns, { weights: [1, 2] })).toThrow(
      refused("LENGTH_MISMATCH", "options.weights"),
    );
    expect(call(fitUniqueSequences, columns, { clusters: ["a", "a", "a"] })).toThrow(
      refused("TOO_FEW_POINTS", "options.clusters"),
    );
    expect(call(fitUniqueSequences, columns, { clusters: ["a", "b", "c"], interval: "t" })).toThrow(
      refused("INVALID_OPTION", "options.interval"),
    );
  });
});

describe("counts", () => {
  it("refuse what are no sequences", () => {
    for (const hostile of [5, null, undefined, {}]) {
      expect(call(sequenceGrowth, hostile)).toThrow(refused("UNSUPPORTED_TYPE", "sequences"));
    }
    expect(call(sequenceGrowth, [["a"], ["a", Number.NaN]])).toThrow(refused("NOT_FINITE", "sequences[1]"));
  });

  it("refuse probabilities below 0 and above 1, by place, and none at all", () => {
    expect(call(expectedUniqueSequences, 3, [1.5, -0.5])).toThrow(refused("OUT_OF_RANGE", "probabilities[0]"));
    expect(call(expectedUniqueSequences, 3, [0.5, -0.25, 0.75])).toThrow(refused("OUT_OF_RANGE", "probabilities[1]"));
    expect(call(expectedUniqueSequences, 3, [])).toThrow(refused("EMPTY_INPUT", "probabilities"));
    expect(call(expectedUniqueSequences, 0, [1])).toThrow(refused("NOT_POSITIVE", "tokens"));
    expect(expectedUniqueSequences(3, [0, 1])).toBe(1);
  });

  it("refuse exponents and numbers that are none", () => {
    expect(call(zipfProbabilities, -0.5, 10)).toThrow(refused("NOT_POSITIVE", "exponent"));
    expect(call(zipfProbabilities, 0.5, 0)).toThrow(refused("INVALID_OPTION", "distinct"));
    expect(call(expectedDivergence, 2, 0.5)).toThrow(refused("INVALID_OPTION", "tokens"));
  });
});
