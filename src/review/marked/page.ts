import { assetText } from "../../asset.js";
import type { MemoTree } from "../../document/tree.js";
import { escapeAttribute, escapeText, withCode } from "../../render/html/escape.js";
import { joinPage, writeParts } from "../../render/html/index.js";
import { writeChange } from "../../render/html/inline.js";
import { sourceName, sourceText } from "../sources/wording.js";
import type { Review, SourceChange } from "../types.js";
import { markList } from "./list.js";
import type { Mark } from "./marks.js";
import { markTree } from "./tree.js";

const STYLE = `\n${assetText(new URL("../../../src/assets/marked.css", import.meta.url))}`;

/** The whole memo of the newer side as a page that shows what changed in its places, with a list of them at its head. */
export function markedPage(old: MemoTree, now: MemoTree, review: Review): string {
  const { tree, marks } = markTree(old, now);
  return joinPage(writeParts(tree), {
    bar: listOf(marks, review),
    script: "",
    style: STYLE,
    head: ['<meta name="robots" content="noindex">'],
    connects: false,
  });
}

function listOf(marks: readonly Mark[], review: Review): string {
  const { said, between, count, sections, rest } = markList(marks, review);
  const entries = sections.map(
    ({ name, marks: found }) =>
      `<li>${escapeText(name)}<ol>${found
        .map(({ id, text }) => `<li><a href="#${escapeAttribute(id)}">${escapeText(text)}</a></li>`)
        .join("")}</ol></li>`,
  );
  const others = rest.changes.map(
    (change) => `<li>${escapeText(`${sourceName(change)}: ${sourceText(change)}`)}${wordsOf(change)}</li>`,
  );
  const more = others.length === 0 ? "" : `<p>${rest.name}</p><ul>${others.join("")}</ul>`;
  return `<nav class="marked" aria-label="Changes"><p><strong>${withCode(said)}</strong></p>
<p>${escapeText(between)} What went is <del>struck through</del>, what came is <ins>underlined</ins>.</p>
<details${marks.length <= MOST_OPEN ? " open" : ""}><summary>${count}</summary><ol>${entries.join("\n")}</ol>${more}</details></nav>`;
}

/** A longer text word by word, and code by its lines. */
function wordsOf({ tokens = [], lines = [] }: SourceChange): string {
  const went = (text: string): string => writeChange("deleted", escapeText(text));
  const came = (text: string): string => writeChange("inserted", escapeText(text));
  const words = tokens.map((token) => {
    if (token.type === "value") return `${went(token.old)} ${came(token.new)}`;
    if (token.type === "same") return escapeText(token.text);
    return token.type === "deleted" ? went(token.text) : came(token.text);
  });
  const code = lines.map(({ type, text }) => `<br><code>${type === "deleted" ? went(text) : came(text)}</code>`);
  return [words.length === 0 ? "" : ` ${words.join("")}`, ...code].join("");
}

/** Entries up to which the list is open from the start. */
const MOST_OPEN = 30;
