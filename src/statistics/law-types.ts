import type { UniqueSequences, UniqueSequencesLaw } from "../corpus/unique-sequences.ts";
import type { DensingLawCoefficients } from "../densing/densing-formula.ts";
import type { DensingLaw } from "../densing/densing-law.ts";
import type { PerformanceCurve } from "../densing/performance-curve.ts";
import type { PerformanceLaw } from "../densing/performance-formula.ts";
import type { ScoreLawCoefficients } from "../densing/score-formula.ts";
import type { ScoreLaw } from "../densing/score-law.ts";
import type { BrokenPowerLaw } from "../loss-laws/broken-power-law.ts";
import type { IrreducibleLossLaw, ReducibleLossLaw } from "../loss-laws/loss-formula.ts";
import type { LossLaw, LossLawWithoutIrreducible } from "../loss-laws/loss-law.ts";
import type { OffsetPowerLaw, PlainPowerLaw } from "../loss-laws/power-law.ts";
import type { PowerLaw, PowerLawWithOffset } from "../loss-laws/power-law-fit.ts";
import type { BrokenPowerLawCoefficients } from "../loss-laws/predict-broken-power-law.ts";
import type { RoutingFit, RoutingLaw } from "../routing/routing-law.ts";
import type { UtilizationFit, UtilizationLaw } from "../routing/utilization-law.ts";
import type { PiecewiseTrend, PiecewiseTrendLaw } from "../trends/piecewise-trend-law.ts";
import type { QuantileTrend } from "../trends/quantile-trend.ts";
import type { RobustTrend } from "../trends/robust-trend.ts";
import type { Trend, TrendLaw } from "../trends/trend.ts";
import type { Fit, Law, LawKind } from "./law.ts";

/** The law and the fit of each kind that has types of its own; the others have the common ones. */
export interface LawTypes {
  /** Straight line through logarithms. */
  trend: {
    /** The law of this kind. */
    law: TrendLaw<"trend">;
    /** The fit of this kind. */
    fit: Trend;
  };
  /** Line by Theil and Sen. */
  "robust-trend": {
    /** The law of this kind. */
    law: TrendLaw<"robust-trend">;
    /** The fit of this kind. */
    fit: RobustTrend;
  };
  /** Line with a share of the points below it. */
  "quantile-trend": {
    /** The law of this kind. */
    law: TrendLaw<"quantile-trend">;
    /** The fit of this kind. */
    fit: QuantileTrend;
  };
  /** Lines with breaks. */
  "piecewise-trend": {
    /** The law of this kind. */
    law: PiecewiseTrendLaw;
    /** The fit of this kind. */
    fit: PiecewiseTrend;
  };
  /** Growth of unique sequences with tokens. */
  "unique-sequences": {
    /** The law of this kind. */
    law: UniqueSequencesLaw;
    /** The fit of this kind. */
    fit: UniqueSequences;
  };
  /** Loss by size and experts. */
  "routing-law": {
    /** The law of this kind. */
    law: RoutingLaw;
    /** The fit of this kind. */
    fit: RoutingFit;
  };
  /** Loss by FLOP and utilization. */
  "utilization-law": {
    /** The law of this kind. */
    law: UtilizationLaw;
    /** The fit of this kind. */
    fit: UtilizationFit;
  };
  /** Score at a loss. */
  "performance-curve": {
    /** The law of this kind. */
    law: PerformanceLaw;
    /** The fit of this kind. */
    fit: PerformanceCurve;
  };
  /** Score at a size. */
  "score-law": {
    /** The law of this kind. */
    law: ScoreLawCoefficients;
    /** The fit of this kind. */
    fit: ScoreLaw;
  };
  /** Growth of capacity density. */
  "densing-law": {
    /** The law of this kind. */
    law: DensingLawCoefficients;
    /** The fit of this kind. */
    fit: DensingLaw;
  };
  /** Loss by parameters and tokens. */
  "loss-law": {
    /** The law of this kind. */
    law: IrreducibleLossLaw | ReducibleLossLaw;
    /** The fit of this kind. */
    fit: LossLaw | LossLawWithoutIrreducible;
  };
  /** Power law, with or without an offset. */
  "power-law": {
    /** The law of this kind. */
    law: PlainPowerLaw | OffsetPowerLaw;
    /** The fit of this kind. */
    fit: PowerLaw | PowerLawWithOffset;
  };
  /** Power law whose exponent changes smoothly. */
  "broken-power-law": {
    /** The law of this kind. */
    law: BrokenPowerLawCoefficients;
    /** The fit of this kind. */
    fit: BrokenPowerLaw;
  };
}

/** The law of a kind. */
export type LawOf<Kind extends LawKind> = Kind extends keyof LawTypes ? LawTypes[Kind]["law"] : Law<Kind>;

/** The fit of a kind. */
export type FitOf<Kind extends LawKind> = Kind extends keyof LawTypes ? LawTypes[Kind]["fit"] : Fit<Kind>;
