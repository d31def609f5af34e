import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExampleRun, runExample } from "../examples/run-example.ts";
import { chromiumPath, launchChromium, type Watch, watch } from "./chromium.ts";

const embedded = new URL("../../examples/data/notable-systems.csv", import.meta.url);

/** Words of each part of the terminal's report by heading; pictures in characters, bullets and rules left out. */
function terminalParts(output: string): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  const lines = output.split("\n");
  let words: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (/^-{5,}$/.test(lines[i + 1] ?? "")) {
      words = [];
      parts.set(line, words);
    } else if (!/^-{5,}$/.test(line) && !/^ *(1e\d+)? *\||^ *\w+ \+-{9}|^ {11}\d{4} |one system {3}o two/.test(line)) {
      words.push(...line.split(/\s+/).filter((word) => word !== "" && word !== "*"));
    }
  }
  return parts;
}

/** The same of the page. */
async function pageParts(page: Page): Promise<Map<string, string[]>> {
  const parts: [string, string[]][] = await page.evaluate(`
    [...document.querySelectorAll("main section")].map((section) => [
      section.querySelector("h2").textContent,
      [...section.querySelectorAll("h3, p, th, td, li")].flatMap((each) => each.textContent.split(/\\s+/)).filter(Boolean),
    ])`);
  return new Map(parts);
}

describe.skipIf(chromiumPath === null)("the demo's page in Chromium", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "scaling-laws-report-"));
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function demo(table: string): Promise<{ run: ExampleRun; page: Page; seen: Watch; html: string }> {
    const path = join(folder, "report.html");
    const run = runExample("demo", table, path);
    const page = await browser.newPage();
    const seen = watch(page);
    await page.goto(pathToFileURL(path).href);
    return { run, page, seen, html: readFileSync(path, "utf8") };
  }

  test("needs nothing but itself and says what the terminal says, with pictures", async () => {
    const { run, page, seen, html } = await demo(embedded.pathname);
    expect(run.status).toBe(0);
    expect(seen.requests).toHaveLength(1);
    expect(seen.complaints).toEqual([]);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|\bsrc=|url\((?!#)/);

    const [terminal, shown] = [terminalParts(run.output), await pageParts(page)];
    expect(terminal.size).toBeGreaterThanOrEqual(9);
    for (const [heading, words] of terminal) expect(shown.get(heading), heading).toEqual(words);

    const pictures: [string, number][] = await page.evaluate(`
      [...document.querySelectorAll("main section")].map((section) => [
        section.querySelector("h2").textContent,
        section.querySelectorAll("figure .light svg").length,
      ])`);
    const numbered = pictures.filter(([heading]) => /^([3-9]|\d\d)\. /.test(heading));
    for (const [heading, count] of numbered) expect(count, heading).toBeGreaterThan(0);
    expect(await page.locator("body").innerText()).not.toMatch(/\b(NaN|undefined|Infinity)\b|\[object/);
    await page.close();
  });

  test("turns its pictures with the colour scheme, prints light, and fits a phone", async () => {
    const { page } = await demo(embedded.pathname);
    const shown = (look: string): Promise<boolean> => page.locator(`figure .${look}`).first().isVisible();
    await page.emulateMedia({ colorScheme: "dark" });
    expect([await shown("light"), await shown("dark")]).toEqual([false, true]);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    expect([await shown("light"), await shown("dark")]).toEqual([true, false]);
    await page.emulateMedia({ colorScheme: "light", media: "screen" });
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.close();
  });

  test("shows markup in a table as text", async () => {
    const hostile = `</td></style><script>document.title='taken'</script><img src=x onerror="document.title='taken'"> & more`;
    const path = join(folder, "<b>table.csv");
    const quoted = `"${hostile.replaceAll('"', '""')}"`;
    const text = readFileSync(embedded, "utf8")
      .replaceAll(/(?<=,)Vision(?=,)/g, quoted)
      .replace("2020-05-28", quoted);
    writeFileSync(path, text);
    const { run, page, seen } = await demo(path);
    expect(run.status).toBe(0);
    expect(await page.title()).toBe("How fast do machine learning systems grow?");
    expect(await page.locator("img, script, iframe, b").count()).toBe(0);
    expect(await page.locator("body").innerText()).toContain(
      "</td></style><script>document.title='taken'</script><img src=",
    );
    expect(seen.requests).toHaveLength(1);
    expect(seen.complaints).toEqual([]);
    await page.close();
  });
});
