import type { Random } from "./random.ts";

/** One public function, and arguments that it takes. */
export interface FuzzCase {
  name: string;
  call: (...args: never[]) => unknown;
  /** Valid arguments, of any shape the function is meant for. They are mutated afterwards. */
  args: (random: Random) => readonly unknown[];
  /** The part of a result that must be plain JSON, where the result holds columns, text or rows of the caller. */
  plain: (result: never) => unknown;
}

export function fuzzCase<Result>(
  call: (...args: never[]) => Result,
  args: FuzzCase["args"],
  plain: (result: Result) => unknown = (result) => result,
): FuzzCase {
  return { name: call.name, call, args, plain: plain as FuzzCase["plain"] };
}

/** For functions whose result is text or rows of the caller, or a yes or no: only what they throw is looked at. */
export function throwsNothingElse(): null {
  return null;
}

/** Columns of a result as lists. */
export function listed(column: ArrayLike<number>): number[] {
  return Array.from(column);
}
