import type { PassageChange, PassageToken, Review } from "../types.js";

type Told = Pick<Review, "prose" | "figures">;

/** The words that a review already shows as new or gone, as printed: what is changed in the sources is not told twice. */
export class ToldWords {
  private readonly inserted = new Set<string>();
  private readonly deleted = new Set<string>();
  /** Signs beside the words: a full stop that became a question mark. */
  private readonly signs = { inserted: new Set<string>(), deleted: new Set<string>() };

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
    if (this.coversOrder(tokens)) return true;
    let hasWords = false;
    let signs: boolean | undefined;
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
      else signs = (signs ?? true) && signsIn(token.text).every((sign) => this.signs[token.type].has(sign));
    }
    return hasWords || signs === true;
  }

  /** Whether a change only puts the same in another order, and some of it is shown as gone here and come there. */
  private coversOrder(tokens: PassageChange["tokens"]): boolean {
    const [out, into] = (["deleted", "inserted"] as const).map((type) =>
      tokens.flatMap((token) => {
        if (token.type === "value") return wordsIn(type === "deleted" ? token.old : token.new);
        return token.type === type ? wordsIn(token.text) : [];
      }),
    );
    if (!out || !into || out.length === 0 || out.sort().join(" ") !== into.sort().join(" ")) return false;
    return out.some((word) => this.inserted.has(word) && this.deleted.has(word));
  }

  private take({ tokens }: PassageChange): void {
    for (const token of tokens) this.token(token);
  }

  private token(token: PassageToken): void {
    if (token.type === "inserted" || token.type === "deleted") {
      this.add(this[token.type], token.text);
      for (const sign of signsIn(token.text)) this.signs[token.type].add(sign);
    } else if (token.type === "value") {
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

const signsIn = (text: string): string[] => text.match(/[^\p{L}\p{N}\s]/gu) ?? [];
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
