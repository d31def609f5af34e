import { describe, expect, it } from "vitest";
import { catalogue, faultOfRun } from "./catalogue.ts";

/** Runs of each function here, always the same ones; `npm run fuzz` does a hundred thousand. */
const RUNS = 30;

/** Functions whose single call takes tens of milliseconds. */
const SLOW: Readonly<Record<string, number>> = {
  fitBrokenPowerLaw: 4,
  fitLossLaw: 6,
  fitRoutingLaw: 8,
  fitUtilizationLaw: 8,
  leaveLargestOut: 6,
  fitTrendMixture: 15,
  compareTrendShapes: 10,
  fitScoreLaw: 15,
  fitPerformanceCurve: 15,
  crossValidate: 15,
  trendChart: 15,
  residualChart: 15,
  gapChart: 15,
  lossChart: 15,
  isoFlopChart: 15,
  densingChart: 15,
  performanceChart: 15,
  routingChart: 15,
  effectiveParameterCountChart: 15,
  toDisplay: 5,
  bandwidths: 10,
  parameterDensity: 10,
  fitDensingLaw: 15,
};

describe("whatever it is given, gives a finite, plain result or a ScalingError:", () => {
  for (const subject of catalogue) {
    it(subject.name, () => {
      const faults: string[] = [];
      for (let run = 0; run < (SLOW[subject.name] ?? RUNS); run++) {
        const fault = faultOfRun(subject, run);
        if (fault !== null) faults.push(`run ${run} ${fault}`);
      }
      expect(faults).toEqual([]);
    });
  }
});
