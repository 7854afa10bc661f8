import type { DotId } from "./read.js";

/** A value that a source quotes: as it is printed, and what it is. */
export interface DotValue {
  text: string;
  value: string | number | boolean | null;
}

/** Splits a text at the marks of quoted values: texts, and the numbers of values. */
export type SplitMarks = (text: string) => (string | number)[];

/**
 * Where a text stands, which says what would be taken for a sign of the language in it: as what something is called, which is its label too unless it has
 * another; in a label, in one in angle brackets, or in what nobody sees.
 */
export type Within = "name" | "label" | "html" | "hidden";

const withEntities = (text: string): string => text.replaceAll("&", "&amp;");
const withBackslashes = (text: string): string => text.replaceAll("\\", "\\\\");

const ESCAPES: Readonly<Record<Within, (text: string) => string>> = {
  hidden: withBackslashes,
  name: (text) => withEntities(withBackslashes(text)),
  // What a record takes for its lines, and blanks beside each other: only its node's last shape says whether it is one, and in all others a backslash before
  // them is nothing.
  label: (text) => withEntities(text.replace(/[\\{}|<>]|(?<= ) /g, "\\$&")),
  html: (text) =>
    withEntities(withBackslashes(text))
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;"),
};

/** What an author wrote right before a value, so that it takes nothing of the value for its own: a last backslash, or the beginning of an entity. */
function beforeValue(text: string, within: Within): string {
  const ended = text.replace(/(?<!\\)(?:\\\\)*\\$/, "$&\\");
  return within === "hidden" ? ended : ended.replace(/&(?=#?\w*$)/, "&amp;");
}

/** In a name, what is written `&` and what a value prints so is the same. */
const ofName = (text: string): string => text.replace(/&(?!#?\w+;)/g, "&amp;");

/** Puts values into what is written, so that each is read as the words that it prints. */
export class DotValues {
  /** @param values undefined before they are known */
  constructor(
    private readonly values: readonly DotValue[] | undefined,
    private readonly split: SplitMarks,
  ) {}

  text(id: Pick<DotId, "text" | "kind">, where: Within): string {
    const { values } = this;
    if (!values) return id.text;
    const within = id.kind === "html" ? "html" : where;
    const pieces = this.split(id.text);
    const text = pieces.map((piece, n) => {
      if (typeof piece === "number") return ESCAPES[within](values[piece]?.text ?? "");
      const written = within === "name" ? ofName(piece) : piece;
      return typeof pieces[n + 1] === "number" ? beforeValue(written, within) : written;
    });
    // Graphviz knows no width of a tab, and draws none.
    return text.join("").replaceAll("\t", " ");
  }

  /** The text of a number: the value itself, without its format, where it is nothing but a quoted one. */
  number(id: DotId): string {
    const pieces = this.split(id.text);
    const [only] = pieces;
    const value = pieces.length === 1 && typeof only === "number" ? this.values?.[only]?.value : undefined;
    return typeof value === "number" ? String(value) : this.text(id, "hidden");
  }

  /** Whether something is quoted there. */
  isQuoting({ text }: Pick<DotId, "text">): boolean {
    return this.split(text).some((piece) => typeof piece === "number");
  }

  /** Whether something is quoted there that isn't known yet. */
  isOpen(id: Pick<DotId, "text">): boolean {
    return !this.values && this.isQuoting(id);
  }
}
