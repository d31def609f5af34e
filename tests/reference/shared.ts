import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
let announced = false;

/**
 * The path of a file of the reference material, which lies beside the repository (or where SCALING_LAWS_SHARED says).
 * Null, with one printed line, where it is not there: tests that need it are then skipped.
 */
export function sharedPath(relative: string): string | null {
  const folders = [process.env["SCALING_LAWS_SHARED"], join(root, "..", "shared")];
  for (const folder of folders) {
    if (folder === undefined) continue;
    const path = join(folder, relative);
    if (existsSync(path)) return path;
  }
  if (!announced) {
    announced = true;
    console.log(`Reference material is not here (${relative}); the tests that need it are skipped.`);
  }
  return null;
}
