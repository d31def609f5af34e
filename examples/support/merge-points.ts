// A picture of 10 000 systems has 10 000 elements, which a page takes half a second to lay out. Points of one look become
// strokes of no length with round ends, a hundred to an element: the same dots, and where elements overlap, as dark.

// As vega writes a filled circle.
const POINT =
  /<path transform="translate\(([-\d.e]+),([-\d.e]+)\)" d="M([\d.]+),0A[^"]*" fill="(#[0-9A-Fa-f]+)" stroke-width="[\d.]+" opacity="([\d.]+)"\/>/g;
const RUN =
  /(?:<path transform="translate\([^"]*\)" d="M[\d.]+,0A[^"]*" fill="#[^"]*" stroke-width="[\d.]+" opacity="[\d.]+"\/>){2,}/g;
const FEW = 1000;
const TOGETHER = 100;

interface Dots {
  radius: string;
  fill: string;
  opacity: string;
  at: string[];
}

function pathOf({ radius, fill, opacity, at }: Dots): string {
  const d = at.map((point) => `M${point}h0`).join("");
  return `<path d="${d}" fill="none" stroke="${fill}" stroke-width="${2 * Number(radius)}" stroke-linecap="round" opacity="${opacity}"/>`;
}

function merged(run: string): string {
  const groups: Dots[] = [];
  for (const [, x = "0", y = "0", radius = "0", fill = "", opacity = "1"] of run.matchAll(POINT)) {
    const last = groups.at(-1);
    const point = `${Number(x).toFixed(1)},${Number(y).toFixed(1)}`;
    const same = last?.radius === radius && last.fill === fill && last.opacity === opacity;
    if (last !== undefined && same && last.at.length < TOGETHER) last.at.push(point);
    else groups.push({ radius, fill, opacity, at: [point] });
  }
  return groups.map(pathOf).join("");
}

/** Merges the points of a picture with very many; any other picture is returned as it is. */
export function mergePoints(svg: string): string {
  return svg.split("<path transform=").length <= FEW ? svg : svg.replace(RUN, merged);
}
