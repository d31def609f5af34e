/** The places where two values of plain JSON differ; numbers by more than 1e-9 of their size. */
export function differences(actual: unknown, expected: unknown, path = "$"): string[] {
  if (typeof actual === "number" && typeof expected === "number") {
    const close = Math.abs(actual - expected) <= 1e-9 * Math.max(1e-300, Math.abs(expected));
    return close ? [] : [`${path}: ${actual}, not ${expected}`];
  }
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) {
    return actual === expected ? [] : [`${path}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
  }
  const [one, other] = [new Map(Object.entries(actual)), new Map(Object.entries(expected))];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) =>
    differences(one.get(key), other.get(key), `${path}.${key}`),
  );
}
