import type { NonlinearProblem } from "../../src/numeric/nonlinear-least-squares-problem.ts";

export type Curve = (b: ArrayLike<number>, x: number, slopes: number[]) => number;

const sigmoid: Curve = (b, x, slopes) => {
  const share = 1 / (1 + Math.exp(-b[1]! * (x - b[2]!)));
  const bend = b[0]! * share * (1 - share);
  slopes.splice(0, 4, share, bend * (x - b[2]!), -bend * b[1]!, 1);
  return b[0]! * share + b[3]!;
};

const offsetPower: Curve = (b, x, slopes) => {
  const power = x ** -b[2]!;
  slopes.splice(0, 3, 1, power, -b[1]! * power * Math.log(x));
  return b[0]! + b[1]! * power;
};

const decays: Curve = (b, x, slopes) => {
  const first = Math.exp(-b[1]! * x);
  const second = Math.exp(-b[3]! * x);
  slopes.splice(0, 4, first, -x * b[0]! * first, second, -x * b[2]! * second);
  return b[0]! * first + b[2]! * second;
};

export const saturation: Curve = (b, x, slopes) => {
  const decay = Math.exp(-b[1]! * x);
  slopes.splice(0, 2, 1 - decay, b[0]! * x * decay);
  return b[0]! * (1 - decay);
};

export function problemOf(
  curve: Curve,
  x: readonly number[],
  y: readonly number[],
  coefficients: number,
  weights: readonly number[] | null = null,
): NonlinearProblem {
  const slopes: number[] = [];
  return {
    rows: x.length,
    coefficients,
    evaluate(b, residuals, jacobian) {
      for (let i = 0; i < x.length; i++) {
        const root = Math.sqrt(weights?.[i] ?? 1);
        residuals[i] = (curve(b, x[i]!, slopes) - y[i]!) * root;
        if (jacobian === null) continue;
        for (let j = 0; j < coefficients; j++) jacobian[j * x.length + i] = slopes[j]! * root;
      }
      return true;
    },
  };
}

export const plans: Record<string, { curve: Curve; start: number[] }> = {
  sigmoid: { curve: sigmoid, start: [50, 5, 0.4, 10] },
  "offset power, weighted": { curve: offsetPower, start: [1, 1, 1] },
  "offset power at its bound": { curve: offsetPower, start: [1, 1, 1] },
  "two decays": { curve: decays, start: [1, 0.1, 1, 1] },
};
