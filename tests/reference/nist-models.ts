/** A model of the NIST StRD nonlinear sets: its value at x, and its derivatives by b1, b2, ... into `slopes`. */
export type Model = (b: ArrayLike<number>, x: number, slopes: number[]) => number;

/** Ratio of a polynomial with `top` coefficients and 1 + a polynomial without constant with the others. */
const rational =
  (top: number): Model =>
  (b, x, slopes) => {
    let numerator = 0;
    let denominator = 1;
    for (let k = 0; k < top; k++) numerator += b[k]! * x ** k;
    for (let k = top; k < b.length; k++) denominator += b[k]! * x ** (k - top + 1);
    for (let k = 0; k < top; k++) slopes[k] = x ** k / denominator;
    for (let k = top; k < b.length; k++) slopes[k] = (-numerator / denominator ** 2) * x ** (k - top + 1);
    return numerator / denominator;
  };

const saturation: Model = (b, x, slopes) => {
  const decay = Math.exp(-b[1]! * x);
  slopes[0] = -Math.expm1(-b[1]! * x);
  slopes[1] = b[0]! * x * decay;
  return b[0]! * slopes[0]!;
};

/** The formulas that the certified data sets name, written by hand with their derivatives. */
export const models: Record<string, Model> = {
  "b1*(1-exp(-b2*x))": saturation,
  "(b1+b2*x+b3*x^2+b4*x^3)/(1+b5*x+b6*x^2+b7*x^3)": rational(4),
  "(b1+b2*x+b3*x^2)/(1+b4*x+b5*x^2)": rational(3),
  "b1*(x^2+x*b2)/(x^2+x*b3+b4)": (b, x, slopes) => {
    const top = x * x + x * b[1]!;
    const bottom = x * x + x * b[2]! + b[3]!;
    const value = (b[0]! * top) / bottom;
    slopes[0] = top / bottom;
    slopes[1] = (b[0]! * x) / bottom;
    slopes[2] = (-value * x) / bottom;
    slopes[3] = -value / bottom;
    return value;
  },
  "b1*exp(b2/(x+b3))": (b, x, slopes) => {
    const distance = x + b[2]!;
    const power = Math.exp(b[1]! / distance);
    slopes[0] = power;
    slopes[1] = (b[0]! * power) / distance;
    slopes[2] = (-b[0]! * power * b[1]!) / distance ** 2;
    return b[0]! * power;
  },
  "b1+b2*exp(-x*b4)+b3*exp(-x*b5)": (b, x, slopes) => {
    const first = Math.exp(-x * b[3]!);
    const second = Math.exp(-x * b[4]!);
    slopes[0] = 1;
    slopes[1] = first;
    slopes[2] = second;
    slopes[3] = -x * b[1]! * first;
    slopes[4] = -x * b[2]! * second;
    return b[0]! + b[1]! * first + b[2]! * second;
  },
  "b1/((1+exp(b2-b3*x))^(1/b4))": (b, x, slopes) => {
    const odds = Math.exp(b[1]! - b[2]! * x);
    const log = Math.log1p(odds);
    const power = Math.exp(-log / b[3]!);
    const value = b[0]! * power;
    slopes[0] = power;
    slopes[1] = ((-value / b[3]!) * odds) / (1 + odds);
    slopes[2] = (((value * x) / b[3]!) * odds) / (1 + odds);
    slopes[3] = (value * log) / b[3]! ** 2;
    return value;
  },
  "b1/(1+exp(b2-b3*x))": (b, x, slopes) => {
    const odds = Math.exp(b[1]! - b[2]! * x);
    const value = b[0]! / (1 + odds);
    slopes[0] = 1 / (1 + odds);
    slopes[1] = (-value * odds) / (1 + odds);
    slopes[2] = (value * x * odds) / (1 + odds);
    return value;
  },
  "(b1/b2)*exp(-0.5*((x-b3)/b2)^2)": (b, x, slopes) => {
    const z = (x - b[2]!) / b[1]!;
    const bell = Math.exp(-0.5 * z * z);
    const value = (b[0]! / b[1]!) * bell;
    slopes[0] = bell / b[1]!;
    slopes[1] = (value * (z * z - 1)) / b[1]!;
    slopes[2] = (value * z) / b[1]!;
    return value;
  },
  "b1*x^b2": (b, x, slopes) => {
    const power = x ** b[1]!;
    slopes[0] = power;
    slopes[1] = b[0]! * power * Math.log(x);
    return b[0]! * power;
  },
  "exp(-b1*x)/(b2+b3*x)": (b, x, slopes) => {
    const bottom = b[1]! + b[2]! * x;
    const value = Math.exp(-b[0]! * x) / bottom;
    slopes[0] = -x * value;
    slopes[1] = -value / bottom;
    slopes[2] = (-value * x) / bottom;
    return value;
  },
  "b1*(b2+x)^(-1/b3)": (b, x, slopes) => {
    const log = Math.log(b[1]! + x);
    const power = Math.exp(-log / b[2]!);
    const value = b[0]! * power;
    slopes[0] = power;
    slopes[1] = -value / (b[2]! * (b[1]! + x));
    slopes[2] = (value * log) / b[2]! ** 2;
    return value;
  },
  "b1*exp(-b2*x)+b3*exp(-b4*x)+b5*exp(-b6*x)": (b, x, slopes) => {
    let value = 0;
    for (let k = 0; k < 6; k += 2) {
      const decay = Math.exp(-b[k + 1]! * x);
      slopes[k] = decay;
      slopes[k + 1] = -x * b[k]! * decay;
      value += b[k]! * decay;
    }
    return value;
  },
  "b1*b2*x*((1+b2*x)^(-1))": (b, x, slopes) => {
    const bottom = 1 + b[1]! * x;
    slopes[0] = (b[1]! * x) / bottom;
    slopes[1] = (b[0]! * x) / bottom ** 2;
    return b[0]! * slopes[0]!;
  },
  "b1-b2*x-atan(b3/(x-b4))/pi": (b, x, slopes) => {
    const distance = x - b[3]!;
    const square = distance ** 2 + b[2]! ** 2;
    slopes[0] = 1;
    slopes[1] = -x;
    slopes[2] = -distance / square / Math.PI;
    slopes[3] = -b[2]! / square / Math.PI;
    return b[0]! - b[1]! * x - Math.atan(b[2]! / distance) / Math.PI;
  },
};
