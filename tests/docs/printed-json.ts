/** A number as a document prints it. */
class Printed {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Whole numbers are meant exactly; decimals to half a unit of their last digit. */
  agreesWith(actual: number): boolean {
    const [, decimals = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(this.text) ?? [];
    const value = Number(this.text);
    const exact = decimals === "" && exponent === "0";
    const slack = exact ? 1e-9 * Math.abs(value) : 0.5000001 * 10 ** (Number(exponent) - decimals.length);
    return Math.abs(actual - value) <= slack;
  }
}

function parsePrinted(text: string): unknown {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `{"$printed":"${token}"}`,
  );
  return JSON.parse(marked, (_key, value) =>
    value !== null && typeof value === "object" && "$printed" in value ? new Printed(value.$printed) : value,
  );
}

function difference(printed: unknown, actual: unknown, path: string): string | null {
  if (printed instanceof Printed) {
    const agrees = typeof actual === "number" && printed.agreesWith(actual);
    return agrees ? null : `${path}: printed ${printed.text}, got ${JSON.stringify(actual)}`;
  }
  if (printed === null || typeof printed !== "object") {
    return printed === actual ? null : `${path}: printed ${JSON.stringify(printed)}, got ${JSON.stringify(actual)}`;
  }
  if (actual === null || typeof actual !== "object" || Array.isArray(printed) !== Array.isArray(actual)) {
    return `${path}: printed ${Array.isArray(printed) ? "an array" : "an object"}, got ${JSON.stringify(actual)}`;
  }
  const wanted: Record<string, unknown> = { ...printed };
  const got: Record<string, unknown> = { ...actual };
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
    if (!(key in wanted)) return `${path}.${key}: not printed, got ${JSON.stringify(got[key])}`;
    if (!(key in got)) return `${path}.${key}: printed, but missing`;
    const found = difference(wanted[key], got[key], `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** Compares JSON as printed in a document with a value; returns the first difference, or null. */
export function differenceFromPrinted(printed: string, actual: unknown): string | null {
  let expected: unknown;
  try {
    expected = parsePrinted(printed);
  } catch {
    return `no JSON after "// =>": ${printed}`;
  }
  const text = JSON.stringify(actual);
  return text === undefined ? "logged a value that JSON has no form for" : difference(expected, JSON.parse(text), "$");
}
