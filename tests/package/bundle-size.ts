import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { requireBuild } from "./consumer.ts";
import { entries, root } from "./manifest.ts";

/** A consumer's bundle of the built package: minified, compressed, and which packages went into it. */
export interface Bundle {
  gzipBytes: number;
  packages: string[];
}

export async function bundleSize(snippet: string): Promise<Bundle> {
  requireBuild();
  const result = await build({
    stdin: { contents: snippet, resolveDir: root, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    metafile: true,
    logLevel: "silent",
    plugins: [
      {
        name: "scaling-laws as built",
        setup(bundle) {
          bundle.onResolve({ filter: /^scaling-laws(\/|$)/ }, ({ path }) => {
            const entry = entries.find((each) => each.specifier === path);
            return entry ? { path: join(root, entry.import.default), sideEffects: false } : undefined;
          });
        },
      },
    ],
  });
  const [output] = Object.values(result.metafile.outputs);
  const packages = new Set<string>();
  for (const [path, { bytesInOutput }] of Object.entries(output!.inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1];
    if (name !== undefined && bytesInOutput > 0) packages.add(name);
  }
  return { gzipBytes: gzipSync(result.outputFiles[0]!.contents, { level: 9 }).length, packages: [...packages].sort() };
}

/** The sizes measured last, by the name of the snippet. */
export const sizesFile: string = join(root, "tests/package/fixtures/sizes.json");

export function recordedSizes(): Record<string, number> {
  return JSON.parse(readFileSync(sizesFile, "utf8"));
}
