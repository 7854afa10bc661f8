import { didYouMean } from "../diagnostic.js";
import {
  ACCENTS,
  BY_SIGN,
  DELIMITERS,
  FUNCTIONS,
  GREEK,
  INSTEAD,
  LIMITS,
  SPACES,
  SYMBOLS,
  TABLES,
  TYPED,
} from "./symbols.js";
import type { LetterStyle, TexNode, TexProblem } from "./tree.js";

/** Groups inside each other that page and PDF can show. */
const DEEPEST = 30;
/** Letters of a formula: some pages. */
const LONGEST = 4000;

/** A quoted value in the TeX: a mark of the private-use area with its number. */
const VALUE = /\uE010(\d+)\uE01F/y;
const STYLES: ReadonlyMap<string, LetterStyle> = new Map([
  ["mathrm", "upright"],
  ["mathit", "italic"],
  ["mathbf", "bold"],
  ["boldsymbol", "bold"],
  ["bm", "bold"],
  ["mathbb", "double"],
  ["mathcal", "script"],
  ["mathscr", "script"],
  ["mathfrak", "fraktur"],
  ["mathsf", "sans"],
  ["mathtt", "mono"],
]);
const WORDS: ReadonlyMap<string, "upright" | "bold" | "italic"> = new Map([
  ["text", "upright"],
  ["textrm", "upright"],
  ["textup", "upright"],
  ["textbf", "bold"],
  ["textit", "italic"],
  ["emph", "italic"],
]);
const FRACTIONS: ReadonlyMap<string, { line: boolean; size?: "display" | "text" }> = new Map([
  ["frac", { line: true }],
  ["dfrac", { line: true, size: "display" }],
  ["cfrac", { line: true, size: "display" }],
  ["tfrac", { line: true, size: "text" }],
]);

/**
 * Reads TeX's mathematics, the part of it that page and PDF can both set; values stand in it as marks.
 *
 * @param display whether it stands by itself, where several lines may be aligned
 * @param depth of how many others it is a part
 * @returns the formula, or what is wrong with it, at its offset in `tex`
 */
export function readTex(tex: string, display: boolean, depth = 0): { node: TexNode } | { problem: TexProblem } {
  try {
    return { node: new Reader(tex, display, depth).all() };
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.problem };
    throw error;
  }
}

/** A sign alone in braces has no room beside it: `1{,}5` is a number. */
const ordinary = (node: TexNode): TexNode =>
  node.type === "sign" && ["punctuation", "relation", "binary"].includes(node.class)
    ? { ...node, class: "ordinary" }
    : node;

class Wrong extends Error {
  constructor(readonly problem: TexProblem) {
    super(problem.message);
  }
}

const row = (children: readonly TexNode[]): TexNode =>
  children.length === 1 && children[0] ? children[0] : { type: "row", children };

class Reader {
  private at = 0;
  private style: LetterStyle | undefined;
  /** Environments around, the innermost last. */
  private readonly tables: { name: string; at: number }[] = [];

  constructor(
    private readonly tex: string,
    private readonly display: boolean,
    private depth: number,
  ) {}

  all(): TexNode {
    if (this.tex.length > LONGEST) this.wrong(`a formula of ${this.tex.length} letters`, `at most ${LONGEST}`, 0, 1);
    if (this.tex.trim() === "")
      this.wrong("a formula that holds nothing", "a formula", 0, Math.max(1, this.tex.length));
    const children = this.row();
    if (this.at < this.tex.length) {
      if (this.tex[this.at] === "}") this.wrong("`}` closes nothing", "`\\}` for a brace that is printed", this.at, 1);
      this.wrong(
        this.tex[this.at] === "&" ? "`&` outside rows" : "a new line outside rows",
        "`\\begin{aligned} … \\end{aligned}` around the lines",
        this.at,
        this.tex[this.at] === "&" ? 1 : 2,
      );
    }
    return { type: "row", children };
  }

  private wrong(message: string, expected: string | undefined, at: number, length: number, hint?: string): never {
    throw new Wrong({ message, expected, hint, at, length: Math.max(1, length) });
  }

  /** Nodes up to what ends a group, a cell or a row, which is left standing. */
  private row(): TexNode[] {
    const children: TexNode[] = [];
    for (;;) {
      this.blanks();
      const rest = this.tex.slice(this.at, this.at + 7);
      if (rest === "" || /^(?:\}|&|\\\\|\\cr(?![A-Za-z])|\\right(?![A-Za-z])|\\end(?![A-Za-z]))/.test(rest))
        return children;
      children.push(this.withScripts());
    }
  }

  private blanks(): void {
    while (/\s/.test(this.tex[this.at] ?? "")) this.at++;
  }

  private withScripts(): TexNode {
    const from = this.at;
    const alone = /[\^_']/.test(this.tex[this.at] ?? "");
    const base: TexNode = alone ? { type: "row", children: [] } : this.atom();
    let [sub, sup]: (TexNode | undefined)[] = [];
    let limits: boolean | undefined;
    let primes = 0;
    for (;;) {
      this.blanks();
      const sign = this.tex[this.at];
      const word = /^\\(no)?limits(?![A-Za-z])/.exec(this.tex.slice(this.at, this.at + 10));
      if (word) {
        if (!(base.type === "function" || (base.type === "sign" && /^(?:large|integral)$/.test(base.class))))
          this.wrong(
            `\`${word[0]}\` behind what has no bounds`,
            "it behind `\\sum`, `\\int`, `\\lim` and their like",
            this.at,
            word[0].length,
          );
        limits = word[1] === undefined;
        this.at += word[0].length;
      } else if (sign === "'" || sign === "’" || sign === "′") {
        if (sup) this.wrong("a prime behind a superscript", "it before the superscript: `f'^2`", this.at, 1);
        primes++;
        this.at++;
      } else if (sign === "^" || sign === "_") {
        const at = this.at++;
        const script = this.argument(sign === "^" ? "what is raised behind `^`" : "what is lowered behind `_`");
        if (sign === "^" ? sup : sub)
          this.wrong(
            `a second ${sign === "^" ? "superscript" : "subscript"}`,
            "braces around those that belong together: `{a^b}^c`",
            at,
            1,
          );
        if (sign === "^") sup = script;
        else sub = script;
      } else break;
    }
    if (sub === undefined && sup === undefined && primes === 0) {
      if (alone) this.wrong(`cannot read \`${this.tex[from]}\``, "a formula", from, 1);
      return base;
    }
    if (base.type === "brace" && (base.over ? sup : sub) && !(base.over ? sub : sup) && primes === 0)
      return { ...base, note: base.over ? sup : sub };
    return { type: "scripts", base, sub, sup, primes, limits };
  }

  /** A group in braces, or the one thing that stands here. */
  private argument(what: string): TexNode {
    this.blanks();
    const next = this.tex[this.at];
    if (next === undefined || /[}&^_']/.test(next))
      this.wrong(`${what} is missing`, "`{…}`", Math.max(0, this.at - 1), 1);
    if (next === "{") return this.group();
    // As in TeX, one digit: `\\frac12` is a half.
    if (/\d/.test(next)) {
      this.at++;
      return { type: "number", text: next };
    }
    this.deeper(this.at, 1);
    const one = this.atom();
    this.depth--;
    return one;
  }

  /** Whatever stands inside something else counts, in braces or not. */
  private deeper(at: number, length: number): void {
    if (++this.depth > DEEPEST)
      this.wrong(`groups more than ${DEEPEST} deep`, "a formula that can be read", at, length);
  }

  private group(): TexNode {
    const open = this.at++;
    this.deeper(open, 1);
    const children = this.row();
    if (this.tex[this.at] !== "}") this.wrong("`{` is never closed", "`}`", open, 1);
    this.at++;
    this.depth--;
    return row(children);
  }

  private atom(): TexNode {
    const at = this.at;
    VALUE.lastIndex = at;
    const value = VALUE.exec(this.tex);
    if (value) {
      this.at += value[0].length;
      return { type: "value", index: Number(value[1]) };
    }
    const character = String.fromCodePoint(this.tex.codePointAt(at) ?? 0);
    if (character === "\\") return this.command();
    if (character === "{") return ordinary(this.group());
    const number = /^\d+(?:\.\d+)?/.exec(this.tex.slice(at, at + 40));
    if (number) {
      this.at += number[0].length;
      return this.style && this.style !== "italic" && this.style !== "upright"
        ? { type: "letter", text: number[0], style: this.style }
        : { type: "number", text: number[0] };
    }
    this.at += character.length;
    if (/^[\p{Script=Latin}\p{Script=Greek}]$/u.test(character))
      return { type: "letter", text: character, style: this.style ?? (/[Α-Ω]/.test(character) ? "upright" : "italic") };
    if (character === "~") return { type: "space", width: 0.25 };
    const sign = TYPED.get(character) ?? BY_SIGN.get(character);
    if (sign) return { type: "sign", ...sign };
    if (character === "%") this.wrong("`%` begins a comment in TeX", "`\\%` for a percent sign", at, 1);
    if (character === "#") this.wrong("`#` stands for nothing here", "`\\#` for the sign", at, 1);
    return this.wrong(
      `\`${character}\` can't be set in mathematics`,
      `a command of TeX, or \`\\text{${character}}\``,
      at,
      character.length,
    );
  }

  private command(): TexNode {
    const at = this.at;
    const [whole, name = ""] = /^\\(operatorname\*|[A-Za-z]+|[\s\S])/.exec(this.tex.slice(at, at + 40)) ?? ["\\", ""];
    this.at += whole.length;
    if (name === "") this.wrong("a backslash at the end", "a command of TeX", at, 1);
    if (name === "|") return { type: "sign", text: "‖", class: "ordinary" };
    if (name === "\\") this.wrong("a new line where none can begin", "it between rows", at, 2);
    const greek = GREEK.get(name);
    if (greek)
      return { type: "letter", text: greek, style: this.style ?? (/[Α-Ω]/.test(greek) ? "upright" : "italic") };
    const symbol = SYMBOLS.get(name);
    if (symbol) return { type: "sign", ...symbol };
    const space = SPACES.get(name) ?? (/^\s$/.test(name) ? 0.25 : undefined);
    if (space !== undefined) return { type: "space", width: space };
    if (FUNCTIONS.has(name) || LIMITS.has(name))
      return { type: "function", name: name.replace(/^(lim)(inf|sup)$/, "$1 $2"), limits: LIMITS.has(name) };
    const made = this.built(name, at, whole.length);
    if (made) return made;
    const bare = name.replace(/[lrm]$/, "");
    const instead = INSTEAD.get(name) ?? (/^(?:big|Big|bigg|Bigg)$/.test(bare) ? INSTEAD.get(bare) : undefined);
    return this.wrong(
      `\`${whole}\` is no command that page and PDF can set`,
      instead ?? "one of TeX's that a memo knows (docs/writing.md)",
      at,
      whole.length,
      instead ? undefined : didYouMean(`\\${name}`, KNOWN),
    );
  }

  /** Commands that take something. */
  private built(name: string, at: number, length: number): TexNode | undefined {
    const argument = (): TexNode => this.argument(`what \`\\${name}\` takes`);
    const fraction = FRACTIONS.get(name);
    if (fraction) return { type: "fraction", over: argument(), under: argument(), ...fraction };
    const style = STYLES.get(name);
    if (style) return this.styled(style, argument);
    const words = WORDS.get(name);
    if (words) return { type: "words", text: this.braced(name, at, length), style: words };
    const accent = ACCENTS.get(name);
    if (accent) return { type: "accent", ...accent, of: argument() };
    switch (name) {
      case "binom":
        return {
          type: "fenced",
          open: "(",
          close: ")",
          of: { type: "fraction", over: argument(), under: argument(), line: false },
        };
      case "sqrt":
        return this.root(argument);
      case "operatorname":
      case "operatorname*":
        return { type: "function", name: this.braced(name, at, length), limits: name.endsWith("*") };
      case "overline":
      case "underline":
        return { type: "bar", over: name === "overline", of: argument() };
      case "overbrace":
      case "underbrace":
        return { type: "brace", over: name === "overbrace", of: argument() };
      case "overset":
      case "stackrel": {
        const over = argument();
        return { type: "stack", of: argument(), over };
      }
      case "underset": {
        const under = argument();
        return { type: "stack", of: argument(), under };
      }
      case "bmod":
        return { type: "function", name: "mod", limits: false };
      case "left":
        return this.fenced(at);
      case "begin":
        return this.table(at);
      default:
        return undefined;
    }
  }

  private styled(style: LetterStyle, argument: () => TexNode): TexNode {
    const before = this.style;
    this.style = style;
    const of = argument();
    this.style = before;
    // Upright letters side by side are one name: `\mathrm{GW}`.
    if (style !== "upright" || of.type !== "row") return of;
    return of.children.every((child) => child.type === "letter")
      ? { type: "letter", text: of.children.map((child) => ("text" in child ? child.text : "")).join(""), style }
      : of;
  }

  /** The text in the braces behind a command, as it is. */
  private braced(name: string, at: number, length: number): string {
    this.blanks();
    if (this.tex[this.at] !== "{") this.wrong(`what \`\\${name}\` takes is missing`, `\`\\${name}{…}\``, at, length);
    const open = this.at;
    let text = "";
    for (this.at++; this.at < this.tex.length && this.tex[this.at] !== "}"; this.at++) {
      const sign = this.tex[this.at] ?? "";
      if (sign === "\uE010") this.wrong("a value in words of a formula", "the value beside `\\text{…}`", this.at, 1);
      if (sign === "{") this.wrong("braces in words of a formula", "words alone", this.at, 1);
      if (sign === "\\" && !/[{}$%&#_ \\]/.test(this.tex[this.at + 1] ?? ""))
        this.wrong("a command in words of a formula", "words alone", this.at, 1);
      if (sign === "\\") this.at++;
      text += this.tex[this.at] ?? "";
    }
    if (this.tex[this.at] !== "}") this.wrong("`{` is never closed", "`}`", open, 1);
    this.at++;
    if (text.trim() === "") this.wrong(`\`\\${name}\` holds nothing`, "words", at, length);
    return text.replaceAll(/\s+/g, " ");
  }

  private root(argument: () => TexNode): TexNode {
    this.blanks();
    if (this.tex[this.at] !== "[") return { type: "root", of: argument() };
    const open = this.at;
    const close = this.tex.indexOf("]", open);
    if (close === -1) this.wrong("`[` is never closed", "`]`", open, 1);
    this.deeper(open, 1);
    const inner = readTex(this.tex.slice(open + 1, close), false, this.depth);
    if ("problem" in inner) throw new Wrong({ ...inner.problem, at: inner.problem.at + open + 1 });
    this.depth--;
    this.at = close + 1;
    return { type: "root", of: argument(), degree: inner.node };
  }

  private delimiter(after: string, at: number): string {
    this.blanks();
    const [sign = ""] = /^(?:\\[A-Za-z]+|\\[\s\S]|[\s\S])/.exec(this.tex.slice(this.at, this.at + 12)) ?? [];
    const found = DELIMITERS.get(sign) ?? (sign === "<" ? "⟨" : sign === ">" ? "⟩" : undefined);
    if (found === undefined)
      this.wrong(
        `\`\\${after}\` before ${sign === "" ? "nothing" : `\`${sign}\``}`,
        "one of `( ) [ ] \\{ \\} | \\| \\langle \\rangle .`",
        at,
        after.length + 1,
      );
    this.at += sign.length;
    return found;
  }

  private fenced(at: number): TexNode {
    const open = this.delimiter("left", at);
    this.deeper(at, 5);
    const children = this.row();
    if (!/^\\right(?![A-Za-z])/.test(this.tex.slice(this.at, this.at + 7)))
      this.wrong("`\\left` has no `\\right`", "`\\right)`, or `\\right.` for none", at, 5);
    const right = this.at;
    this.at += 6;
    this.depth--;
    return { type: "fenced", open, close: this.delimiter("right", right), of: row(children) };
  }

  private table(at: number): TexNode {
    const name = this.braced("begin", at, 6);
    const table = TABLES.get(name);
    if (!table)
      this.wrong(
        `\`\\begin{${name}}\` is nothing that page and PDF can set`,
        [...TABLES.keys()].join(", "),
        at,
        this.at - at,
        INSTEAD.get(name) ?? didYouMean(name.replace(/^align\*?$|^eqnarray\*?$/, "aligned"), TABLES.keys()),
      );
    const lines = table.kind === "aligned" || table.kind === "gathered";
    if (lines && (!this.display || this.depth > 0 || this.tables.length > 0))
      this.wrong(
        `\`${name}\` within another formula, or a line of text`,
        "it at the top of a `$$ … $$`",
        at,
        this.at - at,
      );
    this.deeper(at, 6);
    this.tables.push({ name, at });
    const rows: TexNode[][] = [[]];
    for (;;) {
      rows.at(-1)?.push(row(this.row()));
      const rest = this.tex.slice(this.at, this.at + 4);
      if (rest.startsWith("&")) this.at++;
      else if (rest.startsWith("\\\\") || /^\\cr/.test(rest)) {
        this.at += rest.startsWith("\\\\") ? 2 : 3;
        const room = /^\s*\[[^\]]*\]/.exec(this.tex.slice(this.at, this.at + 20));
        if (room && /\d/.test(room[0])) this.wrong("a height between rows", "`\\\\` alone", this.at, room[0].length);
        rows.push([]);
      } else break;
    }
    const end = this.at;
    if (!this.tex.startsWith("\\end", this.at))
      this.wrong(`\`\\begin{${name}}\` is never closed`, `\`\\end{${name}}\``, at, 6);
    this.at += 4;
    const closes = this.braced("end", end, 4);
    if (closes !== name)
      this.wrong(`\`\\end{${closes}}\` closes \`\\begin{${name}}\``, `\`\\end{${name}}\``, end, this.at - end);
    this.tables.pop();
    this.depth--;
    const last = rows.at(-1);
    if (rows.length > 1 && last?.length === 1 && last[0]?.type === "row" && last[0].children.length === 0) rows.pop();
    return { type: "table", rows, ...table };
  }
}

const KNOWN: readonly string[] = [
  ...SYMBOLS.keys(),
  ...GREEK.keys(),
  ...SPACES.keys(),
  ...FUNCTIONS,
  ...LIMITS,
  ...ACCENTS.keys(),
  ...STYLES.keys(),
  ...WORDS.keys(),
  ...FRACTIONS.keys(),
  ..."binom sqrt operatorname overline underline overbrace underbrace overset underset stackrel left right begin end bmod".split(
    " ",
  ),
]
  .filter((name) => /^[A-Za-z]/.test(name))
  .map((name) => `\\${name}`);
