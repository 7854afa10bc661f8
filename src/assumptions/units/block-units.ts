import { ReadingFault } from "../../expressions/read.js";
import type { Term } from "../../expressions/tree.js";
import { entriesOf, keyed } from "../../keys/ordered.js";
import { replaceSpans } from "../../text/spans.js";
import type { Value } from "../register/types.js";
import { factorsOf, readUnitTree } from "./tree.js";

/**
 * Units that blocks don't count in. A share is the number it is: 5% is 0.05, whatever it is declared and printed in. A temperature on a
 * scale whose zero is not the absolute one is its kelvins: 25 degC is 298.15. So a value read from a register, computed with, and printed
 * again has one meaning, and arithmetic on it is right. All other units stay as they are declared.
 */

/** Names of shares, with the power of ten that one of it is. */
export const SHARES: Readonly<Record<string, number>> = {
  "%": -2,
  percent: -2,
  pp: -2,
  "‰": -3,
  permille: -3,
  bp: -4,
  ppm: -6,
  ppb: -9,
};

/** Temperature scales with a zero of their own: kelvins = (value + zero) · size. */
const SCALES: Readonly<Record<string, { zero: number; size: number }>> = {
  degC: { zero: 273.15, size: 1 },
  celsius: { zero: 273.15, size: 1 },
  degF: { zero: 459.67, size: 5 / 9 },
  fahrenheit: { zero: 459.67, size: 5 / 9 },
};

/** How people and keyboards write what this tool writes in letters. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\u2103|[\u00b0\u00ba]\s*C\b/g, "degC"],
  [/\u2109|[\u00b0\u00ba]\s*F\b/g, "degF"],
  [/[\u00b0\u00ba]\s*R\b/g, "degR"],
  [/[\u00b0\u00ba]\s*K\b/g, "K"],
  [/[\u00b0\u00ba]/g, "deg"],
  [/[\u03bc\u00b5](?=[A-Za-z])/g, "u"],
  [/[\u2126\u03a9]/g, "ohm"],
];

/** A unit with its signs spelled in letters: `°C` is degC. */
export function spelled(unit: string): string {
  // Nearly all units are plain letters.
  if (!/[^ -~]/.test(unit)) return unit;
  return SPELLINGS.reduce((text, [sign, letters]) => text.replace(sign, letters), unit);
}

/** Whether a unit stands right behind its number, as %, ‰ and the degrees of angles do; those of temperatures have a blank. */
export const standsClose = (unit: string): boolean => /^(?:[%\u2030]|\u00b0(?![CF]))/.test(unit);

interface Counted {
  /** The unit blocks count in. */
  unit: string;
  /** One of the declared unit is ten to this power of it. */
  power: number;
  scale?: { zero: number; size: number };
}

const read = new Map<string, Counted>();

function counted(declared: string): Counted {
  let known = read.get(declared);
  if (!known) {
    known = readCounted(declared);
    read.set(declared, known);
  }
  return known;
}

function readCounted(declared: string): Counted {
  const unit = spelled(declared);
  const scale = Object.hasOwn(SCALES, unit.trim()) ? SCALES[unit.trim()] : undefined;
  if (scale) return { unit: "K", power: 0, scale };
  const tree = treeOf(unit);
  const shares = tree ? factorsOf(tree).filter(({ name }) => Object.hasOwn(SHARES, name)) : [];
  if (shares.length === 0) return { unit: declared, power: 0 };
  const power = shares.reduce((sum, share) => sum + share.power * (SHARES[share.name] ?? 0), 0);
  const without = replaceSpans(
    unit,
    shares.map(({ term }) => [term.start, term.end, "1"]),
  );
  const tidy = without.replace(/\s*[*·]\s*1(?![\w.])|(?<![\w.])1\s*[*·]\s*/g, "").replace(/\/\s*1(?![\w.])/g, "");
  return { unit: /[A-Za-z]/.test(tidy) ? tidy : "1", power };
}

/** A unit's tree; undefined for what is none, which is told where it stands. */
function treeOf(unit: string): Term | undefined {
  try {
    return readUnitTree(unit);
  } catch (error) {
    if (error instanceof ReadingFault) return undefined;
    throw error;
  }
}

/** The unit in which a value declared in `unit` stands in blocks: `1` for `%`, `1/year` for `%/year`, `K` for `degC`; else the same. */
export const unitInBlocks = (unit: string): string => counted(unit).unit;

/** The declared unit, where blocks count in another one; it is what the value is printed in. */
export const shownUnit = (declared: string): string | undefined =>
  counted(declared).unit === declared ? undefined : declared;

/** Whether a unit has a zero of its own, so that a difference of two values is not in it. */
export const hasZero = (unit: string | undefined): boolean => unit !== undefined && counted(unit).scale !== undefined;

/** Whether a number declared in a unit is a temperature colder than the absolute zero. */
export const isBelowZero = (value: number, unit: string): boolean => hasZero(unit) && toBlocks(value, unit) < -1e-9;

/** A number counted in the declared unit as blocks have it. */
export function toBlocks(value: number, declared: string | undefined): number {
  if (declared === undefined) return value;
  const { power, scale } = counted(declared);
  if (scale) return tidied((value + scale.zero) * scale.size);
  return power === 0 ? value : tidied(scaled(value, power));
}

/** A number of a block in the declared unit. */
export function fromBlocks(value: number, declared: string | undefined): number {
  if (declared === undefined) return value;
  const { power, scale } = counted(declared);
  // Digits that the zero swallows are noise.
  if (scale) return Number((value / scale.size - scale.zero).toFixed(9));
  return power === 0 ? value : tidied(scaled(value, -power));
}

/** An assumption's units, as its entry declares them, taken apart into those of its numbers and those people see. */
export function unitsOf(declared: { unit: string; columnUnits?: Readonly<Record<string, string>> }): {
  unit: string;
  columnUnits?: Readonly<Record<string, string>>;
  shown?: string;
  columnShown?: Readonly<Record<string, string>>;
} {
  const { unit, columnUnits } = declared;
  const shown = shownUnit(unit);
  const columns = Object.entries(columnUnits ?? {});
  const other = columns.filter(([, one]) => shownUnit(one) !== undefined);
  return {
    unit: unitInBlocks(unit),
    ...(columnUnits ? { columnUnits: Object.fromEntries(columns.map(([key, one]) => [key, unitInBlocks(one)])) } : {}),
    shown,
    ...(other.length > 0 ? { columnShown: Object.fromEntries(other) } : {}),
  };
}

/** Units of an assumption as they are declared. */
export interface Declared {
  unit: string;
  columnUnits?: Readonly<Record<string, string>> | undefined;
  shown?: string | undefined;
  columnShown?: Readonly<Record<string, string>> | undefined;
}

/** The unit in which people type and read an assumption's numbers; of a column of a table where that has its own. */
export function declaredUnit({ unit, columnUnits, shown, columnShown }: Declared, column?: string): string {
  if (column !== undefined && columnUnits?.[column] !== undefined) return columnShown?.[column] ?? columnUnits[column];
  return shown ?? unit;
}

/** As `declaredUnit`, for all columns. */
export function declaredUnits(about: Declared): { unit: string; columnUnits?: Readonly<Record<string, string>> } {
  const { columnUnits, columnShown } = about;
  return { unit: declaredUnit(about), ...(columnUnits ? { columnUnits: { ...columnUnits, ...columnShown } } : {}) };
}

/** An assumption's numbers as people read them, or what `print` makes of each and of the number that blocks have. */
export function shownValue<T extends Value>(
  value: T,
  about: Declared & { shape?: string },
  print?: (seen: number, own: number) => number,
): T {
  if (about.shown === undefined && about.columnShown === undefined && !print) return value;
  const visit = (at: Value, path: readonly string[]): Value => {
    if (typeof at === "number") {
      const seen = fromBlocks(at, declaredUnit(about, path[1]));
      return print ? print(seen, at) : seen;
    }
    return keyed(
      entriesOf(at as Readonly<Record<string, Value>>).map(([key, inner]) => [
        key,
        visit(inner as Value, [...path, key]),
      ]),
    ) as Value;
  };
  return visit(value, []) as T;
}

/** A division by a power of ten is rounded once, a multiplication with its inverse twice. */
const scaled = (value: number, power: number): number => (power < 0 ? value / 10 ** -power : value * 10 ** power);

/** Without the noise of binary fractions: 7% is 7, not 7.000000000000001. */
const tidied = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(15)) : value);
