import { idOf } from "../document/addresses/redirects.js";
import type { FigureNode, MemoTree } from "../document/tree.js";
import { figuresOf } from "../document/tree.js";
import { plainText } from "../document/words.js";
import { escapeAttribute } from "../render/html/escape.js";
import { type Embedded, embedTitle, writeEmbed } from "../render/html/index.js";
import { embedDataPath, embedPath } from "./addresses.js";
import { indexOf } from "./memo-index.js";
import { redirectPage } from "./page.js";

/** Where the embeds of a memo stand. */
export interface EmbedsPlace {
  /** Folder of the page that they are of, "" for the site's root. */
  path: string;
  /** Where that page lasts, which they lead to. */
  lasting?: string;
  /** Address of the site's root. */
  url?: string;
}

/**
 * Each figure, table and key number as a small page that others frame, and what a program needs to frame it: by path from the folder of the
 * memo's page. One that had another name is found under that too.
 */
export function embedFiles(tree: MemoTree, { path, lasting = path, url }: EmbedsPlace): Map<string, string> {
  const files = new Map<string, string>();
  const { outputs } = indexOf(tree);
  // From `embed/` up to the page's folder, and where that isn't the lasting one down again.
  const page = lasting === path ? "../" : `../${lasting}`;
  const titles = new Map<string, string>();
  for (const [name, what] of embedded(tree)) {
    const address = "figure" in what ? `#${what.figure.id}` : (outputs[what.output.declaration.name]?.address ?? "");
    const title = embedTitle(what);
    titles.set(name, title);
    const place = { page: path, embed: name };
    const head = [
      ...Object.entries(place).map(([what, said]) => `<meta name="memo-${what}" content="${escapeAttribute(said)}">`),
      ...(url === undefined
        ? []
        : [
            `<link rel="canonical" href="${escapeAttribute(url + lasting)}">`,
            `<link rel="alternate" type="application/json+oembed" href="${escapeAttribute(encodeURI(url + path + embedDataPath(name)))}" title="${escapeAttribute(title)}">`,
          ]),
    ];
    files.set(embedPath(name), writeEmbed(tree, what, { back: page + address, head }));
    files.set(embedDataPath(name), embedData(tree, { name, what, path, url }));
  }
  for (const [from, to] of formerNames(tree)) {
    const title = titles.get(to);
    if (title === undefined || titles.has(from)) continue;
    const canonical = url === undefined ? undefined : encodeURI(url + path + embedPath(to));
    files.set(embedPath(from), redirectPage(`${encodeURI(to)}.html`, { title, canonical }));
    files.set(embedDataPath(from), files.get(embedDataPath(to)) ?? "");
  }
  return files;
}

/** What has an embed, by its name, which is the id of its place on the page. */
function embedded(tree: MemoTree): Map<string, Embedded> {
  return new Map<string, Embedded>([
    ...figuresOf(tree)
      .filter(({ isWhole }) => !isWhole)
      .map((figure) => [figure.id, { figure }] as const),
    ...tree.outputs
      .filter(({ declaration }) => declaration.key)
      .map((output) => [idOf("value", output.declaration.name), { output }] as const),
  ]);
}

/** Ids that are gone, with those of what has their place. */
const formerNames = ({ redirects = [] }: MemoTree): (readonly [from: string, to: string])[] =>
  redirects.flatMap(({ kind, from, to }) =>
    kind === "place" || kind === "value" || kind === "address" ? [[idOf(kind, from), idOf(kind, to)] as const] : [],
  );

interface One {
  name: string;
  what: Embedded;
  path: string;
  url?: string;
}

/** As oEmbed has it. Where the site's address isn't known, that of the frame counts from this file. */
function embedData(tree: MemoTree, { name, what, path, url }: One): string {
  const title = embedTitle(what);
  const src = url === undefined ? `${encodeURI(name)}.html` : encodeURI(url + path + embedPath(name));
  const { width, height } = sizeOf(what);
  const found = {
    version: "1.0",
    type: "rich",
    title,
    provider_name: plainText(tree.title),
    provider_url: url,
    width,
    height,
    html: `<iframe src="${escapeAttribute(src)}" title="${escapeAttribute(title)}" width="${width}" height="${height}" loading="lazy" style="border:0;max-width:100%"></iframe>`,
  };
  return `${JSON.stringify(found, undefined, 2)}\n`;
}

/** Of a frame in pixels. */
const WIDTH = 640;
/** Padding to both sides; above and below with the last line, which may take two. */
const SIDES = 36;
const AROUND = 100;
const LETTERS_OF_LINE = 66;
const LINE = 23;
const ROW = 32;
/** What a frame is at most; what is higher scrolls in it. */
const MOST = 900;

/** The frame that shows it whole, nearly: how words break is the reader's fonts'. */
function sizeOf(what: Embedded): { width: number; height: number } {
  const lines = (text: string): number => Math.ceil(text.length / LETTERS_OF_LINE) * LINE;
  if ("output" in what) {
    const { declaration, text, band } = what.output;
    const printed = Math.ceil(text.length / 28) * 44;
    return { width: 420, height: AROUND + lines(declaration.label) + printed + (band === undefined ? 0 : LINE) };
  }
  const { caption, source } = what.figure;
  const words = LINE + lines(plainText(caption)) + lines(plainText(source));
  return { width: WIDTH, height: Math.min(MOST, Math.ceil(AROUND + words + contentHeight(what.figure))) };
}

function contentHeight({ svg, picture, table }: FigureNode): number {
  const inner = WIDTH - SIDES;
  const [, width = 0, height = 0] = (/ viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg ?? "") ?? []).map(Number);
  if (width > 0) return (height / width) * inner;
  if (picture !== undefined) return picture.light.height * Math.min(1, inner / picture.light.width);
  return table === undefined ? 0 : (table.rows.length + 2) * ROW;
}
