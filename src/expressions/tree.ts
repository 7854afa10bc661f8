/** A stretch of a text, by offsets from its beginning; `end` is behind the last character. */
export interface Span {
  start: number;
  end: number;
}

/** A name, number, quoted text or sign as it stands in a text. */
export interface Word extends Span {
  text: string;
}

export type Operator = "+" | "-" | "*" | "/" | "^";

/** What an expression comes to as a tree. Each node covers what was read for it, brackets around it too. */
export type Term = Span &
  (
    | { type: "number"; value: number; text: string }
    /** `gw.add.2026` in an assumption, `given.gw.add[2026]` in a formula, `GW` in a unit: a name, and keys below it where these are apart. */
    | { type: "path"; name: Word; keys: readonly Key[] }
    | { type: "negative"; of: Term }
    | { type: "operation"; operator: Operator; sign: Word; left: Term; right: Term }
    | { type: "call"; name: Word; arguments: readonly Term[] }
  );

export type Path = Extract<Term, { type: "path" }>;

/** A key below a name: `.b`, `["b"]`, `[2026]`. */
export interface Key {
  key: string;
  token: Word;
}

/** What defines a name: `x = …` or `f(a, b) = …`. */
export interface Definition {
  name: Word;
  /** Absent for a plain value. */
  parameters?: readonly Word[];
  expression: Term;
}

/** Every name with its keys that a tree reads, in the order of the text; names of functions are not among them. */
export function pathsIn(term: Term): Path[] {
  switch (term.type) {
    case "number":
      return [];
    case "path":
      return [term];
    case "negative":
      return pathsIn(term.of);
    case "operation":
      return [...pathsIn(term.left), ...pathsIn(term.right)];
    case "call":
      return term.arguments.flatMap(pathsIn);
  }
}
