import { describe, expect, it } from "vitest";
import { fiellerZeroSet } from "../../src/statistics/fieller.ts";

const covariance = [
  [0.04, 0.01],
  [0.01, 0.0025],
];

/** Whether the line may be zero at d, straight from the definition. */
function holds(level: number, slope: number, matrix: number[][], multiplier: number, d: number): boolean {
  const variance = matrix[0]![0]! + 2 * d * matrix[0]![1]! + d * d * matrix[1]![1]!;
  return (level + slope * d) ** 2 <= multiplier ** 2 * variance;
}

describe("the years at which an uncertain line may be zero", () => {
  it.each([
    { level: 1, slope: 0.5, shape: "interval" },
    { level: -3, slope: 0.11, shape: "interval" },
    { level: 2, slope: 0.05, shape: "outside" },
    { level: -2, slope: -0.05, shape: "outside" },
    { level: 0, slope: 0.3, shape: "interval" },
  ])("are what the definition says: level $level, slope $slope", ({ level, slope, shape }) => {
    const matrix = [
      [0.04, 0.002],
      [0.002, 0.0025],
    ];
    const set = fiellerZeroSet(level, slope, matrix, 2);
    expect(set.shape).toBe(shape);
    if (set.shape !== "interval" && set.shape !== "outside") return;
    for (let d = -200; d <= 200; d += 0.173) {
      if (Math.abs(d - set.lower) < 1e-6 || Math.abs(d - set.upper) < 1e-6) continue;
      const between = d > set.lower && d < set.upper;
      expect(holds(level, slope, matrix, 2, d)).toBe(shape === "interval" ? between : !between);
    }
  });

  it("are all years where neither level nor slope is known to differ from zero", () => {
    expect(
      fiellerZeroSet(
        0.1,
        0.02,
        [
          [0.04, 0],
          [0, 0.0025],
        ],
        2,
      ),
    ).toEqual({ shape: "everywhere" });
  });

  it("are half of all years where the slope is just on the edge", () => {
    const rising = fiellerZeroSet(
      1,
      0.5,
      [
        [0.01, 0],
        [0, 0.0625],
      ],
      2,
    );
    expect(rising.shape).toBe("half-line");
    if (rising.shape === "half-line") {
      expect(rising.lower).toBeNull();
      // 2 b d + c <= 0 with b = 0.5 and c = 1 - 4 x 0.01.
      expect(rising.upper).toBeCloseTo(-0.96, 12);
    }
    expect(
      fiellerZeroSet(
        -1,
        0.5,
        [
          [0.01, 0],
          [0, 0.0625],
        ],
        2,
      ),
    ).toEqual({ shape: "half-line", lower: expect.closeTo(0.96, 12), upper: null });
  });

  it("are all years where a line on that edge passes through zero", () => {
    const edge = [
      [1, 0],
      [0, 1],
    ];
    expect(fiellerZeroSet(0, 2, edge, 2)).toEqual({ shape: "everywhere" });
  });

  it("are all years where level and slope are zero and wholly correlated", () => {
    const one = [
      [1, 1],
      [1, 1],
    ];
    expect(fiellerZeroSet(0, 0, one, 2)).toEqual({ shape: "everywhere" });
  });

  it("are the origin alone for a certain line through it", () => {
    const certain = [
      [0, 0],
      [0, 0],
    ];
    const set = fiellerZeroSet(0, 1, certain, 2);
    expect(set).toEqual({ shape: "interval", lower: expect.closeTo(0, 15), upper: expect.closeTo(0, 15) });
  });

  it("shrink to the crossing where nothing is uncertain", () => {
    const set = fiellerZeroSet(
      3,
      -1.5,
      [
        [0, 0],
        [0, 0],
      ],
      2,
    );
    expect(set).toEqual({ shape: "interval", lower: 2, upper: 2 });
  });

  it("grow with the multiplier", () => {
    let before = { lower: -2, upper: -2 };
    for (const multiplier of [0.5, 1, 2, 3]) {
      const set = fiellerZeroSet(1, 0.5, covariance, multiplier);
      if (set.shape !== "interval") throw new Error("no interval");
      expect(set.lower).toBeLessThan(before.lower);
      expect(set.upper).toBeGreaterThan(before.upper);
      before = set;
    }
  });
});
