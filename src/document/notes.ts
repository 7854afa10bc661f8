import type { Locator } from "../chapters/locator.js";
import { type Diagnostic, didYouMean, type Place } from "../diagnostic.js";
import { maskCode } from "./mask.js";
import { exclusive, sectionsIn } from "./sections.js";

/** A text of a chapter that may refer to its notes. */
export interface NotedText {
  text: string;
  locate: Locator;
  /** Why a note can't stand here: "an alternative text is read aloud". Absent where one can. */
  refused?: string;
}

const LABEL = /\[\^([^\]\n]+)\]/g;
const DEFINED = /^[ \t>]*\[\^[^\]\s]+\]:/gm;
const INLINE = /\^\[/g;

/**
 * What can be told of a chapter's notes before anything runs, in whatever branch of a claim they stand: marks without a text, texts
 * without a mark, labels with two texts, notes where none can be printed.
 *
 * @param prose the running text, the only one in which texts of notes stand
 * @returns where the text of each label stands
 */
export function checkNotes(
  prose: NotedText,
  others: readonly NotedText[],
  report: (d: Diagnostic) => void,
): ReadonlyMap<string, Place> {
  const defined = new Map<string, Place>();
  const masked = maskCode(prose.text, false);
  const around = sectionsIn(prose.text);
  const starts = new Set<number>();
  const found = new Map<string, { offset: number; place: Place }[]>();
  for (const match of masked.matchAll(DEFINED)) {
    const offset = match.index + match[0].indexOf("[");
    const label = match[0].slice(match[0].indexOf("^") + 1, -2);
    const place = prose.locate(offset, label.length + 3);
    starts.add(offset);
    const earlier = found.get(label) ?? [];
    const twice = earlier.find((one) => !exclusive(around(one.offset), around(offset)));
    const rows = around(offset).some(({ name }) => name === "each");
    if (twice || rows)
      report({
        rule: "prose/duplicate-footnote",
        severity: "error",
        message: twice
          ? `the footnote \`[^${label}]\` has two texts`
          : `the footnote \`[^${label}]\` has a text for each row`,
        expected: twice ? "one text a label in a chapter" : "`^[its text]` in the row, or one text outside",
        ...(twice ? { related: [{ words: "the first at", place: twice.place }] } : {}),
        place,
      });
    found.set(label, [...earlier, { offset, place }]);
    if (!defined.has(label)) defined.set(label, place);
  }
  const used = new Set<string>();
  for (const { text, locate, refused } of [prose, ...others]) {
    const plain = locate === prose.locate ? masked : maskCode(text, true);
    const own = locate === prose.locate ? starts : new Set<number>();
    for (const match of plain.matchAll(LABEL)) {
      const [whole, label = ""] = match;
      if (own.has(match.index) || plain[match.index - 1] === "\\") continue;
      used.add(label);
      const place = locate(match.index, whole.length);
      if (refused !== undefined) report(misplaced(refused, place));
      else if (/\s/.test(label))
        report({
          rule: "prose/footnote",
          severity: "error",
          message: `the label of the footnote \`${whole}\` has a blank in it`,
          expected: `a label such as \`[^${label.trim().replace(/\s+/g, "-")}]\``,
          place,
        });
      // A label with a value in it is told where values can't stand.
      else if (!defined.has(label) && !text.slice(match.index, match.index + whole.length).includes("{{"))
        report({
          rule: "prose/footnote",
          severity: "error",
          message: `the footnote \`[^${label}]\` has no text`,
          expected: `a line \`[^${label}]: …\` in the same chapter`,
          hint: didYouMean(label, defined.keys()),
          place,
        });
    }
    for (const match of plain.matchAll(INLINE)) {
      if (plain[match.index - 1] === "\\") continue;
      const place = locate(match.index, 2);
      if (refused !== undefined) report(misplaced(refused, place));
      else if (/^\^\[\s*\]/.test(plain.slice(match.index)))
        report({
          rule: "prose/footnote",
          severity: "error",
          message: "a footnote without a text",
          expected: "`^[its text]`",
          place,
        });
    }
  }
  for (const [label, places] of found)
    if (!used.has(label))
      for (const { place } of places)
        report({
          rule: "prose/unused-footnote",
          severity: "warning",
          message: `nothing refers to the footnote \`[^${label}]\`, so its text is not printed`,
          expected: `\`[^${label}]\` where it belongs`,
          place,
        });
  return defined;
}

function misplaced(refused: string, place: Place): Diagnostic {
  return {
    rule: "prose/footnote-place",
    severity: "error",
    message: `a footnote can't stand here: ${refused}`,
    expected: "it in running text, a heading, a title, a caption or a source line",
    place,
  };
}
