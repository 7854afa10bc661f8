import { parse, parser } from "handlebars/dist/cjs/handlebars/compiler/base.js";
import type { Locator } from "../chapters/locator.js";
import { mustacheEnd } from "../chapters/mustache.js";
import { type Diagnostic, LineMap } from "../diagnostic.js";
import { shortened } from "../text/shown.js";
import { blanked, replaceSpans } from "../text/spans.js";
import { writtenElsewhere } from "./template/habits.js";

/** A text as Handlebars was given it, character for character as wide as it was written, and the tree it made of it. */
export interface Syntax {
  text: string;
  program: hbs.AST.Program;
}

/** Reads a text with Handlebars; undefined after reporting what can't be read. */
export function parseTemplate(source: string, locate: Locator, report: (d: Diagnostic) => void): Syntax | undefined {
  const text = keepLines(protectDigits(source));
  try {
    return { text, program: parse(text) };
  } catch (error) {
    report(syntaxError(error, text, locate));
    return undefined;
  }
}

/** Each `{{…}}` of a text that is none of its words; `\{{` begins none. */
function* mustaches(text: string): Generator<{ at: number; end: number }> {
  for (let at = text.indexOf("{{"); at !== -1; ) {
    const escaped = text[at - 1] === "\\" && text[at - 2] !== "\\";
    const end = escaped ? undefined : mustacheEnd(text, at);
    if (end !== undefined) yield { at, end };
    at = text.indexOf("{{", end ?? at + 2);
  }
}

const TOKEN =
  /"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|\[(?:\\\]|[^\]])*\]|(?<![\w.\]/-])-?\d+(?:\.\d+)?(?=[\s)}~=|])|(?<=[\w\]])\.(\d)/g;

/**
 * Handlebars reads `x.2029` as a number after a dot and gives up. A first digit after a dot is guarded a private-use
 * character of the same width, which keeps every position, and gets it back in the tree. Numbers such as 12.5 keep theirs; a brace right
 * behind a value is guarded one, too.
 */
function protectDigits(source: string): string {
  const guarded: [number, number, string][] = [];
  for (const { at, end } of mustaches(source)) {
    const mustache = source.slice(at, end);
    if (mustache.includes(".") && !/^\{\{~?!/.test(mustache))
      guarded.push([
        at,
        end,
        mustache.replace(TOKEN, (whole, digit: string | undefined) =>
          digit === undefined ? whole : `.${String.fromCharCode(0xe030 + Number(digit))}`,
        ),
      ]);
    // Of `{a{{x}}}` Handlebars would take all three braces for the end.
    if (source[end] === "}" && source[at + 2] !== "{") guarded.push([end, end + 1, GUARDED_BRACE]);
  }
  return replaceSpans(source, guarded);
}

const KEPT_LINE_END = "\uE050";
const GUARDED_BRACE = "\uE051";

/** What was written, again. */
export const restoreDigits = (text: string): string =>
  text.replace(/[\uE030-\uE039\uE050\uE051]/g, (c) =>
    c === KEPT_LINE_END ? "\n" : c === GUARDED_BRACE ? "}" : String(c.charCodeAt(0) - 0xe030),
  );

/** What begins a block of Markdown, or is one. */
const BEGINS = /^[ \t]*(?:#{1,6}\s|[-*+:>|=]|\d+[.)]\s|\uE000|\[\^|\[[^\]]*\]:)/;
const ITEM = /^[ \t]*(?:[-*+:]|\d+[.)])\s/;

/**
 * `~` takes the blanks beside a tag away, and the line end within a paragraph. One that it would take from between two paragraphs or
 * blocks is kept, by a character that Handlebars takes for a letter.
 */
function keepLines(text: string): string {
  if (!text.includes("~")) return text;
  const kept = new Set<number>();
  let words: string | undefined;
  const keep = (at: number): void => {
    kept.add(at);
  };
  for (const { at, end } of mustaches(text)) {
    if (text[at + 2] !== "~" && text[end - 3] !== "~") continue;
    words ??= withoutTags(text);
    if (text[at + 2] === "~") {
      const from = text.slice(0, at).trimEnd().length;
      const last = text.lastIndexOf("\n", at);
      if (last >= from && !joins(text, words, last)) keep(last);
    }
    if (text[end - 3] === "~") {
      const to = end + (text.slice(end).length - text.slice(end).trimStart().length);
      const first = text.indexOf("\n", end);
      if (first !== -1 && first < to && !joins(text, words, first)) keep(first);
    }
  }
  return replaceSpans(
    text,
    [...kept].sort((a, b) => a - b).map((at) => [at, at + 1, KEPT_LINE_END] as const),
  );
}

/** The text with all blank that leaves nothing behind by itself. */
function withoutTags(text: string): string {
  const tags = [...mustaches(text)].flatMap(({ at, end }) => {
    const tag = text.slice(at, end);
    return /^\{\{~?\s*(?:[#/^!]|else\b)/.test(tag) ? [[at, end, blanked(tag)] as const] : [];
  });
  return replaceSpans(text, tags);
}

/** Whether the line end at `at` stands within a paragraph, so that nothing but a blank would be lost with it. */
function joins(text: string, words: string, at: number): boolean {
  const before = words.slice(0, at).trimEnd().length;
  const after = at + 1 + (words.slice(at + 1).length - words.slice(at + 1).trimStart().length);
  if (before === 0 || after === words.length) return false;
  const between = text.slice(text.lastIndexOf("\n", before - 1) + 1, after).split("\n");
  if (between.slice(1, -1).some((line) => line.trim() === "")) return false;
  const above = words.slice(words.lastIndexOf("\n", before - 1) + 1, before);
  const below = words.slice(words.lastIndexOf("\n", after - 1) + 1).split("\n", 1)[0] ?? "";
  if (BEGINS.test(below)) return false;
  return !BEGINS.test(above) || (ITEM.test(above) && /^\s/.test(below));
}

const EXPRESSION = "{{format value option=…}}";

/** Handlebars' message says the line alone; its parser knows how far it came. */
function syntaxError(error: unknown, text: string, locate: Locator): Diagnostic {
  const base = { rule: "prose/handlebars", severity: "error" } as const;
  const unclosed = neverClosed(text);
  if (unclosed !== undefined)
    return { ...base, message: "`{{` is never closed", expected: "`}}`", place: locate(unclosed, 2) };
  const section = unbalanced(text);
  if (section) return { ...base, ...section, place: locate(section.at, section.length) };
  const message = error instanceof Error ? error.message : String(error);
  if (!/^(?:Parse|Lexical) error on line /.test(message)) {
    const plain = /^(.*?) - (\d+):(\d+)$/.exec(message);
    const offset = plain ? new LineMap(text).offset({ line: Number(plain[2]), column: Number(plain[3]) + 1 }) : 0;
    return { ...base, message: restoreDigits(plain?.[1] ?? message), place: locate(offset) };
  }
  const { _input: ahead, match } = parser.lexer;
  const offset = Math.max(0, text.length - ahead.length - match.length);
  const after = text.slice(offset).replaceAll("\n", "");
  const tag = [...mustaches(text)].find(({ at, end }) => at <= offset && offset < end);
  if (!tag)
    return {
      ...base,
      message: `cannot read \`${restoreDigits(after.trim()).slice(0, 20) || "the end of the text"}\``,
      expected: EXPRESSION,
      place: locate(Math.min(offset, Math.max(0, text.length - 1))),
    };
  const inside = text.slice(offset, tag.end);
  const [word = ""] = /^(?:\}\}|[\w$]+|\S)/.exec(inside) ?? [];
  const whole = restoreDigits(text.slice(tag.at, tag.end)).replace(/\s+/g, " ");
  return {
    ...base,
    message: `cannot read ${word.trim() === "" ? "" : `\`${restoreDigits(word)}\` in `}\`${shortened(whole, 60)}\``,
    expected: EXPRESSION,
    hint: hintFor(whole),
    place: locate(offset, Math.max(1, word.length)),
  };
}

/** How what stands in braces is written here. */
function hintFor(written: string): string | undefined {
  if (/(?<![\w.\]])\.\d/.test(written)) return "a number begins with a digit: `0.5`";
  const pointed = written.replace(/(?<=[\w\]])\[\s*["']?([\w-]+)["']?\s*\]/g, ".$1");
  return pointed === written ? writtenElsewhere(written) : `a key stands behind a point: \`${pointed}\``;
}

/** Where a `{{` stands without its `}}`, before the next `{{`. */
function neverClosed(text: string): number | undefined {
  for (let at = text.indexOf("{{"); at !== -1; ) {
    const escaped = text[at - 1] === "\\" && text[at - 2] !== "\\";
    const end = escaped ? at + 2 : mustacheEnd(text, at);
    if (end === undefined) return at;
    const inside = text
      .slice(at + 2, end)
      .replace(/^[{~]*/, "")
      .replace(/"(?:\\"|[^"])*"|'(?:\\'|[^'])*'/g, "");
    if (!escaped && !/^\{\{~?!/.test(text.slice(at, at + 4)) && inside.includes("{{")) return at;
    at = text.indexOf("{{", end);
  }
  return undefined;
}

/** The first section that is never closed, closed by another's name, or closed though none is open. */
function unbalanced(text: string): { at: number; length: number; message: string; expected?: string } | undefined {
  const open: { name: string; at: number; length: number; tag: string; hasElse?: true }[] = [];
  for (const { at, end } of mustaches(text)) {
    const tag = text.slice(at, end);
    const length = end - at;
    if (/^\{\{\{?~?[#/&]?\s*~?\}?\}\}$/.test(tag))
      return {
        at,
        length,
        message: `\`${tag}\` holds nothing`,
        expected: "a value: `{{name}}` or `{{format value option=…}}`",
      };
    const [, kind = "", raw = ""] = /^\{\{(?:\{\{)?~?\s*(#|\^|\/|else\b)?[>*]?\s*([^\s}~|]*)/.exec(tag) ?? [];
    const name = restoreDigits(raw);
    const isRaw = tag.startsWith("{{{{");
    if (kind === "else" || (kind === "^" && name === "")) {
      const around = open.at(-1);
      if (!around) return { at, length, message: `\`${tag}\` stands in no section` };
      if (around.hasElse)
        return {
          at,
          length,
          message: `\`${tag}\` comes after the \`{{else}}\` of \`${around.tag}\``,
          expected: "one `{{else}}`, the last part of its section; `{{else if …}}` before it for more cases",
        };
      if (name === "") around.hasElse = true;
    } else if (kind === "#" || kind === "^" || (isRaw && kind === ""))
      open.push({ name, at, length, tag: isRaw ? tag : `{{${kind}${name}}}` });
    else if (kind === "/") {
      const last = open.pop();
      if (!last) return { at, length, message: `\`${tag}\` closes no section` };
      if (last.name !== name)
        return {
          at,
          length,
          message: `\`${tag}\` closes \`${last.tag}\``,
          expected: `\`{{/${last.name}}}\``,
        };
    }
  }
  const [first] = open;
  return first && { ...first, message: `\`${first.tag}\` is never closed`, expected: `\`{{/${first.name}}}\`` };
}
