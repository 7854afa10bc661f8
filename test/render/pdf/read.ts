import { getDocument } from "./pdfjs.js";

/** A node of the structure tree as pdfjs gives it. */
export interface StructNode {
  role?: string;
  /** Of content: "content", and the id its text has in `ReadPage.marked`. */
  type?: string;
  id?: string;
  alt?: string;
  lang?: string;
  children?: StructNode[];
}

export interface OutlineItem {
  title: string;
  items: OutlineItem[];
}

export interface PageLink {
  url?: string;
  dest?: unknown;
  contents: string;
}

export interface ReadPage {
  /** Text runs joined, lines ending in LF. */
  text: string;
  /** Text by the id of the marked content it stands in. */
  marked: ReadonlyMap<string, string>;
  tags: StructNode;
  links: PageLink[];
}

/** A PDF read back with pdfjs. */
export interface ReadPdf {
  pages: ReadPage[];
  labels: string[] | null;
  info: Record<string, unknown>;
  metadata: string;
  marked: boolean;
  outline: OutlineItem[];
  destinations: string[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const pdf = await task.promise;
  const pages: ReadPage[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const annotations = (await page.getAnnotations()) as {
      subtype: string;
      url?: string;
      dest?: unknown;
      contentsObj?: { str: string };
    }[];
    pages.push({
      text: items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""),
      marked: markedText(items),
      tags: (await page.getStructTree()) as StructNode,
      links: annotations
        .filter((annotation) => annotation.subtype === "Link")
        .map(({ url, dest, contentsObj }) => ({ url, dest, contents: contentsObj?.str ?? "" })),
    });
  }
  const { info, metadata } = await pdf.getMetadata();
  const read = {
    pages,
    labels: await pdf.getPageLabels(),
    info: info as Record<string, unknown>,
    metadata: String((metadata as { getRaw?: () => unknown } | null)?.getRaw?.() ?? ""),
    marked: (await pdf.getMarkInfo())?.Marked === true,
    outline: (await pdf.getOutline()) as OutlineItem[],
    destinations: Object.keys(await pdf.getDestinations()),
  };
  await task.destroy();
  return read;
}

function markedText(items: readonly unknown[]): Map<string, string> {
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

/** Every node of a structure tree, parents first. */
export function structNodes(node: StructNode): StructNode[] {
  return [node, ...(node.children ?? []).flatMap(structNodes)];
}
