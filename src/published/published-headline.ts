import type { Source } from "../statistics/law.ts";

/** A number of the paper's text or captions, next to its tables. */
export interface PublishedHeadline {
  /** What is stated. */
  about: string;
  /** As printed; several where the paper says several things. */
  printed: string;
  /** The numbers of `printed`, in its order. */
  values: number[];
  /** Where it stands, and how it came to us. */
  source: Source;
}
