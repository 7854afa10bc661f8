import { basisText } from "../text.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";

/** The title block: what it is, who wrote it, as of when, on which assumptions. */
export function writeTitle({ tree }: PageContext): string {
  const line = (name: string, text: string): string => `<p class="${name}">${escapeText(text)}</p>`;
  return `<header class="title">
${[
  `<h1>${escapeText(tree.title)}</h1>`,
  ...(tree.subtitle === undefined ? [] : [line("subtitle", tree.subtitle)]),
  ...(tree.authors.length === 0 ? [] : [line("authors", tree.authors.join(", "))]),
  `<p class="date"><time datetime="${escapeAttribute(tree.date)}">${escapeText(longDate(tree.date))}</time></p>`,
  line("basis", basisText(tree)),
  ...(tree.notice === undefined ? [] : [line("notice", tree.notice)]),
].join("\n")}
</header>`;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "15 March 2026" for an ISO date, "March 2026" and "2026" for its beginnings; what it can't read stays as it is. */
export function longDate(iso: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(iso) ?? [];
  if (year === undefined) return iso;
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1];
  return [day === undefined ? undefined : String(Number(day)), name, year]
    .filter((part) => part !== undefined)
    .join(" ");
}
