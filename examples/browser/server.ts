import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

// A worker has a policy of its own, not the page's. vega compiles its expressions, which is eval; the worker may do that
// and load its scripts, and may connect to nothing.
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'";

/** Serves the files of one folder on this machine alone. */
export function serveFolder(folder: string, port = 0): Promise<{ server: Server; address: string }> {
  const server = createServer(async ({ url = "/", method }, response) => {
    const end = (status: number): void => void response.writeHead(status).end();
    if (method !== "GET" && method !== "HEAD") return end(405);
    const path = new URL(url, "http://localhost").pathname;
    const file = normalize(join(folder, decodeURIComponent(path === "/" ? "/index.html" : path)));
    const type = TYPES[extname(file)];
    if (!file.startsWith(folder + sep) || type === undefined) return end(404);
    try {
      const body = await readFile(file);
      response.writeHead(200, {
        "content-type": type,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        ...(path === "/worker.js" ? { "content-security-policy": WORKER_POLICY } : {}),
      });
      response.end(body);
    } catch {
      end(404);
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const at = server.address();
      resolve({ server, address: `http://localhost:${typeof at === "object" && at !== null ? at.port : port}/` });
    });
  });
}
