import { ScalingError } from "scaling-laws/errors";
import { type Block, showIn } from "../../support/blocks.ts";
import { blockHtml } from "../../support/html-blocks.ts";
import { ExampleFailure, parseModels } from "../../support/parse-models.ts";
import { printHowToRead, printTable, STEPS } from "../../support/table-report.ts";
import type { Reply, Request } from "./messages.ts";

type Picture = Extract<Block, { kind: "picture" }>;

const reply = (message: Reply): void => self.postMessage(message);

async function report({ name, content }: Request): Promise<void> {
  const pictures: Picture[] = [];
  let done = 0;
  const step = (label: string): void => reply({ kind: "step", label, done, total: STEPS + pictures.length + 1 });
  showIn({
    pictures: true,
    begin: step,
    end() {
      done++;
    },
    // The page has the title already.
    show(block) {
      if (block.kind === "result") reply(block);
      else if (block.kind === "picture") reply({ kind: "block", html: "", picture: pictures.push(block) - 1 });
      else if (block.kind !== "title") reply({ kind: "block", html: blockHtml(block), picture: null });
    },
  });
  step(`Reading ${name}`);
  const parsed = parseModels(name, typeof content === "string" ? content : await content.text());
  done++;
  printTable(name, name, parsed);
  printHowToRead();
  // Numbers first: what draws is larger than all that computes, and is loaded now.
  done = STEPS + 1;
  step("Loading what draws the pictures");
  const { drawPicture } = await import("../../support/draw.ts");
  for (const [i, picture] of pictures.entries()) {
    step(`Drawing picture ${i + 1} of ${pictures.length}`);
    reply({ kind: "picture", picture: i, html: blockHtml(picture, await drawPicture(picture)) });
    done++;
  }
  reply({ kind: "done", systems: parsed.records.length });
}

self.addEventListener("message", (event: MessageEvent<Request>) => {
  report(event.data).catch((error: unknown) => {
    const known = error instanceof ExampleFailure || error instanceof ScalingError;
    const message = error instanceof Error ? error.message : String(error);
    reply({ kind: "refused", message: known ? message : `Something went wrong that should not: ${message}` });
  });
});
