import type { Estimate } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { type EstimateFormat, formatEstimate } from "./interval-format.ts";
import { formatNumber } from "./number-format.ts";
import { field, warningLines } from "./text-lines.ts";

/** What a piecewise trend carries beyond a fit, as far as a summary reads it. */
interface Segmented {
  selection: readonly { breaks: number; bic: number | null }[];
  segments: readonly { from: number; to: number; n: number; slopeOomPerYear: Estimate }[];
  breaks: readonly Estimate[];
}

interface TermWords extends EstimateFormat {
  label: string;
}

const OOM_PER_YEAR = "orders of magnitude a year";

const TITLES: Partial<Record<Law["kind"], string>> = {
  trend: "Trend: a straight line through log10(value)",
  "robust-trend": "Robust trend: the median of the slopes between all pairs of points (Theil-Sen)",
  "quantile-trend": "Quantile trend: a line with a given share of the values below it",
  "piecewise-trend": "Piecewise trend: straight lines through log10(value), joined at breaks in time",
  "loss-law": "Loss law: L = E + A / N^alpha + B / D^beta, N parameters and D tokens",
  "power-law": "Power law: y = offset + coefficient x^exponent",
  "performance-curve": "Performance curve: score = c / (1 + exp(-gamma (loss - l))) + d",
  "score-law": "Score law: a sigmoid of ln size from floor to ceiling, half-way at logMidpoint",
  "densing-law": "Densing law: ln density = intercept + slope x days since the origin",
  "routing-law": "Routing law: log10 L = a n + b e + c n e + d, n and e log10 of size and experts",
  "utilization-law": "Utilization law: log10 L = a f + b u + c f u + d, logarithms of FLOP and use",
  "moe-law": "Law of mixtures of experts: loss by parameters, tokens and experts",
  "unique-sequences": "Unique sequences: their number grows as the tokens of the corpus to a power",
  "broken-power-law": "Broken power law: y = a + b x^-c0, its exponent changed by c at every d",
};

const INTERVALS: Record<string, string> = {
  t: "Student t; points taken as independent",
  cluster: "robust to clusters of dependent points",
  percentile: "percentiles of a bootstrap",
  bca: "bias-corrected and accelerated bootstrap",
  residual: "bootstrap of the residuals",
  wild: "wild bootstrap: residuals of random sign",
  profile: "inverted F profile",
  sen: "Sen's, from the ranks of the slopes",
  pairs: "percentiles of a bootstrap of points or clusters",
};

export function yearText(year: number): string {
  return year.toFixed(1);
}

export function powerText(log10: number): string {
  return Math.abs(log10) < 300 ? formatNumber(10 ** log10) : `10^${formatNumber(log10)}`;
}

/** How a term is read; a law this file does not know shows its terms under their own names. */
function termWords(term: string, referenceYear: string): TermWords {
  const number = /\d+$/.exec(term)?.[0] ?? "";
  const stem = term.slice(0, term.length - number.length);
  const suffix = number === "" ? "" : ` ${number}`;
  if (stem === "slopeOomPerYear" || (stem === "slope" && number !== "")) {
    return { label: `slope${suffix}`, unit: OOM_PER_YEAR };
  }
  if (term === "slopePerDay") return { label: "slope", unit: "of ln density a day" };
  if (term === "lnUniqueAtReference") {
    return { label: "at reference", unit: "unique sequences", number: (ln) => powerText(ln / Math.LN10) };
  }
  if (stem === "break" && number !== "") return { label: `break${suffix}`, number: yearText };
  if (term === "log10AtReference") return { label: `line at ${referenceYear}`, number: powerText };
  if (stem === "log10AtStart") return { label: `line at start${suffix}`, number: powerText };
  return { label: term };
}

function option(fit: Fit, name: string): unknown {
  return new Map<string, unknown>(Object.entries(fit.options)).get(name);
}

/** The kinds of fit that know one kind of interval only. */
const ONLY_INTERVALS: Partial<Record<Law["kind"], string>> = {
  "robust-trend": "sen",
  "quantile-trend": "pairs",
};

function intervalLine(fit: Fit): string[] {
  const interval = option(fit, "interval") ?? ONLY_INTERVALS[fit.kind];
  if (typeof interval !== "string") return [];
  const parts = [INTERVALS[interval] ?? interval];
  const clusters = option(fit, "clusters");
  if (typeof clusters === "number") parts.push(`${clusters} clusters`);
  const resamples = option(fit, "resamples");
  const seed = option(fit, "seed");
  const resampled = !["t", "profile", "cluster", "sen"].includes(interval);
  if (resampled && resamples === 0) return [field("intervals", "none: no resamples were asked for")];
  if (resampled && typeof resamples === "number" && typeof seed === "number") {
    parts.push(`${resamples} resamples, seed ${seed}`);
  }
  return [field("intervals", parts.join("; "))];
}

function goodnessLines(fit: Fit): string[] {
  const { residualStandardError: spread, rSquared } = fit.goodness;
  const parts: string[] = [];
  const unit = fit.kind.endsWith("trend") ? " orders of magnitude" : "";
  if (spread !== null) parts.push(`residual standard error ${formatNumber(spread)}${unit}`);
  if (rSquared !== null) parts.push(`R squared ${rSquared.toFixed(2)}`);
  return parts.length === 0 ? [] : [field("spread", parts.join("; "))];
}

function supportText(fit: Fit): string {
  return Object.entries(fit.support)
    .map(([name, { lower, upper }]) => {
      const write = name === "year" ? yearText : (value: number) => formatNumber(value);
      return name === "year" ? `${write(lower)} to ${write(upper)}` : `${name} ${write(lower)} to ${write(upper)}`;
    })
    .join(", ");
}

function coefficientLines(law: Law, referenceYear: string): string[] {
  return law.terms.flatMap((term) => {
    const estimate = law.coefficients[term];
    if (estimate === undefined) return [];
    const { label, ...format } = termWords(term, referenceYear);
    return [field(label, formatEstimate(estimate, format))];
  });
}

function isFit(law: Law | Fit): law is Fit {
  return "goodness" in law;
}

function isSegmented(law: object): law is Segmented {
  return "segments" in law && "breaks" in law && "selection" in law;
}

function segmentLines(law: Segmented): string[] {
  const breaks = law.breaks.map((at, i) => field(`break ${i + 1}`, formatEstimate(at, { number: yearText })));
  const segments = law.segments.map(({ from, to, n, slopeOomPerYear }) =>
    field(
      `${yearText(from)}-${yearText(to)}`,
      `${formatEstimate(slopeOomPerYear, { unit: OOM_PER_YEAR })}; ${n} points`,
    ),
  );
  const bics = law.selection.flatMap(({ breaks: count, bic }) => (bic === null ? [] : [`${count}: ${bic.toFixed(1)}`]));
  return [...breaks, ...segments, ...(bics.length > 1 ? [field("BIC by breaks", bics.join("; "))] : [])];
}

function titleOf(law: Law): string {
  const title = TITLES[law.kind] ?? law.kind;
  const terms: readonly string[] = law.terms;
  if (law.kind === "power-law" && !terms.includes("offset")) return title.replace("offset + ", "");
  if (law.kind === "loss-law" && !terms.includes("E")) return title.replace("E + ", "");
  if (law.kind === "moe-law" && "form" in law && typeof law.form === "string") return `${title}, form ${law.form}`;
  if ("continuous" in law && law.continuous === false) return title.replace("joined", "parted");
  return "tau" in law && typeof law.tau === "number"
    ? title.replace("a given share", `${formatNumber(100 * law.tau)} %`)
    : title;
}

/** An estimate that some laws carry beside their coefficients. */
function estimateOf(law: object, name: string): Estimate | null {
  const value = new Map<string, unknown>(Object.entries(law)).get(name);
  return isEstimate(value) ? value : null;
}

function isEstimate(value: unknown): value is Estimate {
  return typeof value === "object" && value !== null && "estimate" in value && "standardError" in value;
}

function textOf(law: object, name: string): string | null {
  const value = new Map<string, unknown>(Object.entries(law)).get(name);
  if (typeof value === "number") return formatNumber(value);
  return typeof value === "string" ? value : null;
}

/** What follows from the coefficients of some kinds, and the places at which their intercepts are read. */
function furtherLines(law: Law): string[] {
  const origin = textOf(law, "origin");
  const tokens = textOf(law, "referenceTokens");
  const doubling = estimateOf(law, "doublingTimeDays");
  const cutoff = estimateOf(law, "log10Cutoff");
  const size = { number: powerText, unit: law.kind === "routing-law" ? "parameters" : "FLOP" };
  return [
    ...(law.kind === "densing-law" && origin !== null ? [field("origin", origin)] : []),
    ...(law.kind === "unique-sequences" && tokens !== null ? [field("reference", `${tokens} tokens`)] : []),
    ...(doubling === null ? [] : [field("doubling time", formatEstimate(doubling, { unit: "days" }))]),
    ...(cutoff === null ? [] : [field("cut-off", formatEstimate(cutoff, size))]),
  ];
}

function lawLines(law: Law, referenceYear: string): string[] {
  const title = titleOf(law);
  const lines = isSegmented(law) ? segmentLines(law) : coefficientLines(law, referenceYear);
  return [title, ...lines, ...furtherLines(law)];
}

/** A law or fit of any kind: what it is, its coefficients with intervals, the spread, and its warnings in words. */
export function describeLaw(law: Law | Fit): string[] {
  const source = law.source === null ? [] : [field("source", `${law.source.paper}, ${law.source.where}`)];
  const referenceYear =
    "referenceYear" in law && typeof law.referenceYear === "number" ? yearText(law.referenceYear) : "reference";
  const [title = law.kind, ...coefficients] = lawLines(law, referenceYear);
  if (!isFit(law)) return [title, ...coefficients, ...source];
  return [
    title,
    field("data", `${law.goodness.n} points, ${supportText(law)}`),
    ...coefficients,
    ...goodnessLines(law),
    ...intervalLine(law),
    ...source,
    ...warningLines(law.warnings),
  ];
}
