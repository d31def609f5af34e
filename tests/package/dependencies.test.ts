import { describe, expect, it } from "vitest";
import { manifest, readText } from "./manifest.ts";

interface Locked {
  version: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  integrity?: string;
}

const lock: Record<string, Locked> = JSON.parse(readText("package-lock.json")).packages;
const copies = Object.entries(lock).filter(([path, locked]) => path !== "" && !locked.dev && !locked.devOptional);
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, "");
const page = readText("docs/dependencies.md");

describe("the packages at run time", () => {
  it("are those of docs/dependencies.md, with their versions", () => {
    const [direct = "", brought = ""] = page.split("What they bring along");
    const named = [...direct.matchAll(/^\| `([^`]+)` (\S+) \|/gm)].map(([, name, version]) => [name, version]);
    expect(Object.fromEntries(named)).toEqual(manifest.dependencies);
    const along = [...brought.matchAll(/^\| `[^`]+` \| (.+) \|$/gm)].flatMap(([, names = ""]) => names.split(", "));
    const listed = new Set([...along.map((name) => name.slice(1, -1)), ...Object.keys(manifest.dependencies)]);
    expect([...new Set(copies.map(([path]) => nameOf(path)))].sort()).toEqual([...listed].sort());
  });

  it("are as many as the page says", () => {
    const others = copies.filter(([path]) => !(nameOf(path) in manifest.dependencies));
    const distinct = new Set(others.map(([path]) => nameOf(path)));
    expect(page).toContain(`${distinct.size} packages in ${others.length} copies`);
  });

  it("have permissive licences and run nothing when installed", () => {
    for (const [path, { license, hasInstallScript }] of copies) {
      expect(["MIT", "ISC"], path).toContain(license);
      expect(hasInstallScript, path).toBeUndefined();
    }
  });

  it("are locked with an integrity hash, as everything in the lock file is", () => {
    for (const [path, { integrity }] of Object.entries(lock)) {
      if (path !== "") expect(integrity, path).toMatch(/^sha512-/);
    }
  });
});
