// Builds the page and serves it on this machine: npm run browser, or PORT=9000 npm run browser.
import { rmSync } from "node:fs";
import { buildPage, PAGE_FOLDER } from "./build.ts";
import { serveFolder } from "./server.ts";

rmSync(PAGE_FOLDER, { recursive: true, force: true });
await buildPage(PAGE_FOLDER);
const { address } = await serveFolder(PAGE_FOLDER, Number(process.env["PORT"] ?? 8080));
process.stdout.write(`The page is at ${address} (Ctrl+C ends it)\n`);
