import type { Source } from "../statistics/law.ts";
import { type DensingPanelPoints, xiaoPanelPoints } from "./xiao2025-panel-points.ts";
import { type DatedPrice, xiaoPrices } from "./xiao2025-prices.ts";

/** A model of figure 1, 2 or 3c. */
export interface DatedDensity {
  /** Name of the model. */
  name: string;
  /** ISO date. */
  date: string;
  /** Capacity density. */
  density: number;
  /** The size that the area of its mark stands for; null where the marks are all alike. */
  parameters: number | null;
}

/** The points of the figures, as drawn. */
export interface Xiao2025Points {
  /** MMLU. */
  mmlu: DensingPanelPoints;
  /** BBH. */
  bbh: DensingPanelPoints;
  /** MATH. */
  math: DensingPanelPoints;
  /** MBPP. */
  mbpp: DensingPanelPoints;
  /** HumanEval. */
  humanEval: DensingPanelPoints;
  /** The average of the benchmarks. */
  average: DensingPanelPoints;
  /** The models of figure 1. */
  figure1: DatedDensity[];
  /** On MMLU-CF. */
  figure2: DatedDensity[];
  /** On MMLU. */
  figure3c: DatedDensity[];
  /** Prices in US dollars a million tokens, and whether the falling line goes through them. */
  prices: DatedPrice[];
  /** Densities before and after pruning, distillation and quantisation, figure 3b. */
  compressed: {
    /** Name of the model. */
    name: string;
    /** ISO date. */
    date: string;
    /** Capacity density. */
    density: number;
  }[];
  /** Where it stands, and how it came to us. */
  source: Source;
}

type Dated = readonly [name: string, date: string, density: number, parameters?: number];

function dated(rows: readonly Dated[]): DatedDensity[] {
  return rows.map(([name, date, density, parameters]) => ({ name, date, density, parameters: parameters ?? null }));
}

/**
 * The points that the figures of Xiao et al. 2025 draw, recovered from their vector graphics: the reference runs and
 * scores behind each curve, the models of figures 1, 2 and 3c with their densities, prices and compressed models. To
 * fit again what {@link xiao2025} has as curves and lines.
 *
 * Names were matched to marks by date, size and place of the label. Two marks of 3a share a date.
 *
 * @example
 * ```ts
 * import { xiao2025Points } from "scaling-laws/published";
 *
 * console.log(xiao2025Points.figure1.length); // => 51
 * console.log(xiao2025Points.mmlu.runs.length); // => 33
 * ```
 */
export const xiao2025Points: Xiao2025Points = /* @__PURE__ */ (() => ({
  ...xiaoPanelPoints,
  figure1: dated([
    ["Llama-7B", "2023-02-24", 0.03241546, 6477645000],
    ["Llama-13B", "2023-02-24", 0.04016308, 12687560000],
    ["Llama-65B", "2023-02-24", 0.04029176, 64779190000],
    ["Falcon-40B", "2023-05-24", 0.01987077, 40775740000],
    ["Phi-1-1.2B", "2023-06-20", 0.1353337, 1209831000],
    ["MPT-30B", "2023-06-22", 0.02169602, 29628780000],
    ["Llama-2-70B", "2023-07-18", 0.05598522, 68652790000],
    ["Llama-2-7B", "2023-07-18", 0.05716275, 6477645000],
    ["Llama-2-13B", "2023-07-18", 0.06021002, 12687560000],
    ["Phi-1.5-1.2B", "2023-09-10", 0.4962119, 1209831000],
    ["Mistral-7B-v0.1", "2023-09-27", 0.2936626, 6980000000],
    ["StableLM-Zephyr-3B", "2023-11-22", 0.3986505, 2537927000],
    ["Mixtral-8x7B", "2023-12-11", 0.2600438, 46446700000],
    ["Phi-2-2B", "2023-12-12", 0.754448, 2519307000],
    ["TinyLlama-1.1B", "2024-01-04", 0.07966831, 969818000],
    ["DeepSeek-LLM-67B", "2024-01-05", 0.1437404, 65761250000],
    ["DeepSeek-LLM-7B", "2024-01-05", 0.1519186, 6072947000],
    ["DeepSeek-MoE-16B", "2024-01-11", 0.134506, 16458690000],
    ["MiniCPM-2.4B", "2024-02-01", 0.7739194, 2443823000],
    ["Gemma-2B", "2024-02-21", 0.2397656, 1982251000],
    ["Gemma-7B", "2024-02-21", 0.240571, 7750608000],
    ["MiniCPM-1.2B", "2024-04-11", 0.8835188, 1248481000],
    ["Mixtral-8x22B", "2024-04-17", 0.618184, 140252700000],
    ["Llama-3-70B", "2024-04-18", 0.7343762, 68463980000],
    ["Llama-3-8B", "2024-04-18", 0.8277299, 6980000000],
    ["DeepSeek-V2-Lite", "2024-05-07", 0.3516189, 15869320000],
    ["Mistral-7B-v0.3", "2024-05-22", 0.4689194, 6980000000],
    ["Gemma2-2B", "2024-06-27", 0.6203658, 2024350000],
    ["Gemma2-9B-GPTQ", "2024-06-27", 1.064397, 8324404000],
    ["Gemma2-27B", "2024-06-27", 1.258921, 26050070000],
    ["Gemma2-9B", "2024-06-27", 2.122415, 8324404000],
    ["Mistral-Nemo", "2024-07-18", 0.8094647, 10906400000],
    ["Minitron-4B", "2024-07-22", 0.3787203, 3526155000],
    ["Minitron-8B", "2024-07-22", 0.4896839, 8324404000],
    ["Llama3.1-8B-gguf", "2024-07-23", 0.3724005, 6980000000],
    ["Llama-3.1-405B", "2024-07-23", 0.3942337, 401702900000],
    ["Llama3.1-8B-GPTQ", "2024-07-23", 0.5695379, 6980000000],
    ["Llama3.1-8B", "2024-07-23", 1.055193, 6980000000],
    ["Llama-3.1-Minitron-4B-Depth", "2024-08-14", 0.3571166, 3489897000],
    ["Llama-3.1-Minitron-4B-Width", "2024-08-14", 0.5057569, 3724912000],
    ["MiniCPM3-4B", "2024-09-03", 2.760565, 3886719000],
    ["Llama3.2-1B", "2024-09-25", 0.3125848, 974014600],
    ["Llama3.2-3B", "2024-09-25", 0.6427512, 2819218000],
    ["Mistral-NeMo-Minitron-8B", "2024-10-08", 0.6525185, 7341592000],
    ["Mistral-Small-24B", "2025-01-23", 4.810068, 22232810000],
    ["Mistral-Small-3.1-24B", "2025-03-17", 1.465937, 22232810000],
    ["Gemma3-1B", "2025-03-25", 0.08164241, 697351500],
    ["Gemma3-4B", "2025-03-25", 1.179464, 3207877000],
    ["Gemma3-27B", "2025-03-25", 2.027116, 25599640000],
    ["Gemma3-12B", "2025-03-25", 2.494637, 10763750000],
    ["Llama4-Scout-17B-16E", "2025-04-05", 0.6189391, 15107080000],
  ]),
  figure2: dated([
    ["Llama-7B", "2023-02-24", 0.005596925],
    ["Llama-13B", "2023-02-24", 0.01506327],
    ["Llama-65B", "2023-02-24", 0.02242674],
    ["Falcon-40B", "2023-05-24", 0.01961092],
    ["Phi-1-1.2B", "2023-06-20", 0.007650696],
    ["MPT-30B", "2023-06-22", 0.007724471],
    ["Llama-2-7B", "2023-07-18", 0.02303022],
    ["Llama-2-13B", "2023-07-18", 0.0415611],
    ["Llama-2-70B", "2023-07-18", 0.06665813],
    ["Phi-1.5-1.2B", "2023-09-10", 0.1128781],
    ["Mistral-7B-v0.1", "2023-09-27", 0.2702955],
    ["StableLM-Zephyr-3B", "2023-11-22", 0.08739062],
    ["Mixtral-8x7B", "2023-12-11", 0.4027417],
    ["Phi-2-2B", "2023-12-12", 0.253192],
    ["TinyLlama-1.1B", "2024-01-04", 0.007785386],
    ["DeepSeek-LLM-7B", "2024-01-05", 0.04754486],
    ["DeepSeek-LLM-67B", "2024-01-05", 0.121385],
    ["DeepSeek-MoE-16B", "2024-01-11", 0.02624586],
    ["MiniCPM-2.4B", "2024-02-01", 0.1164831],
    ["Gemma-2B", "2024-02-21", 0.05329331],
    ["Gemma-7B", "2024-02-21", 0.1768362],
    ["MiniCPM-1.2B", "2024-04-11", 0.381032],
    ["Mixtral-8x22B", "2024-04-17", 0.2897244],
    ["Llama-3-8B", "2024-04-18", 0.5036117],
    ["Llama-3-70B", "2024-04-18", 0.6456209],
    ["DeepSeek-V2-Lite", "2024-05-07", 0.1494516],
    ["Mistral-7B-v0.3", "2024-05-22", 0.2739104],
    ["Gemma2-27B", "2024-06-27", 0.8257543],
    ["Gemma2-9B", "2024-06-27", 1.080647],
    ["Gemma2-2B", "2024-06-27", 0.2716373],
    ["Mistral-Nemo", "2024-07-18", 0.4254486],
    ["Minitron-4B", "2024-07-22", 0.2756606],
    ["Minitron-8B", "2024-07-22", 0.2905618],
    ["Llama-3.1-405B", "2024-07-23", 0.4417055],
    ["Llama3.1-8B", "2024-07-23", 0.5583274],
    ["Llama-3.1-Minitron-4B-Width", "2024-08-14", 0.2583808],
    ["Llama-3.1-Minitron-4B-Depth", "2024-08-14", 0.2727435],
    ["MiniCPM3-4B", "2024-09-03", 0.5218295],
    ["Llama3.2-1B", "2024-09-25", 0.03476043],
    ["Llama3.2-3B", "2024-09-25", 0.3260819],
    ["Mistral-NeMo-Minitron-8B", "2024-10-08", 0.7169398],
    ["Mistral-Small-24B", "2025-01-23", 3.199539],
    ["Mistral-Small-3.1-24B", "2025-03-17", 3.891662],
    ["Gemma3-1B", "2025-03-25", 0.01747201],
    ["Gemma3-4B", "2025-03-25", 0.4585915],
    ["Gemma3-12B", "2025-03-25", 1.550299],
    ["Llama4-Scout-17B-16E", "2025-04-05", 1.106339],
  ]),
  figure3c: dated([
    ["GPT3-175B", "2020-05-28", 0.001661009],
    ["Gopher-280B", "2022-01-21", 0.008199146],
    ["Chinchilla-70B", "2022-03-29", 0.1059927],
    ["PaLM-8B", "2022-04-04", 0.004027054],
    ["PaLM-62B", "2022-04-04", 0.01569064],
    ["PaLM-540B", "2022-04-04", 0.01886013],
    ["GPT-NeoX-20B", "2022-04-14", 0.004370532],
    ["OPT-66B", "2022-05-02", 0.001745674],
    ["Llama-7B", "2023-02-24", 0.01601367],
    ["Llama-13B", "2023-02-24", 0.03279805],
    ["Llama-65B", "2023-02-24", 0.06162819],
    ["Falcon-40B", "2023-05-24", 0.02334121],
    ["Phi-1-1.2B", "2023-06-20", 0.02470293],
    ["MPT-30B", "2023-06-22", 0.01348069],
    ["Llama-2-7B", "2023-07-18", 0.04717706],
    ["Llama-2-13B", "2023-07-18", 0.08749148],
    ["Llama-2-70B", "2023-07-18", 0.1625489],
    ["Phi-1.5-1.2B", "2023-09-10", 0.2525123],
    ["Mistral-7B-v0.1", "2023-09-27", 0.4895511],
    ["StableLM-Zephyr-3B", "2023-11-22", 0.1453842],
    ["Phi-2-2B", "2023-12-12", 0.3379206],
    ["TinyLlama-1.1B", "2024-01-04", 0.02890022],
    ["MiniCPM-2.4B", "2024-02-01", 0.3198304],
    ["Gemma-2B", "2024-02-21", 0.07773513],
    ["Gemma-7B", "2024-02-21", 0.334058],
    ["MiniCPM-1.2B", "2024-04-11", 0.4143143],
    ["Llama-3-8B", "2024-04-18", 0.8783859],
    ["Llama-3-70B", "2024-04-18", 1.388309],
    ["Gemma2-2B", "2024-06-27", 0.5003176],
    ["Gemma2-27B", "2024-06-27", 1.271929],
    ["Gemma2-9B", "2024-06-27", 2.161561],
    ["Llama-3.1-8B", "2024-07-23", 0.929702],
    ["Llama-3.1-405B", "2024-07-23", 1.472879],
    ["Llama-3.1-Minitron-4B", "2024-08-14", 0.5754164],
    ["MiniCPM3-4B", "2024-09-03", 1.115964],
    ["Llama-3.2-1B", "2024-09-25", 0.07576522],
    ["Llama-3.2-3B", "2024-09-25", 0.6140813],
  ]),
  prices: xiaoPrices,
  compressed: dated([
    ["Gemma2-2B", "2024-06-27", 0.62039],
    ["Gemma2-9B-GPTQ", "2024-06-27", 1.064414],
    ["Gemma2-27B", "2024-06-27", 1.258975],
    ["Gemma2-9B", "2024-06-27", 2.122477],
    ["Llama-3.1-8B-GPTQ", "2024-07-23", 0.5695592],
    ["Llama-3.1-8B", "2024-07-23", 1.055242],
    ["Llama-3.1-Minitron-4B", "2024-08-14", 0.6478646],
    ["Llama-3.2-1B", "2024-09-25", 0.312597],
    ["Llama-3.2-3B", "2024-09-25", 0.6427724],
  ]).map(({ name, date, density }) => ({ name, date, density })),
  source: {
    paper:
      "Xiao et al. 2025, Densing law of LLMs, Nature Machine Intelligence 7, 1823-1833 (arXiv 2412.04315 of December 2024)",
    where: "figures 1 to 3 and Extended Data figure 1: the drawn points",
    version: "Nature Machine Intelligence, November 2025",
    status: "recovered",
  },
}))();
