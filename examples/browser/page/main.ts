import sample from "../../data/notable-systems.csv";
import { busy, clear, show } from "./analysis-view.ts";
import { page } from "./elements.ts";
import type { Reply, Request } from "./messages.ts";

let worker: Worker | null = null;

/** Ends the work that goes on, wherever it is: a worker can be ended in the middle of a loop. */
function stop(): void {
  worker?.terminate();
  worker = null;
  busy(false);
}

function start(request: Request): void {
  stop();
  clear();
  busy(true);
  const started = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "scaling-laws" });
  worker = started;
  // A worker in a loop goes on for a moment after its end is asked for; nobody listens to it then.
  started.addEventListener("message", (event: MessageEvent<Reply>) => {
    if (worker === started) show(event.data);
  });
  started.addEventListener("error", (event) => {
    if (worker !== started) return;
    stop();
    show({ kind: "refused", message: `The worker of the page failed: ${event.message || "it could not be loaded"}` });
  });
  started.postMessage(request);
}

function startFile(file: File | undefined | null): void {
  if (file) start({ name: file.name, content: file });
}

page.file.addEventListener("change", () => {
  startFile(page.file.files?.[0]);
  // The same file, mended, can then be chosen again.
  page.file.value = "";
});
page.paste.addEventListener("click", () => start({ name: "the pasted table", content: page.text.value }));
page.sample.addEventListener("click", () => start({ name: "notable-systems.csv", content: sample }));
page.cancel.addEventListener("click", () => {
  stop();
  page.status.textContent = "Cancelled. What was found until then stands below.";
});

// A file may be dropped anywhere: otherwise the browser would leave the page to show it.
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  page.drop.classList.add("over");
});
document.addEventListener("dragleave", () => page.drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  page.drop.classList.remove("over");
  startFile(event.dataTransfer?.files[0]);
});
document.addEventListener("paste", (event) => {
  if (event.target instanceof HTMLTextAreaElement) return;
  const file = event.clipboardData?.files[0];
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (file) startFile(file);
  else if (text.trim() !== "") start({ name: "the pasted table", content: text });
});
