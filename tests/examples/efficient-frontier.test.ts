import { describe, expect, test } from "vitest";
import { sharedPath } from "../reference/shared.ts";
import { runExample } from "./run-example.ts";

const points = sharedPath("data/chinchilla-points.csv");
const sweep = sharedPath("data/routed-sweep-final.csv");

describe("the efficient-frontier example", () => {
  test("answers from published laws alone, with bounds only where records are printed", () => {
    const { status, output } = runExample("efficient-frontier");
    expect(status).toBe(0);
    // Huber optimum of the replication at Gopher's budget: N 7.3190e10, D 1.3116e12 (reference, 50 digits).
    expect(output).toMatch(/dense and compute-optimal +73\.2 B +none/);
    expect(output).toMatch(/enough by .* [\d.]+ B +[\d.]+ B to [\d.]+ B/);
    expect(output).toMatch(/its tokens +1\.31 T +none/);
    expect(output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
    for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("refuses a budget that is none, in one sentence", () => {
    const { status, errors } = runExample("efficient-frontier", "", "", "much");
    expect(status).toBe(1);
    expect(errors.trim().split("\n").at(-1)).toMatch(/^(Expected|Cannot)/);
  });

  test.skipIf(points === null || sweep === null)("gives intervals from the files of both papers", () => {
    const { status, output } = runExample("efficient-frontier", points ?? "", sweep ?? "");
    expect(status).toBe(0);
    expect(output).toMatch(/dense and compute-optimal +73\.2 B +[\d.]+ B to [\d.]+ B/);
    expect(output).toMatch(/routed, 64 experts, same loss, per token +[\d.]+ B +[\d.]+ B to [\d.]+ B/);
    expect(output).toMatch(/middle exponent +[\d.]+ B +[\d.]+ B to [\d.]+ B/);
  });
});
