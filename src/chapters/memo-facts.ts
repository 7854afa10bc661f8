import { isScalar, isSeq, type Node } from "yaml";
import { PARTED, partedName } from "../text/initials.js";
import type { FrontMatterReader } from "./front-matter/reader.js";
import { readPdf } from "./pdf-settings.js";
import { CONTENTS, type Located, type Logo, type MemoFacts, type RuleSetting, type WrittenRedirect } from "./types.js";

export const MEMO_KEYS = [
  "title",
  "subtitle",
  "authors",
  "language",
  "notice",
  "contents",
  "pdf",
  "url",
  "logo",
  "assumptions",
  "step",
  "headlines",
  "live",
  "lists",
  "redirects",
  "rules",
];
export const LOGO_KEYS = ["file", "dark", "alt"];
const LISTS = ["figures", "tables"] as const;
const SEVERITIES = ["error", "warning", "hint", "off"] as const;

/** What stands under `memo:`, by its keys. */
export function readMemoFacts(keys: ReadonlyMap<string, Node | null>, reader: FrontMatterReader): MemoFacts {
  const text = (key: string): Located | undefined => reader.optionalText(keys, key, "memo.");
  const texts = (key: string): Located[] =>
    itemsOf(keys.get(key)).flatMap((name) => reader.text(`memo.${key}`, name) ?? []);
  const language = text("language")?.text ?? "en";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language))
    reader.wrong("memo.language", keys.get("language") ?? null, "a language tag such as en, de or pt-BR");
  return {
    url: readUrl(text("url"), keys.get("url") ?? null, reader),
    title: text("title"),
    subtitle: text("subtitle"),
    authors: readAuthors(texts("authors"), reader),
    language,
    notice: text("notice"),
    contents: readContents(keys.get("contents"), reader),
    assumptions: text("assumptions")?.text,
    step: text("step"),
    lists: readLists(keys.get("lists"), reader),
    live: readLive(keys.get("live"), reader),
    headlines: texts("headlines"),
    pdf: readPdf(keys.get("pdf"), reader.wrong, reader.entries),
    logo: readLogo(keys.get("logo"), reader),
    redirects: readRedirects(keys.get("redirects"), reader),
    rules: readRules(keys.get("rules"), reader),
  };
}

function readAuthors(authors: Located[], reader: FrontMatterReader): Located[] {
  const parted = partedName(authors);
  if (parted) reader.refuse(`an author is \`${parted.text}\``, "a name", parted.place, { hint: PARTED });
  return authors;
}

/** A list's items; of a value that is none, it alone. */
function itemsOf(node: Node | null | undefined): (Node | null)[] {
  if (isSeq(node)) return node.items as Node[];
  return node === undefined ? [] : [node];
}

function readUrl(url: Located | undefined, node: Node | null, reader: FrontMatterReader): string | undefined {
  const address = url && siteAddress(url.text);
  if (url && address === undefined)
    reader.wrong(
      "memo.url",
      node,
      "the address of the folder where the memo is published, such as https://example.org/memo/",
    );
  return address;
}

/** The address of a site's root, with a slash at its end; undefined for what is none. */
function siteAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, search, hash, username, password } = new URL(text);
  const rest = [search, hash, username, password].some((part) => part !== "");
  if (!/^https?:$/.test(protocol) || rest || /[\s"<>\\]/.test(text)) return undefined;
  return `${origin}${pathname.replace(/\/*$/, "/")}`;
}

/** `contents: chapters`, how much the PDF's contents list. */
function readContents(node: Node | null | undefined, reader: FrontMatterReader): MemoFacts["contents"] {
  if (node === undefined) return undefined;
  const named = CONTENTS.find((one) => isScalar(node) && node.value === one);
  if (named === undefined) reader.wrong("memo.contents", node, `one of ${CONTENTS.join(", ")}`);
  return named;
}

/** `lists: [figures, tables]`. */
function readLists(node: Node | null | undefined, reader: FrontMatterReader): MemoFacts["lists"] {
  const lists = itemsOf(node).flatMap((item) => {
    const found = LISTS.find((one) => isScalar(item) && item.value === one);
    if (!found) reader.wrong("memo.lists", item, LISTS.map((one) => `\`${one}\``).join(" or "));
    return found ?? [];
  });
  return lists.length > 0 ? lists : undefined;
}

/** `live: false`, or the assumptions that a reader is offered first. */
function readLive(node: Node | null | undefined, reader: FrontMatterReader): MemoFacts["live"] {
  if (node === undefined) return undefined;
  if (isScalar(node) && typeof node.value === "boolean") return node.value;
  if (isSeq(node) && node.items.length > 0)
    return (node.items as Node[]).flatMap((item) => reader.text("memo.live", item) ?? []);
  reader.wrong("memo.live", node, "true, false, or a list of assumptions such as `[price, sales.2027]`");
  return undefined;
}

/** `logo: {file: pictures/mark.svg, alt: Name}`, with `dark` for another on dark paper. */
function readLogo(node: Node | null | undefined, reader: FrontMatterReader): Logo | undefined {
  if (node === undefined) return undefined;
  const keys = reader.entries(node, LOGO_KEYS, "memo.logo.");
  const [file, dark, alt] = ["file", "dark", "alt"].map((key) => reader.optionalText(keys, key, "memo.logo."));
  return file && { file, dark, alt: alt?.text ?? "" };
}

/** `redirects: {fig-old: fig-new}`. */
function readRedirects(node: Node | null | undefined, reader: FrontMatterReader): WrittenRedirect[] {
  if (node === undefined) return [];
  const expected = "a map of old names to new ones, such as `fig-old: fig-new`";
  return reader.pairs(node, "memo.redirects", expected).flatMap((pair) => {
    const from = reader.text("memo.redirects", pair.key as Node | null);
    const to = from && reader.text(`memo.redirects.${from.text}`, (pair.value as Node | null) ?? null);
    return from && to ? [{ from, to }] : [];
  });
}

/** `rules: {stale/number: warning}`; a severity that is none is reported and left out. */
function readRules(node: Node | null | undefined, reader: FrontMatterReader): RuleSetting[] {
  if (node === undefined) return [];
  const expected = "a map of rules and severities, such as `stale/number: warning`";
  return reader.pairs(node, "memo.rules", expected).flatMap((pair) => {
    const [key, value] = [pair.key as Node, pair.value as Node | null];
    const rule = isScalar(key) ? String(key.value) : "";
    const severity = isScalar(value) ? SEVERITIES.find((known) => known === value.value) : undefined;
    if (!severity) reader.wrong(`memo.rules.${rule}`, value, SEVERITIES.join(", "));
    return severity && value ? [{ rule, severity, place: reader.at(key), severityPlace: reader.at(value) }] : [];
  });
}
