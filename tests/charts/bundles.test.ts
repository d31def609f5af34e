import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { root } from "../package/manifest.ts";

interface ChartBundle {
  gzipBytes: number;
  /** The folders of src from which a byte comes, but for those that every chart needs. */
  domains: string[];
  packages: string[];
}

async function bundleOf(name: string): Promise<ChartBundle> {
  const result = await build({
    stdin: { contents: `export { ${name} } from "./src/charts/index.ts";`, resolveDir: root, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    metafile: true,
    logLevel: "silent",
    absWorkingDir: root,
    // As `sideEffects: false` of the package says.
    plugins: [
      {
        name: "free of side effects",
        setup(bundle) {
          bundle.onResolve({ filter: /^\./ }, async ({ path, ...rest }) => {
            if (rest.pluginData === "resolved") return;
            const found = await bundle.resolve(path, { ...rest, pluginData: "resolved" });
            return { ...found, sideEffects: false };
          });
        },
      },
    ],
  });
  const [output] = Object.values(result.metafile.outputs);
  const used = Object.entries(output!.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  const folders = used.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []);
  const common = ["charts", "numeric", "statistics"];
  return {
    gzipBytes: gzipSync(result.outputFiles[0]!.contents, { level: 9 }).length,
    domains: [...new Set(folders)].filter((folder) => !common.includes(folder)).sort(),
    packages: used.filter((path) => path.startsWith("node_modules/")),
  };
}

/**
 * Which domains a chart may bring along, and how many bytes it may weigh minified and compressed. Of a chart with a law,
 * 2 kB are the checks that predictions make of every law.
 */
const charts: Record<string, { domains: string[]; budget: number }> = {
  trendChart: { domains: ["trends"], budget: 11_500 },
  residualChart: { domains: ["trends"], budget: 8_300 },
  gapChart: { domains: ["parameter-gap"], budget: 6_900 },
  lossChart: { domains: ["loss-laws"], budget: 11_000 },
  isoFlopChart: { domains: ["loss-laws"], budget: 10_200 },
  densingChart: { domains: ["densing", "trends"], budget: 10_600 },
  performanceChart: { domains: ["densing"], budget: 10_500 },
  routingChart: { domains: ["routing"], budget: 11_500 },
  effectiveParameterCountChart: { domains: ["routing"], budget: 12_500 },
  comparisonChart: { domains: [], budget: 4_600 },
};

describe("the bundle of one chart", () => {
  for (const [name, { domains, budget }] of Object.entries(charts)) {
    it(`${name} holds the predictions of its own domain, no package, and less than ${budget / 1000} kB`, async () => {
      const bundle = await bundleOf(name);
      expect(bundle.domains).toEqual(domains);
      expect(bundle.packages).toEqual([]);
      expect(bundle.gzipBytes).toBeLessThan(budget);
      if (process.env["SHOW_SIZES"]) process.stdout.write(`${name} ${bundle.gzipBytes}\n`);
    });
  }
});
