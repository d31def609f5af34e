import { type Summarizable, summarize } from "scaling-laws/report";
import { page } from "./elements.ts";
import type { Reply } from "./messages.ts";

const places = new Map<number, HTMLElement>();
const results: Record<string, Summarizable> = {};

/** An empty report, before the first or another table. */
export function clear(): void {
  page.report.replaceChildren();
  page.summaries.replaceChildren();
  page.error.textContent = "";
  page.status.textContent = "";
  page.fits.hidden = true;
  places.clear();
  for (const name of Object.keys(results)) delete results[name];
  if (page.download.href.startsWith("blob:")) URL.revokeObjectURL(page.download.href);
}

/** Shows whether work goes on, with the bar and the button that ends it. */
export function busy(on: boolean): void {
  page.work.hidden = !on;
  page.report.setAttribute("aria-busy", String(on));
  if (on) page.progress.removeAttribute("value");
}

function addSummary(name: string, value: Summarizable): void {
  const details = document.createElement("details");
  const title = document.createElement("summary");
  const words = document.createElement("pre");
  title.textContent = name;
  words.textContent = summarize(value);
  details.append(title, words);
  page.summaries.append(details);
}

function finish(systems: number): void {
  busy(false);
  page.status.textContent = `Done: ${systems} systems.`;
  const json = new Blob([JSON.stringify(results, null, 1)], { type: "application/json" });
  page.download.href = URL.createObjectURL(json);
  page.fits.hidden = false;
}

function addBlock(html: string, picture: number | null): void {
  if (picture === null) {
    page.report.insertAdjacentHTML("beforeend", html);
    return;
  }
  const place = document.createElement("div");
  place.className = "waiting";
  places.set(picture, place);
  page.report.append(place);
}

/** Shows what the worker has to say. */
export function show(reply: Reply): void {
  switch (reply.kind) {
    case "step":
      page.progress.max = reply.total;
      page.progress.value = reply.done;
      page.status.textContent = `${reply.label} ...`;
      return;
    case "block":
      addBlock(reply.html, reply.picture);
      return;
    case "picture": {
      const place = places.get(reply.picture);
      place?.insertAdjacentHTML("beforeend", reply.html);
      place?.classList.remove("waiting");
      return;
    }
    case "result":
      results[reply.name] = reply.value;
      addSummary(reply.name, reply.value);
      return;
    case "refused":
      clear();
      busy(false);
      page.error.textContent = reply.message;
      return;
    case "done":
      finish(reply.systems);
  }
}
