import type { HeadingNode, MemoTree, ReferenceNode } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { ADDED_HEADINGS, authorLine, basisText, LIVE_AT, longDate, referenceText } from "../text.js";
import { anchor, hang, writeBlocks, writeHeading, writeParagraph, writePicture } from "./blocks.js";
import { escapeText } from "./escape.js";
import { writeInlines, writeLine } from "./inlines.js";
import { writeRegister } from "./tables.js";

/**
 * The memo as GitHub-flavoured Markdown, to be diffed and read on GitHub: a sentence a line, charts and data as links to the files
 * beside it (see `figureFiles`). LF, ends in a newline. Throws an Error on a node it doesn't know.
 */
export function writeMarkdown(tree: MemoTree): string {
  const parts = [
    ...writeTitle(tree),
    writeContents(tree),
    ...tree.chapters.flatMap((chapter) => [
      ...(chapter.id === chapter.heading.id ? [] : [anchor(chapter.id)]),
      writeHeading(chapter.heading),
      writeBlocks(chapter.children),
    ]),
    ...writeReferences(tree.references),
    ...writeAppendix(tree),
    ...tree.footnotes.map((note) => writeNote(note.number, writeBlocks(note.children))),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function writeTitle(tree: MemoTree): string[] {
  const byline = [writeLine(authorLine(tree)), escapeText(longDate(tree.date))]
    .filter((part) => part !== "")
    .join(" · ");
  return [
    "<!-- Written by `memo build` from chapters/ and assumptions/. Change those, not this file. -->",
    tree.logo ? writePicture(tree.logo, tree.logo.alt) : "",
    `# ${writeLine(tree.title).replace(/#$/, "\\#")}`,
    tree.subtitle ? writeLine([{ type: "emphasis", children: tree.subtitle }]) : "",
    byline,
    `${escapeText(basisText(tree))}.`,
    tree.notice ? `> ${writeParagraph(writeInlines(tree.notice)).replaceAll("\n", "\n> ")}` : "",
  ];
}

/** Chapters and their sections, folded, as far as there is more than one; and where page and PDF last, in a memo that is published. */
function writeContents({ chapters, published, publishedLive }: MemoTree): string {
  const page = publishedLive ? LIVE_AT : "Page";
  const elsewhere = published === undefined ? "" : `[${page}](<${published}>) · [PDF](<${published}memo.pdf>)`;
  const entry = ({ id, number, children }: HeadingNode): string =>
    `- ${number === undefined ? "" : `${escapeText(number)} `}[${escapeText(plainText(children))}](#${id})`;
  const lines = chapters.flatMap(({ heading, children }) => [
    entry(heading),
    ...children.flatMap((node) => (node.type === "heading" && node.level === 2 ? [`  ${entry(node)}`] : [])),
  ]);
  const list =
    lines.length < 2
      ? ""
      : `<details>\n<summary>${ADDED_HEADINGS.contents}</summary>\n\n${lines.join("\n")}\n\n</details>`;
  return [elsewhere, list].filter((part) => part !== "").join("\n\n");
}

function writeReferences(references: readonly ReferenceNode[]): string[] {
  if (references.length === 0) return [];
  const items = references.map((reference) => {
    const { key, source } = reference;
    const { before, title, after } = referenceText(reference);
    const text = [before && escapeText(before), `*${escapeText(title)}*`, after && escapeText(after)];
    const url = source.url && (/^https?:[^\s<>]*$/.test(source.url) ? `<${source.url}>` : escapeText(source.url));
    return `- ${anchor(`ref-${key}`)}${[...text, url].filter((part) => part).join(" ")}`;
  });
  return [`## ${ADDED_HEADINGS.references}`, items.join("\n")];
}

function writeAppendix(tree: MemoTree): string[] {
  if (tree.appendix.length === 0) return [];
  return [
    `## ${ADDED_HEADINGS.appendix}`,
    `${escapeText(basisText(tree))}.`,
    ...tree.appendix.flatMap((group) => [`### ${escapeText(group.title)}`, writeRegister(group)]),
  ];
}

function writeNote(number: number, body: string): string {
  return hang(`[^${number}]: `, body).replace(
    /\n +(?=\S)/g,
    (indent) => `\n    ${indent.slice(1 + `[^${number}]: `.length)}`,
  );
}
