"""
The recipe of the notebook that accompanies Clark et al. 2022, as scipy runs it: 500 random starts of L-BFGS-B with default
tolerances on the mean square of log10 residuals in (a, b, c, d, log2 E_start, log2 E_max), the best kept. The notebook takes
gradients by JAX in single precision; here they are analytic and in double precision, which is faster and no worse.

Standard input: JSON {"name": {"parameters": [...], "experts": [...], "loss": [...]}}; standard output: JSON by name.
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize

START = np.array([-0.01100865, 0.11597899, -0.08367467, 1.0, 1.0, 9.99978226])
RESTARTS = 500
LN2 = np.log(2)
LN10 = np.log(10)


def objective(theta, n, excess, y):
    a, b, c, d, p, q = theta
    start, most = 2.0**p, 2.0**q
    kappa = 1 / (1 / start - 1 / most)
    width = excess + kappa
    saturated = 1 / (1 / width + 1 / most)
    v = np.log10(saturated)
    pull = b + c * n
    residual = a * n + pull * v + d - y
    share = kappa / width
    by_start = saturated * share**2 / start * LN2 / LN10
    by_most = saturated / most * (1 - share**2) * LN2 / LN10
    weight = 2 * residual / len(y)
    gradient = np.array(
        [weight @ n, weight @ v, weight @ (n * v), weight.sum(), weight @ (pull * by_start), weight @ (pull * by_most)]
    )
    return np.mean(residual**2), gradient


def fit(columns, seed=0):
    n = np.log10(columns["parameters"])
    excess = np.array(columns["experts"]) - 1.0
    y = np.log10(columns["loss"])
    rng = np.random.default_rng(seed)
    best = None
    squares = []
    failed = 0
    with np.errstate(all="ignore"):
        for _ in range(RESTARTS):
            found = minimize(
                objective, START * rng.standard_normal(6), args=(n, excess, y), jac=True, method="L-BFGS-B"
            )
            if not np.isfinite(found.fun):
                failed += 1
                continue
            squares.append(found.fun * len(y))
            if best is None or found.fun < best.fun:
                best = found
    theta = best.x
    return {
        "sumOfSquares": best.fun * len(y),
        "coefficients": dict(zip("abcd", theta[:4])) | {"expertsStart": 2 ** theta[4], "expertsMax": 2 ** theta[5]},
        "failed": failed,
        "median": float(np.median(squares)),
    }


def main():
    results = {}
    for name, columns in json.load(sys.stdin).items():
        started = time.process_time()
        results[name] = fit(columns)
        results[name]["cpuSeconds"] = time.process_time() - started
    json.dump(results, sys.stdout)


main()
