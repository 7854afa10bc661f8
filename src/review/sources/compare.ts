import { libraryBlocks } from "../../chapters/index.js";
import { groupBy } from "../../lists.js";
import { inCode } from "../pairing/renames.js";
import { comparePassages, compareWords } from "../passages.js";
import { readingPieces } from "../reading/pieces.js";
import type { PassageState, Snapshot } from "../snapshot.js";
import type { PassageChange, Presence, Rename, Review, SourceChange } from "../types.js";
import { wordsOf } from "../words.js";
import { blockPieces, type ChapterPieces, chapterPieces } from "./chapter-pieces.js";
import { compareLines } from "./code.js";
import { ToldWords } from "./told.js";
import type { Piece, SourceTexts } from "./types.js";
import { assumptionPieces } from "./yaml-pieces.js";

type Told = Pick<Review, "prose" | "figures" | "assumptions" | "claims">;
type Compared = Pick<Snapshot, "version" | "lineage" | "scenario">;

interface Sources {
  pieces: readonly Piece[];
  chapters: ReadonlyMap<string, ChapterPieces>;
  compared: Compared;
}

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

/** Whether another part of the review says it. */
function isTold(
  { tokens, field, presence, oldText, newText }: SourceChange,
  piece: Piece,
  old: Sources,
  now: Sources,
  told: Told,
  words: ToldWords,
): boolean {
  switch (piece.kind) {
    case "claim":
      return told.claims.flipped.some(({ id, presence: how }) => id === piece.owner && how !== "changed")
        ? field === ""
        : field === "code" && told.claims.conditions.some(({ id }) => id === piece.owner);
    case "assumption": {
      if (!isEffective(piece, now) && !isEffective(piece, old)) return false;
      const group = piece.owner.endsWith(".table") ? piece.owner.slice(0, -"table".length) : undefined;
      const changes = told.assumptions.filter(({ id }) =>
        group === undefined ? id === piece.owner : id.startsWith(group),
      );
      if (field === "") return changes.some(({ presence: how }) => how === presence);
      return changes.some((change) => saysField(change, group === undefined ? field : "value"));
    }
    case "figure":
    case "front": {
      if (presence !== "changed") {
        const type = presence === "added" ? "inserted" : "deleted";
        return field !== "" && words.covers({ tokens: [{ type, text: newText ?? oldText ?? "" }] });
      }
      return tokens !== undefined && field !== "code" && words.covers({ tokens });
    }
    default:
      return false;
  }
}

/** Whether the list of assumptions says that a field of one changed. */
function saysField(change: Told["assumptions"][number], field: string): boolean {
  const [name = "", ...key] = field.split(" ");
  if (change.presence !== "changed") return true;
  switch (name) {
    case "value":
      return change.cells.some((cell) => key.length === 0 || cell.key === "" || cell.key === key.join(" "));
    case "low":
    case "high":
      return change.oldRange !== change.newRange;
    case "unit":
      return change.oldUnit !== undefined;
    case "source":
      return JSON.stringify(change.oldSources) !== JSON.stringify(change.newSources);
    case "as_of":
      return change.oldAsOf !== change.newAsOf;
    case "reason":
      return change.reason !== undefined;
    default:
      return change.fields.some((one) => one.name === name.replaceAll("_", " "));
  }
}

/** Whether the version that is compared takes a field from where a piece stands. */
function isEffective(piece: Piece, sources: Sources): boolean {
  return overriding(piece, sources) === undefined;
}

/** The version that says otherwise; "" where the piece's version is not among those that the compared one is laid over. */
function overriding({ version, owner, field }: Piece, { pieces, compared }: Sources): string | undefined {
  if (version === undefined) return undefined;
  const at = compared.lineage.indexOf(version);
  if (at === -1) return "";
  const [base] = field.split(" ");
  return compared.lineage
    .slice(0, at)
    .find((newer) =>
      pieces.some(
        (other) =>
          other.version === newer &&
          other.owner === owner &&
          other.kind === "assumption" &&
          (other.field === field || other.field === base),
      ),
    );
}

/** Why a change has no effect on what was compared. */
function effectOf(piece: Piece, sources: Sources): string | undefined {
  const { version } = sources.compared;
  if (piece.kind === "assumption") {
    const other = overriding(piece, sources);
    if (other === "") return `${version}, which was compared, is not laid over ${piece.version ?? "it"}`;
    if (other !== undefined) return `version ${other} says otherwise`;
    return undefined;
  }
  if (piece.kind === "version" && !sources.compared.lineage.includes(piece.owner))
    return `${version}, which was compared, is not laid over it`;
  if (piece.kind === "scenario" && sources.compared.scenario?.name !== piece.owner)
    return "not the scenario that was compared";
  return undefined;
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
