import type { Term } from "../../expressions/tree.js";
import { FORMULA_FUNCTIONS, type Formula } from "./tree.js";

export interface FormulaCode {
  /** `const f = (a, b) => …;` on one line. */
  code: string;
  /** Offsets in `code` of names, keys and operators, with where they stand in the formula. */
  origins: Map<number, { start: number; end: number }>;
}

/**
 * Compiles a formula to JavaScript over real numbers: `^` is the power, `log` the natural logarithm or, with two
 * arguments, that to a base; `min`, `max` and `sum` of one argument take an array, and a series for its values. What has no real value is NaN. Keys are keys as in
 * a block.
 *
 * @param before what stands before the code, by which offsets are moved.
 */
export function formulaCode(formula: Formula, before = 0): FormulaCode {
  const writer = new FormulaWriter(before, new Set(formula.parameters?.map(({ text }) => text)));
  writer.put("const ");
  writer.put(formula.name.text, formula.name);
  writer.put(" = ");
  if (formula.parameters) {
    writer.put("(");
    for (const [i, parameter] of formula.parameters.entries()) {
      if (i > 0) writer.put(", ");
      writer.put(parameter.text, parameter);
    }
    writer.put(") => ");
  }
  writer.write(formula.expression);
  writer.put(";");
  return writer;
}

class FormulaWriter implements FormulaCode {
  readonly origins = new Map<number, { start: number; end: number }>();
  code = "";

  constructor(
    private readonly before: number,
    private readonly parameters: ReadonlySet<string>,
  ) {}

  put(text: string, token?: { start: number; end: number }): void {
    if (token) this.origins.set(this.before + this.code.length, { start: token.start, end: token.end });
    this.code += text;
  }

  write(term: Term): void {
    switch (term.type) {
      case "number":
        this.put(String(term.value));
        return;
      case "path":
        if (term.name.text === "pi" && !this.parameters.has("pi") && term.keys.length === 0) this.put("Math.PI");
        else this.put(term.name.text, term.name);
        for (const { key, token } of term.keys) {
          this.put("[");
          this.put(JSON.stringify(key), token);
          this.put("]");
        }
        return;
      case "negative":
        this.put("(");
        this.put("-", { start: term.start, end: term.start + 1 });
        this.write(term.of);
        this.put(")");
        return;
      case "operation":
        this.put("(");
        this.write(term.left);
        this.put(" ");
        this.put(term.operator === "^" ? "**" : term.operator, term.sign);
        this.put(" ");
        this.write(term.right);
        this.put(")");
        return;
      case "call":
        this.call(term.name.text, term);
    }
  }

  private call(name: string, term: Term & { type: "call" }): void {
    const builtIn = FORMULA_FUNCTIONS.has(name) && !this.parameters.has(name);
    if (builtIn && name === "sum") {
      this.numbers(term.arguments);
      this.put(".reduce((a, b) => a + b)");
    } else if (builtIn && (name === "min" || name === "max") && term.arguments.length === 1) {
      this.put(`Math.${name}(...`);
      this.numbers(term.arguments);
      this.put(")");
    } else if (builtIn && name === "log" && term.arguments.length === 2) {
      const [of, base] = term.arguments;
      this.put("(Math.log(");
      if (of) this.write(of);
      this.put(") ");
      this.put("/", term.name);
      this.put(" Math.log(");
      if (base) this.write(base);
      this.put("))");
    } else {
      if (builtIn) this.put(`Math.${name}`);
      else this.put(name, term.name);
      this.put("(");
      this.list(term.arguments);
      this.put(")");
    }
  }

  private list(terms: readonly Term[]): void {
    for (const [i, term] of terms.entries()) {
      if (i > 0) this.put(", ");
      this.write(term);
    }
  }

  /** All numbers of the arguments: of several, or of one that may be an array or a series. */
  private numbers(terms: readonly Term[]): void {
    this.put("[");
    this.list(terms);
    this.put("]");
    if (terms.length === 1)
      this.put('.flat(Infinity).flatMap((x) => (typeof x === "object" && x ? Object.values(x) : x))');
  }
}
