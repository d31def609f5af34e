import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow, readText, root } from "../package/manifest.ts";
import { documentPictures, drawingDifference, drawPicture } from "./pictures.ts";

const pictures = documentPictures();
const LARGEST_BYTES = 60_000;

describe("the pictures of the documents", () => {
  for (const picture of pictures) {
    it(`${picture.path} shows what the block above it computes; npm run pictures draws it again`, async () => {
      expect(existsSync(join(root, picture.path)), "drawn").toBe(true);
      expect(drawingDifference(await drawPicture(picture), readText(picture.path))).toBeNull();
    });

    it(`${picture.path} is small and has a ground of its own`, () => {
      const svg = readText(picture.path);
      expect(svg.length).toBeLessThan(LARGEST_BYTES);
      expect(svg).toMatch(/<rect width="\d+" height="\d+" fill="#fff/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
    });
  }

  it("are all shown somewhere", () => {
    const shown = new Set(pictures.map((picture) => picture.path));
    expect(filesBelow("docs/pictures", ".svg").filter((path) => !shown.has(path))).toEqual([]);
  });

  it("have a text for those who do not see them", () => {
    const documents = filesBelow("docs", ".md").filter((path) => !path.startsWith("docs/api/"));
    const bare = documents.filter((path) => /^!\[.{0,20}\]\(/m.test(readText(path)));
    expect(bare).toEqual([]);
  });
});

describe("two drawings", () => {
  it("are the same when only last digits differ", () => {
    expect(drawingDifference('<path d="M1.2,3.4"/>', '<path d="M1.3,3.4"/>')).toBeNull();
  });

  it("differ in a number, a word or a mark", () => {
    expect(drawingDifference('<path d="M1.2,3.4"/>', '<path d="M1.2,9.4"/>')).toMatch(/3.4/);
    expect(drawingDifference("<text>doubles</text>", "<text>halves</text>")).not.toBeNull();
    expect(drawingDifference("<g/>", "<g/><g/>")).not.toBeNull();
  });
});
