import {
  field,
  inside,
  type JsonObject,
  refuse,
  requireArray,
  requireArrayOf,
  requireNumber,
  requireNumberOrNull,
  requireObject,
  requireString,
} from "./json-checks.ts";

const STATUSES: readonly unknown[] = ["printed", "recovered", "reconstructed"];
/** Entries of a covariance that mirror each other may differ by rounding: this share of the two standard errors. */
const SYMMETRY_TOLERANCE = 1e-8;

export function requireOrdered(lower: number | null, upper: number | null, path: string): void {
  if (lower !== null && upper !== null && lower > upper) {
    refuse(`a lower bound of at most ${upper}`, lower, inside(path, "lower"));
  }
}

export function requireEstimate(value: unknown, path: string): void {
  const estimate = requireObject(value, path);
  requireNumber(field(estimate, "estimate"), inside(path, "estimate"));
  const standardError = requireNumberOrNull(field(estimate, "standardError"), inside(path, "standardError"));
  if (standardError !== null && standardError < 0) {
    refuse("a standard error of at least 0", standardError, inside(path, "standardError"));
  }
  const lower = requireNumberOrNull(field(estimate, "lower"), inside(path, "lower"));
  const upper = requireNumberOrNull(field(estimate, "upper"), inside(path, "upper"));
  requireOrdered(lower, upper, path);
  const level = requireNumber(field(estimate, "level"), inside(path, "level"));
  if (!(level > 0 && level < 1)) refuse("a level between 0 and 1", level, inside(path, "level"));
}

function requireCoefficients(law: JsonObject): string[] {
  const terms = requireArray(field(law, "terms"), "terms").map((term, i) => requireString(term, inside("terms", i)));
  if (terms.length === 0) refuse("at least one term", field(law, "terms"), "terms");
  const coefficients = requireObject(field(law, "coefficients"), "coefficients");
  terms.forEach((term, i) => {
    if (terms.indexOf(term) !== i) refuse("terms that differ", term, inside("terms", i));
    requireEstimate(field(coefficients, term), inside("coefficients", term));
  });
  for (const key of Object.keys(coefficients)) {
    if (!terms.includes(key)) refuse("a coefficient named in terms", key, inside("coefficients", key));
  }
  return terms;
}

function requireCovariance(value: unknown, size: number): void {
  if (value === null) return;
  const rows = requireArrayOf(size, value, "covariance").map((row, i) => {
    const path = inside("covariance", i);
    return requireArrayOf(size, row, path).map((entry, j) => requireNumber(entry, inside(path, j)));
  });
  const standardErrors = rows.map((row, i) => {
    const variance = row[i]!;
    return variance >= 0 ? Math.sqrt(variance) : refuse("a variance of at least 0", variance, `covariance[${i}][${i}]`);
  });
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const entry = rows[i]![j]!;
      const mirrored = rows[j]![i]!;
      if (Math.abs(entry - mirrored) > SYMMETRY_TOLERANCE * standardErrors[i]! * standardErrors[j]!) {
        refuse(`a symmetric covariance, ${mirrored} as at [${j}][${i}],`, entry, `covariance[${i}][${j}]`);
      }
    }
  }
}

function requireDraws(value: unknown, size: number): void {
  if (value === null) return;
  requireArray(value, "draws").forEach((row, i) => {
    const path = inside("draws", i);
    requireArrayOf(size, row, path).forEach((entry, j) => {
      requireNumber(entry, inside(path, j));
    });
  });
}

function requireSource(value: unknown): void {
  if (value === null) return;
  const source = requireObject(value, "source");
  for (const key of ["paper", "where", "version"]) requireString(field(source, key), inside("source", key));
  const status = field(source, "status");
  if (!STATUSES.includes(status)) refuse('"printed", "recovered" or "reconstructed"', status, "source.status");
}

/**
 * Checks the parts that every law has beside its kind and version: terms, coefficients, covariance, draws, source.
 * Gives back the terms.
 */
export function requireLawParts(law: JsonObject): readonly string[] {
  const terms = requireCoefficients(law);
  requireCovariance(field(law, "covariance"), terms.length);
  requireDraws(field(law, "draws"), terms.length);
  requireSource(field(law, "source"));
  return terms;
}
