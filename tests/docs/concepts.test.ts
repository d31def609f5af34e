import { describe, expect, it } from "vitest";
import { filesBelow, readText } from "../package/manifest.ts";

const HEADINGS = ["The question", "The formula", "Assumptions", "When it fails", "Source", "A worked example"];

describe("every page of a concept", () => {
  for (const path of filesBelow("docs/concepts", ".md")) {
    const text = readText(path).replace(/^```[\s\S]*?^```/gm, "```");
    const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]!);
    const section = (name: string): string => (text.split(`\n## ${name}\n`)[1] ?? "").split("\n## ")[0] ?? "";

    it(`${path} has the same headings in the same order`, () => {
      expect(headings.filter((heading) => heading !== "In detail")).toEqual(HEADINGS);
      expect(headings.indexOf("In detail")).toSatisfy((at: number) => at === -1 || at === HEADINGS.length);
    });

    it(`${path} has a table of symbols with units, and a worked example with code and a picture`, () => {
      expect(section("The formula")).toMatch(/\| Unit \|\n/);
      expect(section("A worked example")).toMatch(/```/);
      expect(section("A worked example")).toMatch(/!\[.{40,}\]\(\.\.\/pictures\/[a-z-]+\.svg\)/);
    });
  }
});
