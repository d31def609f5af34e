import { describe, expect, it } from "vitest";
import { type CaseName, cases } from "./cases.ts";
import { peakOf } from "./peak-memory.ts";

/** What compiled code and a growing heap take, whatever the input. */
const FIXED_BYTES = 40e6;

// What was measured once is 1.5 copies for lines, 2 for the scan, 2.3 to 2.9 for a break, 4.9 for the profile of a jump:
// the limits leave room for the collector, and none for another copy of everything.
describe("the memory of a call on large columns", () => {
  for (const name of Object.keys(cases) as CaseName[]) {
    const { tested, bytes, copies } = cases[name];
    it(`is at most ${copies} copies of the input for ${name} of ${tested.toLocaleString("en")} points`, () => {
      expect(peakOf(name, tested).peakBytes).toBeLessThan(copies * bytes * tested + FIXED_BYTES);
    });
  }
});
