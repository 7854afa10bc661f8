import type { HeadingNode } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { ADDED_HEADINGS } from "../text.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";

/** Entries above which the script folds the sections of chapters the reader isn't in. */
const LONG = 18;

/** The table of contents: chapters and their sections, then what the page adds. Folded, which only a narrow page shows. */
export function writeContents(context: PageContext): string {
  const { tree, ids } = context;
  let count = 0;
  const link = (id: string, number: string | undefined, title: string): string => {
    count++;
    const mark = number === undefined ? "" : `<span class="number">${escapeText(number)}</span> `;
    return `<a href="#${escapeAttribute(id)}">${mark}<span>${escapeText(title)}</span></a>`;
  };
  const entries = tree.chapters.map((chapter) => {
    const sections = chapter.children.filter(
      (node): node is HeadingNode => node.type === "heading" && node.level === 2,
    );
    const inner = sections.map((node) => `<li>${link(node.id, node.number, plainText(node.children))}</li>`).join("");
    return `<li>${link(chapter.heading.id, chapter.number, plainText(chapter.heading.children))}${inner === "" ? "" : `<ol>${inner}</ol>`}</li>`;
  });
  const own = (name: "footnotes" | "references" | "appendix", there: boolean, inner = ""): void => {
    if (there) entries.push(`<li>${link(ids.of("memo", name), undefined, ADDED_HEADINGS[name])}${inner}</li>`);
  };
  const groups = tree.appendix.map(({ id, title }) => `<li>${link(ids.of("group", id), undefined, title)}</li>`);
  own("footnotes", tree.footnotes.length > 0);
  own("references", tree.references.length > 0);
  own("appendix", tree.appendix.length > 0, `<ol>${groups.join("")}</ol>`);
  return `<nav class="contents${count > LONG ? " long" : ""}" id="${ids.of("memo", "contents")}" aria-label="${ADDED_HEADINGS.contents}" data-aid>
<details><summary>${ADDED_HEADINGS.contents}<span class="where"></span></summary>
<ol>${entries.join("\n")}</ol></details>
</nav>`;
}
