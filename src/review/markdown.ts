import { largest } from "../lists.js";
import { escapeLineStart, tableCell } from "../render/markdown/escape.js";
import { printable } from "../text/shown.js";
import { LONGEST_COMMENT } from "./comment.js";
import { engineText } from "./runs/engine.js";
import {
  effectText,
  linesText,
  renameText,
  sourceGroups,
  sourceName,
  sourceText,
  variantName,
  variantText,
} from "./sources/wording.js";
import type { AssumptionChange, ClaimChange, OutputChange, PassageChange, Review, SourceChange } from "./types.js";
import { codeSpan, escapeText } from "./untrusted.js";
import {
  assumptionNotes,
  becauseText,
  cellsText,
  claimText,
  contributions,
  differenceText,
  figureText,
  flagText,
  isWorded,
  methodText,
  otherConditions,
  outputsTitle,
  percentText,
  placeText,
  readAgainText,
  readAgainTitle,
  scaleOf,
  sectionText,
  sentence,
  sentenceText,
  shortened,
  signed,
  textOrNone,
  unitText,
} from "./wording.js";

export interface MarkdownOptions {
  /** Most characters; 60,000 unless told, less the room of a comment's hidden marker. */
  limit?: number;
  /** Address of a source line, for links to it: `(file, line) => url`. */
  link?: (file: string, line: number) => string;
}

/** Rows of a table that are shown; the others are counted. */
const MOST_ROWS = 40;
const MARKER_ROOM = 300;

interface Section {
  title: string;
  text: string;
  /** The least important goes first when there is no room. */
  priority: number;
  folded?: boolean;
}

/**
 * A review as GitHub's Markdown, for the comment of a pull request. Where there is no room for all, the most important sections come
 * first, one that is too long is cut behind an item, and what is left out is named at the end, with where it is.
 */
export function reviewMarkdown(review: Review, options: MarkdownOptions = {}): string {
  const { limit = LONGEST_COMMENT - MARKER_ROOM } = options;
  const head = `### ${inline(sentence(review.verdict))}\n\n${escapeText(review.old.label)} → ${escapeText(review.new.label)}\n`;
  const all = sections(review, options).filter(({ text }) => text !== "");
  const sizeOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length + 1, head.length);
  if (sizeOf(all.map(written)) <= limit) return [head, ...all.map(written)].join("\n");
  // The notice has at most all titles in it.
  let room = limit - head.length - leftOut(all.map(({ title }) => `part of ${title}`)).length - 2;
  const shown = new Map<Section, Section>();
  const left: string[] = [];
  for (const section of [...all].sort((a, b) => b.priority - a.priority)) {
    const whole = written(section).length + 1;
    const kept = whole <= room ? section : cutToRoom(section, room);
    if (kept) {
      shown.set(section, kept);
      room -= written(kept).length + 1;
    }
    if (kept !== section) left.push(kept ? `part of ${section.title}` : section.title);
  }
  const texts = all.flatMap((section) => shown.get(section) ?? []).map(written);
  return [head, ...texts, leftOut(left)].filter(Boolean).join("\n");
}

/** As many items, rows or paragraphs of a section as have room; undefined where that is none. */
function cutToRoom(section: Section, room: number): Section | undefined {
  const around = written({ ...section, text: "" }).length + 1;
  const starts = [...section.text.matchAll(/^(?=- |\| |\*\*)/gm)].map(({ index }) => index).slice(1);
  const end = starts.findLast((at) => around + at <= room);
  // The head of a table is no row of it.
  const text = section.text.slice(0, end ?? 0).trimEnd();
  return end === undefined || /^\|[^\n]*(?:\n\|[-|:]+)?$/.test(text) ? undefined : { ...section, text: `${text}\n` };
}

const written = ({ title, text, folded }: Section): string =>
  folded
    ? `<details><summary>${escapeText(title)}</summary>\n\n${text}\n</details>\n`
    : `#### ${escapeText(title)}\n\n${text}`;

const leftOut = (titles: readonly string[]): string =>
  titles.length === 0
    ? ""
    : `*Left out for length: ${titles.map(escapeText).join("; ")}. All of it is in \`review.html\`.*\n`;

function sections(review: Review, options: MarkdownOptions): Section[] {
  const { outputs, minor, offsetting, claims, assumptions, prose, figures, remarks } = review;
  const counts = `${review.unchangedOutputs} of ${review.totalOutputs} outputs did not change`;
  return [
    {
      title: "Because of the engine",
      priority: 8.5,
      text: review.engine ? list([escapeText(engineText(review.engine))]) : "",
    },
    { title: "Remarks", priority: 9, text: list(remarks.map(escapeText)) },
    {
      title: outputsTitle(review),
      priority: 10,
      text:
        outputs.length === 0
          ? ""
          : `${outputTable(outputs)}\n${counts}${minor.length > 0 ? `; ${minor.length} moved by less than their tolerance` : ""}.\n`,
    },
    {
      title: `Claims that flipped (${claims.flipped.length} of ${claims.total})`,
      priority: 8,
      text: claimList(claims.flipped, options),
    },
    {
      title: `Claims with another condition (${otherConditions(claims).length})`,
      priority: 7.5,
      text: claimList(otherConditions(claims), options),
    },
    { title: "Why the outputs moved", priority: 5, text: reasons(outputs), folded: outputs.length > 3 },
    { title: `Offsetting changes (${offsetting.length})`, priority: 4, text: reasons(offsetting), folded: true },
    {
      title: `Claims that hold by less (${claims.closer.length})`,
      priority: 3,
      text: claimList(claims.closer, options),
      folded: true,
    },
    {
      title: `Assumptions changed (${assumptions.length})`,
      priority: 7,
      text: assumptionList(assumptions, options),
      folded: assumptions.length > 10,
    },
    {
      title: `Text (${prose.length} ${prose.length === 1 ? "section" : "sections"})`,
      priority: 6,
      text: proseText(review, options),
      folded: true,
    },
    {
      title: `Charts and tables (${figures.length})`,
      priority: 2,
      text: list(
        figures.slice(0, MOST_ROWS * 2).map((figure) => {
          const worded = (figure.texts ?? []).filter(({ kind }) => kind !== "values");
          const lines = worded.map((passage) => `\n  > ${passageText(passage)}`);
          return `${escapeText(figure.name)}, ${inline(figure.caption)}: ${figureText(figure)}${lines.join("\n  >")}`;
        }),
      ),
      folded: true,
    },
    {
      title: `Moved by less than their tolerance (${minor.length})`,
      priority: 1,
      text: minor.length === 0 ? "" : outputTable(minor),
      folded: true,
    },
    {
      title: review.readAgain ? readAgainTitle(review.readAgain) : "",
      priority: 6.8,
      text: limited(
        (review.readAgain?.passages ?? []).map((one) => `${inline(readAgainText(one))}${at(one.place, options)}`),
      ),
      folded: (review.readAgain?.passages.length ?? 0) > 6,
    },
    {
      title: `Renamed (${review.renames.length})`,
      priority: 6.7,
      text: limited(review.renames.map((rename) => `${inline(renameText(rename))}${at(rename.place, options)}`)),
      folded: review.renames.length > 6,
    },
    {
      title: `Other versions and scenarios that moved (${review.variants.length})`,
      priority: 5.5,
      text: limited(
        review.variants.map((variant) => `${inline(variantName(variant))}: ${inline(variantText(variant))}`),
      ),
      folded: review.variants.length > 6,
    },
    ...sourceGroups(review).map(({ title, changes }) => ({
      title: title.replace(/: (\d+)$/, " ($1)"),
      priority: 6.5,
      text: limited(changes.map((change) => sourceItem(change, options))),
      folded: changes.length > 10,
    })),
  ];
}

function outputTable(all: readonly OutputChange[]): string {
  const words = all.filter(isWorded);
  const told = limited(
    words.map((change) => {
      const { label, key, oldText, newText } = change;
      const name = key ? `**${inline(label)}**` : inline(label);
      return `${name}: ${inline(textOrNone(oldText))} → ${inline(textOrNone(newText))}${inline(becauseText(change))}`;
    }),
  );
  const outputs = all.filter((change) => !isWorded(change));
  if (outputs.length === 0) return told;
  const rows = outputs
    .slice(0, MOST_ROWS)
    .map((change) =>
      row([
        `${change.key ? "**" : ""}${inline(change.label)}${change.key ? "**" : ""}`,
        inline(textOrNone(change.oldText)),
        inline(textOrNone(change.newText)),
        inline(differenceText(change)),
        percentText(change),
      ]),
    );
  const more = outputs.length - rows.length;
  const table = `| Output | Old | New | Difference | Percent |\n|---|--:|--:|--:|--:|\n${rows.join("\n")}\n`;
  return `${table}${more > 0 ? `\n${more} more.\n` : ""}${told === "" ? "" : `\n${told}`}`;
}

function reasons(outputs: readonly OutputChange[]): string {
  const items = outputs.flatMap((change) => {
    const { attribution } = change;
    if (!attribution) return [];
    const all = contributions(attribution, 6);
    const scale = scaleOf(attribution, all);
    const parts = all.map(
      ({ name, id, value, standardError }) =>
        `${id === undefined ? escapeText(name) : codeSpan(name)} ${signed(value, scale, change)}${
          standardError === undefined ? "" : ` (± ${signed(standardError, scale, change).replace("+", "")})`
        }`,
    );
    const how = methodText(attribution);
    return `**${inline(change.label)}** ${inline(textOrNone(change.oldText))} → ${inline(textOrNone(change.newText))}: ${parts.join(", ")}${how ? ` (${how})` : ""}`;
  });
  return limited(items);
}

function claimList(claims: readonly ClaimChange[], options: MarkdownOptions): string {
  return limited(
    claims.map(
      (claim) =>
        `${codeSpan(claim.id)} ${escapeText(claimText(claim))}. ${codeSpan(claim.expression)}${at(claim.place, options)}${claim.sentence ? `\n  > ${inline(sentenceText(claim))}` : ""}`,
    ),
  );
}

function assumptionList(assumptions: readonly AssumptionChange[], options: MarkdownOptions): string {
  return limited(
    assumptions.map((change) => {
      const cells = cellsText(change);
      const what = change.presence === "changed" ? "" : ` ${change.presence}`;
      const notes = assumptionNotes(change).map(inline);
      const flags = change.flags.map((flag) => `**${flagText(flag)}**`);
      return `${codeSpan(change.id)}${what}${cells ? ` ${inline(cells)}` : ""}${inline(unitText(change, cells))}${[...notes, ...flags].map((note) => `; ${note}`).join("")}${at(change.place, options)}${change.fields.flatMap(({ tokens }) => (tokens ? [`\n  > ${passageText({ tokens, presence: "changed" })}`] : [])).join("\n  >")}`;
    }),
  );
}

function sourceItem(change: SourceChange, options: MarkdownOptions): string {
  const { tokens, lines } = change;
  const head = `**${inline(sourceName(change))}** ${inline(sourceText(change) + effectText(change))}${at(change.place, options)}`;
  const words = tokens ? `\n  > ${passageText({ tokens, presence: "changed" })}` : "";
  if (!lines || lines.length === 0) return head + words;
  const code = printable(linesText(change).join("\n"));
  const fence = "`".repeat(Math.max(3, largest([...code.matchAll(/`+/g)].map(([run]) => run.length + 1))));
  return `${head}\n\n${`${fence}diff\n${code}\n${fence}`.replace(/^/gm, "  ")}`;
}

function proseText({ prose }: Review, options: MarkdownOptions): string {
  return prose
    .slice(0, MOST_ROWS * 2)
    .map((section) => {
      const shown = section.passages
        .slice(0, 12)
        .map((passage) => `> ${passageText(passage)}${at(passage.place, options)}\n`);
      const more = section.passages.length - shown.length;
      return `**${inline(section.title)}** (${escapeText(section.file)}): ${inline(sectionText(section))}\n\n${shown.join(">\n")}${more > 0 ? `\n${more} more passages.\n` : ""}`;
    })
    .join("\n");
}

/** Deleted words struck out, inserted ones bold, values as "old → new"; long stretches that are the same are left out. */
function passageText({ tokens, presence }: Pick<PassageChange, "tokens" | "presence">): string {
  const parts = tokens.map((token, i) => {
    if (token.type === "value") return `**${inline(token.old)} → ${inline(token.new)}**`;
    const text = escapeText(token.text.replace(/\s+/g, " "));
    if (token.type === "same")
      return presence === "changed" ? shortened(text, 60, i === 0, i === tokens.length - 1) : text;
    return marked(text, token.type === "inserted" ? "**" : "~~");
  });
  return escapeLineStart(parts.join("").trim());
}

/** Marks that must touch the words they enclose. */
function marked(text: string, mark: string): string {
  const inner = text.trim();
  if (inner === "") return text;
  return `${text.slice(0, text.indexOf(inner))}${mark}${inner}${mark}${text.slice(text.indexOf(inner) + inner.length)}`;
}

function at(place: OutputChange["place"], { link }: MarkdownOptions): string {
  if (!place) return "";
  const text = codeSpan(placeText(place));
  return ` ${link ? `[${text}](${link(place.file, place.start.line)})` : text}`;
}

function limited(items: readonly string[]): string {
  const shown = items.slice(0, MOST_ROWS);
  const more = items.length - shown.length;
  return `${list(shown)}${more > 0 ? `\n${more} more.\n` : ""}`;
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}\n`).join("");
const inline = (text: string): string => escapeText(text.replace(/\s+/g, " "));
const row = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(" | ")} |`;
