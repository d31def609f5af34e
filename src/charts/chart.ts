import { refuse, requireFlag, requireOptions, requirePositive } from "../numeric/checks.ts";
/** A value of plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A Vega-Lite specification as a plain object with its data inside: give it to any renderer of Vega-Lite 6. */
export interface ChartSpec {
  readonly $schema: string;
  readonly description: string;
  readonly [key: string]: Json;
}

/** What every chart takes. */
export interface ChartOptions {
  title?: string;
  /** Width and height of the plot in pixels; default 640 by 400. */
  width?: number;
  height?: number;
  /** Light on dark; default dark on light. */
  dark?: boolean;
}

/** Colours that readers with any kind of colour vision can tell apart (Okabe and Ito 2008), by what they mark. */
export const COLOR = {
  points: "#0072B2",
  line: "#D55E00",
  second: "#009E73",
  third: "#CC79A7",
  shade: "#E69F00",
  muted: "#8c8c8c",
} as const;

function config(dark: boolean): { readonly [key: string]: Json } {
  const ink = dark ? "#e6e6e6" : "#222222";
  const faint = dark ? "#3a3a3a" : "#e2e2e2";
  return {
    background: dark ? "#16181d" : "#ffffff",
    font: "DejaVu Sans, Helvetica, Arial, sans-serif",
    view: { stroke: null },
    axis: {
      labelColor: ink,
      titleColor: ink,
      tickColor: faint,
      domainColor: ink,
      gridColor: faint,
      labelFontSize: 12,
      titleFontSize: 13,
      titleFontWeight: "normal",
      titlePadding: 10,
    },
    title: { color: ink, subtitleColor: ink, anchor: "start", fontSize: 16, subtitleFontSize: 12, offset: 12 },
    legend: { labelColor: ink, titleColor: ink, labelFontSize: 12 },
    text: { color: ink, fontSize: 12 },
  };
}

/** Options that are shown: texts, sizes in pixels, a flag. */
export function requireChartOptions(options: ChartOptions): void {
  const { title, width, height, dark } = requireOptions(options);
  if (title !== undefined && typeof title !== "string") refuse("INVALID_OPTION", "a text", title, "options.title");
  if (width !== undefined) requirePositive(width, "options.width");
  if (height !== undefined) requirePositive(height, "options.height");
  if (dark !== undefined) requireFlag(dark, "options.dark");
}

/** A layered chart with the library's looks. */
export function layered(
  description: string,
  options: ChartOptions,
  subtitle: readonly string[],
  layer: readonly Json[],
): ChartSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description,
    title: { text: options.title ?? description, subtitle },
    width: options.width ?? 640,
    height: options.height ?? 400,
    layer,
    config: config(options.dark ?? false),
  };
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10 with a raised exponent, as an axis shows it: 10²³, 10⁻². */
export function powerLabel(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Exponents of the whole powers of ten inside a range, at most about eight of them. */
function decades(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / 8));
  const exponents: number[] = [];
  for (let exponent = first; exponent <= last; exponent += every) exponents.push(exponent);
  return exponents;
}

/** A logarithmic axis over a range of positive values, labelled in powers of ten. */
export function powersOfTen(title: string, low: number, high: number): { readonly [key: string]: Json } {
  const exponents = decades(low, high);
  const labels = JSON.stringify(Object.fromEntries(exponents.map((exponent) => [exponent, powerLabel(exponent)])));
  return {
    type: "quantitative",
    title,
    scale: { type: "log", domain: [low, high], nice: false, clamp: true },
    axis: {
      values: exponents.map((exponent) => 10 ** exponent),
      labelExpr: `(${labels})['' + round(log(datum.value) / LN10)]`,
    },
  };
}

/** The range of positive values, widened by a share of its decades on both sides. */
export function widened(values: readonly number[], share = 0.05): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = Math.max(1.2, (high / low) ** share);
  return [low / margin, high * margin];
}

/** A plain axis over a range. */
export function linear(title: string, low: number, high: number, format = "d"): { readonly [key: string]: Json } {
  return {
    type: "quantitative",
    title,
    scale: { domain: [low, high], nice: false, zero: false },
    axis: { format, grid: false },
  };
}
