import type { Place } from "../../diagnostic.js";
import { didYouMean } from "../../diagnostic.js";
import { describeNode, Fields, type TextAt } from "../../yaml/fields.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import type { YamlEntry, YamlMap, YamlNode } from "../../yaml/tree.js";
import { readStaleAfter } from "../register/stale.js";
import type { DistributionName, Kind, StaleAfter } from "../register/types.js";
import { checkOrder } from "./cells.js";
import { ENTRY_KEYS, type RawEntry, readEntry } from "./entry.js";
import { DEFAULTS_FIELDS, DISTRIBUTIONS, KINDS, keysOf, NAME, TABLE_FIELDS, VERSION_FIELDS } from "./field-table.js";
import { unlessKnown } from "./unless-known.js";

/** A version file as written. */
export interface VersionFile {
  name: string;
  file: string;
  asOf?: string;
  title?: string;
  staleAfter?: StaleAfter;
  extends?: TextAt;
  units: ReadonlyMap<string, TextAt & { keyPlace: Place }>;
  /** What the report calls groups, by the first part of their ids. */
  groups: ReadonlyMap<string, TextAt & { keyPlace: Place }>;
  defaults: {
    kind?: { value: Kind; place: Place };
    distribution?: { value: DistributionName; place: Place };
    asOf?: string;
    sources?: readonly TextAt[];
    /** Keys that stand there, right or wrong. */
    given?: ReadonlySet<string>;
  };
  /** The tree under `assumptions:`; which maps are entries is settled when the version it extends is known. */
  tree?: YamlMap;
  place: Place;
  /** The file is no YAML. */
  isUnread?: true;
}

/** Reads a version file's own fields and leaves the tree of assumptions for `collectEntries`. */
export function readVersion(name: string, file: string, node: YamlNode, problems: Problems): VersionFile {
  const empty: VersionFile = { name, file, units: new Map(), groups: new Map(), defaults: {}, place: node.place };
  if (node.kind !== "map") {
    problems.error("wrong-type", `${file} is ${describeNode(node)}`, node.place, {
      expected: "a map with `version`, `as_of` and `assumptions`",
    });
    return empty;
  }
  const fields = new Fields(node, "the version file", problems);
  fields.only(keysOf(VERSION_FIELDS));
  const top = { file, start: { line: 1, column: 1 } };
  const version = fields.text("version");
  if (!node.get("version")) fields.missing("version", `\`version: ${name}\`, as the file is named`, top);
  else if (version && version.text !== name) {
    problems.error("version-name", `\`version\` is \`${version.text}\` in ${file}`, version.place, {
      expected: `\`${name}\`, as the file is named`,
    });
  }
  const asOf = fields.date("as_of");
  if (!node.get("as_of")) fields.missing("as_of", "the date of the report, such as `as_of: 2026-03-15`", top);
  const title = fields.text("title");
  fields.text("note");
  const tree = node.get("assumptions");
  const isEmpty = tree?.value.kind === "scalar" && tree.value.value === null;
  if (!tree) fields.missing("assumptions", "a map of groups and assumptions", top);
  else if (tree.value.kind !== "map" && !isEmpty) fields.wrongType(tree, "a map of groups and assumptions");
  return {
    ...empty,
    asOf: asOf?.text,
    title: title?.text,
    staleAfter: readStaleAfter(fields),
    extends: fields.text("extends", "the name of another version"),
    units: readUnits(fields, problems),
    groups: readGroups(fields, problems),
    defaults: readDefaults(fields, problems),
    tree: tree?.value.kind === "map" ? tree.value : undefined,
  };
}

function readUnits(fields: Fields, problems: Problems): VersionFile["units"] {
  const units = new Map<string, TextAt & { keyPlace: Place }>();
  for (const { key, keyPlace, value } of fields.mapAt("units", "a map of unit names")?.entries ?? []) {
    if (value.kind === "scalar" && value.value !== null)
      units.set(key, { text: value.text, place: value.place, within: value.within, keyPlace });
    else
      problems.error("unit-definition", `unit \`${key}\` is ${describeNode(value)}`, value.place, {
        expected: "`new`, or a quantity such as `72 GPU`",
      });
  }
  return units;
}

function readGroups(fields: Fields, problems: Problems): VersionFile["groups"] {
  const groups = new Map<string, TextAt & { keyPlace: Place }>();
  const names = fields.mapAt("groups", "a map of groups to words");
  const read = names && new Fields(names, "`groups`", problems);
  for (const { key, keyPlace } of names?.entries ?? []) {
    const words = read?.text(key, "words that name the group");
    if (words) groups.set(key, { ...words, keyPlace });
  }
  return groups;
}

function readDefaults(fields: Fields, problems: Problems): VersionFile["defaults"] {
  const defaults = fields.mapAt("defaults");
  return defaults ? defaultsOf(defaults, problems) : NO_DEFAULTS;
}

const NO_DEFAULTS: VersionFile["defaults"] = {};

const defaultsOf = unlessKnown((defaults: YamlMap, problems): VersionFile["defaults"] => {
  const read = new Fields(defaults, "`defaults`", problems);
  read.only(keysOf(DEFAULTS_FIELDS));
  return {
    kind: read.choice("kind", KINDS),
    distribution: read.choice("distribution", DISTRIBUTIONS),
    asOf: read.date("as_of")?.text,
    sources: read.texts("source"),
    given: new Set(defaults.entries.map((e) => e.key)),
  };
});

const VALUE_KEYS = ["value", "expression", "data"];

/** Whether a map says a value itself; a map under `data` is a group of that name. */
const saysValue = (map: YamlMap): boolean =>
  VALUE_KEYS.some((key) => {
    const found = map.get(key);
    return found !== undefined && (key !== "data" || found.value.kind === "scalar");
  });

/**
 * The entries of a version's tree by dotted id. `known` are the ids of the version it extends: a map at one of them is a
 * change of it whatever keys it has.
 */
export function collectEntries(
  version: VersionFile,
  known: ReadonlySet<string>,
  problems: Problems,
): Map<string, RawEntry> {
  const entries = new Map<string, RawEntry>();
  const add = (entry: RawEntry, place: Place): void => {
    const earlier = entries.get(entry.id);
    if (earlier) {
      problems.error("duplicate-id", `assumption \`${entry.id}\` stands here a second time`, place, {
        expected: "each assumption once",
        related: [{ words: "first at", place: earlier.place }],
      });
    } else entries.set(entry.id, entry);
  };
  const walk = (map: YamlMap, prefix: string): void => {
    for (const { key, keyPlace, value } of map.entries) {
      if (key === "table" && prefix !== "") {
        readTable(value, prefix.slice(0, -1), version.name, add, problems);
        continue;
      }
      const id = prefix + key;
      if (!checkName(key, id, keyPlace, problems)) continue;
      if (value.kind !== "map") {
        problems.error("wrong-type", `\`${id}\` is ${describeNode(value)}`, value.place, {
          expected: "an assumption (`{value: …, unit: …}`) or a group of assumptions",
        });
        continue;
      }
      if (known.has(id) || saysValue(value)) {
        add(entryOf(value, problems, id, version.name), keyPlace);
        continue;
      }
      if (value.entries.length === 0) {
        problems.error("wrong-type", `\`${id}\` is an empty map`, value.place, {
          expected: "an assumption or a group",
        });
        continue;
      }
      if (!checkNoEntry(id, keyPlace, value, problems)) continue;
      walk(value, `${id}.`);
    }
  };
  if (version.tree) walk(version.tree, "");
  return entries;
}

const entryOf = unlessKnown((map: YamlMap, problems, id: string, version: string) =>
  readEntry(id, map, version, problems),
);

/** Whether a map without a value is a group; one that was meant as an entry is reported. */
function checkNoEntry(id: string, keyPlace: Place, map: YamlMap, problems: Problems): boolean {
  // A map of plain values is a failed entry, not a group: say what it lacks instead of complaining of each value.
  const plain = map.entries.filter((e) => e.value.kind !== "map");
  if (map.get("table") || !looksLikeEntry(plain, map.entries.length)) return true;
  const slip = plain.find((e) => !isEntryKey(e.key) && didYouMean(e.key, VALUE_KEYS));
  const message = `assumption \`${id}\` has no value${slip ? `, but a key \`${slip.key}\`` : ""}`;
  const hint = slip && didYouMean(slip.key, VALUE_KEYS);
  problems.error("no-value", message, slip?.keyPlace ?? keyPlace, { expected: "`value` or `expression`", hint });
  return false;
}

const isEntryKey = (key: string): boolean => (ENTRY_KEYS as readonly string[]).includes(key);

/** Whether a map without a value was meant as an entry: nothing but plain values in it, or a field that only entries have. */
function looksLikeEntry(plain: readonly YamlEntry[], size: number): boolean {
  return plain.length === size || plain.some((e) => isEntryKey(e.key));
}

function checkName(key: string, id: string, place: Place, problems: Problems): boolean {
  if (NAME.assumption.test(key) && !(key in Object.prototype)) return true;
  const hint = key.includes(".") ? "nest the groups: `gw: {add: …}`" : undefined;
  problems.error("name", `\`${id}\` can't name an assumption or a group`, place, {
    expected: "letters from a to z, digits and `_`, beginning with a letter, or a whole number",
    hint,
  });
  return false;
}

function readTable(
  node: YamlNode,
  group: string,
  version: string,
  add: (entry: RawEntry, place: Place) => void,
  problems: Problems,
): void {
  const subject = `the table of \`${group}\``;
  if (node.kind !== "map") {
    problems.error("wrong-type", `${subject} is ${describeNode(node)}`, node.place, {
      expected: "a map with `rows` and `columns`",
    });
    return;
  }
  const fields = new Fields(node, subject, problems);
  fields.only(keysOf(TABLE_FIELDS));
  const rows: string[] = [];
  const list = fields.listAt("rows", "a list of row names");
  if (!node.get("rows")) fields.missing("rows", "a list of row names");
  for (const item of list?.items ?? []) {
    if (item.kind !== "scalar" || item.value === null || !NAME.row.test(item.text) || item.text in Object.prototype) {
      problems.error("key", `${describeNode(item)} can't name a row of ${subject}`, item.place, {
        expected: "a key without `.`, `,`, `:` or `=`",
      });
    } else if (rows.includes(item.text)) {
      problems.error("duplicate-key", `row \`${item.text}\` of ${subject} stands here a second time`, item.place, {
        expected: "each row once",
      });
    } else rows.push(item.text);
  }
  const placeOf = (row: string): Place | undefined =>
    list?.items.find((item) => item.kind === "scalar" && item.text === row)?.place;
  if (!checkOrder(rows, placeOf, subject, problems)) return;
  const columns = fields.mapAt("columns", "a map of columns, each an assumption");
  if (!node.get("columns")) fields.missing("columns", "a map of columns, each an assumption");
  if (rows.length !== (list?.items.length ?? -1)) return;
  for (const { key, keyPlace, value } of columns?.entries ?? []) {
    const id = `${group}.${key}`;
    if (!checkName(key, id, keyPlace, problems)) continue;
    if (value.kind === "map") add(readEntry(id, value, version, problems, rows), keyPlace);
    else {
      problems.error("wrong-type", `column \`${id}\` is ${describeNode(value)}`, value.place, {
        expected: `an assumption with a list of ${quoted(rows)} as its value`,
      });
    }
  }
}
