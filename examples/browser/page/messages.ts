// What the page and its worker say to each other.

import type { Summarizable } from "scaling-laws/report";

export interface Request {
  name: string;
  content: Blob | string;
}

export type Reply =
  /** A step begins; `total` is how many there are at most. */
  | { kind: "step"; label: string; done: number; total: number }
  /** A part of the report; `picture` names the place of a picture that is drawn later. */
  | { kind: "block"; html: string; picture: number | null }
  | { kind: "picture"; picture: number; html: string }
  | { kind: "result"; name: string; value: Summarizable }
  /** The table cannot be used, in words. */
  | { kind: "refused"; message: string }
  | { kind: "done"; systems: number };
