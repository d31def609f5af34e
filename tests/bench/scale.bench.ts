/**
 * Peak memory and processor time of calls on large columns, each in a process of its own.
 * Goal: at most three copies of the input at the peak, which the profile of a jump does not meet.
 */
import { type CaseName, cases } from "../scale/cases.ts";
import { peakOf } from "../scale/peak-memory.ts";

for (const name of Object.keys(cases) as CaseName[]) {
  const { n, bytes } = cases[name];
  const { peakBytes, milliseconds } = peakOf(name, n);
  const copies = (peakBytes / (bytes * n)).toFixed(1);
  console.log(
    `${name.padEnd(24)}${n.toLocaleString("en").padStart(12)} points${(peakBytes / 1e6).toFixed(0).padStart(6)} MB` +
      `${copies.padStart(6)} copies${milliseconds.toFixed(0).padStart(7)} ms`,
  );
}
