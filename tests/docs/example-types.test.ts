import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesBelow, root, sourceFiles } from "../package/manifest.ts";
import { folderOf, markdownExamples, sourceExamples } from "./examples.ts";

/** Compiles texts beside each other as a strict consumer would; returns what the compiler says, by text. */
function complaints(texts: Map<string, string>): string[] {
  const settings = ts.readConfigFile(join(root, "tsconfig.tests.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root);
  const strict: ts.CompilerOptions = {
    ...options,
    // A reader pastes an example into a project that is strict, no more.
    noUncheckedIndexedAccess: false,
    noPropertyAccessFromIndexSignature: false,
    noUnusedLocals: false,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  };
  const files = new Map(
    [...texts].map(([place, text], i) => [join(root, folderOf(text), `example-${i}.ts`), { place, text }]),
  );
  const host = ts.createCompilerHost(strict);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    const file = files.get(name);
    return file === undefined ? read(name, version) : ts.createSourceFile(name, `${file.text}\nexport {};\n`, version);
  };
  const program = ts.createProgram([...files.keys()], strict, host);
  return [...files].flatMap(([name, { place }]) => {
    const source = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((each) => `${place}: ${ts.flattenDiagnosticMessageText(each.messageText, " ")}`);
  });
}

describe("the examples", () => {
  it("of the documents and doc comments compile in a strict project", () => {
    const documents = ["README.md", ...filesBelow("docs", ".md")].filter((path) => !path.startsWith("docs/api/"));
    const examples = [...documents.flatMap(markdownExamples), ...sourceFiles.flatMap(sourceExamples)];
    expect(complaints(new Map(examples.map(({ place, code }) => [place, code])))).toEqual([]);
  });

  it("would not, were their types wrong", () => {
    expect(complaints(new Map([["here", "const x: string = 1;"]]))).toHaveLength(1);
  });
});
