import type { RegisterRow } from "../../document/tree.js";
import { counted } from "../../text/counts.js";
import { ADDED_HEADINGS, basisText, REGISTER_COLUMNS, referenceText } from "../text.js";
import { writeBlocks } from "./blocks.js";
import { anchors, type PageContext } from "./context.js";
import { escapeHref, escapeText } from "./escape.js";
import { writeChange } from "./inline.js";
import { breakable, writeSources } from "./sources.js";
import { writeArea } from "./tables.js";

/** Footnotes with links back to every place that refers to them. Written after the chapters, which number those places. */
export function writeNotes(context: PageContext): string {
  const { tree, ids } = context;
  if (tree.footnotes.length === 0) return "";
  const notes = tree.footnotes.map((note) => {
    const body = writeBlocks(note.children, context);
    const back = Array.from({ length: context.noteReferences.get(note.number) ?? 0 }, (_, i) => {
      const place = ids.of("fnref", i === 0 ? note.number : `${note.number}-${i + 1}`);
      const which = i === 0 ? `note ${note.number}` : `note ${note.number}, mention ${i + 1}`;
      return ` <a class="back" href="#${place}" role="doc-backlink" aria-label="Back to the text of ${which}" data-aid>↑</a>`;
    }).join("");
    const inside = body.endsWith("</p>") ? `${body.slice(0, -4)}${back}</p>` : body + back;
    return `<li id="${ids.of("fn", note.number)}" value="${note.number}">${inside}</li>`;
  });
  return section("footnotes", `<ol class="notes">${notes.join("\n")}</ol>`, context, true);
}

/** The reference list in its order. */
export function writeReferences(context: PageContext): string {
  const { tree, ids } = context;
  if (tree.references.length === 0) return "";
  const items = tree.references.map((reference) => {
    const { key, source } = reference;
    const { before, title, after } = referenceText(reference);
    const parts = [
      before === "" ? "" : escapeText(before),
      `<cite>${escapeText(title)}</cite>`,
      after === "" ? "" : escapeText(after),
      source.url === undefined ? "" : `<a href="${escapeHref(source.url)}">${escapeText(source.url)}</a>`,
    ];
    return `<li id="${ids.of("ref", key)}">${parts.filter((part) => part !== "").join(" ")}</li>`;
  });
  return section("references", `<ul class="references">${items.join("\n")}</ul>`, context);
}

/** The register as far as the memo uses it, one table a group. */
export function writeAppendix(context: PageContext): string {
  const { tree, ids } = context;
  if (tree.appendix.length === 0) return "";
  for (const { restsOn } of context.quotes)
    for (const id of restsOn) context.uses.set(id, (context.uses.get(id) ?? 0) + 1);
  const head = REGISTER_COLUMNS.map((label) => `<th scope="col">${label}</th>`).join("");
  const groups = tree.appendix.map((group) => {
    const id = ids.of("group", group.id);
    const rows = group.rows.map((row) => writeRow(row, context)).join("\n");
    return `<h3 id="${id}">${escapeText(group.title)}</h3>\n${writeArea(
      `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`,
      { by: id },
      "scroll register",
    )}`;
  });
  return section("appendix", `<p class="basis">${escapeText(basisText(tree))}.</p>\n${groups.join("\n")}`, context);
}

function writeRow(row: RegisterRow, context: PageContext): string {
  const { id, label, note, reason, sources, kind, asOf } = row.assumption;
  const name = `<code>${breakable(id)}</code>`;
  const { was = row } = row;
  const cells = [
    writeCell(was.value, row.value),
    writeCell(was.range, row.range) +
      (row.meaning === "" ? "" : ` <span class="meaning">${escapeText(row.meaning)}</span>`),
    breakableUnit(row.unit),
    row.sources === "" ? "" : writeSources(row.sources, sources, kind, context),
    escapeText(asOf),
    escapeText(kind),
  ];
  const remark = [note, reason === undefined ? undefined : `Changed: ${reason}`].filter((text) => text !== undefined);
  const uses = context.uses.get(id) ?? 0;
  const used =
    uses === 0
      ? ""
      : ` <a class="uses" href="#${context.ids.of("memo", "values")}" data-aid>used by ${counted(uses, "value")}</a>`;
  const place = context.ids.of("a", id);
  return `<tr id="${place}"><th scope="row">${anchors(place, context)}${
    label === undefined ? name : `<span class="label">${escapeText(label)}</span> ${name}`
  }${used}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>${
    remark.length === 0 ? "" : `<tr class="remark"><td colspan="7">${escapeText(remark.join(" "))}</td></tr>`
  }`;
}

/** What a cell reads, and what it read before. */
function writeCell(was: string, now: string): string {
  if (was === now) return escapeText(now);
  return [
    ...(was === "" ? [] : [writeChange("deleted", escapeText(was))]),
    ...(now === "" ? [] : [writeChange("inserted", escapeText(now))]),
  ].join(" ");
}

/** A unit that breaks after its strokes and points alone. */
function breakableUnit(unit: string): string {
  return escapeText(unit).replace(/[/·]/g, "$&<wbr>");
}

function section(
  name: "footnotes" | "references" | "appendix",
  content: string,
  context: PageContext,
  aid = false,
): string {
  const id = context.ids.of("memo", name);
  return `<section class="back-matter" aria-labelledby="${id}">\n<h2 id="${id}"${aid ? " data-aid" : ""}>${ADDED_HEADINGS[name]}</h2>\n${content}\n</section>`;
}
