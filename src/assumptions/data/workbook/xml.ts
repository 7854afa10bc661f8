import { XML_ENTITIES } from "../../../text/xml-entities.js";
import { FileRefusal } from "../refusal.js";

/** An element that begins or ends, or a text. Names come without the part before a colon. */
export type XmlPiece =
  | { type: "open"; name: string; attributes: string; empty: boolean }
  | { type: "close"; name: string }
  | { type: "text"; text: string };

const PIECE =
  /<(?:!--[\s\S]*?-->|\?[\s\S]*?\?>|!\[CDATA\[([\s\S]*?)\]\]>|(!)|(\/?)(?:[\w.-]+:)?([\w.-]+)(?![\w.:-])((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>)|([^<]+)|(<)/g;

/**
 * The pieces of a part of a workbook, in order. It is XML of a few elements, which is why this is no general reader; a document type is refused, as
 * is what is no XML.
 */
export function* xmlPieces(xml: string): Generator<XmlPiece> {
  for (const [, data, declared, slash, name = "", attributes = "", empty, text, stray] of xml.matchAll(PIECE)) {
    if (declared !== undefined || stray !== undefined)
      throw new FileRefusal("is damaged", "a workbook that a spreadsheet program has saved as .xlsx");
    if (data !== undefined) yield { type: "text", text: data };
    else if (text !== undefined) yield { type: "text", text: unescaped(text) };
    else if (name === "") continue;
    else if (slash) yield { type: "close", name };
    else yield { type: "open", name, attributes, empty: empty === "/" };
  }
}

/** The value of an attribute by its name, with the part before its colon where it has one. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? unescaped(found[1] ?? found[2] ?? "") : undefined;
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = "") => {
      const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return XML_ENTITIES.get(name) ?? whole;
    },
  );
}
