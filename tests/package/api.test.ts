import { describe, expect, it } from "vitest";
import { type PublicName, publicNames } from "./public-names.ts";

const names = publicNames();

const of = (subpath: string): PublicName[] => names.get(subpath) ?? [];
const called = (subpath: string, ...kinds: PublicName["kind"][]): string[] =>
  of(subpath)
    .filter((each) => kinds.includes(each.kind))
    .map((each) => each.name);

/** The functions that other tools call by name. */
const contract: Record<string, string[]> = {
  "./errors": ["ScalingError"],
  "./statistics": ["parseFit"],
  "./dataset": [
    "decimalYear",
    "finalRuns",
    "lossObservationSchema",
    "modelRecordSchema",
    "parseLossTable",
    "parseModelTable",
    "parseRoutedSweep",
    "parseScoreTable",
    "routedRunSchema",
    "scoredModelSchema",
    "toColumns",
    "trendSeries",
    "validateRecords",
  ],
  "./trends": [
    "backtestTrend",
    "compareTrends",
    "convertGrowth",
    "doublingTime",
    "fitPiecewiseTrend",
    "fitQuantileTrend",
    "fitRobustTrend",
    "fitTrend",
    "fitTrendMixture",
    "frontier",
    "invertPiecewiseTrend",
    "invertTrend",
    "predictPiecewiseTrend",
    "predictTrend",
    "splitByScale",
    "testBreak",
    "testForBreaks",
  ],
  "./loss-laws": [
    "computeOptimal",
    "effectiveTokens",
    "fitBrokenPowerLaw",
    "fitIsoFlop",
    "fitLossLaw",
    "fitPowerLaw",
    "flopForLoss",
    "frontierLoss",
    "isLossLaw",
    "predictBrokenPowerLaw",
    "predictLoss",
  ],
  "./parameter-gap": [
    "bandwidths",
    "contrastEras",
    "criticalBandwidth",
    "dipTest",
    "findParameterGaps",
    "gapOccupancy",
    "gapSensitivity",
    "parameterDensity",
    "parameterHistogram",
    "scanGaps",
    "spreadTies",
    "testParameterGap",
  ],
  "./corpus": [
    "corpusExponents",
    "corpusFactor",
    "efficientParameters",
    "emergenceHeadroom",
    "fitUniqueSequences",
    "sequenceGrowth",
    "uniqueSequenceBounds",
  ],
  "./densing": [
    "capacityDensity",
    "combineDoublings",
    "effectiveParameterSize",
    "equivalentParameters",
    "fitDensingLaw",
    "fitPerformanceCurve",
    "fitScoreLaw",
    "invertScore",
    "predictDensity",
    "predictScore",
    "priceHalvingDays",
  ],
  "./routing": [
    "compareRouters",
    "crossValidate",
    "effectiveParameterCount",
    "effectiveParameterCountInterval",
    "expertsForLoss",
    "fitRoutingLaw",
    "fitUtilizationLaw",
    "isRoutingLaw",
    "parametersForLoss",
    "predictMoeLoss",
    "predictRoutedLoss",
    "routingCutoff",
    "saturatedExperts",
  ],
  "./report": ["augment", "compareWithPublished", "glance", "summarize", "tidy", "toMarkdown"],
};

const contractTypes: Record<string, string[]> = {
  "./errors": ["ErrorCode", "Warning", "WarningCode"],
  "./statistics": ["Estimate", "Fit", "Law", "LawKind", "Prediction", "Source"],
  "./dataset": ["ModelRecord", "RoutedRun"],
  "./trends": ["PiecewiseTrend", "Series", "Trend"],
};

describe("the public names", () => {
  it("are those of the committed list", async () => {
    const text = [...names]
      .map(([subpath, list]) => `${subpath}\n${list.map((each) => `  ${each.kind} ${each.name}\n`).join("")}`)
      .join("\n");
    await expect(text).toMatchFileSnapshot("fixtures/api.txt");
  });

  for (const [subpath, wanted] of Object.entries(contract)) {
    it(`hold the contract of ${subpath}`, () => {
      expect(called(subpath, "function", "class", "value")).toEqual(expect.arrayContaining(wanted));
    });
  }

  for (const [subpath, wanted] of Object.entries(contractTypes)) {
    it(`hold the types of the contract of ${subpath}`, () => {
      expect(called(subpath, "type")).toEqual(expect.arrayContaining(wanted));
    });
  }

  it("include ScalingError on every subpath but published, which loads nothing", () => {
    for (const subpath of names.keys()) {
      if (subpath !== "./published") expect(called(subpath, "class"), subpath).toContain("ScalingError");
    }
  });

  it("are all at the root too, but the values of dataset and the rows of published", () => {
    const atRoot = of(".").map((each) => each.name);
    for (const [subpath, list] of names) {
      for (const each of list) {
        if (subpath === "." || subpath === "./published") continue;
        if (subpath === "./dataset" && each.kind !== "type" && each.name !== "ScalingError") {
          expect(atRoot, `${subpath} ${each.name}`).not.toContain(each.name);
        } else {
          expect(atRoot, `${subpath} ${each.name}`).toContain(each.name);
        }
      }
    }
    expect(called(".", "namespace")).toEqual(["published"]);
  });

  it("never call a coefficient a parameter", () => {
    const odd = [...names.values()].flat().filter((each) => /^(fit|predict|invert)\w*Params?\b/.test(each.name));
    expect(odd.map((each) => each.name)).toEqual([]);
  });
});
