import { Problems } from "./problems.js";
import { MAX_CHARACTERS, parseYaml, type YamlEntry, type YamlMap, type YamlNode } from "./tree.js";

/** A file as it was read without any problem. */
export interface ReadBefore {
  text: string;
  node: YamlNode;
}

/** An entry of a map written in lines, and which one it is. */
interface Step {
  map: YamlMap;
  at: number;
}

/**
 * The tree of a file of which lines within one entry of a map are others than before, and no line more or less: of the rest, all nodes are those of
 * before. Undefined where that isn't so, or where something is wrong: then the whole is to be read.
 *
 * Read is a text of which only that entry and the keys above it are left, each on its line; the other lines are empty.
 */
export function parseEdited(file: string, text: string, before: ReadBefore): YamlNode | undefined {
  const [old, now] = [before.text.split("\n"), text.split("\n")];
  // Marks of documents and directives say something of all lines.
  if (old.length !== now.length || text.length > MAX_CHARACTERS || /^(?:%|---|\.\.\.|\uFEFF)/m.test(text))
    return undefined;
  const first = old.findIndex((line, at) => line !== now[at]);
  if (first < 0) return before.node;
  const last = old.findLastIndex((line, at) => line !== now[at]);
  const path = entryAround(before.node, old, first + 1, last + 1);
  const inner = path.at(-1);
  const entry = inner?.map.entries[inner.at];
  if (!entry || !staysInside(entry, old, now, first, last)) return undefined;
  const masked = masking(path, now);
  if (masked === undefined) return undefined;
  const problems = new Problems("assumptions");
  const read = parseYaml(file, masked, problems);
  return read && problems.list().length === 0 ? put(path, read) : undefined;
}

/** The innermost entry that has all of these lines, with those above it. */
function entryAround(root: YamlNode, lines: readonly string[], from: number, to: number): Step[] {
  const path: Step[] = [];
  let node: YamlNode = root;
  while (node.kind === "map" && lines[node.place.start.line - 1]?.[node.place.start.column - 1] !== "{") {
    const map: YamlMap = node;
    const at = map.entries.findLastIndex(({ keyPlace }) => keyPlace.start.line <= from);
    const [entry, next] = [map.entries[at], map.entries[at + 1]];
    if (!entry || (next && next.keyPlace.start.line <= to)) break;
    path.push({ map, at });
    const key = entry.keyPlace.start.line;
    if (from === key || entry.value.place.start.line === key) break;
    node = entry.value;
  }
  return path;
}

/** Whether what is written on the lines now belongs to the entry as what was there did. */
function staysInside(
  { keyPlace: { start, end } }: YamlEntry,
  old: readonly string[],
  now: readonly string[],
  first: number,
  last: number,
): boolean {
  for (let at = first; at <= last; at++) {
    const [was = "", line = ""] = [old[at], now[at]];
    if (at === start.line - 1) {
      const head = was.slice(0, (end?.column ?? 0) - 1);
      if (end?.line !== start.line || head.trim() === "" || !line.startsWith(`${head}:`)) return false;
      if (was.slice(0, start.column - 1).trim() !== "") return false;
    } else if (line.trim() !== "" && line.search(/[^ ]/) < start.column) return false;
    if (/^ *\t/.test(line)) return false;
  }
  return true;
}

/** The lines of an entry, those on which the keys above it stand, and the key that comes after it, at which maps end. */
function masking(path: readonly Step[], lines: readonly string[]): string | undefined {
  const kept = lines.map(() => "");
  const keys = path.map(({ map, at }) => (map.entries[at]?.keyPlace.start.line ?? 1) - 1);
  for (const key of keys) kept[key] = lines[key] ?? "";
  const next = path.map(({ map, at }) => map.entries[at + 1]?.keyPlace).findLast((place) => place !== undefined);
  const end = next ? next.start.line - 1 : lines.length;
  for (let at = keys.at(-1) ?? 0; at < end; at++) kept[at] = lines[at] ?? "";
  if (!next) return kept.join("\n");
  const head = (lines[end] ?? "").slice(0, (next.end?.column ?? 1) - 1);
  if (next.end?.line !== next.start.line || head.slice(0, next.start.column - 1).trim() !== "") return undefined;
  kept[end] = `${head}:`;
  return kept.join("\n");
}

/** The tree with what was read of the masked text in its place; undefined where it isn't the one entry that was there. */
function put(path: readonly Step[], read: YamlNode): YamlNode | undefined {
  const [step, ...rest] = path;
  const [old, next] = [step?.map.entries[step.at], step?.map.entries[step.at + 1]];
  const [fresh, after, ...more] = read.kind === "map" ? read.entries : [];
  if (!step || !old || !fresh || more.length > 0 || !isSameKey(fresh, old)) return undefined;
  if (after && !(next && isSameKey(after, next))) return undefined;
  const value = rest.length === 0 ? fresh.value : put(rest, fresh.value);
  if (!value) return undefined;
  const entries = step.map.entries.with(step.at, { ...fresh, value });
  const known = new Map(entries.map((entry) => [entry.key, entry]));
  // Where the entry is the last, so is its end.
  const isLast = path.every(({ map, at }) => at === map.entries.length - 1);
  const { place } = step.map;
  return {
    kind: "map",
    entries,
    get: (key) => known.get(key),
    place: isLast ? { ...place, end: read.place.end } : place,
  };
}

const isSameKey = (
  { key: one, keyPlace: { start: a } }: YamlEntry,
  { key: other, keyPlace: { start: b } }: YamlEntry,
) => one === other && a.line === b.line && a.column === b.column;
