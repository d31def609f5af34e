import { describe, expect, it } from "vitest";
import { recordedSizes } from "../package/bundle-size.ts";
import { manifest, readText } from "../package/manifest.ts";
import { publicNames } from "../package/public-names.ts";

const readme = readText("README.md");

describe("the README", () => {
  it("is of a length that is read", () => {
    const lines = readme.trimEnd().split("\n").length;
    expect(lines).toBeGreaterThanOrEqual(120);
    expect(lines).toBeLessThanOrEqual(180);
  });

  it("states the sizes that were measured", () => {
    for (const [name, bytes] of Object.entries(recordedSizes())) {
      expect(readme).toContain(`\n| \`${name}\` | ${(bytes / 1000).toFixed(1)} kB |\n`);
    }
  });

  it("gives the times of the run that made the page of benchmarks", () => {
    const table = readme.slice(readme.indexOf("## Speed"), readme.indexOf("## Numbers"));
    const times = [...table.matchAll(/[\d.]+ m?s(?= [|]|,|;)/g)].map(([time]) => time);
    expect(times.length).toBeGreaterThan(15);
    const page = readText("docs/benchmarks.md");
    expect(times.filter((time) => !page.includes(`| ${time} |`))).toEqual([]);
  });

  it("names only functions that exist", () => {
    const known = new Set([...publicNames().values()].flat().map((each) => each.name));
    const table = readme.split("\n").filter((line) => line.startsWith("| `"));
    const named = table.flatMap((line) =>
      [...(line.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1]!),
    );
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it("names every function that fits, tests or reads", () => {
    const wanted = [...publicNames().values()]
      .flat()
      .filter((each) => each.kind === "function" && /^(fit|test|parse|predict|invert)[A-Z]/.test(each.name));
    for (const each of wanted) expect(readme, each.name).toContain(`\`${each.name}\``);
  });

  it("gives commands that are scripts of the package", () => {
    for (const [, name = ""] of readme.matchAll(/npm run ([a-z]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(name);
  });

  it("cites the version of the package", () => {
    expect(readme).toContain(`version ${manifest.version}`);
  });
});
