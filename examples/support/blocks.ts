// The parts of a report, whoever shows them: a terminal, a page, a browser. Sections write blocks; a sink shows them.
import type { ChartSpec } from "scaling-laws/charts";
import type { Summarizable } from "scaling-laws/report";

export const WIDTH = 80;

export interface Column {
  title: string;
  align?: "left" | "right";
}

export type Block =
  /** The report's name, a numbered part of it, a part of that. */
  | { kind: "title" | "heading" | "subheading"; text: string }
  | { kind: "paragraph"; text: string; indent: number }
  /** A remark or warning as a sentence, set off from the numbers. */
  | { kind: "note"; text: string }
  /** A line that belongs to the table above it. */
  | { kind: "line"; text: string }
  | { kind: "table"; columns: readonly Column[]; rows: readonly (readonly string[])[] }
  | { kind: "space" }
  | { kind: "text"; lines: readonly string[] }
  /** A picture in characters, and a picture: a sink shows one or the other. */
  | { kind: "drawing"; lines: readonly string[] }
  | { kind: "picture"; light: ChartSpec; dark: ChartSpec }
  /** A fit or test behind the numbers, for whoever wants all of its digits. */
  | { kind: "result"; name: string; value: Summarizable };

export interface Sink {
  show(block: Block): void;
  /** A step that may take a moment begins, and ends. */
  begin(label: string): void;
  end(label: string): void;
  /** Whether pictures are worth making. */
  readonly pictures: boolean;
}

let sink: Sink | null = null;

/** Says where blocks go from now on. */
export function showIn(next: Sink): void {
  sink = next;
}

function current(): Sink {
  if (sink === null) throw new Error("Nothing shows the blocks yet: call showIn first");
  return sink;
}

const show = (block: Block): void => current().show(block);

/** A sentence ends with a full stop, unless it ends with another mark. */
const sentence = (text: string): string => `${text}${/[.:?]$/.test(text) ? "" : "."}`;

export const title = (text: string): void => show({ kind: "title", text });
export const heading = (text: string): void => show({ kind: "heading", text });
export const subheading = (text: string): void => show({ kind: "subheading", text });
export const paragraph = (text: string, indent = 0): void => show({ kind: "paragraph", text, indent });
export const note = (text: string): void => show({ kind: "note", text: sentence(text) });
export const line = (text: string): void => show({ kind: "line", text });
export const space = (): void => show({ kind: "space" });
export const print = (...lines: string[]): void => show({ kind: "text", lines });
export const drawing = (lines: readonly string[]): void => show({ kind: "drawing", lines });
export const result = (name: string, value: Summarizable): void => show({ kind: "result", name, value });

export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  show({ kind: "table", columns, rows });
}

/** A chart, made only where it is shown, for light and for dark. */
export function picture(make: (look: { dark: boolean }) => ChartSpec): void {
  if (current().pictures) show({ kind: "picture", light: make({ dark: false }), dark: make({ dark: true }) });
}

/** Runs a step that may take a moment and says so beside the report. */
export function step<Result>(label: string, work: () => Result): Result {
  const { begin, end } = current();
  begin(label);
  try {
    return work();
  } finally {
    end(label);
  }
}

/** A sink that shows blocks in another and keeps them, pictures too. */
export function keeping(shown: Sink, kept: Block[]): Sink {
  return {
    ...shown,
    pictures: true,
    show(block) {
      kept.push(block);
      shown.show(block);
    },
  };
}
