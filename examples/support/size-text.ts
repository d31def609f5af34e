import { formatSi } from "scaling-laws/report";

/** A number of parameters or tokens as the field writes it: 405B, 15.6T. */
export function sizeText(size: number | null): string {
  return size === null ? "none" : formatSi(size).replace(" ", "").replace("G", "B");
}
