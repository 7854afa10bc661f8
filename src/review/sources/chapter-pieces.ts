import { takeComments } from "../../chapters/comments.js";
import { splitFrontMatter } from "../../chapters/front-matter.js";
import { type Block, readChapter } from "../../chapters/index.js";
import { locateLines } from "../../chapters/locator.js";
import { mustacheEnd } from "../../chapters/mustache.js";
import { structureOf } from "../../chapters/structure.js";
import type { PassageState, TextToken } from "../snapshot.js";
import { canonicalCode, languageOf } from "./code.js";
import type { Piece } from "./types.js";
import { frontPieces } from "./yaml-pieces.js";

/** A chapter as what is compared of it. */
export interface ChapterPieces {
  pieces: readonly Piece[];
  /** Its prose as written, paragraph by paragraph, with a value's braces as one token. */
  passages: readonly PassageState[];
  blocks: readonly Block[];
}

/** Reads a chapter as far as it can be read; what is wrong with it is told by those who build it. */
export function chapterPieces(file: string, text: string): ChapterPieces {
  const silent = (): void => {};
  const { blocks, exceptions } = readChapter(file, text, "", 1, silent);
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const { yaml, body, bodyLine } = splitFrontMatter(source);
  const pieces: Piece[] = [...(yaml === undefined ? [] : frontPieces(file, yaml)), ...blocks.flatMap(blockPieces)];
  const seen = new Map<string, number>();
  for (const { text: reason, place } of exceptions) {
    const count = (seen.get(reason) ?? 0) + 1;
    seen.set(reason, count);
    pieces.push({
      key: JSON.stringify([file, "exception", reason, count]),
      kind: "exception",
      owner: reason,
      field: "memo-ignore",
      canonical: reason,
      text: reason,
      form: "value",
      place,
    });
  }
  return { pieces, passages: passagesOf(file, body, bodyLine), blocks };
}

/** The options and the code of a block, each a piece. */
export function blockPieces(block: Block): Piece[] {
  const { id, kind, options, place, code, study, columns } = block;
  const owner: Piece["kind"] =
    kind === "claim" ? "claim" : kind === "chart" || kind === "table" || /^(?:fig|tbl)-/.test(id) ? "figure" : "block";
  const piece = (field: string, canonical: string, text: string, form: Piece["form"], at = place): Piece => ({
    key: JSON.stringify(["block", id, field]),
    kind: owner,
    owner: id,
    field,
    canonical,
    text,
    form,
    place: at,
  });
  const said = [...options].map(([key, option]) =>
    piece(key, option.text.replace(/\s+/g, " ").trim(), option.text, "words", option.place),
  );
  const settings = (study?.settings.entries ?? columns?.entries ?? []).flatMap(({ key, value }) => {
    if (options.has(key)) return [];
    const written = JSON.stringify(value, (name, inner) => (PLACES.has(name) ? undefined : inner));
    return [piece(key, written, plain(value), "value", value.place)];
  });
  const kinds = study ? study.kind : kind;
  const language = languageOf(kind);
  const own = code
    .split("\n")
    .filter((line) => !/^\s*(?:\/\/|#|--)\|/.test(line))
    .join("\n");
  return [
    piece("kind", kinds, kinds, "value"),
    ...said,
    ...settings,
    ...(study || kind === "graph" || kind === "picture" || kind === "layout"
      ? []
      : [{ ...piece("code", canonicalCode(own, language), own, "code"), language }]),
  ];
}

const PLACES: ReadonlySet<string> = new Set(["place", "keyPlace", "within", "quoted"]);

function plain(node: NonNullable<Block["study"]>["settings"]["entries"][number]["value"]): string {
  if (node.kind === "scalar") return node.text;
  if (node.kind === "list") return node.items.map(plain).join(", ");
  return node.entries.map(({ key, value }) => `${key}: ${plain(value)}`).join(", ");
}

/** Paragraphs of a body without its blocks and comments. */
function passagesOf(file: string, body: string, bodyLine: number): PassageState[] {
  const { text } = takeComments(body, locateLines(file, body, bodyLine), () => {});
  const lines = text.split("\n");
  // Fences in braces are blocks and compared as such; others are shown as written.
  for (const { token, lines: range } of structureOf(text).fences)
    if (token.info.includes("{")) for (let n = range[0]; n < range[1]; n++) lines[n] = "";
  // What opens figures side by side is a block of its own.
  for (const [n, line] of lines.entries()) if (/^ {0,3}:{3,}[ \t]*(?:\{.*\})?[ \t]*$/.test(line)) lines[n] = "";
  const passages: PassageState[] = [];
  let from = 0;
  const flush = (to: number): void => {
    const tokens = tokensOf(lines.slice(from, to).join("\n"));
    if (tokens.length > 0)
      passages.push({
        kind: "source",
        tokens,
        place: { file, start: { line: bodyLine + from, column: 1 } },
      });
    from = to + 1;
  };
  lines.forEach((line, at) => {
    if (line.trim() === "") flush(at);
  });
  flush(lines.length);
  return passages;
}

/** Words, and what stands in braces as tokens of its own. */
function tokensOf(text: string): TextToken[] {
  const tokens: TextToken[] = [];
  let from = 0;
  for (let at = text.indexOf("{{"); at !== -1; at = text.indexOf("{{", from)) {
    const end = mustacheEnd(text, at);
    if (end === undefined) break;
    const before = text.slice(from, at).replace(/\s+/g, " ");
    if (before !== "") tokens.push(before);
    const expression = text
      .slice(at, end)
      .replace(/\s+/g, " ")
      .replace(/^\{\{(~?) /, "{{$1")
      .replace(/ (~?)\}\}$/, "$1}}");
    if (!/^\{\{~?!/.test(expression)) tokens.push({ value: expression, expression });
    from = end;
  }
  const rest = text.slice(from).replace(/\s+/g, " ");
  if (rest !== "") tokens.push(rest);
  return tokens.every((token) => typeof token === "string" && token.trim() === "") ? [] : tokens;
}
