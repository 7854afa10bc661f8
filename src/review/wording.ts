import { convert } from "../assumptions/index.js";
import { fromBlocks, unitInBlocks } from "../assumptions/units/block-units.js";
import { largest } from "../lists.js";
import { type FormatSpec, formatValue, ofDifference } from "../notebook/library/format.js";
import { counted } from "../text/counts.js";
import { withoutNoise } from "../text/decimal.js";
import { begin } from "./reading/unread.js";
import type { ClaimState } from "./snapshot.js";
import { fieldText } from "./sources/wording.js";
import type {
  AssumptionChange,
  AssumptionFlag,
  Attribution,
  AttributionPart,
  AttributionStep,
  ClaimChange,
  FigureChange,
  OutputChange,
  PassageChange,
  ReadAgain,
  Review,
  SectionChange,
  TableChange,
} from "./types.js";

// The sentences and terms that every form of a review shares.

/** A verdict at the beginning of a line. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Outputs that moved: 2 of 9, 1 added". */
export function outputsTitle({ outputs, totalOutputs }: Pick<Review, "outputs" | "totalOutputs">): string {
  const count = (presence: OutputChange["presence"]): number =>
    outputs.filter((change) => change.presence === presence).length;
  const [moved, added, removed] = [count("changed"), count("added"), count("removed")];
  const came = [added > 0 && `${added} added`, removed > 0 && `${removed} removed`].filter((part) => part !== false);
  if (moved === 0 && came.length > 0) return `Outputs: ${came.join(", ")}`;
  return [`Outputs that moved: ${moved} of ${totalOutputs}`, ...came].join(", ");
}

/** "2.24", "none" where the output is not there. */
export const textOrNone = (text: string | undefined): string => text ?? "none";

/** A difference or contribution in the output's own format, signed, with the digits that a change of `scale` needs: "+0.37", "−$1.2B". */
export function signed(value: number, scale: number, change: Pick<OutputChange, "format" | "unit">): string {
  const { format, unit } = change;
  if (format.style === "percent" || isPercent(format.to))
    return `${written(value * 100, 100 * scale, { style: "number" }, "1")} points`;
  return written(value, scale, ofDifference(format), unit);
}

const isPercent = (to: string | undefined): boolean => to !== undefined && to !== "1" && fromBlocks(1, to) === 100;

/** A size in the unit it is printed in: 0.001 is 1 in per mille. */
function sizeIn(size: number, to: string | undefined, unit: string): number {
  if (to === undefined) return size;
  try {
    return fromBlocks(convert(size, unit, unitInBlocks(to)), to);
  } catch {
    return size;
  }
}

function written(value: number, scale: number, format: FormatSpec, unit: string): string {
  const size = Math.abs(sizeIn(scale, format.to, unit)) || 1;
  const digits = Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(size))));
  const rest: Omit<FormatSpec, "digits" | "significant"> = { style: format.style, sign: true };
  const spec: FormatSpec =
    format.style === "dollars"
      ? { ...rest, significant: 3, scale: format.scale ?? "auto" }
      : format.style === "unit"
        ? { ...rest, digits, to: format.to, from: format.from }
        : { ...rest, style: format.style === "times" ? "times" : "number", digits, to: format.to, from: format.from };
  try {
    return formatValue(value, spec, { unit, convert, nonFinite: "not finite" });
  } catch {
    return formatValue(value, { style: "number", sign: true, digits }, { nonFinite: "not finite" });
  }
}

/** A thousandfold: where so little was there, a difference tells more. */
export const MOST_PERCENT = 100_000;

/** "+17%", "" where a percentage would mislead. */
export function percentText({ percent }: Pick<OutputChange, "percent">): string {
  if (percent === undefined || Math.abs(percent) >= MOST_PERCENT) return "";
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return formatValue(percent / 100, { style: "percent", digits, sign: true });
}

/** "+0.37", or what there is to say where nothing can be subtracted. */
export function differenceText(change: OutputChange): string {
  if (change.presence !== "changed") return change.presence === "added" ? "new" : "removed";
  if (change.oldUnit !== undefined) return `unit was ${change.oldUnit}`;
  return change.difference === undefined ? "" : signed(change.difference, change.difference, change);
}

/** Whether an output says something in words on both sides: then a line tells it better than a table of numbers. */
export const isWorded = ({ presence, difference, oldUnit }: OutputChange): boolean =>
  presence === "changed" && difference === undefined && oldUnit === undefined;

const STEPS: Record<AttributionStep["kind"], string> = {
  engine: "changed engine",
  model: "changed model or text",
  data: "revised data",
  assumptions: "changed assumptions",
  new: "new assumptions",
};

const stepName = (step: AttributionStep): string => STEPS[step.kind];

/** A bar or line of an attribution: the change before anything else of its step, a single cause, or the rest. */
export interface Contribution {
  name: string;
  /** Assumption id where the cause is a single one. */
  id?: string;
  step: AttributionStep["kind"];
  value: number;
  standardError?: number;
}

/** The contributions in the order of their steps, each step's largest `most` and the sum of its others. */
export function contributions({ steps }: Attribution, most: number): Contribution[] {
  return steps.flatMap((step) => {
    if (step.parts.length === 0) return [{ name: stepName(step), step: step.kind, value: step.contribution }];
    const shown = step.parts.length === most + 1 ? step.parts : step.parts.slice(0, most);
    const others = step.parts.slice(shown.length);
    const bars: Contribution[] = shown.map((part) => ({
      name: partName(part, step.kind),
      ...(part.members || step.kind === "model" ? {} : { id: part.id }),
      step: step.kind,
      value: part.contribution,
      standardError: part.standardError,
    }));
    if (others.length > 0)
      bars.push({
        name: `${others.length} other ${step.kind === "data" ? "revisions" : step.kind === "model" ? "blocks" : "assumptions"}`,
        step: step.kind,
        value: sumOf(others.map(({ contribution }) => contribution)),
      });
    return bars;
  });
}

/** What is left of causes that cancel each other is next to nothing where it is less than this part of the largest of them. */
const NEXT_TO_NOTHING = 1 / 1000;

/** The size by whose digits contributions are printed: that of the whole change, but where they cancel each other that of the largest. */
export function scaleOf({ from, to }: Attribution, parts: readonly Pick<Contribution, "value">[]): number {
  const most = largest(parts.map(({ value }) => Math.abs(value)));
  const total = Math.abs(to - from);
  return total < NEXT_TO_NOTHING * most ? most : total;
}

const sumOf = (values: readonly number[]): number =>
  withoutNoise(
    values.reduce((sum, value) => sum + value, 0),
    largest(values.map(Math.abs)),
  );

function partName({ id, members }: AttributionPart, kind: AttributionStep["kind"]): string {
  if (kind === "model") return members ? `${members.length} blocks (${members.join(", ")})` : `block ${id}`;
  return members ? `${id} (${members.length} assumptions)` : id;
}

/** How a split was made, where it was not exact over single assumptions. */
export function methodText({ method }: Attribution): string {
  if (method === "grouped") return "Shapley values over topics or blocks taken together; not each could be taken alone";
  if (method === "sampled") return "Shapley values from sampled orders; standard errors beside them";
  return "";
}

/** "held, fails now: 1.04 < 1.1". */
export function claimText(change: ClaimChange): string {
  const condition = conditionText(change);
  return condition === "" ? stateText(change) : `${stateText(change)}; ${condition}`;
}

/** "its condition was `a < 1`, which would fail now"; "" where the condition is the same. */
function conditionText({ oldExpression, oldWouldHold }: ClaimChange): string {
  if (oldExpression === undefined) return "";
  const now =
    oldWouldHold === undefined ? "" : oldWouldHold ? ", which would hold now too" : ", which would not hold now";
  return `its condition was ${oldExpression.replace(/\s+/g, " ").trim()}${now}`;
}

function stateText(change: ClaimChange): string {
  const { old, new: now, presence } = change;
  if (presence === "added") return `new, and ${now?.holds ? "holds" : "fails"}${sides(now)}`;
  if (presence === "removed") return `removed; it ${old?.holds ? "held" : "failed"}${sides(old)}`;
  if (old?.holds === now?.holds && !now?.holds) return `fails as before${sides(now)}`;
  if (old?.holds === now?.holds && now?.margin === undefined) return "holds as before";
  if (old?.holds === now?.holds) return `holds by ${marginText(now)}, was ${marginText(old)}${sides(now)}`;
  return `${old?.holds ? "held, fails now" : "failed, holds now"}${sides(now)}${old?.left === undefined ? "" : `, was ${number(old.left)}`}${becauseText(change)}`;
}

/** Claims whose condition is another one and that are told nowhere else. */
export const otherConditions = ({ conditions, flipped, closer }: Review["claims"]): ClaimChange[] =>
  conditions.filter((claim) => ![...flipped, ...closer].some(({ id }) => id === claim.id));

/** " because of gw.add and block supply": what changed of all that something rests on; where that is much, how much. */
export function becauseText({ because = [] }: Pick<ClaimChange, "because">): string {
  if (because.length === 0) return "";
  if (because.length > 3) return ` (it rests on ${because.length} things that changed)`;
  return ` because of ${because.join(", ").replace(/, ([^,]*)$/, " and $1")}`;
}

/** What the prose says in a claim's place now; values stand as they are written. */
export const sentenceText = ({ sentence = "" }: Pick<ClaimChange, "sentence">): string =>
  sentence === "" ? "" : `reads now: ${shortened(sentence, 110, true, false)}`;

/** "3.2%" of the right-hand side, or the plain distance where that is zero. */
function marginText(state: ClaimState | undefined): string {
  if (state?.relativeMargin !== undefined)
    return formatValue(Math.abs(state.relativeMargin), {
      style: "percent",
      digits: Math.abs(state.relativeMargin) < 0.1 ? 1 : 0,
    });
  return state?.margin === undefined ? "an unknown margin" : number(Math.abs(state.margin));
}

const sides = (state: ClaimState | undefined): string =>
  state?.left === undefined || state.right === undefined
    ? ""
    : `: ${number(state.left)}${state.holds ? "" : ", not"} ${state.operator ?? "against"} ${number(state.right)}`;

const number = (value: number): string =>
  formatValue(value, { style: "number", significant: 4 }, { nonFinite: "not finite" });

const FLAGS: Record<AssumptionFlag, string> = {
  "source-unchanged": "the value changed, its source and date did not",
  "value-unchanged": "the source changed, the value did not",
  "outside-old-range": "the new value lies outside the old range",
  stale: "the as-of date is older than the register allows",
};

export const flagText = (flag: AssumptionFlag): string => FLAGS[flag];

/** "24 → 26", "2027: 24 → 26; 2028: 28 → 31", with the rest counted. */
export function cellsText(change: AssumptionChange, most = 6): string {
  const { cells, presence, unit, oldUnit } = change;
  const after = (text: string, of: string): string =>
    oldUnit === undefined || of === "1" || of === "" ? text : `${text} ${of}`;
  const one = ({ key, oldText, newText }: AssumptionChange["cells"][number]): string => {
    const values =
      presence === "changed" && oldText !== undefined && newText !== undefined
        ? `${after(oldText, oldUnit ?? "")} → ${after(newText, unit)}`
        : oldText !== undefined && newText === undefined
          ? `${oldText}${presence === "changed" ? " → none" : ""}`
          : `${presence === "changed" ? "none → " : ""}${newText ?? ""}`;
    if (
      key === "" &&
      oldText === undefined &&
      newText !== undefined &&
      (cells.length > 1 || (presence === "changed" && unit === ""))
    )
      return newText;
    return key === "" ? values : `${key}: ${values}`;
  };
  const shown = cells.length === most + 1 ? cells : cells.slice(0, most);
  const more = cells.length - shown.length;
  return [...shown.map(one), ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

/** The unit behind the cells of a change: "" where there are none, it says nothing, or each has its own. */
export const unitText = (change: AssumptionChange, cells: string): string =>
  change.unit === "1" || change.unit === "" || cells === "" || change.oldUnit !== undefined ? "" : ` ${change.unit}`;

/** What else of an assumption differs: unit, range, source, date, and why; a phrase each. */
export function assumptionNotes(change: AssumptionChange): string[] {
  const { presence, unit, oldUnit, oldRange, newRange, oldSources, newSources, oldAsOf, newAsOf, ageMonths, reason } =
    change;
  const notes: string[] = [];
  const moved = (word: string, before: string, after: string): void => {
    if (before !== after && presence === "changed") notes.push(`${word} ${before || "none"} → ${after || "none"}`);
    else if (after !== "" && presence !== "removed") notes.push(`${word} ${after}`);
  };
  if (change.isIdle) notes.push("moves no output");
  if (change.sameQuantity) notes.push(`same quantity, other unit (${oldUnit ?? ""} → ${unit})`);
  else if (oldUnit !== undefined)
    notes.push(`${change.valueChanged ? "value and unit" : "unit"}: ${oldUnit || "1"} → ${unit || "1"}`);
  for (const field of change.fields) notes.push(fieldText(field));
  moved("range", oldRange, newRange);
  moved("source", oldSources.join(", "), newSources.join(", "));
  moved("as of", oldAsOf ?? "", newAsOf ?? "");
  if (ageMonths !== undefined && ageMonths > 0) notes.push(`${counted(ageMonths, "month")} old`);
  if (reason) notes.push(`because: ${reason}`);
  return notes;
}

/** "12 values, 3 wordings" of the passages of a section. */
export function sectionText(section: SectionChange): string {
  const { presence, passages, oldTitle } = section;
  if (presence === "added" || presence === "removed") return presence;
  const count = (kind: PassageChange["kind"]): number => passages.filter((passage) => passage.kind === kind).length;
  const parts = [
    ...(presence === "renamed" ? [`renamed from “${oldTitle ?? ""}”`] : presence === "moved" ? ["moved"] : []),
    ...(count("values") > 0 ? [`values only in ${passagesText(count("values"))}`] : []),
    ...(count("wording") > 0 ? [`wording in ${passagesText(count("wording"))}`] : []),
    ...(count("both") > 0 ? [`wording and values in ${passagesText(count("both"))}`] : []),
  ];
  return parts.join(", ");
}

const passagesText = (n: number): string => counted(n, "passage");

/** "3 rows gone, 1 row new; 5 of 20 values changed": values in rows and columns that both sides have. */
export function figureText(change: FigureChange): string {
  if (change.presence !== "changed") return change.presence;
  const moved = change.moved ? ["stands elsewhere in the text"] : [];
  return [...(change.what === "place" ? [] : [otherwise(change)]), ...moved].join("; ");
}

function otherwise({ kind, what, tables }: FigureChange): string {
  if (what === "style" && kind === "table") return "printed otherwise, the data behind it did not change";
  if (what === "style") return "the picture changed, the data behind it did not: a change of style";
  if (what === "picture") return "shows another picture";
  if (what === "drawn") return "drawn otherwise, although the data it lists are the same";
  if (what === "text") return "caption, source or alternative text changed";
  const values = tables.flatMap(sharedValues);
  const changed = values.filter((one) => one.changed).length;
  const cells = changed === 0 ? [] : [`${changed} of ${values.length} values changed`];
  const order = tables.some(({ reordered }) => reordered) ? ["rows in another order"] : [];
  return (
    [...tables.flatMap(columnsText), ...rowsText(tables), ...cells, ...order].join("; ") || "tables of data changed"
  );
}

/** Values but for keys, in rows and columns that both sides have. */
const sharedValues = ({ rows, columns }: TableChange): TableChange["rows"][number]["cells"] =>
  rows.flatMap(({ cells }) =>
    cells.filter((cell, at) => !columns[at]?.isKey && cell.old !== undefined && cell.new !== undefined),
  );

/** "3 rows gone, 1 row new". */
function rowsText(tables: readonly TableChange[]): string[] {
  const count = (which: string): number =>
    tables.reduce((sum, { rows }) => sum + rows.filter(({ presence }) => presence === which).length, 0);
  const [gone, come] = [count("removed"), count("added")];
  const parts = [gone > 0 ? `${counted(gone, "row")} gone` : "", come > 0 ? `${counted(come, "row")} new` : ""];
  return gone + come === 0 ? [] : [parts.filter((part) => part !== "").join(", ")];
}

/** Columns that one side alone has, in rows that both have. */
function columnsText({ columns, rows }: TableChange): string[] {
  const both = rows.filter(({ presence }) => presence !== "added" && presence !== "removed");
  if (both.length === 0) return [];
  return columns.flatMap(({ label }, at) => {
    const lacks = (side: "old" | "new"): boolean => both.every(({ cells }) => cells[at]?.[side] === undefined);
    if (lacks("old") === lacks("new")) return [];
    return [lacks("old") ? `column “${label}” added` : `column “${label}” removed`];
  });
}

/** `chapters/06-capacity.md:12` */
export const placeText = (place: { file: string; start: { line: number } } | undefined): string =>
  place === undefined ? "" : `${place.file}:${place.start.line}`;

/** Of a text that did not change, the `context` characters or so next to a change before and behind it. */
export function shortened(text: string, context: number, isFirst: boolean, isLast: boolean): string {
  if (text.length <= 2 * context + 10) return text;
  const start = isFirst ? "" : text.slice(0, text.lastIndexOf(" ", context));
  const end = isLast ? "" : text.slice(text.indexOf(" ", text.length - context));
  return `${start} …${end}`;
}

/** The title of the passages that are to be read. */
export const readAgainTitle = ({ passages, before }: ReadAgain): string =>
  `To be read: ${passages.length}${before === 0 ? "" : `, and ${before} that were before`}`;

/** A passage that is to be read: where, how it begins, and why. */
export const readAgainText = ({ section, text, why }: ReadAgain["passages"][number]): string =>
  `${section}: “${begin(text)}” – ${why}`;
