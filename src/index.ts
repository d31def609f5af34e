// Everything but the values of `dataset`, whose schemas and reader cost more than most laws: import those from
// "scaling-laws/dataset". The rows of `published` are a namespace, since papers share names.
export * from "./errors.ts";
export * as published from "./published/index.ts";
export * from "./report/index.ts";
export * from "./statistics/index.ts";
export * from "./trends/index.ts";
