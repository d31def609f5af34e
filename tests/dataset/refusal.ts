import { ScalingError } from "../../src/errors.ts";

/** The code and message of the ScalingError that a call throws. */
export function refusal(call: () => unknown): { code: string; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof ScalingError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("Expected a ScalingError, but the call returned");
}
