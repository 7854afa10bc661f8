import { isAllowed } from "../../notebook/drawing/allowed.js";
import { escapeAttribute } from "./escape.js";

const TAG = /<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>/g;
const ATTRIBUTE = /\s+([\w:.-]+)="([^"]*)"/g;
const PAINTED = new Set(["fill", "stroke", "color", "stop-color", "flood-color"]);
const REFUSED_TAGS = new Set(["style", "script", "foreignobject", "iframe", "use", "a"]);

/**
 * A chart's normalised SVG for the page: one image with an alternative text, sized by the page, its palette as CSS
 * variables so that dark mode recolours it.
 * @param colors hex of the light palette, lower case, to the CSS value that replaces it
 * @throws Error for what the page's security policy would not run or show: style and script, in elements or attributes
 */
export function writeSvg(svg: string, alt: string, colors: ReadonlyMap<string, string>, before?: SvgBefore): string {
  if (!before) return written(svg, escapeAttribute(alt), colors);
  // Its `aria-label` is replaced by the alternative text, so that drawings are kept without it.
  const drawing = svg.replace(/ aria-label="[^"]*"/, "");
  const parts = before.get(drawing) ?? written(drawing, ALT, colors).split(ALT);
  // The oldest goes first.
  before.delete(drawing);
  before.set(drawing, parts);
  for (const oldest of before.keys()) {
    if (before.size <= MOST_KEPT) break;
    before.delete(oldest);
  }
  return parts.join(escapeAttribute(alt));
}

/** Drawings as a page has them, around their alternative texts, by how they were drawn: for a page in the same colours that is written again and again. */
export type SvgBefore = Map<string, readonly string[]>;

const MOST_KEPT = 300;
/** No text that is printed holds it. */
const ALT = "\0";

function written(svg: string, alt: string, colors: ReadonlyMap<string, string>): string {
  let depth = 0;
  // Blanks between elements draw nothing, but within a text.
  const bare = svg.trim().replace(/>\n\s*<(?!tspan|\/text)/g, "><");
  return bare.replace(TAG, (_tag, name: string, attributes: string, end: string) => {
    if (REFUSED_TAGS.has(name.toLowerCase())) throw new Error(`a chart holds a <${name}>, which the page refuses`);
    const root = name === "svg" && depth++ === 0;
    let out = root ? `<svg role="img" aria-label="${alt}"` : `<${name}`;
    for (const [, key = "", value = ""] of attributes.matchAll(ATTRIBUTE)) {
      if (key === "style" || key.startsWith("on"))
        throw new Error(`a chart's <${name}> has the attribute ${key}, which the page refuses`);
      if (key.endsWith("href") && !isAllowed("href", value))
        throw new Error(`a chart's <${name}> names what lies outside of it, which the page refuses`);
      if (key === "role" || key === "class" || key.startsWith("aria-") || key.startsWith("xmlns:")) continue;
      if (root && (key === "width" || key === "height")) continue;
      const color = PAINTED.has(key) ? colors.get(value.toLowerCase()) : undefined;
      out += ` ${key}="${color ?? value}"`;
    }
    return `${out}${end}>`;
  });
}
