import type { ReadPdf, StructNode } from "../render/pdf/read.js";

/** What stands under one level-1 heading, read by the PDF's own tags. */
export interface PdfSection {
  title: string;
  text: string;
}

/** A PDF's text in reading order, as its tags give it. */
export interface PdfText {
  /** What stands before the first heading: title, authors, date, basis, notice. */
  front: string;
  sections: PdfSection[];
  /** Footnotes by number, which stand on the pages that refer to them. */
  notes: { number: string; text: string }[];
  /** Charts and tables in order, from caption to source: they float, so that the text goes on where they have no room. */
  captioned: string[];
  /** Alternative texts of pictures and of equations, in order. */
  figures: string[];
  formulas: string[];
}

/**
 * The text of a PDF by its tags, as a screen reader does. Running heads, page numbers and leaders are artifacts and have no tag; the
 * contents, what pictures and equations are drawn of, and footnotes in the middle of a sentence are left out of the text.
 */
export function pdfText({ pages }: ReadPdf): PdfText {
  const read: Reading = { front: "", sections: [], notes: [], captioned: [], figures: [], formulas: [], inside: false };
  for (const { tags, marked } of pages) walk(tags, marked, read);
  const { inside: _, ...text } = read;
  return text;
}

interface Reading extends PdfText {
  /** Of what is read: the last was part of a chart or table, which may go on on the next page. */
  inside: boolean;
}

/** A chart or table with its caption: a part for the caption, and one for each page of what it is about. */
function readCaptioned(node: StructNode, content: ReadonlyMap<string, string>, read: Reading): boolean {
  if (node.role !== "Div") return false;
  const has = (role: string): boolean => (node.children ?? []).some((child) => child.role === role);
  if (has("Caption")) read.captioned.push("");
  else if (!read.inside || !(has("Table") || has("Figure"))) return false;
  read.inside = true;
  const last = read.captioned.length - 1;
  const within: Reading = { ...read, sections: [{ title: "", text: "" }] };
  for (const child of node.children ?? []) walk(child, content, within);
  read.captioned[last] += within.sections[0]?.text ?? "";
  return true;
}

function walk(node: StructNode, content: ReadonlyMap<string, string>, read: Reading): void {
  if (readCaptioned(node, content, read)) return;
  if (node.type === "content" || node.role === "Formula") read.inside = false;
  switch (node.role) {
    case "TOC":
      return;
    case "H1": {
      const title = textOf(node, content);
      if (unbroken(title) !== "Contents") read.sections.push({ title, text: "" });
      return;
    }
    case "Figure":
      read.figures.push(node.alt ?? "");
      return;
    case "Formula":
      read.formulas.push(node.alt ?? "");
      return;
    case "Note": {
      const [label, ...rest] = node.children ?? [];
      read.notes.push({
        number: textOf(label ?? {}, content).trim(),
        text: rest.map((child) => textOf(child, content)).join(""),
      });
      return;
    }
  }
  if (node.type === "content") {
    const text = content.get(node.id ?? "") ?? "";
    const section = read.sections.at(-1);
    if (section) section.text += text;
    else read.front += text;
  }
  for (const child of node.children ?? []) walk(child, content, read);
}

const textOf = (node: StructNode, content: ReadonlyMap<string, string>): string =>
  node.type === "content"
    ? (content.get(node.id ?? "") ?? "")
    : (node.children ?? []).map((child) => textOf(child, content)).join("");

/**
 * A text without white space and hyphens: where lines and words break is the page's business. A hyphen that isn't a break's has its
 * own text in the PDF (ActualText), which pdfjs doesn't read.
 */
export const unbroken = (text: string): string => text.replace(/[\s\u00a0\u00ad\u2010-]+/g, "");
