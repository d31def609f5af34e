import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildPage } from "../../examples/browser/build.ts";
import { serveFolder } from "../../examples/browser/server.ts";
import { type ModelRecord, parseModelTable, trendSeries } from "../../src/dataset/index.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { doublingTime, fitPiecewiseTrend, fitTrend, testForBreaks } from "../../src/trends/index.ts";
import { chromiumPath, launchChromium, type Watch, watch } from "./chromium.ts";
import { generatedTable } from "./generated-table.ts";
import { differences } from "./same-numbers.ts";

const systems = readFileSync(new URL("../../examples/data/notable-systems.csv", import.meta.url), "utf8");

/** The numbers that the page has to find in the embedded table, found here without the page's code. */
function expectedResults() {
  const { records } = parseModelTable(systems);
  const maker = (at: number): string => records[at]?.organizations[0] ?? `row ${at}`;
  const since = (year: string) => (record: ModelRecord) =>
    record.publicationDate !== null && record.publicationDate >= year;
  const recent = trendSeries(records, "trainingComputeFlop", { where: since("2010") });
  const all = trendSeries(records, "parameters");
  const language = trendSeries(records, "parameters", {
    where: (record) => record.domains.includes("Language") && since("2020")(record),
  });
  return {
    "Training compute, line since 2010": fitTrend(recent),
    "Training compute, line since 2010 clustered by organisation": fitTrend(recent, {
      interval: "cluster",
      clusters: recent.index.map(maker),
    }),
    "Parameters, one break": fitPiecewiseTrend(all, { breaks: { count: 1 }, continuous: true }),
    "Parameters, test for a break": testForBreaks(all, { continuous: true, errors: "wild" }),
    "Gaps in the sizes of language models": findParameterGaps(language.value, {
      organizations: language.index.map(maker),
      maxGaps: 4,
    }),
  };
}

describe.skipIf(chromiumPath === null)("the page in Chromium", { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "scaling-laws-page-"));
  let server: Server;
  let address: string;
  let browser: Browser;
  let page: Page;
  let seen: Watch;

  beforeAll(async () => {
    await buildPage(folder);
    ({ server, address } = await serveFolder(folder));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await browser.newPage();
    seen = watch(page);
    await page.goto(address);
  });
  afterEach(async () => {
    // Whatever a test did, nobody but the page's own server was asked for anything, and nothing complained.
    const foreign = seen.requests.filter((url) => !url.startsWith(address) && !/^(data|blob):/.test(url));
    await page.close();
    expect(foreign).toEqual([]);
    expect(seen.complaints).toEqual([]);
  });

  const file = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });
  const choose = (name: string, text: string): Promise<void> => page.setInputFiles("#file", file(name, text));
  const finished = (): Promise<void> => page.locator("#status", { hasText: /^Done/ }).waitFor({ timeout: 110_000 });

  async function drop(name: string, text: string): Promise<void> {
    const transfer = await page.evaluateHandle(
      `(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: "text/csv" }));
        return transfer;
      })()`,
    );
    await page.dispatchEvent("#drop", "drop", { dataTransfer: transfer });
  }

  async function downloaded(): Promise<Record<string, object>> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
    return JSON.parse(readFileSync(await download.path(), "utf8"));
  }

  test("computes from a dropped file what Node computes", async () => {
    await drop("notable-systems.csv", systems);
    await finished();
    const found = await downloaded();
    for (const [name, expected] of Object.entries(expectedResults())) {
      expect(differences(found[name], expected, name)).toEqual([]);
    }
    const months = doublingTime(expectedResults()["Training compute, line since 2010"]).doublingTimeMonths;
    const text = (await page.textContent("#report")) ?? "";
    expect(text).toContain(`Training compute has doubled every ${months?.estimate?.toPrecision(3)} months since 2010`);
    expect(text).toContain("228 systems, published 1952-01-01 to 2025-08-05");
  });

  test("draws every picture and puts the fits in words", async () => {
    await page.click("#sample");
    await finished();
    expect(await page.locator("#report figure .light svg").count()).toBe(7);
    expect(await page.locator("#report figure .dark svg").count()).toBe(7);
    expect(await page.locator(".waiting").count()).toBe(0);
    expect(await page.locator("#summaries details").count()).toBeGreaterThanOrEqual(10);
    expect(await page.locator("#summaries").textContent()).toContain("orders of magnitude a year");
    expect(await page.locator("body").innerText()).not.toMatch(/\b(NaN|undefined|Infinity|null)\b|\[object/);
  });

  test("takes a pasted table, by the keyboard alone", async () => {
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.insertText(systems);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await finished();
    expect(await page.textContent("#report")).toContain("What was read from the pasted table");
  });

  test("names the error of a file that is no table, and takes the next file", async () => {
    await choose("colours.csv", "colour,weight\nred,1\n");
    await page.locator("#error", { hasText: "colours.csv is not a table of models" }).waitFor();
    await choose("open.csv", 'Model,Publication date,Parameters\nA,2020-01-01,1e9\n"B,2021-01-01,2e9\n');
    await page.locator("#error", { hasText: /open\.csv is not a table of models: .*row/i }).waitFor();
    expect(await page.locator("#work").isVisible()).toBe(false);
    expect(await page.textContent("#report")).toBe("");
    await choose("good.csv", systems);
    await finished();
    expect(await page.textContent("#error")).toBe("");
  });

  test("names the row of a cell that cannot be read", async () => {
    const spoiled = systems.replace("2020-05-28", "28th of May");
    await choose("spoiled.csv", spoiled);
    await finished();
    const row = spoiled.split("\n").findIndex((line) => line.includes("28th of May"));
    const words = new RegExp(`Row ${row}: Expected a date .*"28th of May" \\(line ${row + 1}\\)`);
    expect(await page.locator("#report .note").allTextContents()).toContainEqual(expect.stringMatching(words));
  });

  test("shows markup in a file as text", async () => {
    const name = `<img src=x onerror="document.title='taken'"><b>bold`;
    await choose(`${name}.csv`, systems.replaceAll("Vision", `"${name.replaceAll('"', '""')}"`));
    await finished();
    expect(await page.textContent("#report")).toContain(name);
    expect(await page.locator("#report img, #report b, #report script").count()).toBe(0);
    expect(await page.title()).not.toBe("taken");
  });

  test("answers a person while a worker is busy with 10 000 rows, and can be stopped", async () => {
    await choose("large.csv", generatedTable(10_000));
    await page.locator("#status", { hasText: "the break and its interval" }).waitFor({ timeout: 110_000 });
    expect(page.workers()).toHaveLength(1);
    await page.click("summary");
    await page.fill("#text", "typed while it works");
    expect(await page.inputValue("#text")).toBe("typed while it works");
    expect(await page.locator("#report table").count()).toBeGreaterThan(0);
    expect(await page.locator("#work").isVisible()).toBe(true);
    expect(Number(await page.getAttribute("#progress", "value"))).toBeGreaterThan(0);
    expect(page.workers()).toHaveLength(1);
    await page.click("#cancel");
    await page.locator("#status", { hasText: "Cancelled" }).waitFor();
    // Chromium gives a worker in a loop two seconds before it ends it by force.
    await expect.poll(() => page.workers().length, { timeout: 30_000 }).toBe(0);
    expect(await page.locator("#work").isVisible()).toBe(false);
  });
});
