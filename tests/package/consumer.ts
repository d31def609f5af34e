import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifest, root } from "./manifest.ts";

/** Packs the built package and unpacks it into the node_modules of an empty project, beside its dependencies. */
export interface Consumer {
  folder: string;
  /** The files of the tarball, sorted. */
  files: string[];
  remove: () => void;
}

export function requireBuild(): void {
  if (!existsSync(join(root, "dist", "index.js"))) throw new Error("Build first: npm run build (npm test does)");
}

export function installTarball(): Consumer {
  requireBuild();
  const folder = mkdtempSync(join(tmpdir(), "scaling-laws-consumer-"));
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(packed);
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", folder]);
  renameSync(join(folder, "package"), join(modules, manifest.name));
  for (const name of Object.keys(manifest.dependencies)) {
    symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
  }
  return {
    folder,
    files: files.map((file) => file.path).sort(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
