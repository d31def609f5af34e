import { describe, expect, it } from "vitest";
import { fitBrokenPowerLaw } from "../../src/loss-laws/broken-power-law.ts";
import { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import { flopForLoss, frontierLoss } from "../../src/loss-laws/frontier.ts";
import { criticalBatchTokens, predictKaplanLoss, predictKaplanTrainingLoss } from "../../src/loss-laws/kaplan.ts";
import { predictPowerLaw } from "../../src/loss-laws/power-law.ts";
import { predictBrokenPowerLaw } from "../../src/loss-laws/predict-broken-power-law.ts";
import { predictLoss } from "../../src/loss-laws/predict-loss.ts";
import { effectiveTokens } from "../../src/loss-laws/repeated-data.ts";
import {
  besiroglu2024,
  deepseek2024,
  hoffmann2022,
  kaplan2020,
  llama2024,
  muennighoff2023,
  type PublishedLossLaw,
} from "../../src/published/index.ts";
import { absent, expectCoefficients, expectRelative, recorded } from "./chinchilla-points.ts";

describe.skipIf(absent)("published laws", () => {
  const { laws, kaplan } = recorded["kausik"] ?? {};
  const named: [string, PublishedLossLaw][] = [
    ["hoffmann_printed", hoffmann2022],
    ["hoffmann_tex", hoffmann2022.tex],
    ["besiroglu_published", besiroglu2024],
    ["besiroglu_notebook", besiroglu2024.notebook],
    ["muennighoff_c4", muennighoff2023],
  ];

  it.each(named)("%s answer as recorded", (name, law) => {
    for (const row of laws[name].optimal) {
      const optimum = computeOptimal(law, { flop: row.C });
      expectRelative(optimum.parameters.estimate, row.N_opt, 1e-9);
      expectRelative(optimum.tokens.estimate, row.D_opt, 1e-9);
      expectRelative(optimum.tokensPerParameter.estimate, row.tokens_per_param, 1e-9);
      expectRelative(optimum.loss.estimate, row.L_opt, 1e-11);
      expectRelative(optimum.parameterExponent.estimate, row.a_exponent, 1e-12);
      expectRelative(frontierLoss(law, row.C).estimate, row.L_opt, 1e-11);
      expectRelative(computeOptimal(law, { parameters: row.N_opt }).flop.estimate, row.C, 1e-8);
    }
    for (const row of laws[name].loss) {
      expectRelative(predictLoss(law, { parameters: row.N, tokens: row.D }).estimate, row.L, 1e-12);
    }
    for (const row of laws[name].C_for_frontier_loss) expectRelative(flopForLoss(law, row.L).estimate, row.C, 1e-9);
  });

  it("of Kaplan et al. answer as recorded", () => {
    for (const [x, y] of Object.entries(kaplan.L_N)) {
      expectRelative(predictPowerLaw(kaplan2020.lossOfParameters, Number(x)).estimate, Number(y), 1e-12);
    }
    for (const [x, y] of Object.entries(kaplan.L_D)) {
      expectRelative(predictPowerLaw(kaplan2020.lossOfTokens, Number(x)).estimate, Number(y), 1e-12);
    }
    for (const [x, y] of Object.entries(kaplan.L_Cmin_PFdays)) {
      expectRelative(predictPowerLaw(kaplan2020.lossOfCompute, Number(x)).estimate, Number(y), 1e-12);
    }
    for (const { N, D, L } of kaplan.L_ND) {
      expectRelative(predictKaplanLoss(kaplan2020.joint, { parameters: N, tokens: D }).estimate, L, 1e-12);
    }
    for (const { N, S_min, L } of kaplan.L_NS) {
      const run = { parameters: N, steps: S_min };
      expectRelative(predictKaplanTrainingLoss(kaplan2020.training, run).estimate, L, 1e-12);
    }
    for (const [loss, tokens] of Object.entries(kaplan.B_crit)) {
      expectRelative(criticalBatchTokens(kaplan2020.criticalBatch, Number(loss)), Number(tokens), 1e-12);
    }
    for (const [days, size] of Object.entries(kaplan.N_opt_PFdays)) {
      expectRelative(predictPowerLaw(kaplan2020.optimal.parameters, Number(days)).estimate, Number(size), 1e-12);
    }
  });

  it("of DeepSeek, Llama 3 and for repeated data answer as recorded", () => {
    for (const row of laws.deepseek) {
      expectRelative(predictPowerLaw(deepseek2024.flopPerToken, row.C).estimate, row.M_opt, 1e-12);
      expectRelative(predictPowerLaw(deepseek2024.tokens, row.C).estimate, row.D_opt, 1e-12);
      expectRelative(predictPowerLaw(deepseek2024.learningRate, row.C).estimate, row.lr, 1e-12);
      expectRelative(predictPowerLaw(deepseek2024.batchTokens, row.C).estimate, row.batch_tokens, 1e-12);
    }
    const [{ C, D_printed, D_fig3 }] = laws.llama3;
    expectRelative(predictPowerLaw(llama2024.tokens, C).estimate, D_printed, 1e-12);
    expectRelative(predictPowerLaw(llama2024.tokensOfFigure, C).estimate, D_fig3, 1e-12);
    for (const { U_D, epochs, D_eff } of laws.muennighoff_effective) {
      expectRelative(effectiveTokens({ tokens: epochs * U_D, uniqueTokens: U_D }), D_eff, 1e-12);
    }
  });
});

describe.skipIf(absent)("a broken power law", () => {
  it("has its recorded optimum on the curve of four-digit addition, and predicts as recorded", () => {
    const { bnsl } = recorded["kausik"];
    const law = fitBrokenPowerLaw({ x: bnsl.x.slice(0, bnsl.split), y: bnsl.y.slice(0, bnsl.split) }, { breaks: 1 });
    expect(law.goodness.sumOfSquaredResiduals).toBeLessThan(bnsl.sse * (1 + 1e-9));
    expectCoefficients(law, bnsl.params, 1e-5);
    bnsl.x.forEach((x: number, i: number) => {
      expectRelative(predictBrokenPowerLaw(law, x).estimate, bnsl.pred[i], 1e-5);
    });
    expect(law.warnings.map((warning) => warning.code)).toEqual(["FEW_POINTS"]);
  });
});
