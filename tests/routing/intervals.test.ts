import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  type AnyRoutingLaw,
  compareRouters,
  effectiveParameterCountInterval,
  expertsForLoss,
  fitRoutingLaw,
  isRoutingLaw,
  isUtilizationLaw,
  parametersForLoss,
  predictRoutedLoss,
  type RoutingLaw,
  routingCutoff,
} from "../../src/routing/index.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { MADE, madeLoss, madeSweep } from "./made-sweep.ts";

const sweep = madeSweep(MADE, 2e-3);
const fit = fitRoutingLaw(sweep);
const model = { parameters: 2e8, experts: 64 };

/** The law with one coefficient moved. */
function moved(term: keyof typeof MADE, step: number): RoutingLaw {
  const law = structuredClone(clark2022.sBase);
  const from: Record<string, { estimate: number }> = fit.coefficients;
  for (const each of law.terms) law.coefficients[each].estimate = from[each]?.estimate ?? Number.NaN;
  law.coefficients[term].estimate += step;
  return law;
}

/** The delta method with the derivatives by central differences of log10 of the answer. */
function deltaStandardError(answer: (law: RoutingLaw) => number | null): number {
  const gradient = fit.terms.map((term) => {
    const step = 1e-5 * Math.abs(MADE[term]);
    const [up, down] = [answer(moved(term, step)), answer(moved(term, -step))];
    return (Math.log10(up ?? Number.NaN) - Math.log10(down ?? Number.NaN)) / (2 * step);
  });
  let variance = 0;
  gradient.forEach((first, j) => {
    gradient.forEach((second, k) => {
      variance += first * second * (fit.covariance?.[j]?.[k] ?? Number.NaN);
    });
  });
  return Math.sqrt(variance);
}

const questions: Record<string, (law: AnyRoutingLaw) => { estimate: number | null; standardError: number | null }> = {
  "the loss": (law) => predictRoutedLoss(law, model),
  "the effective parameter count": (law) => effectiveParameterCountInterval(law, model),
  "the size for a loss": (law) => parametersForLoss(law, { loss: 2.5, experts: 64 }),
  "the experts for a loss": (law) => expertsForLoss(law, { loss: madeLoss(MADE, model), parameters: 2e8 }),
};

describe("the standard error of", () => {
  for (const [name, ask] of Object.entries(questions)) {
    it(`${name} is the delta method's`, () => {
      const { estimate, standardError } = ask(fit);
      const log10Error = deltaStandardError((law) => ask(law).estimate);
      expect((standardError ?? 0) / ((estimate ?? 0) * Math.LN10 * log10Error)).toBeCloseTo(1, 4);
    });
  }
});

describe("the bounds of", () => {
  it("a size for a loss are where the law's interval holds the loss", () => {
    const { lower, upper } = parametersForLoss(fit, { loss: 2.5, experts: 64 });
    expect(predictRoutedLoss(fit, { parameters: lower ?? 0, experts: 64 }).lower).toBeCloseTo(2.5, 8);
    expect(predictRoutedLoss(fit, { parameters: upper ?? 0, experts: 64 }).upper).toBeCloseTo(2.5, 8);
  });

  it("a number of experts for a loss are where the law's interval holds the loss", () => {
    const loss = madeLoss(MADE, model);
    const { lower, upper } = expertsForLoss(fit, { loss, parameters: 2e8 });
    expect(predictRoutedLoss(fit, { parameters: 2e8, experts: lower ?? 0 }).lower).toBeCloseTo(loss, 8);
    expect(predictRoutedLoss(fit, { parameters: 2e8, experts: upper ?? 0 }).upper).toBeCloseTo(loss, 8);
  });

  it("a law with draws are those of its draws", () => {
    const drawn = fitRoutingLaw(sweep, { interval: "percentile", keepDraws: true, resamples: 400 });
    expect(drawn.draws).toHaveLength(400);
    const [byDelta, byDraws] = [fit, drawn].map((law) => effectiveParameterCountInterval(law, model));
    expect((byDraws?.standardError ?? 0) / (byDelta?.standardError ?? 1)).toBeGreaterThan(0.5);
    expect((byDraws?.standardError ?? 0) / (byDelta?.standardError ?? 1)).toBeLessThan(2);
    expect(routingCutoff(drawn).log10Parameters).toEqual(drawn.log10Cutoff);
    const stored = { ...drawn, log10Cutoff: null };
    expect(routingCutoff(stored).log10Parameters).toEqual(drawn.log10Cutoff);
    for (const ask of Object.values(questions)) expectPlainJson(ask(drawn));
  });

  it("a law without covariance are null, said", () => {
    for (const ask of Object.values(questions)) {
      const answer = ask(clark2022.sBase);
      expect(answer).toMatchObject({ standardError: null, lower: null, upper: null });
      expect(answer).toHaveProperty("warnings", [expect.objectContaining({ code: "NO_COVARIANCE" })]);
    }
  });

  it("a wider level are wider", () => {
    const [narrow, wide] = [0.5, 0.99].map((level) => effectiveParameterCountInterval(fit, model, { level }));
    expect(wide?.lower ?? 0).toBeLessThan(narrow?.lower ?? 0);
    expect(wide?.upper ?? 0).toBeGreaterThan(narrow?.upper ?? 0);
  });
});

describe("clustered runs", () => {
  const clusters = sweep.parameters.map((size) => `size ${size}`);

  it("have robust intervals by default, with few clusters said", () => {
    const clustered = fitRoutingLaw(sweep, { clusters });
    expect(clustered.options).toMatchObject({ interval: "cluster", clusters: 5 });
    expect(clustered.intervalDegreesOfFreedom).toBe(4);
    expect(clustered.warnings.map(({ code }) => code)).toContain("FEW_CLUSTERS");
    expect(clustered.coefficients.a.estimate).toBe(fit.coefficients.a.estimate);
    expectPlainJson(clustered);
  });

  it("are resampled whole", () => {
    const clustered = fitRoutingLaw(sweep, { clusters, interval: "percentile", resamples: 100 });
    expect(clustered.options.interval).toBe("percentile");
    expectPlainJson(clustered);
  });

  it("refuse intervals that do not heed them, and others refuse clusters' own", () => {
    const refused = expect.objectContaining({ code: "INVALID_OPTION" });
    expect(() => fitRoutingLaw(sweep, { clusters, interval: "profile" })).toThrow(refused);
    expect(() => fitRoutingLaw(sweep, { interval: "cluster" })).toThrow(refused);
  });
});

describe("weights", () => {
  it("of two are the same as rows given twice, but for the degrees of freedom", () => {
    const weights = sweep.loss.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const again = sweep.loss.flatMap((_, i) => (i % 3 === 0 ? [i, i] : [i]));
    const pick = (column: number[]) => again.map((i) => column[i] ?? Number.NaN);
    const repeated = { parameters: pick(sweep.parameters), experts: pick(sweep.experts), loss: pick(sweep.loss) };
    const [weighted, twice] = [fitRoutingLaw(sweep, { weights }), fitRoutingLaw(repeated)];
    expect(weighted.options.weighted).toBe(true);
    for (const term of ["a", "b", "d"] as const) {
      expect(weighted.coefficients[term].estimate / twice.coefficients[term].estimate).toBeCloseTo(1, 9);
    }
    const [first, second] = [weighted.goodness.sumOfSquaredResiduals, twice.goodness.sumOfSquaredResiduals];
    expect((first ?? 0) / (second ?? 1)).toBeCloseTo(1, 10);
  });
});

describe("routers side by side", () => {
  const worse = fitRoutingLaw(madeSweep({ ...MADE, d: MADE.d + 0.02 }, 2e-3));
  const compared = compareRouters({ first: fit, worse }, { parameters: [1e8, 1e9], experts: [1, 64] });

  it("have a row for each router, size and number of experts, and a difference for each pair", () => {
    expect(compared.rows).toHaveLength(8);
    expect(compared.differences).toHaveLength(4);
    expect(Object.keys(compared.cutoffs)).toEqual(["first", "worse"]);
    expectPlainJson(compared);
  });

  it("differ by log10 of their losses, and the better one is said where the interval allows it", () => {
    const [row] = compared.differences;
    const [one, other] = [fit, worse].map(
      (law) => predictRoutedLoss(law, { parameters: 1e8, experts: 1 }).estimate ?? 0,
    );
    expect(row?.log10LossRatio.estimate).toBeCloseTo(Math.log10((one ?? 0) / (other ?? 0)), 12);
    expect(row?.better).toBe("first");
    expect(compareRouters([fit, fit], { parameters: 1e8, experts: 8 }).differences[0]?.better).toBeNull();
  });

  it("are each read at a place as they are read there alone", () => {
    const drawn = fitRoutingLaw(madeSweep(), { interval: "residual", resamples: 30, keepDraws: true });
    const laws = { fit, drawn, published: clark2022.sBase };
    const at = { parameters: [3e7, 1e8, 4e10], experts: [1, 7, 900] };
    const found = compareRouters(laws, at, { level: 0.8 });
    const places = at.parameters.flatMap((parameters) => at.experts.map((experts) => ({ parameters, experts })));
    const rows = Object.entries(laws).flatMap(([router, law]) =>
      places.map((model) => ({
        router,
        ...model,
        loss: predictRoutedLoss(law, model, { level: 0.8 }),
        effectiveParameters: effectiveParameterCountInterval(law, model, { level: 0.8 }),
      })),
    );
    expect(found.rows).toEqual(rows);
    const lossOf = (name: string): number =>
      rows.find(({ router, parameters, experts }) => router === name && parameters === 1e8 && experts === 7)?.loss
        .estimate ?? 0;
    const there = found.differences.filter(({ parameters, experts }) => parameters === 1e8 && experts === 7);
    expect(there).toHaveLength(3);
    for (const { first, second, log10LossRatio } of there) {
      expect(log10LossRatio.estimate).toBeCloseTo(Math.log10(lossOf(first) / lossOf(second)), 12);
      expect(log10LossRatio.lower === null).toBe(second === "published");
    }
  });

  it("are at most 100 000 places times laws squared", () => {
    const many = Array.from({ length: 10 }, () => clark2022.sBase);
    const parameters = Array.from({ length: 1001 }, (_, i) => 1e8 * (i + 1));
    expect(() => compareRouters(many, { parameters, experts: 8 })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining("at most 100000") }),
    );
    expect(compareRouters(many, { parameters: parameters.slice(1), experts: 8 }).differences).toHaveLength(45_000);
  });

  it("need at least one law and one model", () => {
    const refused = expect.objectContaining({ code: "EMPTY_INPUT" });
    expect(() => compareRouters({}, { parameters: 1e8, experts: 1 })).toThrow(refused);
    expect(() => compareRouters({ fit }, { parameters: [], experts: 1 })).toThrow(refused);
  });
});

describe("the guards", () => {
  it("refuse laws that could not be predicted from", () => {
    expect(isRoutingLaw(fit)).toBe(true);
    expect(isRoutingLaw({ ...fit, terms: ["a", "b"] })).toBe(false);
    const { expertsMax, ...rest } = JSON.parse(JSON.stringify(fit)).coefficients;
    const flipped = {
      ...fit,
      coefficients: { ...rest, expertsMax: { ...expertsMax, estimate: 1, lower: 0, upper: 2 } },
    };
    expect(isRoutingLaw(flipped)).toBe(false);
    expect(isUtilizationLaw(fit)).toBe(false);
  });
});
