import type { RoutingCutoff } from "../routing/cutoff.ts";
import { intervalText, powerText } from "./number-text.ts";

/** Where routing helps, in a sentence for a subtitle. */
export function cutoffWords({ log10Parameters, parameters, routingHelps }: RoutingCutoff): string {
  if (routingHelps === "everywhere") return "More experts lower the loss at every size: there is no cut-off";
  if (routingHelps === "nowhere") return "More experts do not lower the loss at any size";
  if (log10Parameters === null || parameters === null)
    return `More experts lower the loss ${routingHelps} a size too large to be written`;
  const interval = intervalText(log10Parameters, (log10) => powerText(10 ** Math.min(300, log10)));
  return `More experts lower the loss ${routingHelps} ${powerText(parameters)} parameters${interval === "" ? "" : ` (${interval})`}`;
}
