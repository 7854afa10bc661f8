import type { Assumption, Register, Value } from "./types.js";

/**
 * The group of `given` in which the ends of ranges stand: `given.range.gw.add.low[2026]`. A register that has something of its own there
 * keeps it, and its ranges can't be read.
 */
export const RANGE = "range";

const ENDS = ["low", "high"] as const;

/**
 * The range of an assumption as one of its own, `range.gw.add`: one number has a series of two, a series a table of two rows, a table
 * `low.H100` and `high.H100` for each row. Undefined where there is no range.
 */
export function rangeOf<A extends Omit<Assumption, "staleAfter">>(assumption: A): A | undefined {
  const { id, label, low, high, shape, keys } = assumption;
  if (low === undefined || high === undefined) return undefined;
  const range = {
    ...assumption,
    id: `${RANGE}.${id}`,
    label: `Range of ${label ?? id}`,
    low: undefined,
    high: undefined,
    ends: undefined,
    mix: false,
    distribution: { name: "point" as const },
  };
  const value = { low, high } as Value;
  if (shape === "scalar") return { ...range, shape: "series", keys: ENDS, value };
  if (shape === "series") return { ...range, shape: "table", keys: ENDS, columns: keys, value };
  const rows = ENDS.flatMap((end) =>
    keys.map((key) => [`${end}.${key}`, (assumption[end] as Readonly<Record<string, Value>>)[key]] as const),
  );
  return { ...range, keys: rows.map(([key]) => key), value: Object.fromEntries(rows) as Value };
}

/** The ranges of a register that blocks can read, by their ids, in its order; of those that `reads` lead to, where that is told. */
export function rangesOf(register: Pick<Register, "assumptions">, reads?: readonly string[]): Map<string, Assumption> {
  const asked = reads?.filter(isRangePath);
  const found = new Map<string, Assumption>();
  if (asked?.length === 0 || keepsItsOwn(register)) return found;
  for (const assumption of register.assumptions.values()) {
    const range = rangeOf(assumption);
    if (range && (!asked || asked.some((path) => mayReach(path, range.id)))) found.set(range.id, range);
  }
  return found;
}

/** An assumption, or a range, by its id. */
export function assumptionOrRange(register: Pick<Register, "assumptions">, id: string): Assumption | undefined {
  const own = register.assumptions.get(id);
  if (own || !isRangePath(id)) return own;
  const of = register.assumptions.get(id.slice(RANGE.length + 1));
  return of && rangeOf(of);
}

/** What a path under `given` reads of an assumption's range, as a path to the assumption: `gw.add.2026` for `range.gw.add.low.2026`. */
export function withoutRange(register: Pick<Register, "assumptions">, path: string): string {
  if (!isRangePath(path) || keepsItsOwn(register)) return path;
  const parts = path.split(".").slice(1);
  for (let n = parts.length; n > 0; n--) {
    const id = parts.slice(0, n).join(".");
    if (!register.assumptions.has(id)) continue;
    const [end, ...rest] = parts.slice(n);
    return end === undefined || end === "*" || ENDS.some((one) => one === end) ? [id, ...rest].join(".") : path;
  }
  return parts.length === 0 ? "*" : parts.join(".");
}

export const isRangePath = (path: string): boolean => path === RANGE || path.startsWith(`${RANGE}.`);

const keepsItsOwn = ({ assumptions }: Pick<Register, "assumptions">): boolean => {
  for (const id of assumptions.keys()) if (isRangePath(id)) return true;
  return false;
};

/** Whether a read path, in which `*` stands for any keys, may lead to an assumption or what is below it. */
export function mayReach(path: string, id: string): boolean {
  const [steps, parts] = [path.split("."), id.split(".")];
  const differ = parts.findIndex((part, at) => steps[at] !== undefined && steps[at] !== part);
  return differ < 0 || steps.slice(0, differ + 1).includes("*");
}
