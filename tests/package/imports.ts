import ts from "typescript";
import { readText } from "./manifest.ts";

export interface ImportLine {
  specifier: string;
  /** Erased by the compiler: `import type` or `export type`. */
  typeOnly: boolean;
  line: number;
}

/** Every module a source file names, in imports, re-exports, `import()` expressions and `import("x").Y` types. */
export function importsOf(path: string): ImportLine[] {
  const source = ts.createSourceFile(path, readText(path), ts.ScriptTarget.ES2022, true);
  const found: ImportLine[] = [];
  const add = (specifier: ts.Node, typeOnly: boolean): void => {
    if (!ts.isStringLiteralLike(specifier)) throw new Error(`${path}: a module name that is no string`);
    const line = source.getLineAndCharacterOfPosition(specifier.getStart()).line + 1;
    found.push({ specifier: specifier.text, typeOnly, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0]!, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
