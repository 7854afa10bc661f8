import { ATTRIBUTES, isAllowed, isSide, SHAPES } from "./allowed.js";

const KEPT = new Set(ATTRIBUTES);
/** Attributes of the whole, beside those of all elements. */
const OF_ROOT: Readonly<Record<string, RegExp>> = {
  xmlns: /^http:\/\/www\.w3\.org\/2000\/svg$/,
  role: /^img$/,
  "aria-label": /^[^<>"]*$/,
};
const TAG = /<(\/?)([A-Za-z]+)((?: [\w-]+="[^"<>]*")*)(\/?)>/y;
const TEXT = /[^<>]+/y;
const ATTRIBUTE = / ([\w-]+)="([^"]*)"/g;
const ENTITY = /&(?!(?:amp|lt|gt|quot);)/;
const DEEPEST = 100;

/**
 * A chart's drawing made anew of what it may hold, tag by tag; the same text where it was written as this tool writes drawings.
 *
 * @throws Error with what it holds besides.
 */
export function rebuilt(svg: string): string {
  const parts: string[] = [];
  const open: string[] = [];
  let ended = false;
  for (let at = 0; at < svg.length; ) {
    TEXT.lastIndex = at;
    const text = TEXT.exec(svg)?.[0];
    if (text !== undefined) {
      const inText = open.at(-1) === "text" || open.at(-1) === "tspan";
      if (!inText && text.trim() !== "") throw new Error("text outside of a text");
      if (ENTITY.test(text)) throw new Error("an entity of its own");
      parts.push(text);
      at += text.length;
      continue;
    }
    TAG.lastIndex = at;
    const [tag = "", close = "", name = "", attributes = "", empty = ""] = TAG.exec(svg) ?? [];
    if (tag === "" || ended) throw new Error("what is no tag");
    at += tag.length;
    if (close !== "") {
      if (open.pop() !== name || attributes !== "" || empty !== "") throw new Error(`a stray </${name}>`);
      ended = open.length === 0;
      parts.push(tag);
      continue;
    }
    if (!SHAPES.has(name)) throw new Error(`a <${name}>`);
    if (open.length === 0 && (name !== "svg" || empty !== "")) throw new Error("no <svg> around it");
    if (open.length > DEEPEST) throw new Error("elements without end in one another");
    const kept = rebuiltAttributes(attributes, open.length === 0);
    parts.push(`<${name}${kept}${empty}>`);
    if (empty === "") open.push(name);
  }
  if (!ended) throw new Error("no end");
  return parts.join("");
}

function rebuiltAttributes(attributes: string, isRoot: boolean): string {
  const met = new Set<string>();
  const kept: string[] = [];
  for (const [, name = "", written = ""] of attributes.matchAll(ATTRIBUTE)) {
    if (met.has(name)) throw new Error(`${name} twice`);
    met.add(name);
    if (ENTITY.test(written)) throw new Error("an entity of its own");
    const value = written
      .replaceAll("&quot;", '"')
      .replaceAll("&gt;", ">")
      .replaceAll("&lt;", "<")
      .replaceAll("&amp;", "&");
    const ofRoot = isRoot ? OF_ROOT[name] : undefined;
    if (ofRoot ? !ofRoot.test(written) : !KEPT.has(name)) throw new Error(`the attribute ${name}`);
    if (!ofRoot && !isAllowed(name, value)) throw new Error(`${name}="${value.slice(0, 60)}"`);
    if (isRoot && (name === "width" || name === "height") && !isSide(value))
      throw new Error(`a ${name} of ${value.slice(0, 20)}`);
    kept.push(` ${name}="${written}"`);
  }
  if (isRoot && !(met.has("width") && met.has("height"))) throw new Error("no size");
  return kept.join("");
}
