import { describeNumber } from "../../assumptions/register/describe.js";
import { nameQuoted } from "../../document/addresses/quote-ids.js";
import type { CodeNode, QuoteNode } from "../../document/tree.js";
import { toDigits } from "../../text/counts.js";
import type { PageContext } from "./context.js";
import { escapeText } from "./escape.js";
import { howMade } from "./how.js";

/** Assumptions that an entry names; it counts the others. */
const NAMED = 3;
/** Digits of a value before it is rounded for print; what follows them is noise of the arithmetic, or means nothing. */
const DIGITS = 7;
/** Blocks of which it is kept how they make names. */
const MOST_KEPT = 5000;

/**
 * What stands behind each quoted value, once: the list that a reader without scripts finds at the end, and of which the page's script makes
 * a card when one is asked for. It names assumptions; what they come to stands in the register. "" where no value is quoted.
 */
export function writeValues(context: PageContext): string {
  if (context.quotes.length === 0) return "";
  const entries = context.quotes.map((quote) => writeEntry(quote, context));
  const id = context.ids.of("memo", "values");
  return `<noscript class="values" data-aid><section class="back-matter" aria-labelledby="${id}">\n<h2 id="${id}">What stands behind each value</h2>\n<ul>\n${entries.join("\n")}\n</ul></section></noscript>`;
}

function writeEntry(quote: QuoteNode, context: PageContext): string {
  const { label, how, range } = about(quote, context);
  const exact = exactly(quote);
  const parts = [
    `<a href="#${escapeText(quote.id)}">${escapeText(label)}</a>`,
    `<b>${escapeText(printed(quote))}</b>`,
    ...(range === undefined ? [] : [`<span class="range">${escapeText(range)}</span>`]),
    ...(exact === undefined ? [] : [`<span class="exact">${escapeText(exact)} before rounding</span>`]),
    ...(how === undefined ? [] : [`<em>${escapeText(how)}</em>`]),
  ];
  const named = movers(quote);
  if (named.length > 0) {
    const links = named.map((id) => linkTo(id, context)).join(", ");
    const more = quote.restsOn.length - named.length;
    parts.push(
      `<span class="on">${quote.movedBy ? "Moved most by" : "Rests on"} ${links}${more > 0 ? ` and ${more} more` : ""}</span>`,
    );
  }
  if (quote.blockId !== undefined)
    parts.push(
      context.codeBlocks.has(quote.blockId)
        ? `<a class="made" href="#${context.ids.of("block", quote.blockId)}">${escapeText(quote.blockId)}</a>`
        : `<span class="made">${escapeText(quote.blockId)}</span>`,
    );
  parts.push(`<code>${escapeText(quote.expression)}</code>`);
  const on = ordinals(quote.restsOn, context);
  return `<li id="${context.ids.of("of", quote.id)}"${on === "" ? "" : ` data-on="${on}"`}>${parts.join(" ")}</li>`;
}

function linkTo(id: string, context: PageContext): string {
  // What it is called stands in the register.
  return context.rows.has(id) ? `<a href="#${context.ids.of("a", id)}">${escapeText(id)}</a>` : escapeText(id);
}

/** The assumptions to name: those that move the value most where that is known, else the first it rests on. */
function movers({ restsOn, movedBy }: QuoteNode): readonly string[] {
  const named = movedBy ?? restsOn;
  // One more instead of "and 1 more".
  return restsOn.length === NAMED + 1 && named.length > NAMED ? named : named.slice(0, NAMED);
}

/** What a value is called, made like and may come to. */
function about(quote: QuoteNode, context: PageContext): { label: string; how?: string; range?: string } {
  const path = nameQuoted(quote.expression);
  const [name = "", ...keys] = path.split(".");
  const assumption = name === "given" ? assumptionAt(keys, context) : undefined;
  if (assumption) {
    const { row, rest } = assumption;
    return {
      label: titled(row.assumption.label ?? row.assumption.id, rest),
      ...(row.range === "" || rest.length > 0
        ? {}
        : { range: `${row.range}${row.meaning === "" ? "" : `, ${row.meaning}`}` }),
    };
  }
  const output = context.outputs.get(name);
  const simple = /^[\w$]+(?:\.[\w$-]+)*$/.test(path);
  const code = quote.blockId === undefined ? undefined : context.codeBlocks.get(quote.blockId);
  const how = code && howMadeOf(code, simple ? name : undefined, context);
  const range = keys.length === 0 ? output?.band : undefined;
  return {
    label: output
      ? titled(output.declaration.label, keys)
      : simple
        ? titled(words(name), keys.map(words))
        : words(path),
    how,
    ...(range === undefined ? {} : { range: `${range}, P10–P90` }),
  };
}

/** The same code makes the same name in the same way. */
function howMadeOf(code: CodeNode, name: string | undefined, { before }: PageContext): string | undefined {
  if (!before) return howMade(code, name);
  const key = `${code.kind} ${code.text}`;
  const ofCode = before.made.get(key) ?? new Map<string | undefined, string | undefined>();
  if (before.made.size >= MOST_KEPT) before.made.clear();
  before.made.set(key, ofCode);
  if (!ofCode.has(name)) ofCode.set(name, howMade(code, name));
  return ofCode.get(name);
}

const titled = (label: string, keys: readonly string[]): string =>
  keys.length === 0 ? label : `${label}, ${keys.join(" ")}`;

/** "bandwidth at end" of `bandwidth_at_end`. */
function words(name: string): string {
  const spaced = name.replace(/_+/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function assumptionAt(keys: readonly string[], { rows }: PageContext) {
  for (let length = keys.length; length > 0; length--) {
    const row = rows.get(keys.slice(0, length).join("."));
    if (row) return { row, rest: keys.slice(length) };
  }
  return undefined;
}

/** The value as it is printed, with its unit where the prose has it elsewhere. */
export function printed({ text, full }: Pick<QuoteNode, "text" | "full">): string {
  const unit = unitOf(full);
  return unit !== "" && /^[−+\d.,\s\u2009\u202f–-]+$/.test(text) ? `${text}\u00a0${unit}` : text;
}

/** "3.530242" of a value that is printed as 3.5; undefined where printing it loses nothing. */
export function exactly({ text, full, value }: Pick<QuoteNode, "text" | "full" | "value">): string | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const unit = unitOf(full);
  const shown = Number(
    full
      .slice(0, unit === "" ? undefined : -unit.length)
      .trim()
      .replace("−", "-"),
  );
  if (!Number.isFinite(shown)) return undefined;
  const rounded = describeNumber(toDigits(shown, DIGITS));
  const read = Number(text.replace(/[^\d.]/g, ""));
  if (/^[^\d]*[\d.,]+[^\d]*$/.test(text) && read === Number(rounded.replace(/[^\d.]/g, ""))) return undefined;
  return unit === "" ? rounded : `${rounded}\u00a0${unit}`;
}

function unitOf(full: string): string {
  return /^[−-]?[\d.]+(?:e[-+]?\d+)?\s+(\S.*)$/.exec(full.trim())?.[1] ?? "";
}

/** Where assumptions stand in the register, in short: "0-2 7" for the first three and the eighth. */
function ordinals(ids: readonly string[], { order, ordinals: known }: PageContext): string {
  const text = known.get(ids) ?? ordinalsIn(ids, order);
  // Values of one block rest on one list.
  known.set(ids, text);
  return text;
}

function ordinalsIn(ids: readonly string[], order: PageContext["order"]): string {
  const places = ids.flatMap((id) => order.get(id) ?? []).sort((a, b) => a - b);
  const runs: string[] = [];
  for (let i = 0; i < places.length; ) {
    let end = i;
    while (places[end + 1] === (places[end] ?? 0) + 1) end++;
    runs.push(end === i ? `${places[i]}` : `${places[i]}-${places[end]}`);
    i = end + 1;
  }
  return runs.join(" ");
}
