import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleSubpaths, importMap, subpathFiles } from "../../examples/browser/build.ts";
import { serveFolder } from "../../examples/browser/server.ts";
import { root } from "../package/manifest.ts";
import { goldenDifferences, goldenNumbers } from "../runtimes/golden.ts";
import { chromiumPath, launchChromium, watch } from "./chromium.ts";

const PAGE = `<!doctype html>
<html lang="en"><head><title>golden</title><link rel="icon" href="data:,">
<script type="importmap">${importMap("./scaling-laws")}</script>
<script type="module" src="./golden.js"></script></head><body></body></html>`;

/** The shared suite as a module that leaves the library to the import map, and asks for every subpath. */
function suite(): string {
  const all = Object.keys(subpathFiles()).map(
    (name) => `import * as module${name.replaceAll("-", "")} from "scaling-laws/${name}";`,
  );
  const names = Object.keys(subpathFiles()).map((name) => `"${name}": Object.keys(module${name.replaceAll("-", "")})`);
  return `${all.join("\n")}
import { goldenNumbers } from "./golden.ts";
globalThis.found = { numbers: goldenNumbers(), exports: { ${names.join(", ")} } };`;
}

describe.skipIf(chromiumPath === null)("the subpaths as ES modules in Chromium", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "scaling-laws-golden-"));
  let server: Server;
  let address: string;
  let browser: Browser;

  beforeAll(async () => {
    await bundleSubpaths(join(folder, "scaling-laws"));
    await build({
      stdin: { contents: suite(), resolveDir: join(root, "tests", "runtimes"), loader: "js" },
      bundle: true,
      format: "esm",
      target: "es2022",
      external: ["scaling-laws/*"],
      outfile: join(folder, "golden.js"),
      tsconfigRaw: "{}",
    });
    writeFileSync(join(folder, "index.html"), PAGE);
    ({ server, address } = await serveFolder(folder));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  test("load through an import map and give the golden numbers", async () => {
    const page = await browser.newPage();
    const seen = watch(page);
    await page.goto(address);
    await page.waitForFunction("globalThis.found !== undefined", null, { timeout: 110_000 });
    const found: { numbers: Record<string, number>; exports: Record<string, string[]> } =
      await page.evaluate("globalThis.found");
    expect(goldenDifferences(goldenNumbers(), found.numbers)).toEqual([]);
    expect(Object.keys(found.numbers).length).toBeGreaterThan(20);
    for (const [name, exported] of Object.entries(found.exports)) expect(exported, name).not.toEqual([]);
    expect(seen.requests.filter((url) => !url.startsWith(address) && !url.startsWith("data:"))).toEqual([]);
    expect(seen.complaints).toEqual([]);
  });
});
