import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow, readText, root } from "../package/manifest.ts";

const documents = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...filesBelow("docs", ".md").filter((path) => !path.startsWith("docs/api/")),
];

/** The anchors a page offers: its headings in the form that hosts of Markdown give them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("docs/README.md", () => {
  it("leads to every page", () => {
    const text = readText("docs/README.md");
    const pages = documents.filter((path) => path.startsWith("docs/") && path !== "docs/README.md");
    expect(pages.filter((path) => !text.includes(`(${path.slice("docs/".length)})`))).toEqual([]);
  });
});

describe("links between the documents", () => {
  for (const path of documents) {
    it(`resolve in ${path}`, () => {
      const text = readText(path).replace(/^```[\s\S]*?^```/gm, "");
      const broken: string[] = [];
      for (const [, target = ""] of text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)) {
        if (/^(https?|mailto):/.test(target)) continue;
        const [file = "", anchor] = target.split("#");
        const page = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
        // The API pages are made by `npm run docs`.
        if (page.startsWith("docs/api")) continue;
        if (!existsSync(join(root, page))) broken.push(target);
        else if (anchor !== undefined && !anchorsOf(readText(page)).includes(anchor)) broken.push(target);
      }
      expect(broken).toEqual([]);
    });
  }
});
