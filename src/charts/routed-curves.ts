import type { Json } from "./chart.ts";
import type { Frame, Label } from "./labels.ts";
import { sizeText } from "./number-text.ts";

/** A place on the curve of a model size: what is drawn against experts, with its bounds. */
export interface RoutedCurvePoint {
  readonly parameters: number;
  readonly experts: number;
  readonly height: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly color: string;
}

export const BY_COLOR = { field: "color", type: "nominal", scale: null };

type Row = { readonly [key: string]: Json };

/** The rows of points, their height under the name it has in the chart. */
export function heightRows(points: readonly RoutedCurvePoint[], name: string): Row[] {
  return points.map(({ height, ...rest }) => ({ ...rest, [name]: height }));
}

/** Places on the axes of experts and of the height with its name. */
export function placeOf({ x, y }: Frame, name: string): { x: Row; y: Row } {
  return { x: { field: "experts", ...x.encoding }, y: { field: name, ...y.encoding } };
}

/** The curves of all sizes, each in its colour, over their bands. */
export function curveLayers(points: readonly RoutedCurvePoint[], name: string, frame: Frame): Row[] {
  const place = placeOf(frame, name);
  const detail = { field: "parameters", type: "nominal" };
  const bounded = points.filter(({ lower, upper }) => lower !== null && upper !== null);
  const band = { y: { field: "lower", ...frame.y.encoding }, y2: { field: "upper" } };
  return [
    {
      data: { values: heightRows(bounded, name) },
      mark: { type: "area", opacity: 0.15, clip: true },
      encoding: { x: place.x, ...band, color: BY_COLOR, detail },
    },
    {
      data: { values: heightRows(points, name) },
      mark: { type: "line", strokeWidth: 2, clip: true },
      encoding: { ...place, color: BY_COLOR, detail },
    },
  ];
}

/** The size of each curve, at its end. */
export function sizeLabels(curves: readonly (readonly RoutedCurvePoint[])[], sizes: readonly number[]): Label[] {
  return curves.flatMap((points, k): Label[] => {
    const last = points.at(-1);
    if (last === undefined) return [];
    const at = [{ x: last.experts, y: last.height }];
    return [{ text: sizeText(sizes[k] ?? 0), at, color: last.color, bold: true }];
  });
}
