import { slugOf } from "../../text/slug.js";
import { markAround } from "./fences.js";

/** A line of what is imported, with where it stands: "12" of a text, "cell 3" of a notebook. */
export interface ImportedLine {
  text: string;
  at: string;
}

/** A notebook as Markdown: its pictures by the names that the text gives them, and what of it is no text. */
export interface NotebookText {
  lines: ImportedLine[];
  pictures: ReadonlyMap<string, Uint8Array>;
  left: { at: string; what: string }[];
  language: string;
}

/** The shape of `.ipynb` (nbformat 4), as far as it is read; nothing of it is taken for granted. */
interface Cell {
  cell_type?: unknown;
  source?: unknown;
  outputs?: unknown;
  attachments?: unknown;
  metadata?: unknown;
}

/**
 * A Jupyter notebook (nbformat 4) as Markdown: its texts, its code as fences to be read, its pictures as places.
 *
 * @throws Error with a message for people where it is none
 */
export function notebookText(name: string, text: string): NotebookText {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error("is no JSON");
  }
  const { cells, metadata, nbformat } = (read ?? {}) as Record<string, unknown>;
  if (typeof nbformat === "number" && nbformat < 4)
    throw new Error(`is a notebook of format ${nbformat}, which is older than 4: Jupyter saves it as one of today`);
  if (!Array.isArray(cells)) throw new Error("is no notebook of format 4");
  const kernel =
    (metadata as { kernelspec?: { language?: unknown }; language_info?: { name?: unknown } } | undefined) ?? {};
  const language = word(kernel.language_info?.name) ?? word(kernel.kernelspec?.language) ?? "python";
  const stem = slugOf(name.replace(/\.[^.]*$/, "")) || "notebook";
  const reader = new CellReader(language);
  for (const [n, cell] of (cells as Cell[]).entries()) reader.read(cell, `cell ${n + 1}`, `${stem}-${n + 1}`);
  const { lines, pictures, left } = reader;
  return { lines, pictures, left, language };
}

class CellReader {
  readonly lines: ImportedLine[] = [];
  readonly pictures = new Map<string, Uint8Array>();
  readonly left: { at: string; what: string }[] = [];

  constructor(private readonly language: string) {}

  /** @param base how the names of the cell's pictures begin */
  read(cell: Cell | null, at: string, base: string): void {
    const source = joined(cell?.source).replace(/\n$/, "");
    const { tags } = (cell?.metadata ?? {}) as { tags?: unknown };
    if (Array.isArray(tags) && tags.length > 0) {
      const names = tags.filter((tag) => typeof tag === "string");
      this.left.push({ at, what: `tags of a cell: ${names.join(", ")}` });
    }
    if (cell?.cell_type === "markdown") this.add(this.withAttached(source, cell.attachments, base).split("\n"), at);
    else if (cell?.cell_type === "code") {
      const code = source.split("\n");
      const mark = markAround(code);
      if (source.trim() !== "") this.add([`${mark}{${this.language}}`, ...code, mark], at);
      this.addOutputs(cell.outputs, base, at);
    } else if (source.trim() !== "") this.left.push({ at, what: "a raw cell" });
  }

  private add(texts: readonly string[], at: string): void {
    for (const one of [...texts, ""]) this.lines.push({ text: one, at });
  }

  /** A text with the paths of the pictures that are attached to it. */
  private withAttached(source: string, attachments: unknown, base: string): string {
    const attached = (attachments ?? {}) as Record<string, Record<string, unknown>>;
    const paths = new Map<string, string>();
    return source.replace(/attachment:([^)\s]+)/g, (whole, file: string) => {
      const [type, data] =
        Object.entries(attached[file] ?? {}).find(([one]) => /^image\/(?:png|jpeg|webp)$/.test(one)) ?? [];
      if (!type || typeof data !== "string") return whole;
      const before = paths.get(file);
      if (before) return before;
      const ending = type.replace("image/", "").replace("jpeg", "jpg");
      const path = `${base}${paths.size === 0 ? "" : `-${paths.size + 1}`}.${ending}`;
      paths.set(file, path);
      this.pictures.set(path, Buffer.from(data, "base64"));
      return path;
    });
  }

  private addOutputs(outputs: unknown, base: string, at: string): void {
    let texts = 0;
    for (const [k, output] of (Array.isArray(outputs) ? outputs : []).entries()) {
      const { data } = (output ?? {}) as { data?: Record<string, unknown> };
      const png = joined(data?.["image/png"]);
      const svg = joined(data?.["image/svg+xml"]);
      if (png === "" && svg === "") {
        texts++;
        continue;
      }
      const path = `${base}${k === 0 ? "" : `-${k + 1}`}.${png === "" ? "svg" : "png"}`;
      this.pictures.set(path, png === "" ? Buffer.from(svg) : Buffer.from(png, "base64"));
      this.add([`![](${path})`], at);
    }
    if (texts > 0) this.left.push({ at, what: "what the code printed: numbers in it are for blocks to compute" });
  }
}

const word = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w+-]{1,30}$/.test(value) ? value.toLowerCase() : undefined;

const joined = (source: unknown): string =>
  typeof source === "string"
    ? source
    : Array.isArray(source)
      ? source.filter((one) => typeof one === "string").join("")
      : "";
