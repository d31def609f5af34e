import ts from "typescript";
import { readText } from "../package/manifest.ts";

/** A block of TypeScript found in a document or in a doc comment. */
export interface Example {
  /** For example `src/trends/trend.ts:41`. */
  place: string;
  code: string;
}

/** A logged expression and the JSON the document promises for it. */
export interface Promised {
  text: string;
  expected: string;
}

/** The ```ts blocks of a text; a block marked otherwise (`ts no-run`, `sh`, ...) is not meant to run. */
function blocksOf(path: string, text: string, firstLine: number): Example[] {
  const blocks: Example[] = [];
  const fence = /^([ \t]*)```ts[ \t]*\n([\s\S]*?)^\1```[ \t]*$/gm;
  for (const match of text.matchAll(fence)) {
    const line = firstLine + text.slice(0, match.index).split("\n").length - 1;
    blocks.push({ place: `${path}:${line}`, code: match[2] ?? "" });
  }
  return blocks;
}

/** Where a block's relative imports start: the folder of the file that its first line names, else the root. */
export function folderOf(code: string): string {
  return /^\/\/ (src\/[a-z-]+)\/[a-z-]+\.ts\n/.exec(code)?.[1] ?? "";
}

export function markdownExamples(path: string): Example[] {
  return blocksOf(path, readText(path), 1);
}

/** The examples in the doc comments of a source file. */
export function sourceExamples(path: string): Example[] {
  const text = readText(path);
  const examples: Example[] = [];
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const plain = comment[0].replace(/^[ \t]*\*(?!\/) ?/gm, "");
    examples.push(...blocksOf(path, plain, text.slice(0, comment.index).split("\n").length));
  }
  return examples;
}

/**
 * Rewrites each `console.log(a); // => json` into `$log(i, a);`, and returns what each promises. A `console.log` without
 * a promise is only run.
 */
export function instrument(code: string): { code: string; promised: Promised[] } {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const promised: Promised[] = [];
  const edits: { from: number; to: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      const call = node.expression;
      if (call.expression.getText() === "console.log") {
        const after = /^[ \t]*\/\/ => (.*)$/m.exec(code.slice(node.end).split("\n", 1)[0] ?? "");
        const index = after === null ? -1 : promised.push({ text: node.getText(), expected: after[1]!.trim() }) - 1;
        edits.push({ from: call.getStart(), to: call.arguments.pos, text: `$log(${index}, ` });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let result = code;
  for (const edit of edits.reverse()) result = result.slice(0, edit.from) + edit.text + result.slice(edit.to);
  return { code: result, promised };
}
