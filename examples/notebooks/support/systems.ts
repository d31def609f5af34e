import { readFileSync } from "node:fs";

/** The embedded table of notable systems, as text. */
export function notableSystems(): string {
  return readFileSync(new URL("../../data/notable-systems.csv", import.meta.url), "utf8");
}
