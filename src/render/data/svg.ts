const NAMESPACE = "http://www.w3.org/2000/svg";

/** The first tag, whose attributes may hold any text. */
const ROOT = /^<svg\b(?:"[^"]*"|'[^']*'|[^>"'])*>/;

/**
 * A chart as a file of its own: with the SVG namespace and on white, since its colours are those of a light page and a reader's may be
 * dark. UTF-8 without a prolog, LF. Throws an Error when `svg` doesn't begin with an svg element.
 */
export function svgFile(svg: string): string {
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
  return `${named}<rect ${place} fill="#ffffff"/>${text.slice(root.length)}\n`;
}
