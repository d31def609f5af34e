import { ScalingError } from "../errors.ts";
import { refuse, requireFinite, requireOptions } from "../numeric/checks.ts";

/** A sequence, told from others by its text, its number, or the entries of its list. */
export type Sequence = string | number | readonly (string | number)[];

/** How many sequences had been read, and how many different ones were among them. */
export interface SequenceGrowth {
  /** Sequences read when a count was taken, each as one token. */
  tokens: number[];
  /** Different sequences among those read. */
  unique: number[];
}

/** What {@link sequenceGrowth} may be told. */
export interface SequenceGrowthOptions {
  /** Counts are noted each time that the number read has grown by this factor; default 10^(1/8), eight to a decade. */
  step?: number;
}

/**
 * Reads a corpus once and counts its different sequences as it grows: the points for {@link fitUniqueSequences}.
 *
 * A sequence is whatever one entry of the iterable is: a word, a line, a document, or a list of token ids. Each counts
 * as one in `tokens`; where sequences have another length, multiply `tokens` by it, which leaves the exponent as it is.
 * Memory grows with the number of different sequences only; nothing is read or written but the iterable.
 *
 * @param sequences - any iterable of strings, numbers or lists of these; 1 and "1" are different.
 * @param options - `step`, above 1.
 * @returns Counts at 1, and then at numbers read that grow by the step, the last at the end of the iterable.
 * @throws ScalingError `EMPTY_INPUT`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { sequenceGrowth } from "scaling-laws/corpus";
 *
 * const words = "the cat and the dog and the bird".split(" ");
 * console.log(sequenceGrowth(words, { step: 2 })); // => { "tokens": [1, 2, 4, 8], "unique": [1, 2, 3, 5] }
 * ```
 */
export function sequenceGrowth(sequences: Iterable<Sequence>, options: SequenceGrowthOptions = {}): SequenceGrowth {
  if (typeof Object(sequences)[Symbol.iterator] !== "function") {
    refuse("UNSUPPORTED_TYPE", "sequences, one after another,", sequences, "sequences");
  }
  requireOptions(options);
  const step = requireFinite(options.step ?? 10 ** (1 / 8), "options.step");
  if (!(step > 1)) {
    throw new ScalingError("INVALID_OPTION", `Expected a factor above 1 but got ${step}`, "options.step");
  }
  const single = new Set<string | number>();
  const lists = new Set<string>();
  const growth: SequenceGrowth = { tokens: [], unique: [] };
  let read = 0;
  let next = 1;
  for (const sequence of sequences) {
    if (typeof sequence === "object") lists.add(JSON.stringify(checkedList(sequence, read)));
    else single.add(checkedEntry(sequence, `sequences[${read}]`));
    read++;
    if (read < next) continue;
    growth.tokens.push(read);
    growth.unique.push(single.size + lists.size);
    next = read * step;
  }
  if (read === 0) throw new ScalingError("EMPTY_INPUT", "Expected at least one sequence but got none", "sequences");
  if (growth.tokens[growth.tokens.length - 1] !== read) {
    growth.tokens.push(read);
    growth.unique.push(single.size + lists.size);
  }
  return growth;
}

function checkedEntry(entry: string | number, path: string): string | number {
  return typeof entry === "string" ? entry : requireFinite(entry, path);
}

function checkedList(list: readonly (string | number)[], at: number): readonly (string | number)[] {
  if (!Array.isArray(list)) {
    const message = "Expected a string, a number or a list of these but got an object";
    throw new ScalingError("UNSUPPORTED_TYPE", message, `sequences[${at}]`);
  }
  for (const entry of list) checkedEntry(entry, `sequences[${at}]`);
  return list;
}
