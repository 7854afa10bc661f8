import { type Token, tokensOf } from "./tokens.js";
import type { Definition, Key, Operator, Term, Word } from "./tree.js";

/** What one kind of text has: expressions of assumptions, formulas and units differ in this alone. */
export interface Language {
  /** What a name looks like, a sticky pattern. */
  name: RegExp;
  /** Whether a name and a bracket call a function. */
  calls?: boolean;
  /** Whether keys stand apart from their name: `a.b`, `a["b"]`, `a[2026]`. */
  keys?: boolean;
  /** Whether `+` may stand before a term. */
  plus?: boolean;
  /** Signs that mean another one. */
  same?: Readonly<Record<string, Operator>>;
  /** Words that look like names and are none, with what they are. */
  reserved?: ReadonlyMap<string, string>;
}

/** Why a text can't be read; who reads words it. */
export type FaultKind =
  /** Nothing is written. */
  | "empty"
  /** Something is missing behind what is told. */
  | "end"
  /** A bracket that is not closed. */
  | "open"
  /** A term right beside another, with no sign between. */
  | "beside"
  /** A second expression: behind a semicolon, or on a line of its own. */
  | "several"
  /** Digits that run into a name or into other digits. */
  | "spelling"
  /** More brackets or signs within each other than are read. */
  | "deep"
  /** A definition without a name to the left of `=`. */
  | "nameless"
  /** Anything else that can't stand where it stands. */
  | "unexpected";

export interface Fault extends Word {
  kind: FaultKind;
  /** What an unexpected thing is, where it has a name: "a range". */
  what?: string;
  hint?: string;
  /** What was read before it. */
  before: readonly Token[];
}

/** Thrown for a text that can't be read. */
export class ReadingFault extends Error {
  constructor(readonly fault: Fault) {
    super(`${fault.kind}: ${fault.text}`);
    this.name = "ReadingFault";
  }
}

/**
 * Reads an expression: `+ - * /` from the left, `^` from the right and tighter than a sign before it, brackets, and what the language has.
 * @throws ReadingFault at the first thing that can't be read.
 */
export function readTerm(text: string, language: Language): Term {
  return new Reader(text, language).whole(0);
}

/** Reads `name = expression` or `name(a, b) = expression`. @throws ReadingFault */
export function readDefinition(text: string, language: Language): Definition {
  return new Reader(text, language).definition();
}

/** Brackets and signs within each other. Who walks the tree does it by calls, of which there is an end. */
const DEEPEST = 500;

/** What signs mean elsewhere. */
const CONSTRUCTS: Readonly<Record<string, string>> = {
  "[": "a matrix",
  "{": "an object",
  ":": "a range",
  "?": "a condition",
  "??": "a condition",
  "=": "an assignment",
  "==": "a comparison",
  "!=": "a comparison",
  "<": "a comparison",
  ">": "a comparison",
  "<=": "a comparison",
  ">=": "a comparison",
  "!": "a factorial",
  "'": "a transposition",
  ".'": "a transposition",
  "%": "a percent sign",
  "#": "a comment",
  ".*": "an operation on each element",
  "./": "an operation on each element",
  ".^": "an operation on each element",
  "|": "an operation on bits",
  "&": "an operation on bits",
  "~": "an operation on bits",
};

class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;
  private brackets = 0;

  constructor(
    text: string,
    private readonly language: Language,
  ) {
    this.tokens = tokensOf(text, language.name);
  }

  /** All tokens from one on as one expression. */
  whole(from: number): Term {
    this.at = from;
    if (this.tokens.length === 0) throw this.fault("empty", undefined);
    const term = this.sum();
    const rest = this.tokens[this.at];
    if (rest) throw this.unread(rest);
    return term;
  }

  definition(): Definition {
    const equals = this.tokens.findIndex(({ kind, text }) => kind === "sign" && text === "=");
    const name = this.tokens[this.at++];
    if (equals < 0 || name?.kind !== "name") throw this.fault("nameless", name);
    const isFunction = this.tokens[this.at]?.text === "(";
    const parameters = isFunction ? this.parameters() : undefined;
    if (this.at !== equals || (isFunction && !parameters)) throw this.fault("nameless", name);
    const expression = this.whole(equals + 1);
    return { name, ...(parameters ? { parameters } : {}), expression };
  }

  private parameters(): Word[] | undefined {
    const names: Word[] = [];
    this.at++;
    for (;;) {
      const name = this.tokens[this.at++];
      if (name?.text === ")" && names.length === 0) return names;
      if (name?.kind !== "name") return undefined;
      names.push(name);
      const next = this.tokens[this.at++];
      if (next?.text === ")") return names;
      if (next?.text !== ",") return undefined;
    }
  }

  /** The sign between two terms that stands next, where it is one of these; a line that ends between brackets is a space. */
  private sign(operators: string): Token | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== "sign" || (token.newLine && this.brackets === 0)) return undefined;
    return operators.includes(this.operatorOf(token)) ? token : undefined;
  }

  private operatorOf({ text }: Token): string {
    const { same } = this.language;
    return same && Object.hasOwn(same, text) ? (same[text] ?? text) : text;
  }

  private sum(): Term {
    return this.fromLeft("+-", () => this.product());
  }

  private product(): Term {
    return this.fromLeft("*/", () => this.signed());
  }

  private fromLeft(operators: string, next: () => Term): Term {
    let left = next();
    for (let sign = this.sign(operators); sign; sign = this.sign(operators)) {
      this.at++;
      left = this.operation(left, sign, next());
    }
    return left;
  }

  private operation(left: Term, sign: Token, right: Term): Term {
    const operator = this.operatorOf(sign) as Operator;
    return { type: "operation", operator, sign, left, right, start: left.start, end: right.end };
  }

  private signed(): Term {
    const sign = this.tokens[this.at];
    if (sign?.kind !== "sign" || !(sign.text === "-" || (sign.text === "+" && this.language.plus))) return this.power();
    this.at++;
    const of = this.deeper(sign, () => this.signed());
    return sign.text === "+" ? of : { type: "negative", of, start: sign.start, end: of.end };
  }

  private power(): Term {
    const base = this.below();
    const sign = this.sign("^");
    if (!sign) return base;
    this.at++;
    return this.operation(
      base,
      sign,
      this.deeper(sign, () => this.signed()),
    );
  }

  private deeper<T>(token: Token, read: () => T): T {
    if (++this.depth > DEEPEST) throw this.fault("deep", token);
    const found = read();
    this.depth--;
    return found;
  }

  /** A term with the keys below it. */
  private below(): Term {
    let term = this.atom();
    for (let next = this.tokens[this.at]; next && this.language.keys; next = this.tokens[this.at]) {
      if ((next.text !== "." && next.text !== "[") || (next.newLine && this.brackets === 0)) break;
      if (term.type !== "path") throw this.unexpected(next, "a member of a computed value");
      const key = this.key(next);
      term = { ...term, keys: [...term.keys, key], end: this.tokens[this.at - 1]?.end ?? term.end };
      const call = this.tokens[this.at];
      if (call?.text === "(") throw this.unexpected(call, "a call of a member");
    }
    return term;
  }

  private key(mark: Token): Key {
    const token = this.tokens[++this.at];
    if (!token) throw this.fault("end", mark);
    this.at++;
    if (mark.text === ".") {
      if (token.kind !== "name") throw this.unexpected(token);
      return { key: token.text, token };
    }
    const computed = (): ReadingFault =>
      this.unexpected(token, "a key that is computed", "write the key out: `a.b`, `a[2026]`");
    if (token.kind !== "number" && token.kind !== "text") throw computed();
    const key = token.kind === "number" ? String(Number(token.text)) : textOf(token.text);
    if (key === undefined) throw this.unexpected(token, "a text without its end");
    const close = this.tokens[this.at];
    if (!close) throw this.fault("open", mark);
    if (close.text === ",") throw this.unexpected(close, "more than one key");
    if (close.text !== "]") throw computed();
    this.at++;
    return { key, token };
  }

  private atom(): Term {
    const token = this.tokens[this.at];
    if (!token) throw this.fault("end", this.tokens.at(-1));
    if (token.text === "(" && token.kind === "sign") return this.bracketed(token);
    const { start, end, text } = token;
    if (token.kind === "number") return this.number(token);
    if (token.kind !== "name") throw this.unexpected(token);
    const reserved = this.language.reserved?.get(text);
    if (reserved !== undefined) throw this.unexpected(token, reserved);
    this.at++;
    const open = this.language.calls ? this.tokens[this.at] : undefined;
    if (open?.text !== "(" || (open.newLine && this.brackets === 0))
      return { type: "path", name: token, keys: [], start, end };
    const given = this.deeper(open, () => this.given(open));
    return { type: "call", name: token, arguments: given, start, end: this.tokens[this.at - 1]?.end ?? end };
  }

  private number(token: Token): Term {
    const next = this.tokens[++this.at];
    if (next?.start === token.end && (next.kind === "name" || next.kind === "number")) {
      const run = this.tokens.slice(this.at - 1);
      const apart = run.findIndex(
        (one, i) => i > 0 && (one.start !== run[i - 1]?.end || (one.kind !== "name" && one.kind !== "number")),
      );
      const whole = (apart < 0 ? run : run.slice(0, apart)).map(({ text }) => text).join("");
      throw this.fault("spelling", { ...token, text: whole, end: token.start + whole.length });
    }
    return { type: "number", value: Number(token.text), text: token.text, start: token.start, end: token.end };
  }

  private bracketed(open: Token): Term {
    return this.deeper(open, () => {
      this.at++;
      this.brackets++;
      const term = this.sum();
      const { end } = this.close(open);
      return { ...term, start: open.start, end };
    });
  }

  /** What a function is given, with the bracket behind it. */
  private given(open: Token): Term[] {
    this.at++;
    this.brackets++;
    const terms: Term[] = [];
    if (this.tokens[this.at]?.text !== ")") {
      terms.push(this.sum());
      while (this.tokens[this.at]?.text === ",") {
        this.at++;
        terms.push(this.sum());
      }
    }
    this.close(open);
    return terms;
  }

  private close(open: Token): Token {
    const token = this.tokens[this.at];
    if (!token) throw this.fault("open", open);
    if (token.text !== ")") throw this.unread(token);
    this.at++;
    this.brackets--;
    return token;
  }

  /** What stands where an operator or the end is expected. */
  private unread(token: Token): ReadingFault {
    if (token.text === ";" || (token.newLine && this.brackets === 0)) return this.fault("several", token);
    if (token.kind === "text") return this.unexpected(token);
    if (token.kind !== "sign" || token.text === "(") return this.fault("beside", token);
    return this.unexpected(token, token.text === "[" ? "access into an object" : undefined);
  }

  private unexpected(token: Token, what?: string, hint?: string): ReadingFault {
    const known =
      token.kind === "text" ? "a text" : Object.hasOwn(CONSTRUCTS, token.text) ? CONSTRUCTS[token.text] : undefined;
    return this.fault("unexpected", token, what ?? known, hint);
  }

  private fault(kind: FaultKind, at: Token | undefined, what?: string, hint?: string): ReadingFault {
    const { text, start, end } = at ?? { text: "", start: 0, end: 0 };
    const before = this.tokens.filter((token) => token.end <= start);
    return new ReadingFault({ kind, text, start, end, before, ...(what ? { what } : {}), hint });
  }
}

/** What a quoted text says; undefined for one that has no end or an escape that is none. */
function textOf(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (quoted.length < 2 || quoted.at(-1) !== quoted[0]) return undefined;
  try {
    return JSON.parse(
      `"${quoted[0] === "'" ? inner.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"') : inner}"`,
    ) as string;
  } catch {
    return undefined;
  }
}
