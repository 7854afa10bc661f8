import type { MemoTree } from "../document/tree.js";
import { escapeAttribute, escapeText } from "../render/html/escape.js";
import { joinPage, writeParts } from "../render/html/index.js";
import { plainFront } from "../render/text.js";
import { CARD, CHANGES, FEED, PDF, RESULTS, toRoot, VERSIONS } from "./addresses.js";
import { BAR_SCRIPT, BAR_STYLE } from "./bar.js";
import { CARD_SIZE, cardText } from "./card.js";

/** Where a page of the site stands and what it is. */
export interface PagePlace {
  /** Folder of the page, "" for the site's root. */
  path: string;
  /** Where the same page lasts, if it stands somewhere else too. */
  lasting?: string;
  /** Number of the pull request that the page is a preview of. */
  preview?: number;
  /** Files beside the page that it leads to. */
  hasPdf: boolean;
  hasChanges: boolean;
  /** Address of the site's root. */
  url?: string;
}

/** The memo's page with what a published one has besides: which version it is, ways to the others, and what search engines and libraries read. */
export function sitePage(tree: MemoTree, place: PagePlace): string {
  return joinPage(writeParts(tree), {
    script: BAR_SCRIPT,
    style: BAR_STYLE,
    head: headOf(tree, place),
    connects: true,
    bar: barOf(tree, place),
  });
}

function barOf(
  { register: { version, scenario } }: MemoTree,
  { path, preview, hasPdf, hasChanges }: PagePlace,
): string {
  const root = toRoot(path);
  const what = scenario ? `Version ${version}, scenario ${scenario.title}` : `Version ${version}`;
  const said =
    preview === undefined ? what : `Preview of pull request ${preview}: ${what.toLowerCase()}, not published`;
  const links = [
    `<a href="${root}${VERSIONS}">All versions</a>`,
    ...(hasChanges ? [`<a href="${CHANGES}">What changed</a>`] : []),
    ...(hasPdf ? [`<a href="${PDF}">PDF</a>`] : []),
    `<a href="${RESULTS}">Data</a>`,
  ];
  const data = `data-root="${root}" data-version="${escapeAttribute(version)}"${preview === undefined ? "" : " data-preview"}`;
  return `<nav class="site" aria-label="Versions" ${data}><p${preview === undefined && !scenario ? ' class="version"' : ""}>${escapeText(said)}</p>${links.map((link) => `<p>${link}</p>`).join("")}${scenario ? '<span class="version"></span>' : ""}</nav>`;
}

function headOf(tree: MemoTree, { path, lasting = path, preview, hasPdf, url }: PagePlace): string[] {
  const { title, authors } = plainFront(tree);
  const meta = (name: string, content: string): string => `<meta name="${name}" content="${escapeAttribute(content)}">`;
  const property = (name: string, content: string): string =>
    `<meta property="${name}" content="${escapeAttribute(content)}">`;
  // For `memo verify`, which makes the same page anew.
  const place = meta("memo-page", path);
  if (preview !== undefined) return [place, meta("robots", "noindex")];
  if (url === undefined) return [place];
  return [
    place,
    `<link rel="canonical" href="${escapeAttribute(url + lasting)}">`,
    `<link rel="alternate" type="application/atom+xml" href="${escapeAttribute(url + FEED)}" title="Versions">`,
    meta("citation_title", title),
    ...authors.map((author) => meta("citation_author", author)),
    meta("citation_publication_date", tree.date.replaceAll("-", "/")),
    meta("citation_language", tree.language),
    meta("citation_fulltext_html_url", url + lasting),
    ...(hasPdf ? [meta("citation_pdf_url", url + lasting + PDF)] : []),
    property("og:type", "article"),
    property("og:title", title),
    ...(tree.description === undefined ? [] : [property("og:description", tree.description)]),
    property("og:url", url + lasting),
    property("og:image", url + lasting + CARD),
    property("og:image:width", String(CARD_SIZE.width)),
    property("og:image:height", String(CARD_SIZE.height)),
    property("og:image:alt", cardText(tree)),
    meta("twitter:card", "summary_large_image"),
  ];
}

/** A page at an address that is gone: it leads on, without a script too. `to` is the new folder, seen from the old one. */
export function redirectPage(to: string, { title, canonical }: { title: string; canonical?: string }): string {
  const href = escapeAttribute(to);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url=${href}">
<link rel="canonical" href="${canonical === undefined ? href : escapeAttribute(canonical)}">
<meta name="robots" content="noindex">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
</head>
<body>
<p>This has another address now: <a href="${href}">${escapeText(title)}</a></p>
</body>
</html>
`;
}
