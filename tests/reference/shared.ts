import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = process.env["SCALING_LAWS_SHARED"] ?? join(repository, "../shared");
let said = false;

/**
 * Where a file of the shared reference folder is: `$SCALING_LAWS_SHARED`, or `shared` beside the repository.
 * Null, with one printed line, where the folder is absent: the test is then skipped.
 */
export function sharedPath(relative: string): string | null {
  const path = join(folder, relative);
  if (existsSync(path)) return path;
  if (!said) {
    said = true;
    console.log(`reference tests skipped: no shared/${relative} beside the repository`);
  }
  return null;
}
