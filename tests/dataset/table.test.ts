import { describe, expect, it } from "vitest";
import { readTable } from "../../src/dataset/table.ts";
import { refusal } from "./refusal.ts";

const cells = (csv: string): string[][] => readTable(csv).rows.map((row) => row.cells);

describe("readTable", () => {
  it("reads quoted cells with separators, line breaks and doubled quotes", () => {
    expect(cells('a,b\n"x, y","say ""hi""\nthere"\n"",""\n')).toEqual([
      ["x, y", 'say "hi"\nthere'],
      ["", ""],
    ]);
  });

  it("takes a quote inside an unquoted cell as it stands", () => {
    expect(cells('a,b\n5" disk,x"y"\n')).toEqual([['5" disk', 'x"y"']]);
  });

  it("needs no line end at the end and strips a byte order mark", () => {
    expect(readTable("\ufeffa,b\n1,2").headers).toEqual(["a", "b"]);
    expect(cells("\ufeffa,b\n1,2")).toEqual([["1", "2"]]);
  });

  it.each([
    ["CR LF", "\r\n"],
    ["CR", "\r"],
    ["LF", "\n"],
  ])("reads %s line ends", (_, end) => {
    expect(cells(["a,b", "1,2", "3,4", ""].join(end))).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("reads mixed line ends in one file", () => {
    expect(cells("a,b\r\n1,2\n3,4\r5,6")).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  it.each([";", "\t", "|"])("finds out that the separator is %j", (separator) => {
    expect(cells(["a", '"b,c"'].join(separator).concat("\n1", separator, "2,5"))).toEqual([["1", "2,5"]]);
  });

  it("leaves out blank lines only, and counts rows without them but lines with them", () => {
    const { rows } = readTable('\n\na,b\n\n1,2\n   \n"x\ny",3\n,\n5,6\n');
    expect(rows.map((row) => [row.row, row.line, row.cells])).toEqual([
      [1, 5, ["1", "2"]],
      [2, 7, ["x\ny", "3"]],
      [3, 9, ["", ""]],
      [4, 10, ["5", "6"]],
    ]);
  });

  it("marks rows with cells too few or too many, and forgives blank ones at the end", () => {
    const faults = readTable("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n1,2,\n").rows.map((row) => row.fault);
    expect(faults).toEqual([
      "Expected 3 cells, as in the header, but got 2",
      "Expected 3 cells, as in the header, but got 4",
      null,
      null,
    ]);
  });

  it("does not ask for cells under headers that are blank", () => {
    expect(readTable("a,b,,\n1,2\n1,2,x\n").rows.map((row) => row.fault)).toEqual([null, null]);
  });

  it("marks a row with text after a closing quote, and reads on", () => {
    const { rows } = readTable('a,b\n"x"y,1\n2,3\n');
    expect(rows[0]?.fault).toBe('Expected a separator after the closing quote but got "y"');
    expect(rows[0]?.cells).toEqual(['"x"y,1\n']);
    expect(rows[1]).toMatchObject({ row: 2, line: 3, cells: ["2", "3"], fault: null });
  });

  it("says which lines a stray quote has joined", () => {
    const [row] = readTable('a,b\n"x,1\ny,2\n"z",3\n4,5\n').rows;
    expect(row?.fault).toBe(
      'Expected a separator after the closing quote but got "z\\""; lines 2 to 4 were read as one row',
    );
  });

  it("allows blanks behind a closing quote", () => {
    expect(cells('a,b\n"x"  ,"y" \n')).toEqual([["x", "y"]]);
  });

  it("refuses a quote that never closes, naming row and line", () => {
    expect(refusal(() => readTable('a,b\n1,2\n\n3,"x\ny\n'))).toEqual({
      code: "MALFORMED_TEXT",
      message: "Expected a closing quote but the text ends inside the cell that opens in row 2 (line 4) (at csv)",
    });
    expect(refusal(() => readTable('a,"b\n1,2')).message).toContain("in the header (line 1)");
  });

  it("refuses empty texts, headers alone and binary data", () => {
    for (const text of ["", "\ufeff", "\n\n", "  \n", "a,b", "a,b\n\n"]) {
      expect(refusal(() => readTable(text)).code).toBe("EMPTY_INPUT");
    }
    expect(refusal(() => readTable("PK\u0003\u0004\0\0a,b\n1,2")).code).toBe("MALFORMED_TEXT");
    expect(refusal(() => readTable("a,b\n1,\0")).message).toContain("position 6");
  });

  it("refuses what is no text, with a hint for bytes", () => {
    for (const value of [undefined, null, 5, {}, [["a"]]]) {
      expect(refusal(() => readTable(value)).code).toBe("UNSUPPORTED_TYPE");
    }
    expect(refusal(() => readTable(new Uint8Array(3))).message).toContain("new TextDecoder().decode(bytes)");
    expect(refusal(() => readTable(new ArrayBuffer(3))).message).toContain("TextDecoder");
  });
});
