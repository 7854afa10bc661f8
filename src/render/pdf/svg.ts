import { SANS } from "./fonts.js";

/** A text of a chart and the families its chart names for it, the first of which must be able to set it. */
export interface ChartText {
  text: string;
  families: readonly string[];
  /** Of its letters, in the chart's own units. */
  size: number;
}

/** Where an SVG says nothing. */
const USUAL_SIZE = 16;

/**
 * The texts of a normalised SVG with the fonts in force. Typst takes a glyph missing from a chart's font from whatever the
 * machine has, so what a chart prints is checked before.
 */
export function chartTexts(svg: string): ChartText[] {
  const texts: ChartText[] = [];
  const open: { name: string; family: string; size: number }[] = [];
  const inText = (): boolean => open.some((element) => element.name === "text");
  for (const [, comment, close, name, attributes, data] of svg.matchAll(
    /(<!--[\s\S]*?-->|<[?!][^>]*>)|<(\/?)([\w:-]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+)/g,
  )) {
    if (comment !== undefined) continue;
    const { family = SANS, size = USUAL_SIZE } = open.at(-1) ?? {};
    if (data !== undefined) {
      const text = decoded(data).trim();
      if (text !== "" && inText()) texts.push({ text, families: [family], size });
    } else if (close === "/") open.pop();
    else if (name !== undefined && !attributes?.endsWith("/"))
      open.push({ name, family: familyIn(attributes) ?? family, size: sizeIn(attributes) ?? size });
  }
  return texts;
}

function familyIn(attributes: string | undefined): string | undefined {
  const named = /font-family\s*[=:]\s*["']?([^;>]*)/.exec(attributes ?? "")?.[1];
  return named
    ?.split(",")[0]
    ?.replace(/^["'\s]+|&quot;/g, "")
    .replace(/["'].*$/, "")
    .trim();
}

const sizeIn = (attributes: string | undefined): number | undefined =>
  Number.parseFloat(/font-size\s*[=:]\s*["']?([\d.]+)/.exec(attributes ?? "")?.[1] ?? "") || undefined;

function decoded(data: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return data.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (all, name: string) => {
    if (name.startsWith("#x") || name.startsWith("#X")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return named[name] ?? all;
  });
}

/** Width and height of an SVG in its own units, from its viewBox or its size; undefined where it says neither. */
export function svgSize(svg: string): { width: number; height: number } | undefined {
  const root = /<svg\b(?:"[^"]*"|[^>"])*>/.exec(svg)?.[0] ?? "";
  const box = /\bviewBox="([^"]*)"/
    .exec(root)?.[1]
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const side = (name: string): number => Number.parseFloat(new RegExp(`\\s${name}="([^"]*)"`).exec(root)?.[1] ?? "");
  const [width, height] = box?.length === 4 ? [box[2], box[3]] : [side("width"), side("height")];
  return width && height && width > 0 && height > 0 ? { width, height } : undefined;
}
