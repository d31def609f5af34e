import type { Source } from "../statistics/law.ts";

/** A training run of the reference family: its size, its tokens, and its loss on a benchmark. */
export interface DensingRun {
  /** Size of the model, in parameters. */
  parameters: number;
  /** Training tokens. */
  tokens: number;
  /** Loss, in nats. */
  loss: number;
}

/** Loss and score, in percent, of a model. */
export interface DensingScorePoint {
  /** Loss, in nats. */
  loss: number;
  /** Score, in percent. */
  score: number;
}

/** What one panel of Extended Data figure 1 draws. */
export interface DensingPanelPoints {
  /** Runs of the reference family, from which the loss law is recovered. */
  runs: DensingRun[];
  /** The circles, to which the curve was fitted. */
  fitted: DensingScorePoint[];
  /** The triangles, two larger models that were held out. */
  heldOut: DensingScorePoint[];
}

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
  prices: {
    /** Name of the model. */
    name: string;
    /** ISO date. */
    date: string;
    /** US dollars for a million tokens. */
    price: number;
    /** Whether it was the cheapest at its date. */
    cheapest: boolean;
  }[];
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

const SIZES = [5_247_232, 31_470_080, 106_196_736, 245_416_960, 476_852_480, 828_225_024];
const MULTIPLES = [10, 15, 20, 30, 40, 60];

/** Size by size, and within a size by tokens; the smallest size is drawn from 30 tokens a parameter on. */
function runs(losses: readonly number[]): DensingRun[] {
  const designs = SIZES.flatMap((parameters, i) =>
    MULTIPLES.filter((multiple) => i > 0 || multiple >= 30).map((multiple) => ({
      parameters,
      tokens: multiple * parameters,
    })),
  );
  return designs.map((design, i) => ({ ...design, loss: losses[i]! }));
}

type Pair = readonly [loss: number, score: number];

function points(losses: readonly number[], fitted: readonly Pair[], heldOut: readonly Pair[]): DensingPanelPoints {
  const named = ([loss, score]: Pair): DensingScorePoint => ({ loss, score });
  return { runs: runs(losses), fitted: fitted.map(named), heldOut: heldOut.map(named) };
}

type Dated = readonly [name: string, date: string, density: number, parameters?: number];

function dated(rows: readonly Dated[]): DatedDensity[] {
  return rows.map(([name, date, density, parameters]) => ({ name, date, density, parameters: parameters ?? null }));
}

type Priced = readonly [name: string, date: string, price: number, cheapest: boolean];

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
  mmlu: points(
    [
      0.7776262, 0.7405918, 0.7032225, 0.6368085, 0.6028714, 0.5796862, 0.5573165, 0.539226, 0.5160408, 0.51764,
      0.4912944, 0.4737601, 0.4480213, 0.4407016, 0.4201965, 0.4504106, 0.4282368, 0.4076621, 0.3923718, 0.3821698,
      0.3706594, 0.4090844, 0.3822014, 0.3731688, 0.354383, 0.3401673, 0.3317162, 0.379692, 0.3573791, 0.3441052,
      0.3249022, 0.3090177, 0.2960724,
    ],
    [
      [0.3706617, 25.08943],
      [0.3317183, 24.17],
      [0.2960718, 25.28995],
      [0.2803698, 26.0001],
      [0.2790824, 31.60948],
      [0.2346351, 47.81942],
      [0.2284411, 51.42008],
      [0.2089627, 61.72992],
      [0.1934437, 64.22989],
      [0.1917456, 61.8998],
    ],
    [
      [0.1676954, 73.75954],
      [0.1499704, 83.66922],
    ],
  ),
  bbh: points(
    [
      0.6966999, 0.6652476, 0.6179495, 0.5492024, 0.5069624, 0.4708641, 0.4462712, 0.4349651, 0.403659, 0.3979096,
      0.3658591, 0.3426952, 0.32332, 0.3083981, 0.2928116, 0.3263709, 0.3006281, 0.2910967, 0.2684048, 0.2601894,
      0.244656, 0.2845297, 0.2569126, 0.2488102, 0.2302792, 0.2201429, 0.2129312, 0.2563144, 0.2350648, 0.2223563,
      0.2095547, 0.1997375, 0.1884247,
    ],
    [
      [0.2442021, 25.78032],
      [0.2126034, 22.90066],
      [0.1882, 27.84004],
      [0.1740925, 27.55044],
      [0.1659538, 28.40038],
      [0.1301238, 35.9898],
      [0.125059, 38.26029],
      [0.1095772, 50.23048],
      [0.1008837, 52.01002],
      [0.09800135, 56.28026],
    ],
    [
      [0.08122832, 69.5399],
      [0.07016505, 81.67973],
    ],
  ),
  math: points(
    [
      0.9080417, 0.8607368, 0.8191684, 0.7404428, 0.7032638, 0.6657009, 0.6420666, 0.6150931, 0.5927191, 0.5990931,
      0.5671653, 0.5479276, 0.5246119, 0.5077499, 0.4835651, 0.5302181, 0.5022306, 0.482848, 0.459402, 0.4427283,
      0.4269382, 0.4793278, 0.4535278, 0.436731, 0.4160446, 0.3984438, 0.3794305, 0.4447853, 0.4199197, 0.4006167,
      0.376526, 0.3625106, 0.3416431,
    ],
    [
      [0.4269388, 1.680245],
      [0.379431, 0.6601491],
      [0.3416456, 2.52012],
      [0.3117371, 5.640152],
      [0.2970212, 6.320545],
      [0.2584816, 14.51982],
      [0.2478482, 17.05969],
      [0.2288507, 21.85997],
      [0.2112736, 38.57996],
      [0.2027515, 32.39964],
    ],
    [
      [0.1858111, 44.3396],
      [0.1650783, 52.60011],
    ],
  ),
  mbpp: points(
    [
      1.141382, 1.096253, 1.018177, 0.9185279, 0.8895155, 0.8268384, 0.7702564, 0.7604613, 0.695625, 0.6950165,
      0.6443822, 0.6192171, 0.5859058, 0.548865, 0.504836, 0.5975854, 0.5527418, 0.5215603, 0.4841268, 0.4614057,
      0.4355732, 0.5031675, 0.4621025, 0.4461241, 0.4290661, 0.4081017, 0.3934483, 0.4583729, 0.4180146, 0.4029883,
      0.3869706, 0.3745451, 0.3652015,
    ],
    [
      [0.4352443, 5.059819],
      [0.3930279, 3.889935],
      [0.3647287, 9.729983],
      [0.3392177, 14.55004],
      [0.3332611, 22.74976],
      [0.2909515, 38.61989],
      [0.282177, 43.97044],
      [0.2487264, 57.66943],
      [0.2453617, 54.08952],
      [0.2266969, 66.93013],
    ],
    [
      [0.1783413, 79.09972],
      [0.1280995, 86.49961],
    ],
  ),
  humanEval: points(
    [
      0.6538586, 0.6061097, 0.5592803, 0.4784813, 0.439851, 0.4068389, 0.3790647, 0.360967, 0.3314109, 0.3383291,
      0.3146703, 0.2995529, 0.2764204, 0.2677647, 0.2532181, 0.2823874, 0.2602822, 0.2481262, 0.2364331, 0.2247464,
      0.216636, 0.2447781, 0.2247654, 0.2178155, 0.2057483, 0.1959765, 0.1890837, 0.2185574, 0.2045054, 0.1954439,
      0.1835669, 0.1791598, 0.1704471,
    ],
    [
      [0.2166391, 0.6100711],
      [0.1890852, 0.0003249127],
      [0.1704495, 7.930274],
      [0.1640898, 12.19958],
      [0.160926, 12.79958],
      [0.1447474, 31.71038],
      [0.1399836, 26.21995],
      [0.1285844, 48.17027],
      [0.1155437, 51.22009],
      [0.1074958, 53.66016],
    ],
    [
      [0.09034211, 73.16987],
      [0.0885545, 76.83051],
    ],
  ),
  average: points(
    [
      0.881212, 0.8409546, 0.7898436, 0.711409, 0.6758021, 0.6358865, 0.604061, 0.5875167, 0.5520585, 0.5524596,
      0.5171945, 0.4959106, 0.4704591, 0.4514039, 0.4253061, 0.4761423, 0.4459362, 0.4257518, 0.4010209, 0.3865568,
      0.3693737, 0.4189767, 0.3886146, 0.376134, 0.3573611, 0.3416192, 0.3292761, 0.3847219, 0.3575023, 0.3424141,
      0.3243841, 0.3113389, 0.2977143,
    ],
    [
      [0.3420486, 13.84595],
      [0.3037819, 12.41811],
      [0.2734325, 16.1193],
      [0.2545044, 18.14102],
      [0.2473215, 21.02561],
      [0.2096741, 32.68739],
      [0.2036945, 36.14465],
      [0.1839877, 46.68518],
      [0.171057, 51.28587],
      [0.1652879, 53.30084],
    ],
    [
      [0.1422171, 65.94407],
      [0.1233209, 74.90347],
    ],
  ),
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
  prices: (
    [
      ["GPT-3.5", "2022-11-30", 20, true],
      ["GPT-4", "2023-05-13", 30, false],
      ["Claude-2", "2023-07-11", 8, true],
      ["GPT-4-Turbo", "2023-11-06", 10, false],
      ["Claude-3-haiku", "2024-05-13", 0.25, true],
      ["GPT-4o", "2024-05-13", 2.5, false],
      ["GPT-4o-mini", "2024-07-18", 0.15, true],
      ["Llama-3.1-405B", "2024-07-23", 3, false],
      ["Gemini-1.5-Flash", "2024-08-12", 0.075, true],
      ["Claude-3.5-haiku", "2024-10-22", 1, false],
    ] satisfies Priced[]
  ).map(([name, date, price, cheapest]) => ({ name, date, price, cheapest })),
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
