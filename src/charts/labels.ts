import type { Axis } from "./axes.ts";
import type { Json } from "./chart.ts";
import type { Palette } from "./palette.ts";

/** The plot that labels are put into. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly palette: Palette;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A text that belongs to a place of the plot. */
export interface Label {
  readonly text: string;
  /** Places to try, best first, in the units of the axes. */
  readonly at: readonly Point[];
  /** On the place, as the labels of contours; default beside it. */
  readonly on?: boolean;
  readonly color?: string;
  readonly bold?: boolean;
  /** Left out where it would cover many marks. */
  readonly optional?: boolean;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Pixels of a letter of DejaVu Sans, the widest of the fonts, at font size 1. */
const LETTER = 0.6;
const SIZE = 11;
/** Marks that an optional label may cover. */
const COVERED = 4;

const BESIDE: readonly (readonly [dx: number, dy: number])[] = [
  [9, 0],
  [-9, 0],
  [7, -10],
  [-7, -10],
  [7, 10],
  [-7, 10],
  [0, -14],
  [0, 14],
  [14, -18],
  [-14, -18],
  [14, 18],
  [-14, 18],
  [0, -26],
  [0, 26],
];

export function textWidth(text: string, size: number = SIZE): number {
  return [...text].length * LETTER * size;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

interface Placed extends Point {
  readonly align: "left" | "center" | "right";
  readonly box: Box;
}

function candidates(label: Label, { width, height, x, y }: Frame): Placed[] {
  const wide = textWidth(label.text) * (label.bold === true ? 1.08 : 1);
  return label.at.flatMap((place) => {
    const px = x.share(place.x) * width;
    const py = (1 - y.share(place.y)) * height;
    const offsets: typeof BESIDE = label.on === true ? [[0, 0]] : BESIDE;
    return offsets.map(([dx, dy]): Placed => {
      const left = dx === 0 ? px - wide / 2 : dx > 0 ? px + dx : px + dx - wide;
      const box = { left, right: left + wide, top: py + dy - SIZE * 0.56, bottom: py + dy + SIZE * 0.56 };
      return { x: px + dx, y: py + dy, align: dx === 0 ? "center" : dx > 0 ? "left" : "right", box };
    });
  });
}

/** The candidate that lies inside, on no other label, and on the fewest marks; null without room. */
function choose(label: Label, frame: Frame, taken: readonly Box[], marks: readonly Point[]): Placed | null {
  let best: Placed | null = null;
  let least = Number.POSITIVE_INFINITY;
  candidates(label, frame).forEach((each, rank) => {
    const { box } = each;
    const inside = box.left >= 1 && box.right <= frame.width + 2 && box.top >= 1 && box.bottom <= frame.height - 1;
    if (!inside || taken.some((other) => overlap(box, other))) return;
    let covered = 0;
    for (const { x, y } of marks) {
      if (x > box.left - 3 && x < box.right + 3 && y > box.top - 2 && y < box.bottom + 2) covered++;
    }
    const cost = covered + 0.15 * rank;
    if (cost < least && !(label.optional === true && covered > COVERED)) {
      least = cost;
      best = each;
    }
  });
  return best;
}

/**
 * Labels where there is room: none on another, none cut off, few on marks. The first are placed first; one without room
 * is left out, so what must be read belongs into the subtitle as well.
 */
export function labelLayer(labels: readonly Label[], frame: Frame, marks: readonly Point[] = []): Json {
  const { width, height, x, y, palette } = frame;
  const pixels = marks.map((mark) => ({ x: x.share(mark.x) * width, y: (1 - y.share(mark.y)) * height }));
  const taken: Box[] = [];
  const rows = labels.flatMap((label): Json[] => {
    const placed = choose(label, frame, taken, pixels);
    if (placed === null) return [];
    taken.push(placed.box);
    return [
      {
        x: x.valueAt(placed.x / width),
        y: y.valueAt(1 - placed.y / height),
        text: label.text,
        align: placed.align,
        color: label.color ?? palette.ink,
        weight: label.bold === true ? "bold" : "normal",
        halo: label.on === true ? 7 : 3,
      },
    ];
  });
  const text = {
    type: "text",
    fontSize: SIZE,
    baseline: "middle",
    align: { expr: "datum.align" },
    fontWeight: { expr: "datum.weight" },
  };
  return {
    data: { values: rows },
    encoding: {
      x: { field: "x", ...x.encoding },
      y: { field: "y", ...y.encoding },
      text: { field: "text", type: "nominal" },
    },
    layer: [
      { mark: { ...text, stroke: palette.background, strokeWidth: { expr: "datum.halo" }, strokeJoin: "round" } },
      { mark: text, encoding: { color: { field: "color", type: "nominal", scale: null } } },
    ],
  };
}
