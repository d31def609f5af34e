/** The element of an id, which the page has. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} "${id}"`);
  return found;
}

export const page = {
  drop: element("drop", HTMLElement),
  file: element("file", HTMLInputElement),
  text: element("text", HTMLTextAreaElement),
  paste: element("paste", HTMLButtonElement),
  sample: element("sample", HTMLButtonElement),
  work: element("work", HTMLElement),
  progress: element("progress", HTMLProgressElement),
  cancel: element("cancel", HTMLButtonElement),
  status: element("status", HTMLElement),
  error: element("error", HTMLElement),
  report: element("report", HTMLElement),
  fits: element("fits", HTMLElement),
  download: element("download", HTMLAnchorElement),
  summaries: element("summaries", HTMLElement),
} as const;
