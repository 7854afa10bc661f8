import { append } from "../../lists.js";
import { textTable, wrap } from "../../text/table.js";
import { engineText } from "../runs/engine.js";
import {
  effectText,
  linesText,
  renameText,
  sourceGroups,
  sourceName,
  sourceText,
  variantName,
  variantText,
} from "../sources/wording.js";
import type { AssumptionChange, ClaimChange, OutputChange, PassageChange, Review, SourceChange } from "../types.js";
import {
  assumptionNotes,
  becauseText,
  cellsText,
  claimText,
  contributions,
  differenceText,
  figureText,
  flagText,
  isWorded,
  methodText,
  otherConditions,
  outputsTitle,
  percentText,
  placeText,
  readAgainText,
  readAgainTitle,
  sectionText,
  sentence,
  sentenceText,
  shortened,
  signed,
  textOrNone,
  unitText,
} from "../wording.js";

export interface TerminalReviewOptions {
  width: number;
  color: boolean;
}

const MOST = 12;
const INDENT = "  ";

/** A review for a terminal: the verdict first, then what it rests on, each part no longer than a screen. */
export function reviewText(review: Review, { width, color }: TerminalReviewOptions): string {
  const paint = (code: string, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const writer = new Writer(Math.max(40, width), paint);
  const { outputs, minor, offsetting, claims, assumptions, prose, figures, remarks } = review;
  writer.line(paint("1", sentence(review.verdict)));
  writer.line(`${review.old.label} → ${review.new.label}`);
  if (remarks.length > 0) {
    writer.title("Not compared, or only in part");
    for (const remark of remarks) writer.item(remark);
  }
  if (outputs.length > 0) {
    writer.title(outputsTitle(review));
    const numbers = outputs.filter((change) => !isWorded(change));
    const words = outputs.filter(isWorded);
    if (numbers.length > 0) writer.raw(outputTable(numbers.slice(0, MOST), writer.width));
    writer.rest(numbers.length - MOST);
    if (numbers.length > 0 && words.length > 0) writer.line("");
    for (const change of words.slice(0, MOST))
      writer.item(
        `${change.label}: ${textOrNone(change.oldText)} → ${textOrNone(change.newText)}${becauseText(change)}`,
      );
    writer.rest(words.length - MOST);
    if (numbers.some(({ attribution }) => attribution)) writer.title("Because of");
    for (const change of numbers.slice(0, MOST)) writer.reason(change);
  }
  if (minor.length > 0) {
    writer.title(`Moved by less than their tolerance: ${minor.length}`);
    writer.item(
      minor
        .map(({ label, oldText, newText }) => `${label} ${oldText} → ${newText}`)
        .slice(0, MOST)
        .join("; "),
    );
    writer.rest(minor.length - MOST);
  }
  if (offsetting.length > 0) {
    writer.title(`Offsetting changes: ${offsetting.length}`);
    for (const change of offsetting.slice(0, MOST)) writer.reason(change);
    writer.rest(offsetting.length - MOST);
  }
  if (claims.flipped.length > 0) {
    writer.title(`Claims that flipped: ${claims.flipped.length} of ${claims.total}`);
    writer.claims(claims.flipped);
  }
  const conditions = otherConditions(claims);
  if (conditions.length > 0) {
    writer.title(`Claims with another condition: ${conditions.length}`);
    writer.claims(conditions);
  }
  if (claims.closer.length > 0) {
    writer.title("Claims that hold by less");
    writer.claims(claims.closer.slice(0, 5));
    writer.rest(claims.closer.length - 5);
  }
  if (assumptions.length > 0) {
    writer.title(`Assumptions changed: ${assumptions.length}`);
    for (const change of assumptions.slice(0, 2 * MOST)) writer.assumption(change);
    writer.rest(assumptions.length - 2 * MOST);
  }
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
  if (figures.length > 0) {
    writer.title(`Charts and tables changed: ${figures.length}`);
    for (const figure of figures.slice(0, MOST)) {
      writer.item(`${figure.name} (${figure.id}): ${figureText(figure)}`);
      for (const passage of figure.texts ?? []) if (passage.kind !== "values") writer.passage(passage);
    }
    writer.rest(figures.length - MOST);
  }
  const again = review.readAgain;
  if (again && again.passages.length > 0) {
    writer.title(readAgainTitle(again));
    for (const passage of again.passages.slice(0, MOST))
      writer.item(`${readAgainText(passage)} (${placeText(passage.place)})`);
    writer.rest(again.passages.length - MOST);
  }
  if (review.renames.length > 0) {
    writer.title(`Renamed: ${review.renames.length}`);
    for (const rename of review.renames.slice(0, 2 * MOST))
      writer.item(`${renameText(rename)}  ${placeText(rename.place)}`);
    writer.rest(review.renames.length - 2 * MOST);
  }
  if (review.variants.length > 0) {
    writer.title(`Other versions and scenarios that moved: ${review.variants.length}`);
    for (const variant of review.variants.slice(0, 2 * MOST))
      writer.item(`${paint("1", variantName(variant))}: ${variantText(variant)}`);
    writer.rest(review.variants.length - 2 * MOST);
  }
  if (review.engine) {
    writer.title("Because of the engine");
    writer.item(engineText(review.engine));
  }
  for (const { title, changes } of sourceGroups(review)) {
    writer.title(title);
    for (const change of changes.slice(0, 2 * MOST)) writer.source(change);
    writer.rest(changes.length - 2 * MOST);
  }
  return writer.text();
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

class Writer {
  private readonly lines: string[] = [];

  constructor(
    readonly width: number,
    private readonly paint: (code: string, text: string) => string,
  ) {}

  text(): string {
    return `${this.lines.join("\n")}\n`;
  }

  line(text: string): void {
    append(this.lines, wrapped(text, this.width));
  }

  title(text: string): void {
    append(this.lines, ["", ...wrapped(this.paint("1;36", text), this.width)]);
  }

  raw(text: string): void {
    append(this.lines, text.trimEnd().split("\n"));
  }

  item(text: string, indent = INDENT): void {
    for (const [i, line] of wrapped(text, this.width - indent.length).entries())
      this.lines.push(i === 0 ? `${indent.slice(0, -2)}• ${line}` : `${indent}${line}`);
  }

  rest(more: number, what = ""): void {
    if (more > 0) this.lines.push(`${INDENT}${more} more${what ? ` ${what}` : ""}`);
  }

  /** What moved an output, a line of terms. */
  reason(change: OutputChange): void {
    const { attribution } = change;
    if (!attribution) return;
    const total = attribution.to - attribution.from;
    const parts = contributions(attribution, 5).map(
      ({ name, value, standardError }) =>
        `${name} ${signed(value, total || value, change)}${standardError === undefined ? "" : ` ± ${signed(standardError, total || value, change).replace("+", "")}`}`,
    );
    const how = methodText(attribution);
    const net = total === 0 || Math.abs(change.materiality ?? 1) < 1 ? `, net ${differenceText(change) || "0"}` : "";
    this.item(`${change.label}: ${parts.join(", ")}${net}${how ? ` (${how})` : ""}`);
  }

  claims(claims: readonly ClaimChange[]): void {
    for (const claim of claims) {
      const fell = claim.old?.holds === true && claim.new?.holds === false;
      this.item(`${this.paint(fell ? "1;31" : "1", claim.id)} ${claimText(claim)}`);
      this.note(`${claim.expression}  ${placeText(claim.place)}`);
      if (claim.sentence) this.note(sentenceText(claim));
    }
  }

  assumption(change: AssumptionChange): void {
    const cells = cellsText(change);
    const unit = unitText(change, cells);
    this.item(
      `${this.paint("1", change.id)}${change.presence === "changed" ? "" : ` ${change.presence}`} ${cells}${unit}  ${placeText(change.place)}`,
    );
    const notes = assumptionNotes(change);
    if (notes.length > 0) this.note(notes.join("; "));
    for (const { tokens } of change.fields) if (tokens) this.passage({ tokens });
    for (const flag of change.flags) this.note(this.paint("33", flagText(flag)));
  }

  source(change: SourceChange): void {
    this.item(
      `${this.paint("1", sourceName(change))} ${sourceText(change)}${effectText(change)}  ${placeText(change.place)}`,
    );
    if (change.tokens) this.passage({ tokens: change.tokens });
    for (const line of linesText(change)) this.code(line);
  }

  /** A line of code, cut into what has room, its indentation kept. */
  private code(line: string): void {
    const room = this.width - 4;
    const color = line.startsWith("+") ? "32" : "31";
    for (let at = 0; at < line.length; at += room)
      this.lines.push(`${INDENT}${INDENT}${this.paint(color, line.slice(at, at + room))}`);
  }

  passage({ tokens, place }: Pick<PassageChange, "tokens" | "place">): void {
    const parts = tokens.map((token, i) => {
      if (token.type === "value") return this.paint("33", `[${token.old} → ${token.new}]`);
      if (token.type === "inserted") return enclosed(token.text, (inner) => this.paint("32", `{+${inner}+}`));
      if (token.type === "deleted") return enclosed(token.text, (inner) => this.paint("31", `[-${inner}-]`));
      return shortened(token.text, 40, i === 0, i === tokens.length - 1);
    });
    const where = place ? `  :${place.start.line}` : "";
    this.note(`${parts.join("").replace(/\s+/g, " ").trim()}${where}`);
  }

  passageRest(more: number): void {
    this.note(`${more} more ${more === 1 ? "passage" : "passages"} of other wording`);
  }

  private note(text: string): void {
    for (const line of wrapped(text, this.width - 4)) this.lines.push(`${INDENT}${INDENT}${line}`);
  }
}

/** The words of a stretch of text in marks, the spaces around them outside. */
function enclosed(text: string, mark: (inner: string) => string): string {
  const inner = text.trim();
  return inner === "" ? text : text.replace(inner, () => mark(inner));
}

/** Lines of at most `width` characters as seen: colours take no room. */
function wrapped(text: string, width: number): string[] {
  if (!text.includes("\u001b")) return wrap(text, width);
  const codes: string[] = [];
  const places: number[] = [];
  let removed = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour
  const plain = text.replace(/\u001b\[[0-9;]*m/g, (code, at: number) => {
    codes.push(code);
    places.push(at - removed);
    removed += code.length;
    return "";
  });
  const lines = wrap(plain, width);
  return colored(lines, plain, places, codes);
}

/** Puts colours back at their places in a text that has been cut into lines; each line ends uncoloured. */
function colored(
  lines: readonly string[],
  plain: string,
  places: readonly number[],
  codes: readonly string[],
): string[] {
  let offset = 0;
  let next = 0;
  let active = "";
  return lines.map((line) => {
    // Wrapping drops the space between two lines.
    while (plain[offset] === " " && line[0] !== " ") offset++;
    let out = active;
    for (let i = 0; i <= line.length; i++) {
      while ((places[next] ?? Number.POSITIVE_INFINITY) <= offset + i) {
        const code = codes[next++] ?? "";
        active = code === "\u001b[0m" ? "" : code;
        out += code;
      }
      out += line[i] ?? "";
    }
    offset += line.length;
    return active ? `${out}\u001b[0m` : out;
  });
}
