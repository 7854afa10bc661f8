import type { Place } from "../../diagnostic.js";
import { pathsIn, type Term } from "../../expressions/tree.js";
import type { NameIn } from "../../rules/index.js";
import type { Problems } from "../../yaml/problems.js";
import type { Assumption } from "../register/types.js";
import { hasZero } from "../units/block-units.js";
import { sameDimensions, type UnitSystem } from "../units/units.js";
import type { Analysis, Code, Evaluate, Scope } from "./analysis.js";
import { parseExpression } from "./expression.js";
import { analyse, unitText } from "./interpret.js";

/** A derived assumption ready to be computed from the `given` tree. */
export interface Derivation {
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

/** Derivations in an order in which each follows what it rests on, and the ids of those that can't be derived. */
export function plan(
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
