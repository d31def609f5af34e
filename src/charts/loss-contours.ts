import { type LossCoefficients, powerTerm } from "../loss-laws/loss-formula.ts";

/** A curve of equal loss, from small models to large ones. */
export interface LossContour {
  readonly loss: number;
  readonly points: readonly { readonly parameters: number; readonly tokens: number }[];
}

/** The rectangle of sizes and tokens that is drawn. */
export interface LossWindow {
  readonly parameters: readonly [low: number, high: number];
  readonly tokens: readonly [low: number, high: number];
}

const STEPS = 48;
const STEP_SIZES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Round losses between two bounds, spaced evenly in ln(loss - E), where contours are evenly spaced in the plot. */
export function contourLosses(E: number, low: number, high: number, count: number): number[] {
  const wanted = Array.from(
    { length: count },
    (_, k) => E + (low - E) * ((high - E) / (low - E)) ** ((k + 1) / (count + 1)),
  );
  const rounded = wanted.map((loss, k) => {
    const gap = Math.abs((wanted[k + 1] ?? high) - loss);
    const step = STEP_SIZES.filter((each) => each <= gap / 2).at(-1) ?? 0.01;
    return Number((Math.round(loss / step) * step).toPrecision(6));
  });
  return [...new Set(rounded)].filter((loss) => loss > low && loss < high);
}

/** D at which a model of ln N reaches a loss, (B / (L - E - A / N^alpha))^(1 / beta); null where none does. */
function tokensForLoss(coefficients: LossCoefficients, logParameters: number, loss: number): number | null {
  const { E, A, B, alpha, beta } = coefficients;
  const left = loss - E - powerTerm(A, alpha, logParameters);
  if (!(left > 0)) return null;
  const tokens = (B / left) ** (1 / beta);
  return Number.isFinite(tokens) && tokens > 0 ? tokens : null;
}

/** N at which a model trained on ln D tokens reaches a loss: the same with the terms exchanged. */
function parametersForLoss({ E, A, B, alpha, beta }: LossCoefficients, logTokens: number, loss: number): number | null {
  return tokensForLoss({ E, A: B, B: A, alpha: beta, beta: alpha }, logTokens, loss);
}

/** The part of a contour inside a window, walked along both axes, since it is steep at one end and flat at the other. */
export function lossContour(coefficients: LossCoefficients, loss: number, window: LossWindow): LossContour {
  const [left, right] = window.parameters;
  const [bottom, top] = window.tokens;
  const points: { parameters: number; tokens: number }[] = [];
  for (let k = 0; k <= STEPS; k++) {
    const share = k / STEPS;
    const parameters = left * (right / left) ** share;
    const tokens = tokensForLoss(coefficients, Math.log(parameters), loss);
    if (tokens !== null && tokens >= bottom && tokens <= top) points.push({ parameters, tokens });
    const height = bottom * (top / bottom) ** share;
    const size = parametersForLoss(coefficients, Math.log(height), loss);
    if (size !== null && size >= left && size <= right) points.push({ parameters: size, tokens: height });
  }
  points.sort((a, b) => a.parameters - b.parameters || b.tokens - a.tokens);
  return { loss, points };
}
