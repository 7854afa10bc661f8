import { append } from "../../lists.js";
import { wrap } from "../../text/table.js";
import { effectText, linesText, sourceName, sourceText } from "../sources/wording.js";
import type { AssumptionChange, ClaimChange, OutputChange, PassageChange, SourceChange } from "../types.js";
import {
  assumptionNotes,
  cellsText,
  claimText,
  contributions,
  differenceText,
  flagText,
  methodText,
  placeText,
  scaleOf,
  sentenceText,
  shortened,
  signed,
  unitText,
} from "../wording.js";

/** Items of a part that are shown unless told; the others are counted. */
export const MOST = 12;
const INDENT = "  ";

/** Lines of a review, cut to a terminal's width. */
export class TerminalWriter {
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

  /** A title and the first items below it; nothing where there are none. */
  part<T>(title: string, items: readonly T[], write: (item: T) => void, most = MOST): void {
    if (items.length === 0) return;
    this.title(title);
    for (const item of items.slice(0, most)) write(item);
    this.rest(items.length - most);
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
    const all = contributions(attribution, 5);
    const scale = scaleOf(attribution, all);
    const parts = all.map(
      ({ name, value, standardError }) =>
        `${name} ${signed(value, scale, change)}${standardError === undefined ? "" : ` ± ${signed(standardError, scale, change).replace("+", "")}`}`,
    );
    const how = methodText(attribution);
    const net = total === 0 || Math.abs(change.materiality ?? 1) < 1 ? `, net ${differenceText(change) || "0"}` : "";
    this.item(`${change.label}: ${parts.join(", ")}${net}${how ? ` (${how})` : ""}`);
  }

  claim(claim: ClaimChange): void {
    const fell = claim.old?.holds === true && claim.new?.holds === false;
    this.item(`${this.paint(fell ? "1;31" : "1", claim.id)} ${claimText(claim)}`);
    this.note(`${claim.expression}  ${placeText(claim.place)}`);
    if (claim.sentence) this.note(sentenceText(claim));
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
