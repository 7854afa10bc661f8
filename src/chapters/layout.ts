import type { Diagnostic, Place } from "../diagnostic.js";
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

const LINE = /^( {0,3}:{3,})[ \t]*(.*?)[ \t]*$/;
const EXAMPLE = '`::: {#fig-… layout-ncol=2 caption="…"}`';

/** The layouts of a chapter's body; what is wrong with their lines is reported. @param bodyLine line of the file on which the body begins, from 1 */
export function readLayouts(
  body: string,
  structure: Structure,
  file: string,
  bodyLine: number,
  report: Report,
): Layout[] {
  if (!/^ {0,3}:{3,}[^\n]*layout/m.test(body)) return [];
  const lines = body.split("\n");
  const code = [...structure.fences, ...structure.indented].map(({ lines: range }) => range);
  const found: Layout[] = [];
  const open: (Layout | undefined)[] = [];
  for (const [n, line] of lines.entries()) {
    const [, mark = "", rest = ""] = LINE.exec(line) ?? [];
    if (mark === "" || code.some(([from, to]) => from <= n && n < to)) continue;
    const place: Place = {
      file,
      start: { line: bodyLine + n, column: mark.lastIndexOf(" ") + 2 },
      end: { line: bodyLine + n, column: line.trimEnd().length + 1 },
    };
    if (rest === "") {
      const layout = open.pop();
      if (layout) found.push({ ...layout, to: n });
    } else if (open.some((one) => one !== undefined)) {
      wrong(
        `a division within figures side by side`,
        "figures alone, and one line `:::` behind the last of them",
        place,
        report,
      );
      open.push(undefined);
    } else open.push(/\{[^}]*layout/.test(rest) ? opened(line, n, place, report) : undefined);
  }
  for (const layout of open)
    if (layout)
      wrong(
        "these figures side by side are never closed",
        "a line `:::` behind the last of them",
        layout.place,
        report,
      );
  return found;
}

const wrong = (message: string, expected: string, place: Place, report: Report, hint?: string): void =>
  report({ rule: "chapters/layout", severity: "error", message, expected, hint, place });

/** What the first line of a layout says. */
function opened(line: string, n: number, place: Place, report: Report): Layout {
  const { file } = place;
  const { attributes } = parseFenceInfo(line, { file, start: { line: place.start.line, column: 1 } }, report);
  const options = new Map<string, Located>(attributes?.options);
  const id = attributes?.id;
  for (const name of attributes?.classes ?? [])
    wrong(`figures side by side take no class, found \`.${name.text}\``, EXAMPLE, name.place, report);
  checkOptions("layout", id?.text ?? "without an id", options, place, report, {
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
 */
export function checkLayout(
  layout: Layout,
  prose: readonly string[],
  fences: readonly Fence[],
  bodyLine: number,
  report: Report,
): void {
  const { from, to, columns, block, place } = layout;
  const { file } = place;
  const inside = prose.slice(from + 1, to);
  const told = inside
    .join("\n")
    .replace(/\{\{~?!(?:--[\s\S]*?--|[\s\S]*?)\}\}/g, (found) => found.replace(/[^\n]/g, " "));
  let depth = 0;
  for (const { 1: sign, index } of told.matchAll(/\{\{~?\s*(#|\^|\/)/g)) {
    depth += sign === "/" ? -1 : 1;
    if (depth < 0) {
      const line = told.slice(0, index).split("\n").length;
      const start = { line: bodyLine + from + line, column: 1 };
      wrong(
        "a section of a claim that begins before figures side by side and ends among them",
        "the section around all of them, or within",
        { file, start },
        report,
      );
      return;
    }
  }
  if (depth > 0)
    wrong(
      "a section of a claim that begins among figures side by side and ends behind them",
      "the section around all of them, or within",
      place,
      report,
    );
  for (const [n, line] of told
    .replace(/\{\{~?\s*(?:#|\^|\/|else)[^}]*\}\}/g, (found) => " ".repeat(found.length))
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
}

const shownAs = ({ id, kind }: Block): "chart" | "table" | undefined =>
  kind === "sweep"
    ? figureKindOf(id)
    : kind === "table"
      ? "table"
      : kind === "chart" || kind === "graph" || kind === "picture"
        ? "chart"
        : undefined;
