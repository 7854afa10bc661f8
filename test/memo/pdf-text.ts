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
  /** Alternative texts of pictures and of equations, in order. */
  figures: string[];
  formulas: string[];
}

/**
 * The text of a PDF by its tags, as a screen reader does. Running heads, page numbers and leaders are artifacts and have no tag; the
 * contents, what pictures and equations are drawn of, and footnotes in the middle of a sentence are left out of the text.
 */
export function pdfText({ pages }: ReadPdf): PdfText {
  const read: PdfText = { front: "", sections: [], notes: [], figures: [], formulas: [] };
  for (const { tags, marked } of pages) walk(tags, marked, read);
  return read;
}

function walk(node: StructNode, content: ReadonlyMap<string, string>, read: PdfText): void {
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
