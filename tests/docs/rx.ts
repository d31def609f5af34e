import { markdownExamples } from "/work/wt/docs/tests/docs/examples.ts";
import { runExample } from "/work/wt/docs/tests/docs/run-example.ts";
for (const p of process.argv.slice(2)) for (const e of markdownExamples(p)) { try { const r = await runExample(e); console.log(e.place, r.differences.length? r.differences : "ok " + r.checked); } catch (x) { console.log(e.place, String(x)); } }
