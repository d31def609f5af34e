import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Block } from "./blocks.ts";
import { drawPicture } from "./draw.ts";
import { htmlReport } from "./html-report.ts";
import { reportSources } from "./report-sources.ts";

/** Writes blocks as one self-contained page; `file` names the table they speak of, null for that of the repository. */
export async function writeReport(blocks: readonly Block[], file: string | null, path: string): Promise<void> {
  const css = readFileSync(new URL("report.css", import.meta.url), "utf8");
  const html = await htmlReport({ blocks, sources: reportSources(file), css, draw: drawPicture });
  mkdirSync(dirname(path), { recursive: true });
  // Whoever has the page open, or writes it at the same time, never meets half of one.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, html);
  renameSync(unfinished, path);
}
