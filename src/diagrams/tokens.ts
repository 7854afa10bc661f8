import { DotError } from "./problem.js";

/** A word of a diagram's source: a name, a number, a text in quotation marks or in angle brackets, a sign. */
export interface DotToken {
  kind: "name" | "number" | "quoted" | "html" | "sign" | "end";
  /** Without its quotation marks or brackets; in a quoted one `\"` is `"`, and other backslashes stand. */
  text: string;
  from: number;
  to: number;
}

const NAME = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /-?(?:\.\d+|\d+(?:\.\d*)?)/y;
const SIGN = /->|--|[{}[\];,=:+]/y;

/** Reads a source in Graphviz's language into its words. @throws DotError at the first place that begins none */
export function tokensOf(text: string): DotToken[] {
  const tokens: DotToken[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  for (;;) {
    at = behindBlanks(text, at);
    const from = at;
    if (at >= text.length) {
      tokens.push({ kind: "end", text: "", from, to: from });
      return tokens;
    }
    if (text[at] === '"') {
      const { value, end } = quoted(text, at);
      tokens.push({ kind: "quoted", text: value, from, to: end });
      at = end;
      continue;
    }
    if (text[at] === "<") {
      const end = bracketed(text, at);
      tokens.push({ kind: "html", text: text.slice(at + 1, end - 1), from, to: end });
      at = end;
      continue;
    }
    const sign = match(SIGN);
    const number = sign === undefined ? match(NUMBER) : undefined;
    const word = sign ?? number ?? match(NAME);
    const last = tokens.at(-1);
    const before = last?.to === from && (last.kind === "name" || last.kind === "number") ? last : undefined;
    if (word === undefined || (before && number !== undefined)) throw noWord(text, from, before);
    at += word.length;
    // Graphviz reads `2a` as two words, which nobody means.
    const glued = number === undefined ? undefined : match(NAME);
    if (glued !== undefined)
      throw new DotError({
        rule: "diagrams/syntax",
        message: `\`${word}${glued}\` is a number and a name without a blank between them`,
        expected: `\`"${word}${glued}"\``,
        from,
        to: at + glued.length,
      });
    tokens.push({ kind: sign ? "sign" : number ? "number" : "name", text: word, from, to: at });
  }
}

/** What a name may be meant to be that isn't in quotation marks, such as `press-hall`. */
const MEANT = /(?:(?!->|--)[^\s[\]{};,=:"<>])+/y;

/** What begins nothing. @param before the name or number right before it */
function noWord(text: string, at: number, before: DotToken | undefined): DotError {
  const from = before?.from ?? at;
  MEANT.lastIndex = from;
  const meant = MEANT.exec(text)?.[0] ?? "";
  if (before && from + meant.length > at)
    return new DotError({
      rule: "diagrams/syntax",
      ...(/[\ue000-\uf8ff]/.test(meant)
        ? { message: `\`${text[at]}\` in a name without quotation marks`, expected: 'the name in them: `"…"`' }
        : { message: `\`${meant}\` is no name without quotation marks`, expected: `\`"${meant}"\`` }),
      from,
      to: from + meant.length,
    });
  return new DotError({
    rule: "diagrams/syntax",
    message: `\`${text[at]}\` begins nothing that Graphviz knows`,
    expected: "a name, a number, or a text in quotation marks",
    hint: text[at] === "#" ? "a comment begins with `//`" : undefined,
    from: at,
    to: at + 1,
  });
}

/** Behind blanks, comments, and lines for a preprocessor, which begin with `#`. */
function behindBlanks(text: string, from: number): number {
  for (let at = from; ; ) {
    const blank = /[\s\uFEFF]*/y;
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
    const isHead = text[at] === "#" && (at === 0 || text[at - 1] === "\n");
    if (text.startsWith("//", at) || isHead) {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      if (end === -1)
        throw new DotError({
          rule: "diagrams/syntax",
          message: "this comment is never closed",
          expected: "`*/`",
          from: at,
          to: at + 2,
        });
      at = end + 2;
    } else return at;
  }
}

function quoted(text: string, from: number): { value: string; end: number } {
  let value = "";
  for (let at = from + 1; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') return { value, end: at + 1 };
    if (letter === "\\") {
      const next = text[at + 1] ?? "";
      // A backslash before a line's end joins the lines; another one belongs to the text.
      if (next === '"') value += '"';
      else if (next !== "\n") value += `\\${next}`;
      at++;
    } else value += letter;
  }
  throw new DotError({
    rule: "diagrams/syntax",
    message: "this text is never closed",
    expected: '`"`',
    from,
    to: from + 1,
  });
}

function bracketed(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at);
      if (end === -1) break;
      at = end + 2;
    } else if (text[at] === "<") depth++;
    // An arrow of the graph's would close one that is never closed.
    else if (text.startsWith("->", at) && text.slice(from, at).includes("]")) break;
    else if (text[at] === ">" && --depth === 0) return at + 1;
  }
  throw new DotError({
    rule: "diagrams/syntax",
    message: "this label in angle brackets is never closed",
    expected: "`>` for each `<`",
    from,
    to: from + 1,
  });
}
