/** The colours of a chart, by what they mark; those of Okabe and Ito 2008, told apart with any kind of colour vision. */
export interface Palette {
  readonly background: string;
  readonly ink: string;
  readonly faint: string;
  readonly muted: string;
  readonly points: string;
  readonly line: string;
  readonly second: string;
  readonly third: string;
  readonly shade: string;
}

const LIGHT: Palette = {
  background: "#ffffff",
  ink: "#222222",
  faint: "#e4e4e4",
  muted: "#757575",
  points: "#0072B2",
  line: "#D55E00",
  second: "#009E73",
  third: "#CC79A7",
  shade: "#E69F00",
};

const DARK: Palette = {
  background: "#16181d",
  ink: "#e6e6e6",
  faint: "#33363d",
  muted: "#9a9a9a",
  points: "#56B4E9",
  line: "#E9762B",
  second: "#25B98D",
  third: "#DB93BC",
  shade: "#E69F00",
};

export function paletteOf(dark: boolean | undefined): Palette {
  return dark === true ? DARK : LIGHT;
}

/** Viridis (van der Walt and Smith 2015), whose order can be read in any kind of colour vision and in grey. */
const VIRIDIS = [
  [68, 1, 84],
  [72, 36, 117],
  [65, 68, 135],
  [53, 95, 141],
  [42, 120, 142],
  [33, 145, 140],
  [34, 168, 132],
  [68, 191, 112],
  [122, 209, 81],
  [189, 223, 38],
  [253, 231, 37],
] as const;

/** A colour for a place from 0 to 1 in an order; what would vanish into the background is left out at its end. */
export function orderedColor(share: number, dark: boolean | undefined): string {
  const inside = Math.min(1, Math.max(0, share));
  const position = (dark === true ? 0.42 + 0.58 * inside : 0.78 * inside) * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(position));
  const [from, to] = [VIRIDIS[low] ?? VIRIDIS[0], VIRIDIS[low + 1] ?? VIRIDIS[0]];
  const channels = from.map((start, c) => Math.round(start + (position - low) * ((to[c] ?? 0) - start)));
  return `#${channels.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

/** Colours for `count` things in order. */
export function orderedColors(count: number, dark: boolean | undefined): string[] {
  return Array.from({ length: count }, (_, k) => orderedColor(count < 2 ? 0.4 : k / (count - 1), dark));
}
