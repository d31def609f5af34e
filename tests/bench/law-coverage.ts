/**
 * How often the default intervals of the laws hold the truth at level .95: the table of docs/decisions/law-intervals.md.
 * Run by hand: npx tsx tests/bench/law-coverage.ts [simulations] [topics, by commas].
 */
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import type { LossLawOptions } from "../../src/loss-laws/loss-law-options.ts";
import { type RandomSource, randomSource, standardNormal } from "../../src/numeric/random.ts";
import { effectiveParameterCountInterval } from "../../src/routing/effective-parameter-count-interval.ts";
import { fitRoutingLaw } from "../../src/routing/routing-fit.ts";
import type { RoutingInterval } from "../../src/routing/routing-law.ts";
import { EXPERTS, MADE, madeExperts, madeLoss, SIZES } from "../routing/made-sweep.ts";

const SIMULATIONS = Number(process.argv[2] ?? 1000);
const TOPICS = (process.argv[3] ?? "routing,loss,densing").split(",");

interface Bounds {
  lower: number | null;
  upper: number | null;
}

/** Shares of intervals that hold the truth, and of those open on a side, by quantity. */
class Coverage {
  private readonly counts = new Map<string, { hits: number; open: number; of: number }>();

  add(quantity: string, truth: number, bounds: Bounds | null): void {
    const count = this.counts.get(quantity) ?? { hits: 0, open: 0, of: 0 };
    const { lower, upper } = bounds ?? { lower: null, upper: null };
    if ((lower ?? -Infinity) <= truth && truth <= (upper ?? Infinity)) count.hits++;
    if (lower === null || upper === null) count.open++;
    count.of++;
    this.counts.set(quantity, count);
  }

  print(data: string, interval: string): void {
    for (const [quantity, { hits, open, of }] of this.counts) {
      console.log(`| ${data} | ${interval} | ${quantity} | ${(hits / of).toFixed(3)} | ${(open / of).toFixed(3)} |`);
    }
  }
}

function simulate(
  data: string,
  interval: string,
  once: (random: RandomSource, to: Coverage, seed: number) => void,
): void {
  const random = randomSource(11);
  const coverage = new Coverage();
  for (let s = 1; s <= SIMULATIONS; s++) once(random, coverage, s);
  coverage.print(data, interval);
}

/** A sweep of 35 runs; noise in log10 of the loss. */
function routing(noise: number, interval: RoutingInterval): void {
  const models = SIZES.flatMap((parameters) => EXPERTS.map((experts) => ({ parameters, experts })));
  const asked = { parameters: 1e9, experts: 64 };
  const kappa = madeExperts(MADE, 1);
  const dense = MADE.a + MADE.c * Math.log10(kappa);
  const gain = Math.log10(madeExperts(MADE, asked.experts) / kappa);
  const log10Effective = 9 + ((MADE.b + MADE.c * 9) * gain) / dense;
  simulate(`35 routed runs, noise ${noise} dex`, interval, (random, to, seed) => {
    const loss = models.map((model) => madeLoss(MADE, model) * 10 ** (noise * standardNormal(random)));
    const columns = { parameters: models.map((m) => m.parameters), experts: models.map((m) => m.experts), loss };
    const fit = fitRoutingLaw(columns, { interval, resamples: 300, seed, keepDraws: interval !== "profile" });
    to.add("cut-off", -MADE.b / MADE.c, fit.log10Cutoff);
    to.add("c", MADE.c, "c" in fit.coefficients ? fit.coefficients.c : null);
    to.add("effective parameters", 10 ** log10Effective, effectiveParameterCountInterval(fit, asked));
  });
}

const LAW = { E: 1.8, A: 480, B: 2100, alpha: 0.35, beta: 0.37 };

interface LossRuns {
  parameters: number[];
  tokens: number[];
  loss: number[];
}

/** Runs along isoFLOP lines, as in the literature; relative noise, normal or heavy-tailed. */
function lossRuns(n: number, noise: number, heavy: boolean, random: RandomSource): LossRuns {
  const runs: LossRuns = { parameters: [], tokens: [], loss: [] };
  for (let i = 0; i < n; i++) {
    const logFlop = Math.log(1e18) + (Math.log(3e21 / 1e18) * (i % 9)) / 8;
    const tilt = ((Math.floor(i / 9) + 0.5) / Math.ceil(n / 9) - 0.5) * 3.5;
    const size = Math.exp((logFlop - Math.log(6)) / 2 - 1.5 + tilt);
    const tokens = Math.exp(logFlop) / 6 / size;
    const z = standardNormal(random);
    const chi = standardNormal(random) ** 2 + standardNormal(random) ** 2 + standardNormal(random) ** 2;
    const error = noise * (heavy ? z / Math.sqrt(chi) : z);
    runs.parameters.push(size);
    runs.tokens.push(tokens);
    runs.loss.push((LAW.E + LAW.A / size ** LAW.alpha + LAW.B / tokens ** LAW.beta) * Math.exp(error));
  }
  return runs;
}

function loss(n: number, noise: number, heavy: boolean, options: LossLawOptions, interval: string): void {
  const { A, B, alpha, beta } = LAW;
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const optimal = G * (1e23 / 6) ** (beta / (alpha + beta));
  simulate(`${n} losses, ${heavy ? "t3" : "normal"} ${noise}`, interval, (random, to, seed) => {
    const law = fitLossLaw(lossRuns(n, noise, heavy, random), { ...options, resamples: 200, seed, keepDraws: true });
    to.add("alpha", alpha, law.coefficients.alpha);
    to.add("E", LAW.E, "E" in law.coefficients ? law.coefficients.E : null);
    const best = computeOptimal(law, { flop: 1e23 });
    to.add("exponent a", beta / (alpha + beta), best.parameterExponent);
    to.add("optimal size at 1e23 FLOP", optimal, best.parameters);
  });
}

const REFERENCE = { A: 30, B: 60, alpha: 0.2, beta: 0.22 };
const CURVE = { c: 70, gamma: -4, l: 0.9, d: 20 };
const TOKENS = 5e12;

/** 33 reference runs of 60 M to 9 B parameters, and 24 models with loss and score of one benchmark. */
function densing(lossNoise: number, scoreNoise: number): void {
  const runs = [6e7, 2e8, 6e8, 1.7e9, 4e9, 9e9].flatMap((size) =>
    [10, 20, 40, 80, 120].map((multiple) => ({ size, tokens: size * multiple })),
  );
  const lossAt = (size: number, tokens: number): number =>
    REFERENCE.A / size ** REFERENCE.alpha + REFERENCE.B / tokens ** REFERENCE.beta;
  const scoreAt = (value: number): number => CURVE.d + CURVE.c / (1 + Math.exp(-CURVE.gamma * (value - CURVE.l)));
  const target = 4e9;
  const score = scoreAt(lossAt(target, TOKENS));
  simulate(`${runs.length} runs, loss ${lossNoise}, score ${scoreNoise}`, "default", (random, to, seed) => {
    const lossLaw = fitLossLaw(
      {
        parameters: runs.map((run) => run.size),
        tokens: runs.map((run) => run.tokens),
        loss: runs.map((run) => lossAt(run.size, run.tokens) * Math.exp(lossNoise * standardNormal(random))),
      },
      { irreducible: "none", objective: "least-squares" },
    );
    const seen = Array.from({ length: 24 }, (_, i) => 0.3 + (1.6 * i) / 23);
    const curve = fitPerformanceCurve({
      loss: seen,
      score: seen.map((value) => scoreAt(value) + scoreNoise * standardNormal(random)),
    });
    const size = effectiveParameterSize({ lossLaw, curve }, score, { referenceTokens: TOKENS, seed });
    to.add("effective size", target, size.interval);
  });
}

console.log("| data | interval | quantity | holds the truth | open on a side |\n|---|---|---|---|---|");
if (TOPICS.includes("routing")) {
  for (const noise of [0.001, 0.003, 0.006]) routing(noise, "profile");
  routing(0.003, "residual");
}
if (TOPICS.includes("loss")) {
  const squares: LossLawOptions = { objective: "least-squares" };
  for (const n of [45, 240]) loss(n, 0.005, false, squares, "t, least squares");
  for (const n of [45, 240]) loss(n, 0.005, false, {}, "percentile, Huber");
  loss(240, 0.005, true, {}, "percentile, Huber");
  loss(240, 0.005, true, squares, "t, least squares");
}
if (TOPICS.includes("densing"))
  for (const [a, b] of [
    [0.003, 1],
    [0.01, 2],
    [0.003, 3],
  ] as const)
    densing(a, b);
