import { parseScoreTable } from "scaling-laws/dataset";
import { capacityDensity, effectiveParameterSize, fitDensingLaw, type SizeReference } from "scaling-laws/densing";
import { ScalingError } from "scaling-laws/errors";
import { ExampleFailure, readText } from "./read-records.ts";

/** A model with all that a density needs. */
export interface DatedScore {
  name: string;
  family: string;
  date: string;
  parameters: number;
  score: number;
  dense: boolean;
}

export interface ScoreColumn {
  benchmark: string;
  /** All scores as fractions of 1. */
  models: DatedScore[];
  /** Models of the benchmark without date or size, or not known to be dense. */
  undated: number;
  notDense: number;
  percent: boolean;
}

/** Scores by guessing, of benchmarks with a fixed number of choices. */
const CHANCE: Record<string, number> = { MMLU: 0.25, ARC_C: 0.25, HellaSwag: 0.25, Winogrande: 0.5, PIQA: 0.5 };

export const chanceLevel = (benchmark: string): number | null => CHANCE[benchmark] ?? null;

/** One benchmark of a score table: the one named, MMLU, or the one with most scores. */
export function readScores(path: string, wanted: string | undefined): ScoreColumn {
  const { models } = parseScoreTable(readText(path));
  const counts = new Map<string, number>();
  for (const { scores } of models) {
    for (const [name, score] of Object.entries(scores))
      if (score !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const benchmark = wanted ?? (counts.has("MMLU") ? "MMLU" : most?.[0]);
  if (benchmark === undefined || !counts.has(benchmark)) {
    throw new ExampleFailure(
      `${path} has no scores of ${benchmark ?? "any benchmark"}; it has ${[...counts.keys()].join(", ")}.`,
    );
  }
  const scored = models.filter((model) => (model.scores[benchmark] ?? null) !== null);
  const percent = scored.some((model) => (model.scores[benchmark] ?? 0) > 1.5);
  const flagged = models.some((model) => model.mixtureOfExperts !== undefined);
  const usable = scored.flatMap(({ name, family, releaseDate, parameters, scores, mixtureOfExperts }): DatedScore[] => {
    if (releaseDate === null || releaseDate.length < 10 || parameters === null || !(parameters > 0)) return [];
    const score = (scores[benchmark] ?? 0) / (percent ? 100 : 1);
    return [
      {
        name,
        family: family ?? name,
        date: releaseDate,
        parameters,
        score,
        dense: !flagged || mixtureOfExperts === false,
      },
    ];
  });
  const dense = usable.filter((model) => model.dense);
  return {
    benchmark,
    models: dense,
    undated: scored.length - usable.length,
    notDense: usable.length - dense.length,
    percent,
  };
}

const FEWEST_SIZES = 5;

/** The family named, or of those with five sizes the one whose scores reach farthest. */
export function referenceFamily(models: readonly DatedScore[], wanted: string | undefined): string {
  const families = new Map<string, DatedScore[]>();
  for (const model of models) families.set(model.family, [...(families.get(model.family) ?? []), model]);
  const reach = (members: readonly DatedScore[]): number => {
    const scores = members.map((model) => model.score);
    return Math.max(...scores) - Math.min(...scores);
  };
  const sizes = (members: readonly DatedScore[]): number => new Set(members.map((model) => model.parameters)).size;
  if (wanted !== undefined) {
    const members = families.get(wanted);
    if (members !== undefined && sizes(members) >= 3) return wanted;
    throw new ExampleFailure(
      `A reference family needs three sizes; ${wanted} has ${members === undefined ? 0 : sizes(members)}.`,
    );
  }
  const [best] = [...families]
    .filter(([, members]) => sizes(members) >= FEWEST_SIZES)
    .sort((a, b) => reach(b[1]) - reach(a[1]));
  if (best === undefined) throw new ExampleFailure(`No family has ${FEWEST_SIZES} sizes with a score: name one.`);
  return best[0];
}

export interface DenseModel extends DatedScore {
  density: number;
  extrapolated: boolean;
}

/** Densities of models under a reference; `outcomes` counts those that have none. */
export function densitiesOf(
  models: readonly DatedScore[],
  reference: SizeReference,
  options: { referenceTokens?: number; scale?: number } = {},
): { rows: DenseModel[]; outcomes: Record<string, number> } {
  const outcomes: Record<string, number> = {};
  const { scale = 1, ...rest } = options;
  const rows = models.flatMap((model) => {
    const size = effectiveParameterSize(reference, scale * model.score, { ...rest, resamples: 0 });
    outcomes[size.status] = (outcomes[size.status] ?? 0) + 1;
    const { density } = capacityDensity(size, model);
    return density === null || density === 0 ? [] : [{ ...model, density, extrapolated: size.extrapolated }];
  });
  return { rows, outcomes };
}

type Law = ReturnType<typeof fitDensingLaw>;

/** The law of these models, or null where they have too few records. */
export function lawOf(rows: readonly DenseModel[], full = false): Law | null {
  try {
    return fitDensingLaw(
      {
        date: rows.map((row) => row.date),
        density: rows.map((row) => row.density),
        name: rows.map((row) => row.name),
      },
      { clusters: rows.map((row) => row.family), ...(full ? {} : { permutations: 0, resamples: 0 }) },
    );
  } catch (error) {
    if (error instanceof ScalingError && (error.code === "TOO_FEW_POINTS" || error.code === "EMPTY_INPUT")) return null;
    throw error;
  }
}
