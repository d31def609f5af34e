import type { CorpusPrediction } from "../corpus/corpus-bound.ts";
import type { CorpusExponents } from "../corpus/corpus-exponents.ts";
import type { CorpusFactorInterval } from "../corpus/corpus-factor-interval.ts";
import type { EmergenceHeadroom } from "../corpus/emergence.ts";
import type { ExpectedDivergence } from "../corpus/expected-counts.ts";
import type { SequenceGrowth } from "../corpus/sequence-growth.ts";
import type { UniqueSequenceBounds } from "../corpus/unique-sequence-bounds.ts";
import type { Prediction } from "../statistics/estimate.ts";
import type { Source } from "../statistics/law.ts";
import { formatEstimate } from "./interval-format.ts";
import { formatNumber, formatSi } from "./number-format.ts";
import { field, warningLines } from "./text-lines.ts";

const NAMES = ["lower", "middle", "upper"] as const;
const COUNT = { number: (value: number) => formatSi(value) };
const RECONSTRUCTED = "  The exponents are the paper's; constants are a reconstruction: an order of magnitude.";

function countText(value: number | null): string {
  return value === null ? "none" : formatSi(value);
}

/** The exponents by which an efficient model grows with its corpus. */
export function describeCorpusExponents(exponents: CorpusExponents): string[] {
  const status = ({ status: how }: Source): string => (how === "printed" ? "the paper's" : "a reconstruction");
  const text = (name: (typeof NAMES)[number]): string => {
    const value = exponents[name];
    return value === null ? "none: not above zero" : `${formatNumber(value)}, ${status(exponents.sources[name])}`;
  };
  return [
    "Efficient models: parameters grow as the tokens of the corpus to a power",
    ...NAMES.map((name) => field(`${name} exponent`, text(name))),
  ];
}

function valued(prediction: Prediction, unit: string): string {
  return prediction.estimate === null && prediction.lower === null && prediction.upper === null
    ? "none: the exponent is not above zero"
    : formatEstimate(prediction, { unit });
}

/** By how much a corpus must grow. */
export function describeCorpusFactor(result: CorpusFactorInterval): string[] {
  const { multiple, beta, exponents, factors } = result;
  const every = NAMES.flatMap((name) => [...exponents[name].warnings, ...factors[name].warnings]);
  return [
    `How many times the corpus for ${formatNumber(multiple)} times its unique sequences`,
    ...NAMES.map((name) => field(`${name} exponent`, valued(exponents[name], ""))),
    ...NAMES.map((name) => field(`  corpus, ${name}`, valued(factors[name], "times"))),
    field("beta", formatEstimate(beta)),
    "  The bounds hold the uncertainty of beta alone.",
    ...warningLines(every),
  ];
}

/** Bounds on the unique sequences of a corpus. */
export function describeSequenceBounds(bounds: UniqueSequenceBounds): string[] {
  const { lower, upper, upperExact, excessLoss } = bounds;
  return [
    `Unique sequences of a corpus: ${countText(lower)} to ${countText(upper)}`,
    field("exact upper bound", countText(upperExact)),
    field("excess loss", `${formatNumber(excessLoss)} nats`),
    RECONSTRUCTED,
    ...warningLines(bounds.warnings),
  ];
}

/** Parameters for a corpus, or tokens for a model. */
export function describeCorpusBound(prediction: CorpusPrediction): string[] {
  const { atLowerExponent, atUpperExponent, warnings } = prediction;
  return [
    `Efficient model and corpus: ${formatEstimate(prediction, COUNT)}`,
    field("at lower exponent", formatEstimate(atLowerExponent, COUNT)),
    field("at upper exponent", formatEstimate(atUpperExponent, COUNT)),
    "  The bounds hold the uncertainty of B and beta, not that of the constants.",
    RECONSTRUCTED,
    ...warningLines([...warnings, ...atLowerExponent.warnings, ...atUpperExponent.warnings]),
  ];
}

const VERDICTS = {
  room: "room: fewer parameters than the least number of unique sequences",
  undecided: "undecided: the parameters lie between the two bounds",
  "no-room": "no room: as many parameters as unique sequences, or more",
} as const;

const SETTLED = { true: "the same everywhere in the intervals", false: "not the same everywhere in the intervals" };

/** Whether a larger model could find something new in its corpus. */
export function describeEmergence(result: EmergenceHeadroom): string[] {
  const { parameters, tokens, verdict, settled, uniqueSequences, headroom } = result;
  const ends = [uniqueSequences.lower, uniqueSequences.upper, headroom.lower, headroom.upper];
  return [
    `Room for emergent skills, ${formatSi(parameters)} parameters on ${formatSi(tokens)} tokens`,
    field("verdict", verdict === null ? "none: there is no upper bound" : VERDICTS[verdict]),
    field("verdict is", settled === null ? "without interval" : SETTLED[`${settled}`]),
    field("unique, at least", formatEstimate(uniqueSequences.lower, COUNT)),
    field("unique, at most", formatEstimate(uniqueSequences.upper, COUNT)),
    field("over parameters", `at least ${formatEstimate(headroom.lower)}`),
    field("", `at most ${formatEstimate(headroom.upper)}`),
    RECONSTRUCTED,
    ...warningLines([...result.warnings, ...ends.flatMap(({ warnings }) => warnings)]),
  ];
}

/** How far from a uniform source counting leaves one. */
export function describeDivergence({ exact, asymptotic }: ExpectedDivergence): string[] {
  return [
    `Expected divergence: ${formatNumber(exact)} nats by the exact sum`,
    field("by the rule", `${formatNumber(asymptotic)} nats, (distinct - 1) / (2 tokens)`),
  ];
}

/** The points of a growth curve of unique sequences. */
export function describeSequenceGrowth({ tokens, unique }: SequenceGrowth): string[] {
  const last = tokens.length - 1;
  return [
    `Growth of unique sequences: ${tokens.length} points`,
    field("first", `${formatSi(unique[0] ?? 0)} unique of ${formatSi(tokens[0] ?? 0)}`),
    field("last", `${formatSi(unique[last] ?? 0)} unique of ${formatSi(tokens[last] ?? 0)}`),
  ];
}
