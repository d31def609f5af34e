import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entries, filesBelow, readText } from "../package/manifest.ts";
import { brokenTargets, buildSite, picturesOf, type Site } from "./site.ts";

const documents = filesBelow("docs", ".md").filter((path) => !path.startsWith("docs/api/"));
/** The first words of a page, by which the site calls it. */
const nameOf = (path: string): string => /^# ([^:\n]+)/m.exec(readText(path))?.[1]?.replaceAll("`", "").trim() ?? "";

describe("the site that typedoc writes", () => {
  let site: Site;

  beforeAll(() => {
    site = buildSite(mkdtempSync(join(tmpdir(), "scaling-laws-site-")));
  });
  afterAll(() => rmSync(site.folder, { recursive: true, force: true }));

  it("is written without a warning", () => {
    expect(site.status, site.printed).toBe(0);
    expect(site.printed).not.toMatch(/\[(warning|error)\]/);
  });

  it("holds every page of the documents, under a name of its own", () => {
    const names = documents.map(nameOf);
    expect(new Set(names).size).toBe(documents.length);
    const pages = [...site.pages].filter(([path]) => path.startsWith("documents/")).map(([, text]) => text);
    const titles = pages.map((text) => /<title>([^|<]*)/.exec(text)?.[1]?.trim());
    expect(names.filter((name) => !titles.includes(name))).toEqual([]);
  });

  it("holds a page for every subpath", () => {
    const wanted = entries.map(({ subpath }) => (subpath === "." ? "index" : subpath.slice(2)));
    const modules = [...site.pages.keys()].filter((path) => path.startsWith("modules/"));
    expect(wanted.filter((name) => !modules.some((path) => path.includes(name.replaceAll("/", "_"))))).toEqual([]);
  });

  it("has no link and no picture that leads nowhere", () => {
    const broken = [...site.pages.keys()].flatMap((page) =>
      brokenTargets(site, page).map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("shows the pictures of the concept pages", () => {
    const pictures = [...site.pages.keys()].flatMap((page) => picturesOf(site, page));
    expect(pictures.filter((each) => each.endsWith(".svg")).length).toBeGreaterThanOrEqual(10);
  });
});
