/** How tests ask hostile questions, and what they expect for an answer. */
import { expect } from "vitest";

/** The error of a call with this code and this path. */
export const refused = (code: string, path: string): unknown => expect.objectContaining({ code, path });

/** A call with arguments of any type. */
export const call =
  (ask: (...args: never[]) => unknown, ...args: unknown[]) =>
  (): unknown =>
    Reflect.apply(ask, null, args);

/** The codes of warnings with what they are about. */
export const said = (of: { warnings: { code: string; path: string | null }[] }): string[] =>
  of.warnings.map(({ code, path }) => `${code} ${path}`);
