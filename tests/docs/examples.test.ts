import { describe, expect, it } from "vitest";
import { filesBelow, sourceFiles } from "../package/manifest.ts";
import { markdownExamples, sourceExamples } from "./examples.ts";
import { runExample } from "./run-example.ts";

const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesBelow("docs", ".md")].filter(
  (path) => !path.startsWith("docs/api/"),
);

describe("the examples of the documents", () => {
  for (const example of documents.flatMap(markdownExamples)) {
    it(`${example.place} runs and prints what it says`, async () => {
      expect((await runExample(example)).differences).toEqual([]);
    });
  }

  it("include the README's", () => {
    expect(markdownExamples("README.md").length).toBeGreaterThan(0);
  });
});

describe("the examples of the source", () => {
  for (const example of sourceFiles.flatMap(sourceExamples)) {
    it(`${example.place} runs and prints what it says`, async () => {
      const { differences, checked } = await runExample(example);
      expect(differences).toEqual([]);
      expect(checked).toBeGreaterThan(0);
    });
  }
});
