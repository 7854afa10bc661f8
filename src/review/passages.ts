import { commonPairs } from "../text/sequences.js";
import type { PassageState } from "./snapshot.js";
import type { PassageChange, PassageToken } from "./types.js";
import { type Word, wordsOf } from "./words.js";

/** Less alike than this, two passages are two passages. */
const ALIKE = 0.4;
/** More pairs than this are not tried against each other. */
const MOST_PAIRS = 10_000;

/** A passage as words, with what alignment needs of it. */
export interface PassageWords {
  words: readonly Word[];
  /** What it says, in keys. */
  text: string;
  counts: ReadonlyMap<string, number>;
}

export function passageWords(passage: Pick<PassageState, "tokens">): PassageWords {
  const words = wordsOf(passage.tokens);
  return { words, ...keysOf(words) };
}

/** The words of several passages as one, for telling how alike two sections are. */
export function joinedWords(passages: readonly PassageWords[]): PassageWords {
  const words = passages.flatMap((passage) => passage.words);
  return { words, ...keysOf(words) };
}

function keysOf(words: readonly Word[]): Pick<PassageWords, "text" | "counts"> {
  const counts = new Map<string, number>();
  for (const { kind, key } of words) {
    const counted = kind === "number" ? "#" : key;
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  return { text: words.map(({ key }) => key).join(" "), counts };
}

/** The share of words that two passages have in common, from 0 to 1 (Dice's coefficient); numbers count as alike. */
export function likeness(a: PassageWords, b: PassageWords): number {
  const [few, many] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  if (a.words.length + b.words.length === 0) return 1;
  let common = 0;
  for (const [key, count] of few.counts) common += Math.min(count, many.counts.get(key) ?? 0);
  return (2 * common) / (a.words.length + b.words.length);
}

/** The passages of two versions of a section that differ, in reading order; what was removed stands before what was added. */
export function comparePassages(old: readonly PassageState[], now: readonly PassageState[]): PassageChange[] {
  const read = (passages: readonly PassageState[]): string => JSON.stringify(passages.map(({ tokens }) => tokens));
  if (read(old) === read(now)) return [];
  const [before, after] = [old.map(passageWords), now.map(passageWords)];
  return alignPassages(before, after).flatMap(([i, j]): PassageChange[] => {
    const [oldWords, newWords] = [before[i ?? -1]?.words, after[j ?? -1]?.words];
    const place = (now[j ?? -1] ?? old[i ?? -1])?.place;
    if (oldWords && newWords) return compareWords(oldWords, newWords, place);
    if (oldWords) return [{ presence: "removed", kind: "wording", tokens: whole("deleted", oldWords), place }];
    return [{ presence: "added", kind: "wording", tokens: whole("inserted", newWords ?? []), place }];
  });
}

/** Index pairs; one side is undefined for a passage that the other lacks. */
export function alignPassages(
  old: readonly PassageWords[],
  now: readonly PassageWords[],
): [number | undefined, number | undefined][] {
  const rows: [number | undefined, number | undefined][] = [];
  const texts = (passages: readonly PassageWords[]): string[] => passages.map(({ text }) => text);
  let [i, j] = [0, 0];
  for (const [x, y] of [...commonPairs(texts(old), texts(now)), [old.length, now.length] as const]) {
    const [a, b] = [i, j];
    let [p, q] = [a, b];
    for (const [u, v] of [...likePairs(old.slice(a, x), now.slice(b, y)), [x - a, y - b] as const]) {
      while (p < a + u) rows.push([p++, undefined]);
      while (q < b + v) rows.push([undefined, q++]);
      if (a + u < x && b + v < y) rows.push([p++, q++]);
    }
    if (x < old.length && y < now.length) rows.push([x, y]);
    [i, j] = [x + 1, y + 1];
  }
  return rows;
}

/** The pairs, rising in both, that are most alike in sum. */
function likePairs(old: readonly PassageWords[], now: readonly PassageWords[]): [number, number][] {
  const [n, m] = [old.length, now.length];
  if (n * m > MOST_PAIRS) return pairsInOrder(old, now);
  const width = m + 1;
  const best = new Float64Array((n + 1) * width);
  const like = new Float64Array(n * m);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--) {
      const score = likenessAt(old, now, i, j);
      like[i * m + j] = score;
      const paired = score >= ALIKE ? score + (best[(i + 1) * width + j + 1] ?? 0) : 0;
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < n && j < m; ) {
    const here = best[i * width + j] ?? 0;
    const score = like[i * m + j] ?? 0;
    if (score >= ALIKE && here === score + (best[(i + 1) * width + j + 1] ?? 0)) pairs.push([i++, j++]);
    else if (here === best[(i + 1) * width + j]) i++;
    else j++;
  }
  return pairs;
}

function pairsInOrder(old: readonly PassageWords[], now: readonly PassageWords[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < Math.min(old.length, now.length); i++)
    if (likenessAt(old, now, i, i) >= ALIKE) pairs.push([i, i]);
  return pairs;
}

function likenessAt(old: readonly PassageWords[], now: readonly PassageWords[], i: number, j: number): number {
  const [a, b] = [old[i], now[j]];
  return a && b ? likeness(a, b) : 0;
}

/** What a reader sees of words, whichever of them are quoted; numbers that references print say nothing. */
const printedBy = (words: readonly Word[]): string =>
  words
    .map(({ kind, key, text, space }) => (kind === "reference" ? key : text) + space)
    .join("")
    .replace(/\s+/g, " ")
    .trim();

/** Two versions of a passage word by word; empty when they read the same. Numbers that references print are no difference. */
export function compareWords(
  old: readonly Word[],
  now: readonly Word[],
  place?: PassageChange["place"],
): PassageChange[] {
  if (printedBy(old) === printedBy(now)) return [];
  const text = new TokenList();
  let [i, j] = [0, 0];
  const keys = (words: readonly Word[]): string[] => words.map(({ key }) => key);
  for (const [x, y] of [...commonPairs(keys(old), keys(now)), [old.length, now.length] as const]) {
    compareGap(old.slice(i, x), now.slice(j, y), text);
    const [before, after] = [old[x], now[y]];
    if (before && after) text.pair(before, after);
    [i, j] = [x + 1, y + 1];
  }
  return text.differs ? [{ presence: "changed", kind: text.kind, tokens: readable(text.tokens), place }] : [];
}

/** A stretch without a common word: numbers of one form are taken for values that changed, all else for other words. */
function compareGap(old: readonly Word[], now: readonly Word[], text: TokenList): void {
  const forms = (words: readonly Word[], side: string): string[] =>
    words.map((word, at) => formOf(word) ?? `${side} ${at}`);
  let [i, j] = [0, 0];
  for (const [x, y] of [...commonPairs(forms(old, "old"), forms(now, "new")), [old.length, now.length] as const]) {
    for (const word of old.slice(i, x)) text.add("deleted", word);
    for (const word of now.slice(j, y)) text.add("inserted", word);
    const [before, after] = [old[x], now[y]];
    if (before && after) text.pair(before, after);
    [i, j] = [x + 1, y + 1];
  }
}

/** What kind of number a word is: money, percent, a multiple, a year or a plain one; undefined for what is none. */
function formOf({ kind, text }: Word): string | undefined {
  if (kind !== "number" && kind !== "quoted") return undefined;
  if (!/\d/.test(text)) return "text";
  if (/^(?:19|20)\d\d$/.test(text)) return "year";
  if (/^\d{4}-\d\d/.test(text)) return "date";
  return /[$€£¥]/.exec(text)?.[0] ?? /[%×]/.exec(text)?.[0] ?? "number";
}

class TokenList {
  readonly tokens: PassageToken[] = [];
  private values = false;
  private wording = false;

  get differs(): boolean {
    return this.values || this.wording;
  }

  get kind(): PassageChange["kind"] {
    return this.values && this.wording ? "both" : this.values ? "values" : "wording";
  }

  add(type: "same" | "inserted" | "deleted", word: Word): void {
    if (type !== "same") this.wording = true;
    this.text(type, word.text + word.space);
  }

  /** The same word, or a value before and after. */
  pair(old: Word, now: Word): void {
    if (old.text === now.text || now.kind === "reference") {
      this.add("same", now);
      return;
    }
    this.values = true;
    const { expression } = now;
    this.tokens.push({ type: "value", old: old.text, new: now.text, expression });
    this.text("same", now.space);
  }

  private text(type: "same" | "inserted" | "deleted", text: string): void {
    const last = this.tokens.at(-1);
    if (last?.type === type) this.tokens[this.tokens.length - 1] = { type, text: last.text + text };
    else if (text !== "") this.tokens.push({ type, text });
  }
}

/**
 * Takes words that stayed by chance between others that changed for changed too, where they are shorter than what changed on either
 * side and end no sentence, so that a sentence written anew is not told in shreds (N. Fraser's semantic clean-up, diff-match-patch).
 */
function readable(tokens: readonly PassageToken[]): PassageToken[] {
  const out: PassageToken[] = [];
  /** The stretch being put together: what went, what stayed for now, what came. */
  let edit = { deleted: "", inserted: "" };
  let kept = "";
  const size = ({ deleted, inserted }: typeof edit): number => Math.max(deleted.length, inserted.length);
  const flush = (): void => {
    if (edit.deleted !== "") out.push({ type: "deleted", text: edit.deleted });
    if (edit.inserted !== "") out.push({ type: "inserted", text: edit.inserted });
    if (kept !== "") out.push({ type: "same", text: kept });
    edit = { deleted: "", inserted: "" };
    kept = "";
  };
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token?.type === "deleted" || token?.type === "inserted") {
      const next = { deleted: "", inserted: "" };
      for (let one = tokens[i]; one?.type === "deleted" || one?.type === "inserted"; one = tokens[++i])
        next[one.type] += one.text;
      if (/[.!?…]\s/.test(kept) || kept.length > Math.min(size(edit), size(next))) flush();
      edit = { deleted: edit.deleted + kept + next.deleted, inserted: edit.inserted + kept + next.inserted };
      kept = "";
      continue;
    }
    if (token?.type === "same") kept += token.text;
    else {
      flush();
      if (token) out.push(token);
    }
    i++;
  }
  flush();
  return out;
}

function whole(type: "inserted" | "deleted", words: readonly Word[]): PassageToken[] {
  const text = words.map((word) => word.text + word.space).join("");
  return text === "" ? [] : [{ type, text }];
}
