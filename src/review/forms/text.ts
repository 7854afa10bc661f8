import { textTable } from "../../text/table.js";
import { engineText } from "../runs/engine.js";
import { renameText, sourceGroups, variantName, variantText } from "../sources/wording.js";
import type { ClaimChange, OutputChange, Review } from "../types.js";
import {
  becauseText,
  differenceText,
  figureText,
  isWorded,
  otherConditions,
  outputsTitle,
  percentText,
  placeText,
  readAgainText,
  readAgainTitle,
  sectionText,
  sentence,
  textOrNone,
} from "../wording.js";
import { MOST, TerminalWriter } from "./terminal-writer.js";

export interface TerminalReviewOptions {
  width: number;
  color: boolean;
}

/** A review for a terminal: the verdict first, then what it rests on, each part no longer than a screen. */
export function reviewText(review: Review, { width, color }: TerminalReviewOptions): string {
  const paint = (code: string, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const writer = new TerminalWriter(Math.max(40, width), paint);
  const { outputs, minor, offsetting, claims, assumptions, prose, figures, remarks } = review;
  const { readAgain, renames, variants, engine } = review;
  writer.line(paint("1", sentence(review.verdict)));
  writer.line(`${review.old.label} → ${review.new.label}`);
  writer.part("Not compared, or only in part", remarks, (remark) => writer.item(remark), remarks.length);
  if (outputs.length > 0) writeOutputs(outputs, outputsTitle(review), writer);
  if (minor.length > 0) {
    writer.title(`Moved by less than their tolerance: ${minor.length}`);
    const shown = minor.slice(0, MOST);
    writer.item(shown.map(({ label, oldText, newText }) => `${label} ${oldText} → ${newText}`).join("; "));
    writer.rest(minor.length - MOST);
  }
  writer.part(`Offsetting changes: ${offsetting.length}`, offsetting, (change) => writer.reason(change));
  const ofClaim = (claim: ClaimChange): void => writer.claim(claim);
  const { flipped, closer, total } = claims;
  writer.part(`Claims that flipped: ${flipped.length} of ${total}`, flipped, ofClaim, flipped.length);
  const conditions = otherConditions(claims);
  writer.part(`Claims with another condition: ${conditions.length}`, conditions, ofClaim, conditions.length);
  writer.part("Claims that hold by less", closer, ofClaim, 5);
  writer.part(`Assumptions changed: ${assumptions.length}`, assumptions, (one) => writer.assumption(one), 2 * MOST);
  if (prose.length > 0) {
    writer.title(`Text changed: ${prose.length} ${prose.length === 1 ? "section" : "sections"}`);
    for (const section of prose.slice(0, MOST)) {
      writer.item(`${paint("1", section.title)} (${section.file}): ${sectionText(section)}`);
      const worded = section.passages.filter(({ kind }) => kind !== "values");
      for (const passage of worded.slice(0, 3)) writer.passage(passage);
      if (worded.length > 3) writer.passageRest(worded.length - 3);
    }
    writer.rest(prose.length - MOST, "sections");
  }
  writer.part(`Charts and tables changed: ${figures.length}`, figures, (figure) => {
    writer.item(`${figure.name} (${figure.id}): ${figureText(figure)}`);
    for (const passage of figure.texts ?? []) if (passage.kind !== "values") writer.passage(passage);
  });
  if (readAgain)
    writer.part(readAgainTitle(readAgain), readAgain.passages, (passage) =>
      writer.item(`${readAgainText(passage)} (${placeText(passage.place)})`),
    );
  const most = 2 * MOST;
  writer.part(
    `Renamed: ${renames.length}`,
    renames,
    (rename) => writer.item(`${renameText(rename)}  ${placeText(rename.place)}`),
    most,
  );
  writer.part(
    `Other versions and scenarios that moved: ${variants.length}`,
    variants,
    (variant) => writer.item(`${paint("1", variantName(variant))}: ${variantText(variant)}`),
    most,
  );
  if (engine) writer.part("Because of the engine", [engine], (one) => writer.item(engineText(one)));
  for (const { title, changes } of sourceGroups(review)) writer.part(title, changes, (one) => writer.source(one), most);
  return writer.text();
}

function writeOutputs(outputs: readonly OutputChange[], title: string, writer: TerminalWriter): void {
  writer.title(title);
  const numbers = outputs.filter((change) => !isWorded(change));
  const words = outputs.filter(isWorded);
  if (numbers.length > 0) writer.raw(outputTable(numbers.slice(0, MOST), writer.width));
  writer.rest(numbers.length - MOST);
  if (numbers.length > 0 && words.length > 0) writer.line("");
  for (const change of words.slice(0, MOST))
    writer.item(`${change.label}: ${textOrNone(change.oldText)} → ${textOrNone(change.newText)}${becauseText(change)}`);
  writer.rest(words.length - MOST);
  if (numbers.some(({ attribution }) => attribution)) writer.title("Because of");
  for (const change of numbers.slice(0, MOST)) writer.reason(change);
}

function outputTable(outputs: readonly OutputChange[], width: number): string {
  return textTable(
    [
      { head: "Output", align: "left" },
      { head: "Old", align: "right" },
      { head: "New", align: "right" },
      { head: "Difference", align: "right" },
      { head: "Percent", align: "right" },
    ],
    outputs.map((change) => [
      change.label,
      textOrNone(change.oldText),
      textOrNone(change.newText),
      differenceText(change),
      percentText(change),
    ]),
    width,
  );
}
