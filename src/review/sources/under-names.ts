import { addTo } from "../../lists.js";
import { asThere, inCode, inPaths } from "../pairing/renames.js";
import type { PassageState } from "../snapshot.js";
import type { Rename } from "../types.js";
import type { Sources } from "./effect.js";
import type { Piece } from "./types.js";

/** What stands in braces, and references. */
const QUOTED = /\{\{[\s\S]*?\}\}|@[\w-]+/g;

/** Sources under new names: owners, ids in fields, code, and what stands in braces. */
export function underNames({ pieces, chapters, compared }: Sources, renames: readonly Rename[], now: Sources): Sources {
  if (renames.length === 0) return { pieces, chapters, compared };
  const there = new Map(now.pieces.map(({ key, canonical }) => [key, canonical]));
  const texts = new Map(now.pieces.map(({ key, text }) => [key, new Set(text.split("\n"))]));
  const [choose, renamePaths] = [asThere(renames), inPaths(renames)];
  const ofAssumptions = renames.filter(({ kind }) => kind === "assumption");
  const ways = [inCode(renames), inCode(ofAssumptions)];
  const quoted = new Set(quotedIn(now));
  const quotes = (text: string): string => text.replace(QUOTED, (one) => choose(one, quoted));
  const newOwner = ownersUnder(renames, pieces, now.pieces);
  const changeIn = ({ kind, field, form }: Piece): typeof choose => {
    if (form === "words") return quotes;
    if (form === "code" || isBlock(kind)) return choose;
    return field === "expression" || kind === "front" ? renamePaths : (same) => same;
  };
  const renamedPiece = (piece: Piece): Piece => {
    const { kind, owner, field, canonical, text, form } = piece;
    // What has the name by chance is left alone.
    if (there.get(piece.key) === canonical) return piece;
    const change = changeIn(piece);
    const to = newOwner(piece);
    // Scenarios keep their names, and say whose value they set.
    const newField = kind === "scenario" ? renamePaths(field) : field;
    const keyOf = (from: string, into: string): string =>
      from === into ? piece.key : piece.key.replaceAll(JSON.stringify(from), JSON.stringify(into));
    const key = kind === "scenario" ? keyOf(field, newField) : keyOf(owner, to);
    const [code, lines] = [there.get(key), texts.get(key) ?? new Set()];
    return {
      ...piece,
      owner: to,
      written: text,
      key,
      field: newField,
      canonical:
        form === "code" ? renamedCode(canonical, code, ...ways) : change(canonical, { has: (one) => one === code }),
      text:
        form === "words"
          ? quotes(text)
          : text
              .split("\n")
              .map((line) => change(line, lines))
              .join("\n"),
    };
  };
  const renamedPassage = ({ tokens, ...passage }: PassageState): PassageState => ({
    ...passage,
    tokens: tokens.map((token) => {
      if (typeof token === "string") return quotes(token);
      return "value" in token
        ? { value: choose(token.value, quoted), expression: choose(token.expression, quoted) }
        : token;
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

/** All that is quoted by sentences, captions and front matter, as it is written there. */
const quotedIn = ({ pieces, chapters }: Sources): string[] => [
  ...pieces.flatMap(({ form, text }) => (form === "words" ? (text.match(QUOTED) ?? []) : [])),
  ...[...chapters.values()]
    .flatMap(({ passages }) => passages.flatMap(({ tokens }) => tokens))
    .flatMap((token) => {
      if (typeof token === "string") return token.match(QUOTED) ?? [];
      return "value" in token ? [token.value, token.expression] : [];
    }),
];

/**
 * What a piece belongs to under new names. A block that has the name of an output or an assumption is another thing: it is called otherwise
 * only where the new side has a block of that name and none of its own.
 */
function ownersUnder(
  renames: readonly Rename[],
  old: readonly Piece[],
  now: readonly Piece[],
): (piece: Piece) => string {
  const blocksOf = (pieces: readonly Piece[]): ReadonlySet<string> =>
    new Set(pieces.filter(({ kind }) => isBlock(kind)).map(({ owner }) => owner));
  const [before, after] = [blocksOf(old), blocksOf(now)];
  const ofAssumptions = new Map<string, string>();
  const ofBlocks = new Map<string, string>();
  for (const { kind, from, to } of renames) {
    if (kind === "assumption") ofAssumptions.set(from, to);
    if (kind === "figure" || kind === "claim" || (!after.has(from) && after.has(to) && !before.has(to)))
      ofBlocks.set(from, to);
  }
  return ({ kind, owner }) =>
    (kind === "assumption" ? ofAssumptions : isBlock(kind) ? ofBlocks : undefined)?.get(owner) ?? owner;
}

/** Whether pieces of a kind are a block's. */
export const isBlock = (kind: Piece["kind"]): boolean => kind === "block" || kind === "figure" || kind === "claim";

/**
 * Canonical code under new names. A name that stands by itself may be an assumption's, taken out of its group, or another thing's of the same
 * name, which has a new name too or is called as before: the new code says which.
 *
 * @param ways in which a word of it may read; the first unless the new code says another
 */
export function renamedCode(
  canonical: string,
  now: string | undefined,
  ...ways: readonly ((text: string) => string)[]
): string {
  const [tokens = [], there = []] = [canonical, now].map((code) => code?.split("\u0000"));
  const isAsLong = tokens.length === there.length;
  return tokens
    .map((token, at) => {
      const read = ways.map((way) => way(token));
      return (isAsLong ? [token, ...read].find((one) => one === there[at]) : undefined) ?? read[0] ?? token;
    })
    .join("\u0000");
}

/** Chapters that have another path and are the same otherwise, as far as their names or most of their lines tell: old to new path. */
export function renamedChapters(
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

/** Blocks, sources and scenarios that have another name and say the same: the keys under which their pieces are found, old and new. */
export function renamedOwners(
  before: ReadonlyMap<string, readonly Piece[]>,
  after: ReadonlyMap<string, readonly Piece[]>,
): [from: string, to: string][] {
  const said = (pieces: readonly Piece[]): string =>
    JSON.stringify(pieces.map(({ kind, field, canonical }) => [kind, field, canonical]));
  const isNamed = ([piece]: readonly Piece[]): boolean =>
    piece?.kind === "block" || piece?.kind === "source" || piece?.kind === "scenario";
  const free = new Map<string, string[]>();
  for (const [key, pieces] of after) if (!before.has(key) && isNamed(pieces)) addTo(free, said(pieces), key);
  return [...before].flatMap(([from, pieces]): [string, string][] => {
    const to = after.has(from) || !isNamed(pieces) ? undefined : free.get(said(pieces))?.shift();
    return to === undefined ? [] : [[from, to]];
  });
}
