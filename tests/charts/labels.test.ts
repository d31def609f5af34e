import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linear, logarithmic, logTicks, spread, widened, years } from "../../src/charts/axes.ts";
import { wrapped } from "../../src/charts/chart.ts";
import { type Frame, labelLayer } from "../../src/charts/labels.ts";
import { estimateText, plainText, powerText, sizeText } from "../../src/charts/number-text.ts";
import { paletteOf } from "../../src/charts/palette.ts";

const frame: Frame = {
  width: 320,
  height: 240,
  x: logarithmic("Parameters", 1e6, 1e12),
  y: linear("Loss", 1.5, 4, "d"),
  palette: paletteOf(false),
};

interface Placed {
  x: number;
  y: number;
  text: string;
  align: "left" | "center" | "right";
}

function place(labels: Parameters<typeof labelLayer>[0]): Placed[] {
  return JSON.parse(JSON.stringify(labelLayer(labels, frame))).data.values;
}

/** Where a label comes to lie in pixels, its letters 6.6 wide as those of DejaVu Sans at 11 pixels at most are. */
function boxOf({ x, y, text, align }: Placed): { left: number; right: number; top: number; bottom: number } {
  const at = (320 * Math.log10(x / 1e6)) / 6;
  const wide = 6.6 * text.length;
  const left = align === "left" ? at : align === "right" ? at - wide : at - wide / 2;
  const middle = 240 * (1 - (y - 1.5) / 2.5);
  return { left, right: left + wide, top: middle - 5.5, bottom: middle + 5.5 };
}

describe("labels", () => {
  it("never lie on each other nor outside the plot, wherever their places are", () => {
    const one = fc.record({
      text: fc.constantFrom("7B", "10²¹ FLOP", "a model of some long name"),
      at: fc.array(
        fc.record({
          x: fc.double({ min: 1e6, max: 1e12, noNaN: true }),
          y: fc.double({ min: 1.5, max: 4, noNaN: true }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      on: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 25 }), (labels) => {
        const boxes = place(labels).map(boxOf);
        boxes.forEach((box, i) => {
          expect(box.left >= 0 && box.right <= 323 && box.top >= 0 && box.bottom <= 240).toBe(true);
          for (const other of boxes.slice(0, i)) {
            const apart =
              box.left >= other.right - 1e-6 ||
              other.left >= box.right - 1e-6 ||
              box.top >= other.bottom - 1e-6 ||
              other.top >= box.bottom - 1e-6;
            expect(apart).toBe(true);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("stand beside their place, on the left where the right edge is near", () => {
    const [middle, edge] = place([
      { text: "here", at: [{ x: 1e9, y: 3 }] },
      { text: "there", at: [{ x: 9e11, y: 2 }] },
    ]);
    expect(middle).toMatchObject({ text: "here", align: "left" });
    expect(edge).toMatchObject({ text: "there", align: "right" });
  });
});

describe("axes", () => {
  it("put their ends at 0 and 1 and the geometric mean in the middle of a logarithmic one", () => {
    expect([frame.x.share(1e6), frame.x.share(1e9), frame.x.share(1e12)]).toEqual([0, 0.5, 1]);
    expect(frame.x.valueAt(0.5)).toBeCloseTo(1e9, -3);
    expect(frame.y.valueAt(frame.y.share(2.2))).toBeCloseTo(2.2, 12);
  });

  it("are labelled in one manner: plainly where all ticks read well so, otherwise in powers of ten", () => {
    expect(JSON.stringify(logarithmic("x", 0.05, 200).encoding)).toMatch(/0\.1.*:.*10.*100/);
    const wide = JSON.stringify(logarithmic("x", 1e-5, 200).encoding);
    for (const each of ["10⁻⁴", "10⁰", "10¹", "10²"]) expect(wide).toContain(each);
  });

  it("of years have whole years, a few", () => {
    const ticks = (first: number, last: number) => years(first, last, 320).encoding["axis"];
    expect(ticks(2018.2, 2018.7)).toMatchObject({ values: [2018, 2019] });
    expect(ticks(2018, 2018)).toMatchObject({ values: [2018, 2019] });
    expect(ticks(1950.3, 2024.6)).toMatchObject({ values: [1960, 1980, 2000, 2020] });
  });

  it("have ticks at powers of ten, fewer than nine, and at round numbers where there are no two powers", () => {
    expect(logTicks(5e2, 2e6)).toEqual([1e3, 1e4, 1e5, 1e6]);
    expect(logTicks(1, 1e30).length).toBeLessThanOrEqual(8);
    expect(logTicks(2e9, 4e10)).toEqual([3e9, 1e10, 3e10]);
    expect(logTicks(2e9, 8e9)).toEqual([2e9, 5e9]);
  });

  it("leave room about one value, and about none that is apart", () => {
    const [low, high] = widened([1e9]);
    expect(Math.log10(high / low)).toBeCloseTo(0.7, 10);
    expect(low * high).toBeCloseTo(1e18, -8);
    expect(spread([0])).toEqual([-1, 1]);
    expect(spread([2, 3], 0.1)).toEqual([1.9, 3.1]);
  });
});

describe("numbers in charts", () => {
  it("are written as powers of ten with their mantissa, or plainly", () => {
    expect([1e20, 5.76e23, 1e-7, 0, 128, 0.25].map((each) => powerText(each, 3))).toEqual([
      "10²⁰",
      "5.76·10²³",
      "10⁻⁷",
      "0",
      "128",
      "0.25",
    ]);
    expect([70e9, 1.3e6, 512, 2.5e12].map(sizeText)).toEqual(["70B", "1.3M", "512", "2.5T"]);
    expect([0.51234, 2143.4, 3].map((each) => plainText(each))).toEqual(["0.512", "2143", "3"]);
  });

  it("say their interval, also one that is open", () => {
    const of = (lower: number | null, upper: number | null): string =>
      estimateText({ estimate: 0.5, standardError: null, lower, upper, level: 0.95 }, (each) => plainText(each));
    expect(of(0.4, 0.6).replaceAll("\u00a0", " ")).toBe("0.5 (95 % interval 0.4 to 0.6)");
    expect(of(0.4, null)).toContain("from 0.4 on, no upper bound");
    expect(of(null, 0.6)).toContain("up to 0.6, no lower bound");
    expect(of(null, null)).toBe("0.5");
  });

  it("stay on lines of the width", () => {
    expect(wrapped("one two three four", 9)).toEqual(["one two", "three", "four"]);
    expect(wrapped("unbreakable", 3)).toEqual(["unbreakable"]);
  });
});
