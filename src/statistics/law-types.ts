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
  trend: { law: TrendLaw<"trend">; fit: Trend };
  "robust-trend": { law: TrendLaw<"robust-trend">; fit: RobustTrend };
  "quantile-trend": { law: TrendLaw<"quantile-trend">; fit: QuantileTrend };
  "piecewise-trend": { law: PiecewiseTrendLaw; fit: PiecewiseTrend };
  "unique-sequences": { law: UniqueSequencesLaw; fit: UniqueSequences };
  "routing-law": { law: RoutingLaw; fit: RoutingFit };
  "utilization-law": { law: UtilizationLaw; fit: UtilizationFit };
  "performance-curve": { law: PerformanceLaw; fit: PerformanceCurve };
  "score-law": { law: ScoreLawCoefficients; fit: ScoreLaw };
  "densing-law": { law: DensingLawCoefficients; fit: DensingLaw };
  "loss-law": { law: IrreducibleLossLaw | ReducibleLossLaw; fit: LossLaw | LossLawWithoutIrreducible };
  "power-law": { law: PlainPowerLaw | OffsetPowerLaw; fit: PowerLaw | PowerLawWithOffset };
  "broken-power-law": { law: BrokenPowerLawCoefficients; fit: BrokenPowerLaw };
}

/** The law of a kind. */
export type LawOf<Kind extends LawKind> = Kind extends keyof LawTypes ? LawTypes[Kind]["law"] : Law<Kind>;

/** The fit of a kind. */
export type FitOf<Kind extends LawKind> = Kind extends keyof LawTypes ? LawTypes[Kind]["fit"] : Fit<Kind>;
