import { PRINTABLE, unprintable } from "../characters.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import { OPEN_MERGE, openMerges } from "../text/merge-marks.js";
import { slugOf } from "../text/slug.js";
import { takeComments } from "./comments.js";
import { DIAGRAM } from "./drawn.js";
import { blockKind, parseFenceInfo } from "./fence-info.js";
import { readFrontMatter, splitFrontMatter } from "./front-matter.js";
import { checkLayout, readLayouts } from "./layout.js";
import { locateLines } from "./locator.js";
import { checkOptions, headOptions } from "./options.js";
import { readPictureLine } from "./picture.js";
import { queryHead } from "./query.js";
import { longFront, longId, longOption, tooLong, tooMany, tooMuch, tooMuchTogether } from "./size.js";
import { structureOf } from "./structure.js";
import { readSweep } from "./sweep.js";
import { type Block, type Chapter, type Fence, fenceMarker, LINE_END } from "./types.js";
import { lendSpans } from "./verbatim.js";

const CHAPTER_NAME = /^(?:.*\/)?(\d+)-([a-z0-9][a-z0-9-]*)\.md$/;

/**
 * Reads chapters from `path → text`, in the order of their numbers. Every problem of every chapter is reported.
 * Paths that don't look like `NN-name.md` are reported as hints and left out.
 *
 * @param read reads one of them; one that was read before may be handed back
 */
export function readChapters(
  files: ReadonlyMap<string, string>,
  read: typeof readChapter = readChapter,
): { chapters: Chapter[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const named: { path: string; order: number; slug: string }[] = [];
  for (const path of files.keys()) {
    const match = CHAPTER_NAME.exec(path);
    if (match) named.push({ path, order: Number(match[1]), slug: match[2] ?? "" });
    else
      diagnostics.push({
        rule: "chapters/file-name",
        severity: "warning",
        message: "this file is no chapter and is left out",
        expected: "a name such as 06-supply.md",
        ...nearestName(path),
        place: { file: path, start: { line: 1, column: 1 } },
      });
  }
  named.sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
  const most = tooMany(named.map(({ path }) => ({ path, text: files.get(path) ?? "" })));
  if (most) return { chapters: [], diagnostics: [...diagnostics, most] };
  const chapters = named.map(({ path, slug }, index) =>
    read(path, files.get(path) ?? "", slug, index + 1, (d) => diagnostics.push(d)),
  );
  const much = tooMuchTogether(chapters);
  if (much) diagnostics.push(much);
  checkUnique(chapters, (d) => diagnostics.push(d));
  checkAppendices(chapters, (d) => diagnostics.push(d));
  return { chapters, diagnostics };
}

/** The name that a file was meant to have, where that can be told. */
function nearestName(path: string): { hint?: string } {
  const name = /(\d+)[-_. ]+([^/]+?)\.[a-z]+$/i.exec(path);
  const slug = slugOf(name?.[2] ?? "");
  return slug ? { hint: `call it ${name?.[1]}-${slug}.md` } : {};
}

function checkUnique(chapters: readonly Chapter[], report: (d: Diagnostic) => void): void {
  const seen = new Map<string, Place>();
  const slugs = new Map<string, string>();
  for (const chapter of chapters) {
    const other = slugs.get(chapter.slug);
    if (other !== undefined)
      report({
        rule: "chapters/file-name",
        severity: "error",
        message: `two chapters are called \`${chapter.slug}\``,
        expected: "another name behind the number of one of the two files",
        notes: [`the other is ${other}`],
        place: { file: chapter.file, start: { line: 1, column: 1 } },
      });
    slugs.set(chapter.slug, chapter.file);
    for (const block of chapter.blocks) {
      const long = longId(block);
      if (long) report(long);
      const first = seen.get(block.id);
      if (first)
        report({
          rule: "chapters/duplicate-id",
          severity: "error",
          message: `a second block has the id \`${block.id}\``,
          expected: "an id that no other block of the memo has",
          related: [{ words: "the first stands at", place: first }],
          place: block.place,
        });
      else seen.set(block.id, block.place);
    }
  }
}

/** An appendix is followed by appendices alone. */
function checkAppendices(chapters: readonly Chapter[], report: (d: Diagnostic) => void): void {
  const last = chapters.findLast(({ front }) => !front.appendix && front.numbered);
  for (const { front } of chapters.slice(0, last?.number ?? 0))
    if (front.appendix)
      report({
        rule: "chapters/front-matter",
        severity: "error",
        message: `an appendix before a chapter, ${last?.file}`,
        expected: "appendices behind all chapters",
        place: front.appendix,
      });
}

/** Reads one chapter. `text` may have CRLF line ends and a byte-order mark; positions are those of its lines. */
export function readChapter(
  file: string,
  text: string,
  slug: string,
  number: number,
  report: (d: Diagnostic) => void,
): Chapter {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  for (const [index, line] of source.split("\n").entries()) {
    const found = unprintable(line);
    if (found)
      report({
        rule: "chapters/character",
        severity: "error",
        message: found.what,
        expected: PRINTABLE,
        place: {
          file,
          start: { line: index + 1, column: found.index + 1 },
          end: { line: index + 1, column: found.index + 1 + found.length },
        },
      });
  }
  const merges = openMerges(source, true);
  for (const merge of merges)
    report({ rule: "chapters/merge", severity: "error", ...OPEN_MERGE, place: { file, ...merge } });
  if (merges.length > 0) return unread(file, number, slug);
  const { yaml, body, bodyLine } = splitFrontMatter(source);
  const longHead = longFront(file, yaml);
  if (longHead) {
    report(longHead);
    return unread(file, number, slug);
  }
  const front = readFrontMatter(yaml, file, number === 1, report);
  const { text: read, exceptions } = takeComments(body, locateLines(file, body, bodyLine), report);
  const written = structureOf(read);
  const long = tooLong(file, read, written, bodyLine) ?? tooMuch(file, written, bodyLine);
  if (long) {
    report(long);
    return { ...unread(file, number, slug), front };
  }
  const { layouts, unclosed, lines } = readLayouts(read, written, file, bodyLine, report);
  const unmarked = lines.join("\n");
  const structure = unmarked === read ? written : structureOf(unmarked);
  const prose = lendSpans(unmarked, structure).split("\n");
  const fences: Fence[] = [];

  for (const {
    token,
    lines: [from, to],
  } of structure.fences) {
    const opening = lines[from] ?? "";
    const infoStart = opening.indexOf(token.markup) + token.markup.length;
    const place: Place = {
      file,
      start: { line: bodyLine + from, column: infoStart - token.markup.length + 1 },
      end: { line: bodyLine + from, column: opening.length + 1 },
    };
    const closed = to - from >= 2 && (lines[to - 1] ?? "").replace(/^[\s>]*/, "").startsWith(token.markup);
    if (!closed)
      report({
        rule: "chapters/fence",
        severity: "error",
        message: "this fence is never closed",
        expected: `a line \`${token.markup}\` after its code`,
        place,
      });
    const block = readFence(
      token.content.replace(/\n$/, ""),
      opening.slice(infoStart),
      infoStart,
      place,
      lines,
      from,
      bodyLine,
      report,
    );
    const marker = fenceMarker(fences.length);
    fences.push(
      block
        ? { type: "block", block }
        : { type: "verbatim", text: token.content.replace(/\n$/, ""), language: token.info.trim(), place },
    );
    mark(prose, from, to, opening.slice(0, infoStart - token.markup.length), marker);
  }
  for (const { lines: range, content } of structure.indented) {
    const [from, to] = range;
    const opening = lines[from] ?? "";
    const first = content.split("\n", 1)[0] ?? "";
    // Four columns make it code; a tab may be all of them.
    const stripped = opening.length - first.length;
    const prefix = opening.slice(0, Math.max(0, opening[stripped - 1] === "\t" ? stripped - 1 : stripped - 4));
    mark(prose, from, to, prefix, fenceMarker(fences.length));
    fences.push({ type: "verbatim", text: content.replace(/\n+$/, ""), language: "" });
  }
  for (const {
    token,
    lines: [from, to],
  } of structure.blocks) {
    if (token.type !== "paragraph_open" || to - from !== 1) continue;
    const found = readPictureLine(lines[from] ?? "", file, bodyLine + from, report);
    if (!found) continue;
    mark(prose, from, to, found.prefix, fenceMarker(fences.length));
    fences.push(found.block ? { type: "block", block: found.block } : { type: "nothing" });
  }
  for (const layout of layouts) {
    if (!checkLayout(layout, prose, fences, structure, bodyLine, report)) {
      unclosed.push(layout);
      continue;
    }
    const { from, to, columns, block } = layout;
    mark(prose, from, from + 1, "", fenceMarker(fences.length));
    mark(prose, to, to + 1, "", fenceMarker(fences.length + 1));
    fences.push({ type: "layout", columns, end: fences.length + 1, ...(block ? { block } : {}) }, { type: "nothing" });
  }
  const blocks = fences
    .flatMap((fence) => ((fence.type === "block" || fence.type === "layout") && fence.block ? [fence.block] : []))
    .concat(unclosed.flatMap(({ block }) => block ?? []))
    .sort((a, b) => a.place.start.line - b.place.start.line);
  return {
    file,
    number,
    slug,
    text: source,
    front,
    bodyLine,
    blocks,
    prose: prose.join("\n"),
    fences,
    exceptions,
    pieces: structure.pieces.all,
  };
}

/** Stands for a chapter of which nothing is read. */
function unread(file: string, number: number, slug: string): Chapter {
  const title = { text: "", place: { file, start: { line: 1, column: 1 } } };
  const front = { title, numbered: true };
  const nothing = { blocks: [], prose: "", fences: [], exceptions: [], pieces: 0 };
  return { file, number, slug, text: "", front, bodyLine: 1, ...nothing };
}

/**
 * Puts a marker where code stood, as a paragraph of its own. `prefix` is what stands before it on its first line: of quotations, and of
 * the list whose item the code begins.
 */
function mark(prose: string[], from: number, to: number, prefix: string, marker: string): void {
  const begins = /[^\s>]/.test(prefix);
  const inside = prefix.replace(/[^\s>]/g, " ");
  const next = prose[to] ?? "";
  for (let n = from; n < to; n++) prose[n] = inside.trimEnd();
  if (begins) {
    // Empty lines would space the list out; a comment of the templates leaves none.
    const many = to - from > 1;
    prose[from] = prefix + marker + (many ? "{{!" : "");
    if (many) prose[to - 1] = `${inside}}}`;
    if (!/^\s*(?:$|[-*+]\s|\d+[.)]\s)/.test(next)) prose[to - 1] += LINE_END;
    return;
  }
  const at = to - from < 2 ? from : from + 1;
  // Where there is no empty line around, as right after a table, one is made when the Markdown is read.
  const above = at === from && (prose[from - 1] ?? "").trim() !== "" ? inside + LINE_END : "";
  prose[at] = above + inside + marker + (at === to - 1 ? LINE_END : "");
}

function readFence(
  code: string,
  info: string,
  infoColumn: number,
  place: Place,
  lines: readonly string[],
  from: number,
  bodyLine: number,
  report: (d: Diagnostic) => void,
): Block | undefined {
  const { file } = place;
  const parsed = parseFenceInfo(info, { file, start: { line: place.start.line, column: infoColumn + 1 } }, report);
  if (!parsed.attributes) return undefined;
  const kind = blockKind(parsed, place, report);
  if (kind === undefined) return undefined;
  const { id, options: inBraces } = parsed.attributes;
  if (!id) {
    report({
      rule: "chapters/fence",
      severity: "error",
      message: "this block has no id",
      expected: kind === "diagram" ? DIAGRAM : `\`\`\`${parsed.language} {#id …}`,
      place,
    });
    return undefined;
  }
  if (kind === "diagram" && !id.text.startsWith("fig-"))
    report({
      rule: "chapters/fence",
      severity: "error",
      message: `diagram \`${id.text}\` is a figure, and its id doesn't say so`,
      expected: `\`#fig-${id.text.replace(/^(?:fig|dot|dia|diagram)[-_]*/i, "") || "name"}\``,
      place: id.place,
    });
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(id.text))
    report({
      rule: "chapters/fence",
      severity: "error",
      message: `\`#${id.text}\` is no id`,
      expected: "a letter from a to z, then such letters, digits, - and _",
      place: id.place,
    });
  const codeLines = code.split("\n");
  // Markdown takes the container's indentation off; what stood before each line is needed to give columns back.
  const indents = codeLines.map((line, index) => {
    const source = lines[from + 1 + index] ?? "";
    return source.endsWith(line) ? source.length - line.length : 0;
  });
  const line = bodyLine + from + 1;
  const at = (index: number, column: number, length: number): Place => {
    const shift = indents[index] ?? 0;
    return {
      file,
      start: { line: line + index, column: column + shift + 1 },
      end: { line: line + index, column: column + shift + 1 + length },
    };
  };
  if (kind === "sweep") return readSweep(parsed, { id: id.text, file, code, line, indents, place }, inBraces, report);
  const query = kind === "sql" ? queryHead({ file, code, line, indents, place }, report) : undefined;
  const options = query?.options ?? headOptions(code, kind, at, report);
  const long = longOption(options);
  if (long) {
    report(long);
    return undefined;
  }
  for (const [key, value] of inBraces) {
    if (options.has(key))
      report({
        rule: "chapters/option",
        severity: "error",
        message: `option \`${key}\` is given in the braces and in the block`,
        expected: "it once: in the braces, or on a line of the block",
        place: value.place,
      });
    else options.set(key, value);
  }
  checkOptions(kind, id.text, options, place, report);
  if (kind === "graph" || kind === "picture") {
    const index = codeLines.findIndex((text) => text.trim() !== "" && !text.trimStart().startsWith("#|"));
    if (index >= 0)
      report({
        rule: "chapters/option",
        severity: "error",
        message: `${kind} \`${id.text}\` holds a line that is no option`,
        expected:
          kind === "graph"
            ? "lines such as `#| caption: …`; the graph itself is the memo's own"
            : "lines such as `#| caption: …`; the picture itself is in its file",
        place: at(index, 0, codeLines[index]?.length ?? 0),
      });
  }
  const columns = query?.columns;
  return { id: id.text, kind, file, code, line, indents, options, place, ...(columns ? { columns } : {}) };
}
