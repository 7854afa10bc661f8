import { append } from "../lists.js";
import { roundedTo } from "../text/decimal.js";
import { stillSources } from "./sources/wording.js";
import type { AttributionPart, AttributionStep, OutputChange, Presence, Review, SourceChange } from "./types.js";
import { MOST_PERCENT } from "./wording.js";

type Told = Omit<Review, "verdict" | "changed">;

/** From this many times its old value on a change is told as a multiple of it. */
const MANY = 10;

/** The longest verdict: what has no room is in the review. */
const LONGEST = 320;
/** A text output in the verdict; a ranking may have hundreds of characters. */
const LONGEST_TEXT = 60;
/** Outputs that it leads with where the memo names its headlines. */
const MOST_HEADLINES = 2;

/**
 * One sentence: "2027 tightness 2.24 → 2.61 (+17%) because `gw.add` was revised; 1 claim flips; 3 of 41 outputs moved". It leads with the
 * headline outputs that moved, else with the key output that moved most, else with the output that did; one that is a text comes behind the
 * claims.
 */
export function verdictOf(review: Told, headlines: readonly string[] = []): string {
  const { outputs, minor, offsetting, claims, totalOutputs } = review;
  const moved = outputs.filter(({ presence }) => presence === "changed");
  const numbers = moved.filter((change) => !isText(change));
  const named = headlines.flatMap((name) => moved.find((change) => change.name === name) ?? []);
  const lead = numbers.find(({ key }) => key) ?? numbers[0];
  const words = named.length > 0 || lead ? [] : moved.slice(0, 1);
  const leads = named.length > 0 ? named.slice(0, MOST_HEADLINES) : lead ? [lead] : [];
  const parts = [
    ...leads.map((change) => leadText(change)),
    ...claimsText(claims),
    ...words.map((change) => leadText(change)),
    ...(moved.length > 0 ? [`${moved.length} of ${totalOutputs} outputs moved`] : stillText(review)),
    ...cameAndWent(outputs, "output"),
    ...(moved.length > 0 ? [] : restText(review)),
    ...(review.renames.length > 0 ? [`${review.renames.length} renamed`] : []),
    ...variantsText(review),
    ...(review.engine ? ["the engine changed what comes of the old sources"] : []),
  ];
  if (parts.length === 0) return "nothing changed";
  const isStill = moved.length + minor.length + offsetting.length === 0;
  return bounded([...(isStill ? ["no output moved"] : []), ...parts]);
}

const isText = ({ difference, oldUnit }: OutputChange): boolean => difference === undefined && oldUnit === undefined;

/** As many parts as have room; the others are counted. */
function bounded(parts: readonly string[]): string {
  let text = "";
  for (const [at, part] of parts.entries()) {
    const next = text === "" ? part : `${text}; ${part}`;
    if (next.length > LONGEST && at > 0) return `${text}; and ${parts.length - at} more`;
    text = next;
  }
  return text;
}

function cut(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return flat.length <= LONGEST_TEXT ? flat : `${flat.slice(0, LONGEST_TEXT - 1).trimEnd()}…`;
}

/** " because `gw.add` was revised": what gave at least half of a change, where one thing did. */
function causeText({ attribution }: OutputChange): string {
  if (!attribution) return "";
  const total = Math.abs(attribution.to - attribution.from);
  const causes = attribution.steps.flatMap(({ kind, contribution, parts }) =>
    parts.length === 0
      ? [{ text: WITHOUT_PARTS[kind], contribution }]
      : parts.map((part) => ({ text: partText(kind, part), contribution: part.contribution })),
  );
  const [first] = causes.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return first && Math.abs(first.contribution) >= total / 2 ? ` because ${first.text}` : "";
}

const WITHOUT_PARTS: Readonly<Record<AttributionStep["kind"], string>> = {
  engine: "the engine changed",
  model: "code changed",
  data: "data were revised",
  assumptions: "assumptions changed",
  new: "assumptions were added",
};

function partText(kind: AttributionStep["kind"], { id, members }: AttributionPart): string {
  if (kind === "model") return members ? `${members.length} blocks changed` : `block \`${id}\` changed`;
  const verb = kind === "data" ? "revised" : kind === "new" ? "added" : "changed";
  return members ? `${members.length} assumptions were ${verb}` : `\`${id}\` was ${verb}`;
}

function leadText(change: OutputChange): string {
  const { label, oldText = "", newText = "", percent, oldUnit, unit } = change;
  const units = oldUnit === undefined ? "" : ` (unit ${oldUnit} → ${unit})`;
  // What a review of no change begins with is no label's to say.
  const name = /^\P{L}*nothing\s+changed/iu.test(label) ? `“${cut(label)}”` : cut(label);
  return `${name} ${cut(oldText)} → ${cut(newText)}${units || percentText(percent)}${causeText(change)}`;
}

/** " (+17%)", " (+3.2%)", " (12-fold)"; nothing where there is no percentage. */
function percentText(percent: number | undefined): string {
  if (percent === undefined || Math.abs(percent) >= MOST_PERCENT) return "";
  if (percent >= 100 * (MANY - 1)) return ` (${Math.round(percent / 100 + 1)}-fold)`;
  const size = Math.abs(percent);
  const text = size >= 10 ? String(roundedTo(size, 0)) : size >= 0.1 ? String(roundedTo(size, 1)) : "less than 0.1";
  return ` (${percent < 0 ? "−" : "+"}${text}%)`;
}

function variantsText({ variants }: Told): string[] {
  if (variants.length === 0) return [];
  return [
    variants.length === 1
      ? "1 other version or scenario moved"
      : `${variants.length} other versions and scenarios moved`,
  ];
}

function claimsText({ flipped, conditions }: Told["claims"]): string[] {
  const changed = flipped.filter(({ presence }) => presence === "changed").length;
  const flips = changed === 0 ? [] : [changed === 1 ? "1 claim flips" : `${changed} claims flip`];
  const other = conditions.filter(({ old, new: now }) => old?.holds === now?.holds).length;
  const reworded =
    other === 0 ? [] : [other === 1 ? "1 claim has another condition" : `${other} claims have another condition`];
  return [...flips, ...cameAndWent(flipped, "claim"), ...reworded];
}

function cameAndWent(things: readonly { presence: Presence }[], noun: string): string[] {
  return (["added", "removed"] as const).flatMap((presence) => {
    const count = things.filter((thing) => thing.presence === presence).length;
    return count === 0 ? [] : [`${count} ${plural(count, noun)} ${presence}`];
  });
}

/** Why outputs are told though none moved. */
function stillText({ minor, offsetting }: Told): string[] {
  const some: string[] = [];
  if (offsetting.length > 0)
    some.push(`${offsetting.length} ${plural(offsetting.length, "output")} stayed as changes cancel out`);
  if (minor.length > 0) some.push(`${minor.length} ${plural(minor.length, "output")} moved within tolerance`);
  return some;
}

/** What else there is to tell when no output moved. */
function restText(review: Told): string[] {
  const { assumptions, prose, figures } = review;
  const parts: string[] = [];
  const values = assumptions.filter(({ valueChanged }) => valueChanged).length;
  const said = assumptions.length - values;
  if (values > 0) parts.push(`${values} ${plural(values, "assumption")} changed`);
  if (said > 0) parts.push(`${said} ${plural(said, "assumption")} documented otherwise`);
  const all = prose.flatMap((section) => section.passages);
  const passages = all.filter(({ presence }) => presence === "changed");
  const words = passages.filter(({ kind }) => kind !== "values").length;
  const otherValues = passages.length - words;
  append(parts, cameAndWent(all, "passage"));
  if (words > 0) parts.push(`${words} ${plural(words, "passage")} reworded`);
  if (otherValues > 0) parts.push(`${otherValues} ${plural(otherValues, "passage")} with other values`);
  const order = prose.filter((section) => section.passages.length === 0).length;
  if (order > 0) parts.push(`${order} ${plural(order, "section")} moved or renamed`);
  const figuresOf = (what: string): number => figures.filter((figure) => figure.what === what).length;
  const kinds = {
    data: "with other data",
    picture: "showing another picture",
    drawn: "drawn otherwise",
    style: "in another style",
    text: "captioned otherwise",
    place: "elsewhere in the text",
  };
  for (const [what, text] of Object.entries(kinds)) {
    const count = figuresOf(what);
    if (count > 0) parts.push(`${count} ${plural(count, "figure")} ${text}`);
  }
  const alone = stillSources(review);
  if (alone.length > 0) parts.push(sourcesText(alone));
  return parts;
}

const NOUNS: Readonly<Record<SourceChange["kind"], string>> = {
  version: "a version",
  assumption: "an assumption",
  scenario: "a scenario",
  source: "a source",
  front: "front matter",
  block: "a block",
  claim: "a claim",
  figure: "a figure",
  exception: "an exception",
  file: "a file",
  output: "an output's declaration",
  prose: "a passage that isn't printed so",
};

/** "2 changes in the sources alone (a source, a scenario)". */
export function sourcesText(sources: readonly SourceChange[], alone = " alone"): string {
  const kinds = [...new Set(sources.map(({ kind }) => NOUNS[kind]))];
  const named = kinds.length > 3 ? [...kinds.slice(0, 2), `${kinds.length - 2} more kinds`] : kinds;
  return `${sources.length} ${plural(sources.length, "change")} in the sources${alone} (${named.join(", ")})`;
}

const plural = (count: number, noun: string): string => (count === 1 ? noun : `${noun}s`);
