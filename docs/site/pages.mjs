// A plugin of typedoc: a page of docs/ is called what its first heading says, and stands in the list under the folder it
// lies in. Front matter would do the same, and would show as a table where the repository is read.
import { Converter, DocumentReflection } from "typedoc";

/** Folder of a page, or the page, and the heading of its group in the list. */
const GROUPS = new Map([
  ["docs/guide", "Guides"],
  ["docs/concepts", "Concepts"],
  ["docs/decisions", "Decisions"],
  ["docs/README.md", "Guides"],
]);

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    if (!(page instanceof DocumentReflection)) return;
    const path = page.project.files.getReflectionPath(page) ?? "";
    const folder = [...GROUPS.keys()].find((each) => `${path}/`.includes(`/${each}/`));
    const text = page.content.map((part) => part.text).join("");
    const heading = /^# ([^:\n]+)/m.exec(text)?.[1]; // "Trends: how fast" is listed as "Trends"
    if (heading !== undefined) page.name = heading.replaceAll("`", "").trim();
    page.frontmatter["group"] = GROUPS.get(folder ?? "") ?? "More";
  });
}
