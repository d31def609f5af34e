/** Runs one case in a process of its own and prints the bytes it took at its peak beyond its input. Needs --expose-gc. */
import { type CaseName, cases, inputOf } from "./cases.ts";

const name = process.argv[2] as CaseName;
const n = Number(process.argv[3]);
const { call } = cases[name];
call(inputOf(name, 500));
const input = inputOf(name, n);
globalThis.gc?.();
const before = process.memoryUsage().rss;
const start = process.cpuUsage();
call(input);
const { user, system } = process.cpuUsage(start);
const peak = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ peakBytes: peak, milliseconds: (user + system) / 1000 }));
