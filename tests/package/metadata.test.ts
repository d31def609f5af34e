import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entries, filesBelow, manifest, readText, root } from "./manifest.ts";

describe("package.json", () => {
  it("pins every package exactly", () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
    for (const [name, version] of versions) expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/);
  });

  it("names a source, types and code for each subpath and each module system", () => {
    for (const entry of entries) {
      expect(existsSync(join(root, entry.source)), entry.source).toBe(true);
      const base = entry.import.default.replace(/\.js$/, "");
      expect(entry.import).toEqual({ types: `${base}.d.ts`, default: `${base}.js` });
      expect(entry.require).toEqual({ types: `${base}.d.cts`, default: `${base}.cjs` });
    }
  });

  it("says that no module has side effects", () => {
    expect(manifest.sideEffects).toBe(false);
  });

  it("has the licence of the LICENSE file", () => {
    expect(readText("LICENSE")).toMatch(new RegExp(`^${manifest.license} License`));
  });
});

describe("package-lock.json", () => {
  const lock = JSON.parse(readText("package-lock.json"));

  it("is in step with package.json", () => {
    expect(lock.version).toBe(manifest.version);
    expect(lock.packages[""].dependencies).toEqual(manifest.dependencies);
    expect(lock.packages[""].devDependencies).toEqual(manifest.devDependencies);
  });

  it("names no registry: whoever installs uses their own", () => {
    expect(readText("package-lock.json")).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  });
});

describe("the version", () => {
  it("is the same in CITATION.cff, which is of format 1.2.0", () => {
    const citation = readText("CITATION.cff");
    expect(citation).toMatch(/^cff-version: 1\.2\.0$/m);
    expect(/^version: (.+)$/m.exec(citation)?.[1]).toBe(manifest.version);
    expect(/^license: (.+)$/m.exec(citation)?.[1]).toBe(manifest.license);
  });

  it("has a section of its own at the top of the changelog, which says which numbers change", () => {
    const [, latest = ""] = readText("CHANGELOG.md").split(/^## /m);
    expect(latest.split(/[\s(,]/, 1)[0]).toBe(manifest.version);
    expect(latest).toContain("### Numbers that change");
  });
});

describe("typedoc.json", () => {
  it("has a page for every subpath", () => {
    const { entryPoints } = JSON.parse(readText("typedoc.json"));
    expect([...entryPoints].sort()).toEqual(entries.map((entry) => entry.source).sort());
  });
});

describe("the repository", () => {
  const texts = [
    ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CITATION.cff", "package.json", ".ci/run"],
    ...filesBelow("src", ".ts"),
    ...filesBelow("examples", ".ts"),
    ...filesBelow("tests", ".ts").filter((path) => !path.endsWith("metadata.test.ts")),
    ...filesBelow("docs", ".md"),
  ];

  it("names no path of one machine", () => {
    const odd = texts.filter((path) => /(^|[\s"'`(])\/(home|Users|work|tmp)\//.test(readText(path)));
    expect(odd).toEqual([]);
  });
});
