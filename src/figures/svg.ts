import { ATTRIBUTES, isAllowed, isSide, LARGEST, SHAPES } from "../notebook/drawing/allowed.js";
import { shorten } from "../notebook/library/reasons.js";
import { resolveColor } from "./color.js";
import { elementsIn } from "./elements.js";
import { ownText } from "./layout.js";
import { fontFamily, inks, seriesColors, size } from "./theme.js";
import { fewOf } from "./words.js";

/** A chart made fit for every reader, and what to tell its author. */
export interface NormalSvg {
  svg: string;
  /** All text of the chart, for checks. */
  text: readonly string[];
  warnings: readonly string[];
}

/** Attributes that are kept, each with its place among those of an element. */
const KEPT = new Map(ATTRIBUTES.map((name, place) => [name, place]));

/** Attributes whose numbers are positions and sizes. */
const GEOMETRY = new Set(
  ATTRIBUTES.slice(ATTRIBUTES.indexOf("x"), ATTRIBUTES.indexOf("fill")).concat(
    "stroke-width",
    "stroke-dasharray",
    "font-size",
  ),
);
const COLORS = new Set(["fill", "stroke", "stop-color"]);

/** Groups whose unpainted shapes carry data: they take the first series colour, all else takes the ink of its role. */
const FILLED = /^(area|bar|rect|cell|waffle|geo)$/;
const STROKED = /^(line|area|dot|link|tick|vector|linear-regression|density)$/;

/** The colour that a filled shape has of which nobody says one; undefined of what takes the ink of its role. */
export const filledAs = (role: string): string | undefined => (FILLED.test(role) ? ink(role) : undefined);

function ink(role: string): string {
  if (/-axis tick$|^frame$|^rule$/.test(role)) return inks.axis.light;
  if (/-axis (tick )?label$|^arrow$/.test(role)) return inks.muted.light;
  if (/-grid$/.test(role)) return inks.grid.light;
  if (FILLED.test(role) || STROKED.test(role)) return seriesColors[0]?.light ?? inks.text.light;
  return inks.text.light;
}

interface Context {
  role: string;
  ids: ReadonlyMap<string, string>;
  warnings: Set<string>;
  /** Colours as the author wrote them that are none of the palette's. */
  foreign: Set<string>;
  text: string[];
}

/**
 * Writes a chart of the library as a stand-alone SVG that a page, Typst and GitHub read alike: presentation attributes for
 * styles, hex colours of the light palette, ids `<figure id>-1`, … in document order, two decimals, one element a line. Whatever
 * depends on script, style sheets or a pointer is taken out.
 *
 * @param figure `instead`: what gives colours of the palette, for who takes others
 * @throws Error when the chart holds what can't be kept: HTML, scripts, outside pictures, unreadable colours.
 */
export function normalizeSvg(svg: Element, figure: { id: string; alt: string; instead?: string }): NormalSvg {
  const ids = new Map<string, string>();
  for (const element of svg.querySelectorAll("[id]")) ids.set(element.id, `${figure.id}-${ids.size + 1}`);
  const context: Context = { role: "", ids, warnings: new Set(), foreign: new Set(), text: [] };
  const width = side(svg, "width", size.width);
  const height = side(svg, "height", size.height);
  const root =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" ` +
    `viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-label="${escapeXml(figure.alt)}" fill="${inks.text.light}" ` +
    `font-family="${fontFamily}" font-size="${size.text}" text-anchor="middle">`;
  const ground = `  <rect width="${round(width)}" height="${round(height)}" fill="${inks.background.light}"/>`;
  const body = elementsIn(svg).flatMap((child) => write(child, context, "  "));
  return {
    svg: [root, ground, ...body, "</svg>", ""].join("\n"),
    text: context.text,
    warnings: [...context.warnings, ...foreignColors([...context.foreign], figure.instead)],
  };
}

function side(svg: Element, name: "width" | "height", usual: number): string {
  const value = svg.getAttribute(name) ?? String(usual);
  if (!isSide(value))
    throw new Error(`the ${name} of a chart is a number of pixels from 1 to ${LARGEST}, not \`${shorten(value)}\``);
  return value;
}

function foreignColors(colors: readonly string[], instead: string | undefined): string[] {
  const said = colors.map((color) => `\`${color}\``);
  if (said.length === 0) return [];
  return said.length === 1
    ? [`the colour ${said[0]} is not one of Plot.palette, so it stays the same in dark mode`]
    : [
        `the colours ${fewOf(said)} are not of Plot.palette or Plot.ramp, so they stay the same in dark mode${instead === undefined ? "" : `: ${instead}`}`,
      ];
}

function write(element: Element, outer: Context, indent: string): string[] {
  const name = element.localName;
  const label = element.getAttribute("aria-label");
  const isGroup = name === "g";
  // Only what the library draws for a whole mark names its kind; single shapes may carry labels of the author's.
  const context = label && outer.role === "" ? { ...outer, role: label } : outer;
  if (name === "style" || name === "title" || name === "desc" || context.role === "tip") return [];
  if (name === "a") {
    context.warnings.add("links inside a chart are left out; put them in the caption or the source line");
    return elementsIn(element).flatMap((child) => write(child, context, indent));
  }
  if (!SHAPES.has(name)) throw new Error(`a chart can't hold a \`${name}\` element`);
  const attributes = collect(element, context);
  if (isGroup && FILLED.test(context.role) && !attributes.has("fill") && label)
    attributes.set("fill", ink(context.role));
  if (isGroup && label && /label$/.test(context.role) && !attributes.has("fill"))
    attributes.set("fill", ink(context.role));
  if (name === "text" || name === "tspan") return writeText(element, attributes, context, indent);
  const open = `${indent}<${name}${print(attributes)}`;
  const plain = isGroup && attributes.size === 0;
  const children = elementsIn(element).flatMap((child) => write(child, context, plain ? indent : `${indent}  `));
  if (plain) return children;
  if (children.length > 0) return [`${open}>`, ...children, `${indent}</${name}>`];
  return isGroup || name === "defs" ? [] : [`${open}/>`];
}

function writeText(element: Element, attributes: Map<string, string>, context: Context, indent: string): string[] {
  const inner = (node: Element): string =>
    [...node.childNodes]
      .map((child) => {
        if (child.nodeType === 3) return escapeXml(child.nodeValue ?? "");
        const span = child as Element;
        if (span.localName !== "tspan") return "";
        return `<tspan${print(collect(span, context))}>${inner(span)}</tspan>`;
      })
      .join("");
  const text = inner(element);
  if (text === "") return [];
  context.text.push(ownText(element));
  return [`${indent}<text${print(attributes)}>${text}</text>`];
}

function collect(element: Element, context: Context): Map<string, string> {
  const raw = new Map<string, string>();
  for (const { name, localName, value } of element.attributes) {
    if (name === "style") for (const [property, setting] of declarations(value)) raw.set(property, setting);
    else raw.set(name === "xlink:href" ? "href" : name.includes(":") ? localName : name, value);
  }
  // The library draws its grid as faint text colour; a colour of its own reads the same over any background.
  if (/-grid$/.test(context.role) && raw.get("stroke") === "currentColor" && raw.get("stroke-opacity") === "0.1")
    raw.delete("stroke-opacity");
  const kept = new Map<string, string>();
  const places = [...raw.keys()].flatMap((name) => KEPT.get(name) ?? []).sort((a, b) => a - b);
  for (const place of places) {
    const name = ATTRIBUTES[place] ?? "";
    const value = raw.get(name) ?? "";
    const written = attribute(element, name, value, context);
    if (/\burl\(|[\\]/i.test(written) && !isAllowed(name, written))
      throw new Error(`a chart can't load \`${shorten(value)}\`: a report stands alone`);
    if (!isAllowed(name, written))
      throw new Error(`\`${name}\` of a chart's <${element.localName}> can't be \`${shorten(value)}\``);
    kept.set(name, written);
  }
  for (const name of raw.keys())
    if ((name === "mix-blend-mode" || name === "filter") && !KEPT.has(name) && raw.get(name) !== "normal")
      context.warnings.add(`\`${name}\` is left out: paper and some readers of SVG don't know it`);
  return kept;
}

function attribute(element: Element, name: string, value: string, { role, ids, foreign }: Context): string {
  if (name === "id") return ids.get(value) ?? value;
  if (name === "href") {
    if (value.startsWith("#")) return `#${ids.get(value.slice(1)) ?? value.slice(1)}`;
    if (isAllowed(name, value)) return value;
    const hint = value.startsWith("data:") ? "pictures are PNG, JPEG, GIF or WebP in base64" : "a report stands alone";
    throw new Error(`a chart can't load \`${shorten(value)}\`: ${hint}`);
  }
  const linked = !value.includes("url(")
    ? value
    : value.replace(/url\(["']?#([^"')]+)["']?\)/g, (_, id) => `url(#${ids.get(id) ?? id})`);
  if (COLORS.has(name)) {
    const { value: color, isForeign } = resolveColor(
      linked,
      ink(element.localName === "text" && role === "" ? "text" : role),
    );
    if (isForeign) foreign.add(value.trim());
    return color;
  }
  return GEOMETRY.has(name) ? round(linked) : linked;
}

/** Declarations of a style attribute. */
function declarations(style: string): [string, string][] {
  return style
    .split(";")
    .map((declaration) => declaration.split(":").map((part) => part.trim()))
    .filter((parts): parts is [string, string] => parts.length === 2 && parts[0] !== "" && parts[1] !== "");
}

const print = (attributes: ReadonlyMap<string, string>): string =>
  [...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("");

/** Numbers in a list, path or transform, to two decimals; letters between them stay. */
function round(text: string): string {
  return text.replace(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi, (number) => {
    const rounded = Math.round(Number(number) * 100) / 100;
    return String(rounded === 0 ? 0 : rounded);
  });
}

// Characters that XML 1.0 doesn't allow at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escapeXml = (text: string): string =>
  text
    .replace(FORBIDDEN, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
