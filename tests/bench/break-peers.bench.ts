/** Lines and breaks beside numpy, statsmodels, R segmented and R strucchange: time and sum of squares on the same data. */

import type { PiecewiseTrendOptions } from "scaling-laws/trends";
import { fitPiecewiseTrend, fitTrend } from "scaling-laws/trends";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { type PeerResult, runPeer } from "./peers.ts";
import { medianTime, record } from "./record.ts";

interface Sample {
  year: Float64Array;
  log: Float64Array;
  value: Float64Array;
}

function sample(n: number, jump: number): Sample {
  const random = randomSource(n);
  const year = Float64Array.from({ length: n }, () => 2000 + 20 * uniform(random)).sort();
  const log = year.map((at) => {
    const bends = 0.5 * Math.max(0, at - 2007) - 0.6 * Math.max(0, at - 2014);
    return 0.3 * (at - 2000) + bends + (at > 2011 ? jump : 0) + standardNormal(random);
  });
  return { year, log, value: log.map((each) => 10 ** each) };
}

function compare(
  what: string,
  data: Sample,
  options: PiecewiseTrendOptions | null,
  goal: string,
  ...scripts: [Parameters<typeof runPeer>[0], string, string][]
): void {
  const fit = () => (options === null ? fitTrend(data) : fitPiecewiseTrend(data, { ...options, resamples: 0 }));
  const ours = medianTime(fit, 9);
  const squares = fit().goodness.sumOfSquaredResiduals ?? 0;
  for (const [language, name, script] of scripts) {
    const found: (PeerResult | null)[] = runPeer(language, script, { year: data.year, log: data.log });
    if (found.length === 0) found.push(null);
    for (const peer of found) {
      const excess = peer?.objective === null || peer === null ? null : (peer.objective / squares - 1) * 100;
      record({
        topic: "Lines and breaks",
        what,
        n: data.year.length,
        ours,
        peer: peer?.peer ?? name,
        peerVersion: peer?.version ?? "",
        theirs: peer?.milliseconds ?? null,
        quality:
          excess === null
            ? ""
            : `SSE ${squares.toPrecision(9)}; peer's ${excess >= 0 ? "+" : ""}${excess.toExponential(1)} %`,
        goal,
      });
    }
  }
}

const LINE = `
import numpy as np
x, y = np.array(data["year"]), np.array(data["log"])
u = x - x.mean()
def fit():
    return np.linalg.lstsq(np.column_stack([np.ones_like(u), u]), y, rcond=None)
say("numpy lstsq, coefficients only", np.__version__, median(fit), float(fit()[1][0]))
`;
const OLS = `
import statsmodels, statsmodels.api as sm, numpy as np
x, y = np.array(data["year"]), np.array(data["log"]); u = x - x.mean()
def fit(): return sm.OLS(y, sm.add_constant(u)).fit()
say("statsmodels OLS", statsmodels.__version__, median(lambda: fit().conf_int()), float(fit().ssr))
`;
const HINGES = `
import numpy as np
x, y = np.array(data["year"]), np.array(data["log"]); u = x - x.mean()
def squares(knots):
    return np.linalg.lstsq(np.column_stack([np.ones_like(u), u] + [np.maximum(0, x - k) for k in knots]), y, rcond=None)[1][0]
run = lambda: min(squares([k]) for k in x[5:-5])
say("numpy lstsq at every datum", np.__version__, median(run, 1), float(run()))
`;
const SEGMENTED = (breaks: number): string => `
x <- data$year - 2010; y <- data$log; set.seed(1)
fit <- function() segmented::segmented(lm(y ~ x), seg.Z = ~x, npsi = ${breaks})
say("segmented", median_time(fit, 3), sum(residuals(fit())^2))
`;
const STRUCCHANGE = (breaks: number): string => `
x <- data$year - 2010; y <- data$log
fit <- function() strucchange::breakpoints(y ~ x, h = 5, breaks = ${breaks})
b <- fit(); say("strucchange", median_time(fit, 1), min(summary(b)$RSS["RSS", ]))
`;
const PREFIX_SUMS = `
import numpy as np
x = np.array(data["year"]); x = x - x.mean(); y = np.array(data["log"]); n = len(x)
def dp(most, h=5):
    p = lambda v: np.concatenate([[0.], np.cumsum(v)])
    a, b, c, d, e = p(x), p(y), p(x * x), p(x * y), p(y * y)
    best = None
    for k in range(most + 1):
        new = np.full(n + 1, np.inf)
        for j in range(h, n + 1):
            i = np.arange(0, j - h + 1) if k else np.array([0])
            w = j - i; sx, sy = a[j] - a[i], b[j] - b[i]
            xx, xy, yy = c[j] - c[i] - sx * sx / w, d[j] - d[i] - sx * sy / w, e[j] - e[i] - sy * sy / w
            new[j] = (yy - xy * xy / xx + (best[i] if k else 0)).min()
        best = new
    return best[n]
say("numpy dynamic programming", np.__version__, median(lambda: dp(3), 1), float(dp(3)))
`;

compare(
  "one line, with its t interval",
  sample(1e5, 0),
  null,
  "",
  ["python3", "numpy", LINE],
  ["/usr/bin/python3", "statsmodels", OLS],
);
compare(
  "one continuous break",
  sample(1000, 0),
  { breaks: { count: 1 }, continuous: true },
  "",
  ["python3", "numpy", HINGES],
  ["Rscript", "R segmented", SEGMENTED(1)],
);
compare("two continuous breaks", sample(1000, 0), { breaks: { count: 2 }, continuous: true }, "15 ms", [
  "Rscript",
  "R segmented",
  SEGMENTED(2),
]);
compare("two continuous breaks", sample(10_000, 0), { breaks: { count: 2 }, continuous: true }, "300 ms", [
  "Rscript",
  "R segmented",
  SEGMENTED(2),
]);
compare("three jumps, separate lines", sample(300, 2), { breaks: { count: 3 }, continuous: false }, "", [
  "Rscript",
  "R strucchange",
  STRUCCHANGE(3),
]);
compare("three jumps, separate lines", sample(2000, 2), { breaks: { count: 3 }, continuous: false }, "", [
  "python3",
  "numpy",
  PREFIX_SUMS,
]);
