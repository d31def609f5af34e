import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { importsOf } from "../package/imports.ts";
import { entries, manifest, readText, root, sourceFiles } from "../package/manifest.ts";
import { denoEnvironment, findDeno, temporaryFolder } from "./runtimes.ts";

interface JsrManifest {
  name: string;
  version: string;
  license: string;
  exports: Record<string, string>;
  imports: Record<string, string>;
  publish: { include: string[] };
}

const jsr: JsrManifest = JSON.parse(readText("jsr.json"));

describe("jsr.json", () => {
  it("has the name, version and licence of the package", () => {
    expect(jsr.name).toBe(`@${manifest.name}/${manifest.name}`);
    expect([jsr.version, jsr.license]).toEqual([manifest.version, manifest.license]);
  });

  it("exports the source of every subpath", () => {
    const expected = Object.fromEntries(entries.map(({ subpath, source }) => [subpath, `./${source}`]));
    expect(jsr.exports).toEqual(expected);
  });

  it("maps every package that the source loads to the version that is pinned", () => {
    const specifiers = sourceFiles.flatMap((path) => importsOf(path).map((each) => each.specifier));
    const packages = [...new Set(specifiers.filter((each) => !each.startsWith(".")))].sort();
    expect(Object.keys(jsr.imports).sort()).toEqual(packages);
    for (const [specifier, target] of Object.entries(jsr.imports)) {
      const [name = "", ...rest] = specifier.split("/");
      expect(target).toBe([`npm:${name}@${manifest.dependencies[name]}`, ...rest].join("/"));
    }
  });

  it("publishes the source and the documents of a package, nothing else", () => {
    const documents = ["README.md", "CHANGELOG.md", "LICENSE", "CITATION.cff"];
    expect(jsr.publish.include).toEqual(["src", "jsr.json", ...documents]);
  });
});

const deno = findDeno("the dry run of a publication on JSR");

describe.skipIf(deno === null)("deno publish --dry-run", () => {
  const cache = temporaryFolder("deno-publish");
  afterAll(() => cache.remove());

  it("finds nothing to object to: types declared, imports resolvable, no warning", () => {
    const { status, stderr, stdout } = spawnSync(deno?.path ?? "", ["publish", "--dry-run", "--allow-dirty"], {
      cwd: root,
      env: denoEnvironment(cache.path),
      encoding: "utf8",
    });
    const said = `${stdout}${stderr}`;
    expect(status, said).toBe(0);
    expect(said).toContain(`Simulating publish of ${jsr.name}@${jsr.version}`);
    expect(said).not.toMatch(/^(warning|error)\b/im);
    for (const { source } of entries) expect(said).toContain(source);
    const published = [...said.matchAll(/file:\S+/g)].map(([url]) => relative(root, fileURLToPath(url)));
    expect(published.filter((path) => !path.startsWith("src") && !jsr.publish.include.includes(path))).toEqual([]);
  });
});
