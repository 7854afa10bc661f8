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
  const origins = new Map<number, { start: number; end: number }>();
  let code = "";
  const put = (text: string, token?: { start: number; end: number }): void => {
    if (token) origins.set(before + code.length, { start: token.start, end: token.end });
    code += text;
  };
  const parameters = new Set(formula.parameters?.map(({ text }) => text));

  const list = (terms: readonly Term[]): void => {
    for (const [i, term] of terms.entries()) {
      if (i > 0) put(", ");
      write(term);
    }
  };
  /** All numbers of the arguments: of several, or of one that may be an array or a series. */
  const numbers = (terms: readonly Term[]): void => {
    put("[");
    list(terms);
    put("]");
    if (terms.length === 1) put('.flat(Infinity).flatMap((x) => (typeof x === "object" && x ? Object.values(x) : x))');
  };
  const write = (term: Term): void => {
    switch (term.type) {
      case "number":
        put(String(term.value));
        return;
      case "path":
        if (term.name.text === "pi" && !parameters.has("pi") && term.keys.length === 0) put("Math.PI");
        else put(term.name.text, term.name);
        for (const { key, token } of term.keys) {
          put("[");
          put(JSON.stringify(key), token);
          put("]");
        }
        return;
      case "negative":
        put("(");
        put("-", { start: term.start, end: term.start + 1 });
        write(term.of);
        put(")");
        return;
      case "operation":
        put("(");
        write(term.left);
        put(" ");
        put(term.operator === "^" ? "**" : term.operator, term.sign);
        put(" ");
        write(term.right);
        put(")");
        return;
      case "call":
        call(term.name.text, term);
    }
  };
  const call = (name: string, term: Term & { type: "call" }): void => {
    const builtIn = FORMULA_FUNCTIONS.has(name) && !parameters.has(name);
    if (!builtIn) {
      put(name, term.name);
      put("(");
      list(term.arguments);
      put(")");
    } else if (name === "sum") {
      numbers(term.arguments);
      put(".reduce((a, b) => a + b)");
    } else if ((name === "min" || name === "max") && term.arguments.length === 1) {
      put(`Math.${name}(...`);
      numbers(term.arguments);
      put(")");
    } else if (name === "log" && term.arguments.length === 2) {
      const [of, base] = term.arguments;
      put("(Math.log(");
      if (of) write(of);
      put(") ");
      put("/", term.name);
      put(" Math.log(");
      if (base) write(base);
      put("))");
    } else {
      put(`Math.${name}(`);
      list(term.arguments);
      put(")");
    }
  };

  put("const ");
  put(formula.name.text, formula.name);
  put(" = ");
  if (formula.parameters) {
    put("(");
    for (const [i, parameter] of formula.parameters.entries()) {
      if (i > 0) put(", ");
      put(parameter.text, parameter);
    }
    put(") => ");
  }
  write(formula.expression);
  put(";");
  return { code, origins };
}
