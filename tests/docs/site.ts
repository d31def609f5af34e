import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { root } from "../package/manifest.ts";

/** What typedoc wrote: the text of each page by its path, and what the run printed. */
export interface Site {
  folder: string;
  pages: Map<string, string>;
  printed: string;
  status: number | null;
}

export function buildSite(folder: string): Site {
  const command = join(root, "node_modules/typedoc/bin/typedoc");
  const run = spawnSync(process.execPath, [command, "--out", folder], { cwd: root, encoding: "utf8" });
  const pages = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !file.name.endsWith(".html")) continue;
    const path = join(file.parentPath, file.name);
    pages.set(relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8"));
  }
  return { folder, pages, printed: `${run.stdout}${run.stderr}`, status: run.status };
}

const decoded = (text: string): string => decodeURIComponent(text.replaceAll("&amp;", "&"));

/** Links and pictures of a page that lead nowhere: a file that is not there, or a heading that the page lacks. */
export function brokenTargets({ folder, pages }: Site, page: string): string[] {
  const text = pages.get(page) ?? "";
  const broken: string[] = [];
  for (const [, target = ""] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
    if (/^(https?|mailto|data):/.test(target)) continue;
    const [file = "", anchor = ""] = decoded(target).split("#");
    const path = file === "" ? page : posix.normalize(posix.join(posix.dirname(page), file));
    const isFile = existsSync(join(folder, path)) && statSync(join(folder, path)).isFile();
    const there = anchor === "" || !path.endsWith(".html") || (pages.get(path) ?? "").includes(`id="${anchor}"`);
    if (!isFile || !there) broken.push(target);
  }
  return broken;
}

/** The addresses of a page's pictures, relative to the site. */
export function picturesOf(site: Site, page: string): string[] {
  const text = site.pages.get(page) ?? "";
  return [...text.matchAll(/<img[^>]+src="([^"]+)"/g)].map((match) =>
    posix.join(posix.dirname(page), decoded(match[1]!)),
  );
}
