import type { Snapshot } from "../snapshot.js";
import type { Review, SourceChange } from "../types.js";
import type { ChapterPieces } from "./chapter-pieces.js";
import type { ToldWords } from "./told.js";
import type { Piece } from "./types.js";

/** What the review tells elsewhere. */
export type Told = Pick<Review, "prose" | "figures" | "assumptions" | "claims">;
/** Which version and scenario of the sources are compared. */
export type Compared = Pick<Snapshot, "version" | "lineage" | "scenario">;

/** The sources of a side. */
export interface Sources {
  pieces: readonly Piece[];
  chapters: ReadonlyMap<string, ChapterPieces>;
  compared: Compared;
}

/** Whether another part of the review says it. */
export function isTold(
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
      // A setting that no reader sees may have a word in common with what is told.
      if (!PRINTED.test(field)) return false;
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

/** What page and PDF print of a figure's options and of the front matter. */
const PRINTED = /^(?:caption|alt|source|title|summary|memo\.(?:title|subtitle|authors|notice|logo)\b.*)$/;

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
    case "data":
      return change.fields.some((one) => one.name === "file");
    case "columns": {
      const [column = "", what = ""] = key;
      const isRenamed = change.fields.some(
        ({ name: said, old, new: now }) => said === "column" && (old === column || now === column),
      );
      return (
        isRenamed || (!/^(?:header|label)$/.test(what) && change.fields.some((one) => one.name === `column ${column}`))
      );
    }
    case "reason":
      return change.reason !== undefined || change.fields.some((one) => one.name === "reason");
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
export function effectOf(piece: Piece, sources: Sources): string | undefined {
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
