/** How a sign behaves among its neighbours, as TeX has it: what blanks stand beside it. */
export type SignClass =
  | "ordinary"
  | "binary"
  | "relation"
  | "punctuation"
  | "opening"
  | "closing"
  /** Sums and the like, whose bounds stand above and below in a displayed equation. */
  | "large"
  /** Integrals, whose bounds stand beside them. */
  | "integral";

export type LetterStyle = "italic" | "upright" | "bold" | "double" | "script" | "fraktur" | "sans" | "mono";

/** Mathematics as it was written in TeX; the writers of page and PDF know every kind. */
export type TexNode =
  | { type: "row"; children: readonly TexNode[] }
  | { type: "letter"; text: string; style: LetterStyle }
  | { type: "number"; text: string }
  | { type: "sign"; text: string; class: SignClass }
  /** `\log`, `\operatorname{rank}`; `limits` where bounds stand below it. */
  | { type: "function"; name: string; limits: boolean }
  | { type: "words"; text: string; style: "upright" | "bold" | "italic" }
  /** A quoted value, by its place among those of the formula. */
  | { type: "value"; index: number }
  /** In ems; negative ones draw together. */
  | { type: "space"; width: number }
  | { type: "fraction"; over: TexNode; under: TexNode; line: boolean; size?: "display" | "text" }
  | { type: "root"; of: TexNode; degree?: TexNode }
  | { type: "scripts"; base: TexNode; sub?: TexNode; sup?: TexNode; primes: number; limits?: boolean }
  /** "" for a side without a sign. */
  | { type: "fenced"; open: string; close: string; of: TexNode }
  | { type: "accent"; mark: string; of: TexNode; wide: boolean }
  | { type: "bar"; over: boolean; of: TexNode }
  | { type: "brace"; over: boolean; of: TexNode; note?: TexNode }
  | { type: "stack"; of: TexNode; over?: TexNode; under?: TexNode }
  | {
      type: "table";
      rows: readonly (readonly TexNode[])[];
      /** `aligned`: columns are right and left of where they meet, in turn. */
      kind: "matrix" | "cases" | "aligned" | "gathered";
      open: string;
      close: string;
    };

/** What a formula's reader finds wrong: where in the TeX, and what would be right. */
export interface TexProblem {
  message: string;
  expected?: string;
  hint?: string;
  at: number;
  length: number;
}
