import {
  field,
  inside,
  type JsonObject,
  refuse,
  requireArray,
  requireBoolean,
  requireNumber,
  requireNumberOrNull,
  requireObject,
  requireString,
} from "./json-checks.ts";
import type { LawKind } from "./law.ts";
import { requireEstimate } from "./law-parts.ts";
import { piecewiseTerms } from "./piecewise-terms.ts";

/** More breaks than any fit has; a bound because the names of the terms are made from their number. */
const MOST_BREAKS = 100;

type Check = (value: unknown, path: string) => void;

/** What a law of one kind has beyond the fields that all laws have. */
interface LawShape {
  /** The lists of terms it may have; in order, since covariance and draws are. */
  terms: (law: JsonObject) => string[][];
  /** Fields of its own, without which it cannot be predicted from. */
  fields: Readonly<Record<string, Check>>;
  /** Fields that its fits have besides. */
  fitFields: Readonly<Record<string, Check>>;
}

function requireFields(object: JsonObject, fields: Readonly<Record<string, Check>>, path: string | null): void {
  for (const [name, check] of Object.entries(fields)) check(field(object, name), inside(path, name));
}

function requireDegreesOfFreedom(value: unknown, path: string): void {
  const degrees = requireNumberOrNull(value, path);
  if (degrees !== null && degrees < 1) refuse("a number of at least 1 or null", value, path);
}

function requireDegreesIfGiven(value: unknown, path: string): void {
  if (value !== undefined) requireDegreesOfFreedom(value, path);
}

function requirePositiveNumber(value: unknown, path: string): void {
  if (requireNumber(value, path) <= 0) refuse("a number above 0", value, path);
}

function requireEach(check: Check): Check {
  return (value, path) => {
    for (const [i, entry] of requireArray(value, path).entries()) check(entry, inside(path, i));
  };
}

function requireRows(fields: Readonly<Record<string, Check>>): Check {
  return requireEach((entry, path) => requireFields(requireObject(entry, path), fields, path));
}

function lineShape(fitFields: LawShape["fitFields"]): LawShape {
  return {
    terms: () => [["log10AtReference", "slopeOomPerYear"]],
    fields: { referenceYear: requireNumber, intervalDegreesOfFreedom: requireDegreesOfFreedom },
    fitFields,
  };
}

function piecesShape(): LawShape {
  return {
    terms: (law) => {
      const breaks = requireArray(field(law, "breaks"), "breaks").length;
      if (breaks > MOST_BREAKS) refuse(`at most ${MOST_BREAKS} breaks`, breaks, "breaks");
      return [false, true].map((estimated) => piecewiseTerms(field(law, "continuous") === true, breaks, estimated));
    },
    fields: {
      continuous: requireBoolean,
      breaks: requireEach(requireEstimate),
      referenceYear: requireNumber,
      intervalDegreesOfFreedom: requireDegreesOfFreedom,
    },
    fitFields: {
      segments: requireRows({
        from: requireNumber,
        to: requireNumber,
        n: requireNumber,
        slopeOomPerYear: requireEstimate,
        standardErrorGivenBreaks: requireNumberOrNull,
        log10AtStart: requireNumber,
        rSquared: requireNumberOrNull,
      }),
      selection: requireRows({
        breaks: requireNumber,
        bic: requireNumberOrNull,
        aicc: requireNumberOrNull,
        sumOfSquaredResiduals: requireNumber,
      }),
    },
  };
}

/** The forms of the law in size and experts, or in FLOP and utilization. */
function interactionShape(name: "experts" | "utilization", fields: LawShape["fields"]): LawShape {
  const all = ["a", "b", "c", "d", `${name}Start`, `${name}Max`];
  const cutoff: Check = (value, path) => {
    if (value !== undefined && value !== null) requireEstimate(value, path);
  };
  return {
    terms: () => [all, all.slice(0, 5), all.slice(0, 4), ["a", "b", "d"]],
    fields: { ...fields, intervalDegreesOfFreedom: requireDegreesIfGiven, log10Cutoff: cutoff },
    fitFields: {
      intervalDegreesOfFreedom: requireDegreesOfFreedom,
      log10Cutoff: (value, path) => {
        if (value !== null) requireEstimate(value, path);
      },
    },
  };
}

const LOSS_TERMS = ["A", "B", "alpha", "beta"];

/** a, b and c0, then c, d and f of every break, for so many terms or the next number there is. */
function brokenPowerTerms(length: number): string[] {
  const breaks = Math.max(0, Math.ceil((length - 3) / 3));
  return ["a", "b", "c0", ...Array.from({ length: breaks }, (_, k) => [`c${k + 1}`, `d${k + 1}`, `f${k + 1}`]).flat()];
}

/** A curve of loss: a law that was never fitted need not say how its intervals are made. */
function curveShape(terms: LawShape["terms"], fitFields: LawShape["fitFields"]): LawShape {
  return { terms, fields: { intervalDegreesOfFreedom: requireDegreesIfGiven }, fitFields };
}

function densingShape(): LawShape {
  const growth: Check = (value, path) => {
    requireFields(requireObject(value, path), { slopePerDay: requireEstimate }, path);
  };
  const { terms, fields } = curveShape(() => [["slopePerDay", "intercept"]], {});
  const fitFields = {
    records: requireRows({ index: requireNumber, date: requireString, density: requireNumber }),
    doublingTimeDays: requireEstimate,
    descriptive: requireBoolean,
    all: growth,
    quantile90: growth,
  };
  return { terms, fields: { ...fields, origin: requireString }, fitFields };
}

/** Null for a kind that is held to the common fields only. */
function shapeOf(kind: LawKind): LawShape | null {
  switch (kind) {
    case "trend":
    case "robust-trend":
      return lineShape({});
    case "quantile-trend":
      return lineShape({ tau: requireNumber, checkLoss: requireNumber });
    case "piecewise-trend":
      return piecesShape();
    case "unique-sequences":
      return {
        terms: () => [["lnUniqueAtReference", "exponent"]],
        fields: { referenceTokens: requirePositiveNumber, intervalDegreesOfFreedom: requireDegreesOfFreedom },
        fitFields: {},
      };
    case "routing-law":
      return interactionShape("experts", {});
    case "utilization-law":
      return interactionShape("utilization", { denseUtilization: requireNumberOrNull });
    case "loss-law":
      return curveShape(() => [["E", ...LOSS_TERMS], LOSS_TERMS], { objective: requireNumber });
    case "power-law":
      return curveShape(
        () => [
          ["coefficient", "exponent"],
          ["offset", "coefficient", "exponent"],
        ],
        {},
      );
    case "broken-power-law":
      return curveShape(({ terms }) => [brokenPowerTerms(requireArray(terms, "terms").length)], {});
    case "performance-curve":
      return curveShape(() => [["c", "gamma", "l", "d"]], {});
    case "score-law":
      return curveShape(() => [["floor", "ceiling", "slope", "logMidpoint"]], {});
    case "densing-law":
      return densingShape();
    default:
      return null;
  }
}

/** Checks what a law of this kind predicts with beyond the parts of all laws. */
export function requireShape(law: JsonObject, kind: LawKind, terms: readonly string[], root: string | null): void {
  const shape = shapeOf(kind);
  if (shape === null) return;
  requireFields(law, shape.fields, root);
  const allowed = shape.terms(law);
  if (!allowed.some((list) => list.length === terms.length && list.every((term, i) => term === terms[i]))) {
    refuse(`the terms ${allowed[0]?.join(", ")}`, terms.join(", "), inside(root, "terms"));
  }
}

/** Checks what fits of this kind have besides. */
export function requireFitShape(law: JsonObject, kind: LawKind): void {
  const shape = shapeOf(kind);
  if (shape !== null && Object.hasOwn(law, "goodness")) requireFields(law, shape.fitFields, null);
}
