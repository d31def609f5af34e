import { describe, expect, it } from "vitest";
import { instrument } from "./examples.ts";
import { differenceFromPrinted } from "./printed-json.ts";
import { runExample } from "./run-example.ts";

describe("JSON printed in a document", () => {
  it("agrees with a number to the digits printed", () => {
    expect(differenceFromPrinted("0.28", 0.2761)).toBeNull();
    expect(differenceFromPrinted("0.276", 0.2768)).toMatch(/printed 0.276, got 0.2768/);
    expect(differenceFromPrinted("1.2e21", 1.23e21)).toBeNull();
    expect(differenceFromPrinted("1.2e21", 1.26e21)).not.toBeNull();
  });

  it("means a whole number exactly", () => {
    expect(differenceFromPrinted("12", 12)).toBeNull();
    expect(differenceFromPrinted("12", 12.3)).not.toBeNull();
  });

  it("reaches into arrays and objects", () => {
    expect(differenceFromPrinted('{"a": [1, 2.5], "b": "x1"}', { a: [1, 2.51], b: "x1" })).toBeNull();
    expect(differenceFromPrinted('{"a": [1]}', { a: [1, 2] })).toMatch(/^\$\.a\.1: not printed/);
    expect(differenceFromPrinted('{"a": 1, "b": null}', { a: 1 })).toMatch(/^\$\.b: printed, but missing/);
    expect(differenceFromPrinted("[]", {})).toMatch(/an array/);
  });

  it("must be JSON, and the value must have a JSON form", () => {
    expect(differenceFromPrinted("{a: 1}", { a: 1 })).toMatch(/^no JSON/);
    expect(differenceFromPrinted("null", undefined)).toMatch(/no form/);
  });
});

describe("an example", () => {
  it("is checked wherever a line promises a value, over several lines too", async () => {
    const code = "for (const x of [1, 1]) {\n  console.log(x); // => 1\n}\nconsole.log(\n  [2],\n); // => [2]\n";
    expect(instrument(code).promised.map((each) => each.expected)).toEqual(["1", "[2]"]);
    expect(await runExample({ place: "here", code })).toEqual({ differences: [], checked: 2 });
  });

  it("fails where the value differs, or the line is never reached", async () => {
    const code = "console.log(1); // => 2\nif (Number.isNaN(1)) {\n  console.log(1); // => 1\n}\n";
    const { differences } = await runExample({ place: "here", code });
    expect(differences).toEqual(["console.log(1); $: printed 2, got 1", "console.log(1); was never reached"]);
  });

  it("can import public subpaths only", async () => {
    const code = 'import { x } from "scaling-laws/numeric";\nconsole.log(x);\n';
    await expect(runExample({ place: "here", code })).rejects.toThrow(/no public subpath/);
  });
});
