import { expect } from "vitest";
import type { ErrorCode } from "../../src/errors.ts";

/** Arguments that the types forbid, as untyped callers and JSON bring them. */
export const hostile = (value: unknown): never => value as never;

export function expectRefused(cases: readonly (readonly [ErrorCode, () => unknown])[]): void {
  for (const [code, call] of cases)
    expect(call, call.toString()).toThrow(expect.objectContaining({ name: "ScalingError", code }));
}
