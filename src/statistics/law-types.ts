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

/** What predicts, and what an estimation gives: the same with goodness, support and options. */
export interface LawAndFit<SomeLaw extends Law, SomeFit extends Fit> {
  /** A law of the kind: all that is needed to predict. */
  law: SomeLaw;
  /** A fit of the kind. */
  fit: SomeFit;
}

/** The law and the fit of each kind that has types of its own; the others have the common ones. */
export interface LawTypes {
  /** Straight line through logarithms. */
  trend: LawAndFit<TrendLaw<"trend">, Trend>;
  /** Line by Theil and Sen. */
  "robust-trend": LawAndFit<TrendLaw<"robust-trend">, RobustTrend>;
  /** Line with a share of the points below it. */
  "quantile-trend": LawAndFit<TrendLaw<"quantile-trend">, QuantileTrend>;
  /** Lines with breaks. */
  "piecewise-trend": LawAndFit<PiecewiseTrendLaw, PiecewiseTrend>;
  /** Growth of unique sequences with tokens. */
  "unique-sequences": LawAndFit<UniqueSequencesLaw, UniqueSequences>;
  /** Loss by size and experts. */
  "routing-law": LawAndFit<RoutingLaw, RoutingFit>;
  /** Loss by FLOP and utilization. */
  "utilization-law": LawAndFit<UtilizationLaw, UtilizationFit>;
  /** Score at a loss. */
  "performance-curve": LawAndFit<PerformanceLaw, PerformanceCurve>;
  /** Score at a size. */
  "score-law": LawAndFit<ScoreLawCoefficients, ScoreLaw>;
  /** Growth of capacity density. */
  "densing-law": LawAndFit<DensingLawCoefficients, DensingLaw>;
  /** Loss by parameters and tokens. */
  "loss-law": LawAndFit<IrreducibleLossLaw | ReducibleLossLaw, LossLaw | LossLawWithoutIrreducible>;
  /** Power law, with or without an offset. */
  "power-law": LawAndFit<PlainPowerLaw | OffsetPowerLaw, PowerLaw | PowerLawWithOffset>;
  /** Power law whose exponent changes smoothly. */
  "broken-power-law": LawAndFit<BrokenPowerLawCoefficients, BrokenPowerLaw>;
}

/** The law of a kind. */
export type LawOf<Kind extends LawKind> = Kind extends keyof LawTypes ? LawTypes[Kind]["law"] : Law<Kind>;

/** The fit of a kind. */
export type FitOf<Kind extends LawKind> = Kind extends keyof LawTypes ? LawTypes[Kind]["fit"] : Fit<Kind>;
