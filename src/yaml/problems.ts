import { type Diagnostic, type Place, sortDiagnostics } from "../diagnostic.js";

export type Detail = Pick<Diagnostic, "expected" | "hint" | "notes">;

/** Collects what is wrong with a register; the same thing found twice (a version and one that extends it) is kept once. */
export class Problems {
  private readonly found = new Map<string, Diagnostic>();

  /** `rule` is the part after `assumptions/`. */
  error(rule: string, message: string, place?: Place, detail: Detail = {}): void {
    this.add("error", rule, message, place, detail);
  }

  warn(rule: string, message: string, place?: Place, detail: Detail = {}): void {
    this.add("warning", rule, message, place, detail);
  }

  private add(
    severity: Diagnostic["severity"],
    rule: string,
    message: string,
    place: Place | undefined,
    detail: Detail,
  ): void {
    const diagnostic: Diagnostic = { rule: `assumptions/${rule}`, severity, message };
    if (place) diagnostic.place = place;
    if (detail.expected !== undefined) diagnostic.expected = detail.expected;
    if (detail.hint !== undefined) diagnostic.hint = detail.hint;
    if (detail.notes !== undefined) diagnostic.notes = detail.notes;
    const at = place ? `${place.file}:${place.start.line}:${place.start.column}` : "";
    const key = `${rule}|${at}|${message}`;
    if (!this.found.has(key)) this.found.set(key, diagnostic);
  }

  get failed(): boolean {
    return [...this.found.values()].some((d) => d.severity === "error");
  }

  /** How many errors so far, to tell whether a step added any. */
  get errors(): number {
    return [...this.found.values()].filter((d) => d.severity === "error").length;
  }

  list(): Diagnostic[] {
    return sortDiagnostics([...this.found.values()]);
  }
}

/** "`a`, `b` and `c`". */
export function quoted(names: readonly string[], last = "and"): string {
  const marked = names.map((n) => `\`${n}\``);
  if (marked.length < 2) return marked.join("");
  return `${marked.slice(0, -1).join(", ")} ${last} ${marked[marked.length - 1]}`;
}
