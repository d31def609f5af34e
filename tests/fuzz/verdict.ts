import { type ErrorCode, ScalingError } from "../../src/errors.ts";
import { CallersOwnError } from "./hostile-values.ts";

const CODES: Readonly<Record<ErrorCode, true>> = {
  EMPTY_INPUT: true,
  TOO_FEW_POINTS: true,
  LENGTH_MISMATCH: true,
  NO_SPREAD: true,
  NOT_FINITE: true,
  NOT_POSITIVE: true,
  OUT_OF_RANGE: true,
  UNSUPPORTED_TYPE: true,
  INVALID_OPTION: true,
  INVALID_DATE: true,
  MALFORMED_TEXT: true,
  MISSING_COLUMN: true,
  INVALID_LAW: true,
  WRONG_KIND: true,
};

/** No sentence for a person is longer than this, however long the input. */
const LONGEST_MESSAGE = 2000;
const NOT_FOR_PEOPLE = /\bNaN\b|Infinity|\bundefined\b|\[object /;
/** What the caller wrote may hold anything. */
const QUOTED = /"[^"]*"/g;

/** Where in `value` there is something that JSON does not hold, or null. Texts are held to what a person may read. */
export function notPlain(value: unknown, path = "result"): string | null {
  if (value === null || typeof value === "boolean") return null;
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value === "string")
    return NOT_FOR_PEOPLE.test(value.replaceAll(QUOTED, "")) ? `${path} reads ${JSON.stringify(value)}` : null;
  if (typeof value !== "object") return `${path} is a ${typeof value}`;
  if (ArrayBuffer.isView(value)) return `${path} is a typed array`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const fault = notPlain(value[i], `${path}[${i}]`);
      if (fault !== null) return fault;
    }
    return null;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return `${path} is no object literal`;
  for (const [key, each] of Object.entries(value)) {
    const fault = notPlain(each, `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfError(error: unknown): string | null {
  if (error instanceof CallersOwnError) return null;
  if (!(error instanceof ScalingError)) {
    if (!(error instanceof Error)) return `threw ${typeof error}`;
    const frame = error.stack?.split("\n").find((line) => line.includes("/src/")) ?? "";
    return `threw ${error.name}: ${error.message} ${frame.trim().replace(/\(?file:.*\/src\/|\(?\/.*\/src\//, "(src/")}`;
  }
  if (!Object.hasOwn(CODES, error.code)) return `threw the unknown code ${error.code}`;
  if (error.path !== null && typeof error.path !== "string") return "threw a path that is no text";
  if (error.message.length > LONGEST_MESSAGE) return `threw a message of ${error.message.length} characters`;
  return null;
}

/** What is wrong with calling it so, or null: a `ScalingError` or a finite, plain result, and nothing else. */
export function faultOfCall(call: () => unknown): string | null {
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    return faultOfError(error);
  }
  return notPlain(result);
}
