import type { Place } from "../../diagnostic.js";
import { largest } from "../../lists.js";
import { printable } from "../../text/shown.js";
import { workflowCommand } from "../../text/workflow-command.js";
import type { OutputChange, Review } from "../types.js";
import { cellsText, signed, textOrNone, unitText } from "../wording.js";

/** GitHub shows ten annotations of a step; more would be dropped without a word. */
const MOST = 10;
const MOST_OUTPUTS = 3;

/** What may have moved outputs, with the line that says it. */
interface Cause {
  id: string;
  title: string;
  place: Place;
  kind: "assumption" | "block";
}

/**
 * Annotations on the lines behind the outputs that moved materially, of assumptions and of blocks whose code changed, those that moved
 * most first; at most ten. Each says what its own line gave to an output, beside the output's whole move.
 *
 * @param prefix the memo's folder in its repository, with a slash at its end
 */
export function reviewAnnotations(review: Review, prefix = ""): string {
  const moved = causes(review)
    .map((cause) => ({ cause, outputs: review.outputs.filter((change) => contribution(change, cause) !== 0) }))
    .filter(({ outputs }) => outputs.length > 0)
    .map((entry) => ({ ...entry, weight: largest(entry.outputs.map((change) => weight(change, entry.cause))) }))
    .sort((a, b) => b.weight - a.weight || (a.cause.id < b.cause.id ? -1 : 1));
  return moved
    .slice(0, MOST)
    .map(({ cause, outputs }) => {
      const { file, start } = cause.place;
      return workflowCommand(
        "notice",
        { file: prefix + file, line: start.line, col: start.column, title: printable(cause.title) },
        printable(told(outputs, cause)),
      );
    })
    .map((line) => `${line}\n`)
    .join("");
}

function causes({ assumptions, sources }: Review): Cause[] {
  const values = assumptions.flatMap((change): Cause[] => {
    const cells = cellsText(change, 2);
    const title = `${change.id} ${cells}${unitText(change, cells)}`.trim();
    return change.place ? [{ id: change.id, title, place: change.place, kind: "assumption" }] : [];
  });
  const code = sources.flatMap(({ lines, owner, place }): Cause[] =>
    lines && place ? [{ id: owner, title: `block ${owner}`, place, kind: "block" }] : [],
  );
  return [...values, ...code];
}

function told(outputs: readonly OutputChange[], cause: Cause): string {
  const sorted = [...outputs].sort((a, b) => Number(b.key) - Number(a.key) || weight(b, cause) - weight(a, cause));
  const shown = sorted.slice(0, MOST_OUTPUTS).map((change) => {
    const own = contribution(change, cause);
    return `${change.label} by ${signed(own, own, change)} (of ${textOrNone(change.oldText)} → ${textOrNone(change.newText)})`;
  });
  const more = sorted.length - shown.length;
  return `moves ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/** What a cause, alone or in a group, gave to a change. */
function contribution({ attribution }: OutputChange, { id, kind }: Pick<Cause, "id" | "kind">): number {
  for (const step of attribution?.steps ?? []) {
    if ((step.kind === "model") !== (kind === "block")) continue;
    for (const part of step.parts) if (part.id === id || part.members?.includes(id)) return part.contribution;
  }
  return 0;
}

/** A contribution in tolerances of its output. */
function weight(change: OutputChange, cause: Cause): number {
  const { materiality = 0, difference = 0 } = change;
  return difference === 0 ? 0 : Math.abs((contribution(change, cause) / difference) * materiality);
}
