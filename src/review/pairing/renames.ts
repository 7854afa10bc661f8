import { cellsOf } from "../assumptions.js";
import type { ClaimEntry, FigureState, OutputState, Snapshot, TextToken } from "../snapshot.js";
import { textOf } from "../snapshot.js";
import { canonicalCode } from "../sources/code.js";
import type { Rename, Side } from "../types.js";

/** Of ten things that two assumptions, outputs or figures say, so many have to be the same for one to be the other renamed. */
const ALIKE = 0.6;

/**
 * Assumptions, outputs, claims and figures that have another name on the new side and are the same otherwise: by what they say, and by
 * where they are used. Nothing that has its name on both sides is renamed.
 */
export function findRenames(old: Snapshot, now: Snapshot): Rename[] {
  const assumptions = pair("assumption", old.assumptions, now.assumptions, (a, b) => {
    const value = [JSON.stringify(cellsOf(a.value)), JSON.stringify(cellsOf(b.value))] as const;
    // Two of one group and source are alike in much; one is the other only by its name for people, its value or what is noted of it.
    const isOne = [[a.label, b.label], [a.note, b.note], value].some(([x, y]) => x !== undefined && x === y);
    if (!isOne) return 0;
    return share([
      [a.label ?? "", b.label ?? ""],
      [...value, 2],
      [a.unit, b.unit],
      [a.shape, b.shape],
      [JSON.stringify(a.sources), JSON.stringify(b.sources)],
      [a.note ?? "", b.note ?? "", a.note === undefined ? 0 : 2],
      [a.kind, b.kind, 0.5],
      [a.asOf, b.asOf, 0.5],
      [groupOf(a.id), groupOf(b.id), 0.5],
      [usersOf(a.id, old, now), usersOf(b.id, now, old), 2],
    ]);
  });
  const ids = renamer(assumptions, false);
  const outputs = pair("output", old.outputs, now.outputs, (a, b) =>
    share([
      [a.label, b.label, 3],
      [JSON.stringify(a.value), JSON.stringify(b.value), 2],
      [a.unit, b.unit],
      [JSON.stringify(a.format), JSON.stringify(b.format), 0.5],
      [JSON.stringify(a.tolerance), JSON.stringify(b.tolerance), 0.5],
      [JSON.stringify(a.restsOn.map(ids)), JSON.stringify(b.restsOn), 2],
    ]),
  );
  const both = readings([...assumptions, ...outputs]);
  const claims = pair("claim", old.claims, now.claims, (a, b) => {
    const expression = canonicalCode(b.expression);
    return both(a.expression).some((one) => canonicalCode(one) === expression) ? 1 : 0;
  });
  const figures = pair("figure", old.figures, now.figures, (a, b) =>
    a.kind !== b.kind
      ? 0
      : share([
          [wordsOf(a.caption), wordsOf(b.caption), 3],
          [withoutNumbers(a.alt), withoutNumbers(b.alt)],
          [wordsOf(a.source), wordsOf(b.source)],
          [columnsOf(a), columnsOf(b)],
          [JSON.stringify(a.data), JSON.stringify(b.data), 2],
        ]),
  );
  return [...assumptions, ...outputs, ...claims, ...figures];
}

/** Pairs of what only one side has, the likest first. */
function pair<T extends OutputState | ClaimEntry | FigureState | { id: string }>(
  kind: Rename["kind"],
  old: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  likeness: (old: T, now: T) => number,
): Rename[] {
  const left = [...old].filter(([name]) => !now.has(name));
  const right = [...now].filter(([name]) => !old.has(name));
  const pairs = left
    .flatMap(([from, a]) => right.map(([to, b]) => ({ from, to, score: likeness(a, b) })))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score || (a.from < b.from ? -1 : 1) || (a.to < b.to ? -1 : 1));
  const taken = new Set<string>();
  const found: Rename[] = [];
  for (const { from, to } of pairs) {
    if (taken.has(`old ${from}`) || taken.has(`new ${to}`)) continue;
    taken.add(`old ${from}`).add(`new ${to}`);
    const place = placeOf(now.get(to));
    found.push({ kind, from, to, place });
  }
  return found;
}

const placeOf = (thing: unknown): Rename["place"] =>
  typeof thing === "object" && thing !== null && "place" in thing ? (thing.place as Rename["place"]) : undefined;

/** The weighted share of what is the same. */
function share(said: readonly [old: string, now: string, weight?: number][]): number {
  let [same, all] = [0, 0];
  for (const [a, b, weight = 1] of said) {
    all += weight;
    if (a === b) same += weight;
  }
  return all === 0 ? 0 : same / all;
}

const groupOf = (id: string): string => id.split(".").slice(0, -1).join(".");

/** Names of outputs and claims that rest on an assumption, of those that another side has too. */
const usersOf = (id: string, { outputs, claims }: Snapshot, other: Snapshot): string => {
  const users = (all: Snapshot["outputs"] | Snapshot["claims"], there: ReadonlyMap<string, unknown>): string[] =>
    [...all].flatMap(([name, { restsOn }]) => (restsOn.includes(id) && there.has(name) ? [name] : []));
  return JSON.stringify([...users(outputs, other.outputs), ...users(claims, other.claims)]);
};

const withoutNumbers = (text = ""): string => text.replace(/\d[\d.,]*/g, "…");

const columnsOf = ({ data }: FigureState): string => JSON.stringify(data.map(({ columns }) => columns));

/** What a caption says whatever its values are. */
const wordsOf = (tokens: readonly TextToken[]): string =>
  textOf(tokens.map((token) => (typeof token === "object" && "value" in token ? "…" : token)));

/** Puts new names in the place of old ones in code, paths and expressions; with `alone` also where an assumption stands without its group. */
function renamer(renames: readonly Rename[], alone = true): (text: string) => string {
  const byName = new Map(renames.map(({ from, to }) => [from, to]));
  for (const { kind, from, to } of alone ? renames : []) {
    // Blocks take assumptions out of their group: `const { rent } = given.econ`.
    const [last = "", next = ""] = [from, to].map((id) => id.split(".").at(-1));
    if (kind === "assumption" && last !== next && groupOf(from) === groupOf(to) && !byName.has(last))
      byName.set(last, next);
  }
  if (byName.size === 0) return (text) => text;
  const names = [...byName.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$-])(?:${names.join("|")})(?![\\p{L}\\p{N}_$]|-[\\p{L}\\p{N}])`, "gu");
  return (text) => text.replace(pattern, (name) => byName.get(name) ?? name);
}

/** How a text may read under new names: a name that stands by itself may be an assumption's, or another thing's that is called as before. */
function readings(renames: readonly Rename[]): (text: string) => [string, string, string] {
  const [paths, all] = [renamer(renames, false), renamer(renames)];
  return (text) => [text, paths(text), all(text)];
}

/**
 * Texts of the old side under the new names: of the ways in which one may read, that in which it stands on the new side, and where none does,
 * with names that stand by themselves left alone.
 */
export function asThere(renames: readonly Rename[]): (text: string, there: Pick<Set<string>, "has">) => string {
  const ways = readings(renames);
  return (text, there) => {
    const found = ways(text);
    return found.find((one) => there.has(one)) ?? found[1];
  };
}

/** The old side under the new side's names, so that what is only called otherwise is no difference. */
export function underNewNames(side: Side, renames: readonly Rename[], now: Snapshot): Side {
  if (renames.length === 0) return side;
  const of = (kind: Rename["kind"]): ReadonlyMap<string, string> =>
    new Map(renames.filter((one) => one.kind === kind).map(({ from, to }) => [from, to]));
  const there = new Set([...now.claims.values()].map(({ expression }) => canonicalCode(expression)));
  const choose = asThere(renames);
  const code = (text: string): string => choose(text, { has: (one) => there.has(canonicalCode(one)) });
  const quoted = new Set(quotedIn(now));
  const quotes = (text: string): string => choose(text, quoted);
  const snapshot = (one: Snapshot): Snapshot =>
    renamedSnapshot(one, of, { code, quotes, paths: renamer(renames, false) });
  return {
    ...side,
    snapshot: snapshot(side.snapshot),
    recorded: side.recorded && snapshot(side.recorded),
    ...(side.pictures
      ? { pictures: new Map([...side.pictures].map(([id, svg]) => [of("figure").get(id) ?? id, svg])) }
      : {}),
  };
}

/** What sentences and captions quote. */
const quotedIn = ({ prose, figures }: Snapshot): string[] =>
  [
    ...prose.flatMap(({ heading, passages }) => [heading, ...passages.map(({ tokens }) => tokens)]),
    ...[...figures.values()].flatMap(({ caption, source }) => [caption, source]),
  ].flatMap((tokens) => tokens.flatMap((one) => (typeof one === "object" && "value" in one ? [one.expression] : [])));

function renamedSnapshot(
  old: Snapshot,
  of: (kind: Rename["kind"]) => ReadonlyMap<string, string>,
  { code, quotes, paths }: Readonly<Record<"code" | "quotes" | "paths", (text: string) => string>>,
): Snapshot {
  const [assumptions, outputs, claims, figures] = [of("assumption"), of("output"), of("claim"), of("figure")];
  // Data may name outputs and assumptions, as those of sweeps do.
  const cell = (text: string): string =>
    outputs.get(text) ?? assumptions.get(text) ?? claims.get(text) ?? (text.startsWith("given.") ? paths(text) : text);
  const restsOn = (ids: readonly string[]): string[] => ids.map((id) => assumptions.get(id) ?? id);
  const tokens = (all: readonly TextToken[]): TextToken[] =>
    all.map((token) => {
      if (typeof token === "string") return token;
      if ("value" in token) return { ...token, expression: quotes(token.expression) };
      return { ...token, reference: figures.get(token.reference) ?? token.reference };
    });
  const renamed = <T extends { restsOn?: readonly string[] }>(
    map: ReadonlyMap<string, T>,
    to: ReadonlyMap<string, string>,
    more: (entry: T, name: string) => T,
  ): Map<string, T> =>
    new Map(
      [...map]
        .map(([key, entry]): [string, T] => {
          const name = to.get(key) ?? key;
          return [name, more(entry.restsOn ? { ...entry, restsOn: restsOn(entry.restsOn) } : entry, name)];
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    ...old,
    sets: old.sets.map(({ id, text }) => ({ id: assumptions.get(id) ?? id, text })),
    assumptions: renamed(old.assumptions, assumptions, (entry, id) => ({
      ...entry,
      id,
      ...(entry.expression === undefined ? {} : { expression: paths(entry.expression) }),
    })),
    outputs: renamed(old.outputs, outputs, (entry, name) => ({ ...entry, name })),
    claims: renamed(old.claims, claims, (entry, id) => ({ ...entry, id, expression: code(entry.expression) })),
    figures: renamed(old.figures, figures, (entry, id) => ({
      ...entry,
      id,
      data: entry.data.map(({ columns, labels, rows }) => ({
        columns: columns.map(cell),
        labels: labels.map(cell),
        rows: rows.map((row) => row.map((one) => (typeof one === "string" ? cell(one) : one))),
      })),
      ...(entry.printed ? { printed: entry.printed.map((row) => row.map(cell)) } : {}),
      caption: tokens(entry.caption),
      source: tokens(entry.source),
    })),
    prose: old.prose.map((section) => ({
      ...section,
      heading: tokens(section.heading),
      passages: section.passages.map((passage) => ({ ...passage, tokens: tokens(passage.tokens) })),
      figures: section.figures?.map(({ id, after }) => ({ id: figures.get(id) ?? id, after })),
    })),
  };
}

/** Texts of the old side's sources under the new names; names that stand by themselves are left alone. */
export const inPaths = (renames: readonly Rename[]): ((text: string) => string) => renamer(renames, false);

/** The same where these may be an assumption's, taken out of its group. */
export const inCode = (renames: readonly Rename[]): ((text: string) => string) => renamer(renames);
