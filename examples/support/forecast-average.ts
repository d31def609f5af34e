import {
  compareTrendShapes,
  type Forecast,
  fitPiecewiseTrend,
  fitTrend,
  type PastSeries,
  predictPiecewiseTrend,
  predictTrend,
  type TrendShapeRow,
} from "scaling-laws/trends";

/** Where log10 of a value lies by one shape: taken as normal. */
interface Normal {
  weight: number;
  mean: number;
  deviation: number;
}

/** log10 of a value with the bounds of its interval; the median of all shapes, weighted. */
export interface AveragedLog10 {
  median: number;
  lower: number;
  upper: number;
}

type Of = "line" | "observation";

/** A projection by one line, one kink and one jump, each with the weight that BIC gives it. */
export interface AveragedTrend {
  shapes: TrendShapeRow[];
  at: (year: number, of: Of) => AveragedLog10 | null;
}

/** The normal quantile at .975, by which bounds at 95 % become a standard deviation. */
const Z = 1.959963984540054;
/** A shape of less weight than this changes nothing that is printed. */
const LEAST_WEIGHT = 1e-3;
const RESAMPLES = 200;

export function averageTrends(series: PastSeries): AveragedTrend {
  const shapes = compareTrendShapes(series, { shapes: ["line", "kink", "jump"] });
  const predictors = shapes.flatMap(({ shape, weight }) => {
    if (weight === null || weight < LEAST_WEIGHT) return [];
    if (shape === "line") {
      const fit = fitTrend(series);
      return [{ weight, predict: (year: number, of: Of) => predictTrend(fit, year, { of, level: 0.95 }) }];
    }
    const continuous = shape === "kink";
    const fit = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous, resamples: RESAMPLES });
    return [{ weight, predict: (year: number, of: Of) => predictPiecewiseTrend(fit, year, { of, level: 0.95 }) }];
  });
  return {
    shapes,
    at: (year, of) => {
      const parts: Normal[] = [];
      for (const { weight, predict } of predictors) {
        const { estimate, lower, upper } = predict(year, of);
        if (!estimate || !lower || !upper) return null;
        const deviation = (Math.log10(upper) - Math.log10(lower)) / (2 * Z);
        parts.push({ weight, mean: Math.log10(estimate), deviation });
      }
      if (parts.length === 0) return null;
      return { median: quantile(parts, 0.5), lower: quantile(parts, 0.025), upper: quantile(parts, 0.975) };
    },
  };
}

/** The same as a forecast that can be tested on the past. Fits once for the same past. */
export function averagedForecast(): Forecast {
  const known = new Map<number, AveragedTrend>();
  return (past, years) => {
    const fit = known.get(past.year.length) ?? averageTrends(past);
    known.set(past.year.length, fit);
    return years.map((year) => {
      const log = fit.at(year, "observation");
      const value = (exponent: number | undefined): number | null => (exponent === undefined ? null : 10 ** exponent);
      return {
        estimate: value(log?.median),
        standardError: null,
        lower: value(log?.lower),
        upper: value(log?.upper),
        level: 0.95,
        warnings: [],
      };
    });
  };
}

/** Below which the share `probability` of the weighted normals lies. */
function quantile(parts: readonly Normal[], probability: number): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  let low = Math.min(...parts.map(({ mean, deviation }) => mean - 9 * deviation));
  let high = Math.max(...parts.map(({ mean, deviation }) => mean + 9 * deviation));
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const below = parts.reduce((sum, each) => sum + (each.weight / total) * normalBelow(middle, each), 0);
    if (below < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The share of a normal below x, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalBelow(x: number, { mean, deviation }: Normal): number {
  if (deviation === 0) return x < mean ? 0 : 1;
  const z = Math.abs(x - mean) / deviation;
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x < mean ? tail : 1 - tail;
}
