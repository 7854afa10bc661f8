import type { Diagnostic, Place } from "../../diagnostic.js";
import { Problems } from "../../yaml/problems.js";
import type { YamlNode } from "../../yaml/tree.js";
import { loadRegister } from "../files/load.js";
import type { Assumption, Register } from "../register/types.js";
import { fromBlocks } from "../units/block-units.js";
import { rootOf, statementOf } from "./entries.js";
import { type Asked, type EditRequest, readRequest } from "./request.js";
import { type CellStyle, type End, NoRow, writeCell, writeField } from "./statements.js";
import { numberAt, type Typed } from "./typed.js";
import { scalarOf, type Written, YamlText } from "./yaml-text.js";

/** A number that another one took the place of. */
export interface NumberChange {
  id: string;
  /** Key, row and column below the assumption. */
  keys: readonly string[];
  end: End;
  /** In the declared unit; absent where there was none. */
  before?: number;
  after: number;
  unit: string;
  place: Place;
}

/** A field that says something else, or is new. */
export interface FieldChange {
  id: string;
  /** `value` of a text, boolean, date or choice. */
  field: "value" | "distribution" | "source" | "as_of" | "reason";
  before: string;
  after: string;
  place: Place;
}

export interface EditResult {
  file: string;
  /** The whole file as it would be; as it is where something is refused before it is written. */
  text: string;
  numbers: readonly NumberChange[];
  fields: readonly FieldChange[];
  /** Errors mean that nothing may be written; their places are in `text`. */
  diagnostics: readonly Diagnostic[];
}

/**
 * Edits the file of one version so that assumptions have other values, and checks the outcome as every load does: files by path in,
 * the edited text, what changed and what is wrong with it out. Nothing but the source range of what changes is touched.
 */
export function editAssumptions(files: ReadonlyMap<string, string>, request: EditRequest): EditResult {
  const { register, diagnostics } = loadRegister(files, { version: request.version, data: request.data });
  if (!register) return { file: "", text: "", numbers: [], fields: [], diagnostics };
  const { version } = register;
  const file = [...files.keys()].find((path) => path.endsWith(`/${version}.yaml`)) ?? "";
  const text = files.get(file) ?? "";
  const refused = (found: readonly Diagnostic[], edited = text): EditResult => ({
    file,
    text: edited,
    numbers: [],
    fields: [],
    diagnostics: found,
  });
  const problems = new Problems("assumptions");
  const { numbers: asked, words } = readRequest(request, register, problems);
  const roots = register.lineage.flatMap((name) => rootsOf(files, file, name));
  const [own] = roots;
  const changed = asked.filter((cell) => cell.typed.value !== cell.before);
  const otherWords = words.filter(({ before, after }) => before !== after);
  const touched = new Set(
    confirms(request) || request.distribution !== undefined
      ? [...asked.map(({ target }) => target.assumption.id), ...words.map(({ id }) => id)]
      : [...changed.map(({ target }) => target.assumption.id), ...otherWords.map(({ id }) => id)],
  );
  if (own) checkReason(touched, own, request, register, problems);
  if (problems.failed) return refused(problems.list());

  let yaml = new YamlText(file, text);
  const written: { id: string; field: FieldChange["field"]; before: string; after: string }[] = [];
  for (const cell of changed) {
    const { target, typed, end } = cell;
    const { id } = target.assumption;
    try {
      yaml = writeCell(yaml, register, id, end, typed, styleOf(id, typed, roots));
    } catch (error) {
      if (!(error instanceof NoRow)) throw error;
      problems.error("edit-row", `the table in ${file} has no row \`${error.message}\` for \`${id}\``, undefined, {
        expected: "the row, with a number in every column, written by hand first",
      });
      return refused(problems.list());
    }
  }
  for (const { id, before, after, flag } of otherWords) {
    const like = scalarOf(statementOf(yaml.root, id)?.map.get("value")?.value)?.text;
    if (like !== after) yaml = writeField(yaml, register, id, "value", { kind: flag ? "flag" : "prose", text: after });
    written.push({ id, field: "value", before, after });
  }
  for (const id of new Set([...asked.map(({ target }) => target.assumption.id), ...words.map((word) => word.id)]))
    for (const { field, value, after } of wantedFields(request)) {
      // Nothing changes that a reason could be given for.
      if (!touched.has(id) && !statementOf(yaml.root, id)) continue;
      const before = stated(yaml, register, id, field);
      if (before === after) continue;
      yaml = writeField(yaml, register, id, field, value);
      written.push({ id, field, before: before ?? effective(register, id, field), after });
    }

  const edited = new Map(files).set(file, yaml.text);
  const loaded = loadRegister(edited, { version, data: request.data });
  if (!loaded.register) return refused(loaded.diagnostics.map(withHint), yaml.text);
  const after = loaded.register;
  const numbers = changed.map((cell) => numberChange(cell, after, yaml));
  const ids = [...numbers.filter(({ end }) => end === "value"), ...otherWords].map(({ id }) => id);
  warnOfProvenance(new Set(ids), register, after, request, problems);
  return {
    file,
    text: yaml.text,
    numbers,
    fields: written.map((change) => ({ ...change, place: placeOf(yaml, change.id, [change.field]) })),
    diagnostics: [...newOnes(loaded.diagnostics, diagnostics), ...problems.list()],
  };
}

/** A source or date is news also of a number that stays what it is. */
const confirms = ({ sources, asOf }: EditRequest): boolean => sources !== undefined || asOf !== undefined;

/** A version that extends another says why it changes something. */
function checkReason(
  ids: ReadonlySet<string>,
  own: YamlNode,
  { because }: EditRequest,
  { lineage, version }: Register,
  problems: Problems,
): void {
  if (lineage.length < 2 || because !== undefined) return;
  for (const id of ids)
    if (!statementOf(own, id))
      problems.error(
        "missing-reason",
        `version \`${version}\` does not change \`${id}\` yet and would need to say why`,
        undefined,
        { expected: `\`--because "…"\`, because version \`${version}\` extends \`${lineage[1]}\`` },
      );
}

function wantedFields(request: EditRequest): { field: FieldChange["field"]; value: Written; after: string }[] {
  const out: { field: FieldChange["field"]; value: Written; after: string }[] = [];
  const { distribution, sources, asOf, because } = request;
  if (distribution !== undefined)
    out.push({ field: "distribution", value: { kind: "prose", text: distribution }, after: distribution });
  if (sources) out.push({ field: "source", value: { kind: "list", texts: sources }, after: sources.join(", ") });
  if (asOf !== undefined) out.push({ field: "as_of", value: { kind: "prose", text: asOf }, after: asOf });
  if (because !== undefined) out.push({ field: "reason", value: { kind: "prose", text: because }, after: because });
  return out;
}

/** What the entry at hand says in a field, or inherits. A changed value of a later version doesn't inherit its date. */
function stated(yaml: YamlText, register: Register, id: string, field: FieldChange["field"]): string | undefined {
  const node = statementOf(yaml.root, id)?.map.get(field)?.value;
  if (node?.kind === "list") return node.items.map((item) => scalarOf(item)?.text ?? "").join(", ");
  if (node?.kind === "scalar") return node.text.trim();
  return field === "source" || (field === "as_of" && register.lineage.length === 1)
    ? effective(register, id, field)
    : undefined;
}

function effective(register: Register, id: string, field: FieldChange["field"]): string {
  const assumption = register.assumptions.get(id);
  if (field === "source") return assumption?.sources.join(", ") ?? "";
  if (field === "distribution") return assumption?.low === undefined ? "" : assumption.distribution.name;
  return (field === "as_of" ? assumption?.asOf : assumption?.reason) ?? "";
}

function rootsOf(files: ReadonlyMap<string, string>, file: string, version: string): YamlNode[] {
  const path = `${file.slice(0, file.lastIndexOf("/"))}/${version}.yaml`;
  const root = rootOf(path, files.get(path) ?? "");
  return root ? [root] : [];
}

/** `roots` are those of the version and all it extends, newest first. */
function styleOf(id: string, { keys }: Typed, roots: readonly YamlNode[]): CellStyle {
  const statements = roots.map((root) => statementOf(root, id));
  const hasUnit = statements.some((statement) => statement?.map.get("unit"));
  const elsewhere = statements.slice(1).some((statement) => statement !== undefined);
  const [like] = keys.length > 0 ? [] : statements.flatMap((s) => scalarOf(s?.map.get("value")?.value)?.text ?? []);
  return { like, declaresUnit: !hasUnit && !elsewhere };
}

function numberChange({ target, end, typed, before }: Asked, after: Register, yaml: YamlText): NumberChange {
  const { id } = target.assumption;
  const { keys, declared, value } = typed;
  const now = fromBlocks(numberAt(after.assumptions.get(id)?.[end] ?? Number.NaN, keys), declared);
  if (!(Math.abs(now - value) <= 1e-9 * Math.abs(value)))
    throw new Error(`${[id, ...keys].join(".")} was to be ${value} and reads back as ${now}`);
  return { id, keys, end, before, after: now, unit: declared, place: placeOf(yaml, id, [end, ...keys]) };
}

/** Where a field or number stands; of a column, the list's item. */
function placeOf(yaml: YamlText, id: string, path: readonly string[]): Place {
  const statement = statementOf(yaml.root, id);
  const [field = "", ...keys] = path;
  let node: YamlNode | undefined = statement?.map.get(field)?.value;
  let place = node?.place;
  for (const key of keys) {
    if (node?.kind === "list") node = node.items[statement?.rows?.indexOf(key) ?? -1];
    else node = node?.kind === "map" ? node.get(key)?.value : undefined;
    place = node?.place ?? place;
  }
  return place ?? yaml.root.place;
}

function warnOfProvenance(
  ids: ReadonlySet<string>,
  before: Register,
  after: Register,
  request: EditRequest,
  problems: Problems,
): void {
  if (confirms(request)) return;
  const of = (register: Register, id: string): Assumption | undefined => register.assumptions.get(id);
  for (const id of ids) {
    const [old, now] = [of(before, id), of(after, id)];
    const kept = old?.asOf === now?.asOf;
    problems.warn(
      "edit-provenance",
      kept
        ? `\`${id}\` changed and its source and as-of date did not`
        : `\`${id}\` changed and its source did not; its as-of date is now the version's, ${now?.asOf}`,
      undefined,
      { expected: "`--source` and `--as-of` of the new value" },
    );
  }
}

/** What a load can't know: that one call may set several numbers. */
const withHint = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.rule === "assumptions/mix-sum" && !diagnostic.hint
    ? { ...diagnostic, hint: "set the other shares in the same call" }
    : diagnostic;

function newOnes(after: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set(before.map(({ rule, message }) => `${rule} ${message}`));
  return after.filter(({ rule, message }) => !known.has(`${rule} ${message}`));
}
