import type { Unit } from "mathjs";
import type { Term } from "../../expressions/tree.js";
import { largest, least } from "../../lists.js";
import type { Shape } from "../register/types.js";
import { powerOf, sameDimensions } from "../units/units.js";
import {
  type Analysis,
  type AnalysisProblem,
  type Code,
  type Evaluate,
  numberCode,
  Refused,
  refuse,
  type Scope,
  Silent,
} from "./analysis.js";
import { readPath } from "./reference.js";

/**
 * Works out shape and dimension of an expression and compiles it to plain arithmetic over the `given` tree, every number taken to
 * mathjs's base units first. Dimensions are carried as mathjs units of size one. Series and tables combine element by element when
 * their keys agree, a single number with any; `sum`, `mean`, `min` and `max` of one series reduce it to a number.
 */
export function analyse(
  expression: Term,
  scope: Scope,
): { ok: true; analysis: Analysis } | { ok: false; problem?: AnalysisProblem } {
  try {
    return { ok: true, analysis: visit(expression, scope) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    if (error instanceof Silent) return { ok: false };
    throw error;
  }
}

function visit(node: Term, scope: Scope): Analysis {
  switch (node.type) {
    case "number": {
      const { value } = node;
      return { shape: "scalar", keys: [], unit: undefined, evaluate: () => value, code: () => numberCode(value) };
    }
    case "path":
      return readPath(node, scope);
    case "negative": {
      const of = visit(node.of, scope);
      const { evaluate, code } = of;
      return { ...of, evaluate: (g, r, c) => -evaluate(g, r, c), code: (r, c) => `(-${code(r, c)})` };
    }
    case "operation":
      return operate(node, scope);
    case "call":
      return call(node, scope);
  }
}

const VERBS: Readonly<Record<string, string>> = { "+": "adds", "-": "subtracts" };

function operate(node: Term & { type: "operation" }, scope: Scope): Analysis {
  const left = visit(node.left, scope);
  const right = visit(node.right, scope);
  const { operator } = node;
  if (operator === "^") return raise(node, left, right, node.right, scope);
  const shape = combine([left, right], node, scope);
  const [a, b] = [left.evaluate, right.evaluate];
  const code = infix(left.code, operator, right.code);
  if (operator === "*" || operator === "/") {
    const one = scope.system.parse("1");
    const l = left.unit ?? (one.ok ? one.unit.one : undefined);
    const r = right.unit ?? (one.ok ? one.unit.one : undefined);
    const unit =
      l && r && (left.unit || right.unit) ? asUnit(operator === "*" ? l.multiply(r) : l.divide(r)) : undefined;
    const evaluate: Evaluate =
      operator === "*" ? (g, k, c) => a(g, k, c) * b(g, k, c) : (g, k, c) => a(g, k, c) / b(g, k, c);
    return { ...shape, unit, evaluate, code };
  }
  if (!agree(left.unit, right.unit)) {
    refuse(
      node,
      "expression-unit",
      `\`${textOf(node, scope)}\` ${VERBS[operator]} ${unitText(left.unit)} and ${unitText(right.unit)}`,
      "units of one dimension",
    );
  }
  const evaluate: Evaluate =
    operator === "+" ? (g, k, c) => a(g, k, c) + b(g, k, c) : (g, k, c) => a(g, k, c) - b(g, k, c);
  return { ...shape, unit: left.unit, evaluate, code };
}

const infix =
  (a: Code, operator: string, b: Code): Code =>
  (r, c) =>
    `(${a(r, c)} ${operator} ${b(r, c)})`;

function raise(node: Term, base: Analysis, exponent: Analysis, written: Term, scope: Scope): Analysis {
  const shape = combine([base, exponent], node, scope);
  const [a, b] = [base.evaluate, exponent.evaluate];
  const evaluate: Evaluate = (g, k, c) => a(g, k, c) ** b(g, k, c);
  const code = infix(base.code, "**", exponent.code);
  if (exponent.unit) {
    refuse(
      written,
      "expression-unit",
      `the exponent of \`${textOf(node, scope)}\` is in ${unitText(exponent.unit)}`,
      "a pure number",
    );
  }
  if (!base.unit) return { ...shape, unit: undefined, evaluate, code };
  const power = constantOf(written);
  if (power === undefined) {
    refuse(
      written,
      "expression-unit",
      `\`${textOf(node, scope)}\` raises ${unitText(base.unit)} to a power that is not a written number`,
      "a number such as `2`, so that the unit is known",
    );
  }
  return { ...shape, unit: asUnit(powerOf(base.unit, power)), evaluate, code };
}

function constantOf(node: Term): number | undefined {
  if (node.type === "number") return node.value;
  if (node.type === "negative") {
    const of = constantOf(node.of);
    return of === undefined ? undefined : -of;
  }
  if (node.type === "operation" && node.operator === "/") {
    const left = constantOf(node.left);
    const right = constantOf(node.right);
    return left === undefined || right === undefined ? undefined : left / right;
  }
  return undefined;
}

const SIMPLE: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  floor: Math.floor,
  ceil: Math.ceil,
  // Half away from zero, as mathjs and people do it.
  round: (x) => Math.sign(x) * Math.round(Math.abs(x)),
};

const SIMPLE_CODE: Readonly<Record<string, (x: string) => string>> = {
  round: (x) => `((x) => Math.sign(x) * Math.round(Math.abs(x)))(${x})`,
};

const sumCode = (values: readonly string[]): string => values.reduce((sum, value) => `(${sum} + ${value})`, "0");

/** Functions of any number of values, or of all of one series, and the same as code. */
const MANY: Readonly<
  Record<string, { of(values: readonly number[]): number; code(values: readonly string[]): string }>
> = {
  min: { of: least, code: (v) => `Math.min(${v.join(", ")})` },
  max: { of: largest, code: (v) => `Math.max(${v.join(", ")})` },
  sum: { of: (v) => v.reduce((s, x) => s + x, 0), code: sumCode },
  mean: { of: (v) => v.reduce((s, x) => s + x, 0) / v.length, code: (v) => `(${sumCode(v)} / ${v.length})` },
};

function call(node: Term & { type: "call" }, scope: Scope): Analysis {
  const args = node.arguments.map((a) => visit(a, scope));
  const [first, second] = args;
  const [, written] = node.arguments;
  if (!first) throw new Silent();
  const name = node.name.text;
  const many = MANY[name];
  if (many) return reduce(many, args, first, node, scope);
  const a = first.evaluate;
  const code: Code = (k, c) => (SIMPLE_CODE[name] ?? ((x) => `Math.${name}(${x})`))(first.code(k, c));
  if (name === "abs") return { ...first, evaluate: (g, k, c) => Math.abs(a(g, k, c)), code };
  if (name === "sqrt") {
    const unit = first.unit && asUnit(powerOf(first.unit, 0.5));
    return { ...first, unit, evaluate: (g, k, c) => Math.sqrt(a(g, k, c)), code };
  }
  if (name === "pow" && second && written) return raise(node, first, second, written, scope);
  const withUnit = args.find((x) => x.unit);
  if (withUnit) {
    refuse(
      node,
      "expression-unit",
      `\`${name}\` is given ${unitText(withUnit.unit)}`,
      "a pure number; divide by a unit's worth first",
    );
  }
  const simple = SIMPLE[name] ?? Number;
  if (name === "log" && second) {
    const b = second.evaluate;
    return {
      ...combine(args, node, scope),
      unit: undefined,
      evaluate: (g, k, c) => Math.log(a(g, k, c)) / Math.log(b(g, k, c)),
      code: (k, c) => `(Math.log(${first.code(k, c)}) / Math.log(${second.code(k, c)}))`,
    };
  }
  return { ...first, evaluate: (g, k, c) => simple(a(g, k, c)), code };
}

function reduce(
  { of, code: codeOf }: (typeof MANY)[string],
  args: readonly Analysis[],
  first: Analysis,
  node: Term,
  scope: Scope,
): Analysis {
  const { unit } = first;
  const odd = args.find((a) => !agree(a.unit, unit));
  if (odd) {
    const message = `\`${textOf(node, scope)}\` puts ${unitText(unit)} and ${unitText(odd.unit)} together`;
    refuse(node, "expression-unit", message, "units of one dimension");
  }
  if (args.length === 1 && first.shape !== "scalar") {
    const { keys, columns = [""], evaluate, code } = first;
    return {
      shape: "scalar",
      keys: [],
      unit,
      evaluate: (g) => of(keys.flatMap((k) => columns.map((c) => evaluate(g, k, c)))),
      code: () => codeOf(keys.flatMap((k) => columns.map((c) => code(k, c)))),
    };
  }
  const fns = args.map((a) => a.evaluate);
  return {
    ...combine(args, node, scope),
    unit,
    evaluate: (g, k, c) => of(fns.map((f) => f(g, k, c))),
    code: (k, c) => codeOf(args.map((arg) => arg.code(k, c))),
  };
}

function combine(
  parts: readonly Analysis[],
  node: Term,
  scope: Scope,
): { shape: Shape; keys: readonly string[]; columns?: readonly string[] } {
  let widest: Analysis | undefined;
  for (const part of parts) {
    if (part.shape === "scalar") continue;
    if (!widest) {
      widest = part;
      continue;
    }
    const differing =
      difference(widest.keys, part.keys) ??
      difference(widest.columns ?? [], part.columns ?? []) ??
      (widest.shape === part.shape ? undefined : "its columns");
    if (differing !== undefined) {
      refuse(
        node,
        "expression-shape",
        `\`${textOf(node, scope)}\` combines series whose keys differ: only one has ${differing}`,
        "series with the same keys, or a single number",
      );
    }
  }
  if (!widest) return { shape: "scalar", keys: [] };
  return { shape: widest.shape, keys: widest.keys, columns: widest.columns };
}

function difference(a: readonly string[], b: readonly string[]): string | undefined {
  const only = [...a.filter((k) => !b.includes(k)), ...b.filter((k) => !a.includes(k))];
  return only.length > 0 ? only.join(", ") : undefined;
}

const asUnit = (value: unknown): Unit | undefined =>
  typeof value === "number" || (value as Unit).dimensions.every((d) => Math.abs(d) < 1e-9)
    ? undefined
    : (value as Unit);

function agree(a: Unit | undefined, b: Unit | undefined): boolean {
  return sameDimensions(a?.dimensions ?? [], b?.dimensions ?? []);
}

function textOf(node: Term, scope: Scope): string {
  return scope.text.slice(node.start, node.end);
}

/** A mathjs unit as authors write it: "TB/s/W"; "a pure number" without one. */
export function unitText(unit: Unit | undefined): string {
  if (!unit || unit.units.length === 0) return "a pure number";
  const over: string[] = [];
  const under: string[] = [];
  for (const { unit: part, prefix, power } of unit.units) {
    const name = `${(prefix as unknown as { name: string }).name}${part.name}`;
    const p = Number(Math.abs(power).toPrecision(6));
    if (p !== 0) (power > 0 ? over : under).push(p === 1 ? name : `${name}^${p}`);
  }
  return [over.join("*") || "1", ...under].join("/");
}
