import type { Place } from "../../diagnostic.js";
import { pathsIn, type Term } from "../../expressions/tree.js";
import { inOrder } from "../../keys/ordered.js";
import { Problems } from "../../yaml/problems.js";
import { type GivenTree, givenTree, setGiven } from "../register/given.js";
import type { Assumption, Register, Value } from "../register/types.js";
import { hasZero } from "../units/block-units.js";
import { sameDimensions, type UnitSystem, unitSystem } from "../units/units.js";
import { parseExpression } from "./expression.js";
import { analyse, type Code, type Evaluate, givenCode, numberCode, unitText } from "./interpret.js";

/** A derived assumption ready to be computed from the `given` tree. */
interface Derivation {
  id: string;
  parts: readonly string[];
  keys: readonly string[];
  columns?: readonly string[];
  evaluate: Evaluate;
  code: Code;
  uses: readonly string[];
  /** Size of the declared unit in base units. */
  factor: number;
}

/** Where an expression stands in its file; a formula's own offsets are within its text. */
export type Locate = (id: string, offset: number, length: number) => Place | undefined;

/**
 * Works out the derived assumptions among `assumptions`, in an order in which each follows what it rests on, and gives them shape and
 * value. Reported: formulas that can't be read, unknown names, dimensions that disagree, cycles (with the path), results that are
 * not finite. `failed` holds ids that exist but were refused earlier; nothing more is said of those.
 */
export function derive(
  assumptions: Map<string, Assumption>,
  failed: ReadonlySet<string>,
  system: UnitSystem,
  locate: Locate,
  problems: Problems,
): void {
  const { derivations, bad } = plan(assumptions, failed, system, locate, problems);
  for (const id of bad) assumptions.delete(id);
  compute(assumptions, derivations, locate, problems);
}

/** Values of all derived assumptions from those of the others, as after an override. */
function compute(
  assumptions: Map<string, Assumption>,
  derivations: readonly Derivation[],
  locate: Locate,
  problems: Problems,
): void {
  if (derivations.length === 0) return;
  const given = givenTree({ assumptions });
  for (const derivation of derivations) {
    const assumption = assumptions.get(derivation.id);
    if (!assumption) continue;
    const value = numbersOf(derivation, given);
    setGiven(given, derivation.id, value);
    assumptions.set(derivation.id, { ...assumption, value });
    const wrong = nonFinite(value);
    if (wrong === undefined) continue;
    problems.error(
      "not-finite",
      `\`${derivation.id}\` comes to ${wrong.value}${wrong.at ? ` at ${wrong.at}` : ""}`,
      locate(derivation.id, 0, assumption.expression?.length ?? 1),
      { expected: "a finite number" },
    );
  }
}

function numbersOf(derivation: Derivation, given: GivenTree): Value {
  const { keys, columns, evaluate, factor } = derivation;
  if (keys.length === 0) return evaluate(given, "", "") / factor;
  if (!columns) return inOrder(keys.map((key) => [key, evaluate(given, key, "") / factor]));
  return inOrder(keys.map((key) => [key, inOrder(columns.map((col) => [col, evaluate(given, key, col) / factor]))]));
}

function nonFinite(value: Value, at = ""): { value: number; at: string } | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : { value, at };
  for (const [key, inner] of Object.entries(value)) {
    const found = nonFinite(inner as Value, at ? `${at}.${key}` : key);
    if (found) return found;
  }
  return undefined;
}

function plan(
  assumptions: Map<string, Assumption>,
  failed: ReadonlySet<string>,
  system: UnitSystem,
  locate: Locate,
  problems: Problems,
): { derivations: Derivation[]; bad: Set<string> } {
  const bad = new Set<string>();
  const expressions = new Map<string, Term>();
  for (const [id, { expression }] of assumptions) {
    if (expression === undefined) continue;
    const parsed = parseExpression(expression);
    if (parsed.ok) expressions.set(id, parsed.expression);
    else {
      const { message, expected, hint, offset, length } = parsed.problem;
      problems.error("expression", `\`${id}\`: ${message}`, locate(id, offset, length), {
        expected,
        hint,
      });
      bad.add(id);
    }
  }
  const resolve = (path: string): { assumption: Assumption; rest: string[] } | "failed" | undefined => {
    const parts = path.split(".");
    for (let n = parts.length; n > 0; n--) {
      const id = parts.slice(0, n).join(".");
      if (failed.has(id) || bad.has(id)) return "failed";
      const assumption = assumptions.get(id);
      if (assumption) return { assumption, rest: parts.slice(n) };
    }
    return undefined;
  };

  const derivations: Derivation[] = [];
  const done = new Set<string>();
  const visiting: string[] = [];
  const reported = new Set<string>();
  const visit = (id: string): void => {
    const expression = expressions.get(id);
    if (!expression || done.has(id)) return;
    visiting.push(id);
    const leaves = new Set<string>();
    const uses = new Set<string>();
    for (const { name, start, end } of pathsIn(expression)) {
      const found = resolve(name.text);
      if (!found || found === "failed") continue;
      const below = found.assumption.id;
      uses.add(below);
      if (!expressions.has(below)) {
        leaves.add(below);
        continue;
      }
      const circle = visiting.indexOf(below);
      if (circle >= 0) {
        const path = [...visiting.slice(circle), below];
        const key = [...path].sort().join();
        if (!reported.has(key)) {
          problems.error("cycle", `\`${id}\` rests on itself`, locate(id, start, end - start), {
            expected: "a derived value that does not lead back to itself",
            notes: [path.join(" → ")],
          });
          reported.add(key);
        }
        for (const each of path) bad.add(each);
        continue;
      }
      visit(below);
      for (const leaf of assumptions.get(below)?.restsOn ?? []) leaves.add(leaf);
    }
    visiting.pop();
    done.add(id);
    const assumption = assumptions.get(id);
    if (!assumption || bad.has(id)) return;
    const text = assumption.expression ?? "";
    const result = analyse(expression, { system, resolve, names: () => [...assumptions.keys(), ...failed], text });
    if (!result.ok) {
      bad.add(id);
      const { problem } = result;
      if (!problem) return;
      problems.error(
        problem.rule,
        `\`${id}\`: ${problem.message}`,
        locate(id, problem.start, problem.end - problem.start),
        {
          expected: problem.expected,
          hint: problem.hint,
        },
      );
      return;
    }
    const { shape, keys, columns, unit, evaluate, code } = result.analysis;
    if (hasZero(assumption.shown)) {
      bad.add(id);
      problems.error(
        "expression-unit",
        `\`${id}\` is calculated and declared in \`${assumption.shown}\`, a scale with a zero of its own`,
        locate(id, 0, text.length),
        { expected: "`unit: K`: whether a result is a temperature or a difference of two, only kelvins leave open" },
      );
      return;
    }
    const declared = system.parse(assumption.unit);
    if (!declared.ok) {
      bad.add(id);
      return;
    }
    if (!sameDimensions(unit?.dimensions ?? [], declared.unit.dimensions)) {
      bad.add(id);
      const wants = assumption.unit === "1" ? "a pure number" : `a unit of \`${assumption.unit}\``;
      problems.error(
        "expression-unit",
        `\`${id}\` comes to ${unit ? `\`${unitText(unit)}\`` : "a pure number"}`,
        locate(id, 0, text.length),
        { expected: `${wants}, as declared` },
      );
      return;
    }
    derivations.push({
      id,
      parts: id.split("."),
      keys,
      columns,
      evaluate,
      code,
      uses: [...uses],
      factor: declared.unit.factor,
    });
    assumptions.set(id, { ...assumption, shape, keys, columns, restsOn: [...leaves] });
  };
  for (const id of expressions.keys()) visit(id);
  return { derivations, bad };
}

const planned = new WeakMap<object, readonly Derivation[]>();

/**
 * Recomputes the derived assumptions of `given` in place, after others in it were changed; allocates nothing but the containers of
 * derived series, which stay the same objects. For many runs over one mutable tree.
 */
export function deriver(register: Register): (given: GivenTree) => void {
  const list = planOf(register);
  return (given) => {
    for (const derivation of list) write(derivation, given);
  };
}

/** How a derived assumption is computed, as data that crosses to another process. */
export interface DerivationCode {
  id: string;
  /** Ids of the assumptions its expression names, derived ones among them. */
  uses: readonly string[];
  /** Leaf paths it sets. */
  leaves: readonly string[];
  /** JavaScript statements over a writable tree `given`: plain numbers, the same steps and bits as `deriver`. */
  code: string;
}

/** What `deriver` does, as code, in an order in which each follows what it rests on. */
export function derivations(register: Register): DerivationCode[] {
  return planOf(register).map(({ id, parts, keys, columns, uses, code, factor }) => {
    const cells =
      keys.length === 0
        ? [{ below: [] as string[], value: code("", "") }]
        : keys.flatMap((key) =>
            columns
              ? columns.map((column) => ({ below: [key, column], value: code(key, column) }))
              : [{ below: [key], value: code(key, "") }],
          );
    return {
      id,
      uses,
      leaves: cells.map(({ below }) => [...parts, ...below].join(".")),
      code: cells
        .map(({ below, value }) => `${givenCode([...parts, ...below])} = ${value} / ${numberCode(factor)};`)
        .join("\n"),
    };
  });
}

function planOf(register: Register): readonly Derivation[] {
  let derivations = planned.get(register);
  if (!derivations) {
    derivations = plan(
      new Map(register.assumptions),
      new Set(),
      unitSystem(register.units),
      () => undefined,
      new Problems("assumptions"),
    ).derivations;
    planned.set(register, derivations);
  }
  return derivations;
}

function write({ parts, keys, columns, evaluate, factor }: Derivation, given: GivenTree): void {
  let at: GivenTree = given;
  for (let i = 0; i < parts.length - 1; i++) at = at[parts[i] ?? ""] as GivenTree;
  const last = parts[parts.length - 1] ?? "";
  if (keys.length === 0) {
    at[last] = evaluate(given, "", "") / factor;
    return;
  }
  const series = at[last] as GivenTree;
  for (const key of keys) {
    if (!columns) series[key] = evaluate(given, key, "") / factor;
    else for (const col of columns) (series[key] as GivenTree)[col] = evaluate(given, key, col) / factor;
  }
}
