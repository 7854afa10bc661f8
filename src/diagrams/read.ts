import { didYouMean } from "../diagnostic.js";
import { shortened } from "../text/shown.js";
import { ATTRIBUTES, REFUSED } from "./attributes.js";
import { DotError, type DotFault } from "./problem.js";
import { type DotToken, tokensOf } from "./tokens.js";

/** A name, or the value of an attribute, as it is written. */
export type DotId = Omit<DotToken, "kind"> & { kind: "name" | "number" | "quoted" | "html" };

export interface DotAttribute {
  name: DotId;
  /** `[bold]` alone is `[bold=true]`. */
  value?: DotId;
}

/** A node, with the port that an edge begins or ends at. */
export interface DotNode {
  id: DotId;
  port: readonly DotId[];
}

export interface DotSubgraph {
  type: "subgraph";
  id?: DotId;
  statements: DotStatement[];
  from: number;
  to: number;
}

export type DotStatement =
  | { type: "attributes"; of: "graph" | "node" | "edge"; attributes: DotAttribute[] }
  | { type: "assign"; attribute: DotAttribute }
  | { type: "node"; node: DotNode; attributes: DotAttribute[] }
  | { type: "edge"; ends: (DotNode | DotSubgraph)[]; attributes: DotAttribute[]; from: number; to: number }
  | DotSubgraph;

export interface DotGraph {
  strict: boolean;
  directed: boolean;
  id?: DotId;
  statements: DotStatement[];
}

export const isSubgraph = (end: DotNode | DotSubgraph): end is DotSubgraph => "statements" in end;

const KEYWORDS = ["node", "edge", "graph", "digraph", "subgraph", "strict"];
const DEEPEST = 50;

/**
 * Reads one graph in Graphviz's language (https://graphviz.org/doc/info/lang.html), with the offsets of all that it holds.
 * @throws DotError at the first place that can't be read
 */
export function readDot(text: string): DotGraph {
  return new DotReader(tokensOf(text)).graph();
}

class DotReader {
  private at = 0;
  private depth = 0;
  private directed = true;

  constructor(private readonly tokens: readonly DotToken[]) {}

  private next(): DotToken {
    return this.tokens[this.at] ?? { kind: "end", text: "", from: 0, to: 0 };
  }

  private isSign(...signs: string[]): boolean {
    return this.next().kind === "sign" && signs.includes(this.next().text);
  }

  private isWord(...words: string[]): boolean {
    return this.next().kind === "name" && words.includes(this.next().text.toLowerCase());
  }

  private take(): DotToken {
    const token = this.next();
    this.at++;
    return token;
  }

  private skip(...signs: string[]): void {
    while (this.isSign(...signs)) this.at++;
  }

  private fail(message: string, expected: string, more: Partial<DotFault> = {}): never {
    const { from, to } = this.next();
    throw new DotError({ rule: "diagrams/syntax", message, expected, from, to: Math.max(to, from + 1), ...more });
  }

  private unexpected(where: string, expected: string, more: Partial<DotFault> = {}): never {
    const { kind, text } = this.next();
    return this.fail(kind === "end" ? `the source ends ${where}` : `\`${shortened(text)}\` ${where}`, expected, more);
  }

  private expect(sign: string, where: string, more: Partial<DotFault> = {}): void {
    if (!this.isSign(sign)) this.unexpected(where, `\`${sign}\``, more);
    this.at++;
  }

  graph(): DotGraph {
    if (this.next().kind === "end") this.fail("this diagram is empty", "`digraph { a -> b }`");
    const strict = this.isWord("strict");
    if (strict) this.at++;
    if (!this.isWord("graph", "digraph"))
      this.unexpected("where a graph begins", "`digraph {` or `graph {`", {
        hint: this.next().kind === "name" ? didYouMean(this.next().text, ["digraph", "graph", "strict"]) : undefined,
      });
    this.directed = this.take().text.toLowerCase() === "digraph";
    const id = this.isSign("{") ? undefined : this.id("where a graph begins", "`{`, or the graph's name");
    const opening = this.next();
    this.expect("{", "where a graph begins");
    const statements = this.statements(opening);
    if (this.next().kind !== "end") {
      if (this.isWord("graph", "digraph", "strict"))
        this.fail("a second graph in one diagram", "one graph a fence", { hint: "give it a fence of its own" });
      this.unexpected("behind the end of the graph", "nothing");
    }
    return { strict, directed: this.directed, id, statements };
  }

  /** Up to the brace that closes the one at hand. */
  private statements(opening: DotToken): DotStatement[] {
    if (++this.depth > DEEPEST) this.fail(`subgraphs more than ${DEEPEST} deep`, "fewer within each other");
    const statements: DotStatement[] = [];
    for (;;) {
      this.skip(";");
      if (this.isSign(","))
        this.fail("`,` between statements", "`;`, or nothing", {
          hint: "several nodes at once stand in braces: `{a b}`",
        });
      if (this.isSign("}")) break;
      if (this.next().kind === "end")
        throw new DotError({
          rule: "diagrams/syntax",
          message: "this brace is never closed",
          expected: "`}`",
          from: opening.from,
          to: opening.to,
        });
      statements.push(this.statement());
    }
    this.at++;
    this.depth--;
    return statements;
  }

  private statement(): DotStatement {
    if (this.isWord("graph", "node", "edge")) {
      const of = this.take().text.toLowerCase() as "graph" | "node" | "edge";
      if (!this.isSign("["))
        this.unexpected(`behind \`${of}\``, "`[`", {
          hint: `\`${of}\` sets attributes for all that follow; a node of that name is written \`"${of}"\``,
        });
      return { type: "attributes", of, attributes: this.attributes() };
    }
    const { from } = this.next();
    const first = this.end();
    if (!isSubgraph(first) && first.port.length === 0 && this.isSign("=")) {
      this.at++;
      return { type: "assign", attribute: { name: first.id, value: this.value() } };
    }
    if (!this.isSign("->", "--")) {
      if (isSubgraph(first)) return first;
      return { type: "node", node: first, attributes: this.attributes() };
    }
    const ends = [first];
    let { to } = this.next();
    while (this.isSign("->", "--")) {
      const sign = this.next().text;
      if (sign !== (this.directed ? "->" : "--"))
        this.fail(`\`${sign}\` in a \`${this.directed ? "digraph" : "graph"}\``, `\`${this.directed ? "->" : "--"}\``, {
          hint: this.directed ? "lines without direction stand in a `graph`" : "arrows stand in a `digraph`",
        });
      this.at++;
      ends.push(this.end());
      to = this.tokens[this.at - 1]?.to ?? to;
    }
    return { type: "edge", ends, attributes: this.attributes(), from, to };
  }

  private end(): DotNode | DotSubgraph {
    const { from } = this.next();
    if (this.isWord("subgraph") || this.isSign("{")) {
      const named = this.isWord("subgraph");
      if (named) this.at++;
      const id = this.isSign("{") ? undefined : this.id("behind `subgraph`", "its name, or `{`");
      const opening = this.next();
      this.expect("{", "where a subgraph begins");
      const statements = this.statements(opening);
      return { type: "subgraph", id, statements, from, to: this.tokens[this.at - 1]?.to ?? from };
    }
    const id = this.id("where a node, an edge or an attribute begins", "the name of a node");
    const port: DotId[] = [];
    while (this.isSign(":")) {
      this.at++;
      port.push(this.id("behind `:`", "a port, or a side such as `n` or `se`"));
    }
    if (port.length > 2) this.fail("a node with more than a port and a side", "`node:port:side`");
    return { id, port };
  }

  private attributes(): DotAttribute[] {
    const attributes: DotAttribute[] = [];
    while (this.isSign("[")) {
      this.at++;
      for (;;) {
        this.skip(";", ",");
        if (this.isSign("]")) break;
        const name = this.id("in the brackets of attributes", "`name=value`, or `]`");
        if (this.isSign("=")) {
          this.at++;
          const value = this.value();
          attributes.push({ name, value });
          this.checkBehind(name, value);
        } else attributes.push({ name });
      }
      this.at++;
    }
    return attributes;
  }

  /** A second word of a text that isn't in quotation marks would be an attribute of its own. */
  private checkBehind(name: DotId, value: DotId): void {
    const first = this.next();
    if (value.kind === "quoted" || value.kind === "html" || first.kind !== "name" || ATTRIBUTES.has(first.text)) return;
    if (REFUSED.has(first.text) || this.tokens[this.at + 1]?.text === "=") return;
    const words = [value.text];
    let { to } = first;
    for (; this.isPlain() && this.tokens[this.at + 1]?.text !== "="; this.at++) {
      words.push(this.next().text);
      to = this.next().to;
    }
    const text = shortened(words.join(" "));
    throw new DotError({
      rule: "diagrams/syntax",
      message: `\`${first.text}\` behind \`${name.text}=${value.text}\` is no attribute`,
      expected: `\`${name.text}="${text}"\`, as a text with blanks is written`,
      from: first.from,
      to,
    });
  }

  private isPlain(): boolean {
    return this.next().kind === "name" || this.next().kind === "number";
  }

  private value(): DotId {
    return this.id("where the value of an attribute stands", 'a name, a number, or `"a text"`');
  }

  private id(where: string, expected: string): DotId {
    const token = this.next();
    if (token.kind === "sign" || token.kind === "end") this.unexpected(where, expected);
    if (token.kind === "name" && KEYWORDS.includes(token.text.toLowerCase()))
      this.unexpected(where, expected, {
        hint: `a name that is a word of the language is written \`"${token.text}"\``,
      });
    this.at++;
    const id: DotId = { ...token, kind: token.kind as DotId["kind"] };
    while (id.kind === "quoted" && this.isSign("+")) {
      this.at++;
      if (this.next().kind !== "quoted") this.unexpected("behind `+`", 'a text in quotation marks: `"…"`');
      const more = this.take();
      id.text += more.text;
      id.to = more.to;
    }
    return id;
  }
}
