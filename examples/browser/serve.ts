// Builds the page and serves it on this machine: npm run browser, or PORT=9000 npm run browser.
import { rmSync } from "node:fs";
import { buildPage, PAGE_FOLDER } from "./build.ts";
import { serveFolder } from "./server.ts";

rmSync(PAGE_FOLDER, { recursive: true, force: true });
await buildPage(PAGE_FOLDER);
const port = Number(process.env["PORT"] ?? 8080);
try {
  const { address } = await serveFolder(PAGE_FOLDER, port);
  process.stdout.write(`The page is at ${address} (Ctrl+C ends it)\n`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Cannot serve the page on port ${port}: ${reason}. Another port: PORT=9000 npm run browser\n`);
  process.exitCode = 1;
}
