import type { Source } from "../statistics/law.ts";

const PAPER =
  "Xiao et al. 2025, Densing law of LLMs, Nature Machine Intelligence 7, 1823-1833 (arXiv 2412.04315 of December 2024)";

/** Where a number of the paper stands; of the journal unless another version is named. */
export function xiaoSource(
  where: string,
  status: Source["status"],
  version = "Nature Machine Intelligence, November 2025",
): Source {
  return { paper: PAPER, where, version, status };
}
