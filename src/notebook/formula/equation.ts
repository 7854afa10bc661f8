import type { Path, Term } from "../../expressions/tree.js";
import { GIVEN } from "../analyse/reads.js";
import type { MathNode } from "./math-node.js";
import type { Formula } from "./tree.js";

/** Binding strength of what is printed: a sum, a product, a sign, and what needs no parentheses anywhere. */
const SUM = 1;
const PRODUCT = 2;
const SIGN = 3;
const POWER = 4;
const ATOM = 5;

/**
 * A formula as it is printed: fractions for division, raised exponents, roots, `·` for products, and parentheses only where the
 * printed form would mean something else without them.
 *
 * @param isAssumption tells an assumption's own id from the keys of its series: `given.gw.add[2026]` prints as "gw add" with 2026 below.
 */
export function formulaMath(formula: Formula, isAssumption: (path: string) => boolean): MathNode {
  const name = formula.name.text;
  const left: MathNode = formula.parameters
    ? { type: "call", name: words(name), arguments: formula.parameters.map(({ text }) => symbol(text)) }
    : symbol(name);
  return row(left, { type: "operator", text: "=" }, print(formula.expression, isAssumption).math);
}

interface Printed {
  math: MathNode;
  strength: number;
}

function print(term: Term, isAssumption: (path: string) => boolean): Printed {
  const inner = (of: Term): Printed => print(of, isAssumption);
  const within = (of: Term, least: number): MathNode => {
    const printed = inner(of);
    return printed.strength >= least ? printed.math : { type: "parentheses", of: printed.math };
  };
  switch (term.type) {
    case "number":
      return number(term.text);
    case "path":
      return { math: pathSymbol(term, isAssumption), strength: ATOM };
    case "negative":
      return { math: row({ type: "operator", text: "-" }, within(term.of, PRODUCT)), strength: SIGN - 1.5 };
    case "call":
      return call(term, inner, within);
    case "operation": {
      const { left, right } = term;
      switch (term.operator) {
        case "+":
        case "-":
          return {
            math: row(
              within(left, SUM),
              { type: "operator", text: term.operator },
              // What is subtracted keeps its own sum together; a sign never follows an operator bare.
              within(right, beginsWithSign(inner(right).math) ? ATOM : term.operator === "-" ? PRODUCT : SUM),
            ),
            strength: SUM,
          };
        case "*":
          return {
            math: row(within(left, PRODUCT), { type: "operator", text: "·" }, within(right, PRODUCT)),
            strength: PRODUCT,
          };
        case "/":
          return { math: { type: "fraction", over: inner(left).math, under: inner(right).math }, strength: SIGN };
        case "^":
          return { math: { type: "power", base: within(left, ATOM), exponent: inner(right).math }, strength: POWER };
      }
    }
  }
}

const beginsWithSign = (math: MathNode): boolean =>
  math.type === "row" && math.children[0]?.type === "operator" && math.children[0].text === "-";

function call(
  term: Term & { type: "call" },
  inner: (of: Term) => Printed,
  within: (of: Term, least: number) => MathNode,
): Printed {
  const [first, second] = term.arguments;
  const name = term.name.text;
  if (name === "sqrt" && first) return { math: { type: "root", of: inner(first).math }, strength: ATOM };
  if (name === "exp" && first)
    return {
      math: { type: "power", base: { type: "symbol", base: "e" }, exponent: inner(first).math },
      strength: POWER,
    };
  if (name === "pow" && first && second)
    return { math: { type: "power", base: within(first, ATOM), exponent: inner(second).math }, strength: POWER };
  if (name === "log" && first && second) {
    const logarithm = (of: Term): MathNode => ({ type: "call", name: "log", arguments: [inner(of).math] });
    return { math: { type: "fraction", over: logarithm(first), under: logarithm(second) }, strength: SIGN };
  }
  const printed = term.arguments.map((argument) => inner(argument).math);
  return { math: { type: "call", name: words(name), arguments: printed }, strength: ATOM };
}

/** `1e9` prints as a power of ten. */
function number(text: string): Printed {
  const [mantissa = "", exponent] = text.toLowerCase().split("e");
  const plain = mantissa.startsWith(".") ? `0${mantissa}` : mantissa.replace(/\.$/, "");
  if (exponent === undefined) return { math: { type: "number", text: plain }, strength: ATOM };
  const raised: MathNode = {
    type: "power",
    base: { type: "number", text: "10" },
    exponent: { type: "number", text: String(Number(exponent)).replace("-", "\u2212") },
  };
  if (Number(plain) === 1) return { math: raised, strength: POWER };
  return { math: row({ type: "number", text: plain }, { type: "operator", text: "·" }, raised), strength: PRODUCT };
}

function row(...children: MathNode[]): MathNode {
  return { type: "row", children: children.flatMap((child) => (child.type === "row" ? child.children : [child])) };
}

function pathSymbol(term: Path, isAssumption: (path: string) => boolean): MathNode {
  const keys = term.keys.map(({ key }) => key);
  if (keys.length === 0) return symbol(term.name.text);
  if (term.name.text !== GIVEN) {
    const base = symbol(term.name.text);
    if (base.type !== "symbol") return base;
    return {
      type: "symbol",
      base: base.base,
      sub: [base.sub, ...keys].filter((part) => part !== undefined).join(", "),
    };
  }
  let own = keys.length;
  for (let length = 1; length < keys.length; length++)
    if (isAssumption(keys.slice(0, length).join("."))) {
      own = length;
      break;
    }
  const base = keys.slice(0, own).map(words).join(" ");
  const sub = keys.slice(own).map(words).join(", ");
  return sub === "" ? { type: "symbol", base } : { type: "symbol", base, sub };
}

/**
 * `x_1` and `eta_max` are a letter with a subscript, `multiple_2029` words with one; `gw_added` is words.
 */
function symbol(name: string): MathNode {
  const [first = "", ...rest] = name.split("_").filter((part) => part !== "");
  if (rest.length > 0 && (first.length === 1 || GREEK.has(first)))
    return { type: "symbol", base: first, sub: rest.join(" ") };
  const last = rest.at(-1);
  if (last !== undefined && /^\d+$/.test(last))
    return { type: "symbol", base: [first, ...rest.slice(0, -1)].join(" "), sub: last };
  return { type: "symbol", base: words(name) };
}

function words(name: string): string {
  return name
    .split("_")
    .filter((part) => part !== "")
    .join(" ");
}

/** Letters written out; the writers print them as letters. */
const GREEK = new Set(
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split(
    " ",
  ),
);
