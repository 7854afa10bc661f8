import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type Scalar } from "yaml";
import { PRINTABLE, unprintable } from "../characters.js";
import { type Diagnostic, didYouMean, type Place } from "../diagnostic.js";
import { readPdf } from "./pdf-settings.js";
import {
  CONTENTS,
  type FrontMatter,
  type Located,
  type Logo,
  type MemoFacts,
  type RuleSetting,
  type WrittenRedirect,
} from "./types.js";
import { locateWords } from "./words.js";

export const CHAPTER_KEYS = ["title", "summary", "numbered", "appendix", "memo"];
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
export const SEVERITIES = ["error", "warning", "hint", "off"] as const;

/** Splits `---` front matter from the body; `bodyLine` is the body's first line, from 1. */
export function splitFrontMatter(text: string): { yaml?: string; body: string; bodyLine: number } {
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) return { body: text, bodyLine: 1 };
  return {
    yaml: match[1] ?? "",
    body: text.slice(match[0].length),
    bodyLine: match[0].split("\n").length - (match[0].endsWith("\n") ? 0 : -1),
  };
}

/** Reads a chapter's front matter. Reports unknown keys, wrong types and a missing title. */
export function readFrontMatter(
  yaml: string | undefined,
  file: string,
  isFirst: boolean,
  report: (d: Diagnostic) => void,
): FrontMatter {
  const nowhere: Place = { file, start: { line: 1, column: 1 } };
  const missing: FrontMatter = { title: { text: "", place: nowhere }, numbered: true };
  if (yaml === undefined) {
    report({
      rule: "chapters/front-matter",
      severity: "error",
      message: "the chapter has no front matter",
      expected: "`---`, `title: …`, `---` at its head",
      place: nowhere,
    });
    return missing;
  }
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 0 } as never);
  // The front matter's own text begins on line 2 of the file.
  const at = (node: { range?: readonly number[] | null } | null | undefined): Place => {
    const range = node?.range;
    if (!range) return nowhere;
    const from = lines.linePos(range[0] ?? 0);
    const to = lines.linePos(range[1] ?? range[0] ?? 0);
    return { file, start: { line: from.line + 1, column: from.col }, end: { line: to.line + 1, column: to.col } };
  };
  for (const error of document.errors) {
    const from = error.linePos?.[0];
    const key = error.code === "DUPLICATE_KEY" ? /^[^\s:]+/.exec(yaml.slice(error.pos[0]))?.[0] : undefined;
    if (key !== undefined && from) {
      const indent = yaml.slice(yaml.lastIndexOf("\n", error.pos[0] - 1) + 1, error.pos[0]);
      const earlier = yaml.split("\n").findIndex((line) => line.startsWith(`${indent}${key}:`));
      report({
        rule: "chapters/front-matter",
        severity: "error",
        message: `\`${key}\` stands here a second time`,
        expected: "each key once",
        ...(earlier >= 0 && earlier + 1 < from.line
          ? {
              related: [
                { words: "first at", place: { file, start: { line: earlier + 2, column: indent.length + 1 } } },
              ],
            }
          : {}),
        place: { file, start: { line: from.line + 1, column: from.col } },
      });
      continue;
    }
    report({
      rule: "chapters/front-matter",
      severity: "error",
      message: error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? error.message,
      place: from ? { file, start: { line: from.line + 1, column: from.col } } : nowhere,
    });
  }
  if (!isMap(document.contents)) {
    if (document.errors.length === 0)
      report({
        rule: "chapters/front-matter",
        severity: "error",
        message: "the front matter is not a map",
        expected: "`title: …`",
        place: nowhere,
      });
    return missing;
  }

  const wrong = (key: string, node: Node | null, expected: string): void =>
    report({
      rule: "chapters/front-matter",
      severity: "error",
      message: `\`${key}\` is ${describe(node)}`,
      expected,
      place: at(node),
    });
  const textOf = (key: string, node: Node | null): Located | undefined => {
    const found = isScalar(node) && typeof node.value === "string" ? unprintable(node.value) : undefined;
    // One that stands in the file was reported where it stands.
    if (node && found && !unprintable(yaml.slice(node.range?.[0], node.range?.[1])))
      report({
        rule: "chapters/character",
        severity: "error",
        message: `${found.what} in \`${key}\``,
        expected: PRINTABLE,
        place: at(node),
      });
    if (
      isScalar(node) &&
      typeof node.value === "string" &&
      /\n\s*\n\s*\S|^\s*[-*+]\s[\s\S]*\n\s*[-*+]\s/.test(node.value)
    )
      report({
        rule: "chapters/front-matter",
        severity: "error",
        message: `\`${key}\` is ${/\n\s*\n\s*\S/.test(node.value) ? "several paragraphs" : "a list"}`,
        expected: "one paragraph",
        place: at(node),
      });
    if (isScalar(node) && typeof node.value === "string" && node.value.trim() !== "")
      return locateWords(
        node.value,
        inside(node, at(node)),
        yaml,
        [node.range?.[0] ?? 0, node.range?.[1] ?? 0],
        (offset) => {
          const { line, col } = lines.linePos(offset);
          return { line: line + 1, column: col };
        },
      );
    wrong(key, node, "a text");
    return undefined;
  };
  const entries = (node: Node | null, allowed: readonly string[], prefix: string): Map<string, Node | null> => {
    const found = new Map<string, Node | null>();
    if (!isMap(node)) {
      wrong(prefix || "front matter", node, "a map");
      return found;
    }
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (!allowed.includes(key))
        report({
          rule: "chapters/front-matter",
          severity: "error",
          message: `unknown key \`${prefix}${key}\``,
          expected: allowed.join(", "),
          hint: didYouMean(key, allowed),
          place: at(pair.key as Node),
        });
      else found.set(key, (pair.value as Node | null) ?? null);
    }
    return found;
  };

  const keys = entries(document.contents as Node, CHAPTER_KEYS, "");
  const titleNode = keys.get("title");
  const title = titleNode === undefined ? undefined : textOf("title", titleNode);
  if (titleNode === undefined)
    report({
      rule: "chapters/front-matter",
      severity: "error",
      message: "the chapter has no title",
      expected: "`title: …` in the front matter",
      place: { file, start: { line: 2, column: 1 } },
    });
  const summaryNode = keys.get("summary");
  const numberedNode = keys.get("numbered");
  let numbered = true;
  if (numberedNode !== undefined) {
    if (isScalar(numberedNode) && typeof numberedNode.value === "boolean") numbered = numberedNode.value;
    else wrong("numbered", numberedNode, "true or false");
  }
  const appendixNode = keys.get("appendix");
  let appendix = false;
  if (appendixNode !== undefined) {
    if (isScalar(appendixNode) && typeof appendixNode.value === "boolean") appendix = appendixNode.value;
    else wrong("appendix", appendixNode, "true or false");
    if (appendix && !numbered)
      wrong("appendix", appendixNode, "no `numbered: false` beside it: an appendix has a letter");
  }
  const front: FrontMatter = {
    title: title ?? missing.title,
    summary: summaryNode === undefined ? undefined : textOf("summary", summaryNode),
    numbered,
    ...(appendix && appendixNode ? { appendix: at(appendixNode) } : {}),
  };
  const memoNode = keys.get("memo");
  if (memoNode !== undefined) {
    if (!isFirst)
      report({
        rule: "chapters/front-matter",
        severity: "error",
        message: "`memo` stands in a later chapter",
        expected: "it in the first chapter only",
        place: at(memoNode),
      });
    else {
      const facts = entries(memoNode, MEMO_KEYS, "memo.");
      const pdf = readPdf(facts.get("pdf"), wrong, entries);
      front.memo = {
        ...readMemoFacts(facts, textOf, wrong),
        ...(pdf === undefined ? {} : { pdf }),
        logo: readLogo(facts.get("logo"), textOf, entries),
        redirects: readRedirects(facts.get("redirects"), textOf, wrong),
        rules: readRules(facts.get("rules"), wrong, at),
      };
    }
  }
  return front;
}

function readMemoFacts(
  keys: ReadonlyMap<string, Node | null>,
  textOf: (key: string, node: Node | null) => Located | undefined,
  wrong: (key: string, node: Node | null, expected: string) => void,
): Omit<MemoFacts, "rules" | "logo" | "redirects"> {
  const text = (key: string): Located | undefined => {
    const node = keys.get(key);
    return node === undefined ? undefined : textOf(`memo.${key}`, node);
  };
  const authors = keys.get("authors");
  const names = isSeq(authors) ? (authors.items as Node[]) : authors === undefined ? [] : [authors];
  const headlines = keys.get("headlines");
  const listed = isSeq(headlines) ? (headlines.items as Node[]) : headlines === undefined ? [] : [headlines];
  const language = text("language")?.text ?? "en";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language))
    wrong("memo.language", keys.get("language") ?? null, "a language tag such as en, de or pt-BR");
  const url = text("url")?.text;
  const address = url === undefined ? undefined : siteAddress(url);
  if (url !== undefined && address === undefined)
    wrong(
      "memo.url",
      keys.get("url") ?? null,
      "the address of the folder where the memo is published, such as https://example.org/memo/",
    );
  return {
    ...(address === undefined ? {} : { url: address }),
    title: text("title"),
    subtitle: text("subtitle"),
    authors: names.flatMap((name) => textOf("memo.authors", name) ?? []),
    language,
    notice: text("notice"),
    ...readContents(keys.get("contents"), wrong),
    assumptions: text("assumptions")?.text,
    step: text("step"),
    ...readLists(keys.get("lists"), wrong),
    ...readLive(keys.get("live"), textOf, wrong),
    headlines: listed.flatMap((name) => textOf("memo.headlines", name) ?? []),
  };
}

/** `contents: chapters`, how much the PDF's contents list. */
function readContents(
  node: Node | null | undefined,
  wrong: (key: string, node: Node | null, expected: string) => void,
): Pick<MemoFacts, "contents"> {
  if (node === undefined) return {};
  const named = CONTENTS.find((one) => isScalar(node) && node.value === one);
  if (named === undefined) wrong("memo.contents", node, `one of ${CONTENTS.join(", ")}`);
  return named === undefined ? {} : { contents: named };
}

/** `lists: [figures, tables]`. */
function readLists(
  node: Node | null | undefined,
  wrong: (key: string, node: Node | null, expected: string) => void,
): Pick<MemoFacts, "lists"> {
  if (node === undefined) return {};
  const items = isSeq(node) ? (node.items as Node[]) : [node];
  const lists = items.flatMap((item) => {
    const found = LISTS.find((one) => isScalar(item) && item.value === one);
    if (!found) wrong("memo.lists", item, LISTS.map((one) => `\`${one}\``).join(" or "));
    return found ?? [];
  });
  return lists.length > 0 ? { lists } : {};
}

/** `live: false`, or the assumptions that a reader is offered first. */
function readLive(
  node: Node | null | undefined,
  textOf: (key: string, node: Node | null) => Located | undefined,
  wrong: (key: string, node: Node | null, expected: string) => void,
): Pick<MemoFacts, "live"> {
  if (node === undefined) return {};
  if (isScalar(node) && typeof node.value === "boolean") return { live: node.value };
  if (isSeq(node) && node.items.length > 0)
    return { live: (node.items as Node[]).flatMap((item) => textOf("memo.live", item) ?? []) };
  wrong("memo.live", node, "true, false, or a list of assumptions such as `[price, sales.2027]`");
  return {};
}

/** The address of a site's root, with a slash at its end; undefined for what is none. */
function siteAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, search, hash, username, password } = new URL(text);
  const rest = [search, hash, username, password].some((part) => part !== "");
  if (!/^https?:$/.test(protocol) || rest || /[\s"<>\\]/.test(text)) return undefined;
  return `${origin}${pathname.replace(/\/*$/, "/")}`;
}

/** `logo: {file: pictures/mark.svg, alt: Name}`, with `dark` for another on dark paper. */
function readLogo(
  node: Node | null | undefined,
  textOf: (key: string, node: Node | null) => Located | undefined,
  entries: (node: Node | null, allowed: readonly string[], prefix: string) => Map<string, Node | null>,
): Logo | undefined {
  if (node === undefined) return undefined;
  const keys = entries(node, LOGO_KEYS, "memo.logo.");
  const text = (key: string): Located | undefined =>
    keys.has(key) ? textOf(`memo.logo.${key}`, keys.get(key) ?? null) : undefined;
  const [file, dark, alt] = [text("file"), text("dark"), text("alt")];
  return file && { file, ...(dark ? { dark } : {}), alt: alt?.text ?? "" };
}

/** The pairs of a map; of a key that is not there none, and of what is no map none but the word that it should be one. */
function pairsOf(
  node: Node | null | undefined,
  key: string,
  expected: string,
  wrong: (key: string, node: Node | null, expected: string) => void,
): readonly Pair[] {
  if (node === undefined) return [];
  if (isMap(node)) return node.items;
  wrong(key, node, expected);
  return [];
}

/** `redirects: {fig-old: fig-new}`. */
function readRedirects(
  node: Node | null | undefined,
  textOf: (key: string, node: Node | null) => Located | undefined,
  wrong: (key: string, node: Node | null, expected: string) => void,
): WrittenRedirect[] {
  return pairsOf(node, "memo.redirects", "a map of old names to new ones, such as `fig-old: fig-new`", wrong).flatMap(
    (pair) => {
      const from = textOf("memo.redirects", pair.key as Node | null);
      const to = from && textOf(`memo.redirects.${from.text}`, (pair.value as Node | null) ?? null);
      return from && to ? [{ from, to }] : [];
    },
  );
}

/** `rules: {stale/number: warning}`; a severity that is none is reported and left out. */
function readRules(
  node: Node | null | undefined,
  wrong: (key: string, node: Node | null, expected: string) => void,
  at: (node: Node) => Place,
): RuleSetting[] {
  return pairsOf(node, "memo.rules", "a map of rules and severities, such as `stale/number: warning`", wrong).flatMap(
    (pair) => {
      const [key, value] = [pair.key as Node, pair.value as Node | null];
      const rule = isScalar(key) ? String(key.value) : "";
      const severity = isScalar(value) ? SEVERITIES.find((known) => known === value.value) : undefined;
      if (!severity) wrong(`memo.rules.${rule}`, value, SEVERITIES.join(", "));
      return severity && value ? [{ rule, severity, place: at(key), severityPlace: at(value) }] : [];
    },
  );
}

/** The place of a text without its quotation marks. */
function inside(node: Scalar, place: Place): Place {
  if (node.type !== "QUOTE_DOUBLE" && node.type !== "QUOTE_SINGLE") return place;
  return { ...place, start: { line: place.start.line, column: place.start.column + 1 } };
}

function describe(node: Node | null): string {
  if (node === null) return "empty";
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  if (isScalar(node)) return node.value === null ? "empty" : `\`${String(node.value)}\``;
  return "an alias";
}
