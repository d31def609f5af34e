// The larger simulation behind docs/concepts/parameter-gap.md: how often gaps are called in unimodal samples, and found
// where one was planted. Run: npx tsx --tsconfig tsconfig.tests.json tests/bench/gap-study.ts [series]
import { randomSource } from "../../src/numeric/random.ts";
import { findParameterGaps } from "../../src/parameter-gap/gap-significance.ts";
import { emptiedNormal, sizesFrom, UNIMODAL } from "../parameter-gap/simulate.ts";

const series = Number(process.argv[2] ?? 1000);
const shapes = { ...UNIMODAL, "emptied .545 decades": emptiedNormal };

console.log(`| shape | n | tentative or strong | strong | pGuaranteed <= .05 |\n| --- | --- | --- | --- | --- |`);
for (const [shape, draw] of Object.entries(shapes)) {
  for (const n of [50, 100, 300]) {
    const random = randomSource(n);
    const found = { tentative: 0, strong: 0, guaranteed: 0 };
    for (let trial = 0; trial < series; trial++) {
      const { gaps } = findParameterGaps(sizesFrom(random, draw, n), { resamples: 199, seed: trial, maxGaps: 1 });
      const verdict = gaps[0]?.verdict ?? "none";
      if (verdict !== "none") found.tentative++;
      if (verdict === "strong") found.strong++;
      if ((gaps[0]?.pGuaranteed ?? 1) <= 0.05) found.guaranteed++;
    }
    const share = (count: number) => (count / series).toFixed(3);
    console.log(
      `| ${shape} | ${n} | ${share(found.tentative)} | ${share(found.strong)} | ${share(found.guaranteed)} |`,
    );
  }
}
