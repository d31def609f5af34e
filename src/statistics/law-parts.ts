import { choleskyInPlace } from "../numeric/cholesky.ts";
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
/** How far below zero rounding may put the least eigenvalue of a correlation matrix. */
const EIGENVALUE_TOLERANCE = 1e-6;
/** More terms than any law has; a bound because the checks of a covariance grow with their cube. */
const MOST_TERMS = 200;

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

function requireCoefficients(law: JsonObject, root: string | null): string[] {
  const path = inside(root, "terms");
  const terms = Array.from(requireArray(field(law, "terms"), path), (term, i) => requireString(term, inside(path, i)));
  if (terms.length === 0 || terms.length > MOST_TERMS) refuse(`1 to ${MOST_TERMS} terms`, field(law, "terms"), path);
  const place = inside(root, "coefficients");
  const coefficients = requireObject(field(law, "coefficients"), place);
  const known = new Set<string>();
  for (const [i, term] of terms.entries()) {
    if (known.has(term)) refuse("terms that differ", term, inside(path, i));
    known.add(term);
    requireEstimate(field(coefficients, term), inside(place, term));
  }
  for (const key of Object.keys(coefficients)) {
    if (!known.has(key)) refuse("a coefficient named in terms", key, inside(place, key));
  }
  return terms;
}

function isRow(row: unknown, size: number): row is readonly number[] {
  // Holes count, which `every` passes over.
  return Array.isArray(row) && row.length === size && row.findIndex((entry) => !Number.isFinite(entry)) < 0;
}

/** A row of finite numbers: laws are checked at every use, so that places are named only where something is refused. */
function requireRow(row: unknown, size: number, root: string, i: number): readonly number[] {
  if (isRow(row, size)) return row;
  const path = inside(root, i);
  return Array.from(requireArrayOf(size, row, path), (entry, j) => requireNumber(entry, inside(path, j)));
}

/** Finite, square, symmetric, and positive semi-definite: what a matrix must be to be a covariance. */
function requireCovariance(value: unknown, size: number, root: string): void {
  if (value === null) return;
  const matrix = new Float64Array(size * size);
  for (const [i, row] of requireArrayOf(size, value, root).entries())
    matrix.set(requireRow(row, size, root, i), i * size);
  const standardErrors = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const variance = matrix[i * size + i]!;
    if (variance < 0) refuse("a variance of at least 0", variance, `${root}[${i}][${i}]`);
    standardErrors[i] = Math.sqrt(variance);
  }
  // The lower triangle becomes that of the correlations, which have no unit; a coefficient without variance has none, and is
  // left out by its unit row.
  for (let i = 0; i < size; i++) {
    matrix[i * size + i] = 1 + EIGENVALUE_TOLERANCE;
    for (let j = 0; j < i; j++) {
      const entry = matrix[i * size + j]!;
      const mirrored = matrix[j * size + i]!;
      if (entry === 0 && mirrored === 0) continue;
      const scale = standardErrors[i]! * standardErrors[j]!;
      const uneven = Math.abs(entry - mirrored) > SYMMETRY_TOLERANCE * scale;
      if (uneven || Math.abs(entry) > (1 + SYMMETRY_TOLERANCE) * scale) {
        const even = `a symmetric covariance, ${mirrored} as at [${j}][${i}],`;
        refuse(uneven ? even : `a covariance of at most ${scale}`, entry, `${root}[${i}][${j}]`);
      }
      if (entry !== 0) matrix[i * size + j] = entry / scale;
    }
  }
  if (!choleskyInPlace(matrix, size)) refuse("a positive semi-definite covariance", value, root);
}

function requireDraws(value: unknown, size: number, root: string): void {
  if (value === null) return;
  for (const [i, row] of requireArray(value, root).entries()) requireRow(row, size, root, i);
}

export function requireSource(value: unknown): void {
  if (value === null) return;
  const source = requireObject(value, "source");
  for (const key of ["paper", "where", "version"]) requireString(field(source, key), inside("source", key));
  const status = field(source, "status");
  if (!STATUSES.includes(status)) refuse('"printed", "recovered" or "reconstructed"', status, "source.status");
}

/** Checks what laws of all kinds predict with, and returns the terms. */
export function requireLawParts(law: JsonObject, root: string | null): readonly string[] {
  const terms = requireCoefficients(law, root);
  requireCovariance(field(law, "covariance"), terms.length, inside(root, "covariance"));
  requireDraws(field(law, "draws"), terms.length, inside(root, "draws"));
  return terms;
}
