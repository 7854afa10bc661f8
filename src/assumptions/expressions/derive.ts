import type { Place } from "../../diagnostic.js";
import { pathsIn, type Term } from "../../expressions/tree.js";
import { inOrder } from "../../keys/ordered.js";
import type { NameIn } from "../../rules/index.js";
import { Problems } from "../../yaml/problems.js";
import { type GivenTree, givenTree, setGiven } from "../register/given.js";
import type { Assumption, Register, Value } from "../register/types.js";
import { hasZero } from "../units/block-units.js";
import { sameDimensions, type UnitSystem, unitSystem } from "../units/units.js";
import { type Analysis, type Code, type Evaluate, givenCode, numberCode, type Scope } from "./analysis.js";
import { parseExpression } from "./expression.js";
import { analyse, unitText } from "./interpret.js";

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
): { derivations: readonly Derivation[]; bad: ReadonlySet<string> } {
  const planner = new Planner(assumptions, failed, system, locate, problems);
  planner.plan();
  return planner;
}

/** Puts derivations in an order in which each follows what it rests on. */
class Planner {
  readonly derivations: Derivation[] = [];
  /** Ids of those that can't be derived. */
  readonly bad = new Set<string>();
  private readonly expressions = new Map<string, Term>();
  private readonly done = new Set<string>();
  /** The way from the derivation that was asked for to the one that is looked at. */
  private readonly visiting: string[] = [];
  /** Cycles, by their members. */
  private readonly reported = new Set<string>();

  constructor(
    private readonly assumptions: Map<string, Assumption>,
    private readonly failed: ReadonlySet<string>,
    private readonly system: UnitSystem,
    private readonly locate: Locate,
    private readonly problems: Problems,
  ) {}

  plan(): void {
    for (const [id, { expression }] of this.assumptions) {
      if (expression === undefined) continue;
      const parsed = parseExpression(expression);
      if (parsed.ok) {
        this.expressions.set(id, parsed.expression);
        continue;
      }
      const { message, expected, hint, offset, length } = parsed.problem;
      this.refuse("expression", id, message, [offset, offset + length], expected, hint);
    }
    for (const id of this.expressions.keys()) this.visit(id);
  }

  private refuse(
    rule: NameIn<"assumptions">,
    id: string,
    message: string,
    [start, end]: readonly [number, number],
    expected: string | undefined,
    hint?: string,
  ): void {
    this.bad.add(id);
    this.problems.error(rule, `\`${id}\`: ${message}`, this.locate(id, start, end - start), { expected, hint });
  }

  /** The assumption and the keys below it that a path names. */
  private readonly resolve: Scope["resolve"] = (path) => {
    const parts = path.split(".");
    for (let n = parts.length; n > 0; n--) {
      const id = parts.slice(0, n).join(".");
      if (this.failed.has(id) || this.bad.has(id)) return "failed";
      const assumption = this.assumptions.get(id);
      if (assumption) return { assumption, rest: parts.slice(n) };
    }
    return undefined;
  };

  private visit(id: string): void {
    const expression = this.expressions.get(id);
    if (!expression || this.done.has(id)) return;
    this.visiting.push(id);
    const { uses, leaves } = this.follow(id, expression);
    this.visiting.pop();
    this.done.add(id);
    const assumption = this.assumptions.get(id);
    if (!assumption || this.bad.has(id)) return;
    const analysis = this.analyse(assumption, expression);
    const factor = analysis && this.factorOf(assumption, analysis);
    if (!analysis || factor === undefined) {
      this.bad.add(id);
      return;
    }
    const { shape, keys, columns, evaluate, code } = analysis;
    this.derivations.push({ id, parts: id.split("."), keys, columns, evaluate, code, uses: [...uses], factor });
    this.assumptions.set(id, { ...assumption, shape, keys, columns, restsOn: [...leaves] });
  }

  /** Visits what an expression names: the assumptions named, and those that are not derived in what they come to. */
  private follow(id: string, expression: Term): { uses: Set<string>; leaves: Set<string> } {
    const leaves = new Set<string>();
    const uses = new Set<string>();
    for (const { name, start, end } of pathsIn(expression)) {
      const found = this.resolve(name.text);
      if (!found || found === "failed") continue;
      const below = found.assumption.id;
      uses.add(below);
      const circle = this.visiting.indexOf(below);
      if (!this.expressions.has(below)) leaves.add(below);
      else if (circle >= 0)
        this.refuseCycle([...this.visiting.slice(circle), below], this.locate(id, start, end - start));
      else {
        this.visit(below);
        for (const leaf of this.assumptions.get(below)?.restsOn ?? []) leaves.add(leaf);
      }
    }
    return { uses, leaves };
  }

  /** @param path begins and ends with the same */
  private refuseCycle(path: readonly string[], place: Place | undefined): void {
    for (const each of path) this.bad.add(each);
    const key = [...path].sort().join();
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.problems.error("cycle", `\`${path.at(-2)}\` rests on itself`, place, {
      expected: "a derived value that does not lead back to itself",
      notes: [path.join(" → ")],
    });
  }

  private analyse({ id, expression: text = "" }: Assumption, expression: Term): Analysis | undefined {
    const { system, resolve } = this;
    const names = (): string[] => [...this.assumptions.keys(), ...this.failed];
    const result = analyse(expression, { system, resolve, names, text });
    if (result.ok) return result.analysis;
    const { problem } = result;
    if (problem)
      this.refuse(problem.rule, id, problem.message, [problem.start, problem.end], problem.expected, problem.hint);
    return undefined;
  }

  /** Size of the declared unit; undefined where the result is in none such. */
  private factorOf({ id, shown, unit, expression = "" }: Assumption, analysis: Analysis): number | undefined {
    const place = this.locate(id, 0, expression.length);
    if (hasZero(shown)) {
      this.problems.error(
        "expression-unit",
        `\`${id}\` is calculated and declared in \`${shown}\`, a scale with a zero of its own`,
        place,
        { expected: "`unit: K`: whether a result is a temperature or a difference of two, only kelvins leave open" },
      );
      return undefined;
    }
    const declared = this.system.parse(unit);
    if (!declared.ok) return undefined;
    if (sameDimensions(analysis.unit?.dimensions ?? [], declared.unit.dimensions)) return declared.unit.factor;
    const wants = unit === "1" ? "a pure number" : `a unit of \`${unit}\``;
    const found = analysis.unit ? `\`${unitText(analysis.unit)}\`` : "a pure number";
    this.problems.error("expression-unit", `\`${id}\` comes to ${found}`, place, { expected: `${wants}, as declared` });
    return undefined;
  }
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
