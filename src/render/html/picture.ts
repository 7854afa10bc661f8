import type { ShownPicture } from "../../document/tree.js";
import type { Picture } from "../../pictures/index.js";
import { escapeAttribute } from "./escape.js";

/**
 * A picture as part of the page: bytes in its address, a drawing in elements, so that its texts are set as the page's are. Of two, the
 * page's colours show one.
 *
 * @param id of what shows it, unique on the page: what a drawing calls its own parts is told from other drawings' by it
 */
export function writePicture({ light, dark, width }: ShownPicture, alt: string, id: string): string {
  const share = width === undefined ? "" : ` w${Math.round(width * 100)}`;
  // On dark paper, one that paper shows through keeps light behind it, unless it has another for that.
  const kind = dark ? "shown" : light.transparent ? "shown papered" : "shown";
  return `<div class="${kind}${share}">${[
    write(light, alt, dark ? "on-light" : "", id),
    ...(dark ? [write(dark, alt, "on-dark", `${id}-dark`)] : []),
  ].join("")}</div>`;
}

function write({ format, content, width, height }: Picture, alt: string, name: string, id: string): string {
  const named = name === "" ? "" : ` class="${name}"`;
  if (typeof content === "string")
    return withOwnIds(content, id).replace(
      /^<svg xmlns="[^"]*"/,
      () => `<svg${named} role="img" aria-label="${escapeAttribute(alt)}"`,
    );
  return `<img${named} src="data:image/${format};base64,${Buffer.from(content).toString("base64")}" alt="${escapeAttribute(alt)}" width="${width}" height="${height}">`;
}

/** A drawing whose parts are called after what shows it: two drawings may both have an `a`. */
function withOwnIds(svg: string, id: string): string {
  const own = `${id.replace(/[^\w-]/g, "-")}--`;
  return svg
    .replace(/ id="([^"]*)"/g, (_, name: string) => ` id="${own}${name}"`)
    .replace(/ href="#([^"]*)"/g, (_, name: string) => ` href="#${own}${name}"`)
    .replace(/="url\(#([^)"]*)\)"/g, (_, name: string) => `="url(#${own}${name})"`);
}
