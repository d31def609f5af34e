import {
  refuse,
  requireFlag,
  requireList,
  requireOptions,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { readResult, requirePlainJson } from "../statistics/json-checks.ts";
import { type Palette, paletteOf } from "./palette.ts";

/** A value of plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A Vega-Lite specification as a plain object with its data inside: give it to any renderer of Vega-Lite 6. */
export interface ChartSpec {
  /** The version of Vega-Lite. */
  readonly $schema: string;
  /** What is shown, in words. */
  readonly description: string;
  readonly [key: string]: Json;
}

/** The title of a chart and what it says in words below it, in lines of its width. */
export type ChartTitle = {
  /** The title, in lines. */
  readonly text: readonly string[];
  /** What the chart says in words below it, in lines. */
  readonly subtitle: readonly string[];
};

/** A chart of this library: a specification whose title and size are known. */
export interface Chart extends ChartSpec {
  /** The title and the words below it. */
  readonly title: ChartTitle;
  /** Width of the plot, in pixels. */
  readonly width: number;
  /** Height of the plot, in pixels. */
  readonly height: number;
}

/** What every chart takes. */
export interface ChartOptions {
  /** Title above the plot; default the description. */
  title?: string;
  /** Width and height of the plot in pixels; default 640 by 400. */
  width?: number;
  /** Height of the plot in pixels; default 400. */
  height?: number;
  /** Light on dark; default dark on light. */
  dark?: boolean;
}

/** The options of a chart with their defaults. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  readonly palette: Palette;
  readonly title: string | null;
}

function canvasOf(options: ChartOptions): Canvas {
  const { title = null, width = 640, height = 400, dark = false } = requireOptions(options);
  return {
    width: requirePositive(width, "options.width"),
    height: requirePositive(height, "options.height"),
    dark: requireFlag(dark, "options.dark"),
    palette: paletteOf(dark),
    title: title === null ? null : requireText(title, "options.title"),
  };
}

/** An option that is a text. */
export function requireText(value: string, path: string): string {
  return typeof value === "string" ? value : refuse("INVALID_OPTION", "a text", value, path);
}

/** A name for each of the points, or none at all. */
export function namesOf(label: readonly string[] | undefined, n: number): readonly string[] | null {
  if (label === undefined) return null;
  requireSameLength(requireList(label, "options.label").length, n, "options.label");
  return Array.from(label, (each, i) => requireText(each, `options.label[${i}]`));
}

/**
 * The chart of a law, or of another result: what is none of this library is refused by its place or, where only drawing
 * shows it, as a whole; so are numbers so large that their picture holds others than finite ones.
 */
export function chartOf(result: unknown, path: string, options: ChartOptions, draw: (canvas: Canvas) => Chart): Chart {
  const canvas = canvasOf(options);
  return readResult(result, path, () => {
    const chart = requireHeld(draw(canvas), "chart");
    requirePlainJson(chart, "chart");
    return chart;
  });
}

const TITLE = 15;
const SUBTITLE = 12;
/** Pixels of a letter at font size 1: more than fonts need, since Vega without a canvas takes 0.8 for every letter. */
const LETTER = 0.7;
/** What the axis adds on the left, where the title starts. */
const AXIS = 50;

/** Breaks a text into lines of so many letters. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function config({ ink, faint, background }: Palette): { readonly [key: string]: Json } {
  return {
    background,
    padding: 10,
    font: "DejaVu Sans, Helvetica, Arial, sans-serif",
    view: { stroke: null },
    axis: {
      labelColor: ink,
      titleColor: ink,
      tickColor: faint,
      domainColor: ink,
      gridColor: faint,
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 8,
    },
    title: {
      color: ink,
      subtitleColor: ink,
      anchor: "start",
      frame: "bounds",
      fontSize: TITLE,
      subtitleFontSize: SUBTITLE,
      subtitlePadding: 5,
      offset: 12,
    },
    text: { color: ink, fontSize: 11 },
  };
}

/** A layered chart with the library's looks; its title and the lines below it are broken to the width. */
export function layered(
  description: string,
  { width, height, palette, title }: Canvas,
  subtitle: readonly string[],
  layer: readonly Json[],
): Chart {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description,
    title: {
      text: wrapped(title ?? description, (width + AXIS) / (LETTER * TITLE)),
      subtitle: subtitle.flatMap((line) => wrapped(line, (width + AXIS) / (LETTER * SUBTITLE))),
    },
    width,
    height,
    layer,
    config: config(palette),
  };
}
