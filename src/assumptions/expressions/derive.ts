import { inOrder } from "../../keys/ordered.js";
import { Problems } from "../../yaml/problems.js";
import { type GivenTree, givenTree, setGiven } from "../register/given.js";
import type { Assumption, Register, Value } from "../register/types.js";
import { type UnitSystem, unitSystem } from "../units/units.js";
import { givenCode, numberCode } from "./analysis.js";
import { type Derivation, type Locate, plan } from "./planner.js";

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
