import { escapeAttribute, escapeText } from "../render/html/escape.js";
import { CHANGES, FEED, SITEMAP, VERSIONS } from "./addresses.js";
import type { PublishedVersion, SiteRecord } from "./record.js";

/** Feed and sitemap; neither can be had without whole addresses. */
export function feedFiles(record: SiteRecord): Map<string, string> {
  const { url } = record;
  if (url === undefined) return new Map();
  return new Map([
    [FEED, atom(record, url)],
    [SITEMAP, sitemap(record, url)],
  ]);
}

/** The versions as an Atom feed (RFC 4287), newest first. Their dates are those of their assumptions, so that the same site has the same bytes. */
function atom({ title, versions }: SiteRecord, url: string): string {
  const newest = [...versions].reverse();
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${escapeText(title)}</title>
<id>${escapeText(url)}</id>
<link rel="self" type="application/atom+xml" href="${escapeAttribute(url + FEED)}"/>
<link rel="alternate" type="text/html" href="${escapeAttribute(url)}"/>
<updated>${instant(newest[0]?.asOf ?? "")}</updated>
<author><name>${escapeText(title)}</name></author>
${newest.map((one) => entry(one, url)).join("\n")}
</feed>
`;
}

function entry({ version, title, asOf, path, verdict, previous }: PublishedVersion, url: string): string {
  const what = verdict === undefined ? "The first published version." : `Since ${previous}: ${verdict}.`;
  const review =
    verdict === undefined
      ? ""
      : `\n<link rel="related" type="text/html" href="${escapeAttribute(`${url}${path}${CHANGES}`)}"/>`;
  return `<entry>
<title>${escapeText(`${title}, ${version}`)}</title>
<id>${escapeText(url + path)}</id>
<link rel="alternate" type="text/html" href="${escapeAttribute(url + path)}"/>${review}
<updated>${instant(asOf)}</updated>
<summary>${escapeText(what)}</summary>
</entry>`;
}

/** A date of a day, a month or a year as the instant at which it begins. */
function instant(date: string): string {
  const [year = "1970", month = "01", day = "01"] = date.split("-");
  return `${year}-${month}-${day}T00:00:00Z`;
}

function sitemap({ versions }: SiteRecord, url: string): string {
  const paths = [
    "",
    VERSIONS,
    ...versions.flatMap(({ path, scenarios }) => [path, ...scenarios.map((one) => one.path)]),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map((path) => `<url><loc>${escapeText(url + path)}</loc></url>`).join("\n")}
</urlset>
`;
}
