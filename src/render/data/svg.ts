import { inks, recolor } from "../../figures/theme.js";

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Families without serifs that come near to a chart's own letters in their widths, on the systems that there are. */
const SANS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Roboto, Noto Sans, sans-serif";

/** The first tag, whose attributes may hold any text. */
const ROOT = /^<svg\b(?:"[^"]*"|'[^']*'|[^>"'])*>/;

/**
 * A chart as a file of its own: with the SVG namespace, families that stand in for one that a reader's machine doesn't have, and on the paper
 * that its colours are made for: white, or for a reader of dark pages the theme's dark. UTF-8 without a prolog, LF. Throws an Error when
 * `svg` doesn't begin with an svg element.
 */
export function svgFile(chart: string, paper: "light" | "dark" = "light"): string {
  const svg = paper === "light" ? chart : recolor(chart, ({ dark }) => dark);
  const text = svg.trim().replaceAll("\r\n", "\n");
  const root = ROOT.exec(text)?.[0];
  if (root === undefined) throw new Error("a chart's SVG must begin with its svg element");
  const box = /\bviewBox="([^"]*)"/
    .exec(root)?.[1]
    ?.trim()
    .split(/[\s,]+/);
  const place =
    box?.length === 4
      ? `x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}"`
      : 'width="100%" height="100%"';
  const named = /\sxmlns=/.test(root) ? root : root.replace("<svg", `<svg xmlns="${NAMESPACE}"`);
  const lettered = named.replace(/ font-family="([^",]*)"/, ` font-family="$1, ${SANS}"`);
  return `${lettered}<rect ${place} fill="${inks.background[paper]}"/>${text.slice(root.length)}\n`;
}
