import type { Assumption } from "../assumptions/register/types.js";
import type { Place } from "../diagnostic.js";
import type { CitationItem, FigureNode, InlineNode, MemoTree, ReferenceNode } from "../document/tree.js";
import { plainText } from "../document/words.js";

/** Headings the writers add to the author's own; the same in page, PDF and Markdown. */
export const ADDED_HEADINGS = {
  contents: "Contents",
  footnotes: "Notes",
  references: "References",
  appendix: "Appendix: assumptions",
} as const;

/** Columns of the printed register, in order. */
export const REGISTER_COLUMNS = ["Assumption", "Value", "Range", "Unit", "Source", "As of", "Kind"] as const;

/** Whether a quoted value stands on one line: none is split from its unit or its sign, but a text of some length has to be. */
export const isUnbroken = (value: string): boolean => value.length <= 24;

const WORDS_OF_SIZE = /^(?:thousand|million|billion|trillion|percent|times)$/;

/** The text behind a value, its unit kept to it: "18" and " GW of" are not parted at the end of a line. */
export function keptToValue(text: string, full: string): string {
  const word = /^ ([^\s,.;:)†‡]+)/.exec(text)?.[1];
  if (word === undefined) return text;
  const unit = /\s(\S+)$/.exec(full)?.[1] ?? "";
  const belongs =
    unit.startsWith(word) ||
    WORDS_OF_SIZE.test(word) ||
    (word.length <= 4 && /^[kMGT]?[A-Z]{1,2}[a-z]?h?(?:\/[a-z])?$/.test(word));
  return belongs ? `\u00a0${text.slice(1)}` : text;
}

/** The title block in plain text, for the facts that a page and a PDF carry about themselves. */
export function plainFront({ title, authors }: Pick<MemoTree, "title" | "authors">): {
  title: string;
  authors: string[];
} {
  return { title: plainText(title), authors: authors.map(plainText) };
}

/** The authors in a line. */
export function authorLine({ authors }: Pick<MemoTree, "authors">): InlineNode[] {
  return authors.flatMap((author, index): InlineNode[] =>
    index === 0 ? [...author] : [{ type: "text", text: ", " }, ...author],
  );
}

/** The parts of a citation's item as a writer prints them: its own texts escaped, and the link that was made of its name. */
export function citationParts(
  { prefix, locator }: CitationItem,
  escaped: (text: string) => string,
  text: string,
): Pick<CitationItem, "prefix" | "text" | "locator"> {
  return { prefix: prefix && escaped(prefix), text, locator: locator && escaped(locator) };
}

/** "Figure 3" or "Table 2"; "Figure 3a" of a part, also where that is a table. */
export function figureLabel(figure: Pick<FigureNode, "kind" | "number" | "part">): string {
  const { kind, number, part } = figure;
  return `${(part?.of ?? kind) === "chart" ? "Figure" : "Table"} ${number}${part?.letter ?? ""}`;
}

/** What stands before a figure's caption: of a part, among which its figure's number is said once, "(a)". */
export const captionLabel = (figure: Parameters<typeof figureLabel>[0]): string =>
  figure.part ? `(${figure.part.letter})` : figureLabel(figure);

/** "Assumptions 2026-03 (March 2026), scenario Upside, with gw.stock2024 = 8 GW": what the memo's numbers rest on. */
export function basisText(tree: Pick<MemoTree, "register">): string {
  const { version, title, scenario, sets } = tree.register;
  let text = `Assumptions ${version}`;
  if (title) text += ` (${title})`;
  text += scenario ? `, scenario ${scenario.title}` : ", base case";
  if (sets.length > 0) text += `, with ${sets.map((set) => `${set.id} = ${set.text}`).join(", ")}`;
  return text;
}

/** What the other outputs say of a live page, before its address. */
export const LIVE_AT = "Change the assumptions on the live page";

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "15 March 2026" for an ISO date, "March 2026" and "2026" for its beginnings; what it can't read stays as it is. */
export function longDate(iso: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(iso) ?? [];
  if (year === undefined) return iso;
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1];
  return [day && String(Number(day)), name, year].filter((part) => part !== undefined).join(" ");
}

/** What a register row says below its cells: its note, and why it was changed. Empty for most. */
export function remarkOf({ note, reason }: Pick<Assumption, "note" | "reason">): string {
  return [note, reason === undefined ? undefined : `Changed: ${reason}`].filter((part) => part !== undefined).join(" ");
}

/** What stands before a reference's title and after it, each ending in a full stop; empty where nothing is known. */
export function referenceText({ source, year }: Pick<ReferenceNode, "source" | "year">): {
  before: string;
  title: string;
  after: string;
} {
  const { author, title, publisher, note } = source;
  // The letter stands behind the year; of a day or month, which the letter would run into, the year comes once more.
  const date =
    year === undefined || source.date?.length === 4
      ? (year ?? source.date)
      : [year, source.date].filter(Boolean).join(", ");
  const dated = author && date ? `${author} (${date})` : author;
  const imprint = [publisher, author ? undefined : date].filter((part) => part !== undefined).join(", ");
  const after = [imprint, note ?? ""].filter((part) => part !== "").map(sentence);
  return { before: dated ? sentence(dated) : "", title: sentence(title), after: after.join(" ") };
}

function sentence(text: string): string {
  return /[.?!…]["”’)]?$/.test(text) ? text : `${text}.`;
}

/** "chapters/01-supply.md:8:22" */
export function placeText(place: Place): string {
  return `${place.file}:${place.start.line}:${place.start.column}`;
}

/** The error a writer throws on a node it doesn't know: a mistake in the program, never in the memo. */
export function unknownNode(node: never, writer: string): Error {
  const { type } = node as { type?: unknown };
  return new Error(`the ${writer} writer doesn't know the node type \`${String(type)}\``);
}

/** What a memo was made from and by, as its last line says it; undefined where that isn't known. */
export function receiptText({ origin, register }: Pick<MemoTree, "origin" | "register">): string | undefined {
  if (origin === undefined) return undefined;
  const { version, scenario, sets } = register;
  const other = [...(scenario ? [`scenario ${scenario.name}`] : []), ...sets.map(({ id, text }) => `${id} = ${text}`)];
  const commit = origin.commit === undefined ? "" : `, commit ${origin.commit}`;
  return `Version ${[version, ...other].join(", ")}. Made by memo ${origin.engine} from sources ${origin.inputs}${commit}.`;
}

/** Also without the signs that end a text in a PDF. */
const escaped = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** The same for `memo verify`, in a form that can be read back: "version=2026-03;scenario=late-frost;set=gw.add%3D12". */
export function basisFields({ register: { version, scenario, sets } }: Pick<MemoTree, "register">): string {
  const fields = [
    ["version", version],
    ...(scenario ? [["scenario", scenario.name]] : []),
    ...sets.map(({ id, text }) => ["set", `${id}=${text}`]),
  ];
  return fields.map(([name, value = ""]) => `${name}=${escaped(value)}`).join(";");
}
