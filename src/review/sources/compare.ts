import { libraryBlocks } from "../../chapters/index.js";
import { groupBy } from "../../lists.js";
import { comparePassages, compareWords } from "../passages.js";
import { readingPieces } from "../reading/pieces.js";
import type { PassageChange, Presence, Rename, SourceChange } from "../types.js";
import { wordsOf } from "../words.js";
import { blockPieces, type ChapterPieces, chapterPieces } from "./chapter-pieces.js";
import { compareLines } from "./code.js";
import { type Compared, effectOf, isTold, type Sources, type Told } from "./effect.js";
import { ToldWords } from "./told.js";
import type { Piece, SourceTexts } from "./types.js";
import { isBlock, renamedChapters, renamedOwners, underNames } from "./under-names.js";
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

function changedPieces(old: Sources, now: Sources, told: Told, words: ToldWords): SourceChange[] {
  const ownerOf = ({ kind, owner, version = "", place, ...piece }: Piece): string =>
    JSON.stringify([
      isBlock(kind) ? "block" : kind,
      owner,
      version,
      kind === "front" ? place.file : "",
      kind === "exception" ? piece.key : "",
    ]);
  const [before, after] = [groupBy(old.pieces, ownerOf), groupBy(now.pieces, ownerOf)];
  const changes: SourceChange[] = [];
  for (const [from, to] of renamedOwners(before, after)) {
    const [was, is] = [before.get(from)?.[0], after.get(to)?.[0]];
    if (!was || !is) continue;
    changes.push({
      kind: is.kind,
      presence: "renamed",
      owner: is.owner,
      field: "",
      oldText: was.owner,
      newText: is.owner,
      place: is.place,
    });
    before.delete(from);
    after.delete(to);
  }
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
                : compareLines(code.written ?? code.text, "", code.language),
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
              lines: compareLines(a?.text ?? "", b?.text ?? "", piece.language, a?.written),
            }
          : { oldText: a?.written ?? a?.text, newText: b?.text }),
        tokens,
        place,
      },
    ];
  });
}

/** Passages that are written otherwise though the review shows no other words: sentences that aren't printed now, expressions, markup. */
function changedProse(old: Sources, now: Sources, words: ToldWords): SourceChange[] {
  const files = new Set([...now.chapters.keys(), ...old.chapters.keys()]);
  const all = [...files].flatMap((file) => {
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
  return movedOnce(all);
}

/** A passage that went from one chapter and came to another as it was is told once, where it stands now. */
function movedOnce(changes: readonly SourceChange[]): SourceChange[] {
  const went = groupBy(
    changes.filter(({ presence }) => presence === "removed"),
    textOf,
  );
  const gone = new Set<SourceChange>();
  const told = changes.map((change): SourceChange => {
    const from = change.presence === "added" ? went.get(textOf(change))?.find((one) => !gone.has(one)) : undefined;
    if (!from) return change;
    gone.add(from);
    const { tokens: _, ...rest } = change;
    return { ...rest, presence: "renamed", oldText: from.owner, newText: change.owner };
  });
  return told.filter((change) => !gone.has(change));
}

const textOf = ({ tokens = [] }: Pick<SourceChange, "tokens">): string =>
  tokens.map((token) => (token.type === "value" ? "" : token.text)).join("");

/** A passage that only stands elsewhere in its chapter is told by the text as printed. */
function withoutMoved(changes: readonly PassageChange[]): PassageChange[] {
  const of = (presence: Presence): string[] => changes.filter((one) => one.presence === presence).map(textOf);
  const [added, removed] = [of("added"), of("removed")];
  return changes.filter((change) => {
    if (change.presence === "added") return !removed.includes(textOf(change));
    return change.presence !== "removed" || !added.includes(textOf(change));
  });
}
