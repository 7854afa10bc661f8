import type { Diagnostic, Place } from "../diagnostic.js";
import { blanked } from "../text/spans.js";
import { parseFenceInfo } from "./fence-info.js";
import { checkOptions } from "./options.js";
import type { Structure } from "./structure.js";
import { figureKindOf } from "./sweep.js";
import type { Block, Fence, Located } from "./types.js";

/** Figures that stand side by side: what a line `::: {layout-ncol=2}` opens and a line `:::` closes, as Quarto has it. */
export interface Layout {
  /** Lines of the body that open and close it, from 0. */
  from: number;
  to: number;
  columns: 2 | 3;
  /** Of one with an id, which has a number and a caption of its own. */
  block?: Block;
  place: Place;
}

type Report = (d: Diagnostic) => void;

/** A line of a division, with what may stand before one in a quotation, a list, a note or a meaning. */
const LINE = /^([ \t>]*(?:(?:[-*+:]|\d+[.)]|\[\^[^\]\s]+\]:)[ \t>]+)*)(:{3,})[ \t]*(.*?)[ \t]*$/;
const EXAMPLE = '`::: {#fig-… layout-ncol=2 caption="…"}`';

/** Whether the braces behind colons name an option of layouts; what stands in quotation marks and values is none. */
const isLayout = (rest: string): boolean =>
  /\{[^}]*(?<![\w-])layout/.test(rest.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{\{.*?\}\}/g, ""));

/**
 * The layouts of a chapter's body; what is wrong with their lines is reported.
 *
 * @param bodyLine line of the file on which the body begins, from 1
 * @returns those that never end, whose ids are known all the same, and the body's lines too, in which those of layouts are blank: a picture behind one has a paragraph to itself
 */
export function readLayouts(
  body: string,
  structure: Structure,
  file: string,
  bodyLine: number,
  report: Report,
): { layouts: Layout[]; unclosed: Layout[]; lines: string[] } {
  const lines = body.split("\n");
  if (!/:{3,}[^\n]*layout/.test(body)) return { layouts: [], unclosed: [], lines };
  const code = [...structure.fences, ...structure.indented].map(({ lines: range }) => range);
  const layouts: Layout[] = [];
  const unclosed: Layout[] = [];
  /** Of layouts within others: told unless that is because those never end. */
  const within = new Map<Layout, Diagnostic[]>();
  const open: (Layout | "refused" | "other")[] = [];
  for (const [n, line] of lines.entries()) {
    const [, before = "", colons = "", rest = ""] = LINE.exec(line) ?? [];
    if (colons === "" || code.some(([from, to]) => from <= n && n < to)) continue;
    const place: Place = {
      file,
      start: { line: bodyLine + n, column: before.length + 1 },
      end: { line: bodyLine + n, column: line.trimEnd().length + 1 },
    };
    const closes = rest === "" ? open.pop() : undefined;
    if (typeof closes === "object") layouts.push({ ...closes, to: n });
    else if (rest !== "") {
      const around = open.find((one) => typeof one === "object");
      if (typeof around === "object")
        wrong(
          `a division within figures side by side`,
          "figures alone, and one line `:::` behind the last of them",
          place,
          isLayout(rest) ? (d) => within.set(around, [...(within.get(around) ?? []), d]) : report,
        );
      if (open.some((one) => one !== "other")) open.push("refused");
      else if (!isLayout(rest)) open.push("other");
      else if (/^ {0,3}$/.test(before)) open.push(opened(line, n, place, report));
      else {
        contained(place, report);
        open.push("refused");
      }
    }
    if ((rest === "" ? closes : open.at(-1)) !== "other" && (rest !== "" || closes))
      lines[n] = before + " ".repeat(line.length - before.length);
  }
  for (const [n, layout] of open.entries()) {
    if (typeof layout !== "object") continue;
    unclosed.push(layout);
    if (open.includes("refused", n)) continue;
    within.delete(layout);
    wrong("these figures side by side are never closed", "a line `:::` behind the last of them", layout.place, report);
  }
  for (const diagnostics of within.values()) for (const diagnostic of diagnostics) report(diagnostic);
  return { layouts, unclosed, lines };
}

const contained = (place: Place, report: Report): void =>
  wrong("figures side by side in a list, a quotation or a note", "them between paragraphs", place, report);

const wrong = (message: string, expected: string, place: Place, report: Report, hint?: string): void =>
  report({ rule: "chapters/layout", severity: "error", message, expected, hint, place });

/** What the first line of a layout says. */
function opened(line: string, n: number, place: Place, report: Report): Layout {
  const { file } = place;
  let unread = false;
  const { attributes } = parseFenceInfo(line, { file, start: { line: place.start.line, column: 1 } }, (d) => {
    unread = true;
    report(d);
  });
  if (unread) return { from: n, to: n, columns: 2, place };
  const { 1: before = "", 2: behind = "" } = /^[ :]*([^{]*)\{.*\}[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  for (const [words, at] of [
    [before.trimEnd(), line.indexOf(before)],
    [behind, line.lastIndexOf(behind)],
  ] as const)
    if (words !== "")
      wrong(
        `\`${words}\` beside the braces of figures side by side`,
        `${EXAMPLE} alone on its line`,
        {
          file,
          start: { line: place.start.line, column: at + 1 },
          end: { line: place.start.line, column: at + 1 + words.length },
        },
        report,
      );
  const options = new Map<string, Located>(attributes?.options);
  const id = attributes?.id;
  for (const name of attributes?.classes ?? [])
    wrong(`figures side by side take no class, found \`.${name.text}\``, EXAMPLE, name.place, report);
  checkOptions("layout", id?.text, options, place, report, {
    "layout-ncol": "`layout-ncol=2` in its braces",
  });
  const count = options.get("layout-ncol");
  if (count && count.text !== "2" && count.text !== "3")
    wrong(
      `\`layout-ncol\` is \`${count.text}\``,
      "2 or 3: so many stand in a row, and further ones below",
      count.place,
      report,
    );
  const columns = count?.text === "3" ? 3 : 2;
  const layout = { from: n, to: n, columns, place } as const;
  if (!id) {
    for (const name of ["caption", "source"])
      if (options.has(name))
        wrong(`a ${name} of all, which have no number`, EXAMPLE, options.get(name)?.place ?? place, report);
    return layout;
  }
  if (!/^(?:fig|tbl)-[A-Za-z0-9_-]+$/.test(id.text))
    wrong(`\`#${id.text}\` is no id for figures side by side`, "`#fig-…`, or `#tbl-…` for tables", id.place, report);
  if ((options.get("caption")?.text ?? "").trim() === "")
    wrong(
      `\`${id.text}\` has no caption of its own`,
      EXAMPLE,
      place,
      report,
      "without an id each figure has its own number",
    );
  const block: Block = {
    id: id.text,
    kind: "layout",
    file,
    code: "",
    line: place.start.line,
    indents: [0],
    options,
    place,
  };
  return { ...layout, block };
}

/**
 * What stands between the lines of a layout: figures and what computes, in sections of claims that begin and end there. Each figure is told how many
 * stand beside each other.
 *
 * @param prose the chapter's lines, with marks for all fences
 * @returns whether it can stand where it does
 */
export function checkLayout(
  layout: Layout,
  prose: readonly string[],
  fences: readonly Fence[],
  structure: Structure,
  bodyLine: number,
  report: Report,
): boolean {
  const { from, to, columns, block, place } = layout;
  const { file } = place;
  const inside = prose.slice(from + 1, to);
  const around = structure.blocks.filter(
    ({ token, lines }) => /^(?:list_item|blockquote|dd|footnote\w*)_open$/.test(token.type) && lines[0] < from,
  );
  if (inside.some((line, n) => line.trim() !== "" && around.some(({ lines }) => from + 1 + n < lines[1]))) {
    contained(place, report);
    return false;
  }
  const told = withoutComments(inside.join("\n"));
  if (!checkSections(told, withoutComments(prose.slice(to + 1).join("\n")), layout, bodyLine, report)) return false;
  for (const [n, line] of told
    .replace(/\{\{~?\s*(?:#|\^|\/|else\b)[^}]*\}\}/g, (found) => " ".repeat(found.length))
    .split("\n")
    .entries()) {
    const words = line.replace(/\uE000\d+\uE001|[\uE002\s]/g, "");
    if (words === "") continue;
    const column = line.length - line.trimStart().length + 1;
    const at: Place = {
      file,
      start: { line: bodyLine + from + 1 + n, column },
      end: { line: bodyLine + from + 1 + n, column: line.trimEnd().length + 1 },
    };
    wrong(
      "words among figures side by side",
      `figures alone, each with an empty line around it; what is said of all in ${block ? "" : "an id and "}\`caption="…"\` behind \`:::\``,
      at,
      report,
    );
    break;
  }
  let figures = 0;
  for (const fence of fences) {
    const own = fence.type === "block" ? fence.block.place : fence.type === "verbatim" ? fence.place : undefined;
    const line = (own?.start.line ?? 0) - bodyLine;
    if (line <= from || line >= to) continue;
    // One with braces was to be a figure, and is told for what it lacks.
    if (fence.type === "verbatim" && fence.language.includes("{")) {
      figures++;
      continue;
    }
    if (fence.type === "verbatim" || (fence.type === "block" && fence.block.kind === "formula")) {
      wrong(
        `${fence.type === "verbatim" ? "code that is shown" : "an equation"} among figures side by side`,
        "figures: charts, pictures and tables",
        own ?? place,
        report,
      );
      continue;
    }
    if (fence.type !== "block") continue;
    const kind = shownAs(fence.block);
    if (!kind) continue;
    figures++;
    fence.block.beside = columns;
    if (block) fence.block.partOf = block.id;
    if (block && kind === "chart" && figureKindOf(block.id) === "table")
      wrong(
        `\`${fence.block.id}\` is no table, and stands in \`${block.id}\``,
        `\`#${block.id.replace(/^tbl-/, "fig-")}\`, or tables alone`,
        fence.block.place,
        report,
      );
  }
  if (figures < 2)
    wrong(
      figures === 0 ? "nothing stands side by side here" : "a figure stands side by side with nothing",
      "two figures or more between the lines",
      place,
      report,
    );
  return true;
}

/** Blanks instead of Handlebars' comments, so that all else keeps its place. */
const withoutComments = (text: string): string => text.replace(/\{\{~?!(?:--[\s\S]*?--|[\s\S]*?)\}\}/g, blanked);

/** Sections of claims within a layout begin, go on and end there. @param told what stands in it @param behind what stands behind it */
function checkSections(
  told: string,
  behind: string,
  { from, place }: Layout,
  bodyLine: number,
  report: Report,
): boolean {
  const expected = "the section around all of them, or within";
  let depth = 0;
  // `{{^}}` alone is another word for `{{else}}`.
  for (const { 0: found, 1: ends, 2: begins, index } of told.matchAll(
    /\{\{~?\s*(?:(\/)|(#|\^(?!\s*~?\}))|\^|else\b)/g,
  )) {
    depth += ends ? -1 : begins ? 1 : 0;
    if (depth > 0 || (depth === 0 && ends)) continue;
    const above = told.slice(0, index).split("\n");
    const start = { line: bodyLine + from + above.length, column: (above.at(-1)?.length ?? 0) + 1 };
    wrong(
      `a section of a claim that begins before figures side by side and ${ends ? "ends" : "goes on"} among them`,
      expected,
      { file: place.file, start, end: { ...start, column: start.column + found.length } },
      report,
    );
    return false;
  }
  if (depth === 0) return true;
  // One that ends nowhere is told as such.
  if (endsOf(behind) < depth) return false;
  wrong("a section of a claim that begins among figures side by side and ends behind them", expected, place, report);
  return false;
}

/** How many more sections end in a text than begin there. */
const endsOf = (text: string): number =>
  [...text.matchAll(/\{\{~?\s*(?:(\/)|#|\^(?!\s*~?\}))/g)].reduce((ends, [, end]) => ends + (end ? 1 : -1), 0);

const shownAs = ({ id, kind }: Block): "chart" | "table" | undefined =>
  kind === "sweep"
    ? figureKindOf(id)
    : kind === "table"
      ? "table"
      : kind === "chart" || kind === "graph" || kind === "diagram" || kind === "picture"
        ? "chart"
        : undefined;
