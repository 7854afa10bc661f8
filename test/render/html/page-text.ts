import { JSDOM } from "jsdom";

const BLOCKS =
  "address,article,aside,blockquote,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,td,th,tr,ul,br";

/**
 * What a page says, without its aids (contents, cards, code, data): the text that the PDF must say too. Blocks and cells stand
 * on lines of their own, white space is one blank.
 * @param without selector of further parts to leave out, for example charts
 */
export function pageText(html: string, without = ""): string {
  const { document } = new JSDOM(html).window;
  for (const aid of document.querySelectorAll(`[data-aid]${without === "" ? "" : `, ${without}`}`)) aid.remove();
  for (const block of document.querySelectorAll(BLOCKS)) {
    block.before("\u0001");
    block.after("\u0001");
  }
  return (document.body.textContent ?? "")
    .split("\u0001")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
