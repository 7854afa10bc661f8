import { JSDOM } from "jsdom";

// A window takes a hundred times as long to make as most texts take to read.
const { DOMParser } = new JSDOM("").window;

const BLOCKS = new Set(
  "address,article,aside,blockquote,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,td,th,tr,ul,br".split(
    ",",
  ),
);

/**
 * What a page, or an element of one, says, without its aids (contents, cards, code, data): the text that the PDF must say too. Blocks
 * and cells stand on lines of their own, white space is one blank.
 * @param without selector of further parts to leave out, for example charts
 */
export function pageText(page: string | Element, without = ""): string {
  const top = typeof page === "string" ? new DOMParser().parseFromString(page, "text/html").body : page;
  const lines = [""];
  const say = (node: Node): void => {
    if (node.nodeType === node.TEXT_NODE) lines[lines.length - 1] += node.nodeValue ?? "";
    if (node.nodeType !== node.ELEMENT_NODE) return;
    const element = node as Element;
    if (element.hasAttribute("data-aid") || (without !== "" && element.matches(without))) return;
    const apart = BLOCKS.has(element.localName);
    if (apart) lines.push("");
    for (const child of element.childNodes) say(child);
    if (apart) lines.push("");
  };
  say(top);
  return lines
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
