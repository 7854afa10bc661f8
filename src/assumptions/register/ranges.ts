import { Reach } from "./reach.js";
import type { Assumption, Register, Value } from "./types.js";

/**
 * The group of `given` in which the ends of ranges stand: `given.range.gw.add.low[2026]`. A register that has something of its own there
 * keeps it, and its ranges can't be read.
 */
export const RANGE = "range";

const ENDS = ["low", "high"] as const;

/**
 * The group of `given` in which it stands where a value comes from: `given.about.gw.add.source`. A register that has something of its own
 * there keeps it, and can't be asked.
 */
export const ABOUT = "about";

/** What is told of an assumption: keys of its sources with commas between, its date and its kind. */
export const TOLD = ["source", "as_of", "kind"] as const;
export type Told = (typeof TOLD)[number];

const LABELS: Readonly<Record<Told, string>> = { source: "Source", as_of: "Date", kind: "Kind" };

/** What is told of an assumption, each as one of its own: `about.gw.add.source`. One without a source has none. */
export function aboutOf<A extends Omit<Assumption, "staleAfter">>(assumption: A): A[] {
  const { id, label } = assumption;
  return toldOf(assumption).map(([name, content]) => ({
    ...assumption,
    id: aboutId(id, name),
    label: `${LABELS[name]} of ${label ?? id}`,
    shape: "said",
    keys: [],
    columns: undefined,
    columnUnits: undefined,
    value: {},
    low: undefined,
    high: undefined,
    said: { type: name === "as_of" ? "date" : "text", content },
    data: undefined,
    table: undefined,
    unit: "1",
    shown: undefined,
    distribution: { name: "point" as const },
    ends: undefined,
    mix: false,
    expression: undefined,
    restsOn: undefined,
  }));
}

function toldOf({ kind, sources, asOf }: Pick<Assumption, "sources" | "asOf" | "kind">): [Told, string][] {
  const told: Readonly<Record<Told, string>> = { source: sources.join(", "), as_of: asOf, kind };
  return TOLD.flatMap((name): [Told, string][] => (told[name] === "" ? [] : [[name, told[name]]]));
}

const aboutId = (id: string, name: Told): string => `${ABOUT}.${id}.${name}`;

/** An assumption of which something else is told. */
export const withTold = <A extends Pick<Assumption, "sources" | "asOf" | "kind">>(
  one: A,
  name: Told,
  text: string,
): A =>
  name === "source"
    ? { ...one, sources: text === "" ? [] : text.split(", ") }
    : { ...one, [name === "as_of" ? "asOf" : name]: text };

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

/**
 * What blocks can read besides the assumptions of a register, their ranges and what is told of them, by their ids, in its order; of those
 * that `reads` lead to, where that is told.
 */
export function besidesOf(register: Pick<Register, "assumptions">, reads?: readonly string[]): Map<string, Assumption> {
  const asked = reads?.filter(isBeside);
  const found = new Map<string, Assumption>();
  if (asked?.length === 0) return found;
  const reach = asked && new Reach(asked);
  const groups = [RANGE, ABOUT].filter((group) => !keepsItsOwn(register, group));
  for (const assumption of register.assumptions.values())
    for (const group of groups) {
      if (reach && !reach.mayLead(`${group}.${assumption.id}`)) continue;
      for (const one of group === RANGE ? [rangeOf(assumption)] : aboutOf(assumption))
        if (one && (!reach || reach.mayLead(one.id))) found.set(one.id, one);
    }
  return found;
}

/** Ids of what `besidesOf` gives, in its order, without making it, and those ranges among it. */
export function besideIds(register: Pick<Register, "assumptions">): { ids: string[]; ranges: Assumption[] } {
  const [hasRanges, hasAbout] = [RANGE, ABOUT].map((group) => !keepsItsOwn(register, group));
  const ids: string[] = [];
  const ranges: Assumption[] = [];
  for (const assumption of register.assumptions.values()) {
    const range = hasRanges && rangeOf(assumption);
    if (range) {
      ranges.push(range);
      ids.push(range.id);
    }
    if (hasAbout) for (const [name] of toldOf(assumption)) ids.push(aboutId(assumption.id, name));
  }
  return { ids, ranges };
}

/** An assumption, its range or what is told of it, by its id. */
export function assumptionOrBeside(register: Pick<Register, "assumptions">, id: string): Assumption | undefined {
  const own = register.assumptions.get(id);
  if (own || !isBeside(id)) return own;
  if (!isRangePath(id)) {
    const of = register.assumptions.get(id.split(".").slice(1, -1).join("."));
    return of && aboutOf(of).find((one) => one.id === id);
  }
  const of = register.assumptions.get(id.slice(RANGE.length + 1));
  return of && rangeOf(of);
}

/**
 * What a path under `given` reads beside an assumption, as a path to the assumption: `gw.add.2026` for `range.gw.add.low.2026`, `gw.add` for
 * `about.gw.add.source`.
 */
export function withoutBeside(register: Pick<Register, "assumptions">, path: string): string {
  const [group = "", ...parts] = path.split(".");
  if (!isBeside(path) || keepsItsOwn(register, group)) return path;
  const ends: readonly string[] = group === RANGE ? ENDS : TOLD;
  for (let n = parts.length; n > 0; n--) {
    const id = parts.slice(0, n).join(".");
    if (!register.assumptions.has(id)) continue;
    const [end, ...rest] = parts.slice(n);
    return end === undefined || end === "*" || ends.includes(end) ? [id, ...rest].join(".") : path;
  }
  return parts.length === 0 ? "*" : parts.join(".");
}

export const isRangePath = (path: string): boolean => path === RANGE || path.startsWith(`${RANGE}.`);

/** Whether a path leads to what stands beside assumptions: ranges, and what is told of them. */
export const isBeside = (path: string): boolean => isRangePath(path) || path === ABOUT || path.startsWith(`${ABOUT}.`);

const keepsItsOwn = ({ assumptions }: Pick<Register, "assumptions">, group: string): boolean => {
  for (const id of assumptions.keys()) if (id === group || id.startsWith(`${group}.`)) return true;
  return false;
};
