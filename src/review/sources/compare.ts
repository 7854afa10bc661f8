import { libraryBlocks } from "../../chapters/index.js";
import { groupBy } from "../../lists.js";
import { inCode } from "../pairing/renames.js";
import { comparePassages, compareWords } from "../passages.js";
import { readingPieces } from "../reading/pieces.js";
import type { PassageState } from "../snapshot.js";
import type { PassageChange, Presence, Rename, SourceChange } from "../types.js";
import { wordsOf } from "../words.js";
import { blockPieces, type ChapterPieces, chapterPieces } from "./chapter-pieces.js";
import { compareLines } from "./code.js";
import { type Compared, effectOf, isTold, type Sources, type Told } from "./effect.js";
import { ToldWords } from "./told.js";
import type { Piece, SourceTexts } from "./types.js";
import { assumptionPieces } from "./yaml-pieces.js";

/**
 * What differs between the sources of two memos and is told nowhere else in the review: values that a later version overrides, sources,
 * scenarios, other versions, front matter, sentences that aren't printed, what code says. White space, comments and the places of things
 * in their files are no difference.
 */
export function compareSources(
  old: SourceTexts,
  now: SourceTexts,
  compared: { old: Compared; now: Compared },
  told: Told,
  renames: readonly Rename[] = [],
): SourceChange[] {
  const renamed = renamedChapters(old.chapters, now.chapters);
  const after = sourcesOf(now, compared.now, new Map());
  const before = underNames(sourcesOf(old, compared.old, renamed), renames, after);
  const words = new ToldWords(told);
  const files = [...renamed].map(
    ([from, to]): SourceChange => ({
      kind: "file",
      presence: "renamed",
      owner: to,
      field: "",
      oldText: from,
      newText: to,
      place: { file: to, start: { line: 1, column: 1 } },
    }),
  );
  return [...files, ...changedPieces(before, after, told, words), ...changedProse(before, after, words)];
}

function sourcesOf(texts: SourceTexts, compared: Compared, renamed: ReadonlyMap<string, string>): Sources {
  const chapters = new Map<string, ChapterPieces>();
  for (const [path, text] of [...texts.chapters].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (path.endsWith(".md")) chapters.set(renamed.get(path) ?? path, chapterPieces(renamed.get(path) ?? path, text));
  const assumptions = [...texts.assumptions]
    .filter(([path]) => path.endsWith(".yaml"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) => assumptionPieces(path, text));
  const library = libraryBlocks(texts.library).flatMap(blockPieces);
  return {
    pieces: [
      ...assumptions,
      ...readingPieces(texts.readings),
      ...library,
      ...[...chapters.values()].flatMap(({ pieces }) => pieces),
    ],
    chapters,
    compared,
  };
}

/** Sources under new names: owners, ids in fields, code, and what stands in braces. */
function underNames({ pieces, chapters, compared }: Sources, renames: readonly Rename[], now: Sources): Sources {
  const there = new Map(now.pieces.map(({ key, canonical }) => [key, canonical]));
  if (renames.length === 0) return { pieces, chapters, compared };
  const rename = inCode(renames);
  const inBraces = (text: string): string => text.replace(/\{\{[\s\S]*?\}\}|@[\w-]+/g, rename);
  const ids = new Map(renames.map(({ from, to }) => [from, to]));
  const renamedPiece = (piece: Piece): Piece => {
    const { kind, owner, field, canonical, text, form } = piece;
    // What has the name by chance is left alone.
    if (there.get(piece.key) === canonical) return piece;
    const isCode = form === "code" || kind === "block" || kind === "figure" || kind === "claim";
    const change = form === "words" ? inBraces : isCode || field === "expression" ? rename : (same: string) => same;
    const to = ids.get(owner) ?? owner;
    return {
      ...piece,
      owner: to,
      key:
        to === owner && kind !== "scenario"
          ? piece.key
          : piece.key.replaceAll(JSON.stringify(owner), JSON.stringify(to)),
      field: kind === "scenario" ? rename(field) : field,
      canonical: form === "code" ? canonical.split("\u0000").map(rename).join("\u0000") : change(canonical),
      text: change(text),
      ...(kind === "scenario" ? { key: rename(piece.key) } : {}),
    };
  };
  const renamedPassage = ({ tokens, ...passage }: PassageState): PassageState => ({
    ...passage,
    tokens: tokens.map((token) => {
      if (typeof token === "string") return inBraces(token);
      return "value" in token ? { value: rename(token.value), expression: rename(token.expression) } : token;
    }),
  });
  return {
    pieces: pieces.map(renamedPiece),
    chapters: new Map(
      [...chapters].map(([file, one]) => [file, { ...one, passages: one.passages.map(renamedPassage) }]),
    ),
    compared,
  };
}

/** Chapters that have another path and are the same otherwise, as far as their names or most of their lines tell: old to new path. */
function renamedChapters(
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const free = [...now.keys()].filter((path) => !old.has(path));
  for (const path of [...old.keys()].filter((one) => !now.has(one))) {
    const best = free
      .filter((other) => ![...found.values()].includes(other))
      .map((other) => ({ other, score: sharedLines(old.get(path) ?? "", now.get(other) ?? "") }))
      .sort((a, b) => b.score - a.score)[0];
    if (best && best.score >= 0.5) found.set(path, best.other);
  }
  return found;
}

function sharedLines(old: string, now: string): number {
  const lines = (text: string): Set<string> => new Set(text.split("\n").filter((line) => line.trim() !== ""));
  const [a, b] = [lines(old), lines(now)];
  const common = [...a].filter((line) => b.has(line)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

function changedPieces(old: Sources, now: Sources, told: Told, words: ToldWords): SourceChange[] {
  const ownerOf = ({ kind, owner, version = "", place, ...piece }: Piece): string =>
    JSON.stringify([
      kind === "figure" || kind === "claim" ? "block" : kind,
      owner,
      version,
      kind === "front" ? place.file : "",
      kind === "exception" ? piece.key : "",
    ]);
  const [before, after] = [groupBy(old.pieces, ownerOf), groupBy(now.pieces, ownerOf)];
  const changes: SourceChange[] = [];
  for (const owner of new Set([...after.keys(), ...before.keys()])) {
    const [a, b] = [before.get(owner) ?? [], after.get(owner) ?? []];
    const changed = a.length === 0 || b.length === 0 ? wholeOwner(a, b) : eachPiece(a, b);
    for (const change of changed) {
      const { piece, ...rest } = change;
      if (isTold(change, piece, old, now, told, words)) continue;
      const effect = effectOf(piece, b.includes(piece) ? now : old);
      changes.push(effect === undefined ? rest : { ...rest, effect });
    }
  }
  return changes;
}

type Found = SourceChange & { piece: Piece };

/** What came or went as a whole: a source, a scenario, a block. */
function wholeOwner(old: readonly Piece[], now: readonly Piece[]): Found[] {
  const pieces = now.length > 0 ? now : old;
  const [piece] = pieces;
  if (!piece) return [];
  const presence: Presence = now.length > 0 ? "added" : "removed";
  const code = pieces.find(({ form }) => form === "code");
  const fields = pieces.filter((one) => one !== code && one.field !== "kind");
  const text = fields.map(({ field, text }) => (field === "" ? text : `${field}: ${text}`)).join("; ");
  return [
    {
      piece,
      kind: piece.kind,
      presence,
      owner: piece.owner,
      field: "",
      ...(piece.version === undefined || piece.version === piece.owner ? {} : { version: piece.version }),
      ...(text === "" ? {} : presence === "added" ? { newText: text } : { oldText: text }),
      ...(code
        ? {
            lines:
              presence === "added"
                ? compareLines("", code.text, code.language)
                : compareLines(code.text, "", code.language),
          }
        : {}),
      place: piece.place,
    },
  ];
}

function eachPiece(old: readonly Piece[], now: readonly Piece[]): Found[] {
  const before = new Map(old.map((piece) => [piece.key, piece]));
  const keys = new Set([...now.map(({ key }) => key), ...before.keys()]);
  const after = new Map(now.map((piece) => [piece.key, piece]));
  return [...keys].flatMap((key): Found[] => {
    const [a, b] = [before.get(key), after.get(key)];
    const piece = b ?? a;
    if (!piece || a?.canonical === b?.canonical) return [];
    const { kind, owner, field, form, version, place } = piece;
    const tokens =
      form === "words" && a && b ? compareWords(wordsOf([a.text]), wordsOf([b.text]))[0]?.tokens : undefined;
    return [
      {
        piece,
        kind,
        presence: a && b ? "changed" : b ? "added" : "removed",
        owner,
        field,
        ...(version === undefined || version === owner ? {} : { version }),
        ...(form === "code"
          ? {
              lines: compareLines(a?.text ?? "", b?.text ?? "", piece.language),
            }
          : { oldText: a?.text, newText: b?.text }),
        tokens,
        place,
      },
    ];
  });
}

/** Passages that are written otherwise though the review shows no other words: sentences that aren't printed now, expressions, markup. */
function changedProse(old: Sources, now: Sources, words: ToldWords): SourceChange[] {
  const files = new Set([...now.chapters.keys(), ...old.chapters.keys()]);
  return [...files].flatMap((file) => {
    const [a, b] = [old.chapters.get(file), now.chapters.get(file)];
    const changes = withoutMoved(comparePassages(a?.passages ?? [], b?.passages ?? []));
    return changes
      .filter((change) => !words.covers(change))
      .map(
        ({ presence, tokens, place }): SourceChange => ({
          kind: "prose",
          presence,
          owner: file,
          field: "text",
          tokens,
          place: place ?? { file, start: { line: 1, column: 1 } },
        }),
      );
  });
}

/** A passage that only stands elsewhere in its chapter is told by the text as printed. */
function withoutMoved(changes: readonly PassageChange[]): PassageChange[] {
  const text = ({ tokens }: PassageChange): string =>
    tokens.map((token) => (token.type === "value" ? "" : token.text)).join("");
  const of = (presence: Presence): string[] => changes.filter((one) => one.presence === presence).map(text);
  const [added, removed] = [of("added"), of("removed")];
  return changes.filter((change) => {
    if (change.presence === "added") return !removed.includes(text(change));
    return change.presence !== "removed" || !added.includes(text(change));
  });
}
