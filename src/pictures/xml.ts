import { LineMap } from "../diagnostic.js";
import { XML_ENTITIES } from "../text/xml-entities.js";
import { refuse } from "./types.js";

/** An element of a drawing, with where it begins. */
export interface XmlElement {
  /** Without the prefix of its namespace where that is SVG's own. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
  at: number;
}

const DEEPEST = 100;
const MOST_ELEMENTS = 50_000;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const CLOSE = /\s*(\/?)>/y;

/** Says the line and column of an offset. */
export function positionIn(text: string): (offset: number) => { line: number; column: number } {
  const map = new LineMap(text);
  return (offset) => map.at(offset);
}

/**
 * The one element that a text of XML is, without comments, instructions and declarations.
 * @throws RefusedPicture at the first place that is no well-formed XML, or that declares entities.
 */
export function parseXml(text: string): XmlElement {
  return new XmlReader(text).read();
}

class XmlReader {
  private root: XmlElement | undefined;
  private readonly open: XmlElement[] = [];
  private count = 0;
  private readonly position: ReturnType<typeof positionIn>;

  constructor(private readonly text: string) {
    this.position = positionIn(text);
  }

  read(): XmlElement {
    const { text, open } = this;
    for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; ) {
      const next = text.indexOf("<", at);
      const data = text.slice(at, next === -1 ? undefined : next);
      if (open.length > 0 && data !== "") open.at(-1)?.children.push(this.decode(data, at));
      else if (data.trim() !== "") throw this.wrong("has text outside of its drawing", at);
      at = next === -1 ? text.length : this.markup(next);
    }
    const last = open.at(-1);
    if (last) throw this.wrong(`never closes its \`${last.name}\``, last.at);
    if (!this.root) throw this.wrong("holds no drawing", 0);
    return this.root;
  }

  /** Reads what begins with the `<` at `at`; the offset behind it. */
  private markup(at: number): number {
    const { text } = this;
    if (text.startsWith("<!--", at)) return this.behind("-->", at);
    if (text.startsWith("<?", at)) {
      if (text.startsWith("<?xml-stylesheet", at)) throw this.wrong("names a style sheet outside of it", at);
      return this.behind("?>", at);
    }
    if (text.startsWith("<![CDATA[", at)) {
      const end = this.behind("]]>", at);
      this.open.at(-1)?.children.push(text.slice(at + 9, end - 3));
      return end;
    }
    if (text.startsWith("<!", at)) {
      const end = this.behind(">", at);
      if (text.slice(at, end).includes("["))
        throw this.wrong("declares entities of its own", at, "save it as plain SVG, without the program's own data");
      return end;
    }
    return text.startsWith("</", at) ? this.closeTag(at) : this.openTag(at);
  }

  private behind(end: string, at: number): number {
    const found = this.text.indexOf(end, at);
    if (found === -1) throw this.wrong(`has a \`${this.text.slice(at, at + 4)}\` that never ends`, at);
    return found + end.length;
  }

  private closeTag(at: number): number {
    NAME.lastIndex = at + 2;
    const name = plain(NAME.exec(this.text)?.[0] ?? "");
    const last = this.open.pop();
    if (!last || last.name !== name)
      throw this.wrong(`closes \`${name}\` where ${last ? `\`${last.name}\`` : "nothing"} is open`, at);
    return this.behind(">", at);
  }

  private openTag(at: number): number {
    const { text, open } = this;
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) throw this.wrong("has a `<` that begins no element", at);
    const { attributes, to } = this.attributes(NAME.lastIndex);
    CLOSE.lastIndex = to;
    const close = CLOSE.exec(text);
    if (!close) throw this.wrong(`has a \`<${name}\` that can't be read`, at);
    const element: XmlElement = { name: plain(name), attributes, children: [], at };
    if (++this.count > MOST_ELEMENTS) throw this.wrong(`has more than ${MOST_ELEMENTS} elements`, at);
    if (open.length >= DEEPEST) throw this.wrong(`has elements more than ${DEEPEST} deep inside each other`, at);
    if (open.length > 0) open.at(-1)?.children.push(element);
    else if (this.root) throw this.wrong("has a second drawing behind the first", at);
    else this.root = element;
    if (close[1] === "") open.push(element);
    return CLOSE.lastIndex;
  }

  private attributes(from: number): { attributes: Map<string, string>; to: number } {
    const attributes = new Map<string, string>();
    for (let to = from; ; to = ATTRIBUTE.lastIndex) {
      ATTRIBUTE.lastIndex = to;
      const found = ATTRIBUTE.exec(this.text);
      if (!found) return { attributes, to };
      const [, key = "", double, single] = found;
      if (attributes.has(key)) throw this.wrong(`gives \`${key}\` twice to one element`, to);
      attributes.set(key, this.decode(double ?? single ?? "", to));
    }
  }

  private decode(written: string, at: number): string {
    return written.replace(/&([^;&\s]{0,12});?/g, (whole, name: string, index: number) => {
      const found = whole.endsWith(";") ? characterOf(name) : undefined;
      if (found === undefined) throw this.wrong(`has \`${whole}\`, which stands for no character`, at + index);
      return found;
    });
  }

  private wrong(what: string, at: number, hint?: string): Error {
    return refuse("pictures/svg", what, "a drawing in plain SVG", { at: this.position(at), hint });
  }
}

/** What an entity stands for: `amp`, `#xe4`, `#228`. */
function characterOf(name: string): string | undefined {
  const code = /^#x([\da-f]{1,6})$/i.exec(name)?.[1];
  const decimal = /^#(\d{1,7})$/.exec(name)?.[1];
  const point = code ? Number.parseInt(code, 16) : decimal ? Number(decimal) : undefined;
  if (point === undefined) return XML_ENTITIES.get(name);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

const plain = (name: string): string => name.replace(/^svg:/, "");
