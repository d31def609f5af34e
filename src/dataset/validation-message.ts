/** What of a zod issue a sentence is made from; zod/mini carries no words of its own. */
export interface Issue {
  code?: string | undefined;
  path: readonly PropertyKey[];
  expected?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  inclusive?: unknown;
  origin?: unknown;
  values?: unknown;
  format?: unknown;
  keys?: unknown;
}

const NOUNS: ReadonlyMap<unknown, string> = new Map([
  ["number", "a number"],
  ["string", "text"],
  ["array", "a list"],
  ["object", "an object"],
  ["record", "an object"],
  ["boolean", "true or false"],
  ["nonoptional", "a value"],
]);

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return NOUNS.get(issue.expected) ?? String(issue.expected);
    case "too_small":
      if (issue.origin === "string") return "text that is not empty";
      return issue.inclusive === true ? `a number of at least ${issue.minimum}` : `a number above ${issue.minimum}`;
    case "too_big":
      return issue.inclusive === true ? `a number of at most ${issue.maximum}` : `a number below ${issue.maximum}`;
    case "invalid_value":
      return Array.isArray(issue.values) ? `one of ${issue.values.map(shown).join(", ")}` : "another value";
    case "invalid_format":
      return issue.format === "date" ? "a day as yyyy-mm-dd" : `text in the format ${String(issue.format)}`;
    case "unrecognized_keys":
      return `no field ${Array.isArray(issue.keys) ? issue.keys.map(shown).join(", ") : ""}`;
    default:
      return "another value";
  }
}

/** A value as a reader would write it, cut where it is long. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (value === undefined) return "nothing";
  return typeof value === "function" ? "a function" : String(value);
}

/** What stands at a path; only own properties are looked at. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

/** "Expected a number but got "abc" (at records[3].parameters)", from the issue's code, expectation and path. */
export function describeIssue(issue: Issue, value: unknown, root: string): { value: string; message: string } {
  const path = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const got = shown(value);
  return {
    value: typeof value === "string" ? value.slice(0, 200) : got,
    message: `Expected ${expectation(issue)} but got ${got} (at ${root}${path})`,
  };
}
