import { fitTrend } from "scaling-laws/trends";

for (const k of [2, 3, 5, 7, 9, 11, 13]) {
  const year = Array.from({ length: 60 }, (_, i) => 2010 + 12 * Math.sqrt(i / 60));
  const value = year.map((at, i) => 10 ** (18 + 0.5 * (at - 2010) + (at < 2016 ? 1.5 : 0.5) * Math.sin(k * i * i)));
  const slope = (interval: "t" | "percentile") => fitTrend({ year, value }, { interval }).coefficients.slopeOomPerYear;
  console.log(k, [slope("t").lower, slope("t").upper], [slope("percentile").lower, slope("percentile").upper]);
}
