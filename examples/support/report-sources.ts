import type { Source } from "./html-report.ts";

const arxiv = (what: string, id: string, text: string): Source => ({ what, url: `https://arxiv.org/abs/${id}`, text });

/** Where each number of the demo's report comes from; `file` is null for the table of the repository. */
export function reportSources(file: string | null): Source[] {
  const table: Source =
    file === null
      ? {
          what: "examples/data/notable-systems.csv",
          url: null,
          text: "the table of the repository, compiled from the systems' own publications, with a reference in every row; parts 1 to 5 and 10",
        }
      : {
          what: file,
          url: null,
          text: "the file that was given; parts 1 to 5 and 10. Epoch AI's databases are CC BY 4.0: name Epoch AI when you show this",
        };
  return [
    table,
    arxiv(
      "Sevilla et al. 2022",
      "2202.05924",
      "growth of training compute as printed, table 3 (parts 3 and 10), and the estimates that it quotes",
    ),
    arxiv("Villalobos et al. 2022", "2207.02852", "the range from 20B to 70B in part 5"),
    arxiv(
      "Hoffmann et al. 2022",
      "2203.15556",
      "coefficients of approach 3, as printed and from the TeX source; Gopher's budget",
    ),
    arxiv("Besiroglu et al. 2024", "2404.10102", "the replication: the optima of its two objectives"),
    arxiv("Muennighoff et al. 2023", "2305.16264", "coefficients for C4"),
    arxiv("Kaplan et al. 2020", "2001.08361", "the compute-optimal size by its power law"),
    arxiv(
      "Xiao et al. 2025",
      "2412.04315",
      "densities, recovered from the figures, and the curves of the reference models",
    ),
    arxiv("Kausik 2024", "2402.14746", "exponents, from its abstracts; the constants of part 9 are reconstructed"),
    arxiv(
      "Clark et al. 2022",
      "2202.01169",
      "coefficients of the three routers, c with the digits that the printed cut-offs imply; the losses drawn are the law's own, not runs",
    ),
  ];
}
