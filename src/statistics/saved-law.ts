import { ScalingError } from "../errors.ts";
import { describe } from "../numeric/checks.ts";
import { requireFitParts } from "./fit-parts.ts";
import { field, refuse, requireObject, requirePlainJson, requireString } from "./json-checks.ts";
import type { LawKind } from "./law.ts";
import { requireLawParts, requireSource } from "./law-parts.ts";
import { requireFitShape, requireShape } from "./law-shapes.ts";
import type { FitOf, LawOf } from "./law-types.ts";

/**
 * What {@link parseFit} gives back: a fit, or a law that was never fitted, whose `goodness` is then undefined.
 * Both can be predicted from; `if (saved.goodness)` tells them apart.
 */
export type SavedLaw<Kind extends LawKind> =
  | FitOf<Kind>
  | (LawOf<Kind> & {
      /** A law without goodness is no fit. */
      goodness?: never;
    });

/** Throws unless `value` is a law of that kind, sound in every field that its kind and every law or fit has. */
function requireLaw<Kind extends LawKind>(value: unknown, kind: Kind): asserts value is SavedLaw<Kind> {
  const law = requireObject(value, null);
  const found = requireString(field(law, "kind"), "kind");
  if (found !== kind) {
    const message = `Expected a law of kind ${describe(kind)} but got ${describe(found)}`;
    throw new ScalingError("WRONG_KIND", message, "kind");
  }
  if (field(law, "version") !== 1) refuse("version 1", field(law, "version"), "version");
  requirePlainJson(law, null);
  requireShape(law, kind, requireLawParts(law, null), null);
  requireSource(field(law, "source"));
  requireFitParts(law);
  requireFitShape(law, kind);
}

/**
 * Whether `value` is a law of kind `kind`, with every field in order that {@link parseFit} checks. Never throws.
 *
 * @example
 * ```ts
 * import { isLaw } from "scaling-laws/statistics";
 *
 * console.log(isLaw({ kind: "trend", version: 1 }, "trend")); // => false
 * ```
 */
export function isLaw<Kind extends LawKind>(value: unknown, kind: Kind): value is SavedLaw<Kind> {
  try {
    requireLaw(value, kind);
    return true;
  } catch {
    return false;
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse("JSON text", text, null);
  }
}

/**
 * Reloads a stored fit or law: checks it, then gives it back as it is, fields it does not know included.
 *
 * Checked are the kind and version; plain JSON with finite numbers throughout; terms that differ and have each their
 * coefficient, an Estimate whose bounds are in order and whose level lies between 0 and 1; a covariance square in the
 * terms and symmetric; draws as long as the terms; and the shape of source, goodness, convergence, support, options
 * and warnings; and what a law of this kind needs to predict, as the reference year of a trend. A law without
 * `goodness` is read as a law.
 *
 * @param json - JSON text, or what `JSON.parse` made of it.
 * @param kind - the kind of law expected, for example "trend".
 * @returns the law, typed by its kind; of text a new object, of an object that object itself.
 * @throws ScalingError WRONG_KIND for a law of another kind; INVALID_LAW, with the path of the field, for anything else.
 *
 * @example
 * ```ts
 * import { parseFit } from "scaling-laws/statistics";
 * import { fitTrend, predictTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2020, 2021, 2022, 2023], value: [1e20, 1e21, 1e21, 1e23] });
 * const reloaded = parseFit(JSON.stringify(fit), "trend");
 * console.log(reloaded.coefficients.slopeOomPerYear.estimate.toFixed(2)); // => "0.90"
 * console.log(JSON.stringify(reloaded) === JSON.stringify(fit)); // => true
 * ```
 */
export function parseFit<Kind extends LawKind>(json: unknown, kind: Kind): SavedLaw<Kind> {
  const value = typeof json === "string" ? parseText(json) : json;
  requireLaw(value, kind);
  return value;
}
