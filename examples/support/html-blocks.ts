// Blocks as HTML. A table of systems is a stranger's text: every word of it passes through escapeHtml, in elements and in
// attributes, and nothing else makes markup.
import type { Block, Column } from "./blocks.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// Characters that HTML allows nowhere, and those that turn the direction of the text after them.
const UNSEEN = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/gu;

export function escapeHtml(text: string): string {
  return text.replace(UNSEEN, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A number, a range of numbers or a dash: set in figures of one width. */
const isNumeric = ({ align }: Column): boolean => align === "right";

function row(columns: readonly Column[], cells: readonly string[]): string {
  const html = columns.map((column, c) => {
    const text = escapeHtml(cells[c] ?? "");
    if (c === 0) return `<th scope="row">${text}</th>`;
    return isNumeric(column) ? `<td class="number">${text}</td>` : `<td>${text}</td>`;
  });
  return `<tr>${html.join("")}</tr>`;
}

function tableHtml(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const titles = columns.map((column) => {
    const text = escapeHtml(column.title);
    return isNumeric(column) ? `<th scope="col" class="number">${text}</th>` : `<th scope="col">${text}</th>`;
  });
  const body = rows.map((cells) => row(columns, cells)).join("\n");
  // A wide table scrolls by itself; what scrolls must be reachable by the keyboard.
  return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${titles.join("")}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

/** A picture as SVG, once for light and once for dark. */
export interface Drawn {
  light: string;
  dark: string;
}

type Picture = Extract<Block, { kind: "picture" }>;

function description({ light }: Picture): string {
  const { title } = light;
  const words = typeof title === "object" && title !== null && "text" in title ? title["text"] : null;
  return typeof words === "string" && words !== light.description
    ? `${words}. ${light.description}`
    : light.description;
}

/** Its points are for the eye; the ear gets what it is, and the numbers of the table. */
function figureHtml(block: Picture, { light, dark }: Drawn): string {
  const label = escapeHtml(description(block));
  return `<figure><div class="scroll" tabindex="0" role="img" aria-label="${label}"><div class="light">${light}</div><div class="dark">${dark}</div></div></figure>`;
}

/** One block as HTML, a picture with what was drawn of it. Spaces and drawings in characters have none. */
export function blockHtml(block: Block, drawn: Drawn = { light: "", dark: "" }): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escapeHtml(block.text)}</h1>`;
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "subheading":
      return `<h3>${escapeHtml(block.text)}</h3>`;
    case "paragraph":
      return `<p>${escapeHtml(block.text)}</p>`;
    case "note":
      return `<p class="note">${escapeHtml(block.text)}</p>`;
    case "line":
      return `<p class="line">${escapeHtml(block.text)}</p>`;
    case "text":
      return `<pre>${escapeHtml(block.lines.join("\n"))}</pre>`;
    case "table":
      return tableHtml(block.columns, block.rows);
    case "picture":
      return figureHtml(block, drawn);
    case "result":
      return `<details><summary>${escapeHtml(block.name)}</summary><pre>${escapeHtml(JSON.stringify(block.value, null, 1))}</pre></details>`;
    case "space":
    case "drawing":
      return "";
  }
}
