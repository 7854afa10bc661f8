import { append } from "../../lists.js";
import { CODE, calloutNamed, directiveAt } from "./directives.js";
import { fenceAt } from "./fences.js";
import { indentedIn, underlined } from "./lines.js";
import type { ImportedLine } from "./notebook.js";
import { bare } from "./writer.js";

export const HEADING = /^(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/;
/** An id that a chapter has by the name of its file. */
export const CHAPTER_ID = /^sec-([a-z0-9][a-z0-9-]*)$/;
export const QUOTED = /^ {0,3}> ?/;

/** What of a text can be referred to, and the levels of its headings. */
export interface Names {
  ids: Set<string>;
  levels: number[];
}

/** Looks outside code; in directives and quotations too, where headings are none of a chapter's. */
export function namesIn(lines: readonly ImportedLine[], indented = indentedIn(lines), isInside = false): Names {
  const found: Names = { ids: new Set(), levels: [] };
  const inside = (held: readonly ImportedLine[], isCalled: boolean): void => {
    const { ids, levels } = namesIn(underlined(held), undefined, isInside || isCalled);
    for (const id of ids) found.ids.add(id);
    append(found.levels, levels);
  };
  for (let n = 0; n < lines.length; n++) {
    const { text } = lines[n] ?? { text: "" };
    if (indented.has(n)) continue;
    const held = directiveAt(lines, n);
    const fence = held?.fence ?? fenceAt(lines, n);
    if (held) {
      const { name, options, head, argument } = held.directive;
      const own = options.get("label") ?? options.get("name");
      const kind = name === "math" ? "eq" : /^(?:figure|image)$/.test(name) && argument !== "" ? "fig" : undefined;
      if (own && kind) found.ids.add(`${kind}-${bare(own, kind)}`);
      if (kind === "eq") labelsIn(held.lines.map((line) => line.text).join("\n"), found.ids);
      else if (calloutNamed(name) !== undefined) inside(held.lines.slice(head), true);
      else if (held.isText && !CODE.test(name)) inside(held.lines.slice(head), false);
    }
    if (fence) n = fence.end;
    else if (QUOTED.test(text)) {
      let end = n;
      while (QUOTED.test(lines[end + 1]?.text ?? "")) end++;
      inside(
        lines.slice(n, end + 1).map((line) => ({ ...line, text: line.text.replace(QUOTED, "") })),
        true,
      );
      n = end;
    } else {
      for (const id of idsOf(lines, n)) if (!isInside || !id.startsWith("sec-")) found.ids.add(id);
      const heading = HEADING.exec(text);
      if (heading && !isInside) found.levels.push(heading[1]?.length ?? 1);
    }
  }
  return found;
}

/** Ids that a line of running text gives. */
function idsOf(lines: readonly ImportedLine[], n: number): Set<string> {
  const text = lines[n]?.text ?? "";
  const ids = new Set<string>();
  // A chapter's file is named after its heading's id, where that can name one.
  for (const [, id = ""] of text.matchAll(/\{[^}]*#((?:sec|eq|fig)-[\w-]+)[^}]*\}/g))
    if (!/^# /.test(text) || CHAPTER_ID.test(id)) ids.add(id);
  const named = /^\(([\w:-]+)\)=\s*$/.exec(text)?.[1];
  const follows = lines.slice(n + 1).find((line) => line.text.trim() !== "")?.text ?? "";
  if (named && (/^##+\s/.test(follows) || (/^#\s/.test(follows) && CHAPTER_ID.test(`sec-${bare(named, "sec")}`))))
    ids.add(`sec-${bare(named, "sec")}`);
  labelsIn(text, ids);
  return ids;
}

function labelsIn(tex: string, ids: Set<string>): void {
  for (const [, id = ""] of tex.matchAll(/\\label\{(?:eq:)?([\w:-]+)\}/g)) ids.add(`eq-${id.replaceAll(":", "-")}`);
}
