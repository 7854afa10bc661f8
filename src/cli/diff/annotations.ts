import type { AssumptionChange, OutputChange, Review } from "../../review/types.js";
import { cellsText, percentText, textOrNone } from "../../review/wording.js";
import { workflowCommand } from "../terminal/workflow-command.js";

/** GitHub shows ten annotations of a step; more would be dropped without a word. */
const MOST = 10;
const MOST_OUTPUTS = 3;

/** Annotations on the YAML lines behind the outputs that moved materially, those that moved most first; at most ten. */
export function reviewAnnotations(review: Review): string {
  const moved = review.assumptions
    .flatMap((assumption) => {
      const outputs = review.outputs.filter((change) => contribution(change, assumption.id) !== 0);
      return assumption.place && outputs.length > 0 ? [{ assumption, place: assumption.place, outputs }] : [];
    })
    .map((entry) => ({
      ...entry,
      weight: Math.max(...entry.outputs.map((change) => weight(change, entry.assumption.id))),
    }))
    .sort((a, b) => b.weight - a.weight || (a.assumption.id < b.assumption.id ? -1 : 1));
  return moved
    .slice(0, MOST)
    .map(({ assumption, place, outputs }) => {
      const { file, start } = place;
      return workflowCommand(
        "notice",
        { file, line: start.line, col: start.column, title: title(assumption) },
        told(outputs, assumption.id),
      );
    })
    .map((line) => `${line}\n`)
    .join("");
}

const title = (assumption: AssumptionChange): string =>
  `${assumption.id} ${cellsText(assumption, 2)}${assumption.unit === "1" ? "" : ` ${assumption.unit}`}`.trim();

function told(outputs: readonly OutputChange[], id: string): string {
  const sorted = [...outputs].sort((a, b) => Number(b.key) - Number(a.key) || weight(b, id) - weight(a, id));
  const shown = sorted.slice(0, MOST_OUTPUTS).map((change) => {
    const percent = percentText(change);
    return `${change.label} ${textOrNone(change.oldText)} → ${textOrNone(change.newText)}${percent ? ` (${percent})` : ""}`;
  });
  const more = sorted.length - shown.length;
  return `moves ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/** What an assumption, alone or in a group, gave to a change. */
function contribution({ attribution }: OutputChange, id: string): number {
  for (const step of attribution?.steps ?? [])
    for (const part of step.parts) if (part.id === id || part.members?.includes(id)) return part.contribution;
  return 0;
}

/** A contribution in tolerances of its output. */
function weight(change: OutputChange, id: string): number {
  const { materiality = 0, difference = 0 } = change;
  return difference === 0 ? 0 : Math.abs((contribution(change, id) / difference) * materiality);
}
