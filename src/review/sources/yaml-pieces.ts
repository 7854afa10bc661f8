import { ENTRY_FIELDS, keysOf as fieldsOf, VERSION_FIELDS } from "../../assumptions/files/field-table.js";
import { parseYaml, type YamlMap, type YamlNode } from "../../assumptions/index.js";
import { type OwnUnits, unitSystem } from "../../assumptions/units/units.js";
import { Problems } from "../../yaml/problems.js";
import type { Piece, SourceTexts } from "./types.js";

const ENTRY: ReadonlySet<string> = new Set(fieldsOf(ENTRY_FIELDS));
const VERSION: ReadonlySet<string> = new Set(fieldsOf(VERSION_FIELDS));
/** Fields that hold sentences, which are told word by word. */
const WORDS: ReadonlySet<string> = new Set(["note", "reason", "summary", "notice"]);

const FOLDER = "assumptions/";

/** The fields of an assumption file: of a version, the scenarios or the sources. A file that is no YAML is one piece. */
export function assumptionPieces(file: string, text: string): Piece[] {
  const tree = parseYaml(file, text, new Problems("assumptions"));
  if (tree?.kind !== "map") return [wholeFile(file, text)];
  const name = file.slice(FOLDER.length).replace(/\.yaml$/, "");
  const pieces = new Pieces(file);
  if (file === `${FOLDER}sources.yaml`) grouped(tree, "sources", "source", pieces);
  else if (file === `${FOLDER}scenarios.yaml`) grouped(tree, "scenarios", "scenario", pieces);
  else versionPieces(name, tree, pieces);
  return pieces.list;
}

/**
 * The memo's own units by name, of all versions of both sides, each after those that it is defined by; one that is not the same everywhere is left
 * out, and so is what rests on it.
 */
export function ownUnits(sides: readonly (SourceTexts | undefined)[]): OwnUnits {
  const said = new Map<string, Set<string>>();
  for (const [file, text] of sides.flatMap((side) => [...(side?.assumptions ?? [])]))
    for (const piece of file.endsWith(".yaml") ? assumptionPieces(file, text) : [])
      if (piece.kind === "version" && piece.field.startsWith(OF_UNITS)) {
        const name = piece.field.slice(OF_UNITS.length);
        said.set(name, (said.get(name) ?? new Set()).add(piece.text));
      }
  let units: OwnUnits = {};
  let left = [...said].flatMap(([name, [text = "", ...others]]) => (others.length > 0 ? [] : [{ name, text }]));
  for (let count = -1; count !== left.length; ) {
    count = left.length;
    left = left.filter(({ name, text }) => {
      if (unitSystem(units).checkOwnUnit(name, text)) return true;
      units = { ...units, [name]: text };
      return false;
    });
  }
  return units;
}

const OF_UNITS = "units ";

/** A file as one piece: white space at the ends of its lines says nothing. */
function wholeFile(file: string, text: string): Piece {
  return {
    key: `file ${file}`,
    kind: "file",
    owner: file,
    field: "text",
    canonical: text.replace(/[ \t]+$/gm, "").trim(),
    text,
    form: "code",
    place: { file, start: { line: 1, column: 1 } },
  };
}

class Pieces {
  readonly list: Piece[] = [];

  constructor(private readonly file: string) {}

  /** The leaves of a node, each a field of an owner. */
  add(kind: Piece["kind"], owner: string, path: readonly string[], node: YamlNode, version?: string): void {
    if (node.kind === "map" && node.entries.length > 0) {
      for (const { key, value } of node.entries) this.add(kind, owner, [...path, key], value, version);
      return;
    }
    const field = path.join(" ");
    const text = textOf(node);
    this.list.push({
      key: JSON.stringify([this.file, kind, owner, field]),
      kind,
      owner,
      field,
      canonical: canonicalOf(node),
      text,
      form: WORDS.has(path[0] ?? "") || text.length > 80 ? "words" : "value",
      place: node.place,
      version,
    });
  }
}

/** The map under one key: its entries' fields. What stands beside it belongs to the file. */
function grouped(tree: YamlMap, group: string, kind: Piece["kind"], pieces: Pieces): void {
  for (const { key, value } of tree.entries) {
    if (key !== group || value.kind !== "map") pieces.add("file", key, [], value);
    else for (const entry of value.entries) pieces.add(kind, entry.key, [], entry.value);
  }
}

function versionPieces(name: string, tree: YamlMap, pieces: Pieces): void {
  const walk = (map: YamlMap, prefix: string): void => {
    for (const { key, value } of map.entries) {
      const id = prefix + key;
      if (value.kind === "map" && key !== "table" && !isEntry(value)) walk(value, `${id}.`);
      else pieces.add("assumption", id, [], value, name);
    }
  };
  for (const { key, value } of tree.entries)
    if (key === "assumptions" && value.kind === "map") walk(value, "");
    else pieces.add("version", name, [VERSION.has(key) ? key : `\`${key}\``], value, name);
}

/** Whether a map is an assumption rather than a group: all its keys are fields of one, or it has a value. */
const isEntry = ({ entries }: YamlMap): boolean =>
  entries.some(({ key }) => key === "value" || key === "expression") ||
  entries.some(({ key, value }) => ENTRY.has(key) && value.kind !== "map");

function canonicalOf(node: YamlNode): string {
  if (node.kind === "list") return `[${node.items.map(canonicalOf).join(", ")}]`;
  if (node.kind === "map") return "{}";
  return typeof node.value === "string" ? JSON.stringify(node.value.replace(/\s+/g, " ").trim()) : String(node.value);
}

function textOf(node: YamlNode): string {
  if (node.kind === "list") return node.items.map(textOf).join(", ");
  if (node.kind === "map") return "nothing";
  if (node.value === null) return "nothing";
  // A text that reads as a number or truth value is told apart from one.
  const isTricky = typeof node.value === "string" && /^(?:[-+.\d][\d._eE+-]*|true|false|null|~)$/.test(node.value);
  return isTricky && node.quoted ? `"${node.text}"` : node.text.replace(/\s+/g, " ").trim();
}

/** The fields of a chapter's front matter; `lines` of the file stand above it. */
export function frontPieces(file: string, yaml: string): Piece[] {
  const tree = parseYaml(file, `\n${yaml}`, new Problems("assumptions"));
  if (tree?.kind !== "map")
    return yaml.trim() === "" ? [] : [{ ...wholeFile(file, yaml), key: `front ${file}`, field: "front matter" }];
  const pieces = new Pieces(file);
  for (const { key, value } of tree.entries) {
    if (key !== "memo" || value.kind !== "map") pieces.add("front", file, [key], value);
    else for (const entry of value.entries) pieces.add("front", file, [`memo.${entry.key}`], entry.value);
  }
  return pieces.list;
}
