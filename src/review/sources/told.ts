import type { PassageChange, PassageToken, Review } from "../types.js";

type Told = Pick<Review, "prose" | "figures">;

/** The words that a review already shows as new or gone, as printed: what is changed in the sources is not told twice. */
export class ToldWords {
  private readonly inserted = new Set<string>();
  private readonly deleted = new Set<string>();

  constructor({ prose, figures }: Told) {
    for (const { passages, title, oldTitle, presence } of prose) {
      for (const passage of passages) this.take(passage);
      if (presence !== "changed" && presence !== "moved") {
        if (presence !== "removed") this.add(this.inserted, title);
        if (presence !== "added") this.add(this.deleted, oldTitle ?? title);
      }
    }
    for (const { texts = [], presence, caption } of figures) {
      for (const passage of texts) this.take(passage);
      if (presence === "added") this.add(this.inserted, caption);
      if (presence === "removed") this.add(this.deleted, caption);
    }
  }

  /** Whether all words that a change of the sources puts in or takes out are shown, and it does no more than that. */
  covers({ tokens }: Pick<PassageChange, "tokens">): boolean {
    let hasWords = false;
    for (const token of tokens) {
      if (token.type === "same") continue;
      if (token.type === "value") {
        // Another expression between the braces, or a number typed by hand.
        if (token.old.startsWith("{{") || token.new.startsWith("{{")) return false;
        if (!this.has(this.deleted, token.old) || !this.has(this.inserted, token.new)) return false;
        hasWords = true;
        continue;
      }
      const known = token.type === "inserted" ? this.inserted : this.deleted;
      const words = wordsIn(token.text.replace(/\{\{[\s\S]*?\}\}/g, " "));
      if (!words.every((word) => known.has(word))) return false;
      if (words.length > 0) hasWords = true;
    }
    return hasWords;
  }

  private take({ tokens }: PassageChange): void {
    for (const token of tokens) this.token(token);
  }

  private token(token: PassageToken): void {
    if (token.type === "inserted") this.add(this.inserted, token.text);
    else if (token.type === "deleted") this.add(this.deleted, token.text);
    else if (token.type === "value") {
      this.add(this.deleted, token.old);
      this.add(this.inserted, token.new);
    }
  }

  private add(set: Set<string>, text: string): void {
    for (const word of wordsIn(text)) set.add(word);
  }

  private has(set: ReadonlySet<string>, text: string): boolean {
    return wordsIn(text).every((word) => set.has(word));
  }
}

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
