import { ATTRIBUTES, isAllowed, SHAPES } from "../notebook/drawing/allowed.js";
import { escapeXml } from "../text/xml-entities.js";
import { checkSides } from "./limits.js";
import { readSheet, styled } from "./sheet.js";
import { type Picture, refuse } from "./types.js";
import { parseXml, positionIn, type XmlElement } from "./xml.js";

/** Families in which texts of a drawing are set, whatever it names: those that page and PDF hold. */
const FAMILY = "Inter, sans-serif";
const NAMESPACE = "http://www.w3.org/2000/svg";

const ELEMENTS: ReadonlySet<string> = new Set([...SHAPES, "use", "symbol"]);
/** What says something about a drawing and draws nothing. */
const SILENT = new Set(["title", "desc", "metadata", "style"]);
const KEPT: ReadonlySet<string> = new Set([...ATTRIBUTES, "display", "color", "text-decoration", "baseline-shift"]);
/** What changes nothing that can be seen, or not enough to refuse a drawing for it. */
const UNSEEN =
  /^(?:version|baseProfile|class|role|tabindex|focusable|lang|requiredFeatures|requiredExtensions|systemLanguage|enable-background|pointer-events|cursor|color-interpolation|color-interpolation-filters|color-rendering|shape-rendering|text-rendering|image-rendering|line-height|font-feature-settings|font-variant.*|font-stretch|font-kerning|font-optical-sizing|font-variation-settings|font-synthesis|solid-.*|-.*|aria-.*|data-.*|xml:.*|xmlns.*|.*:.*)$/;
/** A property that says that nothing is out of the ordinary. */
const NEUTRAL =
  /^(?:none|normal|auto|visible|inherit|initial|unset|baseline|start|0|0px|1|false|source-over|accumulate)$/;
const COLOR = /^(?:rgb|rgba|hsl|hsla)\([-\d.,%\s/]*(?:deg)?[-\d.,%\s/]*\)$/i;
const MOST_DRAWN = 50_000;

const REFUSED: ReadonlyMap<string, string> = new Map([
  ["script", "runs a script"],
  ["foreignObject", "holds another document"],
  ["iframe", "holds another document"],
  ["animate", "moves"],
  ["animateMotion", "moves"],
  ["animateTransform", "moves"],
  ["set", "moves"],
  ["filter", "has a filter, which paper and page show differently"],
  ["textPath", "has text along a path"],
  ["switch", "shows one thing or another"],
]);

/**
 * A drawing made anew of what a drawing may hold: shapes, texts, colours and pictures in it. What programs note about themselves is left
 * out; styles become attributes.
 *
 * @throws RefusedPicture, with its place in the file, for what runs, moves, leads out of the file or can't be shown alike everywhere, and
 *   for a drawing of no size
 */
export function readSvg(text: string): Omit<Picture, "name" | "format"> {
  const position = positionIn(text);
  const root = parseXml(text);
  if (root.name !== "svg")
    throw refuse("pictures/format", `is no drawing but \`<${root.name}>\``, "an SVG", { at: position(root.at) });
  const { width, height, box } = sizeOf(root, position(root.at));
  const rules = sheetsIn(root).flatMap((sheet) => readSheet(textIn(sheet), position(sheet.at)));
  const write = (element: XmlElement): string => {
    const { name, at } = element;
    if (SILENT.has(name) || name.includes(":")) return "";
    const why = REFUSED.get(name);
    if (why === "moves")
      throw refuse("pictures/animated", "moves", "a still picture: paper shows none that moves", { at: position(at) });
    if (why !== undefined || !ELEMENTS.has(name))
      throw refuse("pictures/svg", why ?? `has a \`<${name}>\``, "shapes, texts and colours", {
        at: position(at),
        hint: "save it as plain SVG, with effects drawn out",
      });
    const isRoot = element === root;
    const kept = keptOf(styled(element, rules), element, position(at));
    if (isRoot) for (const key of ["width", "height", "viewBox", "x", "y"]) kept.delete(key);
    const attributes = [...kept].map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join("");
    const inText = name === "text" || name === "tspan";
    const children = element.children.map((child) =>
      typeof child === "string" ? (inText ? escapeXml(child.replace(/\s+/g, " ")) : "") : write(child),
    );
    const head = isRoot
      ? `<svg xmlns="${NAMESPACE}" width="${round(width)}" height="${round(height)}" viewBox="${box}" font-family="${FAMILY}"`
      : `<${name}`;
    return children.length === 0 ? `${head}${attributes}/>` : `${head}${attributes}>${children.join("")}</${name}>`;
  };
  const content = write(root);
  checkUses(root, position);
  checkSides(Math.round(width), Math.round(height));
  return { width: Math.round(width), height: Math.round(height), transparent: true, content };
}

function keptOf(
  all: ReadonlyMap<string, string>,
  { name }: XmlElement,
  at: { line: number; column: number },
): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [written, raw] of all) {
    const key = written === "xlink:href" ? "href" : written;
    const value = raw.trim().replace(/\s+/g, " ");
    const wrong = (what: string, hint?: string): Error =>
      refuse("pictures/svg", what, "a drawing that needs nothing but itself", { at, hint });
    if (/^on/i.test(key)) throw wrong(`runs a script (\`${key}\`)`);
    if (key === "href") {
      if (!isAllowed("href", value)) throw wrong(`leads out of the file: \`${value.slice(0, 40)}\``);
      // In what has no use for it, it is a link.
    } else if (/url\(\s*["']?(?!["']?#)/i.test(value)) throw wrong(`leads out of the file: \`${value.slice(0, 40)}\``);
    if (key === "font-family" || UNSEEN.test(key)) continue;
    const quoted = value.replace(/^url\((["'])(#[^"')]*)\1\)$/, "url($2)");
    if (!KEPT.has(key)) {
      if (NEUTRAL.test(quoted)) continue;
      throw wrong(
        `has \`${key}="${value.slice(0, 40)}"\`, which can't be shown alike everywhere`,
        "save it as plain SVG, with effects drawn out",
      );
    }
    const fits =
      key === "display" || key === "text-decoration" || key === "baseline-shift"
        ? /^[\w\s.%-]+$/.test(quoted)
        : key === "color"
          ? /^[\w#]+$/.test(quoted) || COLOR.test(quoted)
          : isAllowed(key, lengths(quoted)) ||
            ((key === "fill" || key === "stroke" || key === "stop-color") && COLOR.test(quoted));
    if (!fits) {
      if (quoted === "" || NEUTRAL.test(quoted)) continue;
      throw wrong(`has \`${key}="${value.slice(0, 40)}"\` in a \`<${name}>\`, which can't be read`);
    }
    kept.set(key, lengths(quoted));
  }
  return kept;
}

const PIXELS: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  "": 1,
};

/** A length in pixels where it is one in another unit; anything else as it is. */
function lengths(value: string): string {
  const [, number, unit = ""] = /^([-+]?[\d.]+(?:e[-+]?\d+)?)(px|pt|pc|mm|cm|in)$/i.exec(value) ?? [];
  return number === undefined ? value : round(Number(number) * (PIXELS[unit.toLowerCase()] ?? 1));
}

const round = (value: number): string => String(Math.round(value * 1000) / 1000);

/** From its width and height, or its box where it gives none. */
function sizeOf(
  root: XmlElement,
  at: { line: number; column: number },
): { width: number; height: number; box: string } {
  const box = (root.attributes.get("viewBox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = 0, y = 0, boxWidth = 0, boxHeight = 0] = box.length === 4 && box.every(Number.isFinite) ? box : [];
  const side = (name: string): number | undefined => {
    const [, number, unit = ""] =
      /^\s*([\d.]+(?:e[-+]?\d+)?)\s*([a-z]*)\s*$/i.exec(root.attributes.get(name) ?? "") ?? [];
    const scale = PIXELS[unit.toLowerCase()];
    return number === undefined || scale === undefined ? undefined : Number(number) * scale;
  };
  let [width, height] = [side("width"), side("height")];
  if (boxWidth > 0 && boxHeight > 0) {
    width ??= height === undefined ? boxWidth : (height * boxWidth) / boxHeight;
    height ??= (width * boxHeight) / boxWidth;
  }
  if (!(width && height && width > 0 && height > 0))
    throw refuse("pictures/size", "says no size", "a `viewBox`, or a `width` and a `height`", { at });
  return {
    width,
    height,
    box:
      boxWidth > 0 && boxHeight > 0
        ? [x, y, boxWidth, boxHeight].map(round).join(" ")
        : `0 0 ${round(width)} ${round(height)}`,
  };
}

function sheetsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) =>
    typeof child === "string" ? [] : child.name === "style" ? [child] : sheetsIn(child),
  );
}

const textIn = ({ children }: XmlElement): string => children.filter((child) => typeof child === "string").join("");

/** That what is shown by name, over and over, comes to an end, and soon. */
function checkUses(root: XmlElement, position: (at: number) => { line: number; column: number }): void {
  const byId = new Map<string, XmlElement>();
  const note = (element: XmlElement): void => {
    const id = element.attributes.get("id");
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    for (const child of element.children) if (typeof child !== "string") note(child);
  };
  note(root);
  const counted = new Map<XmlElement, number>();
  const open = new Set<XmlElement>();
  const count = (element: XmlElement): number => {
    const known = counted.get(element);
    if (known !== undefined) return known;
    if (open.has(element))
      throw refuse("pictures/svg", "shows a part within itself", "a drawing that comes to an end", {
        at: position(element.at),
      });
    open.add(element);
    let sum = 1;
    for (const child of element.children) if (typeof child !== "string") sum += count(child);
    for (const [key, value] of element.attributes) {
      const target = key.endsWith("href") ? /^#(.+)$/.exec(value)?.[1] : /^url\(["']?#([^"')]+)/.exec(value)?.[1];
      const shown = target === undefined ? undefined : byId.get(target);
      if (shown) sum += count(shown);
    }
    open.delete(element);
    if (sum > MOST_DRAWN)
      throw refuse("pictures/svg", `draws more than ${MOST_DRAWN} things`, "a drawing with less in it", {
        at: position(element.at),
      });
    counted.set(element, sum);
    return sum;
  };
  count(root);
}
