import type { MarkdownIt as Reader, Token } from "markdown-it";

/** Where tokens stand in the Markdown they were read from; of a text where it ends. */
const places = new WeakMap<Token, { text: string; at: number }>();

/** The stretch of a Markdown text in which a link, picture or mark of a note begins. */
export function placeIn(token: Token, length = 1): { at: number; length: number } {
  return { at: places.get(token)?.at ?? 0, length };
}

/** The stretch of a link's address with the two signs before it, which for one that is called by its name stands where the name is explained. */
export function placeOfAddress(open: Token, close: Token, address: string): { at: number; length: number } {
  const place = places.get(close);
  const length = address.length + 2;
  if (!place || close.markup === "autolink" || place.text[place.at + 1] === "(") return placeIn(close, length);
  const behind = /^\]\[([^\]]+)\]/.exec(place.text.slice(place.at))?.[1];
  const name = normalized(behind ?? place.text.slice(places.get(open)?.at ?? 0, place.at));
  for (const { 0: whole, 1: label = "", index } of place.text.matchAll(/^[ \t>]*\[((?:[^[\]\\]|\\.)+)\]:/gm))
    if (normalized(label) === name) return { at: index + whole.length - 2, length: length + 1 };
  return placeIn(close);
}

const normalized = (label: string): string => label.trim().replace(/\s+/g, " ").toLowerCase();

/** The stretch of a piece of a text token: tokens know where they end, and pieces of it are taken apart from the last to the first. */
export function placeInText(token: Token, index: number, piece: string): { at: number; length: number } {
  const place = places.get(token);
  if (!place) return { at: 0, length: piece.length };
  let at = place.text.lastIndexOf(piece, place.at);
  for (let later = token.content.lastIndexOf(piece); later > index; later = token.content.lastIndexOf(piece, later - 1))
    at = place.text.lastIndexOf(piece, at - 1);
  return { at: Math.max(0, at), length: piece.length };
}

/** Of a text that was read without the blanks at its head, the places in it with these. */
export function movePlaces(tokens: readonly Token[], by: number): void {
  if (by === 0) return;
  for (const token of tokens) {
    const place = places.get(token);
    if (place) places.set(token, { text: " ".repeat(by) + place.text, at: place.at + by });
  }
}

/** Makes a reader note where in its text the tokens of running text stand, which markdown-it says by the line alone. */
export function locateTokens(markdown: Reader): void {
  /** Offsets in the content of a block, as the rules of running text count. */
  const inContent = new WeakMap<Token, number>();
  const State = markdown.inline.State;
  markdown.inline.State = class extends State {
    override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
      const token = super.push(type, tag, nesting);
      inContent.set(token, this.pos);
      return token;
    }

    override pushPending(): Token {
      const token = super.pushPending();
      inContent.set(token, this.pos);
      return token;
    }
  };
  markdown.core.ruler.after("inline", "places", ({ src, tokens, env }) => {
    const starts = [0, ...[...src.matchAll(/\n/g)].map(({ index }) => index + 1)];
    /** Where in its line the last block ended, for cells of one row. */
    const taken = new Map<number, number>();
    let line = 0;
    for (const [i, token] of tokens.entries()) {
      line = token.map?.[0] ?? line;
      if (token.type !== "inline") continue;
      const isCell = /^t[hd]_open$/.test(tokens[i - 1]?.type ?? "");
      const rows = isCell
        ? [cellOf(token.content, line, src, starts, taken)]
        : rowsOf(token.content, line, src, starts);
      const absolute = (offset: number): number => {
        const row = rows.findLast(({ from }) => from <= offset);
        return row ? row.at + offset - row.from : offset;
      };
      locate(token.children ?? [], absolute);
    }

    function locate(children: readonly Token[], absolute: (offset: number) => number): void {
      for (const child of children) {
        const at = inContent.get(child);
        if (at === undefined) continue;
        places.set(child, { text: src, at: absolute(at) });
        if (child.type !== "footnote_ref") continue;
        const note = (env as Notes).footnotes?.list?.[(child.meta as { id: number }).id]?.tokens;
        // The text of a note within a line begins behind `^[`.
        if (note) locate(note, (offset) => absolute(at + 2 + offset));
      }
    }
  });
}

interface Notes {
  footnotes?: { list?: ({ tokens?: Token[] } | undefined)[] };
}

/** Where the lines of a block's content begin, there and in the whole text: what stands before one in a list or a quotation is no part of it. */
function rowsOf(content: string, first: number, src: string, starts: readonly number[]): Row[] {
  let from = 0;
  return content.split("\n").map((words, i) => {
    const begin = starts[first + i] ?? src.length;
    const line = src.slice(begin, starts[first + i + 1] ?? src.length);
    const row = { from, at: begin + Math.max(0, line.lastIndexOf(words)) };
    from += words.length + 1;
    return row;
  });
}

/** A cell's content stands behind those before it in its row. */
function cellOf(
  content: string,
  line: number,
  src: string,
  starts: readonly number[],
  taken: Map<number, number>,
): Row {
  const after = taken.get(line) ?? starts[line] ?? 0;
  const at = after + Math.max(0, src.slice(after, starts[line + 1] ?? src.length).indexOf(content));
  taken.set(line, at + content.length);
  return { from: 0, at };
}

interface Row {
  from: number;
  at: number;
}
