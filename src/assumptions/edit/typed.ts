import { Problems } from "../../yaml/problems.js";
import type { Cells } from "../files/cells.js";
import { type Origin, overriddenValue, parseSetText, type Target } from "../files/override.js";
import { plain } from "../register/checks.js";
import type { Assumption, Value } from "../register/types.js";
import { declaredUnit, fromBlocks } from "../units/block-units.js";
import { parseQuantity } from "../units/quantity.js";
import type { UnitSystem } from "../units/units.js";

/** One number as it was typed. */
export interface Typed {
  /** Below the assumption: a key, row and column; none for a single number. */
  keys: readonly string[];
  /** The number in the style it was typed: "1e6". */
  number: string;
  /** Its unit; absent where it is to be read in the declared one. */
  unit?: string;
  /** The number in the declared unit. */
  value: number;
  /** Unit of the cell as the register declares it. */
  declared: string;
}

/**
 * The text after an assumption's name as numbers: "26", "26 GW/year", `2026:20,2027:25` for some keys, `18,24,28` for all in order.
 * What is wrong is reported without a place, since it stands on a command line.
 */
export function readTyped(
  text: string,
  target: Target,
  origin: Origin,
  system: UnitSystem,
  problems: Problems,
): Typed[] | undefined {
  const { assumption, rest } = target;
  const cells = parseSetText(text, target, origin, problems);
  if (!cells) return undefined;
  const own = new Problems("assumptions");
  const whole = overriddenValue(target, cells, origin, system, own);
  problems.addUnplaced(own);
  if (whole === undefined) return undefined;
  return pieces(text, cells).map(({ key, text: piece }) => {
    const keys = key === undefined ? rest : [...rest, key];
    const parsed = parseQuantity(piece);
    // `parseSetText` has refused what is none.
    const unit = parsed.ok ? parsed.quantity.unit : undefined;
    const number = numberText(piece);
    return {
      keys,
      number,
      unit,
      value: fromBlocks(numberAt(whole, keys), unitAt(assumption, keys)),
      declared: unitAt(assumption, keys),
    };
  });
}

function pieces(text: string, cells: Cells): { key?: string; text: string }[] {
  if (cells.shape !== "series") return [{ text }];
  const keys = [...cells.cells.keys()];
  const parts = text.split(",");
  if (!text.includes(":")) return keys.map((key, i) => ({ key, text: (parts[i] ?? "").trim() }));
  // A key named twice has the later number, as in an override.
  const byKey = new Map(
    parts.map((part) => {
      const colon = part.indexOf(":");
      return [part.slice(0, colon).trim(), part.slice(colon + 1).trim()] as const;
    }),
  );
  return keys.map((key) => ({ key, text: byKey.get(key) ?? "" }));
}

/** The number at the beginning of a text such as "26 GW/year". */
function numberText(text: string): string {
  const parsed = parseQuantity(text);
  const end = parsed.ok && parsed.quantity.unit !== undefined ? parsed.quantity.unitOffset : text.length;
  return text.slice(0, end).trim();
}

/** The number of a value below some keys. */
export function numberAt(value: Value, keys: readonly string[]): number {
  let at: unknown = value;
  for (const key of keys) at = (at as Readonly<Record<string, unknown>> | undefined)?.[key];
  return typeof at === "number" ? at : Number.NaN;
}

const unitAt = (assumption: Assumption, keys: readonly string[]): string => declaredUnit(assumption, keys[1]);

/**
 * How a typed number is written: in the style of the cell that stands there, or one like it, and in its unit. A number in another unit
 * stays as typed, but for a cell whose own unit is what declares the assumption's: there it is converted.
 */
export function cellText(
  { number, unit, value, declared }: Typed,
  like: string | undefined,
  declaresUnit: boolean,
): string {
  const parsed = like === undefined ? undefined : parseQuantity(like);
  const written = parsed?.ok ? parsed.quantity.unit : undefined;
  const gap = like !== undefined && written !== undefined && /\s/.test(like.trim()) ? " " : written ? "" : " ";
  const foreign = unit !== undefined && unit !== declared;
  if (foreign && !declaresUnit) return `${number} ${unit}`;
  const digits = foreign ? plain(value) : number;
  if (written === undefined) return digits;
  return written === declared ? `${digits}${gap}${written}` : `${digits} ${declared}`;
}
