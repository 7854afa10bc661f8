import { assetText } from "../../asset.js";
import type { MemoTree } from "../../document/tree.js";
import { escapeAttribute, escapeText, withCode } from "../../render/html/escape.js";
import { joinPage, writeParts } from "../../render/html/index.js";
import { writeChange } from "../../render/html/inline.js";
import { counted } from "../../text/counts.js";
import { sourceName, sourceText, stillSources } from "../sources/wording.js";
import type { Review, SourceChange } from "../types.js";
import { sentence } from "../wording.js";
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
  const sections = new Map<string, Mark[]>();
  for (const mark of marks) sections.set(mark.section, [...(sections.get(mark.section) ?? []), mark]);
  const entries = [...sections].map(
    ([section, found]) =>
      `<li>${escapeText(section)}<ol>${found
        .map(
          ({ id, text }) =>
            `<li><a href="#${escapeAttribute(id)}">${escapeText(text === "" ? "changed" : text)}</a></li>`,
        )
        .join("")}</ol></li>`,
  );
  // What has no place on the page is told here, so that the list is silent of nothing.
  const rest = stillSources(review).map(
    (change) => `<li>${escapeText(`${sourceName(change)}: ${sourceText(change)}`)}${wordsOf(change)}</li>`,
  );
  const more =
    rest.length === 0 ? "" : `<p>Changed in the sources without changing a number:</p><ul>${rest.join("")}</ul>`;
  const count =
    marks.length === 0 ? "No place of the page changed" : `${counted(marks.length, "place")} of the page changed`;
  return `<nav class="marked" aria-label="Changes"><p><strong>${withCode(sentence(review.verdict))}</strong></p>
<p>${escapeText(review.old.label)} → ${escapeText(review.new.label)}. What went is <del>struck through</del>, what came is <ins>underlined</ins>.</p>
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
