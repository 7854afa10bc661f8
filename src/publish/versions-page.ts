import { escapeAttribute, escapeText, withCode } from "../render/html/escape.js";
import { longDate } from "../render/text.js";
import { CHANGES, FEED, KEY_NUMBERS, PDF, RESULTS, toRoot, VERSIONS } from "./addresses.js";
import { plainPage } from "./plain-page.js";
import { latestOf, type PublishedVersion, type SiteRecord } from "./record.js";

const STYLE = `
body { display: block; }
main { width: min(46rem, 100% - 2.5rem); margin: 0 auto; padding: 3rem 0 4rem; }
h1 { margin: 0 0 .4rem; font: 600 clamp(1.75rem, 1.2rem + 2vw, 2.5rem)/1.15 var(--serif); letter-spacing: -.012em; }
.lead { margin: 0 0 2.5rem; color: var(--soft); font: 400 .9375rem/1.55 var(--sans); }
article { padding: 1.1rem 0; border-top: 1px solid var(--line); }
main h2 { margin: 0; padding: 0; border: 0; font: 600 1.25rem/1.4 var(--serif); }
h2 small { font: 400 .875rem/1.4 var(--sans); color: var(--soft); margin-left: .6rem; }
article p { margin: .35rem 0; }
article .links { font: 400 .875rem/1.7 var(--sans); color: var(--soft); }
article .links a { margin-right: 1rem; white-space: nowrap; }
`;

/** The index of versions, newest first: what changed from one to the next, in its reviews' own sentences. */
export function versionsPage(record: SiteRecord): string {
  const root = toRoot(VERSIONS);
  const latest = latestOf(record)?.version;
  const articles = [...record.versions].reverse().map((one) => article(one, root, one.version === latest));
  const feed = record.url === undefined ? "" : ` · <a href="${root}${FEED}">Feed</a>`;
  return page(
    `Versions of ${record.title}`,
    `<h1>${escapeText(record.title)}</h1>
<p class="lead"><a href="${root}">Latest version</a>${feed} · Every version stays at its address as it was published.</p>
${articles.join("\n")}`,
  );
}

function article(
  { version, asOf, path, previous, verdict, scenarios, revisions }: PublishedVersion,
  root: string,
  isLatest: boolean,
): string {
  const link = (href: string, text: string): string => `<a href="${escapeAttribute(href)}">${escapeText(text)}</a>`;
  const at = root + path;
  const links = [
    link(at, "Page"),
    link(at + PDF, "PDF"),
    link(at + KEY_NUMBERS, "Key numbers"),
    link(at + RESULTS, "All results"),
    ...(previous === undefined ? [] : [link(at + CHANGES, `Changes since ${previous}`)]),
  ];
  const others = scenarios.map(({ path: where, title }) => link(root + where, title));
  const earlier = revisions.map(({ path: where }, i) =>
    link(root + where, i === 0 ? "As first published" : `After revision ${i}`),
  );
  const line = (text: string): string => (text === "" ? "" : `\n<p class="links">${text}</p>`);
  return `<article id="${escapeAttribute(version)}">
<h2>${link(at, version)}<small>${escapeText(longDate(asOf))}${isLatest ? ", the latest" : ""}</small></h2>
<p>${verdict === undefined ? "The first published version." : withCode(sentence(verdict))}</p>${line(links.join(" "))}${line(others.length === 0 ? "" : `Scenarios: ${others.join(" ")}`)}${line(earlier.length === 0 ? "" : `Revised: ${earlier.join(" ")}`)}
</article>`;
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** What a web server shows where nothing is. It stands at no place of its own, so that it needs the site's address for its links. */
export function notFoundPage(record: SiteRecord): string {
  const root = record.url === undefined ? "/" : new URL(record.url).pathname;
  return page(
    `Not found: ${record.title}`,
    `<h1>There is nothing here</h1>
<p class="lead">${escapeText(record.title)}</p>
<p><a href="${escapeAttribute(root)}">The latest version</a>, or <a href="${escapeAttribute(root + VERSIONS)}">all versions</a>: each stays at its address.</p>`,
  );
}

const page = (title: string, main: string): string => plainPage(title, main, STYLE);
