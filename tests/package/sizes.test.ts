import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundleSize, recordedSizes, sizesFile } from "./bundle-size.ts";

interface Snippet {
  code: string;
  /** The promise, in bytes. */
  budget: number;
}

const snippets: Record<string, Snippet> = {
  convertGrowth: {
    code: 'export { convertGrowth } from "scaling-laws/trends";',
    budget: 800,
  },
  "fitTrend + doublingTime": {
    code: 'export { doublingTime, fitTrend } from "scaling-laws/trends";',
    budget: 6_000,
  },
  fitPiecewiseTrend: {
    code: 'export { fitPiecewiseTrend } from "scaling-laws/trends";',
    budget: 11_000,
  },
  findParameterGaps: {
    code: 'export { findParameterGaps } from "scaling-laws/parameter-gap";',
    budget: 9_000,
  },
  fitLossLaw: {
    code: 'export { fitLossLaw } from "scaling-laws/loss-laws";',
    budget: 27_000,
  },
  "fitPerformanceCurve + effectiveParameterSize + fitDensingLaw": {
    code: 'export { capacityDensity, effectiveParameterSize, fitDensingLaw, fitPerformanceCurve } from "scaling-laws/densing";',
    budget: 29_000,
  },
  fitRoutingLaw: {
    code: 'export { fitRoutingLaw } from "scaling-laws/routing";',
    budget: 27_000,
  },
  effectiveParameterCount: {
    code: 'import { clark2022 } from "scaling-laws/published"; import { effectiveParameterCount } from "scaling-laws/routing"; export const count = (at) => effectiveParameterCount(clark2022.sBase, at);',
    budget: 1_000,
  },
  effectiveParameterCountInterval: {
    code: 'export { effectiveParameterCountInterval } from "scaling-laws/routing";',
    budget: 3_000,
  },
  parseModelTable: {
    code: 'export { parseModelTable } from "scaling-laws/dataset";',
    budget: 19_000,
  },
};

const subpathTrend = 'export { fitTrend } from "scaling-laws/trends";';
const rootTrend = 'export { fitTrend } from "scaling-laws";';

const measured: Record<string, Bundle> = {};

beforeAll(async () => {
  for (const [name, { code }] of Object.entries(snippets)) measured[name] = await bundleSize(code);
  // UPDATE_SIZES=1 npm test records what is measured; the difference then shows in review.
  if (process.env["UPDATE_SIZES"] || !(existsSync(sizesFile) || process.env["CI"])) {
    const sizes = Object.fromEntries(Object.entries(measured).map(([name, { gzipBytes }]) => [name, gzipBytes]));
    mkdirSync(dirname(sizesFile), { recursive: true });
    writeFileSync(sizesFile, `${JSON.stringify(sizes, null, 2)}\n`);
  }
});

describe("a consumer's bundle, minified and compressed,", () => {
  for (const [name, { budget }] of Object.entries(snippets)) {
    it(`of ${name} stays under ${budget / 1000} kB`, () => {
      expect(measured[name]!.gzipBytes).toBeLessThan(budget);
    });

    it(`of ${name} is as large as recorded, within 2 % for other versions of zlib`, () => {
      const recorded = recordedSizes()[name] ?? 0;
      expect(Math.abs(measured[name]!.gzipBytes / recorded - 1)).toBeLessThan(0.02);
    });

    it(`of ${name} holds no ml-* package`, () => {
      expect(measured[name]!.packages.filter((each) => each.startsWith("ml-"))).toEqual([]);
    });
  }

  it("of the readers is the only one with zod or a CSV parser in it", () => {
    for (const name of Object.keys(snippets)) {
      if (name === "parseModelTable") continue;
      expect(measured[name]!.packages).toEqual([]);
    }
  });

  it("of a function imported from the root is at most 10 % larger than from its subpath", async () => {
    const [fromRoot, fromSubpath] = await Promise.all([bundleSize(rootTrend), bundleSize(subpathTrend)]);
    expect(fromRoot.gzipBytes).toBeLessThanOrEqual(1.1 * fromSubpath.gzipBytes);
    expect(fromRoot.packages).toEqual(fromSubpath.packages);
  });
});
