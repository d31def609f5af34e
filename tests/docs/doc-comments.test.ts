import { describe, expect, it } from "vitest";
import { type PublicName, publicNames } from "../package/public-names.ts";

const everyName = new Map<string, PublicName>();
for (const list of publicNames().values()) for (const each of list) everyName.set(`${each.file} ${each.name}`, each);

const functions = [...everyName.values()].filter((each) => each.kind === "function" || each.kind === "class");

const tagsOf = (each: PublicName, name: string): string[] =>
  each.tags.filter((tag) => tag.name === name).map((tag) => tag.text);

describe("the doc comment of", () => {
  for (const each of functions) {
    it(`${each.name} says what it does and shows it`, () => {
      expect(each.comment.length, "a sentence").toBeGreaterThan(20);
      expect(tagsOf(each, "example"), "one example").toHaveLength(1);
      expect(tagsOf(each, "example")[0]).toMatch(/from "scaling-laws(\/[a-z-]+)?"/);
    });

    if (/\bthrow new ScalingError\b/.test(each.declaration) && each.kind === "function") {
      it(`${each.name} says when it throws`, () => {
        expect(tagsOf(each, "throws").length).toBeGreaterThan(0);
      });
    }
  }

  it("every public type says what it is", () => {
    const bare = [...everyName.values()].filter((each) => each.kind === "type" && each.comment.trim() === "");
    expect(bare.map((each) => `${each.file} ${each.name}`)).toEqual([]);
  });
});
