import { refuse as refuseValue } from "../numeric/checks.ts";
import { requireGoodness, requireSupport } from "./fit-parts.ts";
import { field, inside, requireObject } from "./json-checks.ts";
import type { LawKind } from "./law.ts";
import { requireLawParts } from "./law-parts.ts";
import { requireShape } from "./law-shapes.ts";

/**
 * Refuses what cannot be predicted from as a law of one of these kinds: coefficients and draws are finite numbers, a
 * covariance is one, and the fields that the kind predicts with are there. What only a stored fit must have (its version,
 * source, convergence, options and warnings) is left to `parseFit`.
 */
export function requireUsableLaw(
  value: unknown,
  kinds: LawKind | readonly LawKind[],
  path: string | null = "law",
): void {
  const law = requireObject(value, path);
  const kind = [kinds].flat().find((each) => each === field(law, "kind"));
  if (kind === undefined) {
    const expected = `a law of kind ${[kinds].flat().join(" or ")}`;
    refuseValue("WRONG_KIND", expected, field(law, "kind"), inside(path, "kind"));
  }
  requireShape(law, kind, requireLawParts(law, path), path);
  const goodness = field(law, "goodness");
  const support = field(law, "support");
  if (goodness !== undefined) requireGoodness(goodness, inside(path, "goodness"));
  if (support !== undefined) requireSupport(support, inside(path, "support"));
}
