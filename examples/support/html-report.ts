import type { Block } from "./blocks.ts";
import { blockHtml, type Drawn, escapeHtml } from "./html-blocks.ts";

/** A source of numbers, for the end of the report. */
export interface Source {
  what: string;
  url: string | null;
  text: string;
}

export interface HtmlReport {
  blocks: readonly Block[];
  sources: readonly Source[];
  /** The style sheet, set inside the page. */
  css: string;
  draw: (picture: Extract<Block, { kind: "picture" }>) => Promise<Drawn>;
}

interface Section {
  heading: string;
  blocks: Block[];
}

/** The blocks before the first heading, and those under each heading. Results go to the end of the report. */
function sectionsOf(blocks: readonly Block[]): { lead: Block[]; sections: Section[]; results: Block[] } {
  const lead: Block[] = [];
  const sections: Section[] = [];
  const results: Block[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") sections.push({ heading: block.text, blocks: [] });
    else if (block.kind === "result") results.push(block);
    else (sections.at(-1)?.blocks ?? lead).push(block);
  }
  return { lead, sections, results };
}

function sectionHtml(id: string, heading: string, body: string): string {
  return `<section id="${id}" aria-labelledby="${id}-heading">\n<h2 id="${id}-heading">${escapeHtml(heading)}</h2>\n${body}\n</section>`;
}

function sourcesHtml(sources: readonly Source[]): string {
  const items = sources.map(({ what, url, text }) => {
    const name =
      url === null ? escapeHtml(what) : `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(what)}</a>`;
    return `<li>${name}: ${escapeHtml(text)}</li>`;
  });
  return `<ul>\n${items.join("\n")}\n</ul>`;
}

/** A report as one page that needs nothing else: no script, no file, no connection. */
export async function htmlReport({ blocks, sources, css, draw }: HtmlReport): Promise<string> {
  const { lead, sections, results } = sectionsOf(blocks);
  const html = async (list: readonly Block[]): Promise<string> => {
    const parts: string[] = [];
    for (const block of list)
      parts.push(block.kind === "picture" ? blockHtml(block, await draw(block)) : blockHtml(block));
    return parts.filter((part) => part !== "").join("\n");
  };
  const bodies: string[] = [];
  for (const [i, section] of sections.entries()) {
    bodies.push(sectionHtml(`part-${i + 1}`, section.heading, await html(section.blocks)));
  }
  bodies.push(sectionHtml("sources", "Where the numbers come from", sourcesHtml(sources)));
  if (results.length > 0) bodies.push(sectionHtml("results", "Fits and tests with all digits", await html(results)));
  const links = [
    ...sections.map(({ heading }, i) => `<li><a href="#part-${i + 1}">${escapeHtml(heading)}</a></li>`),
    `<li><a href="#sources">Where the numbers come from</a></li>`,
  ];
  const [first] = blocks;
  const title = first?.kind === "title" ? first.text : "Report";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>
${css}
</style>
</head>
<body>
<header class="lead">
${await html(lead)}
</header>
<nav aria-label="Parts"><ul>
${links.join("\n")}
</ul></nav>
<main>
${bodies.join("\n")}
</main>
</body>
</html>
`;
}
