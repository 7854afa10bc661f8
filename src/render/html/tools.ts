import { slugify } from "../../document/numbering.js";
import type { MemoTree } from "../../document/tree.js";
import { basisText, longDate, plainFront } from "../text.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";

/**
 * The bar over the page: what state of the assumptions it shows where that is not the base case, the PDF, how to cite it; search, print,
 * code and colours where scripts run.
 *
 * @param pdf the PDF's file beside the page, if there is one
 */
export function writeTools({ tree }: PageContext, pdf?: string): string {
  const { scenario, sets } = tree.register;
  const { text, bibtex } = citation(tree);
  const state =
    scenario || sets.length > 0
      ? `<span class="state">${escapeText(scenario ? scenario.title : "Changed assumptions")}</span>`
      : "";
  const button = (name: string, label: string): string => `<button class="${name}" type="button">${label}</button>`;
  return `<section class="tools" aria-label="Tools" data-aid>${state}${
    pdf === undefined ? "" : `<a href="${escapeAttribute(pdf)}">PDF</a>`
  }<details class="cite"><summary>Cite</summary><div><p>${escapeText(text)}</p><pre>${escapeText(bibtex)}</pre></div></details>${button("find", "Search")}${button("print", "Print")}${button("all-code", "Code")}${button("theme", "Dark colours")}</section>`;
}

/** How the memo is cited, as a sentence and as an entry of BibTeX. */
export function citation(tree: Pick<MemoTree, "title" | "authors" | "date" | "register" | "origin">): {
  text: string;
  bibtex: string;
} {
  const { title, authors } = plainFront(tree);
  const [year = "", month] = tree.date.split("-");
  const basis = basisText(tree);
  const by = authors.length > 0 ? `${authors.join(", ")} (${longDate(tree.date)}). ` : "";
  const dated = authors.length > 0 ? "" : ` ${longDate(tree.date)}.`;
  const inputs = tree.origin ? `, inputs ${tree.origin.inputs.slice(0, 12)}` : "";
  const field = (name: string, value: string): string => `  ${name} = {${texEscaped(value)}},\n`;
  const bibtex = `@techreport{${slugify(`${authors[0]?.split(" ").at(-1) ?? ""} ${title.split(" ").slice(0, 3).join(" ")} ${year}`)},
${field("title", title)}${authors.length > 0 ? field("author", authors.map((name) => `{${name}}`).join(" and ")) : ""}${field("year", year)}${
  month === undefined ? "" : field("month", String(Number(month)))
}${field("note", `${basis}${inputs}`)}}`;
  return { text: `${by}${title}.${dated} ${basis}${inputs}.`, bibtex };
}

/** Braces that stand for themselves in a name are kept; all else that TeX reads is not. */
function texEscaped(text: string): string {
  return text.replace(/[\\%$#&_^~]/g, (sign) =>
    sign === "\\" ? "\\textbackslash{}" : sign === "^" || sign === "~" ? `\\${sign}{}` : `\\${sign}`,
  );
}
