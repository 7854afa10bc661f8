import type { Unit } from "mathjs";
import { nearest } from "../../diagnostic.js";
import { type Fault, ReadingFault } from "../../expressions/read.js";
import type { Term, Word } from "../../expressions/tree.js";
import { NAME } from "../files/field-table.js";
import { SHARES, spelled } from "./block-units.js";
import { converted, sameDimensions, UnitError } from "./converted.js";
import { CURRENCIES, currencyOf } from "./currencies.js";
import { createUnits, type UnitClass } from "./mathjs.js";
import { letterOf, moneyMeant } from "./meant-money.js";
import { NUMBER, parseQuantity } from "./quantity.js";
import { factorsOf, readUnitTree, wholePower } from "./tree.js";
import { CONFUSED, COUNTS, MULTIPLES, SPELLED_OUT, USUAL } from "./unit-names.js";

/** A unit expression that was understood. */
export interface ParsedUnit {
  text: string;
  /** One of this unit in mathjs's base units. */
  factor: number;
  /** Powers of mathjs's base dimensions; all zero for a pure number. */
  dimensions: readonly number[];
  /** Temperature scales with a zero of their own convert, but can't be multiplied. */
  hasOffset: boolean;
  /** One of this unit as a mathjs value. */
  one: Unit;
}

export interface UnitProblem {
  message: string;
  expected: string;
  hint?: string;
  /** Where in the text, and how long. */
  offset: number;
  length: number;
}

export type UnitResult = { ok: true; unit: ParsedUnit } | { ok: false; problem: UnitProblem };

/** Units beyond mathjs's that a register declares: name to "new" or to a quantity such as "72 GPU". */
export type OwnUnits = Readonly<Record<string, string>>;

const EXPECTED = "a unit such as `GW/year`, `TB/s`, `USD/Mtoken`, or `1` for a pure number";
const expectedFor = (name: string): string =>
  `${EXPECTED.replace(", or", ",")}, or one of your own, declared at the head of the version: \`units: {${name}: new}\``;

/** mathjs's units with the counting units, FLOP, the powers of USD and a register's own. */
export class UnitSystem {
  private instance: UnitClass | undefined;
  private readonly parsed = new Map<string, UnitResult>();

  /** Throws a UnitError when one of `own` is wrong; check them with `checkOwnUnit` first for a place. */
  constructor(readonly own: OwnUnits = {}) {}

  /** mathjs's class with these units; made on first use. Don't add units to it. */
  get units(): UnitClass {
    return this.instance ?? this.create();
  }

  private create(): UnitClass {
    const Unit = createUnits();
    for (const [name, aliases] of Object.entries(COUNTS)) this.count(Unit, name, aliases);
    Unit.createUnitSingle("FLOP", { prefixes: "short", aliases: ["FLOPs"] });
    for (const [name, power] of Object.entries(SHARES))
      if (/^[a-z]+$/.test(name)) Unit.createUnitSingle(name, `1e${power}`);
    this.instance = Unit;
    for (const [name, definition] of Object.entries(this.own)) {
      const wrong = this.checkOwnUnit(name, definition);
      if (wrong) throw new UnitError(wrong.message, wrong.expected, wrong.hint);
      if (definition.trim() === "new") {
        if (!Unit.isValuelessUnit(name)) this.count(Unit, name, []);
      } else {
        const quantity = parseQuantity(definition);
        if (!quantity.ok) throw new UnitError(quantity.message, quantity.expected, quantity.hint);
        const one = this.must(quantity.quantity.unit ?? "1").one;
        const value = one.multiply(quantity.quantity.value as unknown as Unit) as Unit | number;
        // A unit that is a pure number, such as a dozen, is taken from text alone.
        Unit.createUnitSingle(name, (typeof value === "number" ? String(value) : value) as string);
        if (currencyOf(name)) this.multiply(Unit, name);
      }
      // What failed before the unit was defined may be known now.
      this.parsed.clear();
    }
    return Unit;
  }

  /** Defines a thing counted with its multiples. */
  private count(Unit: UnitClass, name: string, aliases: readonly string[]): void {
    Unit.createUnitSingle(name, { aliases: [...aliases] });
    this.multiply(Unit, name);
  }

  private multiply(Unit: UnitClass, name: string): void {
    for (const [prefix, factor] of MULTIPLES) {
      const multiple = prefix + name;
      if (!Unit.isValuelessUnit(multiple)) Unit.createUnitSingle(multiple, `${factor} ${name}`);
    }
  }

  /** Whether a name is a unit. A currency becomes one when it is first asked for: all of them together would make every other unit slow. */
  private knows(name: string): boolean {
    const Unit = this.units;
    if (Unit.isValuelessUnit(name)) return true;
    const code = currencyOf(name)?.code;
    if (code === undefined || Unit.isValuelessUnit(code) || Object.hasOwn(this.own, code)) return false;
    this.count(Unit, code, []);
    return Unit.isValuelessUnit(name);
  }

  /** What is wrong with a unit that a register declares, given those declared before it; undefined when nothing is. */
  checkOwnUnit(name: string, definition: string): Omit<UnitProblem, "offset" | "length"> | undefined {
    if (!NAME.unit.test(name)) {
      return { message: `\`${name}\` can't name a unit`, expected: "letters from a to z, then such letters or digits" };
    }
    // Registers may say so of a currency, which they once had to.
    if (definition.trim() === "new" && currencyOf(name)?.code === name) return undefined;
    if (this.units.isValuelessUnit(name)) {
      return { message: `\`${name}\` is already a unit`, expected: "a name that is not taken" };
    }
    if (definition.trim() === "new") return undefined;
    const expected = "`new`, or a quantity such as `72 GPU`";
    const quantity = parseQuantity(definition);
    if (!quantity.ok) return { message: `unit \`${name}\` is defined as \`${definition}\``, expected };
    const unit = this.parse(quantity.quantity.unit ?? "1");
    if (!unit.ok) {
      const { message, hint } = unit.problem;
      return { message: `unit \`${name}\`: ${message}`, expected, hint };
    }
    return undefined;
  }

  /** Understands "GW/year", "MB/s/W", "USD/(GPU*h)", "%", "1"; multiplication and division are written out. */
  parse(text: string): UnitResult {
    let result = this.parsed.get(text);
    if (!result) {
      result = this.read(text);
      this.parsed.set(text, result);
    }
    return result;
  }

  private must(text: string): ParsedUnit {
    const result = this.parse(text);
    if (!result.ok) throw new UnitError(result.problem.message, result.problem.expected, result.problem.hint);
    return result.unit;
  }

  private read(text: string): UnitResult {
    const fail = (problem: Omit<UnitProblem, "expected"> & { expected?: string }): UnitResult => ({
      ok: false,
      problem: { expected: EXPECTED, ...problem },
    });
    if (text.trim() === "") return fail({ message: "the unit is empty", offset: 0, length: text.length || 1 });
    if (text.length > 200)
      return fail({ message: "the unit is longer than 200 characters", offset: 0, length: text.length });
    try {
      const tree = readUnitTree(text);
      const one = this.worth(tree, text);
      const names = factorsOf(tree);
      const hasOffset = names.some(({ name }) => this.isScale(name));
      if (hasOffset && names.length > 1) {
        const message = `a temperature scale can't be part of \`${text}\``;
        return fail({ message, offset: 0, length: text.length, hint: "use K" });
      }
      // mathjs keeps the value in base units; a temperature scale's zero is dealt with in `convert`.
      return { ok: true, unit: { text, factor: one.value ?? 1, dimensions: one.dimensions, hasOffset, one } };
    } catch (error) {
      if (error instanceof Refused) return fail(error.problem);
      if (error instanceof ReadingFault) return fail(this.worded(error.fault, text));
      throw error;
    }
  }

  /** What a tree of units comes to. @throws Refused for what is no unit. */
  private worth(term: Term, text: string): Unit {
    const Unit = this.units;
    const asUnit = (value: unknown): Unit =>
      typeof value === "number" ? new (Unit as unknown as new (value: number) => Unit)(value) : (value as Unit);
    switch (term.type) {
      case "number":
        if (term.text === "1") return asUnit(1);
        throw new Refused(strayNumber(term, text));
      case "path":
        return this.named(term.name, text);
      case "negative":
      case "call":
        throw new Refused(unexpected("-", term.start, text));
      case "operation": {
        const { operator, left, right, sign } = term;
        if (operator === "+" || operator === "-") throw new Refused(unexpected(sign.text, sign.start, text));
        const over = this.worth(left, text);
        if (operator === "^") {
          const power = wholePower(right);
          const message = `the power in \`${text}\` is not a whole number`;
          if (power === undefined) throw new Refused({ message, offset: sign.start, length: 1 });
          return asUnit(powerOf(over, power));
        }
        const under = this.worth(right, text);
        return asUnit(operator === "/" ? over.divide(under) : over.multiply(under));
      }
    }
  }

  private named({ text: name, start, end }: Word, text: string): Unit {
    const known = lettersOf(name);
    if (this.knows(known)) return new this.units(1, known);
    const hint = this.scaled(text) ?? this.money(text) ?? this.suggest(name);
    throw new Refused({
      message: `unknown unit \`${name}\``,
      expected: NAME.unit.test(name) ? expectedFor(name) : EXPECTED,
      offset: start,
      length: end - start,
      hint,
    });
  }

  /** Whether a name is a temperature scale with a zero of its own. */
  private isScale(name: string): boolean {
    const { units } = new this.units(1, lettersOf(name));
    return units.some(({ unit }) => (unit as unknown as { offset: number }).offset !== 0);
  }

  private worded(fault: Fault, text: string): Problem {
    const { kind, text: found, start, end } = fault;
    // What stands before it is looked at first, as people read.
    for (const token of fault.before) {
      if (token.kind === "name") {
        try {
          this.named(token, text);
        } catch (error) {
          if (error instanceof Refused) return error.problem;
          throw error;
        }
      }
      if (token.kind === "number" && token.text !== "1" && fault.before.at(-2)?.text !== "^")
        return strayNumber(token, text);
    }
    const place = { offset: start, length: end - start };
    if (kind === "end") return { message: `the unit \`${text}\` ends too early`, offset: text.length - 1, length: 1 };
    if (kind === "open") return { message: `\`(\` is not closed in the unit \`${text}\``, ...place };
    if (kind === "spelling") return strayNumber({ text: NUMBER.exec(found)?.[0] ?? found, start }, text);
    if (kind === "deep") return { message: `the unit \`${text}\` can't be read`, offset: 0, length: text.length };
    const isWord = /^[A-Za-z0-9(]/.test(found);
    if (kind === "beside" || (kind === "several" && isWord)) {
      const hint = this.scaled(text) ?? this.money(text) ?? perYear(text) ?? "write `*` or `/` between them";
      return { message: `\`${text}\` puts two units side by side`, ...place, hint };
    }
    const problem = unexpected(String.fromCodePoint(found.codePointAt(0) ?? 32), start, text);
    const hint = this.money(text) ?? (/^\s*\//.test(text) ? meant(`1${text.trim()}`) : problem.hint);
    return { ...problem, hint };
  }

  /** Money as it is written here, where all of the unit is right then. */
  private money(text: string): string | undefined {
    const written = moneyMeant(text);
    return written !== undefined && this.parse(written).ok ? meant(written) : undefined;
  }

  /** "B USD" and "M tokens" are how people write them. */
  private scaled(text: string): string | undefined {
    const match = /^\s*([kMBT]|bn|mn|billion|million|thousand|trillion|mln|[Mm]io|[Mm]rd)\s+([A-Za-z]+)(.*)$/.exec(
      text,
    );
    if (!match) return undefined;
    const one = Object.keys(COUNTS).find((name) => COUNTS[name]?.includes(match[2] ?? "")) ?? match[2];
    const joined = `${letterOf(match[1])}${one}`;
    return this.knows(joined) ? `write \`${joined}${match[3]}\`` : undefined;
  }

  private suggest(name: string): string | undefined {
    const known = Object.hasOwn(CONFUSED, name) ? CONFUSED[name] : undefined;
    if (known) return meant(known);
    for (const [pattern, sign] of SPELLED_OUT) {
      const prefix = pattern.exec(name)?.[1];
      if (prefix !== undefined) return meant(`${prefix}${sign}`);
    }
    const billions = /^G(.+?)s?$/.exec(name)?.[1];
    if (billions !== undefined && this.knows(`B${billions}`)) return meant(`B${billions}`);
    const one = name.replace(/s$/, "");
    if (one !== name && this.knows(one)) return meant(one);
    // Small letters are seldom meant for a currency.
    const names = this.names().filter((other) => /[A-Z]/.test(name) || !CURRENCIES.has(other));
    const near = nearest(name, names);
    return near && meant(near);
  }

  /** Unit names worth offering, usual ones first. */
  names(): string[] {
    const counted = [...Object.keys(COUNTS), ...Object.keys(this.own)];
    const shares = Object.keys(SHARES).filter((name) => /^[a-z]+$/.test(name));
    const aliases = Object.values(COUNTS).flat();
    const multiples = counted.flatMap((name) => MULTIPLES.map(([prefix]) => prefix + name));
    const known = Object.keys(this.units.UNITS);
    return [...new Set([...USUAL, ...counted, ...shares, ...aliases, ...multiples, ...known, ...CURRENCIES])];
  }

  /** Whether two unit expressions measure the same thing. Throws a UnitError for an unknown unit. */
  sameDimension(a: string, b: string): boolean {
    return sameDimensions(this.must(a).dimensions, this.must(b).dimensions);
  }

  /** `value` in `from`, expressed in `to`. Throws a UnitError for an unknown unit or another dimension. */
  convert(value: number, from: string, to: string): number {
    const source = this.must(from);
    const target = this.must(to);
    if (!sameDimensions(source.dimensions, target.dimensions)) {
      throw new UnitError(`${describe(from)} can't be converted to ${describe(to)}`, `a unit of ${describe(to)}`);
    }
    return converted(value, { ...source, text: from }, { ...target, text: to });
  }
}

/** What is wrong with a unit; what would be right is a unit, where nothing else is said. */
type Problem = Omit<UnitProblem, "expected"> & { expected?: string };

class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const strayNumber = ({ text: number, start }: { text: string; start: number }, text: string): Problem => ({
  message: `the number ${number} stands in the unit \`${text}\``,
  offset: start,
  length: number.length,
  hint: "only `1` can",
});

function unexpected(sign: string, offset: number, text: string): Problem {
  const message = `unexpected \`${sign}\` in the unit \`${text}\``;
  const power = text.replace(/[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207b]+/g, (digits) => `^${normal(digits)}`);
  const known = Object.hasOwn(CONFUSED, sign) ? CONFUSED[sign] : undefined;
  const hint = power === text ? known && meant(known) : `write \`${power}\``;
  return { message, offset, length: sign.length, hint };
}

/** A unit's name as mathjs knows it: signs in letters. */
const lettersOf = (name: string): string => (name === "%" ? "percent" : name === "‰" ? "permille" : spelled(name));

/** Raised digits as plain ones. */
const normal = (raised: string): string => raised.normalize("NFKC").replace("\u2212", "-");

/** "% p.a." is how people write it. */
function perYear(text: string): string | undefined {
  const one = /^\s*(\S+)\s+p\.\s?a\.?\s*$/.exec(text)?.[1];
  return one && meant(`${one}/year`);
}

const meant = (name: string): string => (/^[^ ]+$/.test(name) ? `did you mean \`${name}\`?` : `use ${name}`);

const describe = (unit: string): string => (unit.trim() === "1" ? "a pure number" : `\`${unit}\``);

/** A unit to a power, which may be a fraction. */
export function powerOf(unit: Unit, power: number): Unit {
  // Declared with a Unit as argument; it takes a number.
  return (unit.pow as unknown as (this: Unit, p: number) => Unit).call(unit, power);
}

export { sameDimensions };

const systems = new Map<string, UnitSystem>();

/** The unit system with these units of the register's own; the same object for the same units. */
export function unitSystem(own: OwnUnits = {}): UnitSystem {
  const key = JSON.stringify(Object.entries(own));
  let system = systems.get(key);
  if (!system) {
    system = new UnitSystem(own);
    systems.set(key, system);
  }
  return system;
}

/** `unitSystem().parse`. */
export const parseUnit = (text: string): UnitResult => unitSystem().parse(text);
/** `unitSystem().convert`. */
export const convert = (value: number, from: string, to: string): number => unitSystem().convert(value, from, to);
/** `unitSystem().sameDimension`. */
export const sameDimension = (a: string, b: string): boolean => unitSystem().sameDimension(a, b);
