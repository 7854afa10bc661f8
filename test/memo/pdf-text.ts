import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A node of a page's structure tree: an element with a role, or content by its id. */
interface Tagged {
  role?: string;
  type?: string;
  id?: string;
  alt?: string;
  children?: Tagged[];
}

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
 * Reads a PDF by its tags, as a screen reader does. Running heads, page numbers and leaders are artifacts and have no tag; the
 * contents, what pictures and equations are drawn of, and footnotes in the middle of a sentence are left out of the text.
 */
export async function readPdfText(bytes: Uint8Array): Promise<PdfText> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const pdf = await task.promise;
  const read: PdfText = { front: "", sections: [], notes: [], figures: [], formulas: [] };
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const content = await contentOf(page);
    walk((await page.getStructTree()) as Tagged, content, read);
  }
  await task.destroy();
  return read;
}

/** Text by the id of the marked content it stands in. */
async function contentOf(page: {
  getTextContent(options: { includeMarkedContent: true }): Promise<{ items: unknown[] }>;
}): Promise<Map<string, string>> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const texts = new Map<string, string>();
  const open: (string | undefined)[] = [];
  for (const item of items as { type?: string; id?: string | null; str?: string; hasEOL?: boolean }[]) {
    if (item.type?.startsWith("beginMarkedContent")) open.push(item.id ?? undefined);
    else if (item.type === "endMarkedContent") open.pop();
    else {
      const id = open.findLast((one) => one !== undefined);
      if (id !== undefined) texts.set(id, `${texts.get(id) ?? ""}${item.str ?? ""}${item.hasEOL ? "\n" : ""}`);
    }
  }
  return texts;
}

function walk(node: Tagged, content: ReadonlyMap<string, string>, read: PdfText): void {
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

const textOf = (node: Tagged, content: ReadonlyMap<string, string>): string =>
  node.type === "content"
    ? (content.get(node.id ?? "") ?? "")
    : (node.children ?? []).map((child) => textOf(child, content)).join("");

/**
 * A text without white space and hyphens: where lines and words break is the page's business. A hyphen that isn't a break's has its
 * own text in the PDF (ActualText), which pdfjs doesn't read.
 */
export const unbroken = (text: string): string => text.replace(/[\s\u00a0\u00ad\u2010-]+/g, "");
