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
  const position = positionIn(text);
  const wrong = (what: string, at: number, hint?: string): Error =>
    refuse("pictures/svg", what, "a drawing in plain SVG", { at: position(at), hint });
  const decode = (written: string, at: number): string =>
    written.replace(/&([^;&\s]{0,12});?/g, (whole, name: string, index: number) => {
      const code = /^#x([\da-f]{1,6})$/i.exec(name)?.[1];
      const decimal = /^#(\d{1,7})$/.exec(name)?.[1];
      const point = code ? Number.parseInt(code, 16) : decimal ? Number(decimal) : undefined;
      const found = whole.endsWith(";")
        ? point === undefined
          ? XML_ENTITIES.get(name)
          : point <= 0x10ffff
            ? String.fromCodePoint(point)
            : undefined
        : undefined;
      if (found === undefined) throw wrong(`has \`${whole}\`, which stands for no character`, at + index);
      return found;
    });
  let root: XmlElement | undefined;
  const open: XmlElement[] = [];
  let count = 0;
  const skip = (at: number, end: string): number => {
    const found = text.indexOf(end, at);
    if (found === -1) throw wrong(`has a \`${text.slice(at, at + 4)}\` that never ends`, at);
    return found + end.length;
  };
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; ) {
    const next = text.indexOf("<", at);
    const data = text.slice(at, next === -1 ? undefined : next);
    if (data !== "") {
      if (open.length > 0) open.at(-1)?.children.push(decode(data, at));
      else if (data.trim() !== "") throw wrong("has text outside of its drawing", at);
    }
    if (next === -1) break;
    at = next;
    if (text.startsWith("<!--", at)) at = skip(at, "-->");
    else if (text.startsWith("<?", at)) {
      if (text.startsWith("<?xml-stylesheet", at)) throw wrong("names a style sheet outside of it", at);
      at = skip(at, "?>");
    } else if (text.startsWith("<![CDATA[", at)) {
      const end = skip(at, "]]>");
      open.at(-1)?.children.push(text.slice(at + 9, end - 3));
      at = end;
    } else if (text.startsWith("<!", at)) {
      const end = skip(at, ">");
      if (text.slice(at, end).includes("["))
        throw wrong("declares entities of its own", at, "save it as plain SVG, without the program's own data");
      at = end;
    } else if (text.startsWith("</", at)) {
      NAME.lastIndex = at + 2;
      const name = plain(NAME.exec(text)?.[0] ?? "");
      const last = open.pop();
      if (!last || last.name !== name)
        throw wrong(`closes \`${name}\` where ${last ? `\`${last.name}\`` : "nothing"} is open`, at);
      at = skip(at, ">");
    } else {
      NAME.lastIndex = at + 1;
      const name = NAME.exec(text)?.[0];
      if (name === undefined) throw wrong("has a `<` that begins no element", at);
      const attributes = new Map<string, string>();
      let to = NAME.lastIndex;
      for (;;) {
        ATTRIBUTE.lastIndex = to;
        const found = ATTRIBUTE.exec(text);
        if (!found) break;
        const [, key = "", double, single] = found;
        if (attributes.has(key)) throw wrong(`gives \`${key}\` twice to one element`, to);
        attributes.set(key, decode(double ?? single ?? "", to));
        to = ATTRIBUTE.lastIndex;
      }
      CLOSE.lastIndex = to;
      const close = CLOSE.exec(text);
      if (!close) throw wrong(`has a \`<${name}\` that can't be read`, at);
      const element: XmlElement = { name: plain(name), attributes, children: [], at };
      if (++count > MOST_ELEMENTS) throw wrong(`has more than ${MOST_ELEMENTS} elements`, at);
      if (open.length >= DEEPEST) throw wrong(`has elements more than ${DEEPEST} deep inside each other`, at);
      if (open.length > 0) open.at(-1)?.children.push(element);
      else if (root) throw wrong("has a second drawing behind the first", at);
      else root = element;
      if (close[1] === "") open.push(element);
      at = CLOSE.lastIndex;
    }
  }
  const [unclosed] = open;
  if (unclosed) throw wrong(`never closes its \`${open.at(-1)?.name}\``, (open.at(-1) ?? unclosed).at);
  if (!root) throw wrong("holds no drawing", 0);
  return root;
}

const plain = (name: string): string => name.replace(/^svg:/, "");
