import type { Unit } from "mathjs";
import type { Term } from "../../expressions/tree.js";
import type { NameIn } from "../../rules/index.js";
import type { GivenTree } from "../register/given.js";
import type { Assumption, Shape } from "../register/types.js";
import type { UnitSystem } from "../units/units.js";

/** One element of a result in base units; `row` and `column` are unused where the shape has none. */
export type Evaluate = (given: GivenTree, row: string, column: string) => number;

/** The same arithmetic as a JavaScript expression over `given`, step for step, so that both come to the same bits. */
export type Code = (row: string, column: string) => string;

/** What an expression comes to, before any number is known. */
export interface Analysis {
  shape: Shape;
  keys: readonly string[];
  columns?: readonly string[];
  /** One of the result's unit; undefined for a pure number. */
  unit: Unit | undefined;
  evaluate: Evaluate;
  code: Code;
}

export interface AnalysisProblem {
  rule: Extract<
    NameIn<"assumptions">,
    "expression" | "expression-shape" | "expression-unit" | "unknown-assumption" | "unknown-unit"
  >;
  message: string;
  expected: string;
  hint?: string;
  start: number;
  end: number;
}

export class Refused extends Error {
  constructor(readonly problem: AnalysisProblem) {
    super(problem.message);
  }
}

/** @throws Refused, which `analyse` catches. */
export function refuse(
  { start, end }: Term,
  rule: AnalysisProblem["rule"],
  message: string,
  expected: string,
  hint?: string,
): never {
  throw new Refused({ rule, message, expected, hint, start, end });
}

/** Thrown inside for a path whose assumption failed on its own; nothing more is said of it. */
export class Silent extends Error {}

export interface Scope {
  system: UnitSystem;
  /** The assumption and the keys below it that a path names. */
  resolve(path: string): { assumption: Assumption; rest: readonly string[] } | "failed" | undefined;
  /** Names to suggest. */
  names(): Iterable<string>;
  /** The expression as written, for messages. */
  text: string;
}

/** `given["gw"]["add"]["2026"]`. */
export function givenCode(parts: readonly string[]): string {
  return `given${parts.map((part) => `[${JSON.stringify(part)}]`).join("")}`;
}

/** A number as code that reads back as the same number. */
export function numberCode(value: number): string {
  if (Number.isNaN(value)) return "(0 / 0)";
  if (!Number.isFinite(value)) return value > 0 ? "(1 / 0)" : "(-1 / 0)";
  return value < 0 || Object.is(value, -0) ? `(-${-value})` : String(value);
}
