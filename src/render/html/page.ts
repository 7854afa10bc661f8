import { createHash } from "node:crypto";
import type { LivePage, MemoTree, PackedScript } from "../../document/tree.js";
import { palette as house, type PaletteColor } from "../../figures/theme.js";
import { pack } from "../../packing/pack.js";
import { basisFields, plainFront } from "../text.js";
import { type Body, bodyText, mainText, writeBody, writeSection } from "./body.js";
import { pageContext, type WrittenBefore } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { embeddedFonts, fontsAskedBy } from "./fonts/fonts.js";
import { heightRules } from "./heights.js";
import { SCRIPT } from "./script.js";
import { paletteVariables } from "./styles/colors.js";
import { pageStyle } from "./styles/style.js";
import { rulesAskedBy, usedStyle } from "./styles/used-style.js";

export interface PageOptions {
  /** Chart colours, light as in the SVG and dark; the house palette unless given. */
  palette?: readonly PaletteColor[];
  /** `@font-face` rules for the characters of the text given; the memo's fonts unless given, "" for none. */
  fonts?: (text: string) => string;
  /** The PDF's file beside the page, which then leads to it. */
  pdf?: string;
  /** What was written before, where pages are written again and again. */
  before?: WrittenBefore;
}

/** The page in the pieces that can be shown anew on their own; each text is one element. */
export interface PageParts extends Body {
  language: string;
  title: string;
  /** `<meta>` elements about the memo. */
  about: readonly string[];
  style: string;
  /** What lets a reader change assumptions. */
  live?: LivePage;
}

/** What a page has besides the memo, such as what a preview needs. */
export interface PageExtras {
  /** An element before all others but the link that skips to the text. */
  bar?: string;
  script: string;
  style: string;
  /** Further elements of the head. */
  head: readonly string[];
  /** Whether the script may ask its own server. */
  connects: boolean;
  /** Whether what follows a reader stands there as it is, as in a preview, which is soon another one. */
  isPlain?: boolean;
}

/**
 * The memo as one self-contained page: no request, one style and one script element that its own security policy admits by
 * hash, readable with scripts off.
 * @throws Error for nodes it doesn't know, links that lead nowhere or elsewhere than the web, ids used twice
 */
export function writeHtml(tree: MemoTree, options: PageOptions = {}): string {
  return joinPage(writeParts(tree, options));
}

/** The page's parts. @throws Error as `writeHtml` does */
export function writeParts(tree: MemoTree, options: PageOptions = {}): PageParts {
  const palette = paletteVariables(options.palette ?? house);
  const context = pageContext(tree, palette.variables, options.before);
  const body = writeBody(context, options.pdf);
  const text = options.before ? askedBy(body, options.before) : bodyText(body);
  const { title, authors } = plainFront(tree);
  return {
    language: tree.language,
    title,
    about: [
      ...(tree.description === undefined
        ? []
        : [`<meta name="description" content="${escapeAttribute(tree.description)}">`]),
      ...authors.map((author) => `<meta name="author" content="${escapeAttribute(author)}">`),
      ...receiptHead(tree),
    ],
    style: `${(options.fonts ?? embeddedFonts)(text)}${pageStyle(palette)}${usedStyle(text)}`,
    ...(tree.live ? { live: tree.live } : {}),
    ...body,
  };
}

/** A short text that asks for the same fonts and rules as a body's, each of whose elements is looked through once. */
function askedBy({ lead, open, sections, tail }: Body, before: WrittenBefore): string {
  const known = asked.get(before);
  const now = new Map<string, string>();
  asked.set(before, now);
  const texts = [...lead, open, tail, ...sections.flatMap((section) => [section.open, ...(section.children ?? [])])];
  for (const text of texts)
    if (!now.has(text)) now.set(text, known?.get(text) ?? `${fontsAskedBy(text)}\n${rulesAskedBy(text)}`);
  return [...new Set(now.values())].join("\n");
}

/** Of the elements of the page that was written last. */
const asked = new WeakMap<WrittenBefore, ReadonlyMap<string, string>>();

/** Elements of a head that say what a page was made by and from, for `memo verify`. */
export function receiptHead(tree: MemoTree): string[] {
  if (tree.origin === undefined) return [];
  const { engine, inputs, commit } = tree.origin;
  const meta = (name: string, content: string): string => `<meta name="${name}" content="${escapeAttribute(content)}">`;
  return [
    meta("generator", `memo ${engine}`),
    meta("memo-inputs", inputs),
    meta("memo-basis", basisFields(tree)),
    ...(commit === undefined ? [] : [meta("memo-commit", commit)]),
  ];
}

/** The whole page from its parts. */
export function joinPage(parts: PageParts, extras?: PageExtras): string {
  const scripts = extras ? [SCRIPT, extras.script] : [SCRIPT];
  const { live } = parts;
  const sections = parts.sections.map(writeSection);
  const styles = [
    `${parts.style}${heightRules(sections)}`,
    ...(extras ? [extras.style] : []),
    ...(live ? [live.style] : []),
  ];
  const hashes = (texts: readonly string[]): string => texts.map((text) => `'${hash(text)}'`).join(" ");
  const policy = [
    "default-src 'none'",
    `style-src ${hashes(styles)}`,
    `script-src ${hashes([...scripts, ...(live?.scripts ?? []), ...(live ? [...live.later, live.engine.text] : []), ...(live?.charts ? [live.charts.text] : [])])}`,
    ...(extras?.connects ? ["connect-src 'self'"] : []),
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeText(parts.title)}</title>`,
    ...parts.about,
    ...(extras?.head ?? []),
    '<link rel="icon" href="data:,">',
    ...styles.map((style) => `<style>${style}</style>`),
    // After the fonts' faces, which the script has read before the page is first shown.
    ...scripts.map((script) => `<script>${script}</script>`),
  ];
  return `<!DOCTYPE html>\n<html lang="${escapeAttribute(parts.language)}">\n<head>\n${head.join("\n")}\n</head>\n<body>\n${bodyText(extras?.bar === undefined ? parts : withBar(parts, extras.bar), sections)}\n${live ? liveText(live, extras?.isPlain ? undefined : mainText(parts.open, sections)) : ""}</body>\n</html>\n`;
}

/**
 * Read when all else is there: the model as data and scripts that wait, in one text, the engine and what draws charts in others, and what makes them run.
 * @param main the text of the page, beside which they are packed; undefined where they stand as they are
 */
function liveText({ data, later, engine, charts, scripts }: LivePage, main: string | undefined): string {
  const element = (id: string, texts: readonly string[], packed: (() => string) | undefined): string =>
    packed
      ? `<script type="text/plain" id="${id}">${packed()}</script>\n`
      : `<script type="application/json" id="${id}">${inert(JSON.stringify(texts))}</script>\n`;
  const own = [data, ...later];
  const live = element("memo-live", own, main === undefined ? undefined : () => pack(main, own));
  const always = (id: string, { text, packed }: PackedScript): string =>
    element(id, [text], main === undefined ? undefined : () => packed);
  const drawing = charts ? always("memo-charts", charts) : "";
  return `${live}${always("memo-engine", engine)}${drawing}${scripts.map((script) => `<script>${script}</script>`).join("\n")}\n`;
}

/** Nothing in it ends its element, and marks that templates hold are none of the page's. */
const inert = (json: string): string =>
  json.replace(/[<\uE000-\uF8FF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

function withBar(parts: PageParts, bar: string): PageParts {
  const [skip = "", ...rest] = parts.lead;
  return { ...parts, lead: [skip, bar, ...rest] };
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}
