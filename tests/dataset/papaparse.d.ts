/** The part of papaparse, the peer that the reader is compared with, that the tests and the benchmark use. */
declare module "papaparse" {
  const papaparse: {
    parse(text: string, options: { delimiter: string; newline: "\n" }): { data: string[][]; errors: unknown[] };
    parse(text: string, options: { header: true }): { data: Record<string, string>[]; errors: unknown[] };
  };
  export default papaparse;
}
