import type { Diagnostic, Place } from "../diagnostic.js";
import type { CheckInput } from "./input.js";

/** A text of the register, as it is printed. */
interface RegisterText {
  /** "the note of `gw.add`" */
  of: string;
  text: string | undefined;
  /** Of the entry that says it. */
  place: Place;
}

/**
 * Warnings `prose/unsupported`: a label, note, reason or title of the register in which something is quoted, referred to or cited as in a chapter. These
 * texts are printed letter for letter.
 */
export function registerTexts({ register, sources }: Pick<CheckInput, "register" | "sources">): Diagnostic[] {
  return textsOf(register).flatMap(({ of, text = "", place }) =>
    [...text.matchAll(MARKUP)].flatMap(([found, key]): Diagnostic[] =>
      key !== undefined && !register.sources.has(key)
        ? []
        : [
            {
              rule: "prose/unsupported",
              severity: "warning",
              message: `\`${found}\` in ${of} is printed as it stands: texts of the register are no Markdown`,
              expected: found.startsWith("{{")
                ? "the value in words, or a sentence of a chapter"
                : "what it leads to in words",
              place: placeOf(found, place, sources.get(place.file)),
            },
          ],
    ),
  );
}

/** A value in braces, a reference, or a citation, whose key is that of a source. */
const MARKUP = /\{\{[^{}]*\}\}|(?<![\p{L}\p{N}_.\\])@(?:(?:fig|tbl|sec|eq)-[\w-]*\w|([\w-]*\w))/gu;

function textsOf({ assumptions, sources, scenarios }: CheckInput["register"]): RegisterText[] {
  const said = (name: string, one: object, place: Place, fields: readonly string[]): RegisterText[] =>
    fields.map((field) => ({ of: `the ${field} of \`${name}\``, text: textIn(one, field), place }));
  return [
    ...[...assumptions.values()].flatMap((one) => said(one.id, one, one.place, ["label", "short", "note", "reason"])),
    ...[...sources.values()].flatMap((one) => said(one.key, one, one.place, ["title", "note"])),
    ...[...scenarios.values()].flatMap((one) => said(one.name, one, one.place, ["title", "note"])),
  ];
}

function textIn(one: object, field: string): string | undefined {
  const text = (one as Readonly<Record<string, unknown>>)[field];
  return typeof text === "string" ? text : undefined;
}

/** Where it stands behind the beginning of its entry, as far as the file has it letter for letter. */
function placeOf(found: string, entry: Place, file: string | undefined): Place {
  const lines = file?.split("\n").slice(entry.start.line - 1) ?? [];
  for (const [n, line] of lines.entries()) {
    const at = line.indexOf(found, n === 0 ? entry.start.column - 1 : 0);
    if (at < 0) continue;
    const [start, column] = [entry.start.line + n, at + 1];
    return { file: entry.file, start: { line: start, column }, end: { line: start, column: column + found.length } };
  }
  return entry;
}
