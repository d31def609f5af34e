import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Chromium is: where CHROMIUM says, or on PATH; null where it is not. */
function findChromium(): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [process.env["CHROMIUM"] ?? "", ...folders.flatMap((at) => NAMES.map((name) => join(at, name)))];
  return candidates.find((path) => path !== "" && isProgram(path)) ?? null;
}

export const chromiumPath: string | null = findChromium();
if (chromiumPath === null) {
  console.log("Chromium is not here: the tests in a browser are skipped. Name one in CHROMIUM, or put it on PATH.");
}

/** Chromium without a window, an account or a word to its maker. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? "",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** What a page asked for and complained of, gathered from now on. */
export interface Watch {
  requests: string[];
  complaints: string[];
}

export function watch(page: Page): Watch {
  const seen: Watch = { requests: [], complaints: [] };
  page.context().on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") seen.complaints.push(message.text());
  });
  page.on("pageerror", (error) => seen.complaints.push(error.message));
  return seen;
}
