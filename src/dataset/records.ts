/** How much of a date is known: `"2017-06-12"`, `"06/2017"` or `"2017"`. */
export type DatePrecision = "day" | "month" | "year";

/**
 * A machine learning system, as a row of Epoch AI's database describes it.
 *
 * Quantities are in natural units and above zero (citations may be 0); `null` means that the cell is blank or could not
 * be read. The optional fields are there where the file has the column, and absent where it has not.
 */
export interface ModelRecord {
  /** The system's name, or the title of its reference where the file gives no name. */
  name: string;
  /** Who made it, each once. */
  organizations: string[];
  /** ISO day; the first day of the month or year where only that is known (see `datePrecision`). */
  publicationDate: string | null;
  /** How much of the date is known. */
  datePrecision: DatePrecision | null;
  /** Domains, each once and in its usual spelling: `Language`, `Vision`. */
  domains: string[];
  /** Tasks it was made for, each once. */
  tasks: string[];
  /** Trainable parameters. */
  parameters: number | null;
  /** Training compute, FLOP. */
  trainingComputeFlop: number | null;
  /** Datapoints: tokens, images, games, whatever the domain counts. */
  trainingDatasetSize: number | null;
  /** Training compute cost, US dollars of the year that the column names. */
  trainingCostUsd: number | null;
  /** Citations when the table was made. */
  citations: number | null;
  /** Why the system counts as notable; empty where it does not. */
  notability: string[];
  /** How sure the compilers are, in their own word. */
  confidence: string | null;
  /** Countries of the organisations, each once. */
  countries: string[];
  /** How the model is released. */
  accessibility: string | null;
  /** The model it was tuned from; null where the file names none. */
  baseModel: string | null;
  /** Lower bound of the training compute, FLOP. */
  trainingComputeLowerFlop?: number | null;
  /** Upper bound of the training compute, FLOP. */
  trainingComputeUpperFlop?: number | null;
  /** How the compute was estimated. */
  trainingComputeMethods?: string[];
  /** Compute of fine-tuning, FLOP. */
  finetuneComputeFlop?: number | null;
  /** Passes over the data. */
  epochs?: number | null;
  /** Batch size, as the file counts. */
  batchSize?: number | null;
  /** Chips it was trained on. */
  trainingHardware?: string[];
  /** Number of chips. */
  hardwareQuantity?: number | null;
  /** Model FLOP utilisation, a fraction. */
  hardwareUtilization?: number | null;
  /** Duration of training, hours. */
  trainingTimeHours?: number | null;
  /** Chips times hours. */
  trainingChipHours?: number | null;
  /** Power drawn in training, watts. */
  trainingPowerWatts?: number | null;
  /** Industry, academia and the like. */
  organizationCategories?: string[];
  /** Whether the file marks the system as frontier. */
  frontier?: boolean;
  /** Title of the publication. */
  reference?: string | null;
  /** Address of the publication. */
  link?: string | null;
}

/** One evaluation of one training run of a sweep over dense and routed models (Clark et al. 2022, 2202.01169). */
export interface RoutedRun {
  /** The run's number in the sweep. */
  sweepId: number;
  /** Step of training. */
  step: number;
  /** Seed of the run; null where none is given. */
  seed: number | null;
  /** How tokens are sent to experts, for example `"S-Base"`; `"Dense"` for none. */
  router: string | null;
  /** Parameters of the dense model that is routed: N of the law. */
  parameters: number;
  /** Parameters with all experts counted. */
  totalParameters: number | null;
  /** E of the law; 1 for a dense model. */
  experts: number;
  /** How many experts a token visits: K. */
  expertsPerToken: number | null;
  /** Share of layers that are routed: R. */
  routingFrequency: number | null;
  /** FLOP of the forward pass of one step of training, over all tokens of the step. */
  flopPerStep: number | null;
  /** By data set: `validation`, `c4`, ...; natural units (nats per token), `null` where not measured. */
  losses: Record<string, number | null>;
}

/** The final loss of one training run. */
export interface LossObservation {
  /** Size of the model, in parameters. */
  parameters: number;
  /** Training tokens. */
  tokens: number;
  /** Nats per token. */
  loss: number;
  /** Training compute, FLOP, where the file has it. */
  flop?: number | null;
  /** Whether the file flags the point as an outlier. */
  outlier?: boolean;
}

/** A model with its scores on benchmarks. */
export interface ScoredModel {
  /** Name of the model. */
  name: string;
  /** Family of models it belongs to; null where the file names none. */
  family: string | null;
  /** ISO day. */
  releaseDate: string | null;
  /** Size of the model, in parameters. */
  parameters: number | null;
  /** Training tokens. */
  tokens: number | null;
  /** By benchmark, on the file's own scale; `null` where there is none. */
  scores: Record<string, number | null>;
  /** How much of the date is known. */
  datePrecision?: DatePrecision | null;
  /** Where the date comes from. */
  dateSource?: string | null;
  /** Parameters with all experts counted. */
  totalParameters?: number | null;
  /** Whether it is a mixture of experts; null where unknown. */
  mixtureOfExperts?: boolean | null;
}

/**
 * What could not be read: a whole row (`field` null), or one cell of it. The cell is then `null` in the record; where a
 * record cannot do without it (the loss of an observation), there is no record.
 */
export interface RejectedValue {
  /**
   * For a table of text: the row, counted from 1 below the header, blank lines aside. For an array: its index, from 0.
   */
  row: number;
  /** The field of the record that the cell was meant for; null for the whole row. */
  field: string | null;
  /** What stood there, cut after 200 characters. */
  value: string;
  /** What was expected, and where. */
  message: string;
}

/** Which column holds a field: its header, or its header and the factor that brings it to natural units. */
export type ColumnChoice =
  | string
  | {
      /** The header as the file spells it. */
      header: string;
      /** Factor that brings the column to the field's unit: 1e6 for a column in millions. */
      scale: number;
    };

/** Options that every reader of tables has. */
export interface TableOptions<Field extends string> {
  /** Columns by field, for headers that the reader does not know, or to choose among several. */
  columns?: { readonly [field in Field]?: ColumnChoice };
}
