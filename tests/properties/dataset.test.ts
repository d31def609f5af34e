import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { decimalYear } from "../../src/dataset/dates.ts";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import { parseScoreTable } from "../../src/dataset/score-table.ts";
import { readTable } from "../../src/dataset/table.ts";
import { ScalingError } from "../../src/errors.ts";

const runs = { numRuns: 300, seed: 11 };
const cell = fc.string({ unit: fc.constantFrom("a", "1", '"', ",", ";", "\n", " ", "é", "|", "\t"), maxLength: 8 });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A table of 2 to 4 columns whose header is plain, so that the separator is the comma. */
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
const header = (width: number): string[] => ["h1", "h2", "h3", "h4"].slice(0, width);

describe("readTable, whatever the cells", () => {
  it("reads back what was quoted, with any line end and separator", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.boolean(),
        (rows, end, separator, last) => {
          const lines = [header(rows[0]!.length), ...rows.map((row) => row.map(quoted))];
          const text = lines.map((line) => line.join(separator)).join(end) + (last ? end : "");
          expect(readTable(text).rows.map((row) => row.cells)).toEqual(rows);
        },
      ),
      runs,
    );
  });

  it("agrees with papaparse wherever that finds nothing malformed", () => {
    const line = fc.string({ unit: fc.constantFrom("a", "1", '"', ",", " ", "\n", '"",'), maxLength: 30 });
    let compared = 0;
    fc.assert(
      fc.property(line, (body) => {
        const text = `h1,h2\nx,y\n${body}`;
        const peer = Papa.parse(text, { delimiter: ",", newline: "\n" });
        if (peer.errors.length > 0) return;
        compared++;
        const rows = peer.data.slice(1).filter((row) => row.length > 1 || row[0]!.trim() !== "");
        const ours = readTable(text).rows.filter((row) => row.cells.length > 1 || row.cells[0]!.trim() !== "");
        expect(ours.map((row) => row.cells)).toEqual(rows);
      }),
      { ...runs, numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

const anyText = fc.string({ unit: "binary", maxLength: 60 });
const dirt = fc.string({
  unit: fc.constantFrom('"', ",", "\n", "\r", "a", "0", "$", "-", "\u00a0", "\0"),
  maxLength: 60,
});

describe("the readers, whatever the text", () => {
  it("answer or refuse with a ScalingError, and account for every row", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, dirt), fc.boolean(), (body, scores) => {
        const text = `Model,Publication date,Parameters\n${body}`;
        try {
          const kept = scores ? parseScoreTable(text) : parseModelTable(text);
          const records = "models" in kept ? kept.models : kept.records;
          const lost = kept.rejected.filter((each) => each.field === null || each.field === "name");
          expect(records.length + lost.length).toBe(readTable(text).rows.length);
          for (const { parameters } of records) expect(parameters === null || parameters > 0).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ScalingError);
        }
      }),
      { ...runs, numRuns: 1500 },
    );
  });

  it("give plain JSON", () => {
    fc.assert(
      fc.property(dirt, (body) => {
        const result = parseModelTable(`Model,Publication date,Parameters\na,2020,1\n${body.replace(/["\0]/g, "")}`);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      runs,
    );
  });
});

describe("decimalYear, whatever the day", () => {
  it("lies in its year, in the order of the days", () => {
    const day = fc.date({ min: new Date("1000-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [first, second] = [a, b].map((date) => date.toISOString().slice(0, 10)).sort();
        expect(Math.floor(decimalYear(first!))).toBe(Number(first!.slice(0, 4)));
        expect(Math.sign(decimalYear(second!) - decimalYear(first!))).toBe(first === second ? 0 : 1);
      }),
      runs,
    );
  });
});
