/** A printable equation, made from a formula's tree and written by every writer. */
export type MathNode =
  | { type: "number"; text: string }
  /** An identifier; `gw_added` prints as words, `x_1` as a letter with a subscript. */
  | { type: "symbol"; base: string; sub?: string }
  | { type: "row"; children: readonly MathNode[] }
  | { type: "operator"; text: "=" | "+" | "-" | "·" | "<" | ">" | "≤" | "≥" | "," }
  | { type: "fraction"; over: MathNode; under: MathNode }
  | { type: "power"; base: MathNode; exponent: MathNode }
  | { type: "root"; of: MathNode }
  | { type: "call"; name: string; arguments: readonly MathNode[] }
  | { type: "parentheses"; of: MathNode };
