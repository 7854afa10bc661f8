import type { Assumption } from "../assumptions/register/types.js";
import { PRINTABLE, unprintable } from "../characters.js";
import { type Diagnostic, LineMap, MemoError, type Place } from "../diagnostic.js";
import { type BlockNode, type MemoTree, partsOf } from "./tree.js";

/**
 * The engine's own marks, all of U+E000 to U+E07F and U+E100 to U+E183: blocks in prose (types.ts), values, references, citations (template.ts) and headings
 * (headings.ts) in Markdown, characters lent past Handlebars (syntax.ts, verbatim.ts), traces of lines (template.ts), mathematics
 * (chapters/mathematics.ts). As an address
 * would have them, too.
 */
const OWN = /[\uE000-\uE07F\uE100-\uE183]|%EE%80%9[0-9A-F]\d+%EE%80%9F/i;

/**
 * A text that is about to be written, as it is. The last check of every writer: what it stops is a fault of the engine, and would be read
 * as a wrong value or an empty box.
 *
 * @param file what is written, as its reader knows it
 * @throws MemoError `project/stray-mark` where a mark of the engine is left in it
 */
export function withoutMarks(text: string, file: string): string {
  const at = text.search(OWN);
  if (at === -1) return text;
  const shown = text
    .slice(Math.max(0, at - 30), at + 30)
    .replace(/[\uE000-\uF8FF]/g, named)
    .replace(/\s+/g, " ");
  throw MemoError.of({
    rule: "project/stray-mark",
    message: `a mark of the engine's own is left in what would be written: …${shown}…`,
    expected: "no such mark: this is a fault of memo, and nothing was written",
    place: { file, start: new LineMap(text).at(at) },
  });
}

/** Assumptions that were looked through: while prose is written they stay as they are. */
const printable = new WeakSet<Assumption>();

const named = (character: string): string => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`;

/** Characters that can't be printed in what figures, outputs and the register gave to a memo, each told once where it comes from. */
export function unprintableCharacters(tree: MemoTree): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  const look = (value: unknown, what: string, place: Place, about?: string): void => {
    if (typeof value === "string") {
      const found = unprintable(value);
      const key = `${place.file}:${place.start.line}:${place.start.column}`;
      if (!found || told.has(key)) return;
      told.add(key);
      diagnostics.push({
        rule: "chapters/character",
        severity: "error",
        message: `${found.what} in ${what}`,
        expected: PRINTABLE,
        place,
        ...(about === undefined ? {} : { about }),
      });
    } else if (Array.isArray(value)) for (const part of value) look(part, what, place, about);
    else if (value instanceof Map) for (const part of value.values()) look(part, what, place, about);
    else if (typeof value === "object" && value !== null)
      for (const part of Object.values(value)) look(part, what, place, about);
  };
  const blocks = (nodes: readonly BlockNode[]): void => {
    for (const node of nodes) {
      if (node.type === "figure") {
        const { svg, table, data, alt } = node;
        look([svg, table, data, alt], `${node.kind} \`${node.blockId}\``, node.place, node.blockId);
      } else if (node.type === "list") node.items.forEach(blocks);
      else if (node.type === "layout") blocks(partsOf(node));
      else if (node.type === "quote") blocks(node.children);
      else if (node.type === "definitions") for (const { details } of node.items) details.forEach(blocks);
    }
  };
  for (const { children } of tree.chapters) blocks(children);
  for (const { children } of tree.footnotes) blocks(children);
  for (const assumption of tree.register.assumptions.values()) {
    if (printable.has(assumption)) continue;
    const { place, valuePlace, table, ...rest } = assumption;
    // Shapes are drawn, and travel behind a mark of their own.
    const printed = rest.data?.columns.filter(({ type }) => type !== "geometry").map(({ name }) => table?.get(name));
    const before = diagnostics.length;
    look([rest, printed], `assumption \`${assumption.id}\``, place);
    if (diagnostics.length === before) printable.add(assumption);
  }
  for (const source of tree.register.sources.values()) look(source, `source \`${source.key}\``, source.place);
  for (const { declaration, value, text } of tree.outputs)
    look([declaration.label, declaration.unit, value, text], `output \`${declaration.name}\``, declaration.place);
  return diagnostics;
}
