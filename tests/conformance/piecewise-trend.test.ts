import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { isPiecewiseTrend } from "../../src/trends/piecewise-trend-law.ts";
import { predictPiecewiseTrend } from "../../src/trends/piecewise-trend-prediction.ts";
import { kinked, quarters } from "../trends/piecewise-data.ts";
import { describeConformance } from "./conformance.ts";

const cases = [
  {
    name: "a continuous piecewise trend with an estimated break",
    breaks: { count: 1 },
    continuous: true,
    resampled: true,
  },
  {
    name: "a discontinuous piecewise trend with estimated breaks",
    breaks: { max: 2 },
    continuous: false,
    resampled: true,
  },
  { name: "a piecewise trend with its breaks given", breaks: [2005], continuous: true, resampled: false },
];

for (const { name, breaks, continuous, resampled } of cases) {
  describeConformance({
    name,
    kind: "piecewise-trend",
    fit: (data, options) =>
      fitPiecewiseTrend({ year: data["year"]!, value: data["value"]! }, { ...options, breaks, continuous }),
    predict: (law) => [
      ...predictPiecewiseTrend(law, [1990, 2003, 2005, 2012.5]),
      predictPiecewiseTrend(law, 2004, { of: "observation" }),
    ],
    guard: isPiecewiseTrend,
    data: (n) => ({ year: quarters(n), value: kinked(quarters(n), 2006.1, 0.2, 0.8, 0.7) }),
    maxBytes: 8000,
    resampled,
  });
}
