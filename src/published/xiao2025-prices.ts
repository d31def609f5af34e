/** A model in figure 3a. */
export interface DatedPrice {
  /** Name of the model. */
  name: string;
  /** ISO date. */
  date: string;
  /** US dollars for a million tokens. */
  price: number;
  /** Whether it was the cheapest at its date. */
  cheapest: boolean;
}

type Priced = readonly [name: string, date: string, price: number, cheapest: boolean];

function priced(rows: readonly Priced[]): DatedPrice[] {
  return rows.map(([name, date, price, cheapest]) => ({ name, date, price, cheapest }));
}

/** The points of figure 3a. */
export const xiaoPrices: DatedPrice[] = /* @__PURE__ */ priced([
  ["GPT-3.5", "2022-11-30", 20, true],
  ["GPT-4", "2023-05-13", 30, false],
  ["Claude-2", "2023-07-11", 8, true],
  ["GPT-4-Turbo", "2023-11-06", 10, false],
  ["Claude-3-haiku", "2024-05-13", 0.25, true],
  ["GPT-4o", "2024-05-13", 2.5, false],
  ["GPT-4o-mini", "2024-07-18", 0.15, true],
  ["Llama-3.1-405B", "2024-07-23", 3, false],
  ["Gemini-1.5-Flash", "2024-08-12", 0.075, true],
  ["Claude-3.5-haiku", "2024-10-22", 1, false],
]);
