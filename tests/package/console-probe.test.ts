import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { root } from "./manifest.ts";

/** What the compiler says of a source file placed in `src`, under the settings of `src`. */
function complaints(text: string): string[] {
  const settings = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root);
  const probe = join(root, "src", "probe.ts");
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === probe ? ts.createSourceFile(name, text, version) : read(name, version);
  const program = ts.createProgram([probe], options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, " "));
}

describe("a file in src", () => {
  for (const use of [
    'console.log("x");',
    'fetch("https://example.org");',
    "process.exit(1);",
    "setTimeout(() => {}, 1);",
    "window.alert();",
    'require("fs");',
    "Buffer.from([1]);",
    "new TextDecoder();",
  ]) {
    it(`does not compile with ${use}`, () => {
      const name = /\w+(?=[.(])/.exec(use)?.[0] ?? "";
      const found = complaints(`${use}\nexport {};\n`);
      expect(found.some((message) => message.startsWith(`Cannot find name '${name}'`))).toBe(true);
    });
  }

  it("does not compile with a Node module", () => {
    const found = complaints(
      'import { readFileSync } from "node:fs";\nexport const read: typeof readFileSync = readFileSync;\n',
    );
    expect(found.join()).toMatch(/Cannot find (name|module) 'node:fs'/);
  });

  it("compiles when it only computes", () => {
    expect(complaints("export const half = (x: number): number => x / 2;\n")).toEqual([]);
  });

  it("needs its exported types spelled out", () => {
    expect(complaints("export const half = (x: number) => x / 2;\n").join()).toMatch(/isolatedDeclarations/);
  });
});
