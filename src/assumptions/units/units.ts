import type { Unit } from "mathjs";
import { nearest } from "../../diagnostic.js";
import { NAME } from "../files/field-table.js";
import { SHARES, spelled } from "./block-units.js";
import { converted, sameDimensions } from "./converted.js";
import { CURRENCIES, currencyOf, SIGNS } from "./currencies.js";
import { createMath, type MathInstance } from "./mathjs.js";
import { parseQuantity } from "./quantity.js";

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

/** Thrown by `convert` and `toMath` for a unit that is unknown or of another dimension. */
export class UnitError extends Error {
  constructor(
    message: string,
    readonly expected: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "UnitError";
  }
}

/** Units beyond mathjs's that a register declares: name to "new" or to a quantity such as "72 GPU". */
export type OwnUnits = Readonly<Record<string, string>>;

/** Things counted; each is a dimension of its own, so that tokens and queries can't be added. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  USD: [],
  token: ["tokens"],
  query: ["queries"],
  person: ["people", "persons"],
  GPU: ["GPUs"],
  chip: ["chips"],
  package: ["packages"],
  wafer: ["wafers"],
};

/** Thousand to trillion of anything counted: kUSD, MUSD, BUSD, TUSD, Mtoken. Money has no giga. */
const MULTIPLES: readonly (readonly [string, string])[] = [
  ["k", "1e3"],
  ["M", "1e6"],
  ["B", "1e9"],
  ["T", "1e12"],
];

/** Offered when a name is unknown; the first of two equally near is taken, so the usual ones stand first. */
const USUAL = (
  "W kW MW GW TW Wh kWh MWh GWh TWh B kB MB GB TB PB EB B/s GB/s TB/s PB/s FLOP GFLOP TFLOP PFLOP EFLOP " +
  "hour day week month year s min h kg g t m km Hz kHz MHz GHz J V A K"
).split(" ");

const MILLIONS = "e6: 1.5 million is `1.5e6`";
const BILLIONS = "e9: 1.5 billion is `1.5e9`";

/** Units that people write with a prefix of one letter, by the sign that the letter stands before. */
const SPELLED_OUT: readonly (readonly [RegExp, string])[] = [
  [/^([kMGTPE])watts?$/i, "W"],
  [/^([kMGTPE])watt-?hours?$/i, "Wh"],
  [/^([kMGTPE])bits?$/i, "b"],
  [/^([kMGTPE])bytes?$/i, "B"],
  [/^([kMG])joules?$/i, "J"],
];

const CONFUSED: Readonly<Record<string, string>> = {
  ...SIGNS,
  dollar: "USD",
  dollars: "USD",
  euro: "EUR",
  euros: "EUR",
  yen: "JPY",
  "\u2030": "permille",
  yr: "year",
  yrs: "year",
  y: "year",
  a: "year",
  d: "day",
  mo: "month",
  mth: "month",
  tok: "token",
  toks: "token",
  x: "1",
  "×": "1",
  ratio: "1",
  share: "1",
  fraction: "1",
  count: "1",
  percentage: "%",
  TFLOPS: "TFLOP/s",
  PFLOPS: "PFLOP/s",
  GFLOPS: "GFLOP/s",
  FLOPS: "FLOP/s",
  M: MILLIONS,
  mn: MILLIONS,
  mio: MILLIONS,
  million: MILLIONS,
  millions: MILLIONS,
  k: "e3: 5 thousand is `5e3`",
  thousand: "e3: 5 thousand is `5e3`",
  bn: BILLIONS,
  billion: BILLIONS,
  billions: BILLIONS,
  trillion: "e12: 5 trillion is `5e12`",
  per: "a stroke: `1/year`",
  st: "1",
  pcs: "1",
  piece: "1",
  pieces: "1",
  usd: "USD",
  eur: "EUR",
  bps: "bp",
  GBps: "GB/s",
  TBps: "TB/s",
};

const TOKEN =
  /\s*(?:([\u00b5\u03bc]?[A-Za-z][A-Za-z0-9]*|[\u00b0\u00ba](?:\s*[CFRK]\b)?|\u2103|\u2109|[\u03a9\u2126])|(\d+(?:\.\d+)?)|([*/^()·])|([%‰])|(-))/y;
const EXPECTED = "a unit such as `GW/year`, `TB/s`, `USD/Mtoken`, or `1` for a pure number";
const expectedFor = (name: string): string =>
  `${EXPECTED.replace(", or", ",")}, or one of your own, declared at the head of the version: \`units: {${name}: new}\``;

/** mathjs's units with the counting units, FLOP, the powers of USD and a register's own. */
export class UnitSystem {
  private instance: MathInstance | undefined;
  private readonly parsed = new Map<string, UnitResult>();

  /** Throws a UnitError when one of `own` is wrong; check them with `checkOwnUnit` first for a place. */
  constructor(readonly own: OwnUnits = {}) {}

  /** The mathjs instance that knows these units; made on first use. Don't add units to it. */
  get math(): MathInstance {
    this.instance ??= this.create();
    return this.instance;
  }

  private create(): MathInstance {
    const math = createMath();
    for (const [name, aliases] of Object.entries(COUNTS)) this.count(math, name, aliases);
    math.Unit.createUnitSingle("FLOP", { prefixes: "short", aliases: ["FLOPs"] });
    for (const [name, power] of Object.entries(SHARES))
      if (/^[a-z]+$/.test(name)) math.Unit.createUnitSingle(name, `1e${power}`);
    this.instance = math;
    for (const [name, definition] of Object.entries(this.own)) {
      const wrong = this.checkOwnUnit(name, definition);
      if (wrong) throw new UnitError(wrong.message, wrong.expected, wrong.hint);
      if (definition.trim() === "new") {
        if (!math.Unit.isValuelessUnit(name)) this.count(math, name, []);
      } else {
        const quantity = parseQuantity(definition);
        if (!quantity.ok) throw new UnitError(quantity.message, quantity.expected, quantity.hint);
        const one = this.must(quantity.quantity.unit ?? "1").one;
        const value = math.multiply(one, quantity.quantity.value) as unknown as Unit | number;
        // A unit that is a pure number, such as a dozen, is taken from text alone.
        math.Unit.createUnitSingle(name, (typeof value === "number" ? String(value) : value) as string);
        if (currencyOf(name)) this.multiply(math, name);
      }
      // What failed before the unit was defined may be known now.
      this.parsed.clear();
    }
    return math;
  }

  /** Defines a thing counted with its multiples. */
  private count(math: MathInstance, name: string, aliases: readonly string[]): void {
    math.Unit.createUnitSingle(name, { aliases: [...aliases] });
    this.multiply(math, name);
  }

  private multiply(math: MathInstance, name: string): void {
    for (const [prefix, factor] of MULTIPLES) {
      const multiple = prefix + name;
      if (!math.Unit.isValuelessUnit(multiple)) math.Unit.createUnitSingle(multiple, `${factor} ${name}`);
    }
  }

  /** Whether a name is a unit. A currency becomes one when it is first asked for: all of them together would make every other unit slow. */
  private knows(name: string): boolean {
    const { math } = this;
    if (math.Unit.isValuelessUnit(name)) return true;
    const code = currencyOf(name)?.code;
    if (code === undefined || math.Unit.isValuelessUnit(code) || Object.hasOwn(this.own, code)) return false;
    this.count(math, code, []);
    return math.Unit.isValuelessUnit(name);
  }

  /** What is wrong with a unit that a register declares, given those declared before it; undefined when nothing is. */
  checkOwnUnit(name: string, definition: string): Omit<UnitProblem, "offset" | "length"> | undefined {
    if (!NAME.unit.test(name)) {
      return { message: `\`${name}\` can't name a unit`, expected: "letters, then letters or digits" };
    }
    // Registers may say so of a currency, which they once had to.
    if (definition.trim() === "new" && currencyOf(name)?.code === name) return undefined;
    if (this.math.Unit.isValuelessUnit(name)) {
      return { message: `\`${name}\` is already a unit`, expected: "a name that is not taken" };
    }
    if (definition.trim() === "new") return undefined;
    const expected = "`new`, or a quantity such as `72 GPU`";
    const quantity = parseQuantity(definition);
    if (!quantity.ok) return { message: `unit \`${name}\` is defined as \`${definition}\``, expected };
    const unit = this.parse(quantity.quantity.unit ?? "1");
    if (!unit.ok) {
      const { message, hint } = unit.problem;
      return { message: `unit \`${name}\`: ${message}`, expected, ...(hint ? { hint } : {}) };
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
    const { Unit } = this.math;
    const fail = (
      message: string,
      offset: number,
      length: number,
      hint?: string,
      expected: string = EXPECTED,
    ): UnitResult => ({
      ok: false,
      problem: { message, expected, offset, length, ...(hint ? { hint } : {}) },
    });
    if (text.trim() === "") return fail("the unit is empty", 0, text.length || 1);
    if (text.length > 200) return fail("the unit is longer than 200 characters", 0, text.length);

    const tokens: { text: string; offset: number; kind: "name" | "number" | "sign" }[] = [];
    TOKEN.lastIndex = 0;
    let end = 0;
    while (end < text.trimEnd().length) {
      TOKEN.lastIndex = end;
      const match = TOKEN.exec(text);
      if (!match) {
        const offset = end + (text.slice(end).length - text.slice(end).trimStart().length);
        const sign = String.fromCodePoint(text.codePointAt(offset) ?? 32);
        const power = text.replace(/[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207b]+/g, (digits) => `^${normal(digits)}`);
        if (power !== text)
          return fail(`unexpected \`${sign}\` in the unit \`${text}\``, offset, sign.length, `write \`${power}\``);
        const known = CONFUSED[sign];
        return fail(`unexpected \`${sign}\` in the unit \`${text}\``, offset, sign.length, known && meant(known));
      }
      const found = match[0].trimStart();
      const kind =
        match[1] !== undefined || match[4] !== undefined ? "name" : match[2] !== undefined ? "number" : "sign";
      tokens.push({ text: found, offset: TOKEN.lastIndex - found.length, kind });
      end = TOKEN.lastIndex;
    }

    let at = 0;
    let wrong: UnitResult | undefined;
    let offsets = 0;
    let names = 0;
    const refuse = (result: UnitResult): undefined => {
      wrong ??= result;
      return undefined;
    };
    const Pure = Unit as unknown as new (value: number) => Unit;
    const number = (value: number): Unit => new Pure(value);

    const atom = (): Unit | undefined => {
      const token = tokens[at];
      if (!token) return refuse(fail(`the unit \`${text}\` ends too early`, text.length - 1, 1));
      at++;
      if (token.kind === "number") {
        if (token.text === "1") return number(1);
        return refuse(
          fail(
            `the number ${token.text} stands in the unit \`${text}\``,
            token.offset,
            token.text.length,
            "only `1` can",
          ),
        );
      }
      if (token.text === "(") {
        const inner = product();
        if (!inner) return undefined;
        if (tokens[at]?.text !== ")")
          return refuse(fail(`\`(\` is not closed in the unit \`${text}\``, token.offset, 1));
        at++;
        return inner;
      }
      if (token.kind === "sign")
        return refuse(fail(`unexpected \`${token.text}\` in the unit \`${text}\``, token.offset, 1));
      const name = token.text === "%" ? "percent" : token.text === "‰" ? "permille" : spelled(token.text);
      names++;
      if (!this.knows(name)) {
        return refuse(
          fail(
            `unknown unit \`${token.text}\``,
            token.offset,
            token.text.length,
            this.scaled(text) ?? this.suggest(token.text),
            NAME.unit.test(token.text) ? expectedFor(token.text) : EXPECTED,
          ),
        );
      }
      const one = new Unit(1, name);
      if (one.units.some((u) => (u.unit as unknown as { offset: number }).offset !== 0)) offsets++;
      return one;
    };
    const power = (): Unit | undefined => {
      const base = atom();
      if (!base || tokens[at]?.text !== "^") return base;
      const mark = tokens[at];
      at++;
      const negative = tokens[at]?.text === "-";
      if (negative) at++;
      const exponent = tokens[at];
      if (exponent?.kind !== "number" || !/^\d$/.test(exponent.text)) {
        return refuse(fail(`the power in \`${text}\` is not a whole number`, mark?.offset ?? 0, 1));
      }
      at++;
      const n = Number(exponent.text) * (negative ? -1 : 1);
      return powerOf(base, n);
    };
    const product = (): Unit | undefined => {
      let left = power();
      while (left && at < tokens.length) {
        const sign = tokens[at];
        if (!sign || sign.text === ")") break;
        if (sign.text !== "*" && sign.text !== "·" && sign.text !== "/") {
          return refuse(
            fail(
              `\`${text}\` puts two units side by side`,
              sign.offset,
              sign.text.length,
              this.scaled(text) ?? "write `*` or `/` between them",
            ),
          );
        }
        at++;
        const right = power();
        if (!right) return undefined;
        left = asUnit(sign.text === "/" ? left.divide(right) : left.multiply(right));
      }
      return left;
    };
    const asUnit = (value: unknown): Unit => (typeof value === "number" ? number(value) : (value as Unit));

    const one = product();
    if (!one || wrong) return wrong ?? fail(`the unit \`${text}\` can't be read`, 0, text.length);
    if (at < tokens.length) {
      const extra = tokens[at];
      return fail(`unexpected \`${extra?.text}\` in the unit \`${text}\``, extra?.offset ?? 0, extra?.text.length ?? 1);
    }
    if (offsets > 0 && names > 1)
      return fail(`a temperature scale can't be part of \`${text}\``, 0, text.length, "use K");
    return {
      ok: true,
      unit: {
        text,
        // mathjs keeps the value in base units; a temperature scale's zero is dealt with in `convert`.
        factor: one.value ?? 1,
        dimensions: one.dimensions,
        hasOffset: offsets > 0,
        one,
      },
    };
  }

  /** "B USD" and "M tokens" are how people write them. */
  private scaled(text: string): string | undefined {
    const match = /^\s*([kMBT]|bn|mn|billion|million|thousand|trillion)\s+([A-Za-z]+)(.*)$/.exec(text);
    if (!match) return undefined;
    const letter = { bn: "B", billion: "B", mn: "M", million: "M", thousand: "k", trillion: "T" }[match[1] ?? ""];
    const one = Object.keys(COUNTS).find((name) => COUNTS[name]?.includes(match[2] ?? "")) ?? match[2];
    const joined = `${letter ?? match[1]}${one}`;
    return this.knows(joined) ? `write \`${joined}${match[3]}\`` : undefined;
  }

  private suggest(name: string): string | undefined {
    const known = Object.hasOwn(CONFUSED, name) ? CONFUSED[name] : undefined;
    if (known) return meant(known);
    for (const [pattern, sign] of SPELLED_OUT) {
      const prefix = pattern.exec(name)?.[1];
      if (prefix !== undefined) return meant(`${prefix}${sign}`);
    }
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
    const known = Object.keys(this.math.Unit.UNITS);
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

  /** `value` of `unit` as a mathjs value, a plain number where the unit is 1. Throws a UnitError. */
  toMath(value: number, unit: string): Unit | number {
    const { one, dimensions, factor } = this.must(unit);
    if (dimensions.every((d) => d === 0)) return value * factor;
    return this.math.multiply(one, value) as unknown as Unit;
  }
}

/** Raised digits as plain ones. */
const normal = (raised: string): string => raised.normalize("NFKC").replace("\u2212", "-");

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
