import { join } from "node:path";
import ts from "typescript";
import { entries, root } from "./manifest.ts";

/** A name that a subpath exports. */
export interface PublicName {
  name: string;
  kind: "function" | "class" | "value" | "type" | "namespace";
  /** The text of its doc comment, and its block tags. */
  comment: string;
  tags: { name: string; text: string }[];
  /** The file that declares it, relative to the root. */
  file: string;
  /** The declaration's own text. */
  declaration: string;
}

function kindOf(symbol: ts.Symbol, typeOnly: boolean): PublicName["kind"] {
  if (typeOnly) return "type";
  if (symbol.flags & ts.SymbolFlags.Function) return "function";
  if (symbol.flags & ts.SymbolFlags.Class) return "class";
  if (symbol.flags & ts.SymbolFlags.ValueModule) return "namespace";
  return symbol.flags & ts.SymbolFlags.Value ? "value" : "type";
}

/** Every exported name of every subpath, from the source and in alphabetical order. */
export function publicNames(): Map<string, PublicName[]> {
  const settings = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root);
  const program = ts.createProgram(
    entries.map((entry) => join(root, entry.source)),
    options,
  );
  const checker = program.getTypeChecker();
  const found = new Map<string, PublicName[]>();
  for (const entry of entries) {
    const source = program.getSourceFile(join(root, entry.source));
    const module = source && checker.getSymbolAtLocation(source);
    if (source === undefined || module === undefined) throw new Error(`${entry.source} exports nothing`);
    const names = checker.getExportsOfModule(module).map((exported): PublicName => {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      const typeOnly = exported.declarations?.some((node) => ts.isTypeOnlyExportDeclaration(node)) ?? false;
      const declared = symbol.declarations?.[0];
      return {
        name: exported.name,
        kind: kindOf(symbol, typeOnly),
        comment: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        tags: symbol.getJsDocTags(checker).map((tag) => ({ name: tag.name, text: ts.displayPartsToString(tag.text) })),
        file: declared === undefined ? "" : declared.getSourceFile().fileName.slice(root.length),
        declaration: declared?.getText() ?? "",
      };
    });
    found.set(
      entry.subpath,
      names.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }
  return found;
}
