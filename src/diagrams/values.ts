import type { DotId } from "./read.js";

/** A value that a source quotes: as it is printed, and what it is. */
export interface DotValue {
  text: string;
  value: string | number | boolean | null;
}

/** Splits a text at the marks of quoted values: texts, and the numbers of values. */
export type SplitMarks = (text: string) => (string | number)[];

/** Where a text stands, which says what would be taken for a sign of the language in it. */
export type Within = "name" | "label" | "record" | "html";

const ESCAPES: Readonly<Record<Within, (text: string) => string>> = {
  name: (text) => text.replaceAll("\\", "\\\\"),
  label: (text) => text.replaceAll("\\", "\\\\"),
  // Blanks beside each other are one in a record.
  record: (text) => text.replace(/[\\{}|<>]/g, "\\$&"),
  html: (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
};

/** Puts values into what is written, so that each is read as the words that it prints. */
export class DotValues {
  /** @param values undefined before they are known */
  constructor(
    private readonly values: readonly DotValue[] | undefined,
    private readonly split: SplitMarks,
  ) {}

  text(id: Pick<DotId, "text" | "kind">, within: Within): string {
    const { values } = this;
    if (!values) return id.text;
    const escaped = ESCAPES[id.kind === "html" ? "html" : within];
    return this.split(id.text)
      .map((piece) => (typeof piece === "string" ? piece : escaped(values[piece]?.text ?? "")))
      .join("");
  }

  /** The text of a number: the value itself, without its format, where it is nothing but a quoted one. */
  number(id: DotId): string {
    const pieces = this.split(id.text);
    const [only] = pieces;
    const value = pieces.length === 1 && typeof only === "number" ? this.values?.[only]?.value : undefined;
    return typeof value === "number" ? String(value) : this.text(id, "name");
  }

  /** Whether something is quoted there that isn't known yet. */
  isOpen({ text }: Pick<DotId, "text">): boolean {
    return !this.values && this.split(text).some((piece) => typeof piece === "number");
  }
}
