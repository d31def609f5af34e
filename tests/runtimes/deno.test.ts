import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consumer, installTarball } from "../package/consumer.ts";
import { entries, manifest } from "../package/manifest.ts";
import { goldenDifferences, goldenNumbers } from "./golden.ts";
import { denoEnvironment, findDeno, printedNumbers, temporaryFolder, writeGolden } from "./runtimes.ts";

const deno = findDeno("the packed package in Deno");

/** Code that touches something of every subpath, the error class across them, and types. */
const program = `
${entries.map(({ specifier }, i) => `import * as entry${i} from "${specifier}";`).join("\n")}
import { ScalingError } from "${manifest.name}/errors";
import type { Estimate, Prediction } from "${manifest.name}/statistics";
import { parseModelTable, trendSeries } from "${manifest.name}/dataset";
import { doublingTime, fitTrend, type Trend } from "${manifest.name}/trends";

const entries: object[] = [${entries.map((_, i) => `entry${i}`).join(", ")}];
const { records } = parseModelTable("Model,Publication date,Parameters\\nA,2020-01-01,1e9\\nB,2021-01-01,1e10\\nC,2022-01-01,2e11");
const trend: Trend = fitTrend(trendSeries(records, "parameters"), { level: 0.9 });
const slope: Estimate = trend.coefficients.slopeOomPerYear;
const months: Prediction | null = doublingTime(slope).doublingTimeMonths;
// @ts-expect-error a coefficient that a trend does not have
export const wrong: Estimate | undefined = trend.coefficients.break1;
let refused = false;
try {
  fitTrend({ year: [2020], value: [1] });
} catch (error) {
  refused = error instanceof ScalingError;
}
console.log(JSON.stringify({ names: entries.map((each) => Object.keys(each).length), months, refused }));
`;

/** What is denied without a flag: were the package to try one of these, Deno would end it with an error. */
const forbidden = [
  `Deno.readTextFileSync("package.json")`,
  `Deno.env.get("HOME")`,
  `Deno.writeTextFileSync("x", "")`,
  `await fetch("https://example.invalid")`,
];

describe.skipIf(deno === null)("the packed package in Deno", () => {
  const path = deno?.path ?? "";
  const cache = temporaryFolder("deno");
  let consumer: Consumer;
  let script: string;

  const start = (args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(path, args, { cwd: consumer.folder, env: denoEnvironment(cache.path), encoding: "utf8" });

  beforeAll(async () => {
    consumer = installTarball();
    script = await writeGolden(consumer);
    writeFileSync(join(consumer.folder, "use.ts"), program);
  });

  afterAll(() => {
    consumer?.remove();
    cache.remove();
  });

  it("passes the type check of a program that imports every subpath", () => {
    const { status, stderr } = start(["check", "--no-remote", "use.ts"]);
    expect([status, stderr.replace(/^Check .*\n/gm, "")]).toEqual([0, ""]);
  });

  it("fails the type check of a program that is wrong", () => {
    writeFileSync(join(consumer.folder, "wrong.ts"), program.replace("Prediction | null = ", "string = "));
    expect(start(["check", "--no-remote", "wrong.ts"]).status).not.toBe(0);
  });

  it("runs without any permission: it reads nothing, writes nothing, asks nobody", () => {
    const { status, stdout, stderr } = start(["run", "--no-remote", "use.ts"]);
    expect([status, stderr]).toEqual([0, ""]);
    const { names, months, refused } = JSON.parse(stdout);
    expect(names).toHaveLength(entries.length);
    for (const count of names) expect(count).toBeGreaterThan(0);
    expect([typeof months.estimate, refused]).toEqual(["number", true]);
  });

  it("would not, had it tried", () => {
    for (const [i, code] of forbidden.entries()) {
      writeFileSync(join(consumer.folder, `forbidden${i}.ts`), code);
      const { status, stderr } = start(["run", "--no-remote", `forbidden${i}.ts`]);
      expect(status, code).not.toBe(0);
      expect(stderr, code).toContain("NotCapable");
    }
  });

  it("gives the golden numbers, without any permission too", () => {
    const found = printedNumbers(path, ["run", "--no-remote", script], {
      cwd: consumer.folder,
      env: denoEnvironment(cache.path),
    });
    expect(goldenDifferences(goldenNumbers(), found)).toEqual([]);
  });
});
